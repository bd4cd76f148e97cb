"""Prints results, to standard output or into a file, and faults, to standard error."""

from __future__ import annotations

import sys

from .core.answers import limit_unknown_keys
from .core.control_characters import clean
from .core.faults import Fault, FaultError, unwritable
from .files import write_private
from .streams import is_open, say

MAX_FAULT_LINES = 20  # of faults


def emit(text: str) -> None:
    """Write the whole result to standard output.

    Raises:
        FaultError: it cannot be written, for example because the disk is full.
        BrokenPipeError: the reader has closed the pipe.
    """
    check_stdout()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # or Python would try to flush it at exit
        raise unwritable(None, error) from None


def deliver(text: str, output: str | None, force: bool) -> None:
    """Write the whole result to a file, or to standard output.

    Raises:
        FaultError: it cannot be written.
    """
    if output is None:
        emit(text)
    else:
        write_private(output, text, force)


def check_stdout() -> None:
    """Refuse to write to a standard output that is closed.

    Raises:
        OutputError: it is.
    """
    if not is_open(sys.stdout):
        raise unwritable(None, OSError(None, "it is closed"))


def print_faults(error: FaultError) -> None:
    """Print faults to standard error, one on each line."""
    if error.first_line:
        say(clean(error.first_line))
    for line in fault_lines(error.faults, error.more):
        say(f"sciatica: {clean(line)}")


def fault_lines(faults: tuple[Fault, ...], more: int = 0) -> tuple[str, ...]:
    """Faults as lines for a person, not too many; all missing answers share one line.

    `more` is how many others were counted but not kept.
    """
    missing = [fault.path for fault in faults if fault.code == "missing"]
    others = [fault for fault in limit_unknown_keys(faults) if fault.code != "missing"]
    lines = [fault.line() for fault in others[:MAX_FAULT_LINES]]
    more += len(others) - len(lines)
    if more:
        lines.append(f"and {more:,} more")
    if missing:
        noun = "answer is" if len(missing) == 1 else "answers are"
        hint = "add them, or assess without them: --partial"
        lines.append(f"{len(missing)} {noun} missing: {', '.join(missing)} ({hint}) [missing]")
    return tuple(lines)
