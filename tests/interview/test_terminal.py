"""Whole sessions in a real terminal: what a person types, and what the screen then shows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
UP, ENTER = "\x1b[A", "\r"
TICK_NONE = " " + ENTER  # the pointer starts at the line for none


class Terminal:
    """A program in a terminal of its own, and the screen as a person sees it."""

    def __init__(self, *arguments: str, columns: int = 80, rows: int = 50, **env: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "COLUMNS")}
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "sciatica_cli", *arguments],
            dimensions=(rows, columns),
            env={**clean, "TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            timeout=20,
        )

    def wait_for(self, *texts: str) -> str:
        """The screen once it shows one of the texts; fails when it never does."""
        end = time.monotonic() + 20
        while not any(text in self.text() for text in texts):
            assert time.monotonic() < end, f"no {texts!r} on:\n{self.text()}"
            self.read()
        return self.text()

    def type(self, keys: str) -> None:
        self.child.send(keys)

    def finish(self) -> int:
        """The exit status, once the program has ended."""
        while self.read():
            pass
        self.child.close()
        status = self.child.exitstatus
        assert status is not None
        return int(status)

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self) -> bool:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self.stream.feed(data)
        return True


@pytest.fixture
def open_terminal() -> Iterator[object]:
    opened: list[Terminal] = []

    def opener(*arguments: str, **options: object) -> Terminal:
        opened.append(Terminal(*arguments, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield opener
    for terminal in opened:
        terminal.child.close(force=True)


def test_an_emergency_in_a_terminal(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal()
    terminal.wait_for("Country for phone numbers")
    terminal.type("GB" + ENTER)
    terminal.wait_for("Is any of these true now")
    terminal.type(TICK_NONE)
    terminal.wait_for("skin between your legs")
    terminal.type("4")
    assert "Please stop here" not in terminal.text()  # a digit confirms nothing
    terminal.type(ENTER)
    screen = terminal.wait_for("Please stop here")
    for words in ("Get help now", "You answered", "999 (or 112) (United Kingdom)", "What to say"):
        assert words in screen
    terminal.type("l" + ENTER)
    terminal.wait_for("Hand-over sheet")
    terminal.wait_for("Anything else?")
    terminal.type("q" + ENTER)
    assert terminal.finish() == 0


def test_a_private_question_is_wiped_once_answered(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for("Is any of these true now")
    terminal.type(TICK_NONE)
    terminal.wait_for("skin between your legs")
    terminal.type("2" + ENTER)
    screen = terminal.wait_for("Has your bladder changed")
    assert "skin between your legs" not in screen
    assert "long before" not in screen.split("Has your bladder changed")[0]
    assert "Skin between the legs: answered" in screen


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_at_once(open_terminal: type[Terminal], tmp_path: Path, key: str) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for("Is any of these true now")
    terminal.type(key)
    terminal.wait_for("Stopped. Nothing is kept but what you saved yourself.")
    assert terminal.finish() == 130


def test_without_colour_nothing_is_coloured(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("--region", "gb", NO_COLOR="1")
    terminal.wait_for("Is any of these true now")
    terminal.type(UP + UP + UP + " " + ENTER)
    terminal.wait_for("Please stop here")
    assert b"\x1b[31m" not in terminal.raw
    assert b";41m" not in terminal.raw
    terminal.type("l" + ENTER)
    terminal.wait_for("Anything else?")
    terminal.type("q" + ENTER)
    assert terminal.finish() == 0


CALM = {
    "How old are you": "44",
    "Where is the pain": "1 4 6",
    "How bad was the worst": "4",
    "What makes it worse": "4",
    "What eases it": "6",
    "What does it feel like": "1",
    "Which leg has symptoms": "2",
}


def calm_answer(words: str) -> str:
    """What a person with an ordinary sciatica types at one plain question."""
    for question, typed in CALM.items():
        if question in words:
            return typed
    lines = [
        line for line in words.splitlines() if "None of these" in line or "Nothing yet" in line
    ]
    return lines[0].split(".")[0] if lines else "1"


def test_plain_mode_is_a_whole_interview_without_one_control_sequence(
    open_terminal: type[Terminal], tmp_path: Path
) -> None:
    terminal = open_terminal("--region", "nz", "--plain", rows=600)
    for number in range(1, 50):
        here, review = f"question {number} of about", "Is all of it right?"
        words = terminal.wait_for(here, f"{review}\n1.")
        if review in words:
            break
        words = terminal.wait_for(f"{here}", ": ").split(here)[-1]
        while not words.rstrip().endswith(":"):
            terminal.read()
            words = terminal.text().split(here)[-1]
        terminal.type(calm_answer(words) + ENTER)
    terminal.wait_for("Enter for 1:")
    terminal.type(ENTER)
    terminal.wait_for("Anything else?")
    path = tmp_path / "mine.txt"
    terminal.type("s" + ENTER)
    terminal.wait_for("File name")
    terminal.type(str(path) + ENTER)
    terminal.wait_for("Saved, readable by you only")
    terminal.type("q" + ENTER)
    assert terminal.finish() == 0
    assert number in range(30, 36)
    assert b"\x1b" not in terminal.raw
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("LOOK AFTER IT YOURSELF")


@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_a_screen_reader_or_a_poor_terminal_gets_plain_mode(
    open_terminal: type[Terminal], env: dict[str, str]
) -> None:
    terminal = open_terminal("--region", "nz", **env)
    terminal.wait_for("1-11, several with spaces:")
    terminal.type("1" + ENTER)
    terminal.wait_for("PLEASE STOP HERE", "Please stop here")
    terminal.type("l" + ENTER)
    terminal.wait_for("Anything else?")
    terminal.type("q" + ENTER)
    assert terminal.finish() == 0
    assert b"\x1b" not in terminal.raw


def test_forty_columns_show_every_answer_whole(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("--region", "gb", columns=40)
    screen = terminal.wait_for("1-11, several with spaces:")
    assert "10. None of these" in screen
    terminal.type("10" + ENTER)
    screen = terminal.wait_for("1-5:")
    told = " ".join(screen.split())
    assert "3. Yes, with or after this pain, no worse for 2 weeks" in told
    assert "4. Yes, it began or got worse in the last 2 weeks" in told
    terminal.type("4" + ENTER)
    terminal.wait_for("Please stop here. Call: 999")


def test_an_alphabet_without_ticks_gets_numbered_lines(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("--region", "gb", PYTHONIOENCODING="ascii")
    terminal.wait_for("1-11, several with spaces:")


def test_an_output_that_exists_is_told_before_the_first_question(
    open_terminal: type[Terminal], tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text("mine")
    terminal = open_terminal("--region", "gb", "-o", str(tmp_path / "page.txt"))
    terminal.wait_for("this file exists")
    assert terminal.finish() == 73
    assert (tmp_path / "page.txt").read_text() == "mine"


def test_enter_alone_on_a_list_says_what_is_missing(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for("Is any of these true now")
    terminal.type(ENTER)
    terminal.wait_for("Tick at least one line")


def test_a_strange_country_is_asked_once_more(open_terminal: type[Terminal]) -> None:
    terminal = open_terminal()
    terminal.wait_for("Country for phone numbers")
    terminal.type("Atlantis" + ENTER)
    terminal.wait_for("No such country is kept")
    terminal.type("Germany" + ENTER)
    terminal.wait_for("Phone numbers for: Germany")
