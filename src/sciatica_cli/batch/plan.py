"""How lines are assessed and written, as plain values that can be sent to another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from ..bank.loader import load
from ..core.assess import assess_record
from ..core.faults import Fault, UsageError, nearest, shown, shown_path
from ..core.frozen import Frozen
from ..core.ids import id_of as record_id
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from ..core.result_columns import ResultColumn, ResultTable, result_table
from ..record import read_record
from ..report.formats import ending_of
from ..report.json_writer import assessment_data
from ..targets import has_no_ending
from ..version import __version__
from .assessor import Assessor
from .packed import ending
from .rows import ID, LINE, PROBLEMS, CsvWriter, RowWriter, flat_writer, json_line, nested_writer
from .source import Block
from .summary import Counts

JSONL, CSV = "jsonl", "csv"
ENDINGS = {"": JSONL, ".jsonl": JSONL, ".ndjson": JSONL, ".csv": CSV}


class Plan(Frozen):
    """How lines are assessed and written. Construct by keyword.

    `apart`: bad lines go to an output of their own. `columns` names fields, None means all.
    """

    questions: str | None = None
    partial: bool = False
    purpose: Purpose = Purpose.ALL
    full: bool = False
    form: str = JSONL
    csv_safe: bool = False
    columns: tuple[str, ...] | None = None
    apart: bool = False
    fail_fast: bool = False
    counted: bool = False


def row_form(form: str | None, output: str | None, errors: str | None = None) -> str:
    """The form of rows that was asked for, else that of the output's name.

    Raises:
        FaultError: a name asks for a form that is not written there.
    """
    if form:
        return form
    _check_ending(errors, (JSONL,), "choose .jsonl, also with .gz or .zst, or no ending")
    hint = "choose .jsonl or .csv, also with .gz or .zst, or name the format with --format"
    return _check_ending(output, (JSONL, CSV), hint)


def _check_ending(path: str | None, forms: tuple[str, ...], hint: str) -> str:
    """The form that an ending asks for: one of these, or JSON Lines where there is none."""
    if path is None or has_no_ending(path):
        return JSONL
    name = path[: len(path) - len(ending(path))]
    form = ENDINGS.get(ending_of(name))
    if form not in forms:
        message = "no results can be written with this ending"
        raise UsageError((Fault("usage", shown_path(path), message, hint),))
    return form


def field_names(fields: str | None) -> tuple[str, ...] | None:
    """The names in a list with commas."""
    if fields is None:
        return None
    return tuple(name.strip() for name in fields.split(",") if name.strip())


class BlockResult(Frozen):
    """The result of some lines, ready to be written.

    `bad` counts the records refused, `urgent` those among them that need help the same day or may,
    and `codes` those with each kind of fault; `first_bad` is the number of the first. `stop` has
    its faults where the run is to stop at it: then it is neither in `text` nor in `bad`.
    """

    read: int  # bytes of the input, with all that came before
    text: bytes
    errors: bytes
    good: int
    bad: int
    urgent: int
    codes: Counter[str]
    counts: Counts
    first_bad: int
    stop: tuple[Fault, ...]


class Worker:
    """Assesses blocks as a plan says.

    Raises:
        FaultError: the questions file, or a field that does not exist.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.questionnaire = load(plan.questions)
        outcomes = OutcomeExpressions(self.questionnaire)
        self.table = result_table(outcomes, plan.purpose)
        self.writer = _writer(plan, {"id": (ID,), "line": (LINE,), **self.table})
        counted = tuple(chain(*self.table.values())) if plan.counted else ()
        self._assessor = Assessor(
            outcomes, self.writer, plan.purpose, partial=plan.partial, counted=counted
        )

    def assess(self, block: Block) -> BlockResult:
        """Assess the lines of a block."""
        plan = self._plan
        lines = block.data.removesuffix(b"\n").split(b"\n")
        assessed = self._assessor.assess(block.first, lines)
        rows, bad = assessed.rows, assessed.faults
        first_bad = min(bad, default=-1)
        stop: tuple[Fault, ...] = ()
        if bad and plan.fail_fast:
            stop = tuple(bad[first_bad])
            rows, bad = {place: row for place, row in rows.items() if place < first_bad}, {}
        good = len(rows) - len(bad)
        if plan.full:
            for place in rows.keys() - bad.keys():
                rows[place] = self._full_row(block.first + place, lines[place])
        errors = "".join([rows.pop(place) for place in sorted(bad)]) if plan.apart else ""
        return BlockResult(
            read=block.read,
            text="".join([rows[place] for place in sorted(rows)]).encode(),
            errors=errors.encode(),
            good=good,
            bad=len(bad),
            urgent=len(assessed.urgent & bad.keys()),
            codes=Counter(code for faults in bad.values() for code in {f.code for f in faults}),
            counts=assessed.counts,
            first_bad=block.first + first_bad if first_bad >= 0 else 0,
            stop=stop,
        )

    def _full_row(self, number: int, line: bytes) -> str:
        """The whole assessment of a good line, with its number."""
        record = read_record(line)
        assessment = assess_record(
            self.questionnaire, record, self._plan.partial, self._plan.purpose
        )
        data = assessment_data(assessment, __version__, record_id(record))
        return json_line(data | {"line": number})


def _writer(plan: Plan, table: ResultTable) -> RowWriter:
    """The writer of the rows that the plan asks for."""
    columns = tuple(chain(*table.values()))
    if plan.form == CSV:
        chosen = _chosen(plan.columns, columns)
        return CsvWriter(chosen if plan.apart else [*chosen, PROBLEMS], plan.csv_safe)
    if plan.columns:
        return flat_writer(_chosen(plan.columns, columns))
    return nested_writer(table)


def _chosen(names: Sequence[str] | None, columns: Sequence[ResultColumn]) -> Sequence[ResultColumn]:
    """Columns by their names, or by that of their group; None: all."""
    if names is None:
        return columns
    chosen: dict[str, ResultColumn] = {}
    for name in names:
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
