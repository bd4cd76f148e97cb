"""Results and faults as rows of text: JSON lines, whole or flat, or CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import repeat, zip_longest
from json.encoder import encode_basestring_ascii

from ..core.faults import Fault
from .codes import Codes
from .fields import Field
from .result import FAULTS, RESULT, faults_data
from .segments import PROBLEMS, Records, Segment, parts_of


def json_cell(value: object) -> str:
    return encode_basestring_ascii(value) if isinstance(value, str) else json.dumps(value)


def csv_cell(value: object) -> str:
    """Nothing for null, quotes where they are needed."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    if any(sign in text for sign in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


ENCODER = json.JSONEncoder(separators=(",", ":"))  # made once: it costs as much as a line


BAD = f'{{"schema":"{FAULTS}"'.encode()


def json_line(data: dict[str, object]) -> str:
    return ENCODER.encode(data) + "\n"


class Rows:
    """Rows of one form; `codes` are those of the fields in them, `header` stands before them."""

    header = ""

    def __init__(self, segments: Sequence[Segment], end: str) -> None:
        self._parts = tuple(parts_of(segments))
        self._end = end
        self.codes = Codes([segment.field for segment in segments])

    def good(self, records: Records) -> list[str]:
        """The rows of records that were assessed."""
        texts = [part(self.codes, records) for part in self._parts]
        texts.append(repeat(self._end, len(records.lines)))
        return list(map("".join, zip(*texts, strict=True)))

    def bad(self, faults: Sequence[Fault], ident: object, line: int) -> str:
        """The row of a record that was refused."""
        return json_line(faults_data(faults, ident, line))

    def is_bad(self, row: bytes) -> bool:
        """Such a row was written for a record that was refused."""
        return row.startswith(BAD)


class CsvRows(Rows):
    """Comma-separated values; a bad record among them has its problems in the last column."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        commas = ["", *repeat(",", len(fields) - 1)]
        segments = [
            Segment(field, csv_cell, " ", comma, "", comma)
            for field, comma in zip(fields, commas, strict=True)
        ]
        super().__init__(segments, "\n")
        self.header = ",".join(field.column.name for field in fields) + "\n"

    def bad(self, faults: Sequence[Fault], ident: object, line: int) -> str:
        if PROBLEMS not in self._fields:  # the faults stand elsewhere
            return super().bad(faults, ident, line)
        problems = " ".join(f"{fault.code}:{fault.path}" for fault in faults)
        cells = {"id": ident, "line": line, "problems": problems}
        return ",".join(csv_cell(cells.get(field.column.name)) for field in self._fields) + "\n"

    def is_bad(self, row: bytes) -> bool:
        return PROBLEMS in self._fields and not row.endswith(b",\n")


def flat_rows(fields: Sequence[Field]) -> Rows:
    """JSON lines of some fields, flat, in the order given; faults as they always are."""
    starts = ["{", *repeat(",", len(fields) - 1)]
    befores = [f'{start}"{f.column.name}":' for f, start in zip(fields, starts, strict=True)]
    texts = [_json(f, b, "", f"{b}null") for f, b in zip(fields, befores, strict=True)]
    return Rows(texts, "}\n")


def whole_rows(keys: Mapping[str, Sequence[Field]]) -> Rows:
    """JSON lines of `sciatica.result/1` with the fields under each of its keys.

    The braces of a group stand there always; what is absent leaves it empty.
    """
    segments = []
    always = f'{{"schema":"{RESULT}"'
    for key, members in keys.items():
        group = not members or len(members[0].column.path) > 1
        always += f',"{key}":' + ("{" if group else "")
        item = ""
        for field, following in zip_longest(members, members[1:]):
            path = field.column.path
            before, after = "", ""
            if group and path[1] != item:
                before = ("," if item else "") + f'"{path[1]}":'
                item = path[1]
                before += "{" if path[2:] else ""
            elif group:
                before = ","
            if path[2:]:
                before += f'"{path[2]}":'
                after = "" if following and following.column.path[1] == item else "}"
            segments.append(_json(field, always + before, after, always))
            always = ""
        always += "}" if group else ""
    return Rows(segments, always + "}\n")


def _json(field: Field, before: str, after: str, absent: str) -> Segment:
    if field.names:
        before, after = f"{before}[", f"]{after}"
    return Segment(field, json_cell, ",", before, after, absent)
