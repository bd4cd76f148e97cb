"""The widgets: which answer each key gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from sciatica_cli.core.questions import Question, ScaleQuestion, YesNoQuestion
from sciatica_cli.interview.frame import Frame, View
from sciatica_cli.interview.prompter import BACK, REVIEW, SAVE, MenuItem, Prompt
from sciatica_cli.interview.screen_prompter import ScreenPrompter
from sciatica_cli.report.blocks import Paragraph
from tiny import YES_NO, choice, many, number

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, ENTER, SHIFT_TAB = "\x1b[H", "\x1b[F", "\r", "\x1b[Z"
BACKSPACE, CTRL_S, CTRL_R = "\x7f", "\x13", "\x12"
LEGS = choice("legs", "left", "right", danger=True)
SIDE = choice("side", "left", "right")
NOW = YesNoQuestion("now", "s", "Now?", "now", choices=YES_NO, unsure="?", danger=True)
EVER = YesNoQuestion("ever", "s", "Ever?", "ever", choices=YES_NO, unsure="?")
WORST = ScaleQuestion("worst", "s", "How bad?", "worst", minimum=0, maximum=10)
CENT = ScaleQuestion("cent", "s", "How much?", "cent", minimum=0, maximum=100)
SIGNS = many("signs", "hot", "cold")
AGE = number("age", 0, 120, unit="years")


class Keyboard:
    """Keys typed to one prompter, whatever it asks."""

    def __init__(self, pipe: PipeInput) -> None:
        self.pipe = pipe
        self.prompter = ScreenPrompter(input_=pipe, output=DummyOutput())

    def send_text(self, text: str) -> None:
        self.pipe.send_text(text)


@pytest.fixture
def keys() -> Iterator[Keyboard]:
    with create_pipe_input() as pipe:
        keyboard = Keyboard(pipe)
        yield keyboard
        keyboard.prompter.close()


def press(keys: Keyboard, typed: str, question: Any, default: Any = None) -> Any:
    keys.send_text(typed)
    return keys.prompter.ask(Prompt(question, default, "progress"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (DOWN + ENTER, "left"),
        (DOWN + DOWN + ENTER, "right"),
        (ENTER + ENTER + "1" + ENTER, "left"),  # a stray Enter gives no answer
        ("2" + ENTER, "right"),
        ("u" + ENTER, "unsure"),
        (UP + ENTER, "unsure"),
        (SHIFT_TAB, BACK),
    ],
)
def test_arrows_or_a_digit_choose_a_line(keys: Keyboard, typed: str, expected: object) -> None:
    assert press(keys, typed, LEGS) == expected


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        (LEGS, "21", "left"),
        (NOW, "yn", "no"),
        (SIDE, "u2", "right"),
        (EVER, "n2", "yes"),
        (EVER, "yu", "unsure"),
    ],
)
def test_a_key_alone_never_confirms(
    keys: Keyboard, question: Question, typed: str, expected: str
) -> None:
    assert press(keys, typed + ENTER, question) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("7" + ENTER, 7),
        ("10" + ENTER, 10),
        ("1" + "5" + ENTER, 5),
        (RIGHT + ENTER, 0),
        (RIGHT * 3 + LEFT + ENTER, 1),
        (LEFT + ENTER, 10),
        ("7" + RIGHT + "2" + ENTER, 2),
        (END + ENTER, 10),
        (END + HOME + ENTER, 0),
        (ENTER + "4" + ENTER, 4),  # no number is preselected
        (SHIFT_TAB, BACK),
    ],
)
def test_a_scale_takes_arrows_and_digits(keys: Keyboard, typed: str, expected: object) -> None:
    assert press(keys, typed, WORST) == expected


def test_a_scale_takes_three_digits_and_starts_at_its_default(keys: Keyboard) -> None:
    assert press(keys, "57" + ENTER, CENT) == 57
    assert press(keys, "100" + ENTER, CENT) == 100
    assert press(keys, RIGHT + ENTER, WORST, 4) == 5


@pytest.mark.parametrize(
    ("key", "expected"), [("\x12", REVIEW), ("\x13", SAVE), (SHIFT_TAB, BACK), ("\x1b", BACK)]
)
def test_every_question_has_the_keys_of_navigation(
    keys: Keyboard, key: str, expected: object
) -> None:
    for question in (LEGS, SIGNS, AGE, WORST):
        assert press(keys, key, question) is expected


def test_the_default_is_preselected(keys: Keyboard) -> None:
    assert press(keys, ENTER, LEGS, "right") == "right"
    assert press(keys, ENTER, SIGNS, ("hot", "cold")) == ["hot", "cold"]
    assert press(keys, ENTER, AGE, 42) == 42


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" " + ENTER + "0" + ENTER, ["none"]),  # the pointer starts nowhere
        (DOWN + " " + ENTER, ["hot"]),
        (DOWN + " " + DOWN + " " + ENTER, ["hot", "cold"]),
        (UP + " " + ENTER, ["unsure"]),
        (ENTER + "0" + ENTER, ["none"]),  # an empty answer is not accepted
        ("ai" + "0" + ENTER, ["none"]),  # no key ticks every line
        ("21" + ENTER, ["hot", "cold"]),
        ("11" + ENTER, ["hot"]),  # a key means the same when it is pressed again
        ("000" + ENTER, ["none"]),
        ("uu" + ENTER, ["unsure"]),
        ("1 " + "u" + ENTER, ["unsure"]),  # Space unticks
        ("1 1 1" + ENTER, ["hot"]),
        ("0" + "1" + ENTER, ["hot"]),  # ticking a sign unticks "none"
        (
            "1" + "0" + ENTER,
            ["hot", "none"],
        ),  # "none" never unticks a sign; the session refuses both
        (SHIFT_TAB, BACK),
    ],
)
def test_arrows_space_and_keys_tick_lines(keys: Keyboard, typed: str, expected: object) -> None:
    assert press(keys, typed, SIGNS) == expected


@pytest.mark.parametrize(
    ("typed", "expected"), [("42" + ENTER, 42), ("forty" + ENTER, "forty"), (SHIFT_TAB, BACK)]
)
def test_numbers_are_typed(keys: Keyboard, typed: str, expected: object) -> None:
    assert press(keys, typed, AGE) == expected


def test_enter_alone_ticks_nothing(keys: Keyboard) -> None:
    assert press(keys, ENTER + ENTER + "0" + ENTER, SIGNS) == ["none"]


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        (SIGNS, "1?" + ENTER, ["hot"]),
        (SIDE, "?1" + ENTER, "left"),
        (WORST, "1?" + ENTER, 1),
        (AGE, "4?2" + ENTER, 42),
    ],
)
def test_asking_why_loses_nothing(
    keys: Keyboard, question: Question, typed: str, expected: object
) -> None:
    assert press(keys, typed, question) == expected


def drawn(frame: Frame) -> str:
    """The text above the keys in a window of 80 columns and 24 rows."""
    lines = (*frame.head(80), *frame.question_lines(80, 24), *frame.message_lines(80))
    return "\n".join(map(fragment_list_to_text, lines))


def test_help_appears_in_place_and_can_be_hidden() -> None:
    frame = Frame("Is it?", "keys", "question 1", "Why we ask: Because.", "Try again.")
    view = View(frame)
    assert drawn(frame) == "question 1\nIs it?\nTry again."
    view.help()
    assert drawn(frame) == "question 1\nIs it?\nWhy we ask: Because.\nTry again."
    view.help()
    assert "Because" not in drawn(frame)


def test_keys_that_did_not_count_are_announced() -> None:
    frame = Frame("Is it?", "keys")
    assert drawn(frame) == "Is it?"
    frame.ignored = 2
    assert "2 keys were ignored" in drawn(frame)
    frame.ignored = 1
    assert "1 key was ignored" in drawn(frame)


def test_ctrl_c_and_ctrl_d_leave(keys: Keyboard) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(keys, "\x03", LEGS)
    for question in (LEGS, SIGNS, AGE):
        with pytest.raises(EOFError):
            press(keys, "\x04", question)


def test_menu_letters_need_enter_only_with_confirm(keys: Keyboard) -> None:
    picks = (MenuItem("quit", "Quit", "q"), MenuItem("save", "Save", "s"))
    keys.send_text("s")
    assert keys.prompter.menu("?", picks) == "save"
    keys.send_text("sq" + ENTER)
    assert keys.prompter.menu("?", picks, confirm=True) == "quit"
    keys.send_text(DOWN + ENTER)
    assert keys.prompter.menu("?", (MenuItem("done", "Done"), MenuItem("x", "X"))) == "x"


def test_navigation_keys_choose_nothing_in_a_menu(keys: Keyboard) -> None:
    picks = (MenuItem("leave", "Leave", "l"), MenuItem("back", "Back", "b"))
    keys.send_text(SHIFT_TAB + "\x12" + "?" + "b" + ENTER)
    assert keys.prompter.menu("?", picks, confirm=True) == "back"


@pytest.mark.parametrize("key", [SHIFT_TAB, "\x1b"])
@pytest.mark.parametrize("confirm", [True, False])
def test_a_menu_with_something_before_it_can_be_left(
    keys: Keyboard, key: str, confirm: bool
) -> None:
    keys.send_text(key)
    picks = (MenuItem("quit", "Quit", "q"), MenuItem("save", "Save", "s"))
    assert keys.prompter.menu("?", picks, confirm, back="before") == "before"


def test_a_line_of_text(keys: Keyboard) -> None:
    keys.send_text("GB" + ENTER)
    assert keys.prompter.read_line("Country: ") == "GB"


def test_a_line_goes_on_with_what_was_typed_before(keys: Keyboard) -> None:
    keys.send_text(BACKSPACE * 4 + "html" + ENTER)
    assert keys.prompter.read_line("File name:", "page.html", "mine.json") == "mine.html"


@pytest.mark.parametrize(
    ("question", "typed", "then", "expected"),
    [
        (SIGNS, "1", "2" + ENTER, ["hot", "cold"]),
        (LEGS, "2", ENTER, "right"),
        (AGE, "4", "2" + ENTER, 42),
        (WORST, "7", ENTER, 7),
    ],
)
@pytest.mark.parametrize(("key", "goes"), [(CTRL_S, SAVE), (CTRL_R, REVIEW)])
def test_saving_and_the_review_lose_nothing_that_is_ticked_or_typed(
    keys: Keyboard, question: Any, typed: str, then: str, expected: object, key: str, goes: object
) -> None:
    assert press(keys, typed + key, question) is goes
    assert press(keys, "2" + ENTER, SIDE) == "right"  # asked meanwhile
    assert press(keys, then, question) == expected
    assert press(keys, ENTER + SHIFT_TAB, question) in (BACK, ""), "nothing is left of it"


def test_the_review_keeps_the_answer_that_was_being_changed(keys: Keyboard) -> None:
    assert press(keys, "2" + CTRL_R, SIGNS, ("hot",)) is REVIEW
    assert press(keys, ENTER, SIGNS, ("hot",)) == ["hot"]


def test_a_proposed_name_is_taken_with_enter(keys: Keyboard) -> None:
    keys.send_text(ENTER)
    assert keys.prompter.read_line("File name:", "page.html") == "page.html"
    keys.send_text("my" + "\x1b")
    assert keys.prompter.read_line("File name:", "page.html") is None


def test_keys_behind_the_one_that_answers_do_not_answer_what_follows(keys: Keyboard) -> None:
    assert press(keys, "1" + ENTER + "2" + ENTER, SIDE) == "left"
    assert press(keys, "1" + ENTER, SIDE) == "left"


def test_ctrl_c_behind_an_answer_still_leaves(keys: Keyboard) -> None:
    assert press(keys, "1" + ENTER + "\x03", SIDE) == "left"
    with pytest.raises(KeyboardInterrupt):
        press(keys, "1" + ENTER, SIDE)


def test_what_is_shown_appears_above_the_next_question_only(keys: Keyboard) -> None:
    keys.prompter.show((Paragraph("one\x1b[2Jtwo"),))
    shown = keys.prompter._frame(Prompt(SIDE, None, "p"), "keys").shown
    assert shown is not None
    assert fragment_list_to_text(shown(80)) == "one[2Jtwo"
    assert keys.prompter._frame(Prompt(SIDE, None, "p"), "keys").shown is None


def test_a_view_is_drawn_in_few_steps(keys: Keyboard) -> None:
    """However many rows are free. A weight of 1000 for what must be seen took 200,000."""
    steps = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event == "call"

    sys.setprofile(count)
    try:
        assert press(keys, "2" + ENTER, LEGS) == "right"
    finally:
        sys.setprofile(None)
    assert steps < 60_000
