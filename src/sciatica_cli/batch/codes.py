"""Columns of bits as codes: a byte for each record, for each piece of a field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .fields import Field, Piece


class Codes:
    """The codes of all pieces of some fields.

    `expressions`: the conditions whose columns they need, each once.
    """

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = fields
        pieces = [piece for field in fields for piece in field.pieces]
        wanted = [expression for piece in pieces for _, expression in piece.bits]
        self.expressions = list(dict.fromkeys(wanted))
        place = {expression: n for n, expression in enumerate(self.expressions)}
        self._digits = {
            id(piece): [(weight, place[expression]) for weight, expression in piece.bits]
            for piece in pieces
        }

    def of(self, piece: Piece, columns: Sequence[int], count: int) -> bytes:
        """The codes of `count` records; `columns` are those of `expressions`."""
        code = 0  # of all records in one long number
        for weight, place in self._digits[id(piece)]:
            if columns[place]:
                code += weight * _bytes_of(columns[place], count)
        return code.to_bytes(count, "big")

    def names(
        self, field: Field, columns: Sequence[int], count: int, wanted: Iterable[int]
    ) -> Iterator[tuple[int, list[str]]]:
        """The names in a field of names, for some of the records."""
        parts = [(piece, self.of(piece, columns, count)) for piece in field.pieces]
        for number in wanted:
            yield number, [name for piece, codes in parts for name in piece.value(codes[number])]

    def counts(self, columns: Sequence[int], good: int, count: int) -> Counter[tuple[str, object]]:
        """How often each value stands in each field, among the records whose bit is set."""
        found: Counter[tuple[str, object]] = Counter()
        kept = [column & good for column in columns]
        left_out = count - good.bit_count()
        for field in self.fields:
            for piece in field.pieces:
                for code, times in Counter(self.of(piece, kept, count)).items():
                    times -= 0 if code else left_out
                    value = piece.value(code)
                    for one in value if field.names else [value]:
                        found[field.column.name, one] += times
        return found


def _bytes_of(column: int, count: int) -> int:
    """A number with a byte for each bit of a column."""
    digits = format(column, f"0{count}b").encode()
    return int.from_bytes(digits.translate(DIGITS), "big")


DIGITS = bytes(byte & 1 for byte in range(256))  # the text 0 and 1 as numbers
