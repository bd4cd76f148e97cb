"""Numbered lines, typed answers: for screen readers, poor terminals and `--plain`.

No redraw, no control sequence; what has been said is never said again unless asked for.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from ..core.conditions import UNSURE, Answer
from ..core.faults import clean
from ..core.questions import NONE, ManyQuestion, NumberQuestion, Question, YesNoQuestion
from ..report import strings
from ..report.blocks import Block
from ..report.write import Look, draw
from .prompter import BACK, REVIEW, Ask, Pick, scale_ends, trace

NAVIGATION_KEYS = {"b": BACK, "back": BACK, "a": REVIEW, "all": REVIEW}


class LinePrompter:
    """Asks with `read` (one line without its end; EOFError at the end) and `write`."""

    def __init__(
        self, read: Callable[[str], str], write: Callable[[str], object], width: int
    ) -> None:
        self.read = read
        self.write = write
        self.look = Look(width=width - 1)  # a full last column would wrap by itself
        self.hinted = False

    def show(self, blocks: tuple[Block, ...]) -> None:
        for line in draw(blocks, self.look).splitlines():
            self.write(clean(line) + "\n")

    def ask(self, ask: Ask) -> object:
        question = ask.question
        values = question.values
        if not self.hinted:
            self._say("", strings.PLAIN_HINT)
            self.hinted = True
        if ask.message:
            self._say(ask.message)
        else:
            self._say("", ask.heading)
            self._question(question, values)
        while (answer := self._answer(ask, values)) is None:
            pass
        return answer

    def _answer(self, ask: Ask, values: tuple[str, ...]) -> object:
        """One typed line: an answer, or None when it only asked for something to be said."""
        question = ask.question
        # What was refused is no answer to start from.
        refused = isinstance(ask.default, tuple) and NONE in ask.default and len(ask.default) > 1
        default = None if refused else ask.default
        given = self._read(self._prompt(question, values, default))
        if given in NAVIGATION_KEYS:
            return NAVIGATION_KEYS[given]
        if given in ("?", "h", "help"):
            self._say(ask.why, strings.PLAIN_HINT)
        elif given in ("r", "repeat"):
            self._question(question, values)
        elif not given:
            return default
        else:
            answer = parse(question, values, given)
            if answer is None:
                self._say(strings.NOT_UNDERSTOOD)
            return answer
        return None

    def note(self, question: Question, text: str) -> None:
        self._say(trace(question, text))

    def pick(self, title: str, picks: tuple[Pick, ...], confirm: bool = False) -> str:
        """Here Enter confirms everything, so `confirm` changes nothing."""
        self._say("", title)
        group = ""
        for number, pick in enumerate(picks, 1):
            if pick.group != group:
                group = pick.group
                self._say(f"{group}:")
            key = f" ({pick.key})" if pick.key else ""
            self._say(f"{number}. {pick.label}{key}")
        keys = [pick.key for pick in picks]
        while True:
            given = self._read(f"1-{len(picks)}, {strings.ENTER_IS} 1: ", keys)
            for number, pick in enumerate(picks, 1):
                if given in (str(number), pick.key or str(number)) or (not given and number == 1):
                    return pick.id

    def line(self, prompt: str) -> str:
        return self.read(prompt)

    def _read(self, prompt: str, keys: Sequence[str] = ()) -> str:
        """A typed line in small letters; `q` leaves, unless it is one of the keys."""
        given = self.read(prompt).strip().lower()
        if given in ("q", "quit") and "q" not in keys:
            raise KeyboardInterrupt
        return given

    def _say(self, *lines: str) -> None:
        for line in lines:
            for part in line.split("\n"):
                wrapped = textwrap.wrap(clean(part), self.look.width) or [""]
                self.write("\n".join(wrapped) + "\n")

    def _question(self, question: Question, values: tuple[str, ...]) -> None:
        self._say(question.ask)
        for number, value in enumerate(values, 1):
            self._say(f"{number}. {question.label(value)}")
        if isinstance(question, NumberQuestion) and (question.low_label or question.high_label):
            self._say(scale_ends(question))

    def _prompt(self, question: Question, values: tuple[str, ...], default: Answer | None) -> str:
        prompt = self._range(question, values)
        if default is not None and question.private:
            prompt += f", {strings.ENTER_KEEPS} {strings.YOUR_ANSWER}"
        elif default is not None:
            chosen = default if isinstance(default, tuple) else (default,)
            told = [str(values.index(str(v)) + 1) if values else str(v) for v in chosen]
            prompt += f", {strings.ENTER_KEEPS} {' '.join(told)}"
        return f"{prompt}: "

    def _range(self, question: Question, values: tuple[str, ...]) -> str:
        if isinstance(question, NumberQuestion):
            return strings.limits(question.minimum, question.maximum, question.unit)
        several = f", {strings.SEVERAL}" if isinstance(question, ManyQuestion) else ""
        letters = ", ".join(value[0] for value in reversed(values) if value != UNSURE)
        letters += ", u" if UNSURE in values else ""
        yes_no = f", {strings.OR} {letters}" if isinstance(question, YesNoQuestion) else ""
        return f"1-{len(values)}{several}{yes_no}"


def parse(question: Question, values: tuple[str, ...], given: str) -> object:
    """Typed numbers (or y, n, u) as an answer; None when they are not in the list."""
    words = given.replace(",", " ").split()
    if isinstance(question, YesNoQuestion) and given[0] in "ynu":
        named = [value for value in values if value.startswith(given)]
        return named[0] if len(named) == 1 else None
    if not all(word.isascii() and word.isdigit() and len(word) < 5 for word in words):
        return None
    numbers = [int(word) for word in words]
    if not values:
        return numbers[0] if len(numbers) == 1 else None
    if not numbers or not all(1 <= number <= len(values) for number in numbers):
        return None
    chosen = [values[number - 1] for number in numbers]
    if isinstance(question, ManyQuestion):
        return list(dict.fromkeys(chosen))
    return chosen[0] if len(chosen) == 1 else None
