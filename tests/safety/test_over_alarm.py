"""Ordinary sciatica is not sent to a doctor in a hurry more often than by the first questions."""

from __future__ import annotations

import zlib

import pytest

from safety.people import people
from safety.people_answers import answers
from sciatica_cli import assess, load

PEOPLE = people()
# What version 0.1.0 (questions 2026.11, commit e23e990) said to the same people, measured on
# 2026-11-26 with their answers in its own form: 0 of 500 in an emergency.
SOON_IN_0_1_0 = 58 / 500
SAME_DAY_IN_0_1_0 = 18 / 500
MEASURED_PEOPLE = 186369705


@pytest.fixture(scope="module")
def levels() -> list[str]:
    questionnaire = load()
    return [
        str(assess(questionnaire, answers(questionnaire, person))["level"]) for person in PEOPLE
    ]


def share(levels: list[str], *counted: str) -> float:
    return sum(level in counted for level in levels) / len(levels)


def test_the_people_are_those_that_0_1_0_was_measured_on() -> None:
    # Its shares hold only for them. Other people have to be given to 0.1.0 as well.
    assert zlib.crc32(repr(PEOPLE).encode()) == MEASURED_PEOPLE


def test_at_most_2_in_100_more_are_told_to_see_a_doctor_within_days(levels: list[str]) -> None:
    soon = share(levels, "within_days", "same_day", "emergency_now")
    assert soon <= SOON_IN_0_1_0 + 0.02


def test_at_most_1_in_100_more_are_told_to_get_advice_today(levels: list[str]) -> None:
    assert share(levels, "same_day", "emergency_now") <= SAME_DAY_IN_0_1_0 + 0.01


def test_nobody_is_called_an_emergency(levels: list[str]) -> None:
    assert share(levels, "emergency_now") == 0
