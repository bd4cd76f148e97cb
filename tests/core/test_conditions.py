"""Conditions: lowest and highest value, and which answers decided it."""

from __future__ import annotations

import pytest

from sciatica_cli.core.conditions import (
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
    answers_behind,
    deciding,
    deciding_questions,
    questions_of,
    values_of,
)
from sciatica_cli.core.expressions import to_expressions
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
    assert deciding_questions(either, state(a="x", b="y")) == ("a",)
    assert deciding_questions(either, state(a="y", b="y")) == ("a", "b")
    assert deciding_questions(AllOf((A, B)), state(a="x", b="unsure")) == ("b",)
    assert deciding_questions(Not(either), state(a="x", b="y")) == ("a",)
    assert deciding_questions(AllOf((A, LevelAtLeast(Level.SELF_CARE))), state(a="x")) == ("a",)


def test_because_walks_down_through_all_that_lies_between() -> None:
    known = state(a="x", b="y", c="x")
    assert deciding_questions(AllOf((AnyOf((A, B)), C)), known) == ("a", "c")
    assert deciding_questions(Not(Not(AnyOf((A, B)))), known) == ("a",)
    assert deciding_questions(AtLeast(2, (A, B, C)), known) == ("a", "c")


def test_because_speaks_of_the_lowest_value_unless_asked_for_the_highest() -> None:
    known = state(a="y")  # b is missing: surely not both, and never both
    assert deciding_questions(AllOf((A, B)), known) == ("a", "b")
    assert deciding_questions(AllOf((A, B)), known, 1) == ("a",)


def test_under_not_the_other_end_decides() -> None:
    known = state(a="y")  # b is missing
    assert deciding_questions(Not(AllOf((A, B))), known) == ("a",)
    assert deciding_questions(Not(AllOf((A, B))), known, 1) == ("a", "b")
    assert deciding_questions(AnyOf((Not(AllOf((A, B))),)), known) == ("a",)


def test_what_decided_comes_with_all_that_lies_between_outermost_first() -> None:
    known = state(a="y")
    inner = AllOf((A, B))
    outer = AllOf((inner, C))
    assert list(deciding(outer, known)) == [outer, inner, A, B, C]
    assert list(deciding(outer, known, 1)) == [outer, inner, A]


def test_behind_a_condition_stand_the_deciding_questions_with_their_answers() -> None:
    assert answers_behind(AnyOf((A, B)), state(a="x", b="y")) == (("a", "x"),)
    assert answers_behind(AllOf((A, B)), state(a="y")) == (("a", "y"), ("b", None))


def test_the_questions_of_a_condition_come_once_and_in_order() -> None:
    condition = AllOf((B, Not(A), AtLeast(1, (B, C)), LevelAtLeast(Level.ROUTINE)))
    assert questions_of(condition) == ("b", "a", "c")
    assert questions_of(None) == ()


def test_an_unknown_class_of_condition_is_refused() -> None:
    class Strange(Condition):
        pass

    with pytest.raises(KeyError, match="Strange"):
        state().bounds(Strange())
    with pytest.raises(TypeError, match="Strange"):
        to_expressions(Strange(), tiny((choice("a", "x"),), ()))


def test_a_value_is_worked_out_once() -> None:
    known = state(a="x")
    assert known.bounds(A) == (YES, YES)
    known.values["a"] = "y"  # too late: a condition on this question has been evaluated
    assert known.bounds(A) == (YES, YES)
    assert known.bounds(In("a", ("y",))) == (YES, YES)


def test_with_the_level_known_a_state_keeps_all_it_has_worked_out() -> None:
    known = AnswerState({"a": "x"}, {"b"})
    assert known.bounds(A) == (YES, YES)
    known.values["a"] = "y"
    later = known.with_levels(Level.ROUTINE, Level.SAME_DAY)
    assert later == AnswerState({"a": "y"}, {"b"}, (Level.ROUTINE, Level.SAME_DAY))
    assert later.bounds(A) == (YES, YES)
    assert later.bounds(LevelAtLeast(Level.SAME_DAY)) == (NO, YES)


@pytest.mark.parametrize(
    "other",
    [
        AnswerState({"a": "y"}, {"b"}, (Level.ROUTINE, Level.ROUTINE)),
        AnswerState({"a": "x"}, {"c"}, (Level.ROUTINE, Level.ROUTINE)),
        AnswerState({"a": "x"}, {"b"}, (Level.ROUTINE, Level.SAME_DAY)),
        AnswerState({"a": "x"}, {"b"}),
        {"a": "x"},
    ],
)
def test_two_states_are_equal_by_answers_hidden_questions_and_levels(other: object) -> None:
    levels = Level.ROUTINE, Level.ROUTINE
    assert AnswerState({"a": "x"}, {"b"}, levels) == AnswerState({"a": "x"}, {"b"}, levels)
    assert AnswerState({"a": "x"}, {"b"}, levels) != other


def test_a_state_never_shows_its_answers() -> None:
    assert "recent" not in repr(state(saddle="recent"))


def test_without_parts_all_hold_and_none_of_any() -> None:
    assert AnswerState({}).bounds(AllOf(())) == (YES, YES)
    assert AnswerState({}).bounds(AnyOf(())) == (NO, NO)


@pytest.mark.parametrize(
    ("answer", "values"),
    [(None, ()), ("x", ("x",)), (0, (0,)), (("x", "unsure"), ("x", "unsure"))],
)
def test_an_answer_has_one_value_several_or_none(
    answer: Answer | None, values: tuple[str | int, ...]
) -> None:
    assert values_of(answer) == values
