"""Adapters: each kind of data frame becomes record batches, and the results a frame of its kind.

No engine is imported before there is a frame of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pyarrow as pa

from ..core.faults import AnswersError, Fault, shown
from ..judge.bits import ROWS
from .scorer import Scorer, Task

Adapter = Callable[[Any, Task], Any]
AT_ONCE = 16 * ROWS  # rows that are sent to another process together
NO_ARROW = ("Int128", "UInt128", "Object")  # types of Polars that Arrow does not have


def adapter_for(frame: Any) -> Adapter:
    """The adapter for a frame.

    Raises:
        TypeError: there is none.
    """
    for kind in type(frame).__mro__:
        adapter = ADAPTERS.get((kind.__module__.partition(".")[0], kind.__name__))
        if adapter is not None:
            return adapter
    if hasattr(frame, "__arrow_c_stream__"):
        return _stream
    message = f"{type(frame).__name__} is no data frame that can be assessed"
    raise TypeError(message)


def _table(table: pa.Table, task: Task) -> pa.Table:
    scorer = task.scorer(table.schema)
    return pa.Table.from_batches(list(scorer.score(table.to_batches())), scorer.schema)


def _batch(batch: pa.RecordBatch, task: Task) -> pa.RecordBatch:
    return task.scorer(batch.schema).score_block(batch)


def _reader(schema: pa.Schema, batches: Iterable[pa.RecordBatch], task: Task) -> Any:
    scorer = task.scorer(schema)
    return pa.RecordBatchReader.from_batches(scorer.schema, scorer.score(batches))


def _stream(frame: Any, task: Task) -> Any:
    reader = pa.RecordBatchReader.from_stream(frame)
    return _reader(reader.schema, reader, task)


def _dataset(dataset: Any, task: Task) -> Any:
    return _reader(dataset.schema, dataset.to_batches(batch_size=ROWS), task)


def _duckdb(relation: Any, task: Task) -> Any:
    return _stream(relation.to_arrow_reader(ROWS), task)


def _polars(frame: Any, task: Task) -> Any:
    import polars as pl

    faults = [
        Fault("wrong_type", shown(name), f"the column holds {kind}, which Arrow cannot hold")
        for name, kind in frame.schema.items()
        if str(kind) in NO_ARROW
    ]
    if faults:
        raise AnswersError(tuple(faults))
    results = pl.from_arrow(_table(frame.to_arrow(compat_level=pl.CompatLevel.newest()), task))
    assert isinstance(results, pl.DataFrame)
    return results


def _lazy_polars(frame: Any, task: Task) -> Any:
    """A source of frames, which computes only what the query needs."""
    import polars as pl
    from polars.io.plugins import register_io_source

    def results(
        columns: list[str] | None, predicate: Any, rows: int | None, _size: int | None
    ) -> Iterator[Any]:
        needed = frame if rows is None else frame.head(rows)  # before the predicate selects some
        for batch in needed.collect_batches(chunk_size=ROWS):
            found = _polars(batch, task)
            found = found if predicate is None else found.filter(predicate)
            yield found if columns is None else found.select(columns)

    empty = pl.DataFrame(schema=frame.collect_schema())
    return register_io_source(results, schema=_polars(empty, task).schema, is_pure=True)


def _pandas(frame: Any, task: Task) -> Any:
    """Guess the classic types of a pandas frame from its values, then assess it."""
    import pandas as pd

    arrays = []
    for place, name in enumerate(frame):
        try:
            arrays.append(_guessed(str(name), frame.iloc[:, place]))
        except AnswersError:
            if name not in task.keep:
                raise
            arrays.append(pa.array([b""] * len(frame), pa.binary()))  # which answers no question
    table = pa.Table.from_arrays(arrays, names=list(map(str, frame.columns)))
    found = _table(table, task)
    whole = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype()}
    kept = [name for name in dict.fromkeys(task.keep) if name in frame.columns]
    results = found.drop_columns(kept).to_pandas(types_mapper=whole.get)
    return pd.concat([frame[kept], results.set_index(frame.index)], axis=1)


def _guessed(name: str, column: Any) -> pa.Array:
    """One column of a pandas frame; NaN is null, as it is to pandas."""
    try:
        array = pa.Array.from_pandas(column)
    except (pa.ArrowException, UnicodeEncodeError, OverflowError):
        message = "the column holds values of several types, or of none that Arrow has"
        fault = Fault("wrong_type", shown(name), message)
        raise AnswersError((fault,)) from None
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    guessed = len(array) > 0 or column.dtype in (object, float)
    return pa.nulls(len(array)) if guessed and array.null_count == len(array) else array


def _dask(frame: Any, task: Task) -> Any:
    """Many pandas frames."""
    return frame.map_partitions(_pandas, task, meta=_pandas(frame._meta, task))


def _spark(frame: Any, task: Task) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    task = task.in_plain_text()  # Spark has no dictionaries
    scorer = task.scorer(to_arrow_schema(frame.schema))
    return frame.mapInArrow(partial(_spark_batches, task=task), from_arrow_schema(scorer.schema))


def _spark_batches(batches: Iterator[pa.RecordBatch], task: Task) -> Iterator[pa.RecordBatch]:
    scorer: Scorer | None = None
    for batch in batches:
        scorer = scorer or task.scorer(batch.schema)
        yield scorer.score_block(batch)


def _ray(dataset: Any, task: Task) -> Any:
    return dataset.map_batches(
        _table, fn_kwargs={"task": task}, batch_format="pyarrow", batch_size=AT_ONCE
    )


ADAPTERS: dict[tuple[str, str], Adapter] = {
    ("dask", "DataFrame"): _dask,
    ("duckdb", "DuckDBPyRelation"): _duckdb,
    ("_duckdb", "DuckDBPyRelation"): _duckdb,
    ("pandas", "DataFrame"): _pandas,
    ("polars", "DataFrame"): _polars,
    ("polars", "LazyFrame"): _lazy_polars,
    ("pyarrow", "Dataset"): _dataset,
    ("pyarrow", "RecordBatch"): _batch,
    ("pyarrow", "Table"): _table,
    ("pyspark", "DataFrame"): _spark,
    ("ray", "Dataset"): _ray,
}
