"""The parts of which a row is made: columns of codes in, a text for each record out.

Neighbouring pieces are looked up together, up to eight codes as one number: most people share
their verdicts with somebody who came before, so one look-up gives the text of eight pieces.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Literal

from ..core.frozen import Frozen
from ..core.outcomes import ALWAYS
from ..core.result_columns import ResultColumn
from .codes import Codes
from .fields import ABSENT, Field, Piece, field_of

ID, LINE, PROBLEMS = (
    field_of(ResultColumn((name,), ALWAYS)) for name in ("id", "line", "problems")
)
# The formats of a number, by how many codes are in it.
FORMATS: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}
NAMES_AT_ONCE = 2  # rules differ more between people, and eight of them are a code already
MOST = 4096  # texts that a run remembers


class Records(Frozen):
    """Records that were judged: their lines in the input, their ids, the columns of results."""

    lines: Sequence[int]
    ids: Sequence[object]
    columns: list[int]


class Segment(Frozen):
    """A field in a row: what stands before and after its value, and between names.

    `absent` is all that stands there where there is no value.
    """

    field: Field
    cell: Callable[[object], str]
    comma: str
    before: str
    after: str
    absent: str

    def text(self, value: object) -> str:
        """One value, or one part of a list of names."""
        if isinstance(value, tuple):
            return "".join(self.comma + self.cell(name) for name in value)
        if value is ABSENT:
            return self.absent
        return f"{self.before}{self.cell(value)}{self.after}"


Part = Callable[[Codes, Records], Iterable[str]]  # gives its text for each record


def parts_of(segments: Sequence[Segment]) -> Iterator[Part]:
    """The parts of a row of these segments, in order."""
    together: list[tuple[Piece, Segment]] = []
    for segment in segments:
        plain = bool(segment.field.pieces) and not segment.field.names
        if together and (not plain or len(together) == max(FORMATS)):
            yield Run(together)
            together = []
        if plain:
            together += [(piece, segment) for piece in segment.field.pieces]
        else:
            yield Names(segment) if segment.field.names else Known(segment)
    if together:
        yield Run(together)


class Run(dict[int, str]):
    """The texts of some pieces, by their codes as one number."""

    def __init__(self, pieces: Sequence[tuple[Piece, Segment]]) -> None:
        super().__init__()
        self._pieces = pieces
        self._width = next(width for width in FORMATS if width >= len(pieces))

    def __call__(self, codes: Codes, records: Records) -> list[str]:
        count = len(records.lines)
        numbers = bytearray(self._width * count)
        for place, (piece, _) in enumerate(self._pieces):
            numbers[place :: self._width] = codes.of(piece, records.columns, count)
        return [self[number] for number in memoryview(numbers).cast(FORMATS[self._width])]

    def __missing__(self, number: int) -> str:
        codes = number.to_bytes(self._width, sys.byteorder)
        pairs = zip(self._pieces, codes, strict=False)  # some codes may be left over
        text = "".join(segment.text(piece.value(code)) for (piece, segment), code in pairs)
        if len(self) >= MOST:
            self.clear()
        self[number] = text
        return text


class Names:
    """A list of names: each of them brings the comma before it, and the first loses its own."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        pieces = [(piece, segment) for piece in segment.field.pieces]
        starts = range(0, len(pieces), NAMES_AT_ONCE)
        self._runs = [Run(pieces[start : start + NAMES_AT_ONCE]) for start in starts]

    def __call__(self, codes: Codes, records: Records) -> list[str]:
        before, after = self._segment.before, self._segment.after
        texts = [repeat("", len(records.lines)), *(run(codes, records) for run in self._runs)]
        return [f"{before}{names[1:]}{after}" for names in map("".join, zip(*texts, strict=True))]


class Known:
    """What is known of a record without judging it."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __call__(self, _codes: Codes, records: Records) -> Iterable[str]:
        segment = self._segment
        if segment.field is ID:
            return [f"{segment.before}{segment.cell(i)}{segment.after}" for i in records.ids]
        if segment.field is LINE:
            return [f"{segment.before}{line}{segment.after}" for line in records.lines]
        return repeat(segment.absent, len(records.lines))
