"""The program in a pseudo terminal, as a person sees it and types into it."""

from __future__ import annotations

import copy
import json
import os
import re
import select
import shlex
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pyte

from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import assess
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import Question
from sciatica_cli.interview import strings
from sciatica_cli.interview.prompter import keys_of

# Seconds until something appears; only a program that hangs takes as long.
LIMIT = int(os.environ.get("SCIATICA_TEST_LIMIT", "60"))
UP, DOWN, ENTER, BACK_KEY = "\x1b[A", "\x1b[B", "\r", "\x1b[Z"
SHIPPED = load()
ORDINARY: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "examples" / "ordinary.json").read_text()
)
TICK_NONE = "0" + ENTER
FIRST, SADDLE, BLADDER = "Do you have any of these now", "Is the skin between", "Is anything about"
COUNTRY = "Which country are you in?"
STOP_KEYS = strings.menu_keys(
    has_letters=True, has_before=False
)  # the keys of the menu below a stop screen
PAGE_KEYS = "q quit"
KEEP = "May we keep this check"  # asked on leaving


def asks(screen: str) -> bool:
    """Whether the program waits for keys: it draws the keys of a view, or a prompt, last."""
    words = " ".join(screen.split())
    return words.endswith(("Ctrl-C leave", PAGE_KEYS, strings.ALL_KEYS, ":"))


ALTERNATE = 1049


class Screen(pyte.Screen):
    """A screen that replies to requests and has an alternate screen, as terminals do."""

    reply: Callable[[str], None] = staticmethod(lambda _text: None)
    main: Any = None

    def write_process_input(self, data: str) -> None:
        self.reply(data)

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        if ALTERNATE in modes and self.main is None:
            self.main = copy.deepcopy(self.buffer), copy.copy(self.cursor)
            self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        if ALTERNATE in modes and self.main is not None:
            self.buffer, self.cursor = self.main
            self.main = None
        super().reset_mode(*modes, **kwargs)


class Terminal:
    """The program in a terminal of its own, with the screen as a person sees it.

    The program may be slow, and its output may come in pieces of any size. So wait for everything
    that a test expects, and look for what must be absent only once something that is drawn later
    is there.
    """

    piece = 65536  # the most bytes that are read at once

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 50,
        cwd: Path | None = None,
        replies: bool = True,
        shell: Sequence[str] = (),
        **env: str,
    ) -> None:
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.seen: str | None = None  # the text of the screen, cached because reading it is slow
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "COLUMNS")}
        command = [sys.executable, "-m", "sciatica_cli", *arguments]
        program, *options = shell or command
        self.child = pexpect.spawn(
            program,
            options,
            dimensions=(rows, columns),
            env={**clean, "TERM": "xterm-256color", "LANG": "C.UTF-8", **env},
            cwd=cwd and str(cwd),
        )
        if shell and "-c" not in shell:
            self.child.sendline(shlex.join(command))
        self.child.delaybeforesend = None
        if replies:
            self.screen.reply = self.child.send  # type: ignore[method-assign]

    def wait_for(self, *texts: str) -> str:
        """The screen as soon as it shows one of the texts; fails if it never does."""
        return self.wait_until(lambda screen: any(text in screen for text in texts), texts)

    def shows(self, *texts: str) -> str:
        """The screen as soon as it shows all of the texts; fails if it never does."""
        return self.wait_until(lambda screen: all(text in screen for text in texts), texts)

    def wait_until(self, is_there: Callable[[str], bool], what: object) -> str:
        """The screen as soon as something is there, and no widget is half drawn."""
        end = time.monotonic() + LIMIT
        while self._half_drawn() or not is_there(self.text()):
            is_open = self.read()
            assert is_open, f"ended without {what!r}:\n{self.text()}"
            assert time.monotonic() < end, f"no {what!r} on:\n{self.text()}"
        return self.text()

    def start(self, with_country: bool = False) -> None:
        """Answer the opening: for me, everything, Britain."""
        self.wait_for(strings.WHO, "more lines below")  # in a small window it is further down
        self.type("1" + ENTER)
        self.wait_for(strings.WHAT)
        self.type("3" + ENTER)
        if with_country:
            self.wait_for(COUNTRY)
            self.type("GB" + ENTER)

    def _half_drawn(self) -> bool:
        """Whether there is more to come: a view hides the cursor first and shows it last."""
        return self.screen.cursor.hidden

    def type(self, keys: str) -> None:
        """Type as soon as the program waits for keys."""
        self.wait_until(asks, "a question")
        self.child.send(keys)

    def leave(self) -> None:
        """Leave the page, and keep nothing."""
        self.type("q")
        self.wait_for(KEEP)
        self.type("1" + ENTER)

    def finish(self) -> int:
        """Wait until the program ends; returns its exit status."""
        self.close()
        assert self.child.signalstatus is None
        return int(self.child.exitstatus)

    def close(self) -> None:
        while self.read():
            pass
        self.child.wait()  # pexpect gives it only a moment to end
        self.child.close()

    def resize(self, rows: int, columns: int) -> None:
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        self.seen = None

    def text(self) -> str:
        if self.seen is None:
            self.seen = "\n".join(
                line.rstrip().replace("\N{NO-BREAK SPACE}", " ") for line in self.screen.display
            )
        return self.seen

    def outside(self) -> str:
        """Everything written outside the alternate screen, which is what scrolls back."""
        inside = rb"\x1b\[\?1049h.*?(\x1b\[\?1049l|\Z)"
        return re.sub(inside, b"", self.raw, flags=re.DOTALL).decode()

    def pending(self) -> bool:
        """Whether there is output to read; it waits for it a moment."""
        return bool(select.select([self.child.child_fd], [], [], 0.05)[0])

    def read(self) -> bool:
        """Read a piece of the output, if there is one; False at its end."""
        if not self.pending():
            return True
        try:
            data = os.read(self.child.child_fd, self.piece)
        except OSError:  # the end, on Linux
            return False
        self.raw += data
        self.stream.feed(data)
        self.seen = None
        return bool(data)


Opener = Callable[..., Terminal]


def keys_for(question: Question, answer: Any) -> str:
    """The keys that give an answer on the screen."""
    keys = keys_of(question)
    chosen = answer if isinstance(answer, list) else [answer]
    return "".join(keys.get(value, str(value)) for value in chosen) + ENTER


class Person:
    """Answers the questions of an interview one by one."""

    def __init__(
        self,
        terminal: Terminal,
        answers: dict[str, Any],
        given: Any = (),
        purpose: Purpose = Purpose.ALL,
    ) -> None:
        self.terminal, self.answers, self.purpose = terminal, answers, purpose
        self.given: dict[str, Any] = dict(given)
        self.keystrokes = 0

    def next(self) -> Question | None:
        needed = assess(resolve(SHIPPED, self.given), self.purpose).needed
        return SHIPPED.question(needed[0]) if needed else None

    def sees(self, question: Question) -> str:
        """The screen as soon as it shows the whole question: several may begin alike."""
        words = " ".join(question.ask.split())
        return self.terminal.wait_until(lambda screen: words in " ".join(screen.split()), words)

    def answer(self, until: str = "") -> None:
        """Answer all questions before a certain one, or all of them."""
        while (question := self.next()) is not None and question.id != until:
            self.sees(question)
            answer = self.answers[question.id]
            keys = keys_for(question, answer)
            self.keystrokes += len(keys)
            self.terminal.type(keys)
            self.given[question.id] = tuple(answer) if isinstance(answer, list) else answer
