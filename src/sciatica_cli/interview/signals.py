"""Ctrl-C, a kill and a closed window while the interview runs."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

Handler = Callable[[int, FrameType | None], object] | signal.Handlers


class Terminated(KeyboardInterrupt):
    """The program was told to end, or its window was closed: nobody is there to be asked."""


def handle_signals(handler: Handler) -> None:
    """Let one handler take all three."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def leave(number: int, _frame: FrameType | None) -> NoReturn:
    """The handler while somebody is asked; after Ctrl-C alone they can still answer."""
    raise KeyboardInterrupt if number == signal.SIGINT else Terminated


def ignore_signals() -> None:
    """While something is saved or said, which takes a moment."""
    handle_signals(signal.SIG_IGN)
