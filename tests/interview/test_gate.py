"""Only keys that were typed after a question was drawn answer it."""

from __future__ import annotations

from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from sciatica_cli.interview.gate import AWAITING_REPLY, DRAWING, OPEN, Gate

ONE, ENTER, LEAVE = KeyPress("1"), KeyPress(Keys.ControlM), KeyPress(Keys.ControlC)


def test_keys_before_the_drawing_are_ignored() -> None:
    gate = Gate()
    assert gate.state == DRAWING
    assert gate.passed([ONE, ENTER]) == []
    assert gate.ignored == 2


def test_keys_before_the_reply_are_ignored_and_keys_after_it_count() -> None:
    gate = Gate()
    gate.drawn()
    assert gate.passed([ONE]) == []
    gate.replied()
    assert gate.ignored == 1
    assert gate.passed([ENTER]) == [ENTER]
    gate.close()
    gate.drawn()
    assert gate.state == AWAITING_REPLY
    assert gate.passed([ONE]) == []
    assert gate.ignored == 2


def test_a_reply_to_an_earlier_drawing_does_not_open_it() -> None:
    gate = Gate()
    gate.drawn()
    gate.close()
    gate.drawn()
    gate.replied()
    assert gate.state == AWAITING_REPLY
    gate.replied()
    assert gate.state == OPEN


def test_a_terminal_that_does_not_reply_loses_no_key_typed_after_the_drawing() -> None:
    gate = Gate()
    gate.drawn()
    assert gate.passed([ONE, ENTER]) == []
    assert gate.lost_patience() == [ONE, ENTER]
    assert gate.ignored == 0
    gate.close()
    gate.drawn()
    assert gate.state == OPEN
    assert gate.lost_patience() == []


def test_a_reply_that_is_lost_makes_keys_ignored_and_does_not_lock_the_keyboard() -> None:
    gate = Gate()
    gate.drawn()
    gate.replied()
    gate.close()
    gate.drawn()
    assert gate.passed([ONE]) == []
    assert gate.lost_patience() == []
    assert gate.ignored == 1
    assert gate.passed([ENTER]) == [ENTER]


def test_ctrl_c_always_counts() -> None:
    gate = Gate()
    assert gate.passed([ONE, LEAVE]) == [LEAVE]
    gate.drawn()
    assert gate.passed([LEAVE, ONE]) == [LEAVE]
