"""Limits on how much is asked, and on how soon an emergency is recognised."""

from __future__ import annotations

from itertools import combinations, product
from math import inf
from typing import Any

import pytest

from assessed import assess_answers
from scenarios import all_cases, answers_of, bases
from sciatica_cli.core.assess import emergency_reasons, is_emergency
from sciatica_cli.core.conditions import (
    UNSURE,
    AllOf,
    AnswerState,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    Named,
    Not,
    children,
    questions_of,
)
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.model import Questionnaire, Rule
from sciatica_cli.core.questions import NONE
from tiny import choice, number, tiny

EMERGENCIES = [
    (name, case)
    for name, case in all_cases()
    if case["expect"].get("level") == EMERGENCY and not case.get("partial")
]


QUESTIONS = 55  # in the file
ASKED = 34  # of somebody with ordinary sciatica on one side, for everything
LINES = 10  # of a list, besides "none" and "not sure"
# Within how many questions an emergency is recognised, by the number of its signs.
WITHIN = {1: 10, 2: 20}
# Rules that may take longer, and why.
EXCEPTIONS = {
    "self_harm_now": (25, "nobody is asked about their mood before the signs of the body"),
    "calf_breath": (28, "what makes the pain worse is asked last; short breath itself comes first"),
    "older_than_the_pain": (15, "how long the pain has lasted is asked together with the pain"),
}


def limit(rule: Rule, signs: int) -> float:
    """Return within how many questions this rule has to be recognised by so many signs."""
    within, _ = EXCEPTIONS.get(rule.id, (WITHIN.get(signs, inf), ""))
    return within


def test_the_file_is_short_enough(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.questions) <= QUESTIONS


@pytest.mark.parametrize("sex", ["male", "female"])
def test_ordinary_sciatica_is_asked_few_questions(questionnaire: Questionnaire, sex: str) -> None:
    assert len(answers_of(questionnaire, {"base": "ordinary", "set": {"sex": sex}})) <= ASKED


def test_a_list_has_few_lines(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        assert len({*question.values} - {NONE, UNSURE}) <= LINES, question.id


def test_every_exception_is_an_emergency(questionnaire: Questionnaire) -> None:
    emergencies = {rule.id for rule in questionnaire.rules if rule.level == EMERGENCY}
    assert emergencies >= EXCEPTIONS.keys()


def ways(
    questionnaire: Questionnaire, condition: Condition, state: AnswerState | None = None
) -> set[frozenset[str]]:
    """Return all sets of signs that can make a condition true.

    A sign is a question to which the condition needs an answer other than the least severe one. A
    number, such as age, is no sign. Nor is a follow-up: it belongs to the question that it follows.
    What makes another question be asked is a sign of its own (being pregnant).

    Args:
        state: count only what makes it true with these answers.
    """
    if isinstance(condition, Not):
        return {frozenset()}  # nothing that has to be present
    if isinstance(condition, In | Between):
        question = questionnaire.question(condition.question)
        harmless = AnswerState({question.id: question.least_severe}).holds(condition)
        no_sign = harmless or isinstance(condition, Between) or question.follows is not None
        own = frozenset() if no_sign else frozenset({question.id})
        if question.asked_when is None:
            return {own}
        return {own | way for way in ways(questionnaire, question.asked_when, state)}
    parts = children(condition)
    if state is not None:  # only those because of which the condition has its value
        value, _ = state.bounds(condition)
        parts = tuple(part for part in parts if state.bounds(part)[0] >= value)
    several = [ways(questionnaire, part, state) for part in parts]
    needed = len(parts) if isinstance(condition, AllOf) else 1
    needed = condition.count if isinstance(condition, AtLeast) else needed
    return {
        frozenset().union(*chosen)
        for some in combinations(several, needed)
        for chosen in product(*some)
    }


def signs_needed(
    questionnaire: Questionnaire, condition: Condition, state: AnswerState | None = None
) -> int:
    """Return the smallest number of signs that makes a condition true."""
    return min(map(len, ways(questionnaire, condition, state)))


NUMB, FEVER, PREGNANT = In("numb", ("yes",)), In("fever", ("yes",)), In("pregnant", ("yes",))
BLEEDING, RECENT = In("bleeding", ("yes",)), In("since", ("recent",))
TWO_STEPS = tiny(
    (
        number("age"),
        choice("numb", "no", "yes"),
        choice("since", "old", "recent", follows=NUMB),
        choice("worse", "no", "yes", follows=RECENT),
        choice("fever", "no", "yes"),
        choice("pregnant", "no", "yes", ask_if=Between("age", None, 2)),
        choice("bleeding", "no", "yes", ask_if=AnyOf((PREGNANT, FEVER))),
        choice("bleeding_since", "old", "recent", follows=BLEEDING),
    ),
    (),
)


@pytest.mark.parametrize(
    ("condition", "signs"),
    [
        (NUMB, 1),
        (RECENT, 1),
        (AllOf((NUMB, RECENT, In("worse", ("yes",)))), 1),
        (AllOf((RECENT, FEVER)), 2),
        (BLEEDING, 2),
        (In("bleeding_since", ("recent",)), 2),
        (AllOf((BLEEDING, RECENT)), 3),
        (AllOf((Between("age", 1, None), FEVER, Not(NUMB))), 1),
        (AnyOf((AllOf((NUMB, FEVER)), Named("bleeding", BLEEDING), RECENT)), 1),
        (AtLeast(2, (BLEEDING, NUMB, FEVER)), 2),
        (In("numb", ("no", "yes")), 0),
    ],
)
def test_signs_are_counted_with_their_follow_ups(condition: Condition, signs: int) -> None:
    assert signs_needed(TWO_STEPS, condition) == signs


def test_only_signs_that_are_present_are_counted() -> None:
    either = AnyOf((FEVER, AllOf((NUMB, BLEEDING))))
    assert signs_needed(TWO_STEPS, either) == 1
    for pregnant in ("yes", "unsure"):
        answers = {"age": 1, "numb": "yes", "fever": "no", "pregnant": pregnant, "bleeding": "yes"}
        assert signs_needed(TWO_STEPS, either, resolve(TWO_STEPS, answers).state) == 3


def asked_until_recognised(
    questionnaire: Questionnaire, case: dict[str, Any]
) -> tuple[int, dict[Rule, int]]:
    """Count the questions asked before the stop, and the signs of each rule that makes it come."""
    answers = answers_of(questionnaire, case)
    given: dict[str, Any] = {}
    for name, answer in answers.items():
        given[name] = answer
        result = assess_answers(questionnaire, given)
        if is_emergency(result):
            rules = [reason.rule for reason in emergency_reasons(result)]
            state = result.state
            return len(given), {r: signs_needed(questionnaire, r.when, state) for r in rules}
    raise AssertionError("never an emergency")


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in EMERGENCIES])
def test_an_emergency_is_recognised_early(
    questionnaire: Questionnaire, case: dict[str, Any]
) -> None:
    asked, signs = asked_until_recognised(questionnaire, case)
    assert min(signs.values()) > 0
    assert asked <= min(limit(rule, count) for rule, count in signs.items())


def test_every_emergency_of_one_question_is_asked_early(questionnaire: Questionnaire) -> None:
    for rule in questionnaire.rules:
        names = questions_of(rule.when)
        if rule.level == EMERGENCY and len(names) == 1:
            signs = signs_needed(questionnaire, rule.when)
            assert asked_before(questionnaire, names[0]) < limit(rule, signs), rule.id


def asked_before(questionnaire: Questionnaire, name: str) -> int:
    """Count what a woman with ordinary sciatica is asked before it, and what leads to it."""
    asked = {name, *answers_of(questionnaire, {"base": "ordinary", "set": {"sex": "female"}})}
    for question in reversed(questionnaire.questions):
        if question.id == name or (question.follows is not None and question.id in asked):
            asked |= {*questions_of(question.asked_when)}
    return [q.id for q in questionnaire.questions if q.id in asked].index(name)


def test_the_bases_include_ordinary_sciatica_and_back_pain_only() -> None:
    assert {"ordinary", "back_only"} <= set(bases())
