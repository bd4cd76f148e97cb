"""Properties of the engine, on random small questionnaires and on the shipped one."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from assessed import assess_answers
from sciatica_cli.bank.loader import load
from sciatica_cli.core.conditions import LevelAtLeast
from sciatica_cli.core.expressions import to_expressions
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import Level
from sciatica_cli.core.model import Questionnaire
from tiny import any_answer, completions, examples, questionnaires, some_answers, value_of

SHIPPED = load()


@given(st.data())
@examples(100)
def test_bounds_hold_for_every_way_of_giving_the_missing_answers(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = data.draw(some_answers(questionnaire))
    now = assess_answers(questionnaire, answers)
    levels = [
        assess_answers(questionnaire, full).level for full in completions(questionnaire, answers)
    ]
    assert all(now.level <= level for level in levels)
    assert all(level <= now.at_most for level in levels)


@given(st.data())
@examples(100)
def test_answering_a_missing_question_only_narrows_the_bounds(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    narrows(questionnaire, data)


@given(st.data())
@examples(60)
def test_answering_only_narrows_on_the_shipped_questions(data: st.DataObject) -> None:
    narrows(SHIPPED, data)


def narrows(questionnaire: Questionnaire, data: st.DataObject) -> None:
    answers = data.draw(some_answers(questionnaire))
    before = assess_answers(questionnaire, answers)
    assume(before.flow.missing)
    name = data.draw(st.sampled_from(before.flow.missing))
    more = answers | {name: data.draw(any_answer(questionnaire.question(name)))}
    assume(not resolve(questionnaire, more).not_applicable)
    after = assess_answers(questionnaire, more)
    assert after.level >= before.level
    assert after.at_most <= before.at_most


@given(st.data())
@examples(60)
def test_complete_answers_leave_one_level(data: st.DataObject) -> None:
    for questionnaire in (data.draw(questionnaires()), SHIPPED):
        answers = data.draw(some_answers(questionnaire, missing=False))
        result = assess_answers(questionnaire, answers)
        assert result.complete
        assert result.level == result.at_most


@given(st.data())
@examples(60)
def test_complete_answers_leave_no_verdict_open(data: st.DataObject) -> None:
    result = assess_answers(SHIPPED, data.draw(some_answers(SHIPPED, missing=False)))
    verdicts = [result.massage, *result.options]
    assert not [verdict for verdict in verdicts if verdict.verdict == "unknown"]
    assert not [cause for cause in result.causes if cause.fit == "unknown"]


@given(st.data())
@examples(25)
def test_answers_that_are_not_applicable_never_count(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = data.draw(some_answers(questionnaire))
    hidden = resolve(questionnaire, answers).state.hidden
    assume(hidden)
    name = data.draw(st.sampled_from(sorted(hidden)))
    more = answers | {name: data.draw(any_answer(questionnaire.question(name)))}
    assert (
        assess_answers(questionnaire, more).reasons
        == assess_answers(questionnaire, answers).reasons
    )
    assert resolve(questionnaire, more).faults


@given(st.data())
@examples(60)
def test_the_order_of_the_answers_does_not_matter(data: st.DataObject) -> None:
    answers = data.draw(some_answers(SHIPPED))
    shuffled = dict(data.draw(st.permutations(sorted(answers.items()))))
    assert assess_answers(SHIPPED, shuffled) == assess_answers(SHIPPED, answers)


@given(st.data())
@examples(100)
def test_expressions_mean_the_same_as_their_conditions(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    state = resolve(questionnaire, data.draw(some_answers(questionnaire))).state
    state = state.with_levels(Level.SELF_CARE, Level.SELF_CARE)
    conditions = [rule.when for rule in questionnaire.rules]
    for condition in [*conditions, LevelAtLeast(Level.SAME_DAY)]:
        low, high = state.bounds(condition)
        lowered = to_expressions(condition, questionnaire)
        assert value_of(lowered.certain, state) == (low == 2)
        assert value_of(lowered.possible, state) == (low >= 1)
        assert value_of(lowered.certain_at_most, state) == (high == 2)
        assert value_of(lowered.possible_at_most, state) == (high >= 1)
