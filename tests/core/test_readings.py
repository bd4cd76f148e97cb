"""No fault hides an urgent result: what a faulty record would mean, however it is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_cli.core.assess import assess
from sciatica_cli.core.conditions import Between, In
from sciatica_cli.core.faults import Urgent
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY, LEVELS, SAME_DAY
from sciatica_cli.core.questions import NONE
from sciatica_cli.core.readings import MAX_READINGS, MAX_READINGS_IN_ALL, as_given, find_urgent
from sciatica_cli.core.routes import LevelText, Route
from tiny import choice, examples, many, number, questionnaires, rule, some_answers, tiny

BANK = tiny(
    (
        many("now", "chest", "stroke", NONE),
        choice("numb", "no", "old", "new"),
        choice("leg", "no", "yes"),
        number("age", 0, 120),
    ),
    (
        rule(
            "chest",
            "emergency_now",
            In("now", ("chest",)),
            "same_day",
            go="line",
            tell="Chest!",
        ),
        rule("stroke", "emergency_now", In("now", ("stroke",)), "same_day"),
        rule("new", "same_day", In("numb", ("new",))),
        rule("old", "within_days", In("numb", ("old",))),
    ),
    routes=(Route("line", "Line", (), (), "advice"),),
    levels=tuple(LevelText(name, f"Title {name}", f"by {name}", "") for name in LEVELS),
)
CERTAIN = "Already certain from these answers: Title emergency_now (by emergency_now)."


def found(*records: dict[str, list[object]]) -> Urgent | None:
    return find_urgent(BANK, records)


def levels(*records: dict[str, list[object]]) -> tuple[object, object]:
    urgent = found(*records)
    return (urgent.level, urgent.could_be) if urgent else (None, None)


@pytest.mark.parametrize(
    "values",
    [
        [["chest"]],
        [["chest", "nonsense"]],  # an unknown item beside a known one
        [["chest", 7, None]],
        [["chest", "chest"]],
        ["chest"],  # an item without its list
        [["chest"], ["stroke"]],  # a key that is given twice: an emergency either way
        [["chest"], []],  # nothing can be read in the second
    ],
)
def test_an_emergency_is_certain_if_every_reading_gives_it(values: list[object]) -> None:
    assert levels({"now": values, "age": [999]}) == (EMERGENCY, None)


@pytest.mark.parametrize(
    "values",
    [
        [["chest", NONE]],
        [["chest"], [NONE]],
        [[NONE], None, ["chest"]],
        [["chest"], None],
    ],
)
def test_an_emergency_is_possible_if_only_some_readings_give_it(values: list[object]) -> None:
    urgent = found({"now": values})
    assert urgent == Urgent(None, EMERGENCY, "One of these answers would be an emergency: now.")


@pytest.mark.parametrize(
    "record",
    [
        {"Now": [["chest"]]},
        {" NOW ": ["chest"]},
        {"now": [["Chest"]]},
        {"now": [" chest\t", 7]},
        {"NOW": [["CHEST"]], "now": [["none"]]},
        {"answers": [{"now": ["chest"]}]},  # an object in which the answers are wrapped
        {"Answers": [7, {"nothing": 1}, {"now": ["chest"]}], "Numb": ["old"]},
    ],
)
def test_a_name_that_is_nearly_right_may_be_meant(record: dict[str, list[object]]) -> None:
    urgent = found(record)
    assert urgent == Urgent(None, EMERGENCY, "One of these answers would be an emergency: now.")


def test_names_that_differ_in_more_than_their_writing_are_not_meant() -> None:
    assert found({"nows": [["chest"]], "now": [["chests"]]}) is None
    assert found({"now": [["none"]], "other": [{"now": ["chest"]}]}) is None
    assert found({"n" * 1000: [["chest"]]}) is None


def test_a_choice_that_is_nearly_right_adds_to_those_that_are_right() -> None:
    assert levels({"now": [["chest", "Stroke"]]}) == (EMERGENCY, None)
    assert levels({"numb": ["new"], "now": [["None", "stroke "]]}) == (SAME_DAY, EMERGENCY)


def test_a_follow_up_of_a_contradicted_answer_counts_too() -> None:
    bank = tiny(
        (
            number("age", 0, 120),
            choice("pregnant", "no", "yes", ask_if=Between("age", 0, 60)),
            many("signs", "bleeding", ask_if=In("pregnant", ("yes",))),
        ),
        (rule("bleeding", "emergency_now", In("signs", ("bleeding",))),),
        levels=BANK.levels,
    )
    urgent = find_urgent(bank, [as_given({"age": 95, "pregnant": "yes", "signs": ["bleeding"]})])
    assert urgent is not None
    assert (urgent.level, urgent.could_be) == (None, EMERGENCY)
    assert urgent.line == "One of these answers would be an emergency: signs."


def test_what_to_say_comes_after_what_is_certain() -> None:
    urgent = found({"now": [["chest", "zebra"]]})
    assert urgent == Urgent(EMERGENCY, None, f"{CERTAIN} Chest!")


def test_two_records_are_never_taken_together() -> None:
    assert levels({"now": [["chest"]]}, {"now": [[NONE]]}) == (None, EMERGENCY)
    assert levels({"now": [["chest"]]}, {"now": [["stroke"]]}) == (EMERGENCY, None)
    assert levels({"numb": ["new"]}, {"now": [["chest"]]}) == (SAME_DAY, EMERGENCY)


def test_help_the_same_day_is_said_too_and_both_at_once() -> None:
    assert levels({"numb": ["old", "new"]}) == (None, SAME_DAY)
    assert levels({"numb": [["new"]]}) == (SAME_DAY, None)
    urgent = found({"numb": ["new"], "now": [["chest", NONE]]})
    assert urgent is not None
    assert urgent.line.split(". ") == [
        "One of these answers would be an emergency: now",
        "Already certain from these answers: Title same_day (by same_day).",
    ]


def test_nothing_is_said_of_what_can_wait_or_cannot_be_read() -> None:
    assert found() is None
    assert found({}) is None
    assert found({"numb": ["old"], "zebra": ["chest"]}) is None
    assert found({"now": [{"chest": True}, "nonsense", 3, [[]]]}) is None


def test_very_many_doubtful_answers_are_read_one_by_one() -> None:
    many_ways = {f"q{i}": ["no", "yes"] for i in range(MAX_READINGS)}
    bank = tiny(
        (choice("numb", "no", "new"), *(choice(name, "no", "yes") for name in many_ways)),
        (
            rule("numb", "same_day", In("numb", ("new",))),
            rule("last", "emergency_now", In(f"q{MAX_READINGS - 1}", ("yes",)), "same_day"),
        ),
        levels=BANK.levels,
    )
    urgent = find_urgent(bank, [{"numb": ["new"], **many_ways}])
    assert urgent is not None
    assert (urgent.level, urgent.could_be) == (SAME_DAY, EMERGENCY)
    assert f": q{MAX_READINGS - 1}. " in urgent.line


def test_what_was_not_read_is_not_claimed_to_be_certain() -> None:
    emergency = {"now": [["chest"]]}
    assert levels(*[emergency] * MAX_READINGS_IN_ALL) == (EMERGENCY, None)
    assert levels(*[emergency] * (MAX_READINGS_IN_ALL + 1)) == (None, EMERGENCY)


def test_everything_in_doubt_behind_an_urgent_result_is_named() -> None:
    bank = tiny(
        (choice("leg", "no", "weak"), choice("numb", "no", "new")),
        (
            rule("leg", "emergency_now", In("leg", ("weak",))),
            rule("numb", "emergency_now", In("numb", ("new",))),
        ),
        levels=BANK.levels,
    )
    urgent = find_urgent(bank, [{"leg": ["no", "weak"]}, {"numb": ["new", "no"]}])
    assert urgent is not None
    assert urgent.line == "One of these answers would be an emergency: leg, numb."


@examples(200)
@given(st.data())
def test_doubt_about_one_answer_never_hides_what_the_record_says(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = data.draw(some_answers(questionnaire))
    record = {name: list(a) if isinstance(a, tuple) else a for name, a in answers.items()}
    flow = resolve(questionnaire, answers)
    level = assess(flow).level
    soon = level if level >= SAME_DAY else None
    urgent = find_urgent(questionnaire, [as_given(record)])
    if not flow.faults:
        assert (urgent and (urgent.level, urgent.could_be)) == (soon and (soon, None))
    for name in record:
        doubtful = find_urgent(questionnaire, [as_given(record) | {name: (record[name], None)}])
        if soon:
            assert doubtful is not None
            assert max(filter(None, (doubtful.level, doubtful.could_be))) >= soon
