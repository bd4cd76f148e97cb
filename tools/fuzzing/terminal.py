"""Keys, replies, pastes and resizes of a terminal, typed into whole interviews.

An input begins with `L` (numbered lines) or `S` (the screen), or the same in lower case if all
questions but some have been answered before. It has a piece for each time that
the program waits: EARLY begins what was typed before the question was drawn, RESIZE changes the
size of the window, and SILENT makes the terminal stop replying.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from unittest.mock import patch

from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.interview import start
from sciatica_cli.interview.saved import read_saved
from sciatica_cli.request import Request, Saving

from . import ROOT
from .fake_terminal import FakeTerminal, lines_prompter, screen_prompter
from .oracles import SHIPPED, STATUSES, check_harmless, level_of, require

PIECE, EARLY, RESIZE, SILENT = b"\xff", b"\xfe", b"\xfd", b"\xfc"
NEVER = b"/\x1a"  # no path outside the folder is ever typed, and nothing is suspended
ANSWERED = ROOT / "examples" / "ordinary.json"
ENTER, DOWN, BACK_TAB = "\r", "\x1b[B", "\x1b[Z"
KEYS = [
    *"0123456789tuynbqrsmfwegxo?. ", ENTER, ENTER, ENTER, DOWN, "\x1b[A", "\x1b[C", "\x1b[D",
    "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", BACK_TAB, "\x1b", "\x12", "\x13", "\x7f", "\x17",
    "\x00", "\x04", "\x1bOA", "\x1b[49u", "\x1b[114;5u", "\x1b[200~1\r2\x00\x1b[201~", "a.json\r",
    "page.html\r", "x.txt\r", "44\r", "gb\r", "\u00e9\u4e16\u200d", "\x03",
]  # fmt: skip
REPLIES = [
    "\x1b]11;rgb:1e1e\x07", "\x1b[?62;1;2c", "\x1b[24;1R", "\x1bP>|XTerm(388)\x1b\\", "\x1b[I",
    "\x1b[<0;12;5M", "\x1b[M 1!", "\x1b[0n", "\x1b[", "\x1b]11;rgb", "\x9b", "\x1b[1;1:3A",
]  # fmt: skip
LINES = [
    "1", "2", "3", "0", "u", "y", "n", "44", "1 2", "1,2", "b", "a", "s", "?", "r", "", "h", "t",
    "no", "x" * 500, "\u0661", "1e2", "-1", "a.json", "p.html", "q", "gb", "\x1b[2J", "\x00", "m",
    "l", "g", "w", "e", "999999",
]  # fmt: skip


class Typing:
    """Whatever is typed, an interview ends well, and what it saves can be read."""

    name = "terminal"

    def make(self, random: Random, corpus: Sequence[bytes]) -> bytes:
        if corpus and random.random() < 0.2:
            one, other = random.choice(corpus), random.choice(corpus)
            return one[: random.randint(1, len(one))] + other[random.randint(1, len(other)) :]
        if random.random() < 0.85:  # a screen takes ten times as long
            return random.choice([b"L", b"l"]) + PIECE.join(map(str.encode, _lines(random)))
        return random.choice([b"S", b"s"]) + PIECE.join(_pieces(random))

    def check(self, data: bytes) -> str:
        typed = [piece.translate(None, NEVER) for piece in data[1:].split(PIECE)]
        with tempfile.TemporaryDirectory() as folder, _in_folder(folder):
            terminal = FakeTerminal(typed, EARLY, RESIZE, SILENT)
            kind = data[:1].upper()
            make = lines_prompter if kind == b"L" else screen_prompter
            saving = Saving(save_answers="saved.json")
            if data[:1].islower():
                shutil.copyfile(ANSWERED, "saved.json")
                saving = Saving(resume="saved.json")
            with terminal.standard_streams(), patch.object(start, "choose_prompter") as choose:
                choose.side_effect = lambda _terminal: make(terminal)
                status = start.interview(Request(saving=saving))
            require(status in STATUSES, f"status {status} is not documented")
            found = check_saved(Path(folder), terminal)
            if kind == b"L":
                check_harmless(terminal.shown)
                return f"{status} {found}"
        return ""  # a screen takes too long to be saved for its result


def check_saved(folder: Path, terminal: FakeTerminal) -> str:
    """What was saved can be read; an emergency among it was reported last."""
    levels = []
    for path in sorted(folder.glob("*.json")):
        if '"sciatica.assessment' in path.read_text("utf-8"):
            continue  # the result, saved from the menu
        try:
            saved = read_saved(SHIPPED, str(path))
        except FaultError as error:
            raise AssertionError(f"saved answers cannot be read: {error}") from None
        require(
            not (saved.to_ask_again or saved.unknown or saved.stale), "answers were saved in vain"
        )
        level = level_of(SHIPPED, saved.answers)
        if path.name == "saved.json" and level == EMERGENCY:
            title = SHIPPED.level(EMERGENCY).title
            require(title in terminal.shown or "emergency" in terminal.shown, "it was not reported")
        levels.append(f"{level} {len(saved.answers) // 10}")
    return " ".join(levels)


def _lines(random: Random) -> Iterator[str]:
    """Mostly something that fits; the first lines answer for whom, what for and where."""
    yield from random.choice([("1", "1", "gb"), ("2", "3", ""), ("1", "2", "xx", "de"), ()])
    calm = random.choice([0.97, 0.9, 0.3])
    for place in range(random.choice([3, 40, 200])):
        # What does not fit is not understood, so this gives the calm answers of most questions.
        yield ("0", "44", "1")[place % 3] if random.random() < calm else random.choice(LINES)


def _pieces(random: Random) -> Iterator[bytes]:
    yield from random.choice([(b"1\r", b"1\r", b"gb\r"), (b"2\r", b"3\r", b"\r"), ()])
    calm = random.choice([0.95, 0.7, 0.2])
    for place in range(random.choice([3, 20, 40])):
        keys = random.choices([*KEYS[:-1], *KEYS[:-1], KEYS[-1]], k=random.choice([1, 1, 2, 6]))
        if random.random() < calm:
            keys = [("0", "44", "1", "1", "0")[min(place, 3) + place % 2], ENTER]
        if random.random() < 0.1:
            keys.insert(random.randint(0, len(keys)), random.choice(REPLIES))
        piece = "".join(keys).encode()
        if random.random() < 0.1:
            piece = EARLY + piece
        if random.random() < 0.05:
            piece = RESIZE + piece
        if random.random() < 0.02:
            piece = SILENT + piece
        if random.random() < 0.02:
            piece += random.randbytes(4).translate(None, PIECE)
        yield piece


@contextlib.contextmanager
def _in_folder(folder: str) -> Iterator[None]:
    """Whatever is saved is saved here; no browser is opened, and no process is stopped."""
    before = Path.cwd()
    os.chdir(folder)
    with (
        patch.dict(os.environ, HOME=folder, TERM="xterm"),
        patch.object(tempfile, "tempdir", folder),
        patch.object(webbrowser, "get", side_effect=webbrowser.Error),
        patch.object(os, "kill"),
    ):
        try:
            yield
        finally:
            os.chdir(before)
