"""Causes: how well a pattern of pain fits the answers."""

from __future__ import annotations

from .conditions import FALSE, TRUE, UNKNOWN, AnswerState
from .frozen import Frozen
from .model import LESS_LIKE, PARTLY, RESEMBLES, UNKNOWN_OUTCOME, Cause, Point


class CauseResult(Frozen):
    """How well a cause fits, one of `FITS`, and the points that speak for it."""

    cause: Cause
    fit: str
    points: tuple[Point, ...]


def assess_cause(cause: Cause, state: AnswerState) -> CauseResult:
    strong = state.bounds(cause.strong)
    some = state.bounds(cause.some) if cause.some else (FALSE, FALSE)
    points = tuple(point for point in cause.because if state.holds(point.when))
    if strong[0] == TRUE:
        return CauseResult(cause, RESEMBLES, points)
    if strong[1] == TRUE and strong[0] == FALSE:
        return CauseResult(cause, UNKNOWN_OUTCOME, points)
    if some[0] == TRUE or strong[0] == UNKNOWN:
        return CauseResult(cause, PARTLY, points)
    may_fit = some[1] == TRUE or strong[1] == UNKNOWN  # depending on the missing answers
    return CauseResult(cause, UNKNOWN_OUTCOME if may_fit else LESS_LIKE, points)
