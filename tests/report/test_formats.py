"""Plain text, terminal and SVG have the same words in the same order."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import pytest
from rich.style import Style

from bodies import SMALL_BODY, SQUARE
from charts import chart, row
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.report.blocks import (
    NUMB,
    Banner,
    Block,
    Bullet,
    Drawing,
    Entry,
    Figure,
    Meter,
    Section,
    Step,
    Treatment,
)
from sciatica_cli.report.handover import handover
from sciatica_cli.report.raster import draw, plain
from sciatica_cli.report.terminal import COLOURS, SHADE_COLOURS, write_svg, write_terminal
from sciatica_cli.report.text import write_text

PageOf = Callable[..., tuple[Block, ...]]
ANSI = re.compile(r"\x1b\[[0-9;]*m")
FRAME = re.compile(r"[─-╿•|+=█▒░#?_]")  # box drawing, bars and blanks, also in ASCII
MARKS = str.maketrans("", "", ":-()?")  # of bullets, and of options and scores in a narrow window


def words(text: str) -> list[str]:
    """The words of a page without what the format has drawn around them."""
    bare = FRAME.sub(" ", ANSI.sub("", text)).casefold().translate(MARKS)
    return bare.split()


def without_figures(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without drawings, which plain text replaces by their alt text."""
    return tuple(
        Section(b.heading, without_figures(b.children), b.spaced, b.reference)
        if isinstance(b, Section)
        else b
        for b in blocks
        if not isinstance(b, Figure)
    )


def of_each_level(
    assessments: Mapping[str, Assessment], pages: Mapping[str, tuple[Block, ...]]
) -> list[tuple[Block, ...]]:
    """Six pages of every level."""
    return [
        pages[name]
        for level in LEVELS
        for name in [n for n, a in assessments.items() if a.level == level][::5][:6]
    ]


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_terminal_shows_the_words_of_the_plain_text_in_the_same_order(
    assessments: Mapping[str, Assessment],
    pages: Mapping[str, tuple[Block, ...]],
    width: int,
    ascii_only: bool,
) -> None:
    some = of_each_level(assessments, pages)
    assert len(some) > 20
    for blocks in map(without_figures, some):
        drawn = write_terminal(blocks, width, ascii_only=ascii_only)
        assert words(drawn) == words(write_text(blocks, width))


@pytest.mark.parametrize("width", [80, 40])
def test_the_hand_over_sheet_has_the_same_words_in_a_terminal(
    assessments: Mapping[str, Assessment], today: datetime.date, width: int
) -> None:
    for a in list(assessments.values())[::25]:
        blocks = without_figures(handover(a, "1.0", today))
        assert words(write_terminal(blocks, width)) == words(write_text(blocks, width))


@pytest.mark.parametrize("width", [80, 40])
def test_every_kind_of_block_has_the_same_words_in_a_terminal(
    blocks: tuple[Block, ...], width: int
) -> None:
    assert words(write_terminal(without_figures(blocks), width)) == words(
        write_text(without_figures(blocks), width)
    )


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_chart_has_the_same_words_in_a_terminal_where_both_are_tables(ascii_only: bool) -> None:
    block = chart(row(0, 8, 5, None), row(3, None, 4, 6), row(14, 4, 0, 1))
    drawn = write_terminal((block,), 80, ascii_only=ascii_only)
    assert words(drawn) == words(write_text((block,), 80))


@pytest.mark.parametrize("width", [120, 80, 40])
def test_no_line_is_wider_than_the_terminal(blocks: tuple[Block, ...], width: int) -> None:
    lines = ANSI.sub("", write_terminal(blocks, width)).splitlines()
    assert max(map(len, lines)) <= min(width, 88)


def test_text_that_looks_like_markup_is_printed_unchanged(blocks: tuple[Block, ...]) -> None:
    text, drawn = write_text(blocks), ANSI.sub("", write_terminal(blocks, 88))
    for marked in (
        "[red]today[/red]",
        ":smile:",
        "[bold]",
        "<b>Not & a diagnosis</b> \\[x] {y} %s",
    ):
        assert marked.casefold() in text.casefold()
        assert marked in drawn


def test_colour_changes_nothing_but_the_colour(blocks: tuple[Block, ...]) -> None:
    colour, mono = write_terminal(blocks, 80), write_terminal(blocks, 80, colour=False)
    assert re.search(r"\x1b\[[0-9;]*[34]8;5;", colour)
    assert not re.search(r"\x1b\[[0-9;]*[34]8;5;", mono)
    assert ANSI.sub("", colour) == ANSI.sub("", mono)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_can_be_shown(level: str) -> None:
    drawn = write_terminal((Banner(level, "Title", ("Text", "More")),), 80)
    assert words(drawn) == ["title", "text", "more"]


def test_ascii_mode_adds_only_ascii_characters(
    blocks: tuple[Block, ...], pages: Mapping[str, tuple[Block, ...]]
) -> None:
    for some in (blocks, *(pages[name] for name in list(pages)[::20])):
        drawn = write_terminal(some, 80, ascii_only=True)
        assert {sign for sign in drawn if not sign.isascii()} <= set(write_text(some))
    assert not write_terminal(blocks, 80).isascii()


def test_treatments_look_the_same_in_a_terminal_and_in_plain_text() -> None:
    rows = (
        Treatment("Heat", "a little, for a while", "not sure", ("Never on numb skin.",)),
        Treatment("A name that is far too long for its column", "", "", ("Later.",)),
    )
    for width in (80, 40):
        assert lines(*rows, width=width) == write_text(rows, width).splitlines()


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_heading_is_never_cut(ascii_only: bool) -> None:
    for length in range(16, 50):
        heading = "Call now if " + "x" * (length - 12)
        shown = "".join(
            lines(Section(heading, (Bullet("This."),)), width=30, ascii_only=ascii_only)
        )
        assert shown.replace(" ", "").startswith(heading.replace(" ", "")), length


def test_sections_at_the_top_are_set_off_and_steps_are_numbered() -> None:
    blocks = (Section("A", (Step("One."), Step("Two."))), Section("B", (Step("Three."),)))
    assert [line.rstrip(" ─") for line in lines(*blocks)] == [
        "A", " 1. One.", " 2. Two.", "", "B", " 1. Three.",
    ]  # fmt: skip


def test_an_svg_is_well_formed_and_has_every_word(
    assessments: Mapping[str, Assessment], page_of: PageOf, blocks: tuple[Block, ...]
) -> None:
    a = next(a for a in assessments.values() if a.level == "same_day")
    for shown in (blocks, page_of(a)):
        shown = without_figures(shown)
        picture = write_svg(shown, 80, "Title")
        root = ET.fromstring(picture)
        assert root.tag.endswith("svg")
        drawn = "".join("".join(root.itertext()).split()).casefold()
        for word in words(write_text(shown, 80)):
            assert word in FRAME.sub("", drawn).translate(MARKS)


def test_the_same_page_gives_the_same_svg(blocks: tuple[Block, ...]) -> None:
    assert write_svg(blocks, 80, "Title") == write_svg(blocks, 80, "Title")


def test_only_blocks_are_drawn() -> None:
    with pytest.raises(TypeError):
        write_terminal((Block(),), 80)


# ------------------------------------------------ drawings and bars

DRAWN = Figure("Title", SMALL_BODY, "Pain: back. Numb or tingling: foot.")


def meter(value: int, high: int, lowest: int = 0, highest: int = 0) -> Meter:
    bands = ("small part of it", "most of it")
    return Meter("Looks like it", "one sign", value, high, 4, bands, lowest, highest)


def lines(*blocks: Block, width: int = 80, ascii_only: bool = False) -> list[str]:
    drawn = ANSI.sub("", write_terminal(blocks, width, ascii_only=ascii_only))
    return [line.rstrip() for line in drawn.splitlines()]


def test_a_wide_terminal_shows_text_beside_the_drawing() -> None:
    drawn = Section("Here", (DRAWN, Entry("Nerve", "L5"), Bullet("One")))
    wide = lines(drawn, Section("Next", (Bullet("Two"),)))
    assert wide[0].startswith("Here ─")
    picture = plain(draw(SMALL_BODY))
    assert wide[1] == f"{picture[0]:<41}Nerve: L5"
    assert wide[2] == f"{picture[1]:<41} • One"
    assert tuple(wide[3:23]) == picture[2:]
    assert wide[23:25] == ["█ pain  ░ numb or tingling", "▒ pain and numb"]
    assert wide[25] == ""
    assert wide[26].startswith("Next ─")


@pytest.mark.parametrize("width", [40, 30])
def test_a_narrow_terminal_shows_text_below_the_drawing(width: int) -> None:
    """And where two views do not fit beside each other, one below the other."""
    drawn = Section("Here", (DRAWN, Entry("Nerve", "L5")))
    shown = lines(drawn, width=width)
    assert shown[-2:] == ["▒ pain and numb", "Nerve: L5"]
    assert shown[1:-3] == list(plain(draw(SMALL_BODY, width)))
    assert len(shown) == (26 if width == 40 else 48)


def test_a_drawing_can_be_plain_ascii() -> None:
    shown = lines(DRAWN, ascii_only=True)
    assert "\n".join(shown).isascii()
    assert shown[-2:] == ["# pain  : numb or tingling", "% pain and numb"]


def test_the_legend_explains_only_the_shades_in_use() -> None:
    numb = Drawing(SQUARE, SMALL_BODY.views, (("left_low", NUMB),))
    assert lines(Figure("You", numb, ""))[-1] == "░ numb or tingling"


def test_places_that_are_not_drawn_are_noted_below_the_drawing() -> None:
    note = "Not drawn: belly, and the front of the thigh"
    shown = lines(Figure("You", Drawing(SQUARE, SMALL_BODY.views), "", (note,)))
    assert shown[-2:] == ["Not drawn: belly, and the front of the", "thigh"]


def test_plain_text_shows_the_alt_text_of_a_drawing() -> None:
    assert write_text((DRAWN,)) == f"{DRAWN.title} Pain: back. Numb or tingling: foot.\n"


@pytest.mark.parametrize(
    ("value", "high", "lowest", "highest", "bar", "scale"),
    [
        (0, 0, 0, 0, "░░░░░░░░░░", "0 of 4 points: [small part] < most"),
        (4, 4, 1, 1, "██████████", "4 of 4 points: small part < [most]"),
        (1, 3, 0, 1, "██▒▒▒▒▒▒░░", "1 to 3 of 4 points: [small part] < [most]"),
    ],
)
def test_a_score_is_a_bar_with_its_bands(
    value: int, high: int, lowest: int, highest: int, bar: str, scale: str
) -> None:
    block = meter(value, high, lowest, highest)
    assert lines(block) == ["Looks like it: one sign", f"{bar} {scale}"]
    assert write_text((block,)) == f"Looks like it: one sign ({scale})\n"


def luminance(colour: str) -> float:
    """Relative luminance of a palette colour, as WCAG defines it."""
    parsed = Style.parse(colour).color
    assert parsed is not None
    parts = [part / 255 for part in parsed.get_truecolor()]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tone", sorted(set(COLOURS.values())))
def test_every_tone_sets_two_colours_with_enough_contrast(tone: str) -> None:
    front, back = tone.removeprefix("bold ").split(" on ")
    assert contrast(front, back) >= 4.5


@pytest.mark.parametrize("background", ["color(16)", "color(231)"])
def test_the_shades_are_visible_on_dark_and_on_light(background: str) -> None:
    assert len(set(SHADE_COLOURS.values())) == 3
    for colour in SHADE_COLOURS.values():
        assert contrast(colour, background) >= 3
