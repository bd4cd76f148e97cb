"""Snapshots of whole screens, stored as text files beside this one.

After an intended change, run `pytest tests/report/test_snapshots.py --snapshot-update` and read
the difference.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pyte
import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from assessed import assess_answers
from sciatica_cli.core.answers import read_answers
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import Region
from sciatica_cli.report.blocks import Block
from sciatica_cli.report.handover import handover
from sciatica_cli.report.page import page
from sciatica_cli.report.style import COLOUR, MONO, PLAIN
from sciatica_cli.report.urgent import stop_screen
from sciatica_cli.report.write import NARROW, Look, draw

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = datetime.date(2026, 11, 26)


class TextFile(SingleFileSnapshotExtension):
    """Stores each screen in a text file, so that a difference is easy to read."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def screens(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)


def assessed(questionnaire: Questionnaire, example: str) -> Assessment:
    record: dict[str, Any] = json.loads((EXAMPLES / f"{example}.json").read_text())
    answers, faults = read_answers(questionnaire, record)
    assert not faults
    return assess_answers(questionnaire, answers)


def short_page(a: Assessment, region: Region, look: Look) -> tuple[Block, ...]:
    usual = Look(look.style, 80, look.utf8)
    narrow = look.width < NARROW
    return page(a, region, "1.0", DAY, write=lambda blocks: draw(blocks, usual), narrow=narrow)


def on_screen(text: str, columns: int) -> str:
    """A text as a terminal of that width shows it."""
    screen = pyte.Screen(columns, text.count("\n") + 40)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return "\n".join(line.rstrip() for line in screen.display).rstrip() + "\n"


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("style", [COLOUR, PLAIN])
@pytest.mark.parametrize("example", ["ordinary", "massage_caution", "emergency", "partial"])
def test_page(
    screens: SnapshotAssertion,
    questionnaire: Questionnaire,
    gb: Region,
    example: str,
    style: str,
    columns: int,
) -> None:
    look = Look(style, columns)
    drawn = draw(short_page(assessed(questionnaire, example), gb, look), look)
    assert ("\x1b" in drawn) == (style == COLOUR)
    assert on_screen(drawn, columns) == screens


@pytest.mark.parametrize("columns", [40, 80])
def test_without_colour_the_screen_is_the_same(
    questionnaire: Questionnaire, gb: Region, columns: int
) -> None:
    a = assessed(questionnaire, "massage_caution")
    mono, colour = (
        on_screen(draw(short_page(a, gb, Look(style, columns)), Look(style, columns)), columns)
        for style in (MONO, COLOUR)
    )
    assert mono == colour


def test_ascii_page(screens: SnapshotAssertion, questionnaire: Questionnaire, gb: Region) -> None:
    look = Look(MONO, 80, utf8=False)
    drawn = draw(short_page(assessed(questionnaire, "ordinary"), gb, look), look)
    assert on_screen(drawn, 80).isascii()
    assert on_screen(drawn, 80) == screens


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("style", [COLOUR, PLAIN])
def test_stop_screen(
    screens: SnapshotAssertion,
    questionnaire: Questionnaire,
    gb: Region,
    style: str,
    columns: int,
) -> None:
    a = assessed(questionnaire, "emergency")
    assert on_screen(draw(stop_screen(a, gb, DAY), Look(style, columns)), columns) == screens


@pytest.mark.parametrize("style", [COLOUR, PLAIN])
def test_hand_over_sheet(
    screens: SnapshotAssertion, questionnaire: Questionnaire, style: str
) -> None:
    blocks = handover(assessed(questionnaire, "massage_caution"), "1.0", DAY)
    assert on_screen(draw(blocks, Look(style)), 80) == screens


@pytest.mark.parametrize("explained", [False, True])
def test_full_page(
    screens: SnapshotAssertion, questionnaire: Questionnaire, gb: Region, explained: bool
) -> None:
    a = assessed(questionnaire, "massage_caution")
    blocks = page(a, gb, "1.0", DAY, full=True, explained=explained)
    assert draw(blocks, Look()) == screens
