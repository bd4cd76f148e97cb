"""Plain text: every line fits, and continuation lines are indented."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sciatica_cli.report.blocks import Banner, Block, Bullet, Closing, Entry, Option, Paragraph
from sciatica_cli.report.text import MAX_WIDTH, MIN_WIDTH, write_text


@pytest.mark.parametrize(
    ("width", "longest"),
    [(40, 40), (80, 80), (120, MAX_WIDTH), (88, 88), (1, MIN_WIDTH), (0, MIN_WIDTH)],
)
def test_no_line_is_longer_than_the_width(
    blocks: tuple[Block, ...], width: int, longest: int
) -> None:
    lines = write_text(blocks, width).splitlines()
    assert longest - 12 < max(map(len, lines)) <= longest


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_any_page_is_too_long(
    pages: Mapping[str, tuple[Block, ...]], width: int
) -> None:
    some = [pages[name] for name in list(pages)[::10]]
    longest = max(len(line) for page in some for line in write_text(page, width).splitlines())
    assert longest <= min(width, MAX_WIDTH)


def test_every_width_shows_the_same_words(blocks: tuple[Block, ...]) -> None:
    wide, narrow = (write_text(blocks, width).replace("- ", "").split() for width in (88, 60))
    assert wide == narrow


def test_no_line_has_trailing_spaces_and_the_text_ends_in_one_newline(
    texts: Mapping[str, str],
) -> None:
    for text in texts.values():
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert all(line == line.rstrip() for line in text.splitlines())


def test_wide_text_shows_options_in_columns() -> None:
    text = write_text((Option("try", "low", "Heat: " + "warm " * 15, "try"),), 80)
    assert text.splitlines() == [
        "try       low       Heat: " + "warm " * 10 + "warm",
        " " * 20 + "warm warm warm warm",
    ]


def test_narrow_text_shows_options_as_sentences() -> None:
    text = write_text((Option("ask first", "very low", "Heat: small, short", "ask_first"),), 40)
    assert text == "- ask first: Heat: small, short (very\n  low evidence)\n"


def test_titles_are_in_capitals_after_a_blank_line(blocks: tuple[Block, ...]) -> None:
    lines = write_text(blocks).splitlines()
    assert lines[:2] == ["GO [RED]TODAY[/RED]", "When: today"]
    assert lines[2:4] == ["", "WHAT :SMILE: TO DO"]


def test_continuation_lines_are_indented() -> None:
    text = write_text((Bullet("one two three four five six"), Entry("Call", "999 " * 6)), 24)
    assert text == "- one two three four\n  five six\nCall: 999 999 999 999\n  999 999\n"


def test_a_hyphenated_word_is_not_broken() -> None:
    assert "hand-over" in write_text((Paragraph("x" * 20 + " hand-over sheet"),), 26)


def test_text_is_printed_unchanged(blocks: tuple[Block, ...]) -> None:
    text = write_text(blocks)
    assert "Below 38.5 °C [bold]." in text
    assert "<b>Not & a diagnosis</b> \\[x] {y} %s" in text


def test_a_page_has_no_control_characters(texts: Mapping[str, str]) -> None:
    for text in texts.values():
        assert text.replace("\n", "").isprintable()


def test_an_empty_text_takes_no_line() -> None:
    assert write_text((Banner("routine", "Title", ""), Closing("routine", "End"))) == "TITLE\nEnd\n"


def test_only_blocks_are_written() -> None:
    with pytest.raises(TypeError):
        write_text((Block(),))
