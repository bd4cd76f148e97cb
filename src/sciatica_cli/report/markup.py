"""What HTML and Markdown share: runs of blocks, the drawing, the template environment."""

from __future__ import annotations

import re
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..core.control_characters import clean
from ..core.frozen import Frozen
from . import strings
from .blocks import Banner, Block, Closing, Figure, Paragraph, Section
from .formatting import legend, scale

LINK = re.compile(r"(https://[\w.~:/?#@!$&()*+,;=%-]*[\w/])", re.ASCII)  # a group, for split()


class Group(Frozen):
    """Neighbouring blocks of one kind that form one element, such as a list or a table."""

    kind: str
    items: tuple[Block, ...]


class Document(Frozen):
    """A page. `limits` is the paragraph right above the closing line."""

    above: tuple[Group, ...]
    banner: Banner | None
    groups: tuple[Group, ...]
    limits: Block | None
    closing: Block | None


def document(blocks: tuple[Block, ...]) -> Document:
    """The page with its frame apart, in the same order.

    Raises:
        TypeError: a closing line is not the last block.
    """
    rest = list(blocks)
    closing = limits = None
    if rest and isinstance(rest[-1], Closing):
        closing = rest.pop()
        if rest and isinstance(rest[-1], Paragraph):
            limits = rest.pop()
    if any(isinstance(block, Closing) for block in rest):
        raise TypeError("a closing line in the middle")
    banner = next((block for block in rest if isinstance(block, Banner)), None)
    start = rest.index(banner) if banner else 0
    above, below = tuple(rest[:start]), tuple(rest[start + bool(banner) :])
    return Document(groups(above), banner, groups(below), limits, closing)


def groups(blocks: tuple[Block, ...]) -> tuple[Group, ...]:
    """Blocks as elements: a list for neighbouring bullets, a table for treatments, and so on."""
    return tuple(Group(kind.__name__.lower(), tuple(run)) for kind, run in groupby(blocks, type))


def is_drawn(section: Section) -> bool:
    """Whether a section starts with a drawing, so that the rest can go beside it."""
    return bool(section.children) and isinstance(section.children[0], Figure)


def line(text: str) -> str:
    """A text on one line, without characters that break lines, move the cursor or hide text."""
    return " ".join(clean(text).split())


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
    env.globals.update(
        header=(strings.HELPS, strings.SURE), scale=scale, legend=legend, groups=groups,
        is_drawn=is_drawn,
    )  # fmt: skip
    return env
