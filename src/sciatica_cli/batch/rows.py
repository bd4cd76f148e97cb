"""Results and faults as rows of text: JSON lines, nested or flat, or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Literal

from ..core.expressions import Expression
from ..core.faults import Fault
from ..core.outcomes import ALWAYS
from ..core.result_columns import Names, ResultColumn, ResultTable
from .bits import Bits
from .codes import Code, Spread, list_codes, value_code

RESULT, FAULTS = "sciatica.result/1", "sciatica.faults/1"
REFUSED = f'{{"schema":"{FAULTS}"'.encode()
# These columns are known without assessing anything; only a refused record has problems.
ID, LINE, PROBLEMS = (ResultColumn((name,), ALWAYS) for name in ("id", "line", "problems"))
# The formats of a number, by how many codes are in it.
FORMATS: dict[int, Literal["B", "H", "I", "Q"]] = {1: "B", 2: "H", 4: "I", 8: "Q"}
COMBINED = 560  # texts of the codes that are looked up together: of more, few come twice
CACHED = 4096  # texts of each lookup that are remembered
Part = str | Code | ResultColumn  # of a row: fixed text, the text of a code, ID or LINE
ENCODER = json.JSONEncoder(separators=(",", ":"))  # made once: it costs as much as a line


def json_cell(value: object) -> str:
    return ENCODER.encode(value)


def json_line(data: dict[str, object]) -> str:
    return ENCODER.encode(data) + "\n"


class _Echo:
    """A file for the csv module that hands back what it writes."""

    def write(self, text: str) -> str:
        return text


_csv_row = csv.writer(_Echo()).writerow


def csv_cell(value: object) -> str:
    """Nothing for null, quotes where they are needed."""
    text = json_cell(value) if isinstance(value, bool) else value
    return str(_csv_row(("", text)))[1:-2]  # without the comma and the end of the line


class Lookup(dict[int, str]):
    """The text of some neighbouring parts, by their codes as one number.

    Most people share their verdicts with somebody who came before, so most texts are remembered.
    """

    def __init__(self, parts: Sequence[str | Code]) -> None:
        super().__init__()
        self._parts = parts
        self._codes = [part for part in parts if isinstance(part, Code)]
        self._width = next(width for width in FORMATS if width >= len(self._codes))

    def of(self, spread: Spread) -> Iterable[str]:
        """The texts of all records."""
        numbers = bytearray(self._width * spread.count)
        for place, code in enumerate(self._codes):
            numbers[place :: self._width] = code.of(spread)
        return map(self.__getitem__, memoryview(numbers).cast(FORMATS[self._width]))

    def __missing__(self, number: int) -> str:
        codes = iter(number.to_bytes(self._width, sys.byteorder))
        texts = [part if isinstance(part, str) else part.texts[next(codes)] for part in self._parts]
        if len(self) >= CACHED:
            self.clear()
        self[number] = text = "".join(texts)
        return text


class RowWriter:
    """Writes rows of these parts; `header` comes before them, and `cell` writes an id."""

    header = ""

    def __init__(self, parts: Sequence[Part], cell: Callable[[object], str] = json_cell) -> None:
        self._parts = tuple(_lookups(parts))
        self._cell = cell
        codes = (part for part in parts if isinstance(part, Code))
        self.expressions: list[Expression] = [digit for code in codes for digit in code.digits]

    def results(self, lines: Sequence[int], ids: Iterable[object], bits: Bits) -> Iterator[str]:
        """The rows of assessed records; `bits` has all `expressions`."""
        spread = Spread(bits, len(lines))
        texts: list[Iterable[str]] = []
        for part in self._parts:
            if isinstance(part, Lookup):
                texts.append(part.of(spread))
            else:
                texts.append(map(self._cell, ids) if part is ID else map(str, lines))
        return map("".join, zip(*texts, strict=True))

    def refusal(self, faults: Sequence[Fault], ident: object, line: int) -> str:
        """The row of a record that was refused."""
        listed = [
            {"code": f.code, "path": f.path, "message": f.message, "hint": f.hint} for f in faults
        ]
        return json_line({"schema": FAULTS, "id": ident, "line": line, "faults": listed})

    def is_refusal(self, row: bytes) -> bool:
        """The row was written for a record that was refused."""
        return row.startswith(REFUSED)


def _lookups(parts: Sequence[Part]) -> Iterator[Lookup | ResultColumn]:
    """The parts with neighbouring codes and texts combined."""
    together: list[str | Code] = []
    for part in parts:
        known = isinstance(part, ResultColumn)
        if together and (known or not _fit([*together, part])):
            yield Lookup(together)
            together = []
        if isinstance(part, ResultColumn):
            yield part
        else:
            together.append(part)
    if together:
        yield Lookup(together)


def _fit(parts: Sequence[Part]) -> bool:
    """They can be looked up together."""
    sizes = [len(part.texts) for part in parts if isinstance(part, Code)]
    return len(sizes) <= max(FORMATS) and sum(sizes) <= COMBINED


def _cell(
    column: ResultColumn,
    cell: Callable[[object], str],
    comma: str,
    before: str = "",
    after: str = "",
    absent: str = "",
) -> Iterator[Part]:
    """A value with text around it; `absent` is all there is where the column does not apply."""
    if isinstance(column, Names):
        yield from (before, *list_codes(column, cell, comma), after)
    elif column in (ID, LINE):
        yield from (before, column, after)
    elif column is PROBLEMS:
        yield absent
    else:
        yield value_code(column, lambda value: before + cell(value) + after, absent)


class CsvWriter(RowWriter):
    """Comma-separated values; a refused record among them has its problems in the last column."""

    def __init__(self, columns: Sequence[ResultColumn]) -> None:
        self._columns = columns
        commas = ["", *repeat(",", len(columns) - 1)]
        cells = (
            _cell(column, csv_cell, " ", comma, absent=comma)
            for column, comma in zip(columns, commas, strict=True)
        )
        super().__init__([*chain(*cells), "\n"], csv_cell)
        self.header = ",".join(column.name for column in columns) + "\n"

    def refusal(self, faults: Sequence[Fault], ident: object, line: int) -> str:
        if PROBLEMS not in self._columns:  # the faults are written elsewhere
            return super().refusal(faults, ident, line)
        problems = " ".join(f"{fault.code}:{fault.path}" for fault in faults)
        cells = {"id": ident, "line": line, "problems": problems}
        return ",".join(csv_cell(cells.get(column.name)) for column in self._columns) + "\n"

    def is_refusal(self, row: bytes) -> bool:
        return PROBLEMS in self._columns and not row.endswith(b",\n")


def flat_writer(columns: Sequence[ResultColumn]) -> RowWriter:
    """JSON lines of some columns, flat, in the order given; faults as always."""
    parts: list[Part] = []
    for column in columns:
        start = f'{"," if parts else "{"}"{column.name}":'
        parts += _json(column, start, absent=start + "null")
    return RowWriter([*parts, "}\n"])


def nested_writer(table: ResultTable) -> RowWriter:
    """JSON lines of `sciatica.result/1` with the columns under each of its keys.

    The braces of an object are always written; columns that do not apply leave it empty.
    """
    parts: list[Part] = [f'{{"schema":"{RESULT}"']
    for key, columns in table.items():
        nested = not columns or len(columns[0].path) > 1
        parts.append(f',"{key}":' + ("{" if nested else ""))
        for number, column in enumerate(columns):
            path = column.path
            before, after = "," if number else "", ""
            if len(path) > 2:
                same_object = [other for other in columns if other.path[1] == path[1]]
                before += f'"{path[1]}":{{' if column is same_object[0] else ""
                after = "}" if column is same_object[-1] else ""
            before += f'"{path[-1]}":' if nested else ""
            parts += _json(column, before, after)
        parts.append("}" if nested else "")
    return RowWriter([*parts, "}\n"])


def _json(column: ResultColumn, before: str, after: str = "", absent: str = "") -> Iterator[Part]:
    if isinstance(column, Names):
        before, after = f"{before}[", f"]{after}"
    return _cell(column, json_cell, ",", before, after, absent)
