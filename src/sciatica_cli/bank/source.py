"""The text of a file, and the faults found in it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from ..core.control_characters import CONTROL, name_of_control_character
from ..core.encodings import what_is_not_utf8
from ..core.faults import Fault, FaultError, QuestionsError, nearest, pairs, shown

MAX_BYTES = 1 << 20
MAX_FAULTS = 200  # recorded; the rest are only counted
MAX_PAIRS = 2_000_000  # of characters that are compared for suggestions, in all
# A text may continue on the next line. The last three are no characters in YAML.
REFUSED = re.compile(rf"(?![\t\n\r]){CONTROL}|[\ufeff\ufffe\uffff]")
DIRECTIVE = re.compile(r"^%", re.MULTILINE)
LINE_END = re.compile(r"\r\n?|\n")


class Mark(NamedTuple):
    """A place in a file; both numbers start at 0."""

    line: int
    column: int


START = Mark(0, 0)


class Budget:
    """How much may still be done, in any unit."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, amount: int) -> bool:
        """Whether so much is left; it is then used up."""
        enough = amount <= self.left
        self.left -= amount * enough
        return enough


class Source:
    """A file being read: its name, its lines, and the faults found so far.

    Of very many faults only the first are recorded; `more` counts the others.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.lines = text.splitlines()
        self.more = 0
        self._pairs = Budget(MAX_PAIRS)
        self._found: dict[tuple[int, int, str, str], Fault | None] = {}

    def fault(self, code: str, mark: Any, message: str, hint: str = "") -> None:
        """Record a fault at a mark of the parser or a `Mark`; the same one only once."""
        key = mark.line, mark.column, code, message
        if key in self._found:
            return
        if len(self._found) < MAX_FAULTS:
            self._found[key] = Fault(code, self.place(mark), message, hint)
        else:
            self._found[key] = None
            self.more += 1

    def place(self, mark: Any) -> str:
        """File, line and column of a mark; both numbers start at 1."""
        return f"{self.name}:{mark.line + 1}:{mark.column + 1}"

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The recorded faults, in the order of the file."""
        ordered = sorted(self._found.items(), key=lambda item: item[0][:2])
        return tuple(fault for _, fault in ordered if fault is not None)

    def error(self) -> FaultError:
        """The faults found so far, as one error to be raised."""
        return QuestionsError(self.faults, more=self.more)

    def suggest(self, name: str, known: Collection[str]) -> str:
        """`did you mean ...?`; empty if nothing is near, or if the fault will not be listed."""
        if len(self._found) >= MAX_FAULTS:
            return ""
        known = tuple(known)
        return nearest(name, known) if self._pairs.take(pairs(name, known)) else ""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    def mark(self, index: int) -> Mark:
        """The place of a character, by its number in the text."""
        line = bisect(self._starts, index) - 1
        return Mark(line, index - self._starts[line])

    def refuse(self, pattern: re.Pattern[str], code: str, message: str, hint: str) -> None:
        """Record a fault for each match of a pattern; its name goes into the message."""
        matches = pattern.finditer(self.text)
        for match in islice(matches, MAX_FAULTS):
            named = message.format(name_of_control_character(match.group()))
            self.fault(code, self.mark(match.start()), named, hint)
        self.more += sum(1 for _ in matches)


def read_text(data: bytes, name: str) -> Source:
    """The text of a file, without control characters.

    Raises:
        FaultError: it is too large or not UTF-8, has a control character or a line that starts
            with %.
    """
    if len(data) > MAX_BYTES:
        source = Source(name, "")
        source.fault("too_large", START, "the file is larger than 1 MiB", "make it smaller")
        raise source.error()
    try:
        source = Source(name, data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        source = Source(name, data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        message, hint = what_is_not_utf8(data, error.start)
        source.fault("not_utf8", source.mark(len(source.text)), message, hint)
        raise source.error() from None
    source.refuse(REFUSED, "bad_sign", "there is {} here", "delete it")
    # A parser compares each %TAG with all before it.
    source.refuse(DIRECTIVE, "directive", "no line may start with %", "leave it out, or indent it")
    if source.faults:
        raise source.error()
    return source


def refuse_control_characters(source: Source, mark: Any, text: str, key: str) -> None:
    """Record a fault if an escape in a value, such as that for a NUL, is a control character.

    Args:
        mark: where the value is.
        text: the value.
        key: its key; of a key, an empty string.
    """
    found = REFUSED.search(text)
    if found:
        where = f"`{shown(key)}`" if key else "this key"
        message = f"there is {name_of_control_character(found.group())} in {where}"
        source.fault("bad_sign", mark, message, "leave out the code for it")
