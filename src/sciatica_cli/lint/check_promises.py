"""Checks each promise with the solver and gives an example of answers that break it."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..core.answers import Answers
from ..core.assess import assess
from ..core.conditions import AllOf, AnyOf, AtLeast, Between, Condition, In
from ..core.faults import Fault
from ..core.flow import resolve
from ..core.levels import LEVELS, Level
from .diagnostics import ERROR, Diagnostic
from .promises import Promise, Result
from .search import Search, in_words, lower_level


def check_promises(search: Search, promises: tuple[Promise, ...]) -> Iterator[Diagnostic]:
    """A diagnostic for each promise that some answers break, or that no answers satisfy."""
    for promise in promises:
        given = [search.world.certain(promise.given)]
        given += [z3.Not(search.world.certain(answers)) for answers in promise.excluded]
        gap = _impossible_part(search, promise, given)
        if gap:
            message = f"{promise.id} applies to nobody: {gap}"
            yield Diagnostic(ERROR, Fault("empty_promise", promise.place, message))
        for what, broken in violations(search, promise):
            answers = search.example(*given, broken)
            if answers is not None:
                yield _broken(search, promise, what, answers)


def _broken(search: Search, promise: Promise, what: str, answers: Answers) -> Diagnostic:
    level = assess(resolve(search.questionnaire, answers)).level
    outcomes = in_words(search.questionnaire, answers)
    message = f"{promise.id} is broken: {what} ({level}) with {outcomes}"
    return Diagnostic(ERROR, Fault("broken_promise", promise.place, message), answers)


def _impossible_part(search: Search, promise: Promise, given: list[z3.BoolRef]) -> str:
    """Say which part of `given` no answers can satisfy: all of it, a branch or a choice."""
    if not search.possible(*given, *_replaced(search, promise)):
        return "no answers match it"
    for words, part in _parts(promise.given):
        if not search.possible(*given, search.world.certain(part)):
            return f"no answers match {words} as well"
    return ""


def _parts(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Each branch of a condition and each choice it names, with words for it."""
    if isinstance(condition, In):
        for value in condition.values:
            yield f"{condition.question}: {value}", In(condition.question, (value,))
    elif isinstance(condition, Between):
        yield condition.question, condition
    elif isinstance(condition, AllOf | AnyOf | AtLeast):
        for part in condition.parts:
            yield "one of its branches", part
            yield from _parts(part)


def violations(search: Search, promise: Promise) -> Iterator[tuple[str, z3.BoolRef]]:
    """Each way to break a promise, in words and as a formula."""
    world = search.world
    if promise.at_least:
        below = z3.Not(world.level_at_least(Level(promise.at_least)))
        yield f"the level is below {promise.at_least}", below
    if promise.at_most:
        above = world.level_at_least(LEVELS[Level(promise.at_most).rank + 1])
        yield f"the level is above {promise.at_most}", above
    for result in promise.never:
        words = f"{result.name} in {result.part}" if result.part != result.name else result.name
        yield f"{words} is {result.result}", has_result(search, result)
    if promise.no_worse_than:
        other = search.another(*promise.no_worse_than)
        higher = lower_level(world, other)
        words = in_words(search.questionnaire, promise.no_worse_than, always=True)
        yield f"the level is higher than with {words}", z3.And(*_replaced(search, promise), higher)


def _replaced(search: Search, promise: Promise) -> list[z3.BoolRef]:
    """The other world has the answers of `no_worse_than`, which may make others not applicable."""
    if not promise.no_worse_than:
        return []
    other = search.another(*promise.no_worse_than)
    answers = promise.no_worse_than.items()
    return [other.valid, *(other.unknowns[name].is_exactly(answer) for name, answer in answers)]


def has_result(search: Search, result: Result) -> z3.BoolRef:
    """The formula for an assessment with this result."""
    formula, outcomes = search.world.formula, search.world.outcomes
    questionnaire = search.questionnaire
    if result.part == "massage":
        return formula(outcomes.verdict(questionnaire.massage.treatment, result.result))
    if result.part == "options":
        options = {option.id: option for option in questionnaire.options}
        return formula(outcomes.verdict(options[result.name], result.result))
    if result.part == "causes":
        causes = {cause.id: cause for cause in questionnaire.causes}
        return formula(outcomes.fit(causes[result.name], result.result))
    scores = {score.id: score for score in questionnaire.scores}
    return formula(outcomes.band(scores[result.name], result.result))
