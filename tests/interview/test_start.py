"""Which prompter a terminal gets."""

from __future__ import annotations

import os
import sys

import pytest
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from sciatica_cli.interview import start
from sciatica_cli.interview.line_prompter import LinePrompter
from sciatica_cli.interview.screen_prompter import ScreenPrompter
from sciatica_cli.interview.start import choose_prompter
from sciatica_cli.request import Terminal


class Screen:
    """The parts of standard output that are used."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding

    def write(self, text: str) -> int:
        return len(text)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal that can show widgets."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(start.shutil, "get_terminal_size", lambda: os.terminal_size((80, 24)))
    monkeypatch.setattr(sys, "stdout", Screen("utf-8"))
    module = "sciatica_cli.interview.screen._output"
    monkeypatch.setattr(module, DummyOutput)
    screen = "sciatica_cli.interview.screen"
    monkeypatch.setattr(f"{screen}._guarded_input", lambda _gate: DummyInput())
    return monkeypatch


def test_a_capable_terminal_gets_widgets(terminal: pytest.MonkeyPatch) -> None:
    prompter = choose_prompter(Terminal())
    assert isinstance(prompter, ScreenPrompter)
    prompter.close()


@pytest.mark.parametrize("size", [(65, 24), (40, 15), (30, 10), (200, 19), (10, 2)])
def test_a_window_of_any_size_gets_the_one_screen(
    terminal: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    terminal.setattr(start.shutil, "get_terminal_size", lambda: os.terminal_size(size))
    prompter = choose_prompter(Terminal())
    assert isinstance(prompter, ScreenPrompter)
    prompter.close()


@pytest.mark.parametrize(
    ("name", "value"), [("TERM", "dumb"), ("TERM", "unknown"), ("TERM", ""), ("ACCESSIBLE", "1")]
)
def test_a_dumb_terminal_or_a_screen_reader_gets_numbered_lines(
    terminal: pytest.MonkeyPatch, name: str, value: str
) -> None:
    terminal.setenv(name, value)
    assert isinstance(choose_prompter(Terminal()), LinePrompter)


def test_the_plain_option_gives_numbered_lines(terminal: pytest.MonkeyPatch) -> None:
    prompter = choose_prompter(Terminal(plain=True))
    assert isinstance(prompter, LinePrompter)
    assert prompter.look.width == 79


def test_an_encoding_without_ticks_gets_numbered_lines(terminal: pytest.MonkeyPatch) -> None:
    terminal.setattr(sys, "stdout", Screen("latin-1"))
    assert isinstance(choose_prompter(Terminal()), LinePrompter)


def test_a_console_that_cannot_be_driven_gets_numbered_lines(
    terminal: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise OSError("no console screen buffer")

    module = "sciatica_cli.interview.screen._output"
    terminal.setattr(module, refuse)
    assert isinstance(choose_prompter(Terminal()), LinePrompter)
