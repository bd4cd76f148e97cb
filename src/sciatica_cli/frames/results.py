"""Columns of results as Arrow arrays, made from the bits of the judge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa

from ..core.expressions import Expression
from ..core.outcomes import ALWAYS
from ..core.result_columns import FlagColumn, NamesColumn, ResultColumn, TotalColumn
from ..judge.bits import all_bits
from ..judge.selectors import value_digits
from .judging import JudgedRows
from .masks import Array, boolean_array, to_flags, validity

PROBLEMS = pa.field("problems", pa.string())
SMALL = 128  # the most words that a byte can number


class ResultsWriter:
    """Makes columns of results from the bits of `expressions`.

    Args:
        dictionaries: give words as dictionary arrays, else as plain text.
    """

    def __init__(self, columns: Sequence[ResultColumn], dictionaries: bool = True) -> None:
        self._writers = [_writer(column) for column in columns]
        self._dictionaries = dictionaries
        self.expressions = tuple(chain(*(writer.expressions for writer in self._writers)))
        fields = [writer.field for writer in self._writers]
        self.fields = fields if dictionaries else [f.with_type(_plain(f.type)) for f in fields]

    def write(self, rows: JudgedRows) -> list[pa.Array]:
        """All columns, null in the rows that were refused."""
        flags = _RowFlags(rows)
        arrays = [writer.write(flags) for writer in self._writers]
        return arrays if self._dictionaries else [a.cast(_plain(a.type)) for a in arrays]

    def problems(self, rows: JudgedRows) -> pa.Array:
        """The column that says why rows were refused."""
        if not rows.refused:
            return pa.nulls(rows.count, PROBLEMS.type)
        texts: list[str | None] = [None] * rows.count
        for row, refusal in rows.refused.items():
            texts[row] = refusal.problems
        return pa.array(texts, PROBLEMS.type)


class _RowFlags:
    """The bits of judged rows as bytes, made once, since many columns share them."""

    def __init__(self, rows: JudgedRows) -> None:
        self.rows = rows
        self.count = rows.count
        self._flags: dict[Expression, Array] = {}

    def flags(self, expression: Expression) -> Array:
        """Where an expression holds."""
        if expression not in self._flags:
            self._flags[expression] = to_flags(self.rows.bits[expression], self.count)
        return self._flags[expression]

    def valid(self, column: ResultColumn) -> Array | None:
        """The flags of the rows in which a column has a value; None if it has one everywhere."""
        bits = self.rows.good
        if column.applies != ALWAYS:
            bits &= self.rows.bits[column.applies]
        return None if bits == all_bits(self.count) else to_flags(bits, self.count)


class ResultWriter:
    """Makes one column of results from the bits of `expressions`."""

    def __init__(self, column: ResultColumn, kind: pa.DataType, when: Sequence[Expression]) -> None:
        self.column = column
        self.field = pa.field(column.name, kind)
        self.expressions = (*when, column.applies)

    def write(self, rows: _RowFlags) -> pa.Array:
        """The column for some rows."""
        raise NotImplementedError


class FlagWriter(ResultWriter):
    """True and false."""

    def __init__(self, column: FlagColumn) -> None:
        super().__init__(column, pa.bool_(), (column.when,))
        self._when = column.when

    def write(self, rows: _RowFlags) -> pa.Array:
        return boolean_array(rows.rows.bits[self._when], rows.count, rows.valid(self.column))


class ValueWriter(ResultWriter):
    """One of several values: whole numbers as they are, words as indices into a dictionary."""

    def __init__(self, column: ResultColumn) -> None:
        self._digits, self._values = value_digits(column)
        self._is_word = not isinstance(column, TotalColumn)
        words = [value for value in self._values if value is not None]
        if self._is_word:
            self._dictionary = pa.array(words, pa.string())
            self._held = pa.int8() if len(words) < SMALL else pa.int32()
            # the index of the value that is null is never read
            held: list[object] = [0 if v is None else words.index(v) for v in self._values]
            kind = pa.dictionary(self._held, pa.string())
        else:
            held, kind = words, pa.int64()
            self._held = kind
        # a refused row may have any number
        held += held[:1] * ((1 << len(self._digits)) - len(held))
        self._table = np.array(held, self._held.to_pandas_dtype())
        super().__init__(column, kind, self._digits)

    def write(self, rows: _RowFlags) -> pa.Array:
        codes: Array = np.zeros(rows.count, np.uint8 if len(self._digits) <= 8 else np.uint32)
        for place, digit in enumerate(self._digits):
            codes |= rows.flags(digit).astype(codes.dtype, copy=False) << place
        valid = rows.valid(self.column)
        if None in self._values:
            named = (codes != self._values.index(None)).view(np.uint8)
            valid = named if valid is None else named & valid
        buffers = [validity(valid), pa.py_buffer(self._table[codes])]
        array = pa.Array.from_buffers(self._held, rows.count, buffers)
        if not self._is_word:
            return array
        return pa.DictionaryArray.from_arrays(array, self._dictionary, safe=False)


class NamesWriter(ResultWriter):
    """All names that hold, separated by blanks.

    The names of all rows, one after the other, are the data of the column; only where each row
    begins is computed.
    """

    def __init__(self, column: NamesColumn) -> None:
        self._when = tuple(when for _, when in column.names)
        super().__init__(column, pa.string(), self._when)
        names = [name for name, _ in column.names]
        self._texts = pa.array([*names, *(f" {name}" for name in names)], pa.string())
        self._sizes = np.array([len(text.as_py().encode()) for text in self._texts], np.int64)

    def write(self, rows: _RowFlags) -> pa.Array:
        valid = rows.valid(self.column)
        row, name = self._held(rows, valid)
        first = np.ones(len(row), bool)
        first[1:] = row[1:] != row[:-1]
        texts = np.where(first, name, name + len(self._when))
        size = np.bincount(row, self._sizes[texts], rows.count).astype(np.int64)
        offsets = np.zeros(rows.count + 1, np.int32)
        np.cumsum(size, out=offsets[1:])
        data = self._texts.take(pa.array(texts)).buffers()[2] or pa.py_buffer(b"")
        buffers = [validity(valid), pa.py_buffer(offsets), data]
        return pa.Array.from_buffers(pa.string(), rows.count, buffers)

    def _held(self, rows: _RowFlags, valid: Array | None) -> tuple[Array, Array]:
        """Pairs of a row and the number of a name in it, in order."""
        number = max(len(self._when), 1)
        found = [np.zeros(0, np.int64)]
        for place, when in enumerate(self._when):
            if rows.rows.bits[when]:
                flags = rows.flags(when) if valid is None else rows.flags(when) & valid
                found.append(np.flatnonzero(flags.view(bool)) * number + place)
        row, name = np.divmod(np.sort(np.concatenate(found)), number)
        return row, name


def _writer(column: ResultColumn) -> ResultWriter:
    """The writer for a column of this kind."""
    if isinstance(column, FlagColumn):
        return FlagWriter(column)
    return NamesWriter(column) if isinstance(column, NamesColumn) else ValueWriter(column)


def _plain(kind: Any) -> Any:
    """The type of the values of a dictionary, for engines that have none."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind
