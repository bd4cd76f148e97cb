"""What each atom reads from the columns of a question.

Every atom is true or false: a null means no answer, and no engine sees a null inside and / or /
not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, and_, or_

import narwhals.stable.v2 as nw

from ..core.conditions import UNSURE
from .graph import Atom

Read = Callable[[Atom], nw.Expr | None]  # None: true in no row


def read_nothing(_: Atom) -> None:
    """There is no column for the question, so nobody answered it."""


def read_text(column: nw.Expr, names: Callable[[str], tuple[str, ...]]) -> Read:
    """Text; `names` gives the name of a choice and its earlier names."""

    def read(atom: Atom) -> nw.Expr:
        if atom.value is None:
            return ~column.is_null()
        return reduce(or_, (safe(column == name) for name in names(str(atom.value))))

    return read


def read_yes_no(column: nw.Expr) -> Read:
    def read(atom: Atom) -> nw.Expr | None:
        if atom.value == UNSURE:
            return None
        return ~column.is_null() if atom.value is None else safe(column == (atom.value == "yes"))

    return read


def read_number(column: nw.Expr, floats: bool) -> Read:
    given = safe(column == column) if floats else ~column.is_null()  # NaN is not even itself

    def read(atom: Atom) -> nw.Expr | None:
        if atom.fault:
            return given & safe(column % 1 != 0) if floats else None
        return given if atom.value is None else safe(column >= atom.value)

    return read


def read_ticks(columns: Mapping[str, nw.Expr]) -> Read:
    """One Boolean column for each choice; null in all of them means no answer."""
    nothing = reduce(and_, (column.is_null() for column in columns.values()))

    def read(atom: Atom) -> nw.Expr | None:
        if atom.fault:
            return None
        if atom.value is None:
            return ~nothing
        column = columns.get(str(atom.value))
        return None if column is None else safe(column)

    return read


def read_list(
    answer: nw.Expr,
    ticks: Mapping[str, tuple[nw.Expr, ...]],
    unknown: nw.Expr | None = None,
) -> Read:
    """A list, and for each choice a column that is true or false for each of its names.

    Args:
        unknown: whether the list contains an unknown choice; without it, that follows from the
            list having more distinct items than there are choices in it.
    """
    chosen = reduce(add, (tick.cast(nw.Int64) for names in ticks.values() for tick in names))
    if unknown is None:
        unknown = _length(answer.list.unique()) > chosen

    def read(atom: Atom) -> nw.Expr | None:
        if atom.fault:
            return safe(unknown if atom.fault == "not_a_choice" else _length(answer) > chosen)
        if atom.value is None:
            return ~answer.is_null()
        names = ticks.get(str(atom.value))
        return reduce(or_, names) if names else None

    return read


def _length(lists: nw.Expr) -> nw.Expr:
    return lists.list.len().cast(nw.Int64)


def safe(holds: nw.Expr) -> nw.Expr:
    """True or false; null counts as false."""
    return holds.fill_null(False)
