"""Coded faults: where, what, and how to fix it. Nothing here prints."""

from __future__ import annotations

from functools import lru_cache

from .frozen import Frozen
from .levels import Level

SHOWN_AT_MOST = 40  # characters of a bad value that a fault may show


class Fault(Frozen):
    """One mistake in the input.

    `code` is stable and documented, `path` says where (a question, `file:line:column`, an option),
    `message` what is wrong and `hint` how to fix it (may be empty).
    """

    code: str
    path: str
    message: str
    hint: str = ""

    def line(self) -> str:
        """The fault as one line: path, message, hint, code."""
        hint = f" ({self.hint})" if self.hint else ""
        where = f"{self.path}: " if self.path else ""
        return f"{where}{self.message}{hint} [{self.code}]"


class Urgent(Frozen):
    """An urgent result that faults must not hide, and a line that says it to a person.

    `level` is certain whatever is meant by what is faulty; `could_be` is higher, and follows from
    some ways to read it. Either is None unless it is at least "the same day".
    """

    level: Level | None
    could_be: Level | None
    line: str


class FaultError(Exception):
    """Ends a command with the faults found, and with any urgent result that is known in spite.

    The text of the exception is only the codes, so that a traceback never shows an answer. Each
    subclass has its own exit status: see `sciatica_cli.exits`.
    """

    def __init__(self, faults: tuple[Fault, ...], urgent: Urgent | None = None) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in faults})))
        self.faults = faults
        self.urgent = urgent

    @property
    def first_line(self) -> str:
        """What to print before the faults; empty if nothing urgent is known."""
        return self.urgent.line if self.urgent else ""


class UsageError(FaultError):
    """The request makes no sense, or there is no input."""


class AnswersError(FaultError):
    """Answers are bad or missing."""


class QuestionsError(FaultError):
    """A questions file has faults."""


class InputError(FaultError):
    """An input cannot be read."""


class OutputError(FaultError):
    """An output cannot be written."""


class InternalError(FaultError):
    """The program itself failed."""


def clean(text: str) -> str:
    """Drop control characters, so that no text can move the cursor or hide other text.

    White space of any kind becomes a blank.
    """
    return "".join(" " if c.isspace() else c for c in text if c.isprintable() or c.isspace())


def shown(value: object) -> str:
    """A bad value, cleaned and cut to SHOWN_AT_MOST characters."""
    text = clean(str(value))
    return text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"


def nearest(name: str, known: tuple[str, ...]) -> str:
    """`did you mean ...?` for a misspelt name, or an empty string when no name is close."""
    return _nearest(name[:100], known)


@lru_cache(maxsize=1000)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # slow to import, and only needed for a fault

    found = get_close_matches(name, known)  # the nearest first
    return f"did you mean {found[0]}?" if found else ""
