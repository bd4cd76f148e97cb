"""The expressions of a condition mean the same as the condition, for all answers."""

from __future__ import annotations

from itertools import product

import pytest

from sciatica_cli.core.conditions import (
    FALSE,
    AllOf,
    Answer,
    AnswerState,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Not,
)
from sciatica_cli.core.expressions import to_expressions
from sciatica_cli.core.levels import LEVELS
from tiny import choice, many, number, tiny
from tiny import value_of as holds

BANK = tiny((choice("leg", "no", "yes"), many("signs", "x", "y"), number("age", 1, 4)), ())
LEG, SIGN, MIDDLE = In("leg", ("yes",)), In("signs", ("x", "y")), Between("age", 2, 4)
ANSWERS: dict[str, list[Answer | None]] = {
    "leg": ["no", "yes", "unsure", None],
    "signs": [("none",), ("y",), ("x", "unsure"), ("unsure",), None],
    "age": [1, 2, 3, 4, None],
}


def sheets(*names: str) -> list[AnswerState]:
    """Yield all ways to answer some questions, leave them out, or not be asked them."""
    found = []
    for row in product(*(ANSWERS[name] for name in names)):
        given = dict(zip(names, row, strict=True))
        values = {name: answer for name, answer in given.items() if answer is not None}
        hidden = dict.fromkeys(names - values.keys(), (FALSE, FALSE))
        found += [AnswerState(values), AnswerState(values, hidden)]
    return found


def same_meaning(condition: Condition, state: AnswerState) -> bool:
    low, high = state.bounds(condition)
    lowered = to_expressions(condition, BANK)
    ends = lowered.certain, lowered.possible, lowered.certain_at_most, lowered.possible_at_most
    return [holds(end, state) for end in ends] == [low == 2, low >= 1, high == 2, high >= 1]


@pytest.mark.parametrize(
    "condition",
    [
        LEG,
        SIGN,
        MIDDLE,
        Between("age", 3, None),
        Between("age", None, 3),
        Between("age", None, None),
    ],
)
def test_the_expressions_of_a_leaf_agree_with_it_for_every_answer(condition: In | Between) -> None:
    known = sheets(condition.question)
    assert [state.values for state in known if not same_meaning(condition, state)] == []


@pytest.mark.parametrize(
    "condition",
    [
        Not(LEG),
        Not(SIGN),
        Not(MIDDLE),
        AllOf((LEG, SIGN)),
        AnyOf((LEG, SIGN)),
        AtLeast(1, (LEG, SIGN, MIDDLE)),
        AtLeast(2, (LEG, SIGN, MIDDLE)),
        AtLeast(3, (LEG, SIGN, MIDDLE, SIGN)),
        Not(AllOf((LEG, Not(AnyOf((SIGN, MIDDLE)))))),
    ],
)
def test_the_expressions_of_a_tree_agree_with_it_for_every_answer(condition: Condition) -> None:
    known = sheets("leg", "signs", "age")
    assert [state.values for state in known if not same_meaning(condition, state)] == []


@pytest.mark.parametrize("wanted", LEVELS)
def test_the_expressions_of_a_level_agree_with_it_for_any_two_bounds(wanted: str) -> None:
    pairs = [
        (low, high) for low in LEVELS for high in LEVELS if LEVELS.index(low) <= LEVELS.index(high)
    ]
    for pair in pairs:
        assert same_meaning(LevelAtLeast(wanted), AnswerState({}, {}, pair))
        assert same_meaning(Not(LevelAtLeast(wanted)), AnswerState({}, {}, pair))
