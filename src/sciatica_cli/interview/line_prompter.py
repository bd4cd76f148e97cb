"""Numbered lines and typed answers, for screen readers, simple terminals and `--plain`.

It never redraws, writes no control sequences, and repeats a text only on request.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection

from ..core.conditions import Answer
from ..core.control_characters import clean
from ..core.questions import NONE, NumberQuestion, Question
from ..report.blocks import Block
from ..report.formatting import answer_text
from ..report.text import MIN_WIDTH
from ..report.write import Look, draw
from . import strings
from .prompter import (
    BACK,
    REVIEW,
    SAVE,
    MenuItem,
    Prompt,
    keys_of,
    read_number,
    scale_ends,
    visible_answer,
)

NAVIGATION_KEYS = {
    "b": BACK, "back": BACK, "a": REVIEW, "all": REVIEW, "s": SAVE, "save": SAVE, "\x13": SAVE,
}  # fmt: skip
LEAVE = ("q", "quit")
GO_BACK = ("b", "back")

REPEAT = "*repeat"  # no item of a menu has this id
MAX_LISTED_KEYS = 11  # of a menu with more lines, only the first and the last


class LinePrompter:
    """Asks with `read`, which returns a line or raises EOFError at the end, and `write`."""

    redraws = False

    def __init__(
        self, read: Callable[[str], str], write: Callable[[str], object], width: int
    ) -> None:
        self.read = read
        self.write = write
        self.look = Look(width=max(width - 1, MIN_WIDTH))  # text in the last column would wrap
        self.hint_shown = False
        self.last_menus: dict[str, tuple[MenuItem, ...]] = {}  # by title

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
            self._say_question(prompt)
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
        if not typed and default is None:
            self._say(strings.TYPE_AN_ANSWER)
        if not typed:
            return default
        if typed in ("?", "h", "help"):
            self._say(prompt.why, strings.PLAIN_HINT)
            return None
        if typed in ("r", "repeat"):
            self._say_question(prompt)
            return None
        answer = read_typed(question, typed)
        if answer is None:
            self._say(strings.NOT_UNDERSTOOD)
        return answer

    def show_answer(self, question: Question, answer: Answer) -> None:
        self._say(visible_answer(question, answer, answer_text(question, answer)))

    def menu(
        self, title: str, items: tuple[MenuItem, ...], confirm: bool = False, back: str = ""
    ) -> str:
        """With `confirm`, or keys on all lines, Enter alone chooses nothing.

        With `confirm` all lines are read each time, otherwise only those that have changed.
        """
        goes_back = dict.fromkeys(GO_BACK, back) if back else {}
        by_key = {item.key: item.id for item in items if item.key}
        if len(by_key) == len(items) and not confirm:  # one line, which is read again and again
            keys = ", ".join(f"{item.key} {item.label}" for item in items)
            self._say("", title)
            return self._chosen(f"{keys}: ", goes_back | by_key)
        known = () if confirm else self.last_menus.get(title, ())
        self.last_menus[title] = items
        self._say("", title, *([strings.ONLY_CHANGES] if known else []))
        self._say_items(items, known)
        ids = {item.key or str(number): item.id for number, item in enumerate(items, 1)}
        keys = ", ".join(ids) if len(ids) <= MAX_LISTED_KEYS else f"1-{len(ids)}"
        if back:
            keys += f", {strings.B_GOES_BACK}"
        if not all(item.key for item in items):
            ids[""] = items[0].id
            keys += f", {strings.ENTER_IS} 1"
        others = goes_back | {"r": REPEAT}
        while (chosen := self._chosen(f"{keys}: ", others | ids)) == REPEAT:
            self._say_items(items)
        return chosen

    def _say_items(self, items: tuple[MenuItem, ...], known: tuple[MenuItem, ...] = ()) -> None:
        """The lines of a menu that are not known yet, under their groups."""
        group = ""
        for number, item in enumerate(items, 1):
            if item in known and item is not items[0]:
                continue
            if item.group != group:
                group = item.group
                self._say(f"{group}:")
            self._say(f"{item.key or number}. {item.label}")

    def _chosen(self, prompt: str, ids: dict[str, str]) -> str:
        *lines, last = textwrap.wrap(prompt, self.look.width, drop_whitespace=False)
        while True:
            self._say(*lines)
            typed = self._read(last, ids)
            if typed in ids:
                return ids[typed]
            self._say(strings.NOT_UNDERSTOOD if typed else strings.TYPE_AN_ANSWER)

    def read_line(self, text: str, proposal: str = "", typed: str = "") -> str | None:
        label, _, hint = text.partition("\n")
        self._say(hint, strings.GOES_BACK if proposal else "")
        typed = self.read(f"{label} ").strip()
        if not proposal and typed.lower() in LEAVE:
            raise KeyboardInterrupt
        if not proposal and typed.lower() in GO_BACK:
            return None
        return typed or proposal

    def close(self) -> bool:
        """Nothing was taken, and all that was written stays."""
        return False

    def _read(self, text: str, keys: Collection[str] = ()) -> str:
        """A typed line in lower case; `q` leaves, unless it is one of the keys."""
        typed = self.read(text).strip().lower()
        if typed in LEAVE and "q" not in keys:
            raise KeyboardInterrupt
        return typed

    def _say(self, *lines: str) -> None:
        for line in lines:
            for part in line.split("\n"):
                # The name of a file stays whole, so that it can be copied.
                wrapped = textwrap.wrap(clean(part), self.look.width, break_on_hyphens=False)
                self.write("\n".join(wrapped) + "\n")

    def _say_question(self, prompt: Prompt) -> None:
        question = prompt.question
        self._say(prompt.text)
        for value, key in keys_of(question).items():
            self._say(f"{key}. {question.label(value)}")
        if isinstance(question, NumberQuestion) and (question.low_label or question.high_label):
            self._say(scale_ends(question))


def read_typed(question: Question, typed: str) -> object:
    """The answer that was typed: keys of lines, with spaces or commas; None if it cannot be one."""
    if isinstance(question, NumberQuestion):
        return read_number(typed)
    by_key = {key: value for value, key in keys_of(question).items()}
    for value, letter in question.letters.items():
        by_key = {letter: value, value: value} | by_key
    if NONE in question.values:
        by_key[NONE] = NONE
    if "t" in by_key:
        by_key["10"] = by_key["t"]
    chosen = [by_key.get(word) for word in typed.replace(",", " ").split()]
    if None in chosen or not chosen:
        return None
    if question.several:
        return list(dict.fromkeys(chosen))
    return chosen[0] if len(chosen) == 1 else None


def _input_prompt(question: Question, default: Answer | None) -> str:
    """The allowed input, and what Enter alone keeps."""
    text = _allowed_input(question)
    if default is not None and question.private:
        text += f", {strings.ENTER_KEEPS} {strings.YOUR_ANSWER}"
    elif default is not None:
        chosen = default if isinstance(default, tuple) else (default,)
        keys = keys_of(question)
        typed = [keys.get(str(v), str(v)) for v in chosen]
        text += f", {strings.ENTER_KEEPS} {' '.join(typed)}"
    return f"{text}: "


def _allowed_input(question: Question) -> str:
    if isinstance(question, NumberQuestion):
        return strings.number_range(question.minimum, question.maximum, question.unit)
    keys = list(keys_of(question).values())
    digits = [key for key in keys if key in "123456789"]
    others = [key for key in keys if key not in digits]
    others += [key for key in question.letters.values() if key not in others]
    text = ", ".join(filter(None, (f"1-{len(digits)}" if digits else "", *others)))
    if question.several:
        text += f", {strings.SEVERAL}"
    return text
