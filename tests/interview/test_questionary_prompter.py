"""The widgets: which answer each key gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from sciatica_cli.core.questions import Question, ScaleQuestion, YesNoQuestion
from sciatica_cli.interview.prompter import BACK, REVIEW, MenuItem, Prompt
from sciatica_cli.interview.questionary_prompter import QuestionaryPrompter
from sciatica_cli.interview.widgets import Frame
from tiny import YES_NO, choice, many, number

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, ENTER, SHIFT_TAB = "\x1b[H", "\x1b[F", "\r", "\x1b[Z"
LEGS = choice("legs", "left", "right", danger=True)
SIDE = choice("side", "left", "right")
NOW = YesNoQuestion("now", "s", "Now?", "now", choices=YES_NO, unsure="?", danger=True)
EVER = YesNoQuestion("ever", "s", "Ever?", "ever", choices=YES_NO, unsure="?")
WORST = ScaleQuestion("worst", "s", "How bad?", "worst", minimum=0, maximum=10)
CENT = ScaleQuestion("cent", "s", "How much?", "cent", minimum=0, maximum=100)
SIGNS = many("signs", "hot", "cold")
AGE = number("age", 0, 120, unit="years")


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def press(keys: PipeInput, typed: str, question: Any, default: Any = None) -> Any:
    keys.send_text(typed)
    return QuestionaryPrompter().ask(Prompt(question, default, "progress"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (DOWN + ENTER, "left"),
        (DOWN + DOWN + ENTER, "right"),
        (ENTER + ENTER + "1" + ENTER, "left"),  # a stray Enter gives no answer
        ("2" + ENTER, "right"),
        ("3" + ENTER, "unsure"),
        (UP + ENTER, "unsure"),
        (SHIFT_TAB, BACK),
    ],
)
def test_arrows_or_a_digit_choose_a_line(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, LEGS) == expected


def test_a_digit_alone_never_confirms_a_danger_sign(keys: PipeInput) -> None:
    assert press(keys, "2" + "1" + ENTER, LEGS) == "left"
    assert press(keys, "yn" + ENTER, NOW) == "no"


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [(SIDE, "2", "right"), (SIDE, "3", "unsure"), (EVER, "y", "yes"), (EVER, "u", "unsure")],
)
def test_one_key_answers_other_questions(
    keys: PipeInput, question: Question, typed: str, expected: str
) -> None:
    assert press(keys, typed, question) == expected


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
def test_a_scale_takes_arrows_and_digits(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, WORST) == expected


def test_a_scale_takes_three_digits_and_starts_at_its_default(keys: PipeInput) -> None:
    assert press(keys, "57" + ENTER, CENT) == 57
    assert press(keys, "100" + ENTER, CENT) == 100
    assert press(keys, RIGHT + ENTER, WORST, 4) == 5


def test_ctrl_r_shows_all_answers(keys: PipeInput) -> None:
    for question in (LEGS, SIGNS, AGE, WORST):
        assert press(keys, "\x12", question) is REVIEW


def test_the_default_is_preselected(keys: PipeInput) -> None:
    assert press(keys, ENTER, LEGS, "right") == "right"
    assert press(keys, ENTER, SIGNS, ("hot", "cold")) == ["hot", "cold"]
    assert press(keys, ENTER, AGE, 42) == 42


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" " + ENTER + "3" + ENTER, ["none"]),  # the pointer starts nowhere
        (DOWN + " " + ENTER, ["hot"]),
        (DOWN + " " + DOWN + " " + ENTER, ["hot", "cold"]),
        (UP + " " + ENTER, ["unsure"]),
        (ENTER + "3" + ENTER, ["none"]),  # an empty answer is not accepted
        ("ai" + "3" + ENTER, ["none"]),  # no key ticks every line
        ("21" + ENTER, ["hot", "cold"]),
        ("11" + "4" + ENTER, ["unsure"]),  # pressing the same key again unticks
        ("3" + "1" + ENTER, ["hot"]),  # ticking a sign unticks "none"
        (
            "1" + "3" + ENTER,
            ["hot", "none"],
        ),  # "none" never unticks a sign; the session refuses both
        (SHIFT_TAB, BACK),
    ],
)
def test_arrows_space_and_keys_tick_lines(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, SIGNS) == expected


@pytest.mark.parametrize(
    ("typed", "expected"), [("42" + ENTER, 42), ("forty" + ENTER, "forty"), (SHIFT_TAB, BACK)]
)
def test_numbers_are_typed(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, AGE) == expected


def test_enter_alone_ticks_nothing(keys: PipeInput) -> None:
    assert press(keys, ENTER + ENTER + "3" + ENTER, SIGNS) == ["none"]


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        (SIGNS, "1?" + ENTER, ["hot"]),
        (SIDE, "?1", "left"),
        (WORST, "1?" + ENTER, 1),
        (AGE, "4?2" + ENTER, 42),
    ],
)
def test_asking_why_loses_nothing(
    keys: PipeInput, question: Question, typed: str, expected: object
) -> None:
    assert press(keys, typed, question) == expected


def test_help_appears_in_place_and_can_be_hidden(keys: PipeInput) -> None:
    frame = Frame("Is it?", "keys", "question 1", "Why we ask: Because.", "Try again.")

    def text() -> str:
        return "".join(part[1] for part in frame.above())

    assert text() == "question 1\nIs it?\nTry again."
    frame.help()
    assert text() == "question 1\nIs it?\nWhy we ask: Because.\nTry again."
    frame.help()
    assert "Because" not in text()


def test_ctrl_c_and_ctrl_d_leave(keys: PipeInput) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(keys, "\x03", LEGS)
    for question in (LEGS, SIGNS, AGE):
        with pytest.raises(EOFError):
            press(keys, "\x04", question)


def test_menu_letters_need_enter_only_with_confirm(keys: PipeInput) -> None:
    picks = (MenuItem("quit", "Quit", "q"), MenuItem("save", "Save", "s"))
    keys.send_text("s")
    assert QuestionaryPrompter().menu("?", picks) == "save"
    keys.send_text("sq" + ENTER)
    assert QuestionaryPrompter().menu("?", picks, confirm=True) == "quit"
    keys.send_text(DOWN + ENTER)
    assert QuestionaryPrompter().menu("?", (MenuItem("done", "Done"), MenuItem("x", "X"))) == "x"


def test_navigation_keys_choose_nothing_in_a_menu(keys: PipeInput) -> None:
    picks = (MenuItem("leave", "Leave", "l"), MenuItem("back", "Back", "b"))
    keys.send_text(SHIFT_TAB + "\x12" + "?" + "b" + ENTER)
    assert QuestionaryPrompter().menu("?", picks, confirm=True) == "back"


def test_a_line_of_text(keys: PipeInput) -> None:
    keys.send_text("GB" + ENTER)
    assert QuestionaryPrompter().read_line("Country: ") == "GB"


def test_a_private_answer_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    QuestionaryPrompter().show_answer(choice("q", "x", private=True), "a secret")
    out = capsys.readouterr().out
    assert "answered" in out
    assert "secret" not in out
