"""The terminal as `LinePrompter` uses it: it reads and writes whole lines."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
from collections.abc import Iterator


def read_line(prompt: str) -> str:
    """A typed line. The prompt stands on standard output, where everything else is written.

    Raises:
        EOFError: there will be no more lines, for example because the window was closed.
    """
    write(prompt)
    try:
        sys.stdout.flush()
        _wait_for_line()
        return input()
    except OSError:
        raise EOFError from None


def _wait_for_line() -> None:
    """Return once there is a line to read, or a signal has come.

    Python calls the handler of a signal between two steps of its own. Ctrl-C that comes after the
    last of them, but before `input` waits, would be noticed only at the next line that is typed;
    here its byte in the pipe ends the wait.
    """
    if sys.platform == "win32":  # which cannot wait for a console in this way
        return
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    before = signal.set_wakeup_fd(wake)
    try:
        select.select([sys.stdin, woken], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(woken)
        os.close(wake)


def write(text: str) -> None:
    """Write to the terminal; raises EOFError if it is gone."""
    try:
        sys.stdout.write(text)
    except OSError:
        raise EOFError from None


@contextlib.contextmanager
def ctrl_s_is_a_key() -> Iterator[None]:
    """Keep Ctrl-S from stopping the terminal, where then nothing but Ctrl-Q would help.

    Whoever knows Ctrl-S from the screen also presses it at a line, and no signal can end a program
    that waits for a stopped terminal.
    """
    try:
        import termios

        number = sys.stdin.fileno()
        before = termios.tcgetattr(number)
    except (ImportError, OSError, ValueError, termios.error):  # Windows, or no terminal
        yield
        return
    changed = [*before]
    changed[0] &= ~termios.IXON
    with contextlib.suppress(termios.error):
        termios.tcsetattr(number, termios.TCSANOW, changed)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(number, termios.TCSANOW, before)


def forget_typed_ahead() -> None:
    """Drop what was typed before the next prompt is on the screen."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import termios

        with contextlib.suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
