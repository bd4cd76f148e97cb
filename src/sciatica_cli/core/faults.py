"""Coded faults: where, what, and how to fix it. Nothing here prints."""

from __future__ import annotations

import errno
from functools import lru_cache

from .control_characters import clean
from .frozen import Frozen
from .levels import Level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

MAX_SHOWN = 40  # characters of a bad value or an unknown name that a fault may show
MAX_COMPARED = 100  # characters of an unknown name that are compared with the known ones
MAX_PAIRS = 300_000  # of characters, for one suggestion
MAX_PATH = 200  # characters of a file name: it has to be found again
ReasonsAndHints = dict[type[OSError], tuple[str, str]]
NOT_READ: ReasonsAndHints = {
    FileNotFoundError: ("there is no such file", "check its name and its folder"),
    IsADirectoryError: ("this is a folder", "name a file in it"),
    PermissionError: ("you have no permission", "use a file that you may read"),
}
NOT_WRITTEN: ReasonsAndHints = {
    FileNotFoundError: ("there is no such folder", "create the folder, or choose another"),
    IsADirectoryError: ("this is a folder", "add the name of a file"),
    PermissionError: ("you have no permission", "choose a folder of your own"),
}


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
    """Ends a command with the faults found, and any urgent result that they must not hide.

    The text of the exception is only the codes, so that a traceback never shows an answer. Each
    subclass has its own exit status: see `sciatica_cli.exits`.
    """

    def __init__(
        self, faults: tuple[Fault, ...], urgent: Urgent | None = None, more: int = 0
    ) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in faults})))
        self.faults = faults
        self.urgent = urgent
        self.more = more  # how many further faults were only counted

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


def shown(value: object) -> str:
    """A bad value or an unknown name, cleaned and cut to MAX_SHOWN characters."""
    text = clean(str(value))
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def shown_path(path: object) -> str:
    """The name of a file, cleaned; of a very long one only the end."""
    text = clean(str(path))
    return text if len(text) <= MAX_PATH else "…" + text[1 - MAX_PATH :]


def usage_error(message: str, hint: str, path: str = "", code: str = "usage") -> UsageError:
    """The error for a request that makes no sense."""
    return UsageError((Fault(code, path, message, hint),))


def unreadable(path: str, error: OSError, code: str = "no_input") -> InputError:
    """The error for a file that cannot be read."""
    reason, hint = _reason_and_hint(error, NOT_READ, "use another copy of the file")
    return InputError((Fault(code, shown_path(path), f"cannot be read: {reason}", hint),))


def unwritable(path: str | None, error: OSError) -> OutputError:
    """The error for a file, or with None standard output, that cannot be written."""
    general = "write to a file with -o FILE" if path is None else "choose another place"
    reason, hint = _reason_and_hint(error, NOT_WRITTEN, general)
    if error.errno == errno.ENOSPC:
        reason, hint = "the disk is full", "free some space, or choose another place"
    return OutputError(
        (Fault("cannot_write", shown_path(path or "output"), f"cannot be written: {reason}", hint),)
    )


def _reason_and_hint(error: OSError, known: ReasonsAndHints, hint: str) -> tuple[str, str]:
    """What is wrong and what to do; of an unknown error its own words and the general hint."""
    general = (error.strerror or type(error).__name__, hint)
    return next((known[kind] for kind in known if isinstance(error, kind)), general)


def nearest(name: str, known: tuple[str, ...]) -> str:
    """`did you mean ...?` for a misspelt name, or an empty string when no name is close.

    Among very many or very long names it does not search, as that would take too long.
    """
    return _nearest(name[:MAX_COMPARED], known) if pairs(name, known) <= MAX_PAIRS else ""


def pairs(name: str, known: Collection[str]) -> int:
    """How many pairs of characters `nearest` compares at most."""
    return min(len(name), MAX_COMPARED) * sum(map(len, known))


@lru_cache(maxsize=1000)
def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # slow to import, and only needed for a fault

    found = get_close_matches(name, known)  # the nearest first
    return f"did you mean {found[0]}?" if found else ""
