"""Conditions over answers. Each evaluates to two values, a lowest and a highest.

An unsure answer is unknown at both ends; a missing one may still turn out either way. A question
that is not asked is false at both ends, unless it is a follow-up: it has the values of the
condition it follows, so that "not sure" there stays unknown. If unsure and missing shared one
"unknown", a later answer could widen the bounds instead of narrowing them.
"""

from __future__ import annotations

from .frozen import Interned
from .levels import Level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FALSE, UNKNOWN, TRUE = 0, 1, 2
UNSURE = "unsure"
Bounds = tuple[int, int]
MAY_BE_EITHER = (FALSE, TRUE)
Answer = str | int | tuple[str, ...]
Because = tuple[tuple[str, Answer | None], ...]  # question and answer; None if it has none


def is_unsure(answer: Answer | None) -> bool:
    """Whether the answer is, or contains, "not sure"."""
    return UNSURE in values_of(answer)


def values_of(answer: Answer | None) -> tuple[str | int, ...]:
    """The values of an answer: the items of a list, or the one value; none without an answer."""
    if answer is None:
        return ()
    return answer if isinstance(answer, tuple) else (answer,)


class Condition(Interned):
    """A tree made only of the nodes below. Equal conditions are the same object."""


class In(Condition):
    """Leaf: the answer is one of `values` (for a list: contains one of them)."""

    question: str
    values: tuple[str, ...]


class Between(Condition):
    """Leaf: `at_least <= answer < below`; either end may be open."""

    question: str
    at_least: int | None = None
    below: int | None = None


class LevelAtLeast(Condition):
    """Leaf: the care level found so far is at least `level` (massage and options only)."""

    level: Level


class AllOf(Condition):
    """All parts hold; without parts it always holds."""

    parts: tuple[Condition, ...]


class AnyOf(Condition):
    """A part holds; without parts it never holds."""

    parts: tuple[Condition, ...]


class Not(Condition):
    part: Condition


class AtLeast(Condition):
    """At least `count` of `parts` hold; a part that is repeated counts each time."""

    count: int
    parts: tuple[Condition, ...]


class Named(Condition):
    """A condition with a name in the questions file: a finding, or a band of a score."""

    name: str
    part: Condition


class AnswerState:
    """The answers that count, the questions that are not asked, and the care level if known.

    `hidden` gives, for each question that is not asked, the value of every condition on its answer.
    `open_behind` gives, for each of them that "not sure" hides, the condition that it leaves open.
    `levels` are the lowest and the highest level; a `LevelAtLeast` cannot be evaluated without.
    Values are cached, so an answer may be added only while no condition on its question has been
    evaluated.
    """

    __slots__ = ("_bounds", "hidden", "levels", "open_behind", "values")

    def __init__(
        self,
        values: dict[str, Answer],
        hidden: dict[str, Bounds] | None = None,
        levels: tuple[Level, Level] | None = None,
        open_behind: dict[str, Condition] | None = None,
    ) -> None:
        self.values = values
        self.hidden = {} if hidden is None else hidden
        self.open_behind = {} if open_behind is None else open_behind
        self.levels = levels
        self._bounds: dict[Condition, Bounds] = {}

    def __eq__(self, other: object) -> bool:
        """Whether answers, hidden questions and levels are equal; the cache does not matter."""
        return isinstance(other, AnswerState) and (self.values, self.hidden, self.levels) == (
            other.values,
            other.hidden,
            other.levels,
        )

    __hash__ = None  # type: ignore[assignment]

    def bounds(self, condition: Condition) -> Bounds:
        """Lowest and highest value of a condition, each FALSE, UNKNOWN or TRUE."""
        found = self._bounds.get(condition)
        if found is None:
            found = self._bounds[condition] = _EVALUATORS[type(condition)](condition, self)
        return found

    def holds(self, condition: Condition | None, if_unsure: bool = False) -> bool:
        """Whether the condition is certainly true; None always is.

        With `if_unsure` it also holds while only "not sure" leaves it open.
        """
        return condition is None or self.bounds(condition)[0] >= (UNKNOWN if if_unsure else TRUE)

    def with_levels(self, lowest: Level, highest: Level) -> AnswerState:
        """A copy with the care level added; it shares the cache."""
        state = AnswerState(self.values, self.hidden, (lowest, highest), self.open_behind)
        state._bounds = self._bounds
        return state


def _in(leaf: In, state: AnswerState) -> Bounds:
    answer = state.values.get(leaf.question)
    if answer is None:
        return state.hidden.get(leaf.question, MAY_BE_EITHER)
    if isinstance(answer, tuple):
        chosen = any(value in answer for value in leaf.values)
        value = TRUE if chosen else UNKNOWN * (UNSURE in answer)
    else:
        value = UNKNOWN if answer == UNSURE else TRUE * (answer in leaf.values)
    return value, value


def _between(leaf: Between, state: AnswerState) -> Bounds:
    answer = state.values.get(leaf.question)
    if answer is None:
        return state.hidden.get(leaf.question, MAY_BE_EITHER)
    assert isinstance(answer, int)
    low, high = leaf.at_least, leaf.below
    value = TRUE * ((low is None or answer >= low) and (high is None or answer < high))
    return value, value


def _level(leaf: LevelAtLeast, state: AnswerState) -> Bounds:
    assert state.levels is not None
    lowest, highest = state.levels
    return TRUE * (lowest >= leaf.level), TRUE * (highest >= leaf.level)


def _all(condition: AllOf, state: AnswerState) -> Bounds:
    lows, highs = _ends(condition.parts, state)
    return min(lows, default=TRUE), min(highs, default=TRUE)


def _any(condition: AnyOf, state: AnswerState) -> Bounds:
    lows, highs = _ends(condition.parts, state)
    return max(lows, default=FALSE), max(highs, default=FALSE)


def _not(condition: Not, state: AnswerState) -> Bounds:
    low, high = state.bounds(condition.part)
    return TRUE - high, TRUE - low


def _at_least(condition: AtLeast, state: AnswerState) -> Bounds:
    lows, highs = (sorted(end, reverse=True) for end in _ends(condition.parts, state))
    return lows[condition.count - 1], highs[condition.count - 1]


def _named(condition: Named, state: AnswerState) -> Bounds:
    return state.bounds(condition.part)


def _ends(parts: tuple[Condition, ...], state: AnswerState) -> tuple[list[int], list[int]]:
    both = [state.bounds(part) for part in parts]
    return [low for low, _ in both], [high for _, high in both]


_EVALUATORS: dict[type[Condition], Callable[..., Bounds]] = {
    In: _in,
    Between: _between,
    LevelAtLeast: _level,
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    AtLeast: _at_least,
    Named: _named,
}


def children(condition: Condition) -> tuple[Condition, ...]:
    """The parts of a node; a leaf has none."""
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        return condition.parts
    return (condition.part,) if isinstance(condition, Not | Named) else ()


def deciding(condition: Condition, state: AnswerState, end: int = 0) -> Iterator[Condition]:
    """The nodes that decided the value of a condition at one end, outermost first.

    Follows the parts that have the same value as their node. For a follow-up that "not sure" hides,
    it continues with the condition on that answer.

    Args:
        end: 0 for the lowest value, 1 for the highest.
    """
    if isinstance(condition, In | Between) and condition.question in state.open_behind:
        yield from deciding(state.open_behind[condition.question], state, end)
        return
    yield condition
    inner = 1 - end if isinstance(condition, Not) else end
    parts = children(condition)
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        value = state.bounds(condition)[end]
        parts = tuple(part for part in parts if state.bounds(part)[end] == value)
    for part in parts:
        yield from deciding(part, state, inner)


def deciding_questions(condition: Condition, state: AnswerState, end: int = 0) -> tuple[str, ...]:
    """Names of the questions that decided a condition at one end (see `deciding`), each once."""
    nodes = deciding(condition, state, end)
    return tuple(dict.fromkeys(n.question for n in nodes if isinstance(n, In | Between)))


def answers_behind(condition: Condition, state: AnswerState) -> Because:
    """The questions that decided the lowest value of a condition, with their answers."""
    return tuple((name, state.values.get(name)) for name in deciding_questions(condition, state))


def leaves(condition: Condition) -> list[In | Between]:
    """The leaves of a condition that depend on a question."""
    if isinstance(condition, In | Between):
        return [condition]
    return [leaf for part in children(condition) for leaf in leaves(part)]


def questions_of(condition: Condition | None) -> tuple[str, ...]:
    """Names of all the questions a condition depends on, in file order, each once."""
    if condition is None:
        return ()
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition)))
