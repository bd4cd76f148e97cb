"""Selects the texts of a result: for each record one text, by the expressions that hold for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..core.expressions import And, Expression, Negated, Or
from ..core.frozen import Frozen
from ..core.outcomes import NEVER
from ..core.result_columns import FlagColumn, NamesColumn, ResultColumn, TotalColumn, WordColumn
from .bits import Bits, to_bytes

NAMES = 7  # in one selector; the eighth digit says whether an earlier name was written


class AssessedRecords:
    """Records with their lines in the input, their ids and the bits of expressions."""

    def __init__(self, lines: Sequence[int], ids: Sequence[object], bits: Bits) -> None:
        self.lines = lines
        self.ids = ids
        self.count = len(lines)
        self._bits = bits
        self._flags: dict[Expression, int] = {}

    def flags(self, expression: Expression) -> int:
        """The bits of an expression as bytes, made once, since many columns share them."""
        if expression not in self._flags:
            bits = self._bits[expression]
            number = int.from_bytes(to_bytes(bits, self.count), "big") if bits else 0
            self._flags[expression] = number
        return self._flags[expression]


class Selector(Frozen):
    """Selects one of some texts for each record.

    The index of the text is a binary number. Its digits, the lowest first, are 1 where the
    expressions in `digits` hold.
    """

    digits: tuple[Expression, ...]  # at most 8
    texts: list[str]

    def indices(self, records: AssessedRecords) -> bytes:
        """The index of the text of each record."""
        number = 0  # the indices of all records in one long number
        for place, expression in enumerate(self.digits):
            number |= records.flags(expression) << place
        return number.to_bytes(records.count, "big")


def value_selector(column: ResultColumn, text: Callable[[object], str], absent: str) -> Selector:
    """The selector of a column with one value; `absent` is the text where it does not apply."""
    digits, values = value_digits(column)
    texts = [text(value) for value in values]
    texts += [absent] * ((2 << len(digits)) - len(texts))
    return Selector((*digits, Negated(column.applies)), texts)


def value_digits(column: ResultColumn) -> tuple[list[Expression], list[object]]:
    """The binary digits of the index of a value, the lowest first, and all values in order."""
    values = list(_values(column))
    digits: list[Expression] = [
        Or(tuple(when for number, (_, when) in enumerate(values) if number >> place & 1))
        for place in range((len(values) - 1).bit_length())
    ]
    return digits, [value for value, _ in values]


def _values(column: ResultColumn) -> Iterator[tuple[object, Expression]]:
    """All values, and when each holds. The first is for where no other holds."""
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


def list_selectors(
    column: NamesColumn, text: Callable[[object], str], separator: str
) -> Iterator[Selector]:
    """The selectors of a list of names, one after the other."""
    earlier: Expression = NEVER  # some name before those of this selector
    for start in range(0, len(column.names), NAMES):
        some = column.names[start : start + NAMES]
        digits = tuple(when for _, when in some)
        texts = [""]
        for name, _ in some:
            texts += [f"{others}{separator}{text(name)}" for others in texts]
        first_texts = [text_after[len(separator) :] for text_after in texts]
        yield Selector((*digits, earlier), first_texts + texts)
        earlier = Or((earlier, *digits))
