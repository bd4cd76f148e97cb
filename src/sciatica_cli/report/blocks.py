"""The parts of a page. Every format writes the same blocks in the same order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from ..core.frozen import Frozen


class Block(Frozen):
    """One part of a page; all texts are plain text."""


class Banner(Block):
    """The answer in one glance; `level` gives the colour, never the meaning."""

    level: str
    title: str
    text: str


class Heading(Block):
    text: str


class Paragraph(Block):
    text: str


class Bullet(Block):
    text: str


class Entry(Block):
    """A label and its value, on one line where there is room; `tone` is for colour only."""

    label: str
    text: str
    tone: str = ""


class Meter(Block):
    """How far a score goes: a verdict, what decided it, and the scale it stands on.

    `value` points are certain, up to `high` are possible, of `maximum`. The score lies in the
    `bands` from number `lowest` to number `highest`.
    """

    label: str
    text: str
    value: int
    high: int
    maximum: int
    bands: tuple[str, ...]
    lowest: int
    highest: int


class Figure(Block):
    """A drawing in ASCII, with a twin in words for whoever cannot see it.

    In `rows` each of the signs of SHADES is a shaded place; everything else is outline. `notes`
    say what the drawing alone does not show.
    """

    title: str
    rows: tuple[str, ...]
    twin: str
    notes: tuple[str, ...] = ()


class Option(Block):
    """One line of the options: verdict, grade of the evidence, and what it is about."""

    verdict: str
    evidence: str
    text: str
    tone: str


class Head(Option):
    """What the columns of the options below it are."""


class Closing(Block):
    """The last line on the screen."""

    level: str
    text: str


PAIN, NUMB, BOTH = SHADES = "#:%"


def take(rest: list[Block], wanted: Callable[[Block], bool]) -> list[Block]:
    """The first blocks that are wanted, taken off the rest."""
    taken = list(takewhile(wanted, rest))
    del rest[: len(taken)]
    return taken
