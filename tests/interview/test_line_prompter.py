"""Plain mode: numbered lines and typed answers without control sequences."""

from __future__ import annotations

import pytest

from sciatica_cli.core.faults import Fault
from sciatica_cli.core.questions import ChoiceQuestion, Question, ScaleQuestion, YesNoQuestion
from sciatica_cli.interview import strings
from sciatica_cli.interview.line_prompter import LinePrompter
from sciatica_cli.interview.prompter import BACK, REVIEW, MenuItem, Prompt
from sciatica_cli.report.blocks import Paragraph
from tiny import YES_NO, choice, many, number

LEGS = choice("legs", "left", "right")
SIGNS = many("signs", "hot", "cold")
AGE = number("age", 0, 120, unit="years")


def ask(question: Question, *typed: str, default: object = None) -> tuple[object, str]:
    prompter, written = terminal(*typed)
    given = prompter.ask(Prompt(question, default, "Danger signs, question 1 of about 30"))  # type: ignore[arg-type]
    return given, "".join(written)


def terminal(*typed: str) -> tuple[LinePrompter, list[str]]:
    queue, written = list(typed), []

    def read(prompt: str) -> str:
        written.append(prompt)
        if not queue:
            raise EOFError
        return queue.pop(0)

    return LinePrompter(read, written.append, 80), written


def test_a_question_is_its_heading_its_text_and_numbered_lines() -> None:
    given, text = ask(LEGS, "2")
    assert given == "right"
    assert "\n\nDanger signs, question 1 of about 30\nlegs?\n" in text
    assert "1. LEFT\n2. RIGHT\nu. Not sure\n1-2, u: " in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("question", "typed", "expected"),
    [
        (LEGS, ["9", "x", "", "1 2", "3", "u"], "unsure"),
        (SIGNS, ["2 1"], ["cold", "hot"]),
        (SIGNS, ["1,2,1"], ["hot", "cold"]),
        (SIGNS, ["5", "3", "0 7", "0"], ["none"]),
        (SIGNS, ["nothing", "None"], ["none"]),
        (AGE, ["42"], 42),
        (AGE, ["\uff14\uff12"], 42),
        (AGE, ["\u0664\u0662"], 42),
    ],
)
def test_typed_numbers_are_answers_and_other_input_is_asked_again(
    question: Question, typed: list[str], expected: object
) -> None:
    assert ask(question, *typed)[0] == expected


@pytest.mark.parametrize("typed", ["forty", "42 years", "4 2", "12345", "\N{SUPERSCRIPT TWO}"])
def test_what_is_no_number_is_passed_on_to_be_refused_with_the_limits(typed: str) -> None:
    given, _ = ask(AGE, typed)
    assert given == typed
    assert isinstance(AGE.accept(given), Fault)


def test_b_goes_back_r_repeats_and_a_question_mark_explains() -> None:
    assert ask(LEGS, "b")[0] is BACK
    prompter, written = terminal("?", "r", "1")
    assert prompter.ask(Prompt(LEGS, None, "p", why="Why we ask: Because.")) == "left"
    text = "".join(written)
    assert "Why we ask: Because." in text
    assert text.count("legs?") == 2


def test_a_shows_all_answers_and_q_leaves() -> None:
    assert ask(LEGS, "a")[0] is REVIEW
    prompter, _ = terminal("q")
    with pytest.raises(KeyboardInterrupt):
        prompter.ask(Prompt(LEGS, None, "p"))
    prompter, _ = terminal("Q")
    with pytest.raises(KeyboardInterrupt):
        prompter.menu("Your answers", (MenuItem("done", "All right"),))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("y", "yes"), ("no", "no"), ("u", "unsure"), ("1", "no"), ("YES", "yes")],
)
def test_yes_and_no_can_be_typed(typed: str, expected: str) -> None:
    question = YesNoQuestion("q", "s", "Is it?", "q", choices=YES_NO, unsure="Not sure")
    given, text = ask(question, "maybe", "nope", typed)
    assert given == expected
    assert "1-2, u, y, n: " in text


def test_a_scale_explains_its_ends() -> None:
    scale = ScaleQuestion(
        "p", "s", "How bad?", "p", maximum=10, low_label="none", high_label="worst"
    )
    assert "0 none, 10 worst\n0 to 10: " in ask(scale, "7")[1]


def test_menu_items_are_listed_under_their_group() -> None:
    prompter, written = terminal("")
    picks = (
        MenuItem("go", "Go on"),
        MenuItem("a", "A: x", group="One"),
        MenuItem("b", "B: y", group="Two"),
    )
    assert prompter.menu("Your answers", picks) == "go"
    assert "1. Go on\nOne:\n2. A: x\nTwo:\n3. B: y\n" in "".join(written)


def test_the_default_is_shown_and_enter_keeps_it() -> None:
    given, text = ask(LEGS, "", default="right")
    assert given == "right"
    assert "Enter keeps 2" in text
    given, text = ask(SIGNS, "", default=("hot", "cold"))
    assert given == ("hot", "cold")
    assert "Enter keeps 1 2" in text
    assert "Enter keeps 42" in ask(AGE, "", default=42)[1]


def test_the_hint_is_shown_once() -> None:
    prompter, written = terminal("1", "1")
    for _ in range(2):
        prompter.ask(Prompt(LEGS, None, "p"))
    assert "".join(written).count("b goes back") == 1


def test_a_private_answer_is_not_shown() -> None:
    prompter, written = terminal()
    private = ChoiceQuestion("q", "s", "?", "Bladder", choices=LEGS.choices, private=True)
    prompter.show_answer(private, "left")
    prompter.show_answer(LEGS, "left")
    assert "".join(written) == "Bladder: answered\nlegs: LEFT\n"


def test_a_menu_takes_numbers_letters_and_enter() -> None:
    picks = (MenuItem("quit", "Quit", "q"), MenuItem("save", "Save", "s"))
    for typed, expected in [("q", "quit"), ("S", "save")]:
        prompter, _ = terminal("7", "", typed)
        assert prompter.menu("What now?", picks) == expected
    for typed, expected in [("", "go"), ("2", "on")]:
        prompter, _ = terminal("7", typed)
        assert prompter.menu("?", (MenuItem("go", "Go"), MenuItem("on", "On"))) == expected


def test_none_and_not_sure_have_the_same_keys_everywhere() -> None:
    text = ask(SIGNS, "u")[1]
    assert "1. HOT\n2. COLD\n0. NONE\nu. Not sure\n1-2, 0, u, several" in text
    names = [f"sign_{number}" for number in range(1, 11)]
    ten = many("ten", *names)
    assert ask(ten, "1 t")[0] == ["sign_1", "sign_10"]
    assert ask(ten, "10")[0] == ["sign_10"]


def test_the_wording_for_a_helper_is_read_and_repeated() -> None:
    prompter, written = terminal("r", "1")
    prompter.ask(Prompt(LEGS, None, "p", ask="Ask them: legs?"))
    assert "".join(written).count("Ask them: legs?") == 2


def test_a_private_danger_sign_is_shown_as_given_or_not() -> None:
    prompter, written = terminal()
    sign = choice("skin", "no", "yes", danger=True, private=True, harmless=("no",))
    for answer in ("no", "yes", "unsure"):
        prompter.show_answer(sign, answer)
    assert "".join(written) == ("skin: no warning sign\nskin: warning sign given\nskin: not sure\n")


@pytest.mark.parametrize(("typed", "expected"), [("", "page.html"), (" my.html ", "my.html")])
def test_enter_alone_takes_what_is_proposed(typed: str, expected: str) -> None:
    prompter, written = terminal(typed)
    assert prompter.read_line("File name:\nSave it.", "page.html") == expected
    assert "q goes back" in "".join(written)


def test_the_name_of_a_file_is_not_broken() -> None:
    prompter, written = terminal("")
    name = "sciatica-answers-2026-11-27.json"
    prompter.read_line(f"File name:\n{'Enter alone takes it here. ' * 2}{name}", name)
    assert name in "".join(written)


def test_q_leaves_where_nothing_is_proposed() -> None:
    prompter, _ = terminal("q")
    with pytest.raises(KeyboardInterrupt):
        prompter.read_line("Country:")


def test_blocks_are_shown_without_control_characters() -> None:
    prompter, written = terminal("GB")
    assert prompter.read_line("Country: ") == "GB"
    prompter.show((Paragraph("one\x1b[2Jtwo"),))
    assert written[-1] == "one[2Jtwo\n"


def test_the_end_of_input_ends_the_interview() -> None:
    prompter, _ = terminal()
    with pytest.raises(EOFError):
        prompter.ask(Prompt(LEGS, None, "p"))


def test_a_menu_that_is_read_again_says_only_what_has_changed() -> None:
    prompter, written = terminal("2", "r", "1")
    first = (MenuItem("go", "Go on"), MenuItem("a", "A: x"), MenuItem("b", "B: y"))
    assert prompter.menu("Your answers", first) == "a"
    written.clear()
    second = (first[0], MenuItem("a", "A: z"), first[2])
    assert prompter.menu("Your answers", second) == "go"
    once, again = "".join(written).split("Enter is 1: ")[:2]
    assert "2. A: z" in once
    assert "B: y" not in once
    assert "2. A: z" in again
    assert "3. B: y" in again


def test_enter_alone_and_a_wrong_key_are_never_met_with_silence() -> None:
    items = tuple(MenuItem(name, name) for name in ("me", "you"))
    keyed = (MenuItem("leave", "leave", "l"), MenuItem("back", "back", "b"))
    for asked in (
        lambda prompter: prompter.menu("For whom?", keyed, True),
        lambda prompter: prompter.menu("Stop?", keyed),
        lambda prompter: prompter.ask(Prompt(LEGS, None, "p")),
    ):
        prompter, written = terminal("", "9")
        with pytest.raises(EOFError):
            asked(prompter)
        text = "".join(written)
        assert strings.TYPE_AN_ANSWER in text
        assert strings.NOT_UNDERSTOOD in text
    prompter, written = terminal("9", "")
    assert prompter.menu("For whom?", items) == "me"  # the prompt says what Enter alone takes
    assert strings.NOT_UNDERSTOOD in "".join(written)


def test_a_menu_to_be_confirmed_is_always_read_whole() -> None:
    items = tuple(MenuItem(name, name) for name in ("level", "massage", "all"))
    prompter, written = terminal("1", "2")
    for _ in range(2):
        prompter.menu("What for?", items, True)
    assert "".join(written).count("2. massage") == 2


def test_b_leaves_a_menu_with_something_before_it() -> None:
    picks = (MenuItem("quit", "Quit"), MenuItem("save", "Save"))
    prompter, written = terminal("b", "b", "2")
    assert prompter.menu("?", picks, back="before") == "before"
    assert "1, 2, b goes back, Enter is 1: " in "".join(written)
    assert prompter.menu("?", picks) == "save", "where nothing is before, b is no choice"
