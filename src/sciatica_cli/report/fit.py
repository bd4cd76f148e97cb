"""Makes a page fit a number of lines, by leaving out what matters least first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from ..core.frozen import Frozen
from .blocks import Block, Section

KEEP = 0


class Part(Frozen):
    """A block that may be left out. The lowest `rank` goes first; KEEP never goes.

    `instead`: a shorter part that takes its place.
    """

    block: Block
    rank: int = KEEP
    instead: Part | None = None


class SectionPart(Frozen):
    """A section whose parts may be left out one by one, or together by its own rank."""

    heading: str
    parts: tuple[Part | SectionPart, ...]
    rank: int = KEEP
    urgent: bool = False


Parts = tuple[Part | SectionPart, ...]


def fit(
    parts: Parts,
    lines: int,
    count_lines: Callable[[tuple[Block, ...]], int],
    space_rank: int = KEEP,
) -> tuple[Block, ...]:
    """The blocks of as many parts as fit into the lines, in their order.

    Of parts with the same rank the last goes first. What is never left out may still be longer.

    Args:
        count_lines: counts the lines of blocks as they will be written.
        space_rank: empty lines go after the parts up to this rank, by default before all.
    """
    # Each choice is no longer than the one before, so few have to be written to find the first.
    choices = [blocks_of(left, spaced) for left, spaced in _choices(parts, space_rank)]
    first = bisect_left(choices, True, key=lambda blocks: count_lines(blocks) <= lines)
    return choices[min(first, len(choices) - 1)]


def _choices(parts: Parts, space_rank: int) -> Iterator[tuple[Parts, bool]]:
    """All parts, then what is left after each that goes, and whether it has empty lines."""
    yield parts, True
    ranks = sorted(set(_ranks(parts)))
    for spaced in (True, False):
        if not spaced:
            yield parts, False
        for rank in ranks:
            while (rank <= space_rank) == spaced and rank in _ranks(parts):
                parts = _without_last(parts, rank)
                yield parts, spaced


def blocks_of(parts: Parts, spaced: bool = True) -> tuple[Block, ...]:
    """The blocks; sections inside sections have no empty line before them."""
    return tuple(
        part.block
        if isinstance(part, Part)
        else Section(part.heading, blocks_of(part.parts, spaced=False), spaced, urgent=part.urgent)
        for part in parts
    )


def _ranks(parts: Parts) -> Iterator[int]:
    for part in parts:
        if part.rank != KEEP:
            yield part.rank
        if isinstance(part, SectionPart):
            yield from _ranks(part.parts)


def _without_last(parts: Parts, rank: int) -> Parts:
    """The parts without the last one of a rank; a section goes with its last part."""
    for i in reversed(range(len(parts))):
        part = parts[i]
        left: Parts | None = None
        if part.rank == rank:
            short = part.instead if isinstance(part, Part) else None
            left = (short,) if short else ()
        elif isinstance(part, SectionPart) and rank in _ranks(part.parts):
            inside = _without_last(part.parts, rank)
            left = (SectionPart(part.heading, inside, part.rank, part.urgent),) if inside else ()
        if left is not None:
            return (*parts[:i], *left, *parts[i + 1 :])
    return parts
