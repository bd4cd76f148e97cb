"""What the terminal says is kept apart from what the person types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_cli.interview.key_filter import BACK_TAB, CTRL_C, ENTER, ESC, KeyFilter
from tiny import examples

REPLIES = {
    "background colour": "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "background colour, other end": "\x1b]11;rgb:1212/3434/5656\x1b\\",
    "one-character OSC": "\x9d11;rgb:11/22/33\x9c",
    "device attributes": "\x1b[?62;1;2;22c",
    "secondary attributes": "\x1b[>41;354;0c",
    "tertiary attributes": "\x1bP!|00000000\x1b\\",
    "mode": "\x1b[?2026;2$y",
    "cursor": "\x1b[24;1R",
    "kitty flags": "\x1b[?1u",
    "version": "\x1bP>|XTerm(388)\x1b\\",
    "termcap": "\x1bP1+r544e=787465726d\x1b\\",
    "graphics": "\x1b_Gi=31;OK\x1b\\",
    "window size": "\x1b[8;24;80t",
    "focus": "\x1b[I\x1b[O",
    "mouse": "\x1b[<0;12;5M\x1b[<0;12;5m",
    "old mouse": "\x1b[M 1!",
    "function keys": "\x1bOP\x1b[15~\x1b[[A\x1b[1;2R",
    "key let go": "\x1b[49;1:3u\x1b[1;1:3A",
    "alt and a key": "\x1b2\x1b\r",
    "cut short": "\x1b]11;rgb:1\x1b[?62c",
}


def keys(text: str) -> list[str]:
    return list(KeyFilter().feed(text))


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_a_reply_of_the_terminal_gives_no_key(reply: str) -> None:
    assert keys(f"1{reply}2") == ["1", "2"]


@given(st.sampled_from(list(REPLIES.values())), st.data())
@examples(60)
def test_a_reply_may_come_in_parts_with_silence_between(reply: str, data: st.DataObject) -> None:
    key_filter = KeyFilter()
    passed: list[str] = []
    ends = sorted(data.draw(st.sets(st.integers(0, len(reply)), max_size=4)))
    for start, end in zip([0, *ends], [*ends, len(reply)], strict=True):
        passed += key_filter.feed(reply[start:end])
        if key_filter.held != ESC:  # an Escape that stays alone is a key
            passed += [key for key in [key_filter.flush()] if key]
    assert [*passed, *key_filter.feed("1")] == ["1"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("\x1b[99;5u", CTRL_C),
        ("\x1b[27;5;99~", CTRL_C),
        ("\x1b[99;133u", CTRL_C),  # with num lock
        ("\x1b]11;rgb:\x03", CTRL_C),
        ("\x1b[200~1\x03", CTRL_C),
        ("\x1b[13u", ENTER),
        ("\n", ENTER),
        ("\x1b[57414u", ENTER),
        ("\x1bOM", ENTER),
        ("\x1bOq", "1"),
        ("\x1b[57400u", "1"),
        ("\x1b[49u", "1"),
        ("\x1b[49;1:1u", "1"),
        ("\x1b[27;1;50~", "2"),
        ("\x1b[47:63;2u", "?"),
        ("\x1b[47;2;63u", "?"),
        ("\x1b[114;5u", "\x12"),
        ("\x1b[9;2u", BACK_TAB),
        ("\x1b[Z", BACK_TAB),
        ("\x1b[27u", ESC),
        ("\x1b[1;1:1A", "\x1b[A"),
        ("\x1b[A", "\x1b[A"),
        ("\x1bOA", "\x1b[A"),
        ("\x1b[5;129~", "\x1b[5~"),
        ("\x1b[200~44\r\x1b[201~", "\x1b[200~44\r\x1b[201~"),
    ],
)
def test_every_encoding_of_a_key_is_that_key(typed: str, key: str) -> None:
    assert keys(typed) == [key]


def test_escape_is_a_key_only_after_silence() -> None:
    key_filter = KeyFilter()
    assert list(key_filter.feed(ESC)) == []
    assert key_filter.flush() == ESC
    assert key_filter.flush() == ""
    assert list(key_filter.feed("\x1b\x1b[A1")) == ["\x1b[A", "1"]


def test_an_escape_older_than_the_question_is_no_key() -> None:
    key_filter = KeyFilter()
    list(key_filter.feed(ESC))
    key_filter.stale = True
    assert key_filter.flush() == ""
    assert list(key_filter.feed(ESC)) == []
    assert key_filter.flush() == ESC


def test_a_reply_that_never_ends_does_not_lock_the_keyboard() -> None:
    key_filter = KeyFilter()
    assert list(key_filter.feed("\x1b]11;rgb:" + "1" * 5000)) == []
    assert list(key_filter.feed("2\r3\r")) == ["3", "\r"]


@given(st.text(max_size=30))
@examples(200)
def test_whatever_comes_in_ctrl_c_comes_out(text: str) -> None:
    assert keys(text + CTRL_C)[-1] == CTRL_C
