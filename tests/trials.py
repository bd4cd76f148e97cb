"""Random typing: what comes too early must not count, and what comes in time must not be lost.

The terminal of these trials replies to the program only when the trial reads. So it is certain
which keys were typed before a question was drawn, however fast or slow the program is.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import Any

from sciatica_cli.core.purposes import Purpose
from terminal import ENTER, ORDINARY, Opener, Person, keys_for

LONGEST_GAP = 0.1  # seconds between two keys
EARLY_KEYS = ["0", "1", "2", "3", "5", "u", "y", "n", " ", ENTER, "\x1b[B", "\x1b[Z"]
REPLIES = [
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "\x1b]10;rgb:11/22/33\x1b\\",
    "\x1b[?62;1;2c",
    "\x1b[?2026;2$y",
    "\x1b[24;1R",
    "\x1bP>|XTerm(388)\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[<0;12;5M",
]


def type_at_random(open_terminal: Opener, folder: Path, seed: int) -> None:
    """A whole interview about the level, with early keys and replies at random moments."""
    random_ = random.Random(seed)
    path = folder / f"{seed}.json"
    terminal = open_terminal(
        "--region", "gb", "--purpose", "level", "--save-answers", str(path), start=False
    )
    terminal.type("1" + ENTER)
    person = Person(terminal, ORDINARY, purpose=Purpose.LEVEL)
    while (question := person.next()) is not None:
        early = random_.choices(EARLY_KEYS, k=random_.choice([0, 0, 1, 2, 5]))
        for key in early:  # nothing is read in between, so these come before the question
            terminal.child.send(key)
            time.sleep(random_.choice([0, random_.uniform(0, LONGEST_GAP)]))
        if random_.random() < 0.5:
            terminal.child.send(random_.choice(REPLIES))
        screen = person.sees(question)
        terminal.wait_until(_says_what_was_ignored(len(early)), (seed, question.id, screen))
        answer = ORDINARY[question.id]
        for key in keys_for(question, answer):
            if random_.random() < 0.2:
                terminal.child.send(random_.choice(REPLIES))
            terminal.child.send(key)
            time.sleep(random_.choice([0, random_.uniform(0, LONGEST_GAP)]))
        person.given[question.id] = tuple(answer) if isinstance(answer, list) else answer
    terminal.wait_for("Is all of it right?")
    kept = json.loads(path.read_text())
    for name in person.given:
        assert _in_any_order(kept[name]) == _in_any_order(ORDINARY[name]), (seed, name)


def _in_any_order(answer: Any) -> Any:
    return set(answer) if isinstance(answer, list) else answer


def _says_what_was_ignored(count: int) -> Any:
    said = f"{count} keys were ignored" if count > 1 else "1 key was ignored"

    def says(screen: str) -> bool:
        return said in screen if count else "ignored" not in screen

    return says
