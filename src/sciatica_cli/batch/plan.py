"""What a run makes of each line, as plain values that another process can be given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from ..bank.loader import load
from ..core.assess import assess_record
from ..core.faults import Fault, UsageError, nearest, shown
from ..core.frozen import Frozen
from ..core.outcomes import OutcomeExpressions
from ..core.result_columns import result_table
from ..record import read_record
from ..report.json_writer import assessment_data
from ..request import Input
from ..version import __version__
from .fields import Field, field_of
from .judge import Counts, Judge
from .packed import ending
from .rows import CsvRows, Rows, flat_rows, json_line, whole_rows
from .segments import ID, LINE, PROBLEMS
from .source import Block

JSONL, CSV = "jsonl", "csv"


class Plan(Frozen):
    """How lines are judged and written.

    `apart`: bad lines go to an output of their own. `columns` names fields, None means all.
    """

    questions: str | None = None
    partial: bool = False
    full: bool = False
    form: str = JSONL
    columns: tuple[str, ...] | None = None
    apart: bool = False
    fail_fast: bool = False
    counted: bool = False


def make_plan(
    wanted: Input,
    *,
    full: bool,
    form: str | None,
    fields: str | None,
    output: str | None,
    apart: bool,
    fail_fast: bool,
    counted: bool,
) -> Plan:
    """The plan for what a command line asks for."""
    unpacked = (output or "").removesuffix(ending(output))
    form = form or (CSV if unpacked.endswith(".csv") else JSONL)
    names = None
    if fields is not None:
        names = tuple(name.strip() for name in fields.split(",") if name.strip())
    return Plan(
        questions=wanted.questions,
        partial=wanted.partial,
        full=full,
        form=form,
        columns=names,
        apart=apart,
        fail_fast=fail_fast,
        counted=counted,
    )


class Done(Frozen):
    """What some lines came to, ready to be written.

    `bad` counts the records refused, and `codes` those with each kind of fault; `first_bad` is the
    number of the first. `stop` has its faults where the run is to stop at it: then it is neither
    in `text` nor in `bad`.
    """

    read: int  # bytes of the input, with all that came before
    text: bytes
    errors: bytes
    good: int
    bad: int
    codes: Counter[str]
    counts: Counts
    first_bad: int
    stop: tuple[Fault, ...]


class Work:
    """Does what a plan says.

    Raises:
        FaultError: the questions file, or a field that there is not.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.questionnaire = load(plan.questions)
        outcomes = OutcomeExpressions(self.questionnaire)
        self.table = result_table(outcomes)
        keys = {key: [field_of(c) for c in columns] for key, columns in self.table.items()}
        self.rows = _rows(plan, {"id": [ID], "line": [LINE], **keys})
        counted = list(chain(*keys.values())) if plan.counted else []
        self._judge = Judge(outcomes, self.rows, plan.partial, counted)

    def do(self, block: Block) -> Done:
        """Judge the lines of a block."""
        plan = self._plan
        lines = block.data.removesuffix(b"\n").split(b"\n")
        judged = self._judge.judge(block.first, lines)
        rows, bad = judged.rows, judged.bad
        first_bad = min(bad, default=-1)
        stop: tuple[Fault, ...] = ()
        if bad and plan.fail_fast:
            rows, bad, stop = rows[:first_bad], {}, tuple(bad[first_bad])
        good = [place for place, row in enumerate(rows) if row and place not in bad]
        if plan.full:
            for place in good:
                rows[place] = self._whole(block.first + place, lines[place])
        errors = ""
        if bad and plan.apart:
            errors = "".join(rows[place] for place in sorted(bad))
            rows = [rows[place] for place in good]
        return Done(
            read=block.read,
            text="".join(rows).encode(),
            errors=errors.encode(),
            good=len(good),
            bad=len(bad),
            codes=Counter(code for faults in bad.values() for code in {f.code for f in faults}),
            counts=judged.counts,
            first_bad=block.first + first_bad if first_bad >= 0 else 0,
            stop=stop,
        )

    def _whole(self, number: int, line: bytes) -> str:
        """The whole assessment of a good line, with its number."""
        record = read_record(line)
        assessment = assess_record(self.questionnaire, record, self._plan.partial)
        data = assessment_data(assessment, __version__, record.get("id"))
        return json_line(data | {"line": number})


def _rows(plan: Plan, keys: dict[str, list[Field]]) -> Rows:
    """The rows that the plan asks for."""
    fields = list(chain(*keys.values()))
    if plan.form == CSV:
        chosen = _chosen(plan.columns, fields)
        return CsvRows(chosen if plan.apart else [*chosen, PROBLEMS])
    if plan.columns:
        return flat_rows(_chosen(plan.columns, fields))
    return whole_rows(keys)


def _chosen(names: Sequence[str] | None, fields: list[Field]) -> list[Field]:
    """Fields by their names, or by that of their group; None: all."""
    if names is None:
        return fields
    chosen: dict[str, Field] = {}
    for name in names:
        found = [
            f for f in fields if f.column.name == name or f.column.name.startswith(f"{name}__")
        ]
        if not found:
            known = tuple(field.column.name for field in fields)
            hint = nearest(name, known) or "see docs/json.md"
            fault = Fault("unknown_field", shown(name), "a result has no such field", hint)
            raise UsageError((fault,))
        chosen |= {field.column.name: field for field in found}
    return list(chosen.values())
