"""Limits on how much is asked, and on how soon an emergency is recognised."""

from __future__ import annotations

from typing import Any

import pytest

from assessed import assess_answers
from scenarios import all_cases, answers_of, assessed, bases
from sciatica_cli.core.assess import is_emergency
from sciatica_cli.core.care import Reason
from sciatica_cli.core.conditions import questions_of
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.model import Questionnaire

EMERGENCIES = [
    (name, case)
    for name, case in all_cases()
    if case["expect"].get("level") == EMERGENCY and not case.get("partial")
]


def test_there_are_at_most_45_questions(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.questions) <= 45


def test_ordinary_sciatica_needs_at_most_34_questions_of_which_18_are_lists(
    questionnaire: Questionnaire,
) -> None:
    answers = answers_of(questionnaire, {"base": "ordinary"})
    kinds = [questionnaire.question(name).kind for name in answers]
    assert len(kinds) <= 34
    assert kinds.count("many") <= 18


def test_a_list_has_at_most_12_lines(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        assert len(question.values) <= 12, question.id


def answers_needed(questionnaire: Questionnaire, reason: Reason) -> int:
    """Count the answers behind a reason, including those because of which a question was asked."""
    names = {name for name, _ in reason.because}
    for name in tuple(names):
        names |= set(questions_of(questionnaire.question(name).ask_if))
    return len(names)


def asked_until_recognised(questionnaire: Questionnaire, case: dict[str, Any]) -> tuple[int, int]:
    """Count the questions asked before the stop, and the answers that the reason needs."""
    answers = answers_of(questionnaire, case)
    given: dict[str, Any] = {}
    for name, answer in answers.items():
        given[name] = answer
        result = assess_answers(questionnaire, given)
        if is_emergency(result):
            reasons = [r for r in result.reasons if r.level == EMERGENCY and r.certain]
            return len(given), min(answers_needed(questionnaire, r) for r in reasons)
    raise AssertionError("never an emergency")


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in EMERGENCIES])
def test_an_emergency_is_recognised_early(
    questionnaire: Questionnaire, case: dict[str, Any]
) -> None:
    asked, needed = asked_until_recognised(questionnaire, case)
    if needed <= 2:
        assert asked <= (8 if needed == 1 else 18)


def test_every_emergency_that_needs_one_answer_is_among_the_first_eight_questions(
    questionnaire: Questionnaire,
) -> None:
    """A question that depends on another needs two answers, for which the limit is 18."""
    order = [question.id for question in questionnaire.questions]
    for rule in questionnaire.rules:
        names = questions_of(rule.when)
        if rule.level == EMERGENCY and len(names) == 1:
            behind_another = questionnaire.question(names[0]).ask_if is not None
            assert names[0] in order[: 18 if behind_another else 8]


def test_the_bases_include_ordinary_sciatica_and_back_pain_only() -> None:
    assert {"ordinary", "back_only"} <= set(bases())


def test_the_scenarios_cover_all_five_levels() -> None:
    levels = {assessed(name).level for name, _ in all_cases()}
    assert len(levels) == 5
