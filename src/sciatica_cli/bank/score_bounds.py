"""Finds the highest possible score by trying every answer that makes a difference."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain, combinations, product
from math import prod

from ..core.conditions import Answer, AnswerState, Between, Condition, In, leaves, questions_of
from ..core.model import Point
from ..core.questions import NONE, ChoiceQuestion, ManyQuestion, NumberQuestion, Question
from .source import Budget

MAX_TRIES = 500_000  # of one answer in one condition


def greatest_sum(
    points: tuple[Point, ...], questions: dict[str, Question], tries: Budget | None = None
) -> int:
    """The highest sum of points for one set of answers, as if every question were asked.

    If a group of points has too many combinations of answers, all its positive points are added.
    `tries` is what is left of MAX_TRIES.
    """
    tries = tries or Budget(MAX_TRIES)
    return sum(_greatest(group, questions, tries) for group in _groups(points))


def _groups(points: tuple[Point, ...]) -> list[list[Point]]:
    """Groups of points that share no questions, so that their maxima add up."""
    groups: list[tuple[set[str], list[Point]]] = []
    for point in points:
        names = {leaf.question for leaf in leaves(point.when)}
        overlapping = [group for group in groups if group[0] & names]
        groups = [group for group in groups if not group[0] & names]
        names = names.union(*(group[0] for group in overlapping))
        groups.append((names, [*chain.from_iterable(g[1] for g in overlapping), point]))
    return [group for _, group in groups]


def _greatest(points: list[Point], questions: dict[str, Question], tries: Budget) -> int:
    conditions = [point.when for point in points]
    tested = [leaf for condition in conditions for leaf in leaves(condition)]
    names = sorted({leaf.question for leaf in tested} & questions.keys())
    if not tries.take(len(tested) * prod(_most(questions[name], tested) for name in names)):
        return sum(max(0, point.add) for point in points)
    cells = [distinct_answers(questions[name], conditions) for name in names]
    adds = [_adds(point, names) for point in points]
    return max(0, max((sum(add(row) for add in adds) for row in product(*cells)), default=0))


def _adds(point: Point, names: list[str]) -> Callable[[tuple[Answer, ...]], int]:
    """What a point adds, given the answers to all these questions.

    It depends on few of them, so it is remembered by those.
    """
    own = [name for name in names if name in questions_of(point.when)]
    columns = [names.index(name) for name in own]

    @cache
    def add(answers: tuple[Answer, ...]) -> int:
        state = AnswerState(dict(zip(own, answers, strict=True)))
        return point.add if state.holds(point.when) else 0

    return lambda row: add(tuple([row[column] for column in columns]))


def _most(question: Question, tested: list[In | Between]) -> int:
    """How many distinct answers there are at most; there may be too many to list them."""
    mine = [leaf for leaf in tested if leaf.question == question.id]
    named = {value for leaf in mine if isinstance(leaf, In) for value in leaf.values} - {NONE}
    if isinstance(question, NumberQuestion):
        return 1 + 2 * len(mine)
    return 1 + (2 ** len(named) if isinstance(question, ManyQuestion) else len(named))


def distinct_answers(question: Question, conditions: list[Condition]) -> list[Answer]:
    """One answer for each combination of conditions that an answer can make true."""
    mine = [leaf for c in conditions for leaf in leaves(c) if leaf.question == question.id]
    if isinstance(question, NumberQuestion):
        cuts = {question.minimum}
        for leaf in mine:
            assert isinstance(leaf, Between)
            cuts |= {cut for cut in (leaf.at_least, leaf.below) if cut is not None}
        return [cut for cut in sorted(cuts) if question.minimum <= cut <= question.maximum]
    assert isinstance(question, ChoiceQuestion)
    named = {value for leaf in mine if isinstance(leaf, In) for value in leaf.values}
    used = [choice.id for choice in question.choices if choice.id in named]
    other = [choice.id for choice in question.choices if choice.id not in named][:1]
    if not isinstance(question, ManyQuestion):
        return [*used, *other]
    ticks = [v for v in used if v != NONE]
    sets = chain.from_iterable(combinations(ticks, n) for n in range(1, len(ticks) + 1))
    return [(NONE,), *((value,) for value in other if value != NONE), *sets]
