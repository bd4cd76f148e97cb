"""Lets only keys through that were typed after the question on the screen was drawn.

Behind each drawing stands a request for the status of the terminal. The reply comes in the same
line as the keys, so what comes before it was typed before the terminal had drawn the question,
however slow the connection is. A terminal that does not reply gets a simpler rule: what can be
read just before a question is drawn does not answer it.
"""

from __future__ import annotations

import select
import sys
from collections.abc import Callable

from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from .key_filter import ESC, STATUS_REPLY, KeyFilter

STATUS_REQUEST = "\x1b[5n"
DRAWING, AWAITING_REPLY, OPEN = "drawing", "awaiting reply", "open"
UNKNOWN_PATIENCE, KNOWN_PATIENCE = 1.0, 3.0  # seconds to wait for the reply


class Gate:
    """Decides which keys count. `ignored` is how many did not, since the last question.

    Args:
        opened: called when a reply has come, so that what was ignored can be announced.
    """

    def __init__(self, opened: Callable[[], None] = lambda: None) -> None:
        self._opened = opened
        self.state = DRAWING
        self.replies: bool | None = None  # whether this terminal replies; None: not known yet
        self.expected = 0  # replies
        self.ignored = 0
        self._held: list[KeyPress] = []

    def close(self) -> None:
        """A new question is about to be drawn."""
        self.state = DRAWING

    def drawn(self) -> float:
        """The question is drawn; returns how long to wait for the reply, in seconds."""
        self.expected += 1
        self.state = OPEN if self.replies is False else AWAITING_REPLY
        return UNKNOWN_PATIENCE if self.replies is None else KNOWN_PATIENCE

    def replied(self) -> None:
        self.replies = True
        self.expected = max(self.expected - 1, 0)
        if self.expected == 0 and self.state == AWAITING_REPLY:
            self.state = OPEN
            self.ignored += len(self._held)
            self._held = []
            self._opened()

    def lost_patience(self) -> list[KeyPress]:
        """No reply came; returns the keys that count all the same."""
        if self.state != AWAITING_REPLY:
            return []
        self.state = OPEN
        keys, self._held = self._held, []
        if self.replies:  # it used to: better to ignore a key than to take it for an answer
            self.ignored += len(keys)
            keys = []
        self.replies = False
        return keys

    def passed(self, keys: list[KeyPress]) -> list[KeyPress]:
        """The keys that count now; Ctrl-C always does."""
        if self.state == OPEN:
            return keys
        leaving = [key for key in keys if key.key == Keys.ControlC]
        others = [key for key in keys if key.key != Keys.ControlC]
        if self.state == AWAITING_REPLY and self.replies is None:
            self._held += others
        else:
            self.ignored += len(others)
        return leaving


if sys.platform != "win32":
    from prompt_toolkit.input.vt100 import Vt100Input
    from prompt_toolkit.output.vt100 import Vt100_Output

    class GuardedInput(Vt100Input):
        """The keyboard behind a filter and a gate."""

        gate: Gate

        def guard(self, gate: Gate) -> None:
            self.gate = gate
            self.filter = KeyFilter()

        def read_keys(self) -> list[KeyPress]:
            counted: list[KeyPress] = []
            for text in self.filter.feed(self.stdin_reader.read()):
                if text == STATUS_REPLY:
                    self.gate.replied()
                else:
                    counted += self.gate.passed(self._parsed(text))
            return counted

        def flush_keys(self) -> list[KeyPress]:
            alone = self.filter.flush()
            return self.gate.passed(self._parsed(alone)) if alone else []

        def drain(self) -> list[KeyPress]:
            """Read everything that has been typed so far; returns what counts all the same."""
            counted: list[KeyPress] = []
            while select.select([self.fileno()], [], [], 0)[0] and not self.closed:
                counted += self.read_keys()
            self.filter.stale = self.filter.held == ESC
            return counted

        def _parsed(self, text: str) -> list[KeyPress]:
            self.vt100_parser.feed(text)
            if text == ESC:
                self.vt100_parser.flush()
            keys, self._buffer = self._buffer, []
            return keys

    class FencedOutput(Vt100_Output):
        """Calls `before_drawing` just before a drawing is written, and writes what it returns.

        It stands before the last thing written, which shows the cursor again.
        """

        before_drawing: Callable[[], str] | None = None

        def flush(self) -> None:
            if self._buffer and self.before_drawing is not None:
                self._buffer.insert(len(self._buffer) - 1, self.before_drawing())
            super().flush()
