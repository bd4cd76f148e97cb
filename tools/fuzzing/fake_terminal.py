"""A terminal in this process: it types what it is told to, and replies when it is asked.

So the same input gives the same interview, however fast or slow the machine is.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from prompt_toolkit.data_structures import Size

from sciatica_cli.interview import gate, screen
from sciatica_cli.interview.key_filter import ESC, STATUS_REPLY
from sciatica_cli.interview.line_prompter import LinePrompter
from sciatica_cli.interview.screen_prompter import ScreenPrompter

SIZES = [(24, 80), (22, 66), (60, 200), (3, 10), (1, 1), (24, 30)]
TICK = 0.001  # seconds between two looks at whether the program waits
PATIENCE = 0.5  # seconds; much more than the program needs to see a reply that is there


class FakeTerminal:
    """Standard input and output, and what was shown on it.

    Args:
        typed: a piece for each time that the program waits.
        early: begins a piece that is typed before the question is drawn.
        resize: begins a piece before which the window changes its size.
        silent: begins a piece from which on the terminal does not reply.
    """

    encoding = "utf-8"
    closed = False

    def __init__(self, typed: list[bytes], early: bytes, resize: bytes, silent: bytes) -> None:
        self.typed = list(reversed(typed))
        self._marks = early, resize, silent
        self.shown = ""
        self.replies = True
        self.sizes = 0
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._write_end, False)

    # ------------------------------------------------ a file

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._read_end

    def flush(self) -> None:
        pass

    def write(self, text: str) -> int:
        self.shown += text
        for _ in range(text.count(gate.STATUS_REQUEST)):
            early = self._marks[0]
            if self.typed and self.typed[-1].startswith(early):
                self.type(self.typed.pop().removeprefix(early))
            if self.replies:
                self.type(STATUS_REPLY.encode())
        return len(text)

    # ------------------------------------------------ a person

    def type(self, data: bytes) -> None:
        with contextlib.suppress(BlockingIOError):
            os.write(self._write_end, data)

    def type_next(self) -> bool:
        """Type the next piece; False if there is none."""
        if not self.typed:
            return False
        piece = self.typed.pop()
        early, resize, silent = self._marks
        piece = piece.removeprefix(early)
        if piece.startswith(resize):
            piece = piece.removeprefix(resize)
            self.sizes += 1
            signal.raise_signal(signal.SIGWINCH)
        if piece.startswith(silent):
            piece, self.replies = piece.removeprefix(silent), False
        self.type(piece)
        return True

    def hang_up(self) -> None:
        os.close(self._write_end)

    def size(self) -> Size:
        rows, columns = SIZES[self.sizes % len(SIZES)]
        return Size(rows=rows, columns=columns)

    @contextlib.contextmanager
    def standard_streams(self) -> Iterator[None]:
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH")
        handlers = {name: signal.getsignal(getattr(signal, name)) for name in names}
        with (
            patch("sys.stdin", self),
            patch("sys.stdout", self),
            patch("sys.stderr", self),
            patch.object(gate, "KNOWN_PATIENCE", PATIENCE),
            patch.object(screen, "LONE_ESCAPE", 10 * TICK),
        ):
            try:
                yield
            finally:
                for name, handler in handlers.items():
                    signal.signal(getattr(signal, name), handler)
                for end in (self._read_end, self._write_end):
                    with contextlib.suppress(OSError):
                        os.close(end)


def lines_prompter(terminal: FakeTerminal) -> LinePrompter:
    def read(text: str) -> str:
        terminal.write(text)
        if not terminal.typed:
            raise EOFError
        return terminal.typed.pop().decode("utf-8", "replace").replace("\n", "")

    return LinePrompter(read, terminal.write, 80)


def screen_prompter(terminal: FakeTerminal) -> ScreenPrompter:
    source: Any = gate.GuardedInput(terminal)  # type: ignore[arg-type]
    output = gate.FencedOutput(terminal, terminal.size, term="xterm")  # type: ignore[arg-type]
    prompter = ScreenPrompter(input_=source, output=output)
    source.guard(prompter.screen.gate)
    _Typist(terminal, prompter.screen, source).look()
    return prompter


class _Typist:
    """Types the next piece when the last one has been read and the program waits for keys."""

    def __init__(self, terminal: FakeTerminal, screen_: Any, source: Any) -> None:
        self.terminal, self.screen, self.source = terminal, screen_, source

    def look(self) -> None:
        waits = self.screen.gate.state == gate.OPEN and self.source.filter.held != ESC
        more = True
        if waits and not self._unread():
            more = self.terminal.type_next()
        if more:
            self.screen._loop.call_later(TICK, self.look)
        else:
            self.terminal.hang_up()

    def _unread(self) -> bool:
        return bool(select.select([self.terminal.fileno()], [], [], 0)[0])
