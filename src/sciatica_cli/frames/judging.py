"""Record batches of answers, judged: which rows are sound, and where expressions hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from ..core.answers import Answers
from ..core.expressions import Expression
from ..core.faults import AnswersError, Fault
from ..core.frozen import Frozen
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from ..judge.bits import ROWS, Bits, all_bits, places
from ..judge.judge import Judge, Refusal
from .columns import Columns


class JudgedRows(Frozen):
    """Rows with the bits of expressions. `good` has the bits of those that were not refused."""

    count: int
    bits: Bits
    good: int
    refused: dict[int, Refusal]


class BatchJudge:
    """Judges record batches of one schema.

    Args:
        expressions: what to evaluate for each row, besides whether it is sound.
        keep: columns that may be there, whatever they contain.
        ids: check the ids as well, because they are written as text.

    Raises:
        FaultError: see `score`.
    """

    def __init__(
        self,
        schema: pa.Schema,
        outcomes: OutcomeExpressions,
        expressions: Iterable[Expression],
        purpose: Purpose,
        *,
        partial: bool,
        keep: Sequence[str] = (),
        ids: bool = False,
    ) -> None:
        self._judge = Judge(outcomes, expressions, purpose, partial=partial)
        self._readers = Columns(schema, self._judge, keep, ids).readers

    def judge(self, batch: pa.RecordBatch) -> JudgedRows:
        """Judge the rows of a batch, all at once."""
        count = batch.num_rows
        passed = [0] * len(self._judge.tests)
        faulty = 0
        for name, reader in self._readers.items():
            try:
                found, faults = reader.read(batch)
            except UnicodeDecodeError:
                fault = Fault("not_utf8", name, "there is a text that is not UTF-8")
                raise AnswersError((fault,)) from None
            faulty |= faults
            for test, where in found.items():
                passed[test] = where
        bits = self._judge.evaluate(passed, count)
        faulty |= bits[self._judge.contradictory]
        refused = self._refused(batch, faulty)
        incomplete, good = self._judge.incomplete(
            bits, count, all_bits(count) & ~faulty, lambda row: self._answers(batch, row)
        )
        in_order = dict(sorted((refused | incomplete).items()))
        return JudgedRows(count, bits, good, in_order)

    def _refused(self, batch: pa.RecordBatch, faulty: int) -> dict[int, Refusal]:
        """Explain each faulty row with the check of a single record."""
        rows = places(faulty, batch.num_rows)
        return {row: self._explained(self._record(batch, row)) for row in rows}

    def _explained(self, record: dict[str, object]) -> Refusal:
        answers, faults = self._judge.read(record)
        faults += self._judge.contradicted(answers)
        assert faults, "a row without a fault"
        return self._judge.refusal(record, faults)

    def _record(self, batch: pa.RecordBatch, row: int) -> dict[str, object]:
        """A row as the record that it would be in JSON."""
        answers = ((name, reader.answer(batch, row)) for name, reader in self._readers.items())
        return {name: answer for name, answer in answers if answer is not None}

    def _answers(self, batch: pa.RecordBatch, row: int) -> Answers:
        answers, _ = self._judge.read(self._record(batch, row))
        return answers


def regrouped(batches: Iterable[pa.RecordBatch], rows: int = ROWS) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of this size; the last one has the rest.

    Batches are smaller where several dictionaries would not fit into one.
    """
    waiting: list[pa.RecordBatch] = []
    number = 0
    for batch in batches:
        start = 0
        while batch.num_rows - start >= rows - number:
            piece = batch.slice(start, rows - number)
            start += piece.num_rows
            yield from _joined([*waiting, piece])
            waiting, number = [], 0
        if start < batch.num_rows:
            waiting.append(batch.slice(start))
            number += batch.num_rows - start
    if waiting:
        yield from _joined(waiting)


def _joined(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """One batch of all rows, or several if they have too many words for one dictionary."""
    if len(batches) == 1:
        return batches
    try:
        return [pa.concat_batches(batches)]
    except pa.ArrowInvalid:
        middle = len(batches) // 2
        return _joined(batches[:middle]) + _joined(batches[middle:])
