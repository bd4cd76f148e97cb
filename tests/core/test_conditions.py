"""Conditions: lowest and highest value, and which answers decided it."""

from __future__ import annotations

import copy
import pickle

import pytest

from sciatica_cli.core.conditions import (
    AllOf,
    AnswerState,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Not,
    because,
    questions_of,
)
from sciatica_cli.core.expressions import to_expressions
from sciatica_cli.core.frozen import Frozen
from sciatica_cli.core.levels import Level
from tiny import choice, tiny

NO, MAYBE, YES = 0, 1, 2
A, B, C = In("a", ("x",)), In("b", ("x",)), In("c", ("x",))


def state(**values: object) -> AnswerState:
    return AnswerState(values, {"hidden": (NO, NO)}, (Level.SELF_CARE, Level.SELF_CARE))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"a": "x"}, (YES, YES)),
        ({"a": "y"}, (NO, NO)),
        ({"a": "unsure"}, (MAYBE, MAYBE)),
        ({}, (NO, YES)),
        ({"a": ("x", "y")}, (YES, YES)),
        ({"a": ("y",)}, (NO, NO)),
        ({"a": ("y", "unsure")}, (MAYBE, MAYBE)),
        ({"a": ("x", "unsure")}, (YES, YES)),
    ],
)
def test_a_leaf_distinguishes_answered_unsure_and_missing(
    values: dict[str, object], expected: tuple[int, int]
) -> None:
    assert state(**values).bounds(A) == expected


def test_a_condition_on_a_question_that_is_not_asked_is_false_at_both_ends() -> None:
    assert state().bounds(In("hidden", ("x",))) == (NO, NO)
    assert state().bounds(Between("hidden", None, 5)) == (NO, NO)


@pytest.mark.parametrize(
    ("condition", "answer", "holds"),
    [
        (Between("n", 3, 5), 3, True),
        (Between("n", 3, 5), 5, False),
        (Between("n", 3), 2, False),
        (Between("n", None, 3), 2, True),
    ],
)
def test_numbers_include_at_least_and_exclude_below(
    condition: Condition, answer: int, holds: bool
) -> None:
    assert state(n=answer).bounds(condition) == ((YES, YES) if holds else (NO, NO))


def test_all_takes_the_smallest_and_any_the_greatest_end_by_end() -> None:
    known = state(a="x", b="unsure")
    assert known.bounds(AllOf((A, B))) == (MAYBE, MAYBE)
    assert known.bounds(AnyOf((A, B))) == (YES, YES)
    assert known.bounds(AllOf((A, C))) == (NO, YES)
    assert known.bounds(AnyOf((B, C))) == (MAYBE, YES)


def test_not_swaps_the_ends() -> None:
    assert state().bounds(Not(A)) == (NO, YES)
    assert state(a="unsure").bounds(Not(A)) == (MAYBE, MAYBE)
    assert state(a="x").bounds(Not(A)) == (NO, NO)


def test_some_counts_what_is_certain_and_what_is_possible() -> None:
    two = AtLeast(2, (A, B, C))
    assert state(a="x", b="x", c="y").bounds(two) == (YES, YES)
    assert state(a="x", b="unsure", c="y").bounds(two) == (MAYBE, MAYBE)
    assert state(a="x").bounds(two) == (NO, YES)


def test_one_of_some_is_any_and_all_of_some_is_all() -> None:
    known = state(a="x", b="unsure")
    assert known.bounds(AtLeast(1, (A, B, C))) == (YES, YES)
    assert known.bounds(AtLeast(2, (A, B, C))) == (MAYBE, YES)
    assert known.bounds(AtLeast(3, (A, B, C))) == (NO, MAYBE)


def test_a_duplicate_part_counts_twice() -> None:
    assert state(a="x", b="y").bounds(AtLeast(2, (A, A, B))) == (YES, YES)
    assert state(a="y", b="x").bounds(AtLeast(2, (A, A, B))) == (NO, NO)


def test_a_condition_on_the_level_uses_both_bounds_of_the_level() -> None:
    known = AnswerState({}, {}, (Level.ROUTINE, Level.EMERGENCY_NOW))
    assert known.bounds(LevelAtLeast(Level.ROUTINE)) == (YES, YES)
    assert known.bounds(LevelAtLeast(Level.SAME_DAY)) == (NO, YES)


def test_because_names_the_parts_with_the_value_of_the_whole() -> None:
    either = AnyOf((A, B))
    assert because(either, state(a="x", b="y")) == ("a",)
    assert because(either, state(a="y", b="y")) == ("a", "b")
    assert because(AllOf((A, B)), state(a="x", b="unsure")) == ("b",)
    assert because(Not(either), state(a="x", b="y")) == ("a",)
    assert because(AllOf((A, LevelAtLeast(Level.SELF_CARE))), state(a="x")) == ("a",)


def test_because_walks_down_through_all_that_stands_between() -> None:
    known = state(a="x", b="y", c="x")
    assert because(AllOf((AnyOf((A, B)), C)), known) == ("a", "c")
    assert because(Not(Not(AnyOf((A, B)))), known) == ("a",)
    assert because(AtLeast(2, (A, B, C)), known) == ("a", "c")


def test_because_speaks_of_the_lowest_value_unless_asked_for_the_highest() -> None:
    known = state(a="y")  # b is missing: surely not both, and never both
    assert because(AllOf((A, B)), known) == ("a", "b")
    assert because(AllOf((A, B)), known, 1) == ("a",)


def test_the_questions_of_a_condition_come_once_and_in_order() -> None:
    condition = AllOf((B, Not(A), AtLeast(1, (B, C)), LevelAtLeast(Level.ROUTINE)))
    assert questions_of(condition) == ("b", "a", "c")
    assert questions_of(None) == ()


def test_a_stranger_among_conditions_is_refused() -> None:
    class Strange(Condition):
        pass

    with pytest.raises(KeyError, match="Strange"):
        state().bounds(Strange())
    with pytest.raises(TypeError, match="Strange"):
        to_expressions(Strange(), tiny((choice("a", "x"),), ()))


class Pair(Frozen):
    left: int
    right: int = 2


def test_frozen_values_are_equal_by_type_and_fields() -> None:
    assert Pair(1) == Pair(left=1, right=2) == Pair.restore([1, 2])
    assert hash(Pair(1)) == hash(Pair(1))
    assert hash(Pair(1)) != hash(Pair(2))
    assert hash(AllOf((A,))) != hash(AnyOf((A,)))
    assert Pair(1) != (1, 2)
    assert AllOf((A,)) != AnyOf((A,))


def test_frozen_values_cannot_be_changed() -> None:
    pair = Pair(1)
    with pytest.raises(AttributeError, match=r"^Pair cannot be changed$"):
        pair.left = 2  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"^Pair cannot be changed$"):
        del pair.left
    assert pair == Pair(1)


def test_frozen_values_reach_another_process() -> None:
    pair = Pair(1)
    assert pickle.loads(pickle.dumps(pair)) == copy.copy(pair) == pair


@pytest.mark.parametrize("values", [[1], [1, 2, 3]])
def test_a_compiled_copy_restores_exactly_as_many_fields_as_there_are(values: list[int]) -> None:
    with pytest.raises(ValueError, match=r"zip\(\)"):
        Pair.restore(values)


def test_frozen_fields_come_after_those_of_the_base_and_keep_their_defaults() -> None:
    class Triple(Pair):
        last: int = 3

    assert Triple.fields == ("left", "right", "last")
    assert Triple(1) == Triple(1, 2, 3)
    assert not hasattr(Triple(1), "__dict__")


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"left": 1}), ((1,), {"up": 1})]
)
def test_frozen_values_need_exactly_their_fields(
    args: tuple[int, ...], named: dict[str, int]
) -> None:
    with pytest.raises(TypeError, match=r"^Pair(: too many values| takes left, right)$"):
        Pair(*args, **named)


def test_a_value_never_shows_its_fields() -> None:
    assert "recent" not in repr(state(saddle="recent"))
    assert repr(In("saddle", ("recent",))) == "<In>"


def test_without_parts_all_hold_and_none_of_any() -> None:
    assert AnswerState({}).bounds(AllOf(())) == (YES, YES)
    assert AnswerState({}).bounds(AnyOf(())) == (NO, NO)
