"""The columns of results in a frame: those of `core.result_columns`, and `problems`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from ..core.expressions import And, Expression, Negated
from ..core.frozen import Frozen
from ..core.outcomes import ALWAYS, OutcomeExpressions
from ..core.result_columns import NamesColumn, ResultColumn, result_table
from .problems import Problems


class Result(Frozen):
    """A column, null wherever `has_value` is false."""

    column: ResultColumn
    has_value: Expression


def results(outcomes: OutcomeExpressions, problems: Problems) -> Iterable[Result]:
    """All columns: only sound rows have results, and only the others have problems."""
    for column in chain(*result_table(outcomes).values()):
        yield Result(column, And((problems.sound, column.applies)))
    slots = (tuple((f"{code}:{q}", w) for code, w in codes) for q, codes in problems.found)
    yield Result(NamesColumn(("problems",), ALWAYS, tuple(slots)), Negated(problems.sound))
