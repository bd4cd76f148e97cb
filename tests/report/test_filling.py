"""Dates and the words of a country in the sentences of the questions file."""

from __future__ import annotations

import datetime

import pytest

from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import GENERAL_REGION, Region
from sciatica_cli.report import strings
from sciatica_cli.report.filling import fill, long_date

THURSDAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-26", "tomorrow, Friday 27 November"),  # Thursday
        ("2026-11-27", "on Monday 30 November"),  # Friday: surgeries are closed at the weekend
        ("2026-11-28", "on Monday 30 November"),  # Saturday
        ("2026-11-29", "tomorrow, Monday 30 November"),  # Sunday
        ("2026-11-30", "tomorrow, Tuesday 1 December"),  # the end of a month
        ("2026-12-31", "tomorrow, Friday 1 January"),  # the end of a year
        ("2028-02-28", "tomorrow, Tuesday 29 February"),
    ],
)
def test_the_next_weekday_is_never_today_and_never_at_a_weekend(
    gb: Region, today: str, expected: str
) -> None:
    date = datetime.date.fromisoformat(today)
    assert fill("Call {next_weekday}.", gb, date) == f"Call {expected}."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{in_0_days}", "Thursday 26 November"),
        ("{in_7_days}", "Thursday 3 December"),
        ("{in_14_days}", "Thursday 10 December"),
        ("{in_42_days}", "Thursday 7 January"),
    ],
)
def test_a_date_is_counted_from_today(gb: Region, text: str, expected: str) -> None:
    assert fill(f"By {text}.", gb, THURSDAY) == f"By {expected}."


def test_a_date_is_written_as_people_say_it() -> None:
    assert long_date(datetime.date(2027, 3, 1)) == "Monday 1 March"
    days = [datetime.date(2026, month, 1) for month in range(1, 13)]
    assert [long_date(day).split()[-1] for day in days] == list(strings.MONTHS)


SENTENCE = "Call {emergency} or {advice}, ask your {doctor}, or go to {department}."


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("gb", ("999", "NHS 111", "GP", "A&E")),
        ("us", ("911", "the out-of-hours service", "doctor", "an emergency room")),
        ("de", ("112", "116117", "doctor", "an emergency department")),
    ],
)
def test_each_country_has_its_own_words_and_numbers(
    questionnaire: Questionnaire, country: str, words: tuple[str, ...]
) -> None:
    region = questionnaire.region(country)
    assert region is not None
    filled = fill(SENTENCE, region, THURSDAY)
    assert [word for word in words if word not in filled] == []


def test_an_unknown_country_gets_general_words(questionnaire: Questionnaire) -> None:
    region = questionnaire.region(GENERAL_REGION)
    assert region is not None
    assert fill("Call {emergency}.", region, THURSDAY) == (f"Call {strings.THE_EMERGENCY_NUMBER}.")
    assert "999" not in fill(SENTENCE, region, THURSDAY)
    assert "A&E" not in fill(SENTENCE, region, THURSDAY)


def test_every_sentence_is_filled_in_for_every_country(questionnaire: Questionnaire) -> None:
    sentences = [text for level in questionnaire.levels for text in (*level.act, level.do)]
    sentences += [strings.CALL_NOW_IF, strings.CALL_TODAY_IF, SENTENCE]
    for region in questionnaire.regions:
        for text in sentences:
            filled = fill(text, region, THURSDAY)
            assert "{" not in filled
            assert "  " not in filled, region.id
            assert " ," not in filled, region.id


def test_other_braces_stay_as_they_are(gb: Region) -> None:
    assert fill("{} { {{doctor}", gb, THURSDAY) == "{} { {GP"
