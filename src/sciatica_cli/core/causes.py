"""Causes: how well a pattern of pain fits the answers."""

from __future__ import annotations

from .conditions import FALSE, TRUE, UNKNOWN, AnswerState
from .frozen import Frozen
from .model import UNKNOWN_OUTCOME, Cause


class CauseResult(Frozen):
    """`fit` is resembles, partly, less_like or unknown."""

    cause: Cause
    fit: str
    because: tuple[str, ...]


def assess_cause(cause: Cause, state: AnswerState) -> CauseResult:
    strong = state.bounds(cause.strong)
    some = state.bounds(cause.some) if cause.some else (FALSE, FALSE)
    points = tuple(p.because for p in cause.because if state.holds(p.when))
    if strong[0] == TRUE:
        return CauseResult(cause, "resembles", points)
    if strong[1] == TRUE and strong[0] == FALSE:
        return CauseResult(cause, UNKNOWN_OUTCOME, points)
    if some[0] == TRUE or strong[0] == UNKNOWN:
        return CauseResult(cause, "partly", points)
    may_fit = some[1] == TRUE or strong[1] == UNKNOWN  # depending on the missing answers
    return CauseResult(cause, UNKNOWN_OUTCOME if may_fit else "less_like", points)
