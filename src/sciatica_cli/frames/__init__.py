"""Many records as columns: the result of each row, in the kind of frame that went in.

    from sciatica_cli.frames import score
    results = score(polars.scan_parquet("answers.parquet")).sink_parquet("results.parquet")

Everything that holds columns can hand them over as Arrow record batches, and the judge of `batch`
reads those: see `scorer`. The adapters for each kind of frame are in `engines`.
"""

from __future__ import annotations

from typing import Any

try:
    import numpy  # noqa: F401
    import pyarrow as pa
except ImportError:
    NEEDED = "data frames need two more packages: pip install 'sciatica-cli[frames]'"
    raise ImportError(NEEDED) from None

from ..core.model import Questionnaire
from ..core.purposes import Purpose
from .engines import adapter_for
from .scorer import Task

__all__ = ["score", "score_table"]


def score(
    frame: Any,
    questionnaire: Questionnaire | None = None,
    *,
    purpose: Purpose | str = Purpose.ALL,
    partial: bool = False,
    keep: tuple[str, ...] = ("id",),
) -> Any:
    """Assess every row of a data frame.

    Args:
        frame: a frame of Polars (eager or lazy), pandas, Dask, PySpark, Ray or DuckDB, a table,
            record batch, reader or dataset of PyArrow, or anything else that gives Arrow streams.
            A column for each question, named like it: text, Boolean or text for yes and no, whole
            numbers. Questions with many answers have a Boolean column `question__choice` for each
            choice, or one column of lists of text. Null, and a column that is not there, mean that
            the answer is missing; `unsure` is a text, or a choice.
        questionnaire: what `sciatica_cli.load` returned; the shipped one by default.
        purpose: what the rows are assessed for: "level", "massage" or "all".
        partial: assess rows even if answers are missing.
        keep: columns to copy to the results, before all others, if they are there.

    Returns:
        The same kind of frame, lazy where it was lazy; a reader of record batches, which can be
        read once, for a DuckDB relation, a PyArrow reader or dataset, and other Arrow streams. Its
        columns are those of `core.result_columns`, and `problems`: null in a good row; otherwise
        all its faults, as in `out_of_range:age missing:saddle`, and the other columns are null.

    Raises:
        FaultError: a column is not a question (`unknown_column`), holds another type than its
            question asks for (`wrong_type`), answers what another does (`repeated`), or holds a
            text that is not UTF-8 (`not_utf8`).
        TypeError: it is not a data frame.
    """
    return adapter_for(frame)(frame, Task(questionnaire, Purpose(purpose), partial, tuple(keep)))


def score_table(
    table: Any,
    questionnaire: Questionnaire | None = None,
    *,
    purpose: Purpose | str = Purpose.ALL,
    partial: bool = False,
    keep: tuple[str, ...] = ("id",),
) -> Any:
    """The same for a `pyarrow.Table` or `RecordBatch`; always returns a table.

    It suits engines that pass on a table in pieces, in this process or in others.
    """
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    return score(table, questionnaire, purpose=purpose, partial=partial, keep=keep)
