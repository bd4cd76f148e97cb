"""The blocks that a page is made of. Every format writes the same blocks in the same order."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from ..core.frozen import Frozen


class Block(Frozen):
    """One part of a page. All its texts are plain text, without markup."""


class Banner(Block):
    """The result at a glance; `level` only sets the colour."""

    level: str
    title: str
    text: str = ""


class Heading(Block):
    text: str


class Paragraph(Block):
    text: str


class Bullet(Block):
    text: str


class Entry(Block):
    """A label and its value, on one line if there is room.

    `outcome` is a level, a verdict, "call" or empty; it only sets the colour.
    """

    label: str
    text: str
    outcome: str = ""


class Meter(Block):
    """A score: its verdict, the reasons for it, and its scale.

    Of `maximum` points, `value` are certain and up to `high` are possible. The score is in the
    bands from index `lowest_band` to index `highest_band`.
    """

    label: str
    text: str
    value: int
    high: int
    maximum: int
    bands: tuple[str, ...]
    lowest_band: int
    highest_band: int


class Figure(Block):
    """A drawing in ASCII; `alt_text` says the same in words.

    The characters of SHADES in `rows` are shaded areas, all others are the outline. `notes` say
    what the drawing cannot show.
    """

    title: str
    rows: tuple[str, ...]
    alt_text: str
    notes: tuple[str, ...] = ()


class Option(Block):
    """One row of the table of options: verdict, grade of the evidence, and the option itself.

    `verdict` is the word on the page, `outcome` the verdict as in JSON; it only sets the colour.
    """

    verdict: str
    evidence: str
    text: str
    outcome: str


class OptionHeader(Option):
    """The column titles of the options below it."""


class Closing(Block):
    """The last line on the screen."""

    level: str
    text: str


PAIN, NUMB, BOTH = SHADES = "#:%"


def pop_while(blocks: list[Block], condition: Callable[[Block], bool]) -> list[Block]:
    """Remove and return the leading blocks for which the condition holds."""
    popped = list(takewhile(condition, blocks))
    del blocks[: len(popped)]
    return popped
