"""Proves the laws of the engine for every set of answers to a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import z3

from ..core.conditions import UNSURE, questions_of
from ..core.model import Questionnaire, Rule
from ..core.questions import NONE, ChoiceQuestion, ManyQuestion, Question
from .diagnostics import ERROR, NOTE, Issue
from .purpose_laws import left_out_questions_do_not_matter
from .search import ABOVE, Search, lower_level
from .solver import World


def laws(search: Search) -> Iterator[Issue]:
    """An issue for every broken law, with an example."""
    yield from danger_order(search)
    yield from unsure_is_not_no(search)
    yield from answers_narrow_bounds(search)
    yield from complete_is_exact(search)
    yield from hidden_answers_do_not_count(search)
    yield from left_out_questions_do_not_matter(search)


def danger_order(search: Search) -> Iterator[Issue]:
    """A worse answer to a danger question with choices never lowers the level.

    Answers that no longer apply are dropped. Newly asked questions are left open, but follow-ups
    get their most severe answer: "not sure" is compared with the worst that it can hide.
    """
    for question in search.questionnaire.questions:
        if not (question.danger and isinstance(question, ChoiceQuestion)):
            continue
        follow_ups = follow_ups_of(search.questionnaire, question)
        world = search.world
        other = search.another(question.id, *(follow_up.id for follow_up in follow_ups))
        asked = z3.Not(world.hidden[question.id])
        at_worst = [follow_up_at_worst(world, other, follow_up) for follow_up in follow_ups]
        lower = z3.And(other.valid, asked, lower_level(world, other), *at_worst)
        if not search.possible(lower):
            continue
        path = ("questions", question.id)
        for what, step in steps(question, world, other):
            message = f"{what} can lower the level"
            yield from search.counterexample(path, "danger_order", message, lower, step)


def follow_ups_of(questionnaire: Questionnaire, question: Question) -> list[ChoiceQuestion]:
    """The follow-ups with choices that depend on the answer to a question."""
    depending = {question.id}
    found = []
    for other in questionnaire.questions:
        if not depending.isdisjoint(questions_of(other.asked_when)):
            depending.add(other.id)
            if other.follows is not None and isinstance(other, ChoiceQuestion):
                found.append(other)
    return found


def follow_up_at_worst(world: World, other: World, question: ChoiceQuestion) -> z3.BoolRef:
    """If it is asked only in the second world, its answer is the last one, else the same.

    In a list, `none` does not count as an item.
    """
    here, there = world.unknowns[question.id], other.unknowns[question.id]
    last = [choice.id for choice in question.choices if choice.id != NONE][-1]
    newly = z3.And(world.hidden[question.id], z3.Not(other.hidden[question.id]))
    return z3.If(newly, there.is_exactly((last,)), there.same_as(here))


def steps(question: ChoiceQuestion, world: World, other: World) -> Iterator[tuple[str, z3.BoolRef]]:
    """Every step to a worse answer: in words, and as a formula."""
    here, there = world.unknowns[question.id], other.unknowns[question.id]
    names = [choice.id for choice in question.choices]
    if isinstance(question, ManyQuestion):
        for name in question.values:
            if name == NONE:
                continue
            one_more = z3.And(z3.Not(here.values[name]), there.values[name])
            rest = there.same_as(here, ignoring=(name, NONE))
            yield f'ticking "{name}"', z3.And(here.given, one_more, rest)
        return
    pairs = [*pairwise(names)]
    if question.unsure:
        pairs += [(names[0], UNSURE), (UNSURE, names[-1])]
    for better, worse in pairs:
        step = z3.And(here.values[better], there.values[worse])
        yield f'"{worse}" instead of "{better}"', step


def unsure_is_not_no(search: Search) -> Iterator[Issue]:
    """If an answer fires a rule, "not sure" instead raises at least the rule's `unsure` level.

    That goes for the answers a follow-up depends on, too. In a list, "not sure" is then the only
    tick. Rules that set `unsure` to none are noted.
    """
    questions = {question.id: question for question in search.questionnaire.questions}
    for rule in search.questionnaire.rules:
        path = rule_path(rule)
        if rule.unsure is None:
            if rule.unsure_because:
                message = f'"not sure" raises no level here: {rule.unsure_because}'
                yield Issue(path, NOTE, "unsure_silent", message)
            continue
        for name in _with_parents(questions, questions_of(rule.when)):
            if UNSURE not in questions[name].values:
                continue
            world, other = search.world, search.another(name)
            unsure = other.unknowns[name].is_exactly((UNSURE,))
            lost = z3.Not(other.formula(other.outcomes.raises(rule, rule.unsure)))
            message = f'"not sure" about {name} counts as a no'
            formulas = world.certain(rule.when), unsure, lost
            yield from search.counterexample(path, "unsure_as_no", message, *formulas)


def _with_parents(questions: dict[str, Question], names: tuple[str, ...]) -> list[str]:
    """The names and those of the questions that any follow-ups among them depend on."""
    found = list(names)
    for name in found:  # grows while it is read
        found += [n for n in questions_of(questions[name].follows) if n not in found]
    return found


def answers_narrow_bounds(search: Search) -> Iterator[Issue]:
    """Answering a missing question never lowers the level or raises its upper bound.

    Answers that make another one not applicable are left out.
    """
    world = search.world
    for question in search.questionnaire.questions:
        other = search.another(question.id)
        answered = z3.And(
            z3.Not(world.unknowns[question.id].given),
            other.unknowns[question.id].given,
            other.valid,
            other.consistent(),
        )
        wider = [
            z3.And(other.level_at_least(level, 1), z3.Not(world.level_at_least(level, 1)))
            for level in ABOVE
        ]
        path = ("questions", question.id)
        message = f"answering {question.id} can widen what the level may be"
        wider_or_lower = z3.Or(lower_level(world, other), *wider)
        yield from search.counterexample(path, "bounds_widen", message, answered, wider_or_lower)


def complete_is_exact(search: Search) -> Iterator[Issue]:
    """If no answer is missing, both bounds of the level are equal."""
    world = search.world
    differ = [world.level_at_least(v, 0) != world.level_at_least(v, 1) for v in ABOVE]
    message = "complete answers can leave the level open"
    formulas = world.complete(), z3.Or(differ)
    yield from search.counterexample(("care_rules",), "level_open", message, *formulas)


def hidden_answers_do_not_count(search: Search) -> Iterator[Issue]:
    """An answer to a question that is not asked never changes the level."""
    for question in search.questionnaire.questions:
        if question.asked_when is None:
            continue
        world, other = search.world, search.another(question.id)
        not_applicable = z3.And(world.unknowns[question.id].given, world.hidden[question.id])
        gone = z3.Not(other.unknowns[question.id].given)
        differ = [
            world.level_at_least(v, end) != other.level_at_least(v, end)
            for v in ABOVE
            for end in (0, 1)
        ]
        if search.solution(not_applicable, gone, z3.Or(differ), consistent=False) is not None:
            message = "an answer counts although the question is not asked"
            yield Issue(("questions", question.id), ERROR, "hidden_counts", message)


def rule_path(rule: Rule) -> tuple[str, str]:
    return ("scope_rules" if rule.scope else "care_rules", rule.id)
