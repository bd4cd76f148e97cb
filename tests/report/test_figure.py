"""The drawing of the body, shaded according to the answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.report.blocks import Block, Entry, Figure, walk
from sciatica_cli.report.figure import figure, nerves

AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
BOTH_LEGS = (
    {"both_kind": "ache"},
    {"both_kind": "walk", "both_when": "long"},
    {"both_kind": "nerve", "both_when": "since"},
)


def figure_of(a: Assessment) -> Figure:
    (block,) = figure(a)
    assert isinstance(block, Figure)
    return block


def shaded(block: Figure) -> tuple[int, int]:
    """The number of shaded characters on the left and on the right leg."""
    legs = [row.ljust(19) for row in block.rows[3:]]
    left, right = (sum(row.count("#") + row.count("%") for row in half) for half in (
        [row[:8] for row in legs], [row[9:] for row in legs]
    ))  # fmt: skip
    return left, right


def test_a_left_leg_is_drawn_on_the_left_as_seen_from_behind(assess_with: AssessWith) -> None:
    left, right = shaded(figure_of(assess_with(legs="left")))
    assert left > 20
    assert right == 0
    assert shaded(figure_of(assess_with(legs="right"))) == (0, left)


@pytest.mark.parametrize("how", BOTH_LEGS)
def test_both_legs_are_drawn_on_both_sides(assess_with: AssessWith, how: dict[str, str]) -> None:
    left, right = shaded(figure_of(assess_with(legs="both", **how)))
    assert left == right > 20


def test_a_side_that_was_not_given_is_never_guessed(assess_with: AssessWith) -> None:
    block = figure_of(
        assess_with(legs="neither", pain_where=["buttock"], feels=["ache"], numb_where=None)
    )
    assert block.alt_text == "Pain: buttock (side not told)."
    assert shaded(block)[0] == shaded(block)[1] > 0


def test_the_alt_text_says_when_the_side_is_unsure(assess_with: AssessWith) -> None:
    block = figure_of(assess_with(legs="unsure"))
    assert shaded(block)[0] == shaded(block)[1] > 0
    assert block.alt_text.endswith("You were not sure, so more may be shaded than is true.")


def test_numbness_has_its_own_shade_and_pain_with_numbness_a_third(assess_with: AssessWith) -> None:
    both = figure_of(assess_with())
    assert any("%" in row for row in both.rows)
    numb_only = figure_of(assess_with(pain_where=["back"], numb_where=["sole"]))
    assert any(":" in row for row in numb_only.rows)
    assert not any("%" in row for row in numb_only.rows)


def test_the_alt_text_names_every_place(assess_with: AssessWith) -> None:
    block = figure_of(
        assess_with(pain_where=["back", "thigh_front"], hip=["none"], numb_where=["inner_shin"])
    )
    assert block.alt_text == (
        "Pain: lower back, groin or front of the thigh (left). "
        "Numb or tingling: inner side of the shin or ankle (left)."
    )
    both = figure_of(assess_with(legs="both", both_kind="ache", pain_where=["buttock", "calf"]))
    assert both.alt_text.startswith("Pain: buttock (both sides), lower leg (both sides). ")


def test_places_that_cannot_be_drawn_are_listed_in_a_note(assess_with: AssessWith) -> None:
    block = figure_of(assess_with(pain_where=["back", "thigh_front"], hip=["none"]))
    assert block.notes == ("Not drawn: groin or front of the thigh (left)",)
    assert figure_of(assess_with()).notes == ()


def test_numb_socks_are_drawn_on_both_feet(assess_with: AssessWith) -> None:
    socks = {"legs": "both", "both_kind": "socks", "both_when": "long"}
    block = figure_of(assess_with(**socks, pain_where=["back"], numb_where=["none"]))
    assert block.rows[-1].count(":") == 8


def test_every_place_of_the_shipped_drawing_can_be_shaded(questionnaire: Questionnaire) -> None:
    body = questionnaire.body
    assert body is not None
    marks = {sign for row in body.drawing for sign in row if sign.isalpha()}
    assert marks == {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    assert max(map(len, body.drawing)) <= 18  # leaves 58 columns for the text beside it


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
    assess_with: AssessWith, where: list[str], nerve: str
) -> None:
    (entry,) = nerves(assess_with(numb_where=where))
    assert isinstance(entry, Entry)
    assert entry.text == (f"{nerve}. Only a hint, as patches overlap and differ between people.")


@pytest.mark.parametrize(
    "changes",
    [
        {"feels": ["shooting"], "numb_where": None},
        {"numb_where": ["none"]},
        {"pain_where": ["back"], "worse": ["none"], "feels": ["tingle"]},
    ],
)
def test_no_nerve_is_named_without_numbness_in_its_area_and_a_matching_pattern(
    assess_with: AssessWith, changes: dict[str, object]
) -> None:
    assert list(nerves(assess_with(**changes))) == []


def test_the_drawing_uses_no_private_answers(questionnaire: Questionnaire) -> None:
    from sciatica_cli.core.conditions import questions_of

    body = questionnaire.body
    assert body is not None
    for spot in (*body.pain, *body.numb):
        names = questions_of(spot.when)
        assert not any(questionnaire.question(name).private for name in names)


def test_an_emergency_page_and_an_out_of_scope_page_have_no_drawing(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    assert any(isinstance(block, Figure) for block in walk(page_of(assess_with())))
    for changes in ({"saddle": "recent"}, {"age": 15}):
        blocks = walk(page_of(assess_with(**changes)))
        assert not any(isinstance(block, Figure) for block in blocks)
