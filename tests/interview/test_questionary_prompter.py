"""The widgets, fed with keys: what each key gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from sciatica_cli.interview.prompter import BACK, Ask, Pick
from sciatica_cli.interview.questionary_prompter import QuestionaryPrompter
from tiny import choice, many, number

UP, DOWN, ENTER, SHIFT_TAB = "\x1b[A", "\x1b[B", "\r", "\x1b[Z"
LEGS = choice("legs", "left", "right")
SIGNS = many("signs", "hot", "cold")
AGE = number("age", 0, 120, unit="years")


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def press(keys: PipeInput, typed: str, question: Any, default: Any = None) -> Any:
    keys.send_text(typed)
    return QuestionaryPrompter().ask(Ask(question, default, "progress"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (ENTER, "left"),
        (DOWN + ENTER, "right"),
        ("2" + ENTER, "right"),
        ("3" + ENTER, "unsure"),
        (UP + ENTER, "unsure"),
        (SHIFT_TAB, BACK),
    ],
)
def test_one_of_several(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, LEGS) == expected


def test_a_digit_alone_confirms_nothing(keys: PipeInput) -> None:
    assert press(keys, "2" + "1" + ENTER, LEGS) == "left"


def test_the_earlier_answer_is_preselected(keys: PipeInput) -> None:
    assert press(keys, ENTER, LEGS, "right") == "right"
    assert press(keys, ENTER, SIGNS, ("hot", "cold")) == ["hot", "cold"]
    assert press(keys, ENTER, AGE, 42) == 42


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" " + ENTER, ["none"]),
        (UP + " " + UP + " " + ENTER, ["hot", "cold"]),
        (ENTER + " " + ENTER, ["none"]),  # nothing ticked is not accepted
        ("ai" + " " + ENTER, ["none"]),  # no key ticks everything at once
        (SHIFT_TAB, BACK),
    ],
)
def test_ticking(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, SIGNS) == expected


@pytest.mark.parametrize(
    ("typed", "expected"), [("42" + ENTER, 42), ("forty" + ENTER, "forty"), (SHIFT_TAB, BACK)]
)
def test_numbers_are_typed(keys: PipeInput, typed: str, expected: object) -> None:
    assert press(keys, typed, AGE) == expected


def test_enter_alone_says_what_is_missing(
    keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    assert press(keys, ENTER + " " + ENTER, SIGNS) == ["none"]
    assert "Tick at least one line" in capsys.readouterr().out


def test_a_question_mark_explains_and_asks_again(
    keys: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    assert press(keys, "?" + ENTER, choice("q", "left", why="Because.")) == "left"
    assert "Why we ask: Because." in capsys.readouterr().out


def test_ctrl_c_and_ctrl_d_leave(keys: PipeInput) -> None:
    with pytest.raises(KeyboardInterrupt):
        press(keys, "\x03", LEGS)
    for question in (LEGS, SIGNS, AGE):
        with pytest.raises(EOFError):
            press(keys, "\x04", question)


def test_a_menu_has_letters(keys: PipeInput) -> None:
    picks = (Pick("quit", "Quit", "q"), Pick("save", "Save", "s"))
    keys.send_text("s" + ENTER)
    assert QuestionaryPrompter().pick("?", picks) == "save"
    keys.send_text(DOWN + ENTER)
    assert QuestionaryPrompter().pick("?", (Pick("done", "Done"), Pick("x", "X"))) == "x"


def test_a_menu_never_takes_a_key_for_an_answer_nobody_gave(keys: PipeInput) -> None:
    picks = (Pick("leave", "Leave", "l"), Pick("back", "Back", "b"))
    keys.send_text(SHIFT_TAB + "?" + "\x1b\r" + "b" + ENTER)
    assert QuestionaryPrompter().pick("?", picks) == "back"


def test_a_line_of_text(keys: PipeInput) -> None:
    keys.send_text("GB" + ENTER)
    assert QuestionaryPrompter().line("Country: ") == "GB"


def test_a_private_answer_leaves_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    QuestionaryPrompter().note(choice("q", "x", private=True), "a secret")
    out = capsys.readouterr().out
    assert "answered" in out
    assert "secret" not in out
