"""Many records as a data frame: the result of each row, computed by the frame's own engine.

    from sciatica_cli.frames import score
    results = score(polars.scan_parquet("answers.parquet")).collect()

Polars (eager or lazy), pandas, PyArrow, DuckDB, Dask and PySpark frames go in, and the same kind
comes out. Nothing is computed before the engine does; the order of rows stays.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

try:
    import narwhals.stable.v2 as nw
    from narwhals.dependencies import is_dask_dataframe
except ImportError:
    NEEDED = "data frames need one more package: pip install 'sciatica-cli[frames]'"
    raise ImportError(NEEDED) from None

from ..bank.loader import load
from ..core.faults import AnswersError, Fault
from ..core.model import Questionnaire
from ..core.result_columns import result_columns
from .answers import Columns
from .engines import Input, prepare, with_checked_lists
from .plan import Plan, Planner

Frame = TypeVar("Frame")
PROBLEMS = "problems"
MOST_PLANS = 16  # kept for the latest kinds of frames
_plans: dict[tuple[object, ...], tuple[Questionnaire, Plan]] = {}
_shipped = cache(load)


def score(
    frame: Frame,
    questionnaire: Questionnaire | None = None,
    *,
    partial: bool = False,
    keep: tuple[str, ...] = ("id",),
) -> Frame:
    """Assess every row of a data frame.

    Args:
        frame: a column for each question, named like it: text, Boolean or text for yes and no,
            whole numbers. Questions with many answers have a Boolean column `question__choice`
            for each choice, or one column of lists of text. Null, and a column that is not there,
            mean that the answer is missing; `unsure` is a text, or a choice.
        questionnaire: what `sciatica_cli.load` returned; the shipped one by default.
        partial: assess rows although answers are missing.
        keep: columns that are carried over, before all others, if they are there.

    Returns:
        The columns of `core.result_columns`, and `problems`: null in a good row; otherwise all
        its faults, as in `out_of_range:age missing:saddle`, and the other columns are null.

    Raises:
        FaultError: a column is not a question (`unknown_column`), holds another type than its
            question asks for (`wrong_type`), or answers what another does (`repeated`).
    """
    native: Any = frame
    questionnaire = questionnaire or _shipped()
    if is_dask_dataframe(native):
        pieces: Frame = _by_partitions(native, questionnaire, partial=partial, keep=keep)
        return pieces
    given = prepare(nw.from_native(native))
    kept = tuple(name for name in dict.fromkeys(keep) if name in given.schema)
    plan = _plan(given, questionnaire, partial, kept)
    scored: Frame = plan.run(with_checked_lists(given.frame, plan.lists)).to_native()
    return scored


def score_table(
    table: Any,
    questionnaire: Questionnaire | None = None,
    *,
    partial: bool = False,
    keep: tuple[str, ...] = ("id",),
) -> Any:
    """The same for a `pyarrow.Table` or `RecordBatch`, a piece of something larger; gives a table.

    With Ray:

        dataset.map_batches(score_table, batch_format="pyarrow")

    With Spark, as `frame.mapInArrow(scored, schema)`:

        def scored(batches):
            for batch in batches:
                yield from score_table(batch).to_batches()

    Pieces of 100,000 rows or more are best: each costs some time before its first row.
    """
    import pyarrow as pa

    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    return score(table, questionnaire, partial=partial, keep=keep)


def _by_partitions(frame: Any, *how: Any, **options: Any) -> Any:
    """A Dask frame is many pandas frames."""
    shape = score(frame._meta, *how, **options)
    return frame.map_partitions(score, *how, **options, meta=shape)


def _plan(given: Input, questionnaire: Questionnaire, partial: bool, keep: tuple[str, ...]) -> Plan:
    """What is to be done with such columns, laid out once."""
    key = (id(questionnaire), partial, keep, given.engine, *given.schema.items())
    if key not in _plans:
        taken = [name for name in keep if name in (*result_columns(questionnaire), PROBLEMS)]
        if taken:
            message = "a column of the results has this name"
            faults = tuple(Fault("repeated", name, message, "rename it") for name in taken)
            raise AnswersError(faults)
        columns = Columns(questionnaire, given.schema, keep, given.engine)
        plan = Planner(questionnaire, columns, keep, partial, given.engine.queries).plan()
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        _plans[key] = questionnaire, plan
    return _plans[key][1]
