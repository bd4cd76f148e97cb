"""How lines are assessed and written, as plain values that can be sent to another process."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from ..core.faults import Fault, UsageError, nearest, shown, shown_path
from ..core.frozen import Frozen
from ..core.purposes import Purpose
from ..core.result_columns import ResultColumn, ResultTable
from ..report.formats import ending_of
from ..targets import names_stream
from .compressed import compression
from .rows import ID, LINE, PROBLEMS, CsvWriter, RowWriter, flat_writer, nested_writer

JSONL, CSV, PARQUET, ARROW = "jsonl", "csv", "parquet", "arrow"
COLUMN_FORMATS = (PARQUET, ARROW)
ENDINGS = {
    "": JSONL,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".csv": CSV,
    ".parquet": PARQUET,
    ".arrow": ARROW,
    ".feather": ARROW,
}


class Plan(Frozen):
    """How lines are assessed and written. Construct by keyword.

    `columnar`: the records are rows of files of columns. `columns`: the fields to write, None
    means all. `errors_apart`: faults go to an output of their own. `summary`: count the values.
    """

    columnar: bool = False
    questions: str | None = None
    partial: bool = False
    purpose: Purpose = Purpose.ALL
    full: bool = False
    format: str = JSONL
    csv_safe: bool = False
    columns: tuple[str, ...] | None = None
    errors_apart: bool = False
    fail_fast: bool = False
    summary: bool = False

    @property
    def writes_columns(self) -> bool:
        """Whether the results are a file of columns, too."""
        return self.format in COLUMN_FORMATS


def row_format(chosen: str | None, output: str | None, errors: str | None = None) -> str:
    """The format of rows that was chosen, or else that of the output's name.

    Raises:
        FaultError: a name asks for a format that cannot be written there.
    """
    if chosen:
        return chosen
    _check_ending(errors, (JSONL,), "choose .jsonl, also with .gz or .zst, or no ending")
    hint = (
        "choose .jsonl or .csv, also with .gz or .zst, .parquet or .arrow,"
        " or name the format with --format"
    )
    return _check_ending(output, (JSONL, CSV, *COLUMN_FORMATS), hint)


def _check_ending(path: str | None, formats: tuple[str, ...], hint: str) -> str:
    """The format that an ending asks for: one of these, or JSON Lines where there is none."""
    if path is None or names_stream(path):
        return JSONL
    name = path[: len(path) - len(compression(path))]
    found = ENDINGS.get(ending_of(name))
    if found not in formats or (found in COLUMN_FORMATS and name != path):
        message = "no results can be written with this ending"
        raise UsageError((Fault("usage", shown_path(path), message, hint),))
    return found


def field_names(fields: str | None) -> tuple[str, ...] | None:
    """The names in a list, separated by commas."""
    if fields is None:
        return None
    return tuple(name.strip() for name in fields.split(",") if name.strip())


def row_writer(plan: Plan, table: ResultTable) -> RowWriter:
    """The writer of the rows of text that the plan asks for."""
    if plan.format == CSV:
        chosen = chosen_columns(plan, table)
        return CsvWriter(chosen if plan.errors_apart else [*chosen, PROBLEMS], plan.csv_safe)
    if plan.columns:
        return flat_writer(chosen_columns(plan, table))
    return nested_writer({"id": (ID,), "line": (LINE,), **table})


def chosen_columns(plan: Plan, table: ResultTable) -> Sequence[ResultColumn]:
    """The columns that the plan names by themselves or by their group, or else all.

    Raises:
        FaultError: there is no such field.
    """
    columns = (ID, LINE, *chain(*table.values()))
    if plan.columns is None:
        return columns
    chosen: dict[str, ResultColumn] = {}
    for name in plan.columns:
        found = {c.name: c for c in columns if f"{c.name}__".startswith(f"{name}__")}
        if not found:
            hint = (
                nearest(name, tuple(column.name for column in columns))
                or "docs/json.md lists the fields"
            )
            fault = Fault("unknown_field", shown(name), "there is no such field in a result", hint)
            raise UsageError((fault,))
        chosen |= found
    return list(chosen.values())
