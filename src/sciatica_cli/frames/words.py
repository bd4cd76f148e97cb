"""From true and false to words, in the way that suits an engine.

An engine that holds whole columns in memory adds up codes and looks each up in a table. One that
writes queries chooses between words, row by row, and skips what does not apply to a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add

import narwhals.stable.v2 as nw

from ..core.expressions import Expression
from .answers import PREFIX
from .results import Flag, Names, Result, Total, Word

Write = Callable[[Expression], nw.Expr]
Column = tuple[str, nw.Expr]
BITS = 10  # of a code: tables are no longer than 1024 words
GROUP = 10  # names that are skipped together


def parts(result: Result, write: Write, queries: bool) -> list[Column]:
    """Columns of which a result is made; what they hold where it does not stand is open."""
    name = PREFIX + result.name
    if isinstance(result, Flag):
        return [(name, write(result.when))]
    if isinstance(result, Total):
        return [(name, _weigh(result.points, write))]
    assert isinstance(result, Word | Names)
    if queries:
        return [(name, _one(result, write) if isinstance(result, Word) else _all(result, write))]
    codes = enumerate(_tables(result))
    return [(f"{name}__{place}", _weigh(digits, write)) for place, (digits, _) in codes]


def whole(result: Result, stands: nw.Expr, queries: bool) -> nw.Expr:
    """The result made of its parts, null where it does not stand."""
    name = PREFIX + result.name
    there = nw.when(stands)
    if queries or not isinstance(result, Word | Names):
        column = nw.col(name)
        return there.then(column.cast(nw.Int64) if isinstance(result, Total) else column)
    words = [
        there.then(nw.col(f"{name}__{place}")).replace_strict(  # a null code gives a null
            list(range(len(table))), table, return_dtype=nw.String
        )
        for place, (_, table) in enumerate(_tables(result))
    ]
    return words[0] if isinstance(result, Word) else nw.concat_str(*words).str.slice(1)


def _one(result: Word, write: Write) -> nw.Expr:
    chosen = nw.lit(result.other, nw.String)
    for word, when in reversed(result.told):
        chosen = nw.when(write(when)).then(nw.lit(word)).otherwise(chosen)
    return chosen


def _all(result: Names, write: Write) -> nw.Expr:
    named = [(name, write(when)) for slot in result.slots for name, when in slot]
    groups = [named[start : start + GROUP] for start in range(0, len(named), GROUP)]
    return _joined(*map(_group, groups)) if named else nw.lit("")


def _group(named: Sequence[tuple[str, nw.Expr]]) -> nw.Expr:
    """The names that hold, or null where none does, which most rows skip."""
    there = nw.any_horizontal(*(when for _, when in named), ignore_nulls=False)
    return nw.when(there).then(_joined(*(nw.when(w).then(nw.lit(name)) for name, w in named)))


def _joined(*texts: nw.Expr) -> nw.Expr:
    return nw.concat_str(*texts, separator=" ", ignore_nulls=True)


def _weigh(digits: Iterable[tuple[int, Expression]], write: Write) -> nw.Expr:
    weighed = [write(when).cast(nw.Int16) * weight for weight, when in digits]
    return reduce(add, weighed) if weighed else nw.lit(0)


def _tables(
    result: Word | Names,
) -> list[tuple[list[tuple[int, Expression]], list[str | None]]]:
    """The digits of each code of a result, and what each code stands for."""
    if isinstance(result, Word):
        digits = list(enumerate((when for _, when in result.told), start=1))
        return [(digits, [result.other, *(word for word, _ in result.told)])]
    tables: list[tuple[list[tuple[int, Expression]], list[str | None]]] = [([], [""])]
    for slot in result.slots:
        digits, words = tables[-1]
        if len(words) * (len(slot) + 1) > 1 << BITS:
            digits, words = [], [""]
            tables.append((digits, words))
        digits += [(len(words) * place, when) for place, (_, when) in enumerate(slot, start=1)]
        words += [f"{word} {name}" for name, _ in slot for word in tuple(words)]
    return tables
