"""Numbered lines, typed answers: for screen readers, poor terminals and `--plain`.

No redraw, no control sequence; what has been said is never said again unless asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from ..core.answers import allowed_values
from ..core.conditions import Answer
from ..core.faults import clean
from ..core.model import Question
from ..report import wording
from ..report.blocks import Block
from ..report.text import write_text
from .prompter import BACK, Ask, Pick, trace


class LinePrompter:
    """Asks with `read` (one line without its end; EOFError at the end) and `write`."""

    def __init__(
        self, read: Callable[[str], str], write: Callable[[str], object], width: int
    ) -> None:
        self.read = read
        self.write = write
        self.width = width - 1  # a full last column would wrap by itself
        self.hinted = False

    def show(self, blocks: tuple[Block, ...]) -> None:
        for line in write_text(blocks, self.width).splitlines():
            self.write(clean(line) + "\n")

    def ask(self, ask: Ask) -> object:
        question = ask.question
        if ask.message:
            self._say(ask.message)
        else:
            self._say("", ask.progress, question.ask)
        if not self.hinted:
            self._say(wording.PLAIN_HINT)
            self.hinted = True
        values = allowed_values(question)
        self._list(question, values)
        while True:
            given = self.read(self._prompt(question, values, ask.default)).strip().lower()
            if given in ("b", "back"):
                return BACK
            if given in ("?", "help"):
                self._say(f"{wording.WHY}: {question.why}")
            elif given in ("r", "repeat"):
                self._say(question.ask)
                self._list(question, values)
            elif not given and ask.default is not None:
                return ask.default
            elif given:
                answer = parse(question, values, given)
                if answer is not None:
                    return answer
                self._say(self._range(question, values))

    def note(self, question: Question, text: str) -> None:
        self._say(trace(question, text))

    def pick(self, title: str, picks: tuple[Pick, ...]) -> str:
        self._say("", title)
        for number, pick in enumerate(picks, 1):
            key = f" ({pick.key})" if pick.key else ""
            self._say(f"{number}. {pick.label}{key}")
        while True:
            given = self.read(f"1-{len(picks)}, Enter for 1: ").strip().lower()
            for number, pick in enumerate(picks, 1):
                if given in (str(number), pick.key or str(number)) or (not given and number == 1):
                    return pick.id

    def line(self, prompt: str) -> str:
        return self.read(prompt)

    def _say(self, *lines: str) -> None:
        for line in lines:
            for part in line.split("\n"):
                wrapped = textwrap.wrap(clean(part), self.width) or [""]
                self.write("\n".join(wrapped) + "\n")

    def _list(self, question: Question, values: tuple[str, ...]) -> None:
        for number, value in enumerate(values, 1):
            self._say(f"{number}. {question.label(value)}")

    def _prompt(self, question: Question, values: tuple[str, ...], default: Answer | None) -> str:
        prompt = self._range(question, values)
        if default is not None:
            chosen = default if isinstance(default, tuple) else (default,)
            told = [str(values.index(str(v)) + 1) if values else str(v) for v in chosen]
            prompt += f", {wording.ENTER_KEEPS} {' '.join(told)}"
        return f"{prompt}: "

    def _range(self, question: Question, values: tuple[str, ...]) -> str:
        if not values:
            return f"{question.minimum} to {question.maximum}"
        return f"1-{len(values)}" + (f", {wording.SEVERAL}" if question.kind == "many" else "")


def parse(question: Question, values: tuple[str, ...], given: str) -> object:
    """Typed numbers as an answer; None when they are not in the list."""
    words = given.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() and len(word) < 5 for word in words):
        return None
    numbers = [int(word) for word in words]
    if not values:
        return numbers[0] if len(numbers) == 1 else None
    if not numbers or not all(1 <= number <= len(values) for number in numbers):
        return None
    chosen = [values[number - 1] for number in numbers]
    if question.kind == "many":
        return list(dict.fromkeys(chosen))
    return chosen[0] if len(chosen) == 1 else None
