"""Standard streams in any state: closed, open the wrong way, full, or non-blocking."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

CHUNK_SIZE = 1 << 16  # bytes
SILENCE = 2  # seconds; then a command says what it is waiting for


def prepare_streams() -> None:
    """Let a closed pipe end the program silently, and replace characters that cannot be encoded.

    The null device takes the number of a closed stream. Otherwise the next file opened would get
    it, and whatever is meant for the stream would end up in that file. Without standard error,
    `print` would write notes and faults into the result.
    """
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdin, sys.stdout, sys.stderr):  # in the order of their numbers
        if stream is None:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            continue
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        make_blocking(stream.fileno())
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (until the end)


def make_blocking(descriptor: int) -> None:
    """Make reads and writes wait, in case another program left the descriptor non-blocking."""
    if hasattr(os, "set_blocking"):  # missing on some Windows versions
        os.set_blocking(descriptor, True)


def is_open(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def read_all(descriptor: int, limit: int) -> bytes:
    """Read up to the end, at most `limit` bytes."""
    data = bytearray()
    while len(data) < limit:
        try:
            chunk = os.read(descriptor, min(CHUNK_SIZE, limit - len(data)))
        except BlockingIOError:  # made non-blocking by another program that has it open
            _wait(descriptor, for_reading=True)
            continue
        if not chunk:
            break
        data += chunk
    return bytes(data)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of it, however little each call writes."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            _wait(descriptor, for_reading=False)


def _wait(descriptor: int, for_reading: bool) -> None:
    import select

    waiting = [descriptor]
    select.select(waiting if for_reading else [], [] if for_reading else waiting, [])


def say(line: str) -> None:
    """Print a line on standard error; if that cannot be written, the result still counts."""
    try:
        print(line, file=sys.stderr, flush=True)
    except BrokenPipeError:
        raise
    except (OSError, ValueError):  # a full disk, or closed: Python would try again at exit
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (until the end)


def stdin_is_silent() -> bool:
    """Whether nothing arrives on standard input for SILENCE seconds."""
    if os.name != "posix" or not is_open(sys.stdin):
        return False
    import select

    try:
        ready, _, _ = select.select([sys.stdin], [], [], SILENCE)
    except (OSError, ValueError):  # it cannot be waited for; reading it will say why
        return False
    return not ready
