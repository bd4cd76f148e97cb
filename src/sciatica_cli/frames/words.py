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
from ..core.result_columns import FlagColumn, NamesColumn, ResultColumn, TotalColumn, WordColumn
from .answers import PREFIX

Write = Callable[[Expression], nw.Expr]
Column = tuple[str, nw.Expr]
BITS = 10  # of a code: tables are no longer than 1024 words
GROUP = 10  # names that are skipped together


def parts(column: ResultColumn, write: Write, queries: bool) -> list[Column]:
    """Columns of which a column is made; their values in rows without a result are undefined."""
    name = PREFIX + column.name
    if isinstance(column, FlagColumn):
        return [(name, write(column.when))]
    if isinstance(column, TotalColumn):
        return [(name, _weigh(column.points, write))]
    assert isinstance(column, WordColumn | NamesColumn)
    if queries:
        return [
            (name, _one(column, write) if isinstance(column, WordColumn) else _all(column, write))
        ]
    codes = enumerate(_tables(column))
    return [(f"{name}__{place}", _weigh(digits, write)) for place, (digits, _) in codes]


def whole(column: ResultColumn, has_value: nw.Expr, queries: bool) -> nw.Expr:
    """The column made of its parts, null where it has no value."""
    name = PREFIX + column.name
    there = nw.when(has_value)
    if queries or not isinstance(column, WordColumn | NamesColumn):
        made = nw.col(name)
        return there.then(made.cast(nw.Int64) if isinstance(column, TotalColumn) else made)
    words = [
        there.then(nw.col(f"{name}__{place}")).replace_strict(  # a null code gives a null
            list(range(len(table))), table, return_dtype=nw.String
        )
        for place, (_, table) in enumerate(_tables(column))
    ]
    return words[0] if isinstance(column, WordColumn) else nw.concat_str(*words).str.slice(1)


def _one(column: WordColumn, write: Write) -> nw.Expr:
    chosen = nw.lit(column.other, nw.String)
    for word, when in reversed(column.words):
        chosen = nw.when(write(when)).then(nw.lit(word)).otherwise(chosen)
    return chosen


def _all(column: NamesColumn, write: Write) -> nw.Expr:
    named = [(name, write(when)) for slot in column.slots for name, when in slot]
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
    column: WordColumn | NamesColumn,
) -> list[tuple[list[tuple[int, Expression]], list[str | None]]]:
    """The digits of each code of a column, and what each code stands for."""
    if isinstance(column, WordColumn):
        digits = list(enumerate((when for _, when in column.words), start=1))
        return [(digits, [column.other, *(word for word, _ in column.words)])]
    tables: list[tuple[list[tuple[int, Expression]], list[str | None]]] = [([], [""])]
    for slot in column.slots:
        digits, words = tables[-1]
        if len(words) * (len(slot) + 1) > 1 << BITS:
            digits, words = [], [""]
            tables.append((digits, words))
        digits += [(len(words) * place, when) for place, (_, when) in enumerate(slot, start=1)]
        words += [f"{word} {name}" for name, _ in slot for word in tuple(words)]
    return tables
