"""Record batches of answers in, record batches of results out: the second door of the judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress
from typing import Any

import pyarrow as pa

from ..bank.loader import load
from ..core.answers import Answers
from ..core.faults import AnswersError, Fault
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from ..core.result_columns import result_table
from ..judge.bits import to_bytes
from ..judge.judge import Judge, Refusal, problem_names
from .columns import Columns
from .results import AssessedRows, plain, result_writer

PROBLEMS = pa.field("problems", pa.string())
MOST_SCORERS = 16  # kept for the latest kinds of frames
ROWS = 1 << 15  # assessed at once: more need more memory, fewer cost more each


_shipped = cache(load)
_scorers: dict[tuple[object, ...], tuple[Questionnaire, Scorer]] = {}


class Task(Frozen):
    """What is asked of a frame; the arguments of `score`, as plain values that can be sent.

    `words`: as dictionary arrays, else as plain text.
    """

    questionnaire: Questionnaire | None
    purpose: Purpose
    partial: bool
    keep: tuple[str, ...]
    words: bool = True

    def in_plain_text(self) -> Task:
        return Task(self.questionnaire, self.purpose, self.partial, self.keep, words=False)

    def scorer(self, schema: pa.Schema) -> Scorer:
        """The scorer for such a schema, made once.

        Raises:
            FaultError: see `score`.
        """
        whole = self.questionnaire or _shipped()
        plain_schema = schema.remove_metadata()
        key = (id(whole), self.purpose, self.partial, self.keep, self.words, plain_schema)
        if key not in _scorers:
            if len(_scorers) >= MOST_SCORERS:
                _scorers.clear()
            _scorers[key] = whole, Scorer(schema, whole, self)
        return _scorers[key][1]


class Scorer:
    """Assesses record batches of one schema.

    Raises:
        FaultError: see `score`.
    """

    def __init__(self, schema: pa.Schema, questionnaire: Questionnaire, task: Task) -> None:
        outcomes = OutcomeExpressions(questionnaire)
        self._kept = [name for name in dict.fromkeys(task.keep) if name in schema.names]
        columns = tuple(chain(*result_table(outcomes, task.purpose).values()))
        _refuse_taken(self._kept, [*(column.name for column in columns), PROBLEMS.name])
        self._writers = [result_writer(column) for column in columns]
        expressions = chain(*(writer.expressions for writer in self._writers))
        self._judge = Judge(outcomes, expressions, task.purpose, partial=task.partial)
        self._columns = Columns(schema, self._judge, self._kept)
        self._words = task.words
        made = [*(writer.field for writer in self._writers), PROBLEMS]
        if not task.words:
            made = [pa.field(field.name, plain(field.type)) for field in made]
        self.schema = pa.schema([*map(schema.field, self._kept), *made])

    def score(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The results of some batches, in blocks of about ROWS rows, whatever the batches are."""
        for block in regrouped(batches, ROWS):
            yield self.score_block(block)

    def score_block(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The result of each row of a batch, all at once."""
        count = batch.num_rows
        if not count:
            return pa.RecordBatch.from_pylist([], schema=self.schema)
        passed = [0] * len(self._judge.tests)
        faulty = 0
        for reader in self._columns.readers.values():
            found, faults = reader.read(batch)
            faulty |= faults
            for test, where in found.items():
                passed[test] = where
        bits = self._judge.evaluate(passed, count)
        faulty |= bits[self._judge.contradictory]
        refused = self._refused(batch, faulty)
        sound = (1 << count) - 1 & ~faulty
        refused |= self._judge.incomplete(bits, count, sound, lambda row: self._answers(batch, row))
        good = sound
        for row in refused:
            good &= ~(1 << (count - 1 - row))
        rows = AssessedRows(bits, count, good)
        arrays = [batch.column(name) for name in self._kept]
        for writer in self._writers:
            array = writer.write(rows)
            arrays.append(array if self._words else array.cast(plain(array.type)))
        arrays.append(_problems(refused, count))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)

    def _refused(self, batch: pa.RecordBatch, faulty: int) -> dict[int, Refusal]:
        """Explain each faulty row with the check of a single record."""
        if not faulty:
            return {}
        rows = list(compress(range(batch.num_rows), to_bytes(faulty, batch.num_rows)))
        return {
            row: self._explained(record)
            for row, record in zip(rows, self._records(batch, rows), strict=True)
        }

    def _explained(self, record: dict[str, object]) -> Refusal:
        answers, faults = self._judge.read(record)
        faults += self._judge.contradicted(answers)
        assert faults, "a row without a fault"
        return self._judge.refusal(record, faults)

    def _records(self, batch: pa.RecordBatch, rows: Sequence[int]) -> list[dict[str, object]]:
        """Some rows as records in JSON would be."""
        some = batch.take(pa.array(rows, pa.int64()))
        columns = {name: reader.answers(some) for name, reader in self._columns.readers.items()}
        values = zip(*columns.values(), strict=True)
        return [
            {name: value for name, value in zip(columns, row, strict=True) if value is not None}
            for row in values
        ]

    def _answers(self, batch: pa.RecordBatch, row: int) -> Answers:
        (record,) = self._records(batch, [row])
        answers, _ = self._judge.read(record)
        return answers


def regrouped(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of at most, and nearly always exactly, so many."""
    waiting: list[pa.RecordBatch] = []
    number = 0
    for batch in batches:
        start = 0
        while batch.num_rows - start >= rows - number:
            piece = batch.slice(start, rows - number)
            start += piece.num_rows
            yield pa.concat_batches([*waiting, piece]) if waiting else piece
            waiting, number = [], 0
        if start < batch.num_rows:
            waiting.append(batch.slice(start))
            number += batch.num_rows - start
    if waiting:
        yield pa.concat_batches(waiting) if len(waiting) > 1 else waiting[0]


def _problems(refused: dict[int, Refusal], count: int) -> pa.Array:
    if not refused:
        return pa.nulls(count, PROBLEMS.type)
    texts: list[Any] = [None] * count
    for row, refusal in refused.items():
        texts[row] = problem_names(refusal)
    return pa.array(texts, PROBLEMS.type)


def _refuse_taken(kept: Sequence[str], taken: Sequence[str]) -> None:
    clashes = [name for name in kept if name in taken]
    if clashes:
        message = "a column of the results has this name"
        raise AnswersError(tuple(Fault("repeated", n, message, "rename it") for n in clashes))
