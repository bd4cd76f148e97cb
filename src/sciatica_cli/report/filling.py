"""Fills dates and the words of a country into sentences of the questions file."""

from __future__ import annotations

import datetime

from ..core.placeholders import DAYS, PLACEHOLDER
from ..core.routes import Region
from . import strings

WEEKEND = (5, 6)


def fill(text: str, region: Region, today: datetime.date) -> str:
    """The sentence with its placeholders filled in.

    `{in_14_days}` is a date, `{next_weekday}` the next day on which a surgery is open. `{doctor}`,
    `{department}`, `{emergency}` and `{advice}` are what a country calls them, and their numbers.
    """
    return PLACEHOLDER.sub(lambda match: _word(match[1], region, today), text)


def long_date(date: datetime.date) -> str:
    """A date as people write it: Thursday 26 November."""
    return f"{strings.WEEKDAYS[date.weekday()]} {date.day} {strings.MONTHS[date.month - 1]}"


def short_date(date: datetime.date, year: bool = False) -> str:
    """A date for a narrow place: Thu 26 Nov, or 26 Nov 2026."""
    month = strings.MONTHS[date.month - 1][:3]
    if year:
        return f"{date.day} {month} {date.year}"
    return f"{strings.WEEKDAYS[date.weekday()][:3]} {date.day} {month}"


def full_date(date: datetime.date) -> str:
    return f"{long_date(date)} {date.year}"


def _word(name: str, region: Region, today: datetime.date) -> str:
    if name == "next_weekday":
        return _next_weekday(today)
    if days := DAYS.fullmatch(name):
        return long_date(today + datetime.timedelta(int(days[1])))
    if name == "emergency":
        return strings.THE_EMERGENCY_NUMBER if region.is_general else region.emergency
    words = {
        "advice": region.advice_short,
        "doctor": region.doctor,
        "department": region.department,
    }
    return words[name]


def _next_weekday(today: datetime.date) -> str:
    day = today + datetime.timedelta(1)
    while day.weekday() in WEEKEND:
        day += datetime.timedelta(1)
    word = strings.TOMORROW if (day - today).days == 1 else strings.ON
    return f"{word} {long_date(day)}"
