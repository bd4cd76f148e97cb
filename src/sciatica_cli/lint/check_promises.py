"""Are the promises kept? One claim for the solver each, and an example where it is not true."""

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
from .promises import Never, Promise
from .search import Search, lower_level, told_apart


def check_promises(search: Search, promises: tuple[Promise, ...]) -> Iterator[Diagnostic]:
    """A diagnostic for each promise that some answers break, or that speaks of nobody."""
    for promise in promises:
        given = [search.world.certain(promise.given)]
        given += [z3.Not(search.world.certain(answers)) for answers in promise.excluded]
        nobody = _nobody(search, promise, given)
        if nobody:
            message = f"{promise.id} speaks of nobody: {nobody}"
            yield Diagnostic(ERROR, Fault("empty_promise", promise.place, message))
        for what, broken in violations(search, promise):
            answers = search.example(*given, broken)
            if answers is not None:
                yield _broken(search, promise, what, answers)


def _broken(search: Search, promise: Promise, what: str, answers: Answers) -> Diagnostic:
    level = assess(resolve(search.questionnaire, answers)).level
    outcomes = told_apart(search.questionnaire, answers)
    message = f"{promise.id} is broken: {what} ({level}) with {outcomes}"
    return Diagnostic(ERROR, Fault("broken_promise", promise.place, message), answers)


def _nobody(search: Search, promise: Promise, given: list[z3.BoolRef]) -> str:
    """What of the promise no answers can be: the whole, a branch, or one of several answers."""
    if not search.possible(*given, *_replaced(search, promise)):
        return "no answers are as it says"
    for words, part in _parts(promise.given):
        if not search.possible(*given, search.world.certain(part)):
            return f"no answers are {words} as well"
    return ""


def _parts(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """What a condition claims to speak of: each branch and each answer that it names."""
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
    """What would break a promise: in words, and as a formula."""
    world = search.world
    if promise.at_least:
        below = z3.Not(world.level_at_least(Level(promise.at_least)))
        yield f"the level is below {promise.at_least}", below
    if promise.at_most:
        above = world.level_at_least(LEVELS[Level(promise.at_most).rank + 1])
        yield f"the level is above {promise.at_most}", above
    for never in promise.never:
        words = f"{never.name} in {never.part}" if never.part != never.name else never.name
        yield f"{words} is {never.result}", told(search, never)
    if promise.calmer:
        calm = search.another(*promise.calmer)
        higher = lower_level(world, calm)
        words = told_apart(search.questionnaire, promise.calmer, always=True)
        yield f"the level is higher than with {words}", z3.And(*_replaced(search, promise), higher)


def _replaced(search: Search, promise: Promise) -> list[z3.BoolRef]:
    """The world beside has the calmer answers; those that they make pointless do not count."""
    if not promise.calmer:
        return []
    calm = search.another(*promise.calmer)
    answers = promise.calmer.items()
    return [calm.valid, *(calm.unknowns[name].is_exactly(answer) for name, answer in answers)]


def told(search: Search, never: Never) -> z3.BoolRef:
    """The result is told."""
    says, outcomes = search.world.says, search.world.outcomes
    questionnaire = search.questionnaire
    if never.part == "massage":
        return says(outcomes.verdict(questionnaire.massage.treatment, never.result))
    if never.part == "options":
        options = {option.id: option for option in questionnaire.options}
        return says(outcomes.verdict(options[never.name], never.result))
    if never.part == "causes":
        causes = {cause.id: cause for cause in questionnaire.causes}
        return says(outcomes.fit(causes[never.name], never.result))
    scores = {score.id: score for score in questionnaire.scores}
    return says(outcomes.band(scores[never.name], never.result))
