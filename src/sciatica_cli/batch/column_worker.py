"""Assesses ranges of rows of files of columns, and writes rows of text or columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..bank.loader import load
from ..core.faults import AnswersError, Fault, shown_path
from ..core.outcomes import OutcomeExpressions
from ..core.result_columns import ResultColumn, result_table
from ..frames.judging import BatchJudge, JudgedRows, regrouped
from ..frames.masks import boolean_array
from ..frames.results import PROBLEMS, ResultsWriter
from ..judge.bits import to_bytes
from ..judge.selectors import AssessedRecords
from .assessor import AssessedRows
from .block_result import BlockResult, account_for, text_result
from .column_source import RowRange
from .plan import Plan, chosen_columns, row_writer
from .row_reader import RowReader
from .rows import ID, LINE, RowWriter, nested_writer
from .summary import count_values, counted_expressions


class ColumnWorker:
    """Assesses rows of files of columns as a plan says.

    Raises:
        FaultError: the questions file has faults, or a field does not exist; from `results`: a
            column cannot be used, or a file cannot be read.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._outcomes = OutcomeExpressions(load(plan.questions))
        self.table = result_table(self._outcomes, plan.purpose)
        self._columns: ColumnRows | None = None
        if plan.writes_columns:
            self._columns = ColumnRows(chosen_columns(plan, self.table), plan.errors_apart)
            self.writer = nested_writer(self.table)  # of refusals
            wanted = list(self._columns.results.expressions)
        else:
            self.writer = row_writer(plan, self.table)
            wanted = self.writer.expressions
        self.header = b"" if self._columns else self.writer.header.encode()
        self._counted = tuple(chain(*self.table.values())) if plan.summary else ()
        self._wanted = (*wanted, *counted_expressions(self._counted))
        self._judges: dict[Any, BatchJudge] = {}
        self._reader = RowReader()

    def results(self, work: RowRange) -> Iterator[BlockResult]:
        """The results of the rows, block by block."""
        first = work.first
        for batch in regrouped(self._reader.read(work), work.rows):
            judge = self._judge(work.path, batch.schema)
            yield self._result(first, batch, judge.judge(batch), work.read)
            first += batch.num_rows

    def _result(
        self, first: int, batch: pa.RecordBatch, rows: JudgedRows, read: int
    ) -> BlockResult:
        ids = _ids(batch, rows)
        counts = count_values(self._counted, rows.bits, rows.good)
        refusals = {
            row: self.writer.refusal(refusal, ids[row].as_py(), first + row)
            for row, refusal in rows.refused.items()
        }
        if self._columns is None:
            text = _texts(self.writer, rows, first, ids.to_pylist()) | refusals
            assessed = AssessedRows(first, text, rows.refused, counts)
            return text_result(self._plan, assessed, read)
        account = account_for(rows.refused, first, self._plan.fail_fast)
        made = self._columns.made(rows, first, ids)
        if account.stop:
            made = made.slice(0, account.first - first)
        good = made.num_rows - (0 if self._plan.errors_apart else account.count)
        errors = "".join(refusals.values()) if self._plan.errors_apart and not account.stop else ""
        return BlockResult(read, in_bytes(made), errors.encode(), good, account, counts)

    def _judge(self, path: str, schema: pa.Schema) -> BatchJudge:
        """The judge of columns with this schema; its faults name the file."""
        bare = schema.remove_metadata()
        if bare not in self._judges:
            purpose, partial = self._plan.purpose, self._plan.partial
            try:
                self._judges[bare] = BatchJudge(
                    schema, self._outcomes, self._wanted, purpose, partial=partial, ids=True
                )
            except AnswersError as error:
                raise AnswersError(tuple(_in_file(path, fault) for fault in error.faults)) from None
        return self._judges[bare]


class ColumnRows:
    """Makes record batches of results, without the refused rows if those go elsewhere (`apart`)."""

    def __init__(self, chosen: Sequence[ResultColumn], apart: bool) -> None:
        self._names = [column.name for column in chosen]
        self.results = ResultsWriter([c for c in chosen if c not in (ID, LINE)])
        self._apart = apart

    def made(self, rows: JudgedRows, first: int, ids: pa.Array) -> pa.RecordBatch:
        """The results of the rows, of which the first has the number `first`."""
        lines = pa.array(np.arange(first, first + rows.count, dtype=np.int64))
        names = [field.name for field in self.results.fields]
        arrays = {
            "id": ids,
            "line": lines,
            **dict(zip(names, self.results.write(rows), strict=True)),
        }
        made = {name: arrays[name] for name in self._names}
        if not self._apart:
            made[PROBLEMS.name] = self.results.problems(rows)
        batch = pa.RecordBatch.from_pydict(made)
        return batch.filter(boolean_array(rows.good, rows.count)) if self._apart else batch


def _in_file(path: str, fault: Fault) -> Fault:
    place = f"{shown_path(path)}: {fault.path}"
    return Fault(fault.code, place, fault.message, fault.hint)


def _ids(batch: pa.RecordBatch, rows: JudgedRows) -> pa.Array:
    """The ids of all rows, with null in place of any that must not be written."""
    if "id" not in batch.schema.names:
        return pa.nulls(rows.count)
    ids = batch.column("id")
    if not (pa.types.is_integer(ids.type) or pa.types.is_null(ids.type)):
        ids = ids.cast(pa.string())  # the one kind of text that every function knows
    faults = ((row, refusal.faults) for row, refusal in rows.refused.items())
    bad = [row for row, found in faults if any(fault.path == "id" for fault in found)]
    if not bad:
        return ids
    sound = np.ones(rows.count, bool)
    sound[bad] = False
    return pc.if_else(pa.array(sound), ids, pa.scalar(None, ids.type))


def _texts(writer: RowWriter, rows: JudgedRows, first: int, ids: list[object]) -> dict[int, str]:
    """The row of text of each good record, by its place."""
    if not rows.good:
        return {}
    records = AssessedRecords(range(first, first + rows.count), ids, rows.bits)
    pairs = enumerate(writer.results(records))
    return dict(compress(pairs, to_bytes(rows.good, rows.count)))


def in_bytes(batch: pa.RecordBatch) -> bytes:
    """A record batch as an Arrow stream, which can be sent to another process."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())
