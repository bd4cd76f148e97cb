"""What a condition is worth, given what is known: always a lowest and a highest value.

An unsure answer is unknown at both ends; a missing one may still turn out either way; a question
that is not asked is false at both ends. One single "unknown" for unsure and missing would let a
later answer widen the bounds instead of narrowing them.
"""

from __future__ import annotations

from .frozen import Frozen
from .model import (
    UNSURE,
    AllOf,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Not,
    level_rank,
)

FALSE, UNKNOWN, TRUE = 0, 1, 2
Bounds = tuple[int, int]
Answer = str | int | tuple[str, ...]


class AnswerState(Frozen):
    """The answers that count, the questions that are not asked, and the level bounds if known."""

    values: dict[str, Answer]
    hidden: frozenset[str] = frozenset()
    levels: tuple[str, str] = ("self_care", "self_care")


def bounds(condition: Condition, sheet: AnswerState) -> Bounds:
    """Lowest and highest value of a condition, each FALSE, UNKNOWN or TRUE."""
    if isinstance(condition, In | Between):
        return _leaf(condition, sheet)
    if isinstance(condition, AllOf):
        parts = [bounds(part, sheet) for part in condition.parts]
        lows, highs = (low for low, _ in parts), (high for _, high in parts)
        return min(lows, default=TRUE), min(highs, default=TRUE)
    if isinstance(condition, AnyOf):
        parts = [bounds(part, sheet) for part in condition.parts]
        lows, highs = (low for low, _ in parts), (high for _, high in parts)
        return max(lows, default=FALSE), max(highs, default=FALSE)
    if isinstance(condition, Not):
        low, high = bounds(condition.part, sheet)
        return TRUE - high, TRUE - low
    if isinstance(condition, AtLeast):
        parts = [bounds(part, sheet) for part in condition.parts]
        ranked_lows = sorted((low for low, _ in parts), reverse=True)
        ranked_highs = sorted((high for _, high in parts), reverse=True)
        return ranked_lows[condition.count - 1], ranked_highs[condition.count - 1]
    if isinstance(condition, LevelAtLeast):
        low, high = (level_rank(level) >= level_rank(condition.level) for level in sheet.levels)
        return TRUE * low, TRUE * high
    raise TypeError(type(condition).__name__)


def _leaf(leaf: In | Between, sheet: AnswerState) -> Bounds:
    answer = sheet.values.get(leaf.question)
    if answer is None:
        return (FALSE, FALSE) if leaf.question in sheet.hidden else (FALSE, TRUE)
    if isinstance(leaf, Between):
        assert isinstance(answer, int)
        low, high = leaf.at_least, leaf.below
        value = TRUE * ((low is None or answer >= low) and (high is None or answer < high))
    elif isinstance(answer, tuple):
        chosen = any(value in answer for value in leaf.values)
        value = TRUE if chosen else UNKNOWN * (UNSURE in answer)
    else:
        value = UNKNOWN if answer == UNSURE else TRUE * (answer in leaf.values)
    return value, value


def because(condition: Condition, sheet: AnswerState, end: int = 0) -> tuple[str, ...]:
    """Names of the questions that decided the value of a condition at one end, in file order.

    Walks down through the parts that have their node's value; `end` is 0 for lowest, 1 for highest.
    """
    return tuple(dict.fromkeys(_deciding(condition, sheet, end)))


def _deciding(condition: Condition, sheet: AnswerState, end: int) -> list[str]:
    if isinstance(condition, In | Between):
        return [condition.question]
    if isinstance(condition, Not):
        return _deciding(condition.part, sheet, 1 - end)
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        value = bounds(condition, sheet)[end]
        alike = [part for part in condition.parts if bounds(part, sheet)[end] == value]
        return [name for part in alike for name in _deciding(part, sheet, end)]
    return []


def questions_of(condition: Condition | None) -> tuple[str, ...]:
    """Names of all the questions a condition looks at, in file order, each once."""
    if condition is None:
        return ()
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition)))


def leaves(condition: Condition) -> list[In | Between]:
    """The leaves of a condition that look at a question."""
    if isinstance(condition, In | Between):
        return [condition]
    if isinstance(condition, Not):
        return leaves(condition.part)
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        return [leaf for part in condition.parts for leaf in leaves(part)]
    return []
