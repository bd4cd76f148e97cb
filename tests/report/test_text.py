"""Plain text: every line fits, and continuation lines are indented."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sciatica_cli.report.blocks import (
    Banner,
    Block,
    Bullet,
    Closing,
    Entry,
    Form,
    Paragraph,
    Quote,
    Section,
    Step,
    Treatment,
)
from sciatica_cli.report.text import MAX_WIDTH, MIN_WIDTH, TABLE_MIN_WIDTH, write_text

RULE = "=" * 30


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
    pages: Mapping[str, tuple[Block, ...]], sampled: list[str], width: int
) -> None:
    some = [pages[name] for name in sampled[::2]]
    longest = max(len(line) for page in some for line in write_text(page, width).splitlines())
    assert longest <= min(width, MAX_WIDTH)


def test_no_line_has_trailing_spaces_and_the_text_ends_in_one_newline(
    texts: Mapping[str, str], sampled: list[str]
) -> None:
    for text in map(texts.__getitem__, sampled):
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert all(line == line.rstrip() for line in text.splitlines())


def test_no_two_empty_lines_follow_each_other(texts: Mapping[str, str], sampled: list[str]) -> None:
    assert [name for name in sampled if "\n\n\n" in texts[name]] == []


def test_a_page_has_no_control_characters(texts: Mapping[str, str], sampled: list[str]) -> None:
    for text in map(texts.__getitem__, sampled):
        assert text.replace("\n", "").isprintable()


def test_a_banner_is_between_rules_with_its_title_in_capitals() -> None:
    text = write_text((Banner("routine", "See a doctor", ("By Friday.", "Else call.")),), 30)
    assert text.splitlines() == [RULE, "SEE A DOCTOR", "By Friday.", "Else call.", RULE]
    assert write_text((Banner("routine", "Rest"),), 30).splitlines() == [RULE, "REST", RULE]


def test_a_heading_is_in_capitals_after_an_empty_line() -> None:
    blocks = (Paragraph("Above."), Section("Why", (Bullet("This."),)))
    assert write_text(blocks) == "Above.\n\nWHY\n - This.\n"


def test_a_page_does_not_begin_with_an_empty_line() -> None:
    assert write_text((Section("Why", (Bullet("This."),)),)) == "WHY\n - This.\n"


def test_a_section_can_do_without_its_empty_line() -> None:
    blocks = (Paragraph("Above."), Section("Why", (Bullet("This."),), spaced=False))
    assert write_text(blocks) == "Above.\nWHY\n - This.\n"


def test_sections_can_stand_inside_each_other() -> None:
    inner = Section("Inside", (Bullet("One."),), spaced=False)
    assert write_text((Section("Outside", (inner,)),)) == "OUTSIDE\nInside\n - One.\n"


def test_steps_are_numbered_anew_in_every_section() -> None:
    first = Section("A", (Step("One."), Step("Two.")), spaced=False)
    second = Section("B", (Step("Other."),), spaced=False)
    assert write_text((first, second)) == "A\n 1. One.\n 2. Two.\nB\n 1. Other.\n"


def test_words_to_say_stand_in_quotes() -> None:
    assert write_text((Quote("I am numb."),)) == '   "I am numb."\n'


def test_continuation_lines_are_indented() -> None:
    blocks = (
        Bullet("one two three four five six"),
        Step("one two three four five six"),
        Entry("Call", "999 " * 6),
        Quote("one two three four five six"),
    )
    assert write_text(blocks, 24).splitlines() == [
        " - one two three four",
        "   five six",
        " 1. one two three four",
        "    five six",
        "Call: 999 999 999 999",
        "  999 999",
        '   "one two three four',
        '   five six"',
    ]


def test_wide_text_shows_treatments_in_columns() -> None:
    rows = (
        Treatment("Heat", "a little, for a while", "not sure", ("Never on numb skin.",)),
        Treatment("A name that is far too long for its column", "a " * 20, "sure"),
        Treatment("Operation", "", "", ("Too early.",), (Paragraph("An effect."),)),
    )
    assert write_text(rows, 80).splitlines() == [
        "  Heat                           a little, for a while         not sure",
        "    Never on numb skin.",
        "  A name that is far too long    a a a a a a a a a a a a a a a sure",
        "  for its column                 a a a a a",
        "  Operation: Too early.",
        "An effect.",
    ]


@pytest.mark.parametrize(
    ("helps", "sure", "expected"),
    [
        ("a little", "not sure", " - Heat: a little; not sure\n    Never on numb skin."),
        ("a little", "", " - Heat: a little\n    Never on numb skin."),
        ("", "", " - Heat: Never on numb skin."),  # it waits, so there is nothing else to say
    ],
)
def test_narrow_text_shows_treatments_as_sentences(helps: str, sure: str, expected: str) -> None:
    row = Treatment("Heat", helps, sure, ("Never on numb skin.",))
    text = write_text((row,), TABLE_MIN_WIDTH - 1)
    assert text == f"{expected}\n"


def test_a_hyphenated_word_is_not_broken() -> None:
    assert "hand-over" in write_text((Paragraph("x" * 20 + " hand-over sheet"),), 26)


def test_text_is_printed_unchanged(blocks: tuple[Block, ...]) -> None:
    text = write_text(blocks)
    assert "Below 38.5 °C [bold]." in text
    assert "<b>Not & a diagnosis</b> \\[x] {y} %s" in text


def test_an_empty_text_takes_no_line() -> None:
    assert write_text((Paragraph(""), Closing("routine", "End"))) == "End\n"


def test_only_blocks_are_written() -> None:
    with pytest.raises(TypeError):
        write_text((Block(),))


def test_a_form_has_lines_to_write_on() -> None:
    form = Form("Each evening:", ("Date", "How far it hurts", "How far I walk"), ("Thu", "Fri"))
    title, heads, first, second = write_text((form,), 60).splitlines()
    assert title == "Each evening:"
    assert heads.startswith("Date ")
    assert heads.index("How far it hurts") == first.index("_")
    assert heads.index("How far I walk") == first.rindex("  _") + 2
    assert second.startswith("Fri  ___")
    assert len(first) <= 60


def test_a_narrow_form_has_its_heads_above_it() -> None:
    form = Form("Each evening:", ("Date", "How far it hurts", "How far I walk"), ("Thu",))
    lines = write_text((form,), 30).splitlines()
    assert " ".join(lines[1:-1]) == "Date; How far it hurts; How far I walk"
    assert lines[-1] == "Thu  __________  __________"
