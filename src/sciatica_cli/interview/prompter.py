"""The interface between a session and a terminal, with one implementation for each input style."""

from __future__ import annotations

from typing import Protocol

from ..core.conditions import Answer
from ..core.frozen import Frozen
from ..core.questions import NumberQuestion, Question
from ..report.blocks import Block
from ..report.write import Look
from . import strings


class Navigation:
    """Returned instead of an answer when the person wants to go elsewhere in the interview."""


BACK = Navigation()  # to the previous question
REVIEW = Navigation()  # to the list of all answers


class Prompt(Frozen):
    """A question to ask, with its surroundings.

    `default` is a preselected answer, `heading` gives the position in the interview, `why` is
    shown on request, and `message` is shown first.
    """

    question: Question
    default: Answer | None
    heading: str
    why: str = ""
    message: str = ""


class MenuItem(Frozen):
    """One line of a menu; `key` is a letter that chooses it, `group` the heading above it."""

    id: str
    label: str
    key: str = ""
    group: str = ""


def visible_answer(question: Question, text: str) -> str:
    """An answer as it may stay on the screen; a private one is hidden."""
    return f"{question.short}: {strings.ANSWERED if question.private else text}"


def scale_ends(question: NumberQuestion) -> str:
    """What both ends of a scale mean."""
    return strings.scale_ends(
        question.minimum, question.low_label, question.maximum, question.high_label
    )


class Prompter(Protocol):
    """Asks and shows. Every method raises KeyboardInterrupt or EOFError when the person leaves."""

    @property
    def look(self) -> Look:
        """How it draws blocks."""

    def show(self, blocks: tuple[Block, ...]) -> None:
        """Show blocks and leave them on the screen."""

    def ask(self, prompt: Prompt) -> object:
        """Ask one question; returns BACK, REVIEW or the raw answer, which the session checks."""

    def show_answer(self, question: Question, text: str) -> None:
        """Leave an answer on the screen; a private one is hidden."""

    def menu(self, title: str, items: tuple[MenuItem, ...], confirm: bool = False) -> str:
        """Ask for one line of a menu; returns its id. With `confirm`, a letter also needs Enter."""

    def read_line(self, text: str) -> str:
        """Ask for a line of free text, which may be empty."""
