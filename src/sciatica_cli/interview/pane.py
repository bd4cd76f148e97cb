"""A text that may be longer than the window: what of it is seen, and what is said of the rest.

Nothing here knows the terminal, so every size can be tried without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text import fragment_list_to_text as plain
from prompt_toolkit.utils import get_cwidth

from ..core.control_characters import clean
from . import strings

Line = StyleAndTextTuples
MIN_LINES = 4  # lines of a list below a question that stays in sight
KEY_GAP = "  "


class Pane:
    """Everything above the keys: what was shown, the question, a message, and the answers.

    Where there is too little room, empty lines go first. Then the text scrolls, while the question
    and the message stay in sight if enough is left for the rest.

    Args:
        rows: the lines of the window, without those of the keys.
        pointer: the lines of `body` at which the pointer is.
        keeps_question: whether the question and the message may stay in sight.
    """

    def __init__(
        self,
        above: Sequence[Line],
        question: Sequence[Line],
        message: Sequence[Line],
        body: Sequence[Line],
        rows: int,
        pointer: range = range(0),
        keeps_question: bool = True,
    ) -> None:
        if len(above) + len(question) + len(message) + len(body) > rows:
            above = without_empty(above)
        self.lines = [*above, *question, *message, *body]
        self.overflows = len(self.lines) > rows
        self.rows = rows - self.overflows  # the last line says how much is out of sight
        first, middle = len(above), len(above) + len(question)
        last = middle + len(message)
        self.question, self.message = range(first, last), range(middle, last)  # the first has both
        self.pointer = shifted(pointer, last)
        room = self.rows - max(MIN_LINES, len(pointer)) if keeps_question else -1
        nothing = range(last, last)
        self.fixed = next((p for p in (self.question, self.message) if len(p) <= room), nothing)
        self.page = max(self.rows - len(self.fixed) - 1, 1)  # lines: one of them is seen twice

    def scrolled(self, top: int, focus: range = range(0)) -> int:
        """How many lines are hidden above, as near to `top` as lets the lines `focus` be seen."""
        if focus:
            top = max(top, focus.stop - self.rows)
            if focus.start not in self.fixed:
                covered = len(self.fixed) if focus.start >= self.fixed.stop else 0
                top = min(top, focus.start - covered)
        return max(0, min(top, len(self.lines) - self.rows))

    def visible(self, top: int) -> list[Line]:
        """The lines that are seen."""
        if not self.overflows:
            return self.lines
        fixed = self.fixed if top > self.fixed.start else range(top, top)
        seen = self.lines[fixed.start : fixed.stop] + self.lines[top + len(fixed) : top + self.rows]
        below = len(self.lines) - top - self.rows
        return [*seen, [("class:more", strings.more_lines(top, below))]]


def without_empty(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if plain(line).strip()]


def shifted(lines: range, by: int) -> range:
    return range(lines.start + by, lines.stop + by)


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """A text as lines of at most `width` cells, those after the first with an indent.

    Only a word that is longer than a line is split. Wide characters count as two cells, and those
    that join the one before as none.
    """
    room = max(width, len(indent) + 2)  # for at least one wide character
    lines, used = [""], 0
    for number, word in enumerate(clean(text).split(" ")):
        size = get_cwidth(word)
        if number and (used + 1 + size <= room or size > room - len(indent)):
            word, size = f" {word}", size + 1
        elif number and word:
            lines.append(indent)
            used = len(indent)
        if used + size <= room:
            lines[-1] += word
            used += size
            continue
        for char in word:
            if used + get_cwidth(char) > room:
                lines.append(indent)
                used = len(indent)
                char = char.strip(" ")
            lines[-1] += char
            used += get_cwidth(char)
    return lines


def join_keys(keys: Iterable[str], width: int) -> list[str]:
    """Names of keys in as few lines as hold them; only one longer than a line is broken."""
    lines: list[str] = []
    for key in keys:
        longer = f"{lines[-1]}{KEY_GAP}{key}" if lines else key
        if lines and len(longer) <= width:
            lines[-1] = longer
        else:
            lines += wrap(key, width)
    return lines


def fit_keys(keys: Sequence[str], width: int, most: int) -> tuple[list[str], bool]:
    """The lines of keys, and whether some had to be left out to keep to so many lines.

    The last key, which leaves, stays if the first two can stay as well.
    """
    lines = join_keys(keys, width)
    if len(lines) <= most:
        return lines, False
    *others, last = (key for key in keys if not key.startswith("?"))
    for fewest, end in ((2, [strings.ALL_KEYS, last]), (1, [strings.ALL_KEYS])):
        for count in range(len(others), fewest - 1, -1):
            lines = join_keys([*others[:count], *end], width)
            if len(lines) <= most:
                return lines, True
    return join_keys([strings.ALL_KEYS], width), True
