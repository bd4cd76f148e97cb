"""Record batches of answers in, record batches of results out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

import pyarrow as pa

from ..bank.loader import load
from ..core.faults import AnswersError, Fault
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from ..core.result_columns import result_table
from .judging import BatchJudge, regrouped
from .results import PROBLEMS, ResultsWriter

MOST_SCORERS = 16  # remembered at a time
_shipped = cache(load)
_scorers: dict[tuple[object, ...], tuple[Questionnaire, Scorer]] = {}


class Task(Frozen):
    """The arguments of `score`, as plain values that can be sent to another process.

    `dictionaries`: give words as dictionary arrays, else as plain text.
    """

    questionnaire: Questionnaire | None
    purpose: Purpose
    partial: bool
    keep: tuple[str, ...]
    dictionaries: bool = True

    def in_plain_text(self) -> Task:
        """The same without dictionaries."""
        return Task(self.questionnaire, self.purpose, self.partial, self.keep, dictionaries=False)

    def scorer(self, schema: pa.Schema) -> Scorer:
        """The scorer for a schema, made only once.

        Raises:
            FaultError: see `score`.
        """
        whole = self.questionnaire or _shipped()
        # equal schemas may differ in what the fields say of themselves, such as an Enum of Polars
        bare = schema.remove_metadata().serialize().to_pybytes()
        key = (id(whole), self.purpose, self.partial, self.keep, self.dictionaries, bare)
        found = _scorers.get(key)  # which another thread may remove
        if found is None:
            if len(_scorers) >= MOST_SCORERS:
                _scorers.clear()
            found = _scorers[key] = whole, Scorer(schema, whole, self)
        return found[1]


class Scorer:
    """Assesses record batches of one schema.

    Raises:
        FaultError: see `score`.
    """

    def __init__(self, schema: pa.Schema, questionnaire: Questionnaire, task: Task) -> None:
        outcomes = OutcomeExpressions(questionnaire)
        columns = tuple(chain(*result_table(outcomes, task.purpose).values()))
        self._writer = ResultsWriter(columns, task.dictionaries)
        self._kept = [name for name in dict.fromkeys(task.keep) if name in schema.names]
        _refuse_taken(self._kept, [*(column.name for column in columns), PROBLEMS.name])
        self._judge = BatchJudge(
            schema,
            outcomes,
            self._writer.expressions,
            task.purpose,
            partial=task.partial,
            keep=self._kept,
        )
        self.schema = pa.schema([*map(schema.field, self._kept), *self._writer.fields, PROBLEMS])

    def score(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The results of some batches, in blocks of a good size, whatever size the batches have."""
        return map(self.score_block, regrouped(batches))

    def score_block(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The result of each row of a batch, all at once."""
        rows = self._judge.judge(batch)
        arrays = [batch.column(name) for name in self._kept]
        arrays += [*self._writer.write(rows), self._writer.problems(rows)]
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema)


def _refuse_taken(kept: Sequence[str], taken: Sequence[str]) -> None:
    clashes = [name for name in kept if name in taken]
    if clashes:
        message = "a column of the results has this name"
        raise AnswersError(tuple(Fault("repeated", n, message, "rename it") for n in clashes))
