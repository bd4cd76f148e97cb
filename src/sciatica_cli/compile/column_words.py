"""From true and false to words: the last two layers, in the way that suits an engine.

An engine that holds whole columns in memory adds up codes and looks each up in a table. One that
writes queries chooses between words, row by row, and skips what does not apply to a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add, or_

import narwhals.stable.v2 as nw

from ..core.lower import Expression
from .column_answers import PREFIX
from .column_results import Flag, Names, Result, Total, Word

Write = Callable[[Expression], nw.Expr]
Slot = tuple[tuple[str, Expression], ...]
BITS = 10  # of a code: tables are no longer than 1024 words
GROUP = 10  # names that are skipped together


def codes(result: Result, write: Write) -> tuple[list[nw.Expr], nw.Expr]:
    """Columns of codes for one result, and what looks them up; a null code gives a null."""
    name, stands = f"{PREFIX}{result.name}", nw.when(write(result.stands))
    if isinstance(result, Flag):
        return [stands.then(write(result.when)).alias(name)], nw.col(name)
    if isinstance(result, Total):
        total = stands.then(_weigh(result.points, write))
        return [total.alias(name)], nw.col(name).cast(nw.Int64)
    if isinstance(result, Word):
        digits = enumerate((when for _, when in result.told), start=1)
        words = (result.other, *(word for word, _ in result.told))
        return [stands.then(_weigh(digits, write)).alias(name)], _look_up(name, words)
    assert isinstance(result, Names)
    parts = [
        (f"{name}__{place}", stands.then(_weigh(digits, write)), words)
        for place, (digits, words) in enumerate(_tables(result.slots))
    ]
    texts = [_look_up(part, words) for part, _, words in parts]
    return [code.alias(part) for part, code, _ in parts], nw.concat_str(*texts).str.slice(1)


def choices(result: Result, write: Write) -> nw.Expr:
    """One result, chosen at once."""
    stands = nw.when(write(result.stands))
    if isinstance(result, Flag):
        return stands.then(write(result.when))
    if isinstance(result, Total):
        return stands.then(_weigh(result.points, write).cast(nw.Int64))
    if isinstance(result, Word):
        chosen = nw.lit(result.other, nw.String)
        for word, when in reversed(result.told):
            chosen = nw.when(write(when)).then(nw.lit(word)).otherwise(chosen)
        return stands.then(chosen)
    assert isinstance(result, Names)
    named = [(name, write(when)) for slot in result.slots for name, when in slot]
    groups = [named[start : start + GROUP] for start in range(0, len(named), GROUP)]
    return stands.then(_joined(*map(_group, groups)) if named else nw.lit(""))


def _group(named: Sequence[tuple[str, nw.Expr]]) -> nw.Expr:
    """The names that hold, or null where none does, which most rows skip."""
    there = nw.any_horizontal(*(when for _, when in named), ignore_nulls=False)
    return nw.when(there).then(_joined(*(nw.when(w).then(nw.lit(name)) for name, w in named)))


def _joined(*texts: nw.Expr) -> nw.Expr:
    return nw.concat_str(*texts, separator=" ", ignore_nulls=True)


def _weigh(digits: Iterable[tuple[int, Expression]], write: Write) -> nw.Expr:
    weighed = [write(when).cast(nw.Int16) * weight for weight, when in digits]
    return reduce(add, weighed) if weighed else nw.lit(0)


def _look_up(code: str, words: Sequence[str | None]) -> nw.Expr:
    places = list(range(len(words)))
    return nw.col(code).replace_strict(places, list(words), return_dtype=nw.String)


def _tables(slots: tuple[Slot, ...]) -> list[tuple[list[tuple[int, Expression]], list[str]]]:
    """Slots that share a code: their digits, and what each code stands for."""
    tables: list[tuple[list[tuple[int, Expression]], list[str]]] = [([], [""])]
    for slot in slots:
        digits, words = tables[-1]
        if len(words) * (len(slot) + 1) > 1 << BITS:
            digits, words = [], [""]
            tables.append((digits, words))
        digits += [(len(words) * place, when) for place, (_, when) in enumerate(slot, start=1)]
        words += [f"{word} {name}" for name, _ in slot for word in tuple(words)]
    return tables
