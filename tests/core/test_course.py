"""What has changed since an earlier check, and that it decides nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import assess
from sciatica_cli.core.checks import Check
from sciatica_cli.core.conditions import AnyOf, In
from sciatica_cli.core.course import (
    BETTER,
    SAME,
    UNKNOWN,
    WORSE,
    Course,
    Value,
    course_of,
    measured,
    measures_data,
    questions_to_compare,
    recorded_value,
    verdict,
)
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.measures import Measure, Step
from sciatica_cli.core.model import Band, Point, Score
from sciatica_cli.core.purposes import Purpose
from tiny import choice, examples, many, number, rule, tiny

PAIN = Measure("pain", "Pain", number="pain", maximum=10, points=2, percent=30,
               least_when=In("where", ("none",)))  # fmt: skip
REACH = Measure(
    "reach", "Reach", maximum=2, points=1, percent=100,
    steps=(
        Step("nowhere", "no pain"),
        Step("back", "the back", In("where", ("back",))),
        Step("foot", "the foot", In("where", ("foot",))),
    ),
)  # fmt: skip
EFFECT = Measure("effect", "Effect", score="effect", maximum=2, points=1, percent=30)
QUESTIONS = (
    choice("sign", "no", "old", "new", danger=True, harmless=("no",)),
    choice("when", "before", "recent", unsure="", danger=True, follows=In("sign", ("old", "new"))),
    many("list", "fall", "fever", danger=True),
    many("where", "back", "foot"),
    number("pain", maximum=10, ask_if=In("where", ("back", "foot"))),
)
SCORE = Score(
    "effect", "Effect",
    (
        Point("foot", In("where", ("foot",)), 1, "foot"),
        Point("sign", In("sign", ("new",)), 1, "new"),
    ),
    (Band("all", "all", AnyOf(())),), maximum=2,
)  # fmt: skip
WORLD = tiny(
    QUESTIONS,
    (rule("urgent", "same_day", In("sign", ("new",))),),
    measures=(PAIN, REACH, EFFECT),
    scores=(SCORE,),
)
CALM: Answers = {"sign": "no", "list": ("none",), "where": ("back",), "pain": 5}


def then(answers: Answers, **more: Any) -> Check:
    flow = resolve(WORLD, answers)
    recorded: dict[str, Any] = {
        "taken_at": 0,
        "purpose": Purpose.ALL,
        "level": assess(flow).level,
        "complete": True,
        "version": WORLD.version,
        "sha256": WORLD.sha256,
        "record": dict(answers),
        "measures": measures_data(WORLD, flow.state),
    }
    return Check(**(recorded | more))


def course(before: Answers, now: Answers, **more: Any) -> Course:
    return course_of(resolve(WORLD, now), (then(before, **more),))


def verdicts(before: Answers, now: Answers) -> dict[str, str]:
    return {change.measure.id: change.verdict for change in course(before, now).changes}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (5, 5, SAME), (5, 4, SAME), (5, 3, BETTER), (5, 7, WORSE), (5, 6, SAME),
        (10, 8, BETTER), (10, 9, SAME), (9, 10, SAME), (8, 10, WORSE),
        (4, 3, SAME), (3, 4, SAME), (3, 2, BETTER), (2, 3, WORSE), (1, 0, BETTER), (0, 1, WORSE),
        (0, 0, SAME),
    ],
)  # fmt: skip
def test_a_number_changes_by_2_points_or_30_percent(before: int, after: int, expected: str) -> None:
    assert verdicts(CALM | {"pain": before}, CALM | {"pain": after})["pain"] == expected


def test_every_step_counts() -> None:
    assert verdicts(CALM, CALM | {"where": ("back", "foot")})["reach"] == WORSE
    assert verdicts(CALM | {"where": ("foot",)}, CALM)["reach"] == BETTER
    assert verdicts(CALM, CALM)["reach"] == SAME


def test_the_highest_step_that_holds_counts() -> None:
    state = resolve(WORLD, CALM | {"where": ("back", "foot")}).state
    assert measured(WORLD, REACH, state) == Value(2, 2)


def test_who_has_no_pain_any_more_is_better_although_nobody_asks_how_much() -> None:
    nothing: Answers = {"sign": "no", "list": ("none",), "where": ("none",)}
    assert verdicts(CALM, nothing) == {"pain": BETTER, "reach": BETTER, "effect": SAME}
    assert verdicts(nothing, CALM) == {"pain": WORSE, "reach": WORSE, "effect": SAME}


def test_a_score_is_compared_like_a_number() -> None:
    assert verdicts(CALM, CALM | {"where": ("foot",)})["effect"] == WORSE


def test_a_fall_counts_from_30_percent_on_also_below_the_points() -> None:
    wide = Measure("steps", "Steps", number="pain", maximum=100, points=50, percent=30)
    assert verdict(wide, Value(10, 10), Value(7, 7)) == BETTER
    assert verdict(wide, Value(100, 100), Value(71, 71)) == SAME


def test_a_change_keeps_both_values() -> None:
    (pain, *_) = course(CALM, CALM | {"pain": 2}).changes
    assert (pain.then, pain.now) == (Value(5, 5), Value(2, 2))


def test_what_is_missing_or_unsure_is_not_compared() -> None:
    unsure = CALM | {"where": ("back", "unsure")}
    assert verdicts(CALM, unsure) == {"pain": SAME, "reach": UNKNOWN, "effect": UNKNOWN}
    without = {name: answer for name, answer in CALM.items() if name not in ("where", "pain")}
    assert set(verdicts(without, CALM).values()) == {UNKNOWN}


def test_what_is_certain_whatever_is_missing_is_told() -> None:
    assert verdict(PAIN, Value(8, 10), Value(0, 5)) == BETTER
    assert verdict(PAIN, Value(0, 5), Value(8, 10)) == WORSE
    assert verdict(PAIN, Value(5, 6), Value(5, 6)) == SAME
    assert verdict(PAIN, Value(4, 6), Value(5, 5)) == SAME
    assert verdict(PAIN, Value(0, 10), Value(5, 5)) == UNKNOWN
    assert verdict(PAIN, Value(5, 5), Value(3, 9)) == UNKNOWN


def test_outcomes_are_compared_as_they_were_recorded() -> None:
    """The answers of then would give 5 today, but 8 was recorded."""
    recorded = {"pain": {"low": 8, "high": 8}}
    change = course(CALM, CALM, measures=recorded).changes[0]
    assert (change.then, change.verdict) == (Value(8, 8), BETTER)


@pytest.mark.parametrize(
    "data",
    [None, 5, [], {}, {"low": 5}, {"low": 6, "high": 5}, {"low": -1, "high": 5},
     {"low": 5, "high": 11}, {"low": True, "high": True}, {"low": 5.0, "high": 5.0},
     {"low": [], "high": {}}, {"low": "back", "high": "back"}],
)  # fmt: skip
def test_what_is_no_value_of_a_measure_is_not_compared(data: object) -> None:
    assert recorded_value(PAIN, data) is None
    change = course(CALM, CALM, measures={"pain": data}).changes[0]
    assert (change.then, change.verdict) == (None, UNKNOWN)


def test_a_number_below_the_least_is_no_value() -> None:
    from_1 = Measure("pain", "Pain", number="pain", minimum=1, maximum=10)
    assert recorded_value(from_1, {"low": 1, "high": 10}) == Value(1, 10)
    assert recorded_value(from_1, {"low": 0, "high": 10}) is None


def test_steps_are_recorded_by_name_so_that_others_may_come_between() -> None:
    data = measures_data(WORLD, resolve(WORLD, CALM).state)
    assert data["reach"] == {"low": "back", "high": "back"}
    later = Measure(
        "reach", "Reach", steps=(*REACH.steps[:1], Step("hip", "hip"), *REACH.steps[1:])
    )
    assert recorded_value(later, data["reach"]) == Value(2, 2)
    gone = Measure("reach", "Reach", steps=REACH.steps[:1])
    assert recorded_value(gone, data["reach"]) is None


def test_what_was_known_then_is_asked_for_again() -> None:
    assert questions_to_compare(WORLD, then(CALM)) == ("pain", "where", "sign")
    without = {name: answer for name, answer in CALM.items() if name not in ("where", "pain")}
    assert questions_to_compare(WORLD, then(without)) == ()
    only_reach = {"reach": {"low": "back", "high": "back"}}
    assert questions_to_compare(WORLD, then(CALM, measures=only_reach)) == ("where",)
    assert questions_to_compare(WORLD, then(CALM, measures={"pain": {"low": 5, "high": 5}})) == (
        "pain",
    )


def test_a_value_is_known_if_it_can_be_only_one() -> None:
    assert Value(5, 5).known
    assert not Value(5, 6).known


def new_signs(before: Answers, now: Answers) -> dict[str, tuple[str, ...]]:
    return {sign.question.id: sign.values for sign in course(before, now).new_signs}


OLD = CALM | {"sign": "old", "when": "before"}


def test_a_danger_sign_is_new_if_it_was_not_there_or_is_worse() -> None:
    assert new_signs(CALM, OLD) == {"sign": ("old",)}
    assert new_signs(OLD, OLD | {"sign": "new"}) == {"sign": ("new",)}
    assert new_signs(CALM, CALM | {"list": ("fever",)}) == {"list": ("fever",)}
    both = CALM | {"list": ("fall", "fever")}
    assert new_signs(CALM | {"list": ("fall",)}, both) == {"list": ("fever",)}


def test_a_sign_that_stays_goes_or_is_unsure_is_not_new() -> None:
    assert new_signs(OLD, OLD) == {}
    assert new_signs(OLD, CALM) == {}
    assert new_signs(OLD | {"sign": "new"}, OLD) == {}
    assert new_signs(CALM, CALM | {"sign": "unsure"}) == {}
    assert new_signs(CALM, CALM | {"list": ("unsure",)}) == {}


def test_a_sign_that_was_unsure_is_new_once_it_is_certain() -> None:
    assert new_signs(CALM | {"sign": "unsure"}, OLD) == {"sign": ("old",)}


def test_nobody_is_told_that_something_is_new_that_was_not_asked() -> None:
    without = {name: answer for name, answer in CALM.items() if name != "sign"}
    assert new_signs(without, OLD) == {}


def test_a_follow_up_is_told_only_if_the_sign_itself_is_not_new() -> None:
    assert new_signs(CALM, OLD | {"when": "recent"}) == {"sign": ("old",)}
    assert new_signs(OLD, OLD | {"when": "recent"}) == {"when": ("recent",)}


def test_the_last_of_several_checks_is_compared() -> None:
    checks = (then(CALM | {"pain": 9}), then(CALM | {"pain": 5}))
    found = course_of(resolve(WORLD, CALM), checks)
    assert found.last is checks[1]
    assert [change.verdict for change in found.changes] == [SAME, SAME, SAME]
    assert found.changes_that(SAME) == found.changes
    assert found.changes_that(BETTER) == ()
    assert found.counts == (0, 0, 3)


values = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda p: Value(min(p), max(p)))
measures = st.builds(
    lambda points, percent: Measure("m", "M", "m", maximum=10, points=points, percent=percent),
    st.integers(1, 10),
    st.integers(1, 100),
)
OPPOSITE = {BETTER: WORSE, WORSE: BETTER, SAME: SAME, UNKNOWN: UNKNOWN}


@given(measures, values, values)
@examples(1000)
def test_back_again_is_the_opposite(measure: Measure, one: Value, other: Value) -> None:
    assert verdict(measure, other, one) == OPPOSITE[verdict(measure, one, other)]


@given(measures, values, values)
@examples(1000)
def test_a_verdict_is_that_of_all_values_that_are_possible(
    measure: Measure, one: Value, other: Value
) -> None:
    possible = {
        verdict(measure, Value(a, a), Value(b, b))
        for a in range(one.low, one.high + 1)
        for b in range(other.low, other.high + 1)
    }
    assert verdict(measure, one, other) == (possible.pop() if len(possible) == 1 else UNKNOWN)
