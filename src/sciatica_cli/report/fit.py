"""Makes a page fit a number of lines, by leaving out what matters least first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from ..core.frozen import Frozen
from .blocks import Block, Section

KEEP = 0


class Part(Frozen):
    """A block that may be left out. The lowest `rank` goes first; KEEP never goes."""

    block: Block
    rank: int = KEEP


class SectionPart(Frozen):
    """A section whose parts may be left out one by one, or together by its own rank."""

    heading: str
    parts: tuple[Part, ...]
    rank: int = KEEP


Parts = tuple[Part | SectionPart, ...]


def fit(
    parts: Parts,
    lines: int,
    count_lines: Callable[[tuple[Block, ...]], int],
    space_first: bool = True,
) -> tuple[Block, ...]:
    """The blocks of as many parts as fit into the lines, in their order.

    Of parts with the same rank the last goes first. What is never left out may still be longer.

    Args:
        count_lines: counts the lines of blocks as they will be written.
        space_first: whether empty lines go before any part, or after all that may go.
    """
    # Each choice is no longer than the one before, so few have to be written to find the first.
    choices = [blocks_of(left, spaced) for left, spaced in _choices(parts, space_first)]
    first = bisect_left(choices, True, key=lambda blocks: count_lines(blocks) <= lines)
    return choices[min(first, len(choices) - 1)]


def _choices(parts: Parts, space_first: bool) -> Iterator[tuple[Parts, bool]]:
    """All parts, then what is left after each that goes, and whether it has empty lines."""
    yield parts, True
    if space_first:
        yield parts, False
    for rank in sorted(set(_ranks(parts))):
        while rank in _ranks(parts):
            parts = _without_last(parts, rank)
            yield parts, not space_first
    if not space_first:
        yield parts, False


def blocks_of(parts: Parts, spaced: bool = True) -> tuple[Block, ...]:
    return tuple(
        part.block
        if isinstance(part, Part)
        else Section(part.heading, tuple(inside.block for inside in part.parts), spaced)
        for part in parts
    )


def _ranks(parts: Parts) -> Iterator[int]:
    for part in parts:
        if part.rank != KEEP:
            yield part.rank
        if isinstance(part, SectionPart):
            yield from (inside.rank for inside in part.parts if inside.rank != KEEP)


def _without_last(parts: Parts, rank: int) -> Parts:
    """The parts without the last one of a rank; a section goes with its last part."""
    left = list(parts)
    for i in reversed(range(len(left))):
        part = left[i]
        if part.rank == rank:
            del left[i]
            break
        if isinstance(part, SectionPart):
            inside = list(part.parts)
            found = [j for j, p in enumerate(inside) if p.rank == rank]
            if found:
                del inside[found[-1]]
                rest = SectionPart(part.heading, tuple(inside), part.rank)
                left[i : i + 1] = [rest] if inside else []
                break
    return tuple(left)
