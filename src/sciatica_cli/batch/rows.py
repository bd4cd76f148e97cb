"""Results and faults as rows of text: JSON lines, nested or flat, or CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat

from ..core.outcomes import ALWAYS
from ..core.result_columns import NamesColumn, ResultColumn, ResultTable
from ..judge.judge import Refusal
from ..judge.memo import Memo
from ..judge.selectors import AssessedRecords, Selector, list_selectors, value_selector

RESULT, FAULTS = "sciatica.result/2", "sciatica.faults/1"
REFUSED = f'{{"schema":"{FAULTS}"'.encode()
# Columns that are known without assessing anything; only a refused record has problems.
ID, LINE, PROBLEMS = (ResultColumn((name,), ALWAYS) for name in ("id", "line", "problems"))
FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # starts a formula, also in its wide form
EMPTY_ROW = '""\n'
TOGETHER = 8  # selectors that are looked up together, as one number: of 64 bits, format Q
COMBINED = 560  # texts of these selectors in all; of more, few combinations occur twice


class Lookup:
    """Looks up the text of neighbouring selectors and fixed texts by all indices as one number.

    Most people share their verdicts with somebody before them, so most texts are remembered.
    """

    def __init__(self, parts: Sequence[str | Selector]) -> None:
        self._parts = parts
        self._texts = Memo(self._text)
        self._selectors = [part for part in parts if isinstance(part, Selector)]

    def __call__(self, records: AssessedRecords) -> Iterable[str]:
        """The text of each record."""
        if not self._selectors:
            return repeat("".join(map(str, self._parts)), records.count)
        numbers = bytearray(TOGETHER * records.count)
        for place, selector in enumerate(self._selectors):
            numbers[place::TOGETHER] = selector.indices(records)
        return map(self._texts.__getitem__, memoryview(numbers).cast("Q"))

    def _text(self, number: int) -> str:
        indices = iter(number.to_bytes(TOGETHER, sys.byteorder))
        texts = [p if isinstance(p, str) else p.texts[next(indices)] for p in self._parts]
        return "".join(texts)


CellFunction = Callable[[AssessedRecords], Iterable[str]]  # returns a text for each record
RowPart = str | Selector | CellFunction


class RowWriter:
    """Writes rows that consist of `parts`; `header` comes before them."""

    def __init__(self, parts: Sequence[RowPart], header: str = "") -> None:
        self.header = header
        self._functions = tuple(_functions(parts))
        selectors = (part for part in parts if isinstance(part, Selector))
        self.expressions = [digit for selector in selectors for digit in selector.digits]

    def results(self, records: AssessedRecords) -> Iterator[str]:
        """The row of each record. The bits of the records must include all `expressions`."""
        texts = [function(records) for function in self._functions]
        return map("".join, zip(*texts, strict=True))

    def refusal(self, refusal: Refusal, ident: object, line: int) -> str:
        """The row of a record that was refused."""
        listed = [
            {"code": f.code, "path": f.path, "message": f.message, "hint": f.hint}
            for f in refusal.faults
        ]
        data: dict[str, object] = {"schema": FAULTS, "id": ident, "line": line, "faults": listed}
        return json_line(data | refusal.levels)

    def is_refusal(self, row: bytes) -> bool:
        """Whether a row was written for a record that was refused."""
        return row.startswith(REFUSED)


def _functions(parts: Sequence[RowPart]) -> Iterator[CellFunction]:
    """The parts as functions, with one for all neighbouring selectors and texts."""
    together: list[str | Selector] = []
    for part in parts:
        if not isinstance(part, str | Selector):
            yield from (Lookup(together), part)
            together = []
            continue
        sizes = [len(p.texts) for p in (*together, part) if isinstance(p, Selector)]
        if len(sizes) > TOGETHER or sum(sizes) > COMBINED:
            yield Lookup(together)
            together = []
        together.append(part)
    yield Lookup(together)


def _parts(
    column: ResultColumn,
    as_text: Callable[[object], str],
    separator: str,
    *,
    before: str = "",
    after: str = "",
    absent: str = "",
) -> list[RowPart]:
    """A value with text around it, or just `absent` where the column does not apply.

    Args:
        as_text: writes one value, or one name of a list.
        separator: stands between the names of a list.
    """
    if isinstance(column, NamesColumn):
        return [before, *list_selectors(column, as_text, separator), after]
    if column is ID:
        return [before, lambda records: map(as_text, records.ids), after]
    if column is LINE:
        return [before, lambda records: map(str, records.lines), after]
    if column is PROBLEMS:
        return [absent]
    return [value_selector(column, lambda value: before + as_text(value) + after, absent)]


ENCODER = json.JSONEncoder(separators=(",", ":"))  # made once: it costs as much as a line
json_cell = ENCODER.encode


def json_line(data: dict[str, object]) -> str:
    return ENCODER.encode(data) + "\n"


class _Echo:
    """A file for the csv module that returns what is written to it."""

    def write(self, text: str) -> str:
        return text


_csv_writer = csv.writer(_Echo())


def csv_line(values: Iterable[object]) -> str:
    """A line of CSV, as the csv module writes it."""
    return str(_csv_writer.writerow(values))[:-2] + "\n"


def csv_cell(value: object) -> str:
    """One value in such a line: nothing for null, Booleans as in JSON."""
    text = json_cell(value) if isinstance(value, bool) else value
    return str(_csv_writer.writerow(("", text)))[1:-2]


def safe_csv_cell(value: object) -> str:
    """The same, with an apostrophe before a text that a spreadsheet would take for a formula."""
    return csv_cell(_as_text(value))


def _as_text(value: object) -> object:
    is_formula = isinstance(value, str) and value.lstrip().startswith(FORMULA)
    return f"'{value}" if is_formula else value


class CsvWriter(RowWriter):
    """Writes comma-separated values; a refused record has its problems in the last column.

    Args:
        safe: for a spreadsheet, see `safe_csv_cell`.
    """

    def __init__(self, columns: Sequence[ResultColumn], safe: bool = False) -> None:
        self._columns = columns
        self._safe = safe
        cell = safe_csv_cell if safe else csv_cell
        parts: list[RowPart] = []
        for column in columns:
            comma = "," if parts else ""
            parts += _parts(column, cell, " ", before=comma, absent=comma)
        super().__init__([*parts, "\n"], csv_line(column.name for column in columns))

    def results(self, records: AssessedRecords) -> Iterator[str]:
        """The row of each record. A single empty cell is quoted, since readers skip empty lines."""
        rows = super().results(records)
        return rows if len(self._columns) > 1 else (EMPTY_ROW if r == "\n" else r for r in rows)

    def refusal(self, refusal: Refusal, ident: object, line: int) -> str:
        if PROBLEMS not in self._columns:  # the faults are written elsewhere
            return super().refusal(refusal, ident, line)
        shown_id = _as_text(ident) if self._safe else ident
        cells = {"id": shown_id, "line": line, "problems": refusal.problems}
        return csv_line(cells.get(column.name) for column in self._columns)

    def is_refusal(self, row: bytes) -> bool:
        return PROBLEMS in self._columns and not row.endswith(b",\n")


def flat_writer(columns: Sequence[ResultColumn]) -> RowWriter:
    """Writes flat JSON lines of some columns, in the order given, and faults as always."""
    parts: list[RowPart] = []
    for column in columns:
        start = f'{"," if parts else "{"}"{column.name}":'
        parts += _json_parts(column, start, absent=start + "null")
    return RowWriter([*parts, "}\n"])


def nested_writer(table: ResultTable) -> RowWriter:
    """Writes JSON lines of `sciatica.result/2` with the columns under each of its keys.

    The braces of an object are always written; columns that do not apply leave it empty.
    """
    parts: list[RowPart] = [f'{{"schema":"{RESULT}"']
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
            parts += _json_parts(column, before, after)
        parts.append("}" if nested else "")
    return RowWriter([*parts, "}\n"])


def _json_parts(
    column: ResultColumn, before: str, after: str = "", *, absent: str = ""
) -> list[RowPart]:
    if isinstance(column, NamesColumn):
        before, after = f"{before}[", f"]{after}"
    return _parts(column, json_cell, ",", before=before, after=after, absent=absent)
