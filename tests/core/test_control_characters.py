"""Control characters: which there are, how they are named, and what cleaning leaves."""

from __future__ import annotations

import os
import re

import pytest

from sciatica_cli.core.control_characters import (
    CONTROL,
    clean,
    first_control_character,
    name_of_control_character,
)

ALL = "".join(map(chr, (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0x10010))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\0b", "a NUL (U+0000)"),
        ("\x1b[31m", "an escape character (U+001B)"),
        ("two\nlines", "a control character (U+000A)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x9b31m", "a control character (U+009B)"),
        ("a\u2028b", "a line separator (U+2028)"),
        ("\u202etxt.exe", "a right-to-left override (U+202E)"),
        ("\u2066", "a left-to-right isolate (U+2066)"),
        ("\ud83d", "half of a sign (U+D83D)"),
        ("\udfff", "half of a sign (U+DFFF)"),
        ("first \u202d, then \x1b", "a left-to-right override (U+202D)"),
    ],
)
def test_the_first_control_character_is_named(text: str, said: str) -> None:
    assert first_control_character(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "müde 疲れた",
        "\U0001f469\u200d\U0001f467",  # joined
        "می\u200cخواهم",
        "\u200e(1)\u200f",  # says how brackets stand, and reverses no letters
        "",
    ],
)
def test_what_a_language_needs_is_no_control_character(text: str) -> None:
    assert first_control_character(text) == ""


def test_a_byte_order_mark_has_a_name() -> None:
    assert name_of_control_character("\ufeff") == "a byte order mark (U+FEFF)"


def test_cleaning_leaves_no_control_character() -> None:
    assert re.findall(CONTROL, ALL)
    assert re.findall(CONTROL, clean(ALL)) == []


def test_bytes_that_are_no_text_leave_a_mark() -> None:
    assert clean(os.fsdecode(b"x/\xff\xfe.json")) == "x/\N{REPLACEMENT CHARACTER}.json"


def test_cleaning_keeps_what_is_printed_and_what_joins() -> None:
    joined = "\U0001f469\u200d\U0001f467 می\u200cخواهم"
    assert clean(joined) == joined
    assert clean("a\tb\r\nc\u2028d\u00a0e") == "a b  c d e"
    assert clean("\x1b[2Jgone\u202e\ufeff\u00ad") == "[2Jgone"
