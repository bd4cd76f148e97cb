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
from sciatica_cli.lint.solver import World, holds
from statements import statements
from tiny import any_answer, examples, nearly, questionnaires, some_answers

SHIPPED = load()


Statement = tuple[str, Callable[[Assessment], bool], z3.BoolRef]  # words, evaluator, formula


def statements_of(world: World) -> Iterator[Statement]:
    """Yield every statement about an assessment, hidden questions and completeness."""
    for words, expression, said in statements(world.outcomes):
        yield words, said, world.formula(expression)
    for name, hidden in world.hidden.items():
        yield f"{name} hidden", lambda a, n=name: n in a.flow.state.hidden, hidden
    yield "complete", lambda a: a.complete, world.complete()
    yield "consistent", lambda a: not a.flow.not_applicable, world.consistent()


def as_answered(world: World, answers: Answers) -> list[z3.BoolRef]:
    return [
        world.unknowns[question.id].is_exactly(answers.get(question.id))
        for question in world.questionnaire.questions
    ]


def differences(stated: list[Statement], found: Assessment, *facts: z3.BoolRef) -> list[str]:
    """List the statements on which solver and evaluator disagree."""
    solver = z3.Solver()
    solver.add(*facts)
    assert solver.check() == z3.sat
    solver.add(z3.Or([formula != said(found) for _, said, formula in stated]))
    if solver.check() == z3.unsat:
        return []
    model = solver.model()
    return [what for what, said, formula in stated if holds(model, formula) != said(found)]


@given(st.data())
@examples(60)
def test_both_agree_on_random_questionnaires(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    world = World(questionnaire)
    stated = list(statements_of(world))
    for _ in range(3):
        answers = data.draw(some_answers(questionnaire))
        for question in questionnaire.questions:  # some of them contradict the others
            if question.id not in answers and data.draw(st.integers(0, 3)) == 0:
                answers[question.id] = data.draw(any_answer(question))
        found = assess_answers(questionnaire, answers)
        facts = as_answered(world, answers)
        assert differences(stated, found, world.valid, *facts) == []


SHIPPED_WORLD = World(SHIPPED)
ORDINARY = [answers_of(SHIPPED, {"base": name}) for name in bases()]


@cache
def of_the_shipped() -> list[Statement]:
    return list(statements_of(SHIPPED_WORLD))


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
    assert differences(list(statements_of(beside)), found, *facts) == []


@given(st.data())
@examples(20)
def test_a_solution_converts_back_to_the_answers_that_count(data: st.DataObject) -> None:
    answers = data.draw(some_answers(SHIPPED))
    solver = z3.Solver()
    solver.add(as_answered(SHIPPED_WORLD, answers))
    assert solver.check() == z3.sat
    assert SHIPPED_WORLD.read(solver.model()) == resolve(SHIPPED, answers).state.values
