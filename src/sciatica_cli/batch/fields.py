"""Columns of a result as codes: weighted sums of bits, each below 256, that stand for values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..core.expressions import Expression, Negated
from ..core.frozen import Frozen
from ..core.outcomes import ALWAYS
from ..core.result_columns import Flag, Named, Names, ResultColumn, Total, Word

ABSENT_BIT = 128  # the weight of "does not apply", beside a small number


class Absent:
    """Stands for a value that there is not, out of scope."""


ABSENT = Absent()


class Piece(Frozen):
    """The weighted sum of bits is a code that stands for a value."""

    bits: tuple[tuple[int, Expression], ...]
    value: Callable[[int], Any]


class Field(Frozen):
    """A column and its pieces: several, of which each gives a tuple, for a column of names."""

    column: ResultColumn
    pieces: tuple[Piece, ...]

    @property
    def names(self) -> bool:
        """Its values are tuples."""
        return isinstance(self.column, Names)


def field_of(column: ResultColumn) -> Field:
    """The column with its codes; there are none for what is known without judging."""
    if isinstance(column, Names):
        named = tuple(one for slot in column.slots for one in slot)
        eights = (named[start : start + 8] for start in range(0, len(named), 8))
        return Field(column, tuple(map(_names, eights)))
    if isinstance(column, Flag):
        bits = [(1, column.when)]
        values: Sequence[object] = (False, True)
    elif isinstance(column, Word):
        bits = list(enumerate(column.expressions, start=1))
        values = (column.other, *(word for word, _ in column.words))
    elif isinstance(column, Total):
        bits = [(1, reached) for reached in column.reached]
        values = range(column.least, column.least + len(bits) + 1)
    else:
        return Field(column, ())
    if column.applies is not ALWAYS:
        bits.append((ABSENT_BIT, Negated(column.applies)))

    def value(code: int) -> object:
        return ABSENT if code & ABSENT_BIT else values[code]

    return Field(column, (Piece(tuple(bits), value),))


def _names(named: Named) -> Piece:
    """Eight of the names make a code."""
    bits = tuple((1 << place, when) for place, (_, when) in enumerate(named))

    def value(code: int) -> tuple[str, ...]:
        return tuple(name for place, (name, _) in enumerate(named) if code >> place & 1)

    return Piece(bits, value)
