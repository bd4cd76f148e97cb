"""Are the promises kept? One claim for the solver each, and an example where it is not true."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..bank.findings import ERROR, Finding
from ..bank.promises import Never, Promise
from ..core.assess import assess
from ..core.faults import Fault
from ..core.model import LEVELS
from .search import Search


def keep(search: Search, promises: tuple[Promise, ...]) -> Iterator[Finding]:
    """A finding for each promise that some answers break, or that no answers can call upon."""
    for promise in promises:
        given = [search.world.certain(promise.given)]
        given += [z3.Not(search.world.certain(answers)) for answers in promise.excluded]
        if not search.possible(*given):
            message = f"no answers can be as {promise.id} says"
            yield Finding(ERROR, Fault("empty_promise", promise.place, message))
            continue
        for what, broken in violations(search, promise):
            answers = search.example(*given, broken)
            if answers is not None:
                found = assess(search.questionnaire, answers)
                message = f"{promise.id} is broken: {what} (level {found.level})"
                hint = "for example with the answers given"
                yield Finding(ERROR, Fault("broken_promise", promise.place, message, hint), answers)


def violations(search: Search, promise: Promise) -> Iterator[tuple[str, z3.BoolRef]]:
    """What would break a promise: in words, and as a formula."""
    world = search.world
    if promise.at_least:
        below = z3.Not(world.level_at_least(promise.at_least))
        yield f"the level is below {promise.at_least}", below
    if promise.at_most and promise.at_most != LEVELS[-1]:
        above = world.level_at_least(LEVELS[LEVELS.index(promise.at_most) + 1])
        yield f"the level is above {promise.at_most}", above
    for never in promise.never:
        yield f"{never.part} {never.name} is {never.result}", told(search, never)
    if promise.calmer:
        calm = search.another(*promise.calmer)
        as_said = [calm.unknowns[name].is_exactly(a) for name, a in promise.calmer.items()]
        higher = z3.Or(
            [
                z3.And(world.level_at_least(level), z3.Not(calm.level_at_least(level)))
                for level in LEVELS[1:]
            ]
        )
        told_calm = ", ".join(f"{name}: {answer}" for name, answer in promise.calmer.items())
        yield (
            f"the level is higher than with {told_calm}",
            z3.And(calm.valid, calm.consistent(), *as_said, higher),
        )


def told(search: Search, never: Never) -> z3.BoolRef:
    """The result is told."""
    says, telling = search.world.says, search.world.telling
    questionnaire = search.questionnaire
    if never.part == "massage":
        return says(telling.verdict(questionnaire.massage.treatment, never.result))
    if never.part == "options":
        options = {option.id: option for option in questionnaire.options}
        return says(telling.verdict(options[never.name], never.result))
    if never.part == "causes":
        causes = {cause.id: cause for cause in questionnaire.causes}
        return says(telling.fit(causes[never.name], never.result))
    scores = {score.id: score for score in questionnaire.scores}
    return says(telling.band(scores[never.name], never.result))
