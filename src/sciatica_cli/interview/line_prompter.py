"""Numbered lines and typed answers, for screen readers, simple terminals and `--plain`.

It never redraws, writes no control sequences, and repeats a text only on request.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection

from ..core.conditions import Answer
from ..core.faults import clean
from ..core.questions import NONE, NumberQuestion, Question
from ..report.blocks import Block
from ..report.write import Look, draw
from . import strings
from .prompter import BACK, REVIEW, MenuItem, Prompt, scale_ends, visible_answer

NAVIGATION_KEYS = {"b": BACK, "back": BACK, "a": REVIEW, "all": REVIEW}


class LinePrompter:
    """Asks with `read`, which returns a line or raises EOFError at the end, and `write`."""

    def __init__(
        self, read: Callable[[str], str], write: Callable[[str], object], width: int
    ) -> None:
        self.read = read
        self.write = write
        self.look = Look(width=width - 1)  # text in the last column would wrap
        self.hint_shown = False

    def show(self, blocks: tuple[Block, ...]) -> None:
        for line in draw(blocks, self.look).splitlines():
            self.write(clean(line) + "\n")

    def ask(self, prompt: Prompt) -> object:
        if not self.hint_shown:
            self._say("", strings.PLAIN_HINT)
            self.hint_shown = True
        if prompt.message:
            self._say(prompt.message)
        else:
            self._say("", prompt.heading)
            self._say_question(prompt.question)
        while (answer := self._answer(prompt)) is None:
            pass
        return answer

    def _answer(self, prompt: Prompt) -> object:
        """An answer or navigation; None if the line was a request for help, or not understood."""
        question, default = prompt.question, prompt.default
        if isinstance(default, tuple) and NONE in default and len(default) > 1:
            default = None  # the session has just refused it
        typed = self._read(_input_prompt(question, default))
        if typed in NAVIGATION_KEYS:
            return NAVIGATION_KEYS[typed]
        if not typed:
            return default
        if typed in ("?", "h", "help"):
            self._say(prompt.why, strings.PLAIN_HINT)
            return None
        if typed in ("r", "repeat"):
            self._say_question(question)
            return None
        answer = question.read_typed(typed)
        if answer is None:
            self._say(strings.NOT_UNDERSTOOD)
        return answer

    def show_answer(self, question: Question, text: str) -> None:
        self._say(visible_answer(question, text))

    def menu(self, title: str, items: tuple[MenuItem, ...], confirm: bool = False) -> str:
        """Enter confirms every choice here, so `confirm` changes nothing."""
        self._say("", title)
        group = ""
        for number, item in enumerate(items, 1):
            if item.group != group:
                group = item.group
                self._say(f"{group}:")
            key = f" ({item.key})" if item.key else ""
            self._say(f"{number}. {item.label}{key}")
        ids = {str(number): item.id for number, item in enumerate(items, 1)}
        ids |= {item.key: item.id for item in items if item.key} | {"": items[0].id}
        while True:
            typed = self._read(f"1-{len(items)}, {strings.ENTER_IS} 1: ", ids)
            if typed in ids:
                return ids[typed]

    def read_line(self, text: str) -> str:
        return self.read(text)

    def _read(self, text: str, keys: Collection[str] = ()) -> str:
        """A typed line in lower case; `q` leaves, unless it is one of the keys."""
        typed = self.read(text).strip().lower()
        if typed in ("q", "quit") and "q" not in keys:
            raise KeyboardInterrupt
        return typed

    def _say(self, *lines: str) -> None:
        for line in lines:
            for part in line.split("\n"):
                wrapped = textwrap.wrap(clean(part), self.look.width) or [""]
                self.write("\n".join(wrapped) + "\n")

    def _say_question(self, question: Question) -> None:
        self._say(question.ask)
        for number, value in enumerate(question.values, 1):
            self._say(f"{number}. {question.label(value)}")
        if isinstance(question, NumberQuestion) and (question.low_label or question.high_label):
            self._say(scale_ends(question))


def _input_prompt(question: Question, default: Answer | None) -> str:
    """The allowed input, and what Enter alone keeps."""
    text = _allowed_input(question)
    if default is not None and question.private:
        text += f", {strings.ENTER_KEEPS} {strings.YOUR_ANSWER}"
    elif default is not None:
        chosen = default if isinstance(default, tuple) else (default,)
        values = question.values
        typed = [str(values.index(str(v)) + 1) if values else str(v) for v in chosen]
        text += f", {strings.ENTER_KEEPS} {' '.join(typed)}"
    return f"{text}: "


def _allowed_input(question: Question) -> str:
    if isinstance(question, NumberQuestion):
        return strings.number_range(question.minimum, question.maximum, question.unit)
    text = f"1-{len(question.values)}"
    if question.several:
        text += f", {strings.SEVERAL}"
    if question.letters:
        text += f", {strings.OR} {', '.join(question.letters.values())}"
    return text
