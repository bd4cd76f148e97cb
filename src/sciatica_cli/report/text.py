"""Blocks as plain text, without colours and boxes."""

from __future__ import annotations

import textwrap

from .blocks import (
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
)
from .formatting import scale

MAX_WIDTH = 88  # longer lines are hard to read
MIN_WIDTH = 24
TABLE_MIN_WIDTH = 60  # columns; a narrower page shows options as sentences


def write_text(blocks: tuple[Block, ...], width: int = 80) -> str:
    """The page as lines of at most `width` columns, ending in a newline."""
    width = readable(width)
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | Banner) and lines:
            lines.append("")
        lines += _lines(block, width)
    return "\n".join(lines) + "\n"


def readable(width: int) -> int:
    """The width (columns) limited to what can be read comfortably."""
    return max(MIN_WIDTH, min(width, MAX_WIDTH))


def _lines(block: Block, width: int) -> list[str]:
    if isinstance(block, Banner):
        return [*_wrap(block.title.upper(), width), *_wrap(block.text, width)]
    if isinstance(block, Heading):
        return _wrap(block.text.upper(), width)
    if isinstance(block, Bullet):
        return _wrap(block.text, width, "- ", "  ")
    if isinstance(block, Entry):
        return _wrap(f"{block.label}: {block.text}", width, "", "  ")
    if isinstance(block, Meter):
        return _wrap(f"{block.label}: {block.text} ({scale(block)})", width, "", "  ")
    if isinstance(block, Figure):
        return _wrap(block.alt_text, width, "", "  ")
    if isinstance(block, Option):
        return _option(block, width)
    if isinstance(block, Paragraph | Closing):
        return _wrap(block.text, width)
    raise TypeError(type(block).__name__)


def _option(option: Option, width: int) -> list[str]:
    if width >= TABLE_MIN_WIDTH:
        columns = f"{option.verdict:<10}{option.evidence:<10}{option.text}"
        return _wrap(columns, width, "", " " * 20)
    if isinstance(option, OptionHeader):
        return _wrap(option.text, width)
    return _wrap(f"{option.verdict}: {option.text} ({option.evidence} evidence)", width, "- ", "  ")


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
