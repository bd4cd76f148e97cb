"""The picture of the body: the shipped drawing, shaded by answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire, Region
from sciatica_cli.report.blocks import Block, Entry, Figure
from sciatica_cli.report.figure import figure, nerves
from sciatica_cli.report.page import page

Judge = Callable[..., Assessment]
LEGS = ("left", "right", "both_ache", "both_walk", "both_steady")


def drawn(a: Assessment) -> Figure:
    (block,) = figure(a)
    assert isinstance(block, Figure)
    return block


def sides(block: Figure) -> tuple[int, int]:
    """Shaded signs of the left and of the right half of the legs."""
    legs = [row.ljust(19) for row in block.rows[3:]]
    left, right = (sum(row.count("#") + row.count("%") for row in half) for half in (
        [row[:8] for row in legs], [row[9:] for row in legs]
    ))  # fmt: skip
    return left, right


def test_a_left_leg_is_drawn_on_the_left_as_seen_from_behind(judge: Judge) -> None:
    left, right = sides(drawn(judge(legs="left")))
    assert left > 20
    assert right == 0
    assert sides(drawn(judge(legs="right"))) == (0, left)


@pytest.mark.parametrize("legs", [leg for leg in LEGS if leg.startswith("both")])
def test_both_legs_are_drawn_on_both_sides(judge: Judge, legs: str) -> None:
    left, right = sides(drawn(judge(legs=legs)))
    assert left == right > 20


def test_a_side_that_was_not_told_is_never_made_up(judge: Judge) -> None:
    block = drawn(judge(legs="neither", pain_where=["buttock"], feels=["dull"], numb_where=None))
    assert block.alt_text == "Pain: buttock (side not told)."
    assert sides(block)[0] == sides(block)[1] > 0


def test_a_side_that_is_not_known_is_said_to_be_so(judge: Judge) -> None:
    block = drawn(judge(legs="unsure"))
    assert sides(block)[0] == sides(block)[1] > 0
    assert block.alt_text.endswith("You were not sure, so more may be shaded than is true.")


def test_numbness_has_a_sign_of_its_own_and_another_together_with_pain(judge: Judge) -> None:
    both = drawn(judge())
    assert any("%" in row for row in both.rows)
    numb_only = drawn(judge(pain_where=["back"], numb_where=["sole"]))
    assert any(":" in row for row in numb_only.rows)
    assert not any("%" in row for row in numb_only.rows)


def test_the_twin_names_every_place(judge: Judge) -> None:
    block = drawn(
        judge(pain_where=["back", "thigh_front"], hip=["none"], numb_where=["inner_shin"])
    )
    assert block.alt_text == (
        "Pain: lower back, groin or front of the thigh (left). "
        "Numb or tingling: inner side of the shin or ankle (left)."
    )
    both = drawn(judge(legs="both_ache", pain_where=["buttock", "calf"]))
    assert both.alt_text.startswith("Pain: buttock (both sides), lower leg (both sides). ")


def test_what_the_back_does_not_show_is_noted(judge: Judge) -> None:
    block = drawn(judge(pain_where=["back", "thigh_front"], hip=["none"]))
    assert block.notes == ("Not drawn: groin or front of the thigh (left)",)
    assert drawn(judge()).notes == ()


def test_socks_are_drawn_on_both_feet(judge: Judge) -> None:
    block = drawn(judge(legs="both_socks", pain_where=["back"], numb_where=["none"]))
    assert block.rows[-1].count(":") == 8


def test_every_place_of_the_shipped_drawing_can_be_shaded(questionnaire: Questionnaire) -> None:
    body = questionnaire.body
    assert body is not None
    marks = {sign for row in body.drawing for sign in row if sign.isalpha()}
    assert marks == {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    assert max(map(len, body.drawing)) <= 18  # beside it a text of 58 columns


@pytest.mark.parametrize(
    ("where", "nerve"),
    [
        (["inner_shin"], "L4"),
        (["outer_shin"], "L5"),
        (["sole"], "S1"),
        (["outer_shin", "sole"], "L5; S1"),
    ],
)
def test_the_usual_nerve_is_named_with_its_caveat(
    judge: Judge, where: list[str], nerve: str
) -> None:
    (entry,) = nerves(judge(numb_where=where))
    assert isinstance(entry, Entry)
    assert entry.text == (f"{nerve}. Only a hint, as patches overlap and differ between people.")


@pytest.mark.parametrize(
    "changes",
    [
        {"feels": ["shooting"], "numb_where": None},
        {"numb_where": ["none"]},
        {"pain_where": ["back"], "leg_back": "back", "worse": ["none"], "feels": ["tingle"]},
    ],
)
def test_no_nerve_is_named_without_numbness_in_its_patch_or_without_a_pattern(
    judge: Judge, changes: dict[str, object]
) -> None:
    assert list(nerves(judge(**changes))) == []


def test_nothing_private_is_drawn(questionnaire: Questionnaire) -> None:
    from sciatica_cli.core.conditions import questions_of

    body = questionnaire.body
    assert body is not None
    for spot in (*body.pain, *body.numb):
        names = questions_of(spot.when)
        assert not any(questionnaire.question(name).private for name in names)


def test_there_is_no_picture_in_an_emergency_or_out_of_scope(judge: Judge, gb: Region) -> None:
    for changes in ({"saddle": "recent"}, {"age": 15}):
        blocks: tuple[Block, ...] = page(judge(**changes), gb, "1.0")
        assert not any(isinstance(block, Figure) for block in blocks)
