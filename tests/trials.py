"""Random typing and killing: what comes too early must not count, and no answer may be lost.

The terminal of these trials replies to the program only when the trial reads. So it is certain
which keys were typed before a question was drawn, however fast or slow the program is.
"""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path
from typing import Any

from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import Question
from sciatica_cli.interview import strings
from terminal import ENTER, ORDINARY, Opener, Person, Terminal, keys_for

MOST_KILLS = 4
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


def kill_at_random(open_terminal: Opener, folder: Path, seed: int) -> int:
    """A whole interview that is killed again and again; returns how often.

    Each time the file must be whole and hold every answer but, at most, the one being given.
    """
    random_ = random.Random(seed)
    path = folder / f"{seed}.json"
    given: dict[str, Any] = {}
    killed = 0
    while True:
        terminal = _open_again(open_terminal, path)
        person = Person(terminal, ORDINARY, given, Purpose.LEVEL)
        answers_left = random_.choice([0, 1, 2, 5, 9]) if killed < MOST_KILLS else None
        while (question := person.next()) is not None and answers_left != 0:
            person.sees(question)
            answer = ORDINARY[question.id]
            terminal.type(keys_for(question, answer))
            person.given[question.id] = tuple(answer) if isinstance(answer, list) else answer
            answers_left = answers_left and answers_left - 1
        if question is None:
            terminal.wait_for("Is all of it right?")
        else:
            _type_a_part(terminal, person, question, random_)
        terminal.child.kill(signal.SIGKILL)
        terminal.close()
        killed += 1
        kept = json.loads(path.read_text()) if path.exists() else {}
        answered = [*person.given] if question is None else [*person.given][:-1]
        for name in answered:
            assert _in_any_order(kept[name]) == _in_any_order(ORDINARY[name]), (seed, name)
        if question is None:
            return killed
        names = [name for name in person.given if name in kept]
        given = {name: person.given[name] for name in names}


def _open_again(open_terminal: Opener, path: Path) -> Terminal:
    about = ("--region", "gb", "--purpose", "level")
    if not path.exists():
        terminal = open_terminal(*about, "--save-answers", str(path), start=False)
        terminal.type("1" + ENTER)
        return terminal
    terminal = open_terminal("--resume", str(path), start=False)
    terminal.wait_for(strings.RESUMING)
    terminal.type(ENTER)
    return terminal


def _type_a_part(
    terminal: Terminal, person: Person, question: Question, random_: random.Random
) -> None:
    """Type some or all keys of an answer, and wait until anything between reading and saving."""
    answer = ORDINARY[question.id]
    keys = keys_for(question, answer)
    person.sees(question)
    terminal.type(keys[: random_.randint(0, len(keys))])
    person.given[question.id] = tuple(answer) if isinstance(answer, list) else answer
    time.sleep(random_.choice([0, random_.uniform(0, LONGEST_GAP)]))


def _in_any_order(answer: Any) -> Any:
    return set(answer) if isinstance(answer, list) else answer


def _says_what_was_ignored(count: int) -> Any:
    said = f"{count} keys were ignored" if count > 1 else "1 key was ignored"

    def says(screen: str) -> bool:
        return said in screen if count else "ignored" not in screen

    return says
