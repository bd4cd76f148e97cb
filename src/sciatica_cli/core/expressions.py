"""Conditions as two-valued expressions, for translation to another engine.

Dataframe engines and SQL disagree on nulls inside and / or / not. An engine that implements the
five kinds of node (null-safe atom, and, or, not, count) gives the values of `AnswerState.bounds`
without ever seeing an unknown.
"""

from __future__ import annotations

from .conditions import (
    UNSURE,
    AllOf,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Named,
    Not,
)
from .frozen import Frozen, Interned
from .levels import Level
from .model import Questionnaire
from .questions import NumberQuestion


class Expression(Interned):
    """True or false, never null. Equal expressions are the same object."""


class OneOf(Expression):
    """There is an answer, and it is (for `many`: contains) one of `values`."""

    question: str
    values: tuple[str, ...]


class Reaches(Expression):
    """There is an answer, a number of at least `bound`."""

    question: str
    bound: int


class IsMissing(Expression):
    """There is no answer, but the question is or may be asked."""

    question: str


class LevelReached(Expression):
    """The lowest (`end` 0) or highest (`end` 1) care level is at least `level`."""

    level: Level
    end: int


class And(Expression):
    parts: tuple[Expression, ...]


class Or(Expression):
    parts: tuple[Expression, ...]


class Negated(Expression):
    part: Expression


class Count(Expression):
    at_least: int
    parts: tuple[Expression, ...]


class ConditionExpressions(Frozen):
    """Four expressions that give both values of a condition.

    `certain`: the lowest value is true. `possible`: the lowest value is true or unknown.
    `certain_at_most`, `possible_at_most`: the same for the highest value.
    """

    certain: Expression
    possible: Expression
    certain_at_most: Expression
    possible_at_most: Expression

    @property
    def may_become_certain(self) -> Expression:
        """It is not certain yet, but missing answers may still make it so."""
        return And((self.certain_at_most, Negated(self.certain)))

    @property
    def may_become_possible(self) -> Expression:
        """It is certainly false yet, but missing answers may still make it possible."""
        return And((self.possible_at_most, Negated(self.possible)))


def to_expressions(condition: Condition, questionnaire: Questionnaire) -> ConditionExpressions:
    """Translate a condition. The atoms read the answers that count: a hidden question has none.

    Raises:
        TypeError: the condition is of an unknown class.
    """
    if isinstance(condition, In | Between):
        question = questionnaire.question(condition.question)
        if isinstance(condition, In):
            leaf = _in_expressions(condition)
        else:
            assert isinstance(question, NumberQuestion)
            leaf = _between_expressions(condition, question.minimum)
        if question.follows is None:
            return leaf
        return _behind(to_expressions(question.follows, questionnaire), leaf)
    if isinstance(condition, LevelAtLeast):
        low, high = LevelReached(condition.level, 0), LevelReached(condition.level, 1)
        return ConditionExpressions(low, low, high, high)
    if isinstance(condition, Named):
        return to_expressions(condition.part, questionnaire)
    if isinstance(condition, Not):
        part = to_expressions(condition.part, questionnaire)
        return ConditionExpressions(
            Negated(part.possible_at_most),
            Negated(part.certain_at_most),
            Negated(part.possible),
            Negated(part.certain),
        )
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        parts = [to_expressions(part, questionnaire) for part in condition.parts]
        ends = (tuple(getattr(part, end) for part in parts) for end in ConditionExpressions.fields)
        return ConditionExpressions(*(_join(condition, end) for end in ends))
    raise TypeError(type(condition).__name__)


def _join(condition: AllOf | AnyOf | AtLeast, parts: tuple[Expression, ...]) -> Expression:
    if isinstance(condition, AllOf):
        return And(parts)
    if isinstance(condition, AnyOf):
        return Or(parts)
    return Count(condition.count, parts)


def _in_expressions(leaf: In) -> ConditionExpressions:
    chosen = OneOf(leaf.question, leaf.values)
    possible = Or((chosen, OneOf(leaf.question, (UNSURE,))))
    missing = IsMissing(leaf.question)
    return ConditionExpressions(chosen, possible, Or((chosen, missing)), Or((possible, missing)))


def _behind(parent: ConditionExpressions, leaf: ConditionExpressions) -> ConditionExpressions:
    """The leaf of a follow-up, which is unknown where the condition it follows is, at most."""
    not_asked = Negated(parent.certain_at_most)
    return ConditionExpressions(
        leaf.certain,
        Or((leaf.possible, And((parent.possible, not_asked)))),
        leaf.certain_at_most,
        Or((leaf.possible_at_most, And((parent.possible_at_most, not_asked)))),
    )


def _between_expressions(leaf: Between, minimum: int) -> ConditionExpressions:
    least = minimum if leaf.at_least is None else leaf.at_least
    parts: tuple[Expression, ...] = (Reaches(leaf.question, least),)
    if leaf.below is not None:
        parts += (Negated(Reaches(leaf.question, leaf.below)),)
    holds = And(parts)
    open_end = Or((holds, IsMissing(leaf.question)))
    return ConditionExpressions(holds, holds, open_end, open_end)
