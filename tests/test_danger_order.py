"""A worse answer to a danger question never lowers the level, whatever else one other answer is.

The laws in tests/core try random answers; this tries every answer to every question that shares a
rule with a danger question, since a rule can only go wrong there.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from scenarios import answers_of
from sciatica_cli.bank.find import load
from sciatica_cli.core.answers import allowed_values
from sciatica_cli.core.assess import assess
from sciatica_cli.core.conditions import questions_of
from sciatica_cli.core.flow import settle
from sciatica_cli.core.model import NONE, UNSURE, Question, level_rank
from tiny import tiny

SHIPPED = load()
# Levels depend on nothing else.
RULES = tiny(SHIPPED.questions, SHIPPED.rules, routes=SHIPPED.routes, levels=SHIPPED.levels)
DANGER = [question for question in SHIPPED.questions if question.danger]


def steps(question: Question) -> list[tuple[Any, Any]]:
    """Pairs of neighbouring answers, the worse one second."""
    names = [choice.id for choice in question.choices]
    if question.kind == "many":
        return [((NONE,), (name,)) for name in (*names, UNSURE) if name != NONE]
    unsure = [(names[0], UNSURE), (UNSURE, names[-1])] if question.unsure else []
    return [*pairwise(names), *unsure]


def some_of(question: Question) -> list[Any]:
    if question.kind == "number":
        return [30, 52, 67, 75]
    if question.kind == "scale":
        return [3, 8]
    values = allowed_values(question)
    return [(value,) for value in values] if question.kind == "many" else list(values)


def level_of(answers: dict[str, Any]) -> int:
    return level_rank(assess(RULES, settle(RULES, answers).sheet.values).level)


@pytest.mark.parametrize("question", [pytest.param(q, id=q.id) for q in DANGER])
def test_the_order_of_the_choices_is_the_order_of_danger(question: Question) -> None:
    calm = answers_of(SHIPPED, {"base": "older_back"})
    sharing = {
        name
        for rule in SHIPPED.rules
        if question.id in questions_of(rule.when)
        for name in questions_of(rule.when)
    }
    contexts: list[dict[str, Any]] = [{}]
    for name in sorted(sharing - {question.id}):
        contexts += [{name: value} for value in some_of(SHIPPED.question(name))]
    for context in contexts:
        for better, worse in steps(question):
            before = level_of(calm | context | {question.id: better})
            after = level_of(calm | context | {question.id: worse})
            assert after >= before, (context, better, worse)
