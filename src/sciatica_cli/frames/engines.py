"""Differences between the engines of data frames."""

from __future__ import annotations

from collections import Counter
from typing import Any

import narwhals.stable.v2 as nw

from ..core.faults import AnswersError, Fault, shown
from ..core.frozen import Frozen
from .answers import CHECKED_LISTS, LISTS, NO_LISTS, Engine, unknown_choice

NAMES_OF_NULL = ("null", "void")


class Input(Frozen):
    """A frame, its engine, and the type of each column; None where every value is null."""

    frame: Any  # an eager or lazy frame of narwhals
    engine: Engine
    schema: dict[str, Any]


def prepare(frame: Any) -> Input:
    """A frame as the plan can read it.

    Raises:
        FaultError: two of its columns have the same name.
    """
    kind = frame.implementation
    if kind.is_pandas_like():
        frame = _with_booleans(frame)
    lists = NO_LISTS if kind.is_pandas_like() else CHECKED_LISTS if kind.is_pyarrow() else LISTS
    in_memory = kind.is_polars() or kind.is_pyarrow() or kind.is_pandas_like()
    if not in_memory:
        _refuse_ambiguous(frame.columns)
    schema = {
        name: None if _is_null(frame, name, dtype) else dtype
        for name, dtype in frame.collect_schema().items()
    }
    return Input(frame, Engine(not in_memory, lists), schema)


def _refuse_ambiguous(columns: list[str]) -> None:
    """A query would take the first column of a name without a word, in capitals or not.

    Frames in memory have no two columns of one name, or narwhals refuses them.
    """
    times = Counter(map(str.lower, columns))
    twice = [name for name in dict.fromkeys(columns) if times[name.lower()] > 1]
    if twice:
        message, hint = "two columns have this name, in capitals or not", "rename one of them"
        raise AnswersError(tuple(Fault("repeated", shown(n), message, hint) for n in twice))


def _with_booleans(frame: Any) -> Any:
    """True, false and None in one column are objects to pandas; answers are never read from them.

    A column that cannot be made Boolean stays as it is, and is refused for its type.
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
    """Whether the column can hold only nulls, or holds only nulls and its type was guessed."""
    if isinstance(dtype, nw.Unknown):
        native = frame.to_native()
        if frame.implementation.is_polars():
            return str(native.collect_schema()[name]).lower() in NAMES_OF_NULL
        if frame.implementation.is_pyarrow():
            return str(native.schema.field(name).type) in NAMES_OF_NULL
        if frame.implementation.is_pyspark():
            return native.schema[name].dataType.simpleString() in NAMES_OF_NULL
    if not frame.implementation.is_pandas_like() or isinstance(dtype, nw.Boolean):
        return False
    if len(frame) == 0:
        return frame.to_native()[name].dtype in (object, float)  # nothing to guess from
    return bool(frame[name].is_null().all())


def with_checked_lists(frame: Any, lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Any:
    """PyArrow has no `unique` of lists: unknown choices are found beforehand."""
    found = (_unknown_values(frame[column].to_native(), allowed) for column, allowed in lists)
    series = (
        nw.new_series(unknown_choice(column), values, nw.Boolean, backend="pyarrow")
        for (column, _), values in zip(lists, found, strict=True)
    )
    return frame.with_columns(*series) if lists else frame


def _unknown_values(lists: Any, allowed: tuple[str, ...]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    column = lists.combine_chunks()
    known = pc.is_in(column.values, value_set=pa.array(allowed, column.values.type))
    zero = pa.array([0], pa.int64())
    so_far = pa.concat_arrays([zero, pc.cumulative_sum(pc.invert(known).cast(zero.type))])
    before, after = (so_far.take(ends) for ends in (column.offsets[:-1], column.offsets[1:]))
    return pc.and_(pc.greater(after, before), column.is_valid())
