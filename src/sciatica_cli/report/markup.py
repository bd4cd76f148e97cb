"""What HTML and Markdown share: the page as sections, the drawing, the template environment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..core.frozen import Frozen
from . import strings
from .blocks import (
    SHADES,
    Banner,
    Block,
    Bullet,
    Closing,
    Entry,
    Figure,
    Heading,
    Meter,
    Option,
    OptionHeader,
    Paragraph,
    pop_while,
)
from .formatting import legend, scale

LINK = re.compile(r"(https://[\w.~:/?#@!$&()*+,;=%-]*[\w/])", re.ASCII)  # a group, for split()
SINGLE = (Banner, Paragraph, Entry, Meter, Figure)  # blocks that form a group on their own


class OptionRow(Frozen):
    """An option, and its details on the full page."""

    option: Option
    details: tuple[Group, ...]


class Group(Frozen):
    """Neighbouring blocks that form one element, such as a list or a table."""

    kind: str
    items: tuple[Block | OptionRow, ...]


class Section(Frozen):
    """A heading and what follows it; the first section may have no heading."""

    heading: str
    groups: tuple[Group, ...]

    @property
    def has_figure(self) -> bool:
        """Whether it starts with a drawing, so that the rest can go beside it."""
        return bool(self.groups) and self.groups[0].kind == "figure"

    @property
    def is_reference(self) -> bool:
        """Whether it is for looking things up, and may be printed small."""
        return self.heading == strings.SOURCES


class Document(Frozen):
    """A page as sections. `limits` is the paragraph right above the closing line."""

    banner: Block | None
    sections: tuple[Section, ...]
    limits: Block | None
    closing: Block | None


def document(blocks: tuple[Block, ...]) -> Document:
    """The page as sections, in the same order.

    Raises:
        TypeError: a block is of no known kind, or a closing line is not the last block.
    """
    rest = list(blocks)
    banner = closing = limits = None
    if rest and isinstance(rest[0], Banner):
        banner = rest.pop(0)
    if rest and isinstance(rest[-1], Closing):
        closing = rest.pop()
        if rest and isinstance(rest[-1], Paragraph):
            limits = rest.pop()
    return Document(banner, tuple(_sections(rest)), limits, closing)


def _sections(rest: list[Block]) -> Iterator[Section]:
    while rest:
        heading = ""
        if isinstance(rest[0], Heading):
            heading = rest[0].text
            del rest[0]
        inside = pop_while(rest, lambda block: not isinstance(block, Heading))
        yield Section(heading, tuple(_groups(inside)))


def _groups(blocks: list[Block]) -> Iterator[Group]:
    """Groups bullets, and options with the paragraphs and bullets below each."""
    while blocks:
        kind = type(blocks[0])
        if isinstance(blocks[0], Option):
            table = pop_while(blocks, lambda b: isinstance(b, Option | Paragraph | Bullet))
            yield Group("options", tuple(_option_rows(table)))
        elif kind is Bullet:
            bullets = pop_while(blocks, lambda block: isinstance(block, Bullet))
            yield Group("bullets", tuple(bullets))
        elif kind in SINGLE:
            yield Group(kind.__name__.lower(), (blocks.pop(0),))
        else:
            raise TypeError(kind.__name__)


def _option_rows(blocks: list[Block]) -> Iterator[OptionRow]:
    # The templates write a header of their own.
    rest = [block for block in blocks if not isinstance(block, OptionHeader)]
    while rest:
        option = rest.pop(0)
        assert isinstance(option, Option)
        details = pop_while(rest, lambda block: not isinstance(block, Option))
        yield OptionRow(option, tuple(_groups(details)))


def line(text: str) -> str:
    """A text on one line, without characters that break lines, move the cursor or hide text."""
    printable = (c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join("".join(printable).split())


def drawing(figure: Figure) -> tuple[str, ...]:
    """The rows of a drawing, with a space for each character that cannot be printed."""
    return tuple("".join(c if c.isprintable() else " " for c in row) for row in figure.rows)


def runs(row: str) -> Iterator[tuple[str, str]]:
    """Runs of a row, each with its shade; the outline has an empty shade."""
    for shade, run in groupby(row, lambda c: c if c in SHADES else ""):
        yield shade, "".join(run)


def environment() -> Environment:
    """The template environment: it escapes HTML, and Markdown has filters of its own."""
    env = Environment(
        loader=PackageLoader("sciatica_cli.report"),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals.update(header=strings.OPTIONS_HEAD, scale=scale, legend=legend, drawing=drawing)
    return env
