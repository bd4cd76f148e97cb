"""The interface between a session and a terminal, with one implementation for each input style."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..core.conditions import UNSURE, Answer
from ..core.frozen import Frozen
from ..core.questions import NONE, NumberQuestion, Question
from ..report.blocks import Block, Drawing, Paragraph
from ..report.write import Look
from . import strings


class Navigation:
    """Returned instead of an answer when the person wants to go elsewhere in the interview."""


BACK = Navigation()  # to the previous question
REVIEW = Navigation()  # to the list of all answers
SAVE = Navigation()  # save the answers so far, and ask again

DONE, BEFORE = ".", "<"  # chosen in menus; no question has these names

# The keys of the lines of a list. Those of plain mode (a, b, h, q, r, s) are left out.
NONE_KEY, UNSURE_KEY = "0", "u"
LINE_KEYS = "123456789tvwxzcdefgijklmnop"


class Prompt(Frozen):
    """A question to ask, with its surroundings.

    `default` is a preselected answer, `heading` gives the position in the interview, `why` is
    shown on request, and `message` is shown first. `ask` is the wording, `progress` the part of
    the interview that is done (0 to 1). `drawing` shades the body for what is ticked.
    """

    question: Question
    default: Answer | None
    heading: str
    why: str = ""
    message: str = ""
    ask: str = ""
    progress: float = 0.0
    drawing: Callable[[tuple[str, ...]], Drawing] | None = None

    @property
    def text(self) -> str:
        """The wording for the person who answers."""
        return self.ask or self.question.ask


class MenuItem(Frozen):
    """One line of a menu; `key` is a letter that chooses it, `group` the heading above it."""

    id: str
    label: str
    key: str = ""
    group: str = ""


def keys_of(question: Question) -> dict[str, str]:
    """The key of each value, the same everywhere: 0 is none, u not sure, digits the rest."""
    keys = iter(LINE_KEYS)
    fixed = {NONE: NONE_KEY, UNSURE: UNSURE_KEY}
    return {value: fixed.get(value) or next(keys, "") for value in question.values}


def read_number(typed: str) -> object:
    """The number that was typed, in digits of any script; anything else as it is, to be refused."""
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) < 5 else typed


def visible_answer(question: Question, answer: Answer, text: str) -> str:
    """An answer as it may be seen; of a private one only whether it is a warning sign."""
    if question.private:
        values = answer if isinstance(answer, tuple) else (answer,)
        is_sign = any(value not in question.harmless_values for value in values)
        text = strings.ANSWERED
        if question.danger:
            text = strings.SIGN_GIVEN if is_sign else strings.NO_SIGN
            text = strings.NOT_SURE if values == (UNSURE,) else text
    return f"{question.short}: {text}"


def scale_ends(question: NumberQuestion) -> str:
    """What both ends of a scale mean."""
    return strings.scale_ends(
        question.minimum, question.low_label, question.maximum, question.high_label
    )


class Prompter(Protocol):
    """Asks and shows. Every method raises KeyboardInterrupt or EOFError when the person leaves."""

    @property
    def redraws(self) -> bool:
        """Whether everything has to be shown again for each question and menu."""

    @property
    def look(self) -> Look:
        """How it draws blocks."""

    def show(self, blocks: tuple[Block, ...]) -> None:
        """Show blocks and leave them on the screen."""

    def ask(self, prompt: Prompt) -> object:
        """Ask one question; returns a `Navigation` or the raw answer, which the session checks."""

    def show_answer(self, question: Question, answer: Answer) -> None:
        """Say which answer was taken, where it is not seen; a private one is hidden."""

    def menu(
        self, title: str, items: tuple[MenuItem, ...], confirm: bool = False, back: str = ""
    ) -> str:
        """Ask for one line of a menu; returns its id.

        Args:
            confirm: a letter also needs Enter.
            back: what is returned if the person goes back; empty if there is nothing before.
        """

    def read_line(self, text: str, proposal: str = "", typed: str = "") -> str | None:
        """Ask for a line of free text, which may be empty; None if the person goes back.

        Args:
            proposal: the name of a file, which Enter alone takes.
            typed: what stands in the line at first, where it can be edited.
        """

    def close(self) -> bool:
        """Give the terminal back; returns whether what was shown until then is gone."""


def show_text(prompter: Prompter, *texts: str) -> None:
    """Show texts, each as a paragraph."""
    prompter.show(tuple(map(Paragraph, texts)))
