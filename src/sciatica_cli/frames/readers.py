"""Columns of answers to one question, read as bits: which rows pass which test of the judge.

A row is faulty exactly where the check of a single record would find a fault in this answer; its
other bits then mean nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from itertools import compress
from operator import or_
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core import ids
from ..core.faults import Fault
from ..core.questions import NONE, ManyQuestion, NumberQuestion
from ..judge.codegen import AnswerTest
from ..judge.memo import Memo
from .masks import Array, boolean_bits, to_bits, to_flags, valid_bits

Tests = Mapping[int, AnswerTest]  # by their number
Passed = dict[int, int]  # by the number of a test, the bits of the rows that pass it
WORD = 64  # names, each a bit of one number


class Reader(Protocol):
    """Reads the answers to one question."""

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        """The bits of every test, and those of the faulty rows."""

    def answer(self, batch: pa.RecordBatch, row: int) -> object:
        """The answer in a row, as a record in JSON would give it; None where there is none."""


class ColumnReader:
    """Reads the answers to one question from a single column."""

    def __init__(self, column: int, tests: Tests) -> None:
        self._column = column
        self._tests = tests

    def answer(self, batch: pa.RecordBatch, row: int) -> object:
        return batch.column(self._column)[row].as_py()


class TextReader(ColumnReader):
    """A column of text. Each distinct text is checked once.

    Args:
        check: returns the answer that a text means, or a fault.
    """

    def __init__(self, column: int, tests: Tests, check: Callable[[str], object]) -> None:
        super().__init__(column, tests)
        self._check = check
        self._width = (len(tests) + 1 + 7) // 8
        self._codes = Memo(self._code)

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        indices, texts = encoded(batch.column(self._column))
        codes = b"".join(
            [*map(self._codes.__getitem__, texts), bytes(self._width)]
        )  # none for null
        table = np.frombuffer(codes, np.uint8).reshape(-1, self._width)
        planes = [table[:, place][indices] for place in range(self._width)]
        passed = {
            number: to_bits(planes[bit // 8] & (1 << bit % 8))
            for bit, number in enumerate(self._tests, start=1)
        }
        return passed, to_bits(planes[0] & 1)

    def _code(self, text: object) -> bytes:
        """Bits in bytes, the lowest first: whether the text is a fault, and the tests it passes."""
        bits = 0
        if text is not None:
            answer = self._check(str(text))
            if isinstance(answer, Fault):
                bits = 1
            else:
                tests = enumerate(self._tests.values(), start=1)
                bits = sum(test.is_passed_by(answer) << bit for bit, test in tests)
        return bits.to_bytes(self._width, "little")


class IdReader(TextReader):
    """A column of ids as text. Short ones in printable ASCII need no check one by one."""

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        column = batch.column(self._column)
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            return super().read(batch)
        short = pc.less_equal(pc.binary_length(column), ids.LENGTH)
        plain = boolean_bits(pc.and_(pc.ascii_is_printable(column), short))
        suspicious = valid_bits(column) & ~plain
        if not suspicious:
            return {}, 0
        texts = compress(column.to_pylist(), to_flags(suspicious, len(column)))
        faulty = bytes(isinstance(self._check(text), Fault) for text in texts)
        flags = to_flags(suspicious, len(column))
        flags[flags == 1] = np.frombuffer(faulty, np.uint8)
        return {}, to_bits(flags)


class BooleanReader(ColumnReader):
    """A column of Booleans for yes and no."""

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        column = batch.column(self._column)
        yes, given = boolean_bits(column), valid_bits(column)
        bits = {True: yes, False: given & ~yes}
        passed = {
            number: sum(bits[answer] for answer in bits if test.is_passed_by(answer))
            for number, test in self._tests.items()
        }
        return passed, 0


class NumberReader(ColumnReader):
    """A column of whole numbers, which may be held as floats."""

    def __init__(self, column: int, tests: Tests, question: NumberQuestion) -> None:
        super().__init__(column, tests)
        self._range = question.minimum, question.maximum

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        column = batch.column(self._column)
        given = valid_bits(column)
        low, high = self._range
        if pa.types.is_float16(column.type):
            column = column.cast(pa.float32())
        values = column.fill_null(0).to_numpy(zero_copy_only=False)
        sound = (values >= low) & (values <= high)  # so that NaN is not
        if values.dtype.kind == "f":
            sound &= np.floor(values) == values
        passed = {
            number: given if test.value is None else to_bits(values >= test.value) & given
            for number, test in self._tests.items()
        }
        return passed, given & ~to_bits(sound)


def _judge_ticks(tests: Tests, given: int, ticked: Mapping[str, int]) -> tuple[Passed, int]:
    """The bits of tests that are passed, and of rows with nothing, or with "none" and others.

    Args:
        given: the bits of the rows with an answer.
        ticked: the bits of the rows with each choice.
    """
    others = reduce(or_, (bits for value, bits in ticked.items() if value != NONE), 0)
    none = ticked.get(NONE, 0)
    passed = {
        number: given if test.value is None else ticked.get(str(test.value), 0)
        for number, test in tests.items()
    }
    return passed, given & ~(none | others) | none & others


class TicksReader:
    """A Boolean column for each choice."""

    def __init__(self, columns: Mapping[str, int], tests: Tests) -> None:
        self._columns = columns
        self._tests = tests

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        columns = {value: batch.column(place) for value, place in self._columns.items()}
        given = reduce(or_, map(valid_bits, columns.values()))
        ticked = {value: boolean_bits(column) for value, column in columns.items()}
        return _judge_ticks(self._tests, given, ticked)

    def answer(self, batch: pa.RecordBatch, row: int) -> object:
        ticks = {v: batch.column(place)[row].as_py() for v, place in self._columns.items()}
        if all(tick is None for tick in ticks.values()):
            return None
        return [value for value, tick in ticks.items() if tick]


class ListReader(ColumnReader):
    """A column with a list of choices in each row."""

    def __init__(self, column: int, tests: Tests, question: ManyQuestion) -> None:
        super().__init__(column, tests)
        self._names = [(name, v) for v in question.values for name in question.names(v)]
        self._numbers = {name: number for number, (name, _) in enumerate(self._names)}

    def read(self, batch: pa.RecordBatch) -> tuple[Passed, int]:
        column = batch.column(self._column)
        given = valid_bits(column)
        starts, sizes, items = _flattened(column)
        found = np.zeros(len(sizes), sizes.dtype)
        ticked: dict[str, int] = {}
        for first, words in self._words(items):
            # The names in each list; for an empty one, `reduceat` returns the item after it.
            named = np.bitwise_or.reduceat(words, starts)
            named[sizes == 0] = 0
            found += np.bitwise_count(named)
            for place, (_, value) in enumerate(self._names[first : first + WORD]):
                byte = named.view(np.uint8)[_byte_of(place, named.itemsize) :: named.itemsize]
                ticked[value] = ticked.get(value, 0) | to_bits(byte & (1 << place % 8))
        passed, faulty = _judge_ticks(self._tests, given, ticked)
        return passed, faulty | given & to_bits(found != sizes)  # an unknown name, or one twice

    def _words(self, items: pa.Array) -> Iterator[tuple[int, Array]]:
        """The names of all items as bits of numbers, for up to 64 names at a time.

        Each time with the place of the name that has the lowest bit. An unknown name sets no bit.
        After the last item comes one more without a name.
        """
        indices, texts = encoded(items)
        indices = np.append(indices, len(texts))
        numbers = [self._numbers.get(text, -1) for text in texts]
        for first in range(0, len(self._names), WORD):
            own = range(first, min(first + WORD, len(self._names)))
            kind = np.uint8 if len(own) <= 8 else np.uint16 if len(own) <= 16 else np.uint64
            bits = [1 << number - first if number in own else 0 for number in numbers]
            yield first, np.array([*bits, 0], kind)[indices]


def _byte_of(bit: int, size: int) -> int:
    """The place in memory of the byte that has this bit of a number."""
    return bit // 8 if sys.byteorder == "little" else size - 1 - bit // 8


def encoded(column: pa.Array) -> tuple[Array, list[Any]]:
    """Texts as indices into a list of the distinct ones; null is the index after the last."""
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    texts = column.dictionary
    indices = column.indices
    if indices.null_count:
        indices = indices.cast(pa.int32()).fill_null(len(texts))
    places: Array = indices.to_numpy()
    if len(texts) <= len(column):
        return places, texts.to_pylist()
    # the dictionary of a longer column, or one that many share
    used, places = np.unique(places, return_inverse=True)
    found = [texts[place].as_py() for place in used if place < len(texts)]
    return places, found


def _flattened(column: pa.Array) -> tuple[Array, Array, pa.Array]:
    """Where each list starts among the items of all lists, its length, and all items."""
    kind = column.type
    if pa.types.is_list_view(kind) or pa.types.is_large_list_view(kind):
        # PyArrow's own conversion mixes up the lists after a null, and those of a slice
        column = pa.array(column.to_pylist(), pa.large_list(pa.large_string()))
    elif not pa.types.is_large_list(kind):
        column = column.cast(pa.large_list(kind.value_type))
    offsets = column.offsets.to_numpy()
    items = column.values.slice(offsets[0], offsets[-1] - offsets[0])
    return offsets[:-1] - offsets[0], np.diff(offsets), items
