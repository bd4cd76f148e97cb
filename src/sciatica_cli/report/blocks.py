"""The blocks that a page is made of. Every format writes the same blocks in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..core.frozen import Frozen
from ..core.outline import Shape, Sketch, View


class Block(Frozen):
    """One part of a page. All its texts are plain text, without markup."""


class Banner(Block):
    """The result at a glance: what to do, and by when. `level` only sets the colour."""

    level: str
    title: str
    lines: tuple[str, ...] = ()


class Section(Block):
    """A heading with everything below it.

    `spaced`: it has an empty line before it. `reference`: for looking things up, may be small.
    `urgent`: when to call for help at once, may be framed.
    """

    heading: str
    children: tuple[Block, ...]
    spaced: bool = True
    reference: bool = False
    urgent: bool = False


class Paragraph(Block):
    text: str


class Bullet(Block):
    """One line of a list; HTML draws the `sketch` below it, whose words are the text."""

    text: str
    sketch: Sketch = ()


class Step(Block):
    """One of several things to do; writers number them, and HTML draws the `sketch`."""

    text: str
    sketch: Sketch = ()


class Quote(Block):
    """Words to say to somebody."""

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


PAIN, NUMB, BOTH = SHADES = "#:%"


class Drawing(Frozen):
    """The outline of the body and its zones; `shades` pairs a zone with one of SHADES.

    The zones in `shades` have their side in front, such as "left_calf".
    """

    outline: Shape
    views: tuple[View, ...]
    shades: tuple[tuple[str, str], ...] = ()


class Figure(Block):
    """A picture of the body, which every format draws in its own way; `alt_text` is its words.

    `notes` say what the picture cannot show.
    """

    title: str
    drawing: Drawing
    alt_text: str
    notes: tuple[str, ...] = ()


class Treatment(Block):
    """One row of a group of treatments: how much it helps and how sure that is, in words.

    `notes` are the reasons to be careful. `details` are shown below it on the full page.
    """

    title: str
    helps: str
    certainty: str
    notes: tuple[str, ...] = ()
    details: tuple[Block, ...] = ()


class Columns(Block):
    """What the second and third column of the treatments below mean."""

    helps: str
    certainty: str


class ChartRow(Frozen):
    """What was measured on one day: `day` counts from the first. None is not known."""

    label: str
    day: int
    values: tuple[int | None, ...]
    texts: tuple[str, ...]


class Chart(Block):
    """Measures over time, lower is better: a picture where one can be drawn, else a table.

    `columns` pairs the name of each measure with its highest possible value; the lowest is 0.
    """

    title: str
    head: str  # of the column of days
    columns: tuple[tuple[str, int], ...]
    rows: tuple[ChartRow, ...]


class Form(Block):
    """A table to fill in by hand: the heads of its columns, and the first cell of each row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]


class Closing(Block):
    """The last line on the screen."""

    level: str
    text: str


def numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Block]]:
    """Each block with its number among neighbours of its kind, from 1, as for steps."""
    for _, run in groupby(blocks, type):
        yield from enumerate(run, start=1)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, those of sections and treatments included, in the order in which it is read."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.children)
        elif isinstance(block, Treatment):
            yield from walk(block.details)
