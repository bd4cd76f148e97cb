"""A terminal for each test that asks for one."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from terminal import Opener, Terminal


@pytest.fixture
def open_terminal() -> Iterator[Opener]:
    opened: list[Terminal] = []

    def opener(*arguments: str, start: bool = True, **options: Any) -> Terminal:
        terminal = Terminal(*arguments, **options)
        opened.append(terminal)
        if start:
            terminal.start("--region" not in arguments)
        return terminal

    yield opener
    for terminal in opened:
        if not terminal.child.closed:
            terminal.child.kill(signal.SIGKILL)
            terminal.close()
