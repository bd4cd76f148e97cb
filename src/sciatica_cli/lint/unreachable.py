"""Finds content that no set of answers can reach, and rules that others always cover."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..core.measures import Measure
from ..core.model import PARTLY, RESEMBLES, Advice, Cause, Rule, Score, Spot, Treatment
from .diagnostics import ERROR, NOTE, Issue, Path
from .laws import rule_path
from .search import Search
from .solver import holds

Goal = tuple[Path, str, str, z3.BoolRef]  # path, code, message, formula for "reached"


def unreachable(search: Search) -> Iterator[Issue]:
    """An issue for everything unreachable, and for each covered rule."""
    for path, code, message, reached in goals(search):
        if not search.possible(reached):
            yield Issue(path, ERROR, code, message)
    yield from _greatest_sums(search)
    yield from _covered(search)


def goals(search: Search) -> Iterator[Goal]:
    """Everything that some answers should reach."""
    world, whole = search.world, search.questionnaire
    for question in whole.questions:
        asked = z3.And(world.complete(), z3.Not(world.hidden[question.id]))
        yield ("questions", question.id), "never_asked", "this is never asked", asked
    for rule in whole.rules:
        yield rule_path(rule), "never_fires", "no answers fire this", world.certain(rule.when)
    for score in whole.scores:
        yield from _score(search, score)
    for measure in whole.measures:
        yield from _measure(search, measure)
    for cause in whole.causes:
        yield from _cause(search, cause)
    yield from _treatment(search, ("massage",), whole.massage.treatment)
    for option in whole.options:
        yield from _treatment(search, ("options", option.id), option)
    yield from _sentences(search, ("massage", "how"), whole.massage.how)
    for item in whole.what_now:
        now = world.formula(world.outcomes.in_what_now(item))
        yield ("what_now", item.id), "never_shown", "this is never shown", now
    if whole.body:
        yield from _spots(search, ("body", "hurts"), whole.body.pain)
        yield from _spots(search, ("body", "numb"), whole.body.numb)
        yield from _sentences(search, ("body", "nerves"), whole.body.nerves)


def _score(search: Search, score: Score) -> Iterator[Goal]:
    path = ("scores", score.id)
    for band in score.bands:
        reached = search.world.formula(search.world.outcomes.band(score, band.id))
        yield (*path, "bands", band.id), "never_reached", "no answers reach this band", reached
    for part, points in (("points", score.points), ("caps", score.caps)):
        for point in points:
            counts = z3.And(search.world.in_scope(), search.world.certain(point.when))
            yield (*path, part, point.id), "never_counts", "no answers make this count", counts


def _measure(search: Search, measure: Measure) -> Iterator[Goal]:
    for place, step in enumerate(measure.steps):
        higher = [other.when for other in measure.steps[place + 1 :] if other.when]
        here = [] if step.when is None else [search.world.certain(step.when)]
        reached = z3.And(*here, *(z3.Not(search.world.possible(when)) for when in higher))
        path = ("measures", measure.id, "steps", step.id)
        yield path, "never_reached", "no answers reach this step", reached


def _cause(search: Search, cause: Cause) -> Iterator[Goal]:
    fits = [("strong", RESEMBLES)] + ([("some", PARTLY)] if cause.some else [])
    for key, fit in fits:
        reached = search.world.formula(search.world.outcomes.fit(cause, fit))
        yield ("causes", cause.id, key), "never_told", f'no answers give "{fit}"', reached
    world, outcomes = search.world, search.world.outcomes
    fitting = z3.Or([world.formula(outcomes.fit(cause, fit)) for fit in (RESEMBLES, PARTLY)])
    for point in cause.because:
        counts = z3.And(fitting, world.certain(point.when))
        path = ("causes", cause.id, "because", point.id)
        yield path, "never_counts", "no answers make this count", counts


def _treatment(search: Search, path: Path, treatment: Treatment) -> Iterator[Goal]:
    if treatment.as_massage:
        return
    verdict = treatment.verdict
    world, outcomes = search.world, search.world.outcomes
    given = world.formula(outcomes.verdict(treatment, verdict))
    yield path, "never_told", f'no answers give "{verdict}"', given
    for caution in treatment.cautions:
        decides = z3.And(
            world.certain(caution.when), world.formula(outcomes.verdict(treatment, caution.verdict))
        )
        message = "another caution is always stronger"
        yield (*path, "cautions", caution.id), "never_told", message, decides


def _sentences(search: Search, path: Path, items: tuple[Advice, ...]) -> Iterator[Goal]:
    for item in items:
        shown = search.world.formula(search.world.outcomes.shown(items, item))
        yield (*path, item.id), "never_shown", "this is never shown", shown


def _spots(search: Search, path: Path, spots: tuple[Spot, ...]) -> Iterator[Goal]:
    for spot in spots:
        shaded = search.world.formula(search.world.outcomes.shaded(spot))
        yield (*path, spot.id), "never_shown", "this is never shaded", shaded


def _greatest_sums(search: Search) -> Iterator[Issue]:
    """Scores whose stated maximum cannot be reached, given the skip logic."""
    for score in search.questionnaire.scores:
        points = [z3.If(search.world.certain(p.when), p.add, 0) for p in score.points]
        if not search.possible(z3.Sum(points) == score.maximum):
            message = f"no answers reach {score.maximum}, the stated maximum"
            yield Issue(("scores", score.id), ERROR, "never_reached", message)


def _covered(search: Search) -> Iterator[Issue]:
    """Rules that never change the level, since another rule always raises as much."""
    for rule in search.questionnaire.rules:
        if rule.scope or rule.explains or not search.possible(search.world.certain(rule.when)):
            continue
        others = [
            (other, _raises_more(search, rule, other))
            for other in search.questionnaire.rules
            if other is not rule and other.level >= rule.level
        ]
        while others:
            other, more = others[0]
            model = search.solution(more)
            if model is None:
                message = f"whenever this raises a level, {other.id} raises as much"
                hint = "remove one, or say `explains: true` if its words are needed"
                yield Issue(rule_path(rule), NOTE, "covered", message, hint)
                break
            # one example usually rules out many other rules too
            others = [pair for pair in others[1:] if not holds(model, pair[1])]


def _raises_more(search: Search, rule: Rule, other: Rule) -> z3.BoolRef:
    """The rule raises a higher level than the other."""
    world, raises = search.world, search.world.outcomes.raises
    ways = [z3.And(world.certain(rule.when), z3.Not(world.formula(raises(other, rule.level))))]
    if rule.unsure:
        less = z3.Not(world.formula(raises(other, rule.unsure)))
        ways.append(z3.And(world.possible(rule.when), less))
    return z3.Or(ways)
