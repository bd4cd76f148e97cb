"""Content that no set of answers can bring to life, and rules that others always cover."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..core.model import Advice, Cause, Rule, Score, Spot, Treatment
from .diagnostics import ERROR, NOTE, Issue, Path
from .laws import rule_path
from .search import Search
from .solver import holds

Life = tuple[Path, str, str, z3.BoolRef]  # where, code and words if dead, what shows it alive


def unreachable(search: Search) -> Iterator[Issue]:
    """A remark for each part of the questionnaire that can never speak."""
    for path, code, message, alive in lives(search):
        if not search.possible(alive):
            yield Issue(path, ERROR, code, message)
    yield from _greatest_sums(search)
    yield from _covered(search)


def lives(search: Search) -> Iterator[Life]:
    """Every part that should be able to speak, with the formula that says it does."""
    world, whole = search.world, search.questionnaire
    for question in whole.questions:
        asked = z3.And(world.complete(), z3.Not(world.hidden[question.id]))
        yield ("questions", question.id), "never_asked", "this is never asked", asked
    for rule in whole.rules:
        yield rule_path(rule), "never_fires", "no answers fire this", world.certain(rule.when)
    for score in whole.scores:
        yield from _score(search, score)
    for cause in whole.causes:
        yield from _cause(search, cause)
    yield from _treatment(search, ("massage",), whole.massage.treatment)
    for option in whole.options:
        yield from _treatment(search, ("options", option.id), option)
    yield from _sentences(search, ("massage", "how"), whole.massage.how)
    for item in whole.what_now:
        now = world.says(world.outcomes.now(item))
        yield ("what_now", item.id), "never_shown", "this is never shown", now
    if whole.body:
        yield from _spots(search, ("body", "hurts"), whole.body.pain)
        yield from _spots(search, ("body", "numb"), whole.body.numb)
        yield from _sentences(search, ("body", "nerves"), whole.body.nerves)


def _score(search: Search, score: Score) -> Iterator[Life]:
    path = ("scores", score.id)
    for band in score.bands:
        told = search.world.says(search.world.outcomes.band(score, band.id))
        yield (*path, "bands", band.id), "never_reached", "no answers reach this band", told
    for part, points in (("points", score.points), ("caps", score.caps)):
        for point in points:
            counts = z3.And(search.world.in_scope(), search.world.certain(point.when))
            yield (*path, part, point.id), "never_counts", "no answers make this count", counts


def _cause(search: Search, cause: Cause) -> Iterator[Life]:
    fits = [("strong", "resembles")] + ([("some", "partly")] if cause.some else [])
    for key, fit in fits:
        told = search.world.says(search.world.outcomes.fit(cause, fit))
        yield ("causes", cause.id, key), "never_told", f'nobody is told "{fit}"', told
    world, outcomes = search.world, search.world.outcomes
    fitting = z3.Or([world.says(outcomes.fit(cause, fit)) for fit in ("resembles", "partly")])
    for point in cause.because:
        counts = z3.And(fitting, world.certain(point.when))
        path = ("causes", cause.id, "because", point.id)
        yield path, "never_counts", "no answers make this count", counts


def _treatment(search: Search, path: Path, treatment: Treatment) -> Iterator[Life]:
    if treatment.as_massage:
        return
    verdict = treatment.verdict
    world, outcomes = search.world, search.world.outcomes
    given = world.says(outcomes.verdict(treatment, verdict))
    yield path, "never_told", f'nobody is told "{verdict}"', given
    for caution in treatment.cautions:
        decides = z3.And(
            world.certain(caution.when), world.says(outcomes.verdict(treatment, caution.verdict))
        )
        message = "another caution is always stronger"
        yield (*path, "cautions", caution.id), "never_told", message, decides


def _sentences(search: Search, path: Path, items: tuple[Advice, ...]) -> Iterator[Life]:
    for item in items:
        shown = search.world.says(search.world.outcomes.shown(items, item))
        yield (*path, item.id), "never_shown", "this is never shown", shown


def _spots(search: Search, path: Path, spots: tuple[Spot, ...]) -> Iterator[Life]:
    for spot in spots:
        shaded = search.world.says(search.world.outcomes.shaded(spot))
        yield (*path, spot.id), "never_shown", "this is never shaded", shaded


def _greatest_sums(search: Search) -> Iterator[Issue]:
    """The sum that is told as the greatest can be reached, skip logic and all."""
    for score in search.questionnaire.scores:
        points = [z3.If(search.world.certain(p.when), p.add, 0) for p in score.points]
        if not search.possible(z3.Sum(points) == score.maximum):
            message = f"no answers reach {score.maximum}, which is told as the greatest sum"
            yield Issue(("scores", score.id), ERROR, "never_reached", message)


def _covered(search: Search) -> Iterator[Issue]:
    """Rules that never change the level, since one other rule always gives as much."""
    for rule in search.questionnaire.rules:
        if rule.scope or rule.explains or not search.possible(search.world.certain(rule.when)):
            continue
        others = [
            (other, _more(search, rule, other))
            for other in search.questionnaire.rules
            if other is not rule and other.level >= rule.level
        ]
        while others:
            other, more = others[0]
            model = search.solution(more)
            if model is None:
                message = f"whenever this gives a level, {other.id} gives as much"
                hint = "take one out, or say `explains: true` if its words are needed"
                yield Issue(rule_path(rule), NOTE, "covered", message, hint)
                break
            # one set of answers mostly clears many of the others at once
            others = [pair for pair in others[1:] if not holds(model, pair[1])]


def _more(search: Search, rule: Rule, other: Rule) -> z3.BoolRef:
    """The rule gives more than the other."""
    world, raises = search.world, search.world.outcomes.raises
    ways = [z3.And(world.certain(rule.when), z3.Not(world.says(raises(other, rule.level))))]
    if rule.unsure:
        less = z3.Not(world.says(raises(other, rule.unsure)))
        ways.append(z3.And(world.possible(rule.when), less))
    return z3.Or(ways)
