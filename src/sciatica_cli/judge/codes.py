"""Columns of a result as codes: a byte for each record, and the text that each byte stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..core.expressions import And, Expression, Negated, Or
from ..core.frozen import Frozen
from ..core.outcomes import NEVER
from ..core.result_columns import FlagColumn, NamesColumn, ResultColumn, TotalColumn, WordColumn
from .bits import Bits, to_bytes

NAMES = 7  # of a list in one code; the eighth bit says that an earlier one needs a comma


class AssessedRecords:
    """Records with their lines in the input, their ids and the bits of expressions."""

    def __init__(self, lines: Sequence[int], ids: Sequence[object], bits: Bits) -> None:
        self.lines = lines
        self.ids = ids
        self.count = len(lines)
        self._bits = bits
        self._spread: dict[Expression, int] = {}

    def spread(self, expression: Expression) -> int:
        """The bits of an expression, with a byte for each: made once, as many columns share it."""
        if expression not in self._spread:
            bits = self._bits[expression]
            number = int.from_bytes(to_bytes(bits, self.count), "big") if bits else 0
            self._spread[expression] = number
        return self._spread[expression]


class Code(Frozen):
    """Expressions as the binary digits of a byte, the lowest first, and the text of each byte."""

    digits: tuple[Expression, ...]
    texts: list[str]

    def of(self, records: AssessedRecords) -> bytes:
        """The byte of each record."""
        number = 0  # those of all records in one long number
        for place, expression in enumerate(self.digits):
            number |= records.spread(expression) << place
        return number.to_bytes(records.count, "big")


def value_code(column: ResultColumn, text: Callable[[object], str], absent: str) -> Code:
    """The code of a column with one value; `absent` is the text where it does not apply."""
    digits, values = value_digits(column)
    texts = [text(value) for value in values]
    texts += [absent] * ((2 << len(digits)) - len(texts))
    return Code((*digits, Negated(column.applies)), texts)


def value_digits(column: ResultColumn) -> tuple[list[Expression], list[object]]:
    """The binary digits, lowest first, of the number of a value, and all values in order."""
    values = list(_values(column))
    digits: list[Expression] = [
        Or(tuple(when for number, (_, when) in enumerate(values) if number >> place & 1))
        for place in range((len(values) - 1).bit_length())
    ]
    return digits, [value for value, _ in values]


def _values(column: ResultColumn) -> Iterator[tuple[object, Expression]]:
    """All values, and when each holds; the first where no other does."""
    if isinstance(column, FlagColumn):
        yield from ((False, NEVER), (True, column.when))
    elif isinstance(column, WordColumn):
        yield from ((column.other, NEVER), *column.words)
    elif isinstance(column, TotalColumn):
        yield column.least, NEVER
        higher = (*column.reached[1:], NEVER)
        for number, reached in enumerate(zip(column.reached, higher, strict=True), start=1):
            yield column.least + number, And((reached[0], Negated(reached[1])))
    else:
        raise TypeError(type(column).__name__)


def list_codes(column: NamesColumn, text: Callable[[object], str], comma: str) -> Iterator[Code]:
    """The codes of a list of names."""
    earlier: Expression = NEVER  # some name before those of the code
    for start in range(0, len(column.names), NAMES):
        some = column.names[start : start + NAMES]
        digits = tuple(when for _, when in some)
        texts = [""]
        for name, _ in some:
            texts += [f"{others}{comma}{text(name)}" for others in texts]
        first_texts = [after_comma[len(comma) :] for after_comma in texts]
        yield Code((*digits, earlier), first_texts + texts)
        earlier = Or((earlier, *digits))
