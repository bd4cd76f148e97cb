"""The entry point: a fast path for common arguments that avoids importing the parser.

The fast path matches whole argument lists and parses nothing. All other arguments go to `cli`,
which calls the same functions.
"""

from __future__ import annotations

import os
import sys
from errno import EBADF, EDQUOT, EFBIG, EIO, ENOSPC

from .exits import CANNOT_WRITE, CLOSED_PIPE, INTERNAL, INTERRUPTED
from .streams import is_terminal, prepare_streams, say

# Arguments that need no parser if the answers are piped in, and whether they ask for JSON.
PIPED = {
    (): False,
    ("--json",): True,
    ("check",): False,
    ("check", "-"): False,
    ("check", "--json"): True,
    ("check", "-", "--json"): True,
    ("check", "--json", "-"): True,
}
# Errors of standard output; a file that cannot be written is reported with its name.
UNWRITABLE = EBADF, EDQUOT, EFBIG, EIO, ENOSPC
SIZE_DIGITS = 4  # of the columns or lines of a terminal


def main() -> int:
    """Run the program; returns its exit status."""
    try:
        status = _run(tuple(sys.argv[1:]))
        if sys.stdout is not None:
            sys.stdout.flush()  # at exit it would be too late for a line about it
        return status
    except KeyboardInterrupt:
        say("\nsciatica: stopped")
        return INTERRUPTED
    except BrokenPipeError:
        # Or Python would try to flush it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return CLOSED_PIPE
    except Exception as error:
        if isinstance(error, OSError) and error.errno in UNWRITABLE:
            sys.stdout = None  # or Python would try to flush it at exit
            from .core.faults import unwritable
            from .output import print_faults

            print_faults(unwritable(None, error))
            return CANNOT_WRITE
        # No traceback: the message of an exception could contain somebody's answers.
        say(f"sciatica: {_describe(error)} [internal]")
        return INTERNAL


def _run(arguments: tuple[str, ...]) -> int:
    if arguments == ("--version",):
        from .version import version_line

        if sys.stdout is None:
            raise OSError(EBADF, "it is closed")
        print(version_line())
        return 0
    _collect_garbage_less_often()
    prepare_streams()
    _forget_impossible_sizes()
    if "_SCIATICA_COMPLETE" in os.environ:  # the shell asks for completions
        from .cli import run_cli

        return run_cli(list(arguments))
    if arguments in PIPED and not is_terminal(sys.stdin):
        from .pipe import run
        from .request import Request, View

        return run(Request(view=View(format="json" if PIPED[arguments] else None)))
    if not arguments and is_terminal(sys.stdout):
        from .interview.start import interview
        from .request import Request

        return interview(Request())
    from .cli import run_cli

    return run_cli(list(arguments))


def _describe(error: Exception) -> str:
    """The type and the place of an internal error, without its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    name = trace.tb_frame.f_globals.get("__name__", "?") if trace is not None else "?"
    line = trace.tb_lineno if trace is not None else 0
    kind = type(error).__name__
    return f"the program itself failed; please report this line: {kind} in {name}, line {line}"


def _collect_garbage_less_often() -> None:
    """Imports leave little garbage, and looking for it takes a tenth of a short run, twice."""
    import atexit
    import gc

    gc.set_threshold(100_000)  # not off, because some commands run long
    atexit.register(gc.freeze)  # Python would look through everything once more


def _forget_impossible_sizes() -> None:
    """Libraries take any digit, even "²", for a number, and any number for a size."""
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if not (size.isascii() and size.isdigit() and 0 < len(size.lstrip("0")) <= SIZE_DIGITS):
            os.environ.pop(name, None)


if __name__ == "__main__":
    sys.exit(main())
