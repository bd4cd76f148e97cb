"""The drawing of the body, shaded according to the answers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Body, Questionnaire
from sciatica_cli.core.outline import HEIGHT, SIDES, WIDTH, crossings, inside
from sciatica_cli.report.blocks import (
    BOTH,
    NUMB,
    PAIN,
    SHADES,
    Block,
    Drawing,
    Entry,
    Figure,
    walk,
)
from sciatica_cli.report.figure import drawing, figure, nerves
from sciatica_cli.report.html import write_html
from sciatica_cli.report.markdown import write_markdown
from sciatica_cli.report.raster import COLUMNS, FILLS, GAP, SIDE_BY_SIDE, Row, draw, plain
from sciatica_cli.report.vector import picture

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


def zones_of(block: Figure) -> dict[str, str]:
    return dict(block.drawing.shades)


def shaded(block: Figure) -> tuple[int, int]:
    """How many zones of the left and of the right leg hurt."""
    painful = [z for z, shade in zones_of(block).items() if shade in (PAIN, BOTH)]
    legs = [z for z in painful if not z.endswith(("_back", "_flank"))]
    left, right = (sum(zone.startswith(side) for zone in legs) for side in ("left_", "right_"))
    return left, right


def test_only_the_leg_that_hurts_is_shaded(assess_with: AssessWith) -> None:
    left, right = shaded(figure_of(assess_with(legs="left")))
    assert left > 3
    assert right == 0
    assert shaded(figure_of(assess_with(legs="right"))) == (0, left)


@pytest.mark.parametrize("how", BOTH_LEGS)
def test_both_legs_are_drawn_on_both_sides(assess_with: AssessWith, how: dict[str, str]) -> None:
    left, right = shaded(figure_of(assess_with(legs="both", **how)))
    assert left == right > 3


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
    assert BOTH in zones_of(both).values()
    numb_only = figure_of(assess_with(pain_where=["back"], numb_where=["sole"]))
    assert set(zones_of(numb_only).values()) == {PAIN, NUMB}


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
    block = figure_of(assess_with(pain_where=["back", "elsewhere"]))
    assert block.notes == ("Not drawn: belly or somewhere else",)
    assert figure_of(assess_with()).notes == ()


def test_numb_socks_are_drawn_on_both_feet(assess_with: AssessWith) -> None:
    socks = {"legs": "both", "both_kind": "socks", "both_when": "long"}
    block = figure_of(assess_with(**socks, pain_where=["back"], numb_where=["none"]))
    numb = [zone for zone, shade in zones_of(block).items() if shade == NUMB]
    assert sum(zone.startswith("left_") for zone in numb) == len(numb) / 2 >= 2


# ------------------------------------------------ the shapes


@pytest.fixture
def body(questionnaire: Questionnaire) -> Body:
    assert questionnaire.body is not None
    return questionnaire.body


def grid(rows: tuple[Row, ...]) -> list[list[tuple[str, str]]]:
    """Each character with its shade, without the words above and below."""
    return [[(shade, sign) for shade, text in row for sign in text] for row in rows[1:-1]]


def with_shades(body: Body, **shades: str) -> Drawing:
    return Drawing(body.outline, body.views, tuple(shades.items()))


def columns_with(drawing: Drawing, *shades: str) -> set[int]:
    rows = grid(draw(drawing))
    return {x for row in rows for x, (shade, _) in enumerate(row) if shade in shades}


def test_left_is_on_the_left_from_behind_and_on_the_right_from_the_front(body: Body) -> None:
    assert [view.from_behind for view in body.views] == [True, False]
    for view, start in zip(body.views, (0, COLUMNS + GAP), strict=True):
        middle = start + COLUMNS // 2
        for zone in view.zones:
            hurts = with_shades(body, **{f"left_{zone.id}": PAIN})
            here = {x for x in columns_with(hurts, PAIN) if start <= x < start + COLUMNS}
            assert here, zone.id
            assert all((x < middle) == view.from_behind for x in here), zone.id
    words = plain(draw(with_shades(body)))[-1].split()
    assert words == ["left", "right", "right", "left"]


MIRRORED = str.maketrans("▘▝▖▗▌▐▞▚▛▜▙▟", "▝▘▗▖▐▌▚▞▜▛▟▙")


def test_the_two_sides_are_mirror_images(body: Body) -> None:
    """In characters and as shapes, for the outline and for every zone."""
    names = sorted({zone.id for view in body.views for zone in view.zones})
    for name in (None, *names):
        left, right = (
            with_shades(body, **({f"{side}_{name}": NUMB} if name else {})) for side in SIDES
        )
        for one, other in zip(grid(draw(left)), grid(draw(right)), strict=True):
            for start in (0, COLUMNS + GAP):
                view = slice(start, start + COLUMNS)
                turned = [(shade, sign.translate(MIRRORED)) for shade, sign in one[view][::-1]]
                assert turned == other[view], name
        for here, there in zip(picture(left).scenes, picture(right).scenes, strict=True):
            points = " ".join(area.points for area in here.areas)
            turned_points = re.sub(r"(-?\d+),", lambda m: f"{-int(m[1])},", points)
            assert turned_points == " ".join(area.points for area in there.areas)


def test_every_zone_can_be_seen_and_told_apart(body: Body) -> None:
    """Each shades characters of its own, in both alphabets, and no two zones overlap."""
    for number, view in enumerate(body.views):
        start = number * (COLUMNS + GAP)
        cells: dict[str, set[tuple[int, int]]] = {}
        for zone in view.zones:
            drawing = with_shades(body, **{f"right_{zone.id}": BOTH})
            for ascii_only, fill in ((False, "▒"), (True, "%")):
                rows = grid(draw(drawing, ascii_only=ascii_only))
                seen = {
                    (x, y)
                    for y, row in enumerate(rows)
                    for x, (shade, sign) in enumerate(row)
                    if shade == BOTH and sign == fill and start <= x < start + COLUMNS
                }
                assert seen, zone.id
            cells[zone.id] = seen
        for name, seen in cells.items():  # neighbours may share the characters between them
            assert seen.difference(*(c for z, c in cells.items() if z != name)), name
        for y in (n + 0.5 for n in range(HEIGHT)):
            for x in (n + 0.5 for n in range(WIDTH)):
                inside_of = [z.id for z in view.zones if inside(crossings(z.shape, y), x)]
                assert len(inside_of) <= 1, inside_of


def test_every_format_shades_the_same_zones(assess_with: AssessWith, body: Body) -> None:
    """What hurts or is numb has one shade in HTML, in a terminal and in Markdown."""
    answers = (
        {},
        {"legs": "right", "pain_where": ["hip_side", "loin", "foot"]},
        {"legs": "both", "both_kind": "ache", "pain_where": ["mid_back", "thigh_front"]},
    )
    for changes in answers:
        block = figure_of(assess_with(**changes))
        shades = set(zones_of(block).values())
        assert block.drawing == drawing(body, assess_with(**changes).body)
        html, markdown = write_html((block,)), write_markdown((block,))
        classes = re.findall(r'<polygon class="fill-(\w+)"', html)
        places = sum(f"{side}_{z.id}" in zones_of(block)
                     for view in body.views for z in view.zones for side in SIDES)  # fmt: skip
        assert len(classes) == places > 0
        assert {"pain": PAIN, "numb": NUMB, "both": BOTH}.keys() >= set(classes)
        assert {SHADES[("pain", "numb", "both").index(c)] for c in classes} == shades
        drawn = markdown.split("```")[1].rpartition("\n\n")[0]
        assert {sign for sign in SHADES if sign in drawn} == shades
        rows = draw(block.drawing)
        assert {shade for row in rows for shade, _ in row if shade} == shades
        for shade, text in (run for row in rows for run in row if run[0]):
            assert set(text) == {FILLS[SHADES.index(shade)]}


def test_the_fills_are_not_used_for_the_outline(body: Body) -> None:
    assert not set("".join(plain(draw(with_shades(body))))) & set(FILLS)
    drawn = "".join(plain(draw(with_shades(body), ascii_only=True)))
    assert drawn.isascii()
    assert not set(drawn) & set(SHADES)


def test_the_drawing_leaves_room_for_text_beside_it(body: Body) -> None:
    rows = plain(draw(with_shades(body)))
    assert len(rows) == 22
    assert max(map(len, rows)) <= SIDE_BY_SIDE <= 40
    assert max(map(len, plain(draw(with_shades(body), width=30)))) == COLUMNS


# ------------------------------------------------ nerves, and where there is no drawing


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
