"""What the page in HTML and the page in Markdown share: its parts, its drawing, its templates."""

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
    Head,
    Heading,
    Meter,
    Option,
    Paragraph,
    take,
)
from .formatting import legend, scale

LINK = re.compile(r"https://[\w.~:/?#@!$&()*+,;=%-]*[\w/]", re.ASCII)
ALONE = {Banner: "banner", Paragraph: "paragraph", Entry: "entry", Meter: "meter", Figure: "figure"}


class Choice(Frozen):
    """An option and what stands below it on the full page."""

    option: Option
    details: tuple[Group, ...]


class Group(Frozen):
    """Neighbours that are written as one: a list, a table; `kind` says what the items are."""

    kind: str
    items: tuple[Block | Choice, ...]


class Section(Frozen):
    """A heading with what follows it; the first section may have none."""

    heading: str
    groups: tuple[Group, ...]

    @property
    def drawn(self) -> bool:
        """Whether it opens with a drawing, beside which the rest can stand."""
        return bool(self.groups) and self.groups[0].kind == "figure"

    @property
    def fine(self) -> bool:
        """Whether it is for looking things up, and may be printed small."""
        return self.heading == strings.SOURCES


class Document(Frozen):
    """A page in parts. `limits` is the paragraph that stands right above the closing line."""

    banner: Block | None
    sections: tuple[Section, ...]
    limits: Block | None
    closing: Block | None


def document(blocks: tuple[Block, ...]) -> Document:
    """The parts of a page, in its order.

    Raises:
        TypeError: a block that no format knows, or a closing line that is not the last.
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
        inside = take(rest, lambda block: not isinstance(block, Heading))
        yield Section(heading, tuple(_groups(inside)))


def _groups(blocks: list[Block]) -> Iterator[Group]:
    """Bullets and options are gathered; paragraphs and bullets below an option belong to it."""
    rest = list(blocks)
    while rest:
        kind = type(rest[0])
        if isinstance(rest[0], Option):
            taken = take(rest, lambda block: isinstance(block, Option | Paragraph | Bullet))
            yield Group("options", tuple(_choices(taken)))
        elif kind is Bullet:
            taken = take(rest, lambda block: isinstance(block, Bullet))
            yield Group("bullets", tuple(taken))
        elif kind in ALONE:
            yield Group(ALONE[kind], (rest.pop(0),))
        else:
            raise TypeError(kind.__name__)


def _choices(blocks: list[Block]) -> Iterator[Choice]:
    rest = [block for block in blocks if not isinstance(block, Head)]  # the table has its own
    while rest:
        option = rest.pop(0)
        assert isinstance(option, Option)
        details = take(rest, lambda block: not isinstance(block, Option))
        yield Choice(option, tuple(_groups(details)))


def line(text: str) -> str:
    """A text on one line: no sign in it can begin a new line, move a cursor or hide another."""
    printable = (c if c.isprintable() else " " if c.isspace() else "" for c in text)
    return " ".join("".join(printable).split())


def drawing(figure: Figure) -> tuple[str, ...]:
    """The rows of a drawing with nothing in them that is more than one column of one row."""
    return tuple("".join(c if c.isprintable() else " " for c in row) for row in figure.rows)


def runs(row: str) -> Iterator[tuple[str, str]]:
    """A row of a drawing in pieces: the sign of a shade, or nothing for outline, and the piece."""
    for sign, piece in groupby(row, lambda c: c if c in SHADES else ""):
        yield sign, "".join(piece)


def environment() -> Environment:
    """Where the templates are found. HTML is escaped by itself, Markdown by its own filters."""
    made = Environment(
        loader=PackageLoader("sciatica_cli.report"),
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {
        "head": strings.OPTIONS_HEAD,
        "scale": scale,
        "legend": legend,
        "drawing": drawing,
    }
    return made
