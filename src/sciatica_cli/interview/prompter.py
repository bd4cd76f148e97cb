"""What a session needs of a terminal. Each way of asking people is one implementation."""

from __future__ import annotations

from typing import Protocol

from ..core.conditions import Answer
from ..core.frozen import Frozen
from ..core.questions import NumberQuestion, Question
from ..report import strings
from ..report.blocks import Block
from ..report.write import Look


class Navigation:
    """Returned instead of an answer: the person wants to be somewhere else."""


BACK = Navigation()  # at the question before
REVIEW = Navigation()  # at the list of all answers


class Ask(Frozen):
    """One question as it should be asked.

    `heading` says where in the interview we are, `default` is an answer to start from, `why` is
    said when somebody asks why, `message` must be said first.
    """

    question: Question
    default: Answer | None
    heading: str
    why: str = ""
    message: str = ""


class Pick(Frozen):
    """One line of a menu; `key` is a letter that picks it, `group` the heading it stands under."""

    id: str
    label: str
    key: str = ""
    group: str = ""


def trace(question: Question, text: str) -> str:
    """What may stay on the screen of an answer: of a private one only that it was given."""
    return f"{question.short}: {strings.ANSWERED if question.private else text}"


def scale_ends(question: NumberQuestion) -> str:
    """What the ends of a scale mean."""
    return strings.scale_ends(
        question.minimum, question.low_label, question.maximum, question.high_label
    )


class Prompter(Protocol):
    """Asks and shows; every method raises KeyboardInterrupt or EOFError when the person leaves."""

    @property
    def look(self) -> Look:
        """How it shows blocks."""

    def show(self, blocks: tuple[Block, ...]) -> None:
        """Show blocks and leave them on the screen."""

    def ask(self, ask: Ask) -> object:
        """Ask one question; the raw answer (checked by the session), BACK or REVIEW."""

    def note(self, question: Question, text: str) -> None:
        """Leave a trace of an answer on the screen; private ones without their content."""

    def pick(self, title: str, picks: tuple[Pick, ...], confirm: bool = False) -> str:
        """Choose one line of a menu; its id. With `confirm` no single key decides."""

    def line(self, prompt: str) -> str:
        """A line of free text, possibly empty."""
