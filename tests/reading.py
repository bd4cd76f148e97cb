"""Helpers that read a page as a person does: its headings, what stands below them, its words."""

from __future__ import annotations

from collections.abc import Iterable

from sciatica_cli.report.blocks import Block, Section
from sciatica_cli.report.text import write_text


def section(blocks: Iterable[Block], heading: str) -> tuple[Block, ...]:
    """What stands below a heading that begins with these words; nothing if there is none."""
    for block in blocks:
        if isinstance(block, Section) and block.heading.startswith(heading):
            return block.children
    return ()


def headings(blocks: Iterable[Block]) -> list[str]:
    return [block.heading for block in blocks if isinstance(block, Section)]


def one_line(text: str) -> str:
    return " ".join(text.split())


def words(blocks: Iterable[Block]) -> str:
    """All the words in one line."""
    return one_line(write_text(tuple(blocks)))


def count_lines(blocks: tuple[Block, ...]) -> int:
    """The lines of blocks at 80 columns."""
    return write_text(blocks).count("\n")
