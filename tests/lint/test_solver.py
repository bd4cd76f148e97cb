"""The formulas of the solver agree with the evaluator, for any answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import z3
from hypothesis import given
from hypothesis import strategies as st

from assessed import assess_answers
from scenarios import answers_of, bases
from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import FITS, MASSAGE_VERDICTS, OPTION_VERDICTS, UNKNOWN_OUTCOME
from sciatica_cli.lint.solver import World, holds
from tiny import any_answer, examples, nearly, questionnaires, some_answers

SHIPPED = load()


Statement = tuple[str, Callable[[Assessment], bool], z3.BoolRef]  # words, evaluator, formula


def of_every_questionnaire(world: World) -> Iterator[Statement]:
    """Yield statements about the bounds of the level, hidden questions and completeness."""
    for level in LEVELS:
        rank = Level(level).rank
        low, high = world.level_at_least(level, 0), world.level_at_least(level, 1)
        yield f"{level} at least", lambda a, r=rank: Level(a.level).rank >= r, low
        yield f"{level} at most", lambda a, r=rank: Level(a.at_most).rank >= r, high
    for name, hidden in world.hidden.items():
        yield f"{name} hidden", lambda a, n=name: n in a.flow.state.hidden, hidden
    yield "complete", lambda a: a.complete, world.complete()
    yield "consistent", lambda a: not a.flow.not_applicable, world.consistent()


def of_the_shipped_one(world: World) -> Iterator[Statement]:
    """Yield statements about rules, bands, fits, verdicts and sentences."""
    whole, outcomes = world.questionnaire, world.outcomes
    yield "in scope", lambda a: a.status == "assessed", world.in_scope()
    for rule in whole.rules:
        fires = world.certain(rule.when)
        yield (
            rule.id,
            lambda a, r=rule: (r, True) in [(x.rule, x.certain) for x in a.reasons],
            fires,
        )
    for score in whole.scores:
        for band in score.bands:
            outcome = score.id, band.id
            formula = world.formula(outcomes.band(score, band.id))
            yield str(outcome), lambda a, o=outcome: o in bands(a), formula
    for cause in whole.causes:
        for fit in FITS:
            outcome = cause.id, fit
            formula = world.formula(outcomes.fit(cause, fit))
            yield str(outcome), lambda a, o=outcome: o in fits(a), formula
    massage = whole.massage.treatment
    for verdict in (*MASSAGE_VERDICTS, UNKNOWN_OUTCOME):
        formula = world.formula(outcomes.verdict(massage, verdict))
        yield f"massage {verdict}", lambda a, v=verdict: a.massage.verdict == v, formula
    for option in whole.options:
        for verdict in (*OPTION_VERDICTS, UNKNOWN_OUTCOME):
            outcome = option.id, verdict
            formula = world.formula(outcomes.verdict(option, verdict))
            yield str(outcome), lambda a, o=outcome: o in verdicts(a), formula
    for item in whole.massage.how:
        formula = world.formula(outcomes.shown(whole.massage.how, item))
        yield f"how {item.id}", lambda a, i=item: i in a.massage_how, formula


def bands(found: Assessment) -> list[tuple[str, str]]:
    return [(result.score.id, result.band.id) for result in found.scores if result.band]


def fits(found: Assessment) -> list[tuple[str, str]]:
    return [(result.cause.id, result.fit) for result in found.causes]


def verdicts(found: Assessment) -> list[tuple[str, str]]:
    return [(verdict.treatment.id, verdict.verdict) for verdict in found.options]


def as_answered(world: World, answers: Answers) -> list[z3.BoolRef]:
    return [
        world.unknowns[question.id].is_exactly(answers.get(question.id))
        for question in world.questionnaire.questions
    ]


def differences(statements: list[Statement], found: Assessment, *facts: z3.BoolRef) -> list[str]:
    """List the statements on which solver and evaluator disagree."""
    solver = z3.Solver()
    solver.add(*facts)
    assert solver.check() == z3.sat
    solver.add(z3.Or([formula != said(found) for _, said, formula in statements]))
    if solver.check() == z3.unsat:
        return []
    model = solver.model()
    return [what for what, said, formula in statements if holds(model, formula) != said(found)]


@given(st.data())
@examples(60)
def test_both_agree_on_random_questionnaires(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    world = World(questionnaire)
    statements = list(of_every_questionnaire(world))
    for _ in range(3):
        answers = data.draw(some_answers(questionnaire))
        for question in questionnaire.questions:  # some of them contradict the others
            if question.id not in answers and data.draw(st.integers(0, 3)) == 0:
                answers[question.id] = data.draw(any_answer(question))
        found = assess_answers(questionnaire, answers)
        facts = as_answered(world, answers)
        assert differences(statements, found, world.valid, *facts) == []


SHIPPED_WORLD = World(SHIPPED)
ORDINARY = [answers_of(SHIPPED, {"base": name}) for name in bases()]


@cache
def of_the_shipped() -> list[Statement]:
    return [*of_every_questionnaire(SHIPPED_WORLD), *of_the_shipped_one(SHIPPED_WORLD)]


@given(st.data())
@examples(60)
def test_both_agree_on_the_shipped_questions(data: st.DataObject) -> None:
    answers = data.draw(
        st.one_of(some_answers(SHIPPED), *(nearly(SHIPPED, answers) for answers in ORDINARY))
    )
    found = assess_answers(SHIPPED, answers)
    facts = as_answered(SHIPPED_WORLD, answers)
    assert differences(of_the_shipped(), found, SHIPPED_WORLD.valid, *facts) == []


@given(st.data())
@examples(40)
def test_both_agree_in_a_world_with_a_different_answer(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    world = World(questionnaire)
    question = data.draw(st.sampled_from(questionnaire.questions))
    beside = world.with_another(question.id)
    answers = data.draw(some_answers(questionnaire))
    changed = answers | {question.id: data.draw(any_answer(question))}
    facts = as_answered(world, answers) + as_answered(beside, changed)
    found = assess_answers(questionnaire, changed)
    assert differences(list(of_every_questionnaire(beside)), found, *facts) == []


@given(st.data())
@examples(20)
def test_a_solution_converts_back_to_the_answers_that_count(data: st.DataObject) -> None:
    answers = data.draw(some_answers(SHIPPED))
    solver = z3.Solver()
    solver.add(as_answered(SHIPPED_WORLD, answers))
    assert solver.check() == z3.sat
    assert SHIPPED_WORLD.read(solver.model()) == resolve(SHIPPED, answers).state.values
