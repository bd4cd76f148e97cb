"""The tool that counts questions counts right, and no purpose asks less than its floor."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from asked import Count, count, of_examples, other_answers, questions, table

from sciatica_cli.core.conditions import In
from sciatica_cli.core.purposes import Purpose
from tiny import choice, many, number, rule, tiny

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


def test_an_answer_that_would_make_another_question_needed_is_part_of_the_floor() -> None:
    assert counts_of(numb="no", fall="yes", pain=1) == [
        (LEVEL, "within_days", 2, 2),
        (MASSAGE, "within_days", 2, 2),
        (ALL, "within_days", 3, None),
    ]


def test_an_answer_that_cannot_alter_the_level_is_not_part_of_the_floor() -> None:
    """Without numb skin the level would be the same, because of the fall."""
    assert counts_of(numb="yes", since="old", fall="yes", pain=1)[0] == (LEVEL, "within_days", 2, 1)


def test_an_emergency_ends_the_questions() -> None:
    assert [one[2:] for one in counts_of(numb="yes", since="recent", fall="no", pain=1)] == [
        (2, 2), (2, 2), (2, None),
    ]  # fmt: skip


def test_a_list_is_changed_by_one_item_none_alone_or_unsure_alone() -> None:
    question = many("signs", "x", "y")
    assert set(other_answers(question, ("x",))) == {
        ("none",), ("unsure",), ("x", "y"), ("x", "unsure"),
    }  # fmt: skip
    assert set(other_answers(question, ("none",))) == {("x",), ("y",), ("unsure",)}


def test_a_choice_and_a_number_are_changed_to_every_other_value() -> None:
    assert list(other_answers(choice("a", "x", "y"), "x")) == ["y", "unsure"]
    assert list(other_answers(number("n", 0, 3), 1)) == [0, 2, 3]


def test_no_purpose_asks_less_than_its_floor_for_the_examples() -> None:
    people = of_examples()
    assert len(people) == 4
    for answers in people:
        level, massage, everything = count(questions(), answers)
        assert level.floor is not None
        assert massage.floor is not None
        assert level.floor <= level.asked <= massage.asked <= everything.asked
        assert level.floor <= massage.floor <= massage.asked


def test_the_table_shows_medians() -> None:
    counts = [Count(LEVEL, "routine", 4, 1), Count(LEVEL, "routine", 7, 5)]
    row = "5.5 | 7 | 3 | 2.5 | 3 |"
    assert table(counts).splitlines()[2:] == [
        f"| level | routine | 2 | {row}",
        f"| level | any | 2 | {row}",
    ]
