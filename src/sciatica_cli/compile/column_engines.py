"""What engines of data frames do in their own way."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw

from ..core.frozen import Frozen
from .column_answers import Strangers

NAMES_OF_NULL = ("null", "void")


class Engine(Frozen):
    """What the plan needs to know of an engine.

    `queries`: it turns expressions into a query, rather than columns into columns. `floats`: whole
    numbers with gaps come as floats. `strangers`: see `Columns`.
    """

    queries: bool
    floats: bool
    strangers: Strangers | None


class Input(Frozen):
    """A frame, its engine, and the type of each column; None where every value is null."""

    frame: Any  # an eager or lazy frame of narwhals
    engine: Engine
    schema: dict[str, Any]


def prepare(frame: Any) -> Input:
    """A frame as the plan can read it."""
    kind = frame.implementation
    pandas_like = kind.is_pandas_like() or kind.is_dask()
    if kind.is_pandas_like():
        frame = _with_booleans(frame)
    find = None if pandas_like else _arrow_strangers if kind.is_pyarrow() else _strangers
    in_memory = kind.is_polars() or kind.is_pyarrow() or kind.is_pandas_like()
    schema = {
        name: None if _is_null(frame, name, dtype) else dtype
        for name, dtype in frame.collect_schema().items()
    }
    return Input(frame, Engine(not in_memory, pandas_like, find), schema)


def _with_booleans(frame: Any) -> Any:
    """True, false and None in one column are objects to pandas; answers are never read from them.

    What cannot be made Boolean stays as it is, to be refused by its type.
    """
    native = frame.to_native()
    made = {}
    for name, dtype in frame.collect_schema().items():
        if isinstance(dtype, nw.Object):
            try:
                made[name] = native[name].astype("boolean")
            except (TypeError, ValueError):
                continue
    return nw.from_native(native.assign(**made)) if made else frame


def _is_null(frame: Any, name: str, dtype: Any) -> bool:
    """The column can hold nothing, or holds nothing and its type was a guess."""
    if isinstance(dtype, nw.Unknown):
        native = frame.to_native()
        if frame.implementation.is_polars():
            return str(native.collect_schema()[name]).lower() in NAMES_OF_NULL
        if frame.implementation.is_pyarrow():
            return str(native.schema.field(name).type) in NAMES_OF_NULL
        if frame.implementation.is_pyspark():
            return native.schema[name].dataType.simpleString() in NAMES_OF_NULL
    guessed = frame.implementation.is_pandas_like() and not isinstance(dtype, nw.Boolean)
    return guessed and bool(frame[name].is_null().all())


def _strangers(answer: nw.Expr, allowed: tuple[str, ...], chosen: nw.Expr) -> nw.Expr:
    """More different things stand in a list than choices."""
    del allowed
    return answer.list.unique().list.len().cast(nw.Int64) > chosen


def _arrow_strangers(answer: nw.Expr, allowed: tuple[str, ...], chosen: nw.Expr) -> nw.Expr:
    """The same for an engine that has no `unique` of lists."""
    del chosen

    def find(lists: Any) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        column = lists.to_native().combine_chunks()
        known = pc.is_in(column.values, value_set=pa.array(allowed, column.values.type))
        zero = pa.array([0], pa.int64())
        so_far = pa.concat_arrays([zero, pc.cumulative_sum(pc.invert(known).cast(zero.type))])
        before, after = (so_far.take(ends) for ends in (column.offsets[:-1], column.offsets[1:]))
        found = pc.and_(pc.greater(after, before), column.is_valid())
        return nw.new_series("", found, nw.Boolean, backend="pyarrow")

    return answer.map_batches(find, return_dtype=nw.Boolean)
