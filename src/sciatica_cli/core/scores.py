"""Scores as intervals: what is certain, and what unsure and missing answers could change."""

from __future__ import annotations

from .conditions import FALSE, TRUE, UNKNOWN, UNSURE, AnswerState, questions_of
from .frozen import Frozen
from .model import Band, Point, Score


class ScoreResult(Frozen):
    """`value` counts the points that are certain; `low` and `high` bound the sum.

    `bands` are the lowest and highest band; `band` is None while they differ. `answered` counts the
    questions behind the score that have an answer; `certain` are the points that count, `capped`
    the caps that hold.
    """

    score: Score
    value: int
    low: int
    high: int
    answered: int
    bands: tuple[Band, Band]
    certain: tuple[Point, ...]
    capped: tuple[Point, ...]

    @property
    def band(self) -> Band | None:
        lowest, highest = self.bands
        return lowest if lowest.id == highest.id else None


def assess_score(score: Score, state: AnswerState) -> ScoreResult:
    """Add up a score. Points are integers and may be negative."""
    low = high = value = 0
    certain = []
    for point in score.points:
        lowest, highest = state.bounds(point.when)
        if lowest == TRUE:
            certain.append(point)
            value += point.add
        surely, maybe = point.add * (lowest == TRUE), point.add * (highest >= UNKNOWN)
        low += min(surely, maybe)
        high += max(surely, maybe)
    names = dict.fromkeys(name for point in score.points for name in questions_of(point.when))
    return ScoreResult(
        score=score,
        value=value,
        low=low,
        high=min(high, score.maximum),
        answered=sum(_is_answered(name, state) for name in names),
        bands=_bands(score, state),
        certain=tuple(certain),
        capped=tuple(cap for cap in score.caps if state.holds(cap.when)),
    )


def _bands(score: Score, state: AnswerState) -> tuple[Band, Band]:
    lowest = highest = score.bands[0]
    for band in score.bands[1:]:
        low, high = state.bounds(band.at_least)
        lowest = band if low == TRUE else lowest
        highest = band if high != FALSE else highest
    return lowest, highest


def _is_answered(name: str, state: AnswerState) -> bool:
    return state.values.get(name) not in (None, UNSURE, (UNSURE,))
