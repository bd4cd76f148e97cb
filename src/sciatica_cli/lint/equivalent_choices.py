"""Finds choices with the same effect, and list items whose tick has no effect."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import z3

from ..core.conditions import Condition, In, leaves
from ..core.questions import NONE, ChoiceQuestion, ManyQuestion, Question
from .diagnostics import ERROR, Issue, every_condition
from .search import Search

HINT = "take it out, or name it under `noted` if only the clinician is to read it"


def equivalent_choices(search: Search) -> Iterator[Issue]:
    """An issue for each choice that changes nothing.

    Harmless choices may be equivalent, and `noted` ones may have no effect.
    """
    conditions = list(every_condition(search.questionnaire))
    for question in search.questionnaire.questions:
        if not isinstance(question, ChoiceQuestion):
            continue
        for choice, message, one, other in pairs(question):
            if not _differ(search, question, conditions, one, other):
                path = ("questions", question.id, "choices", choice)
                yield Issue(path, ERROR, "no_difference", message, HINT)


Pick = frozenset[str]  # what is ticked or chosen, apart from what both answers share


def pairs(question: ChoiceQuestion) -> Iterator[tuple[str, str, Pick, Pick]]:
    """Pairs of answers that should differ: the choice at fault, the message, both answers."""
    exempt = {*question.noted, *question.harmless, NONE}
    names = [choice.id for choice in question.choices if choice.id not in exempt]
    if isinstance(question, ManyQuestion):
        for name in names:
            yield name, "ticking this changes nothing", frozenset(), frozenset({name})
        return
    for one, other in combinations([*question.harmless[:1], *names], 2):
        message = f'nothing differs between this and "{one}"'
        yield other, message, frozenset({one}), frozenset({other})


def _differ(
    search: Search, question: Question, conditions: list[Condition], one: Pick, other: Pick
) -> bool:
    """Whether the two answers can give some condition different values."""

    def separates(condition: Condition) -> bool:
        return any(
            one.isdisjoint(leaf.values) != other.isdisjoint(leaf.values)
            for leaf in leaves(condition)
            if isinstance(leaf, In) and leaf.question == question.id
        )

    separating = [condition for condition in conditions if separates(condition)]
    if not separating:
        return False
    world, changed = search.world, search.another(question.id)
    here, there = world.unknowns[question.id], changed.unknowns[question.id]
    answers = [here.values[name] for name in one] + [there.values[name] for name in other]
    if isinstance(question, ManyQuestion):
        (name,) = other
        answers += [here.given, z3.Not(here.values[name]), there.same_as(here, (name, NONE))]
    differ = [world.certain(c) != changed.certain(c) for c in separating]
    differ += [world.possible(c) != changed.possible(c) for c in separating]
    return search.possible(changed.valid, *answers, z3.Or(differ))
