"""The tool that counts questions counts right, and hardly a question is asked in vain."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from asked import Count, count, drawn, of_examples, questions, table

from purposes import asked
from scenarios import all_cases, answers_of
from sciatica_cli.core.conditions import AllOf, In
from sciatica_cli.core.purposes import Purpose
from tiny import choice, number, rule, tiny

LEVEL, MASSAGE, ALL = Purpose

TWO_STEPS = tiny(
    (
        choice("numb", "no", "yes", unsure=""),
        choice("since", "old", "recent", unsure="", follows=In("numb", ("yes",))),
        choice("fall", "no", "yes", unsure=""),
        number("pain"),
    ),
    (
        rule("now", "emergency_now", In("since", ("recent",))),
        rule("week", "within_days", In("numb", ("yes",))),
        rule("fall", "within_days", In("fall", ("yes",))),
    ),
)


def counts_of(**answers: str | int) -> list[Count]:
    return count(TWO_STEPS, dict(answers))


def test_an_answer_that_would_make_another_question_needed_is_necessary() -> None:
    assert counts_of(numb="no", fall="yes", pain=1) == [
        (LEVEL, "within_days", 2, 2, 2),
        (MASSAGE, "within_days", 2, 2, 2),
        (ALL, "within_days", 3, None, None),
    ]


def test_an_answer_that_cannot_alter_the_level_is_not_necessary() -> None:
    """Numb skin raises the level just as a fall does, but then its date has to be known."""
    assert counts_of(numb="yes", since="old", fall="yes", pain=1)[0] == (
        LEVEL, "within_days", 2, 2, 2,
    )  # fmt: skip


def test_an_emergency_ends_the_questions() -> None:
    assert [one[2:] for one in counts_of(numb="yes", since="recent", fall="no", pain=1)] == [
        (2, 2, 2), (2, 2, 2), (2, None, None),
    ]  # fmt: skip


def test_of_two_signs_that_matter_together_one_is_enough_and_neither_necessary() -> None:
    both = AllOf((In("numb", ("yes",)), In("fever", ("yes",))))
    pair = tiny(
        (choice("numb", "no", "yes"), choice("fever", "no", "yes")),
        (rule("pair", "same_day", both),),
    )
    assert count(pair, {"numb": "no", "fever": "no"})[0] == (LEVEL, "self_care", 1, 1, 0)
    assert count(pair, {"numb": "yes", "fever": "no"})[0] == (LEVEL, "self_care", 2, 1, 1)


def test_an_emergency_needs_only_its_own_signs_and_what_led_to_them() -> None:
    later = tiny(
        (choice("tired", "no", "yes"), choice("numb", "no", "yes"), *TWO_STEPS.questions[1:2]),
        (
            rule("tired", "emergency_now", AllOf((In("tired", ("yes",)), In("numb", ("no",))))),
            *TWO_STEPS.rules[:1],
        ),
    )
    answers = {"tired": "no", "numb": "yes", "since": "recent"}
    assert count(later, answers)[0] == (LEVEL, "emergency_now", 3, 2, 2)


def test_no_purpose_asks_less_than_is_enough_for_the_examples() -> None:
    people = of_examples()
    assert len(people) == 4
    for answers in people:
        level, massage, everything = count(questions(), answers)
        for one in (level, massage):
            assert one.enough is not None
            assert one.floor is not None
            assert one.floor <= one.enough <= one.asked
        assert level.asked <= massage.asked <= everything.asked


def test_a_sample_has_people_of_each_care_level_and_is_always_the_same() -> None:
    people = of_examples()
    one_of_each = drawn(people, 1)
    assert len(one_of_each) == 3  # two need no doctor, one an appointment, one help at once
    assert one_of_each == drawn(people, 1)
    assert len(drawn(people, 9)) == len(people)


def test_the_table_shows_medians() -> None:
    counts = [Count(LEVEL, "routine", 4, 2, 1), Count(LEVEL, "routine", 7, 6, 5)]
    row = "5.5 | 4 | 3 | 1.5 | 2 |"
    assert table(counts).splitlines()[2:] == [
        f"| level | routine | 2 | {row}",
        f"| level | any | 2 | {row}",
    ]


# ------------------------------------------------ the questions of the file

# A few people of each care level, near its medians in docs/safety.md, and how many questions
# half of them are asked at most, for the level and for massage.
FEW = {
    "self_care": (
        (
            "massage/swollen_ankles",
            "ordinary/back_pain_five_days",
            "ordinary/dull_buttock_and_thigh",
        ),
        (27, 31),
    ),
    "routine": (
        ("danger/genital_since", "scores/impact_medium_upper", "causes/inflammatory_early_start"),
        (25, 29),
    ),
    "within_days": (
        ("danger/height_loss", "danger/bladder_often", "scores/weakness_supports"),
        (23, 29),
    ),
    "same_day": (
        ("danger/cannot_move", "danger/sudden_at_rest", "cautions_told/told_fever"),
        (20, 20),
    ),
    "emergency_now": (
        ("danger/no_urine", "danger/both_legs_recent", "pairs/fever_weak_leg"),
        (8, 8),
    ),
}


@pytest.mark.parametrize("level", FEW)
def test_half_of_a_few_people_are_asked_no_more_questions_than_before(level: str) -> None:
    names, limits = FEW[level]
    people = [answers_of(questions(), dict(all_cases())[name]) for name in names]
    for purpose, most in zip((LEVEL, MASSAGE), limits, strict=True):
        numbers = [len(asked(questions(), answers, purpose, go_on=False)) for answers in people]
        assert median(numbers) <= most
