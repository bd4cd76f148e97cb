"""The list of the checks that somebody has kept, and one of them as it was recorded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..core.checks import Check
from ..core.course import value_then
from ..core.model import Questionnaire
from . import course_strings as strings
from .blocks import Banner, Block, Entry, Paragraph, Section
from .course import chart, day_of, value_text
from .filling import full_date
from .formatting import answer_text, lowered, sentence


def listing(
    questionnaire: Questionnaire,
    people: dict[str, tuple[Check, ...]],
    place: str,
    today: datetime.date,
) -> tuple[Block, ...]:
    """The checks of each person, oldest first, with a picture of how they went."""
    if not any(people.values()):
        return (Paragraph(strings.NOTHING_KEPT),)
    return (
        *(
            Section(strings.checks_of(person), tuple(_checks(questionnaire, checks, today)))
            for person, checks in people.items()
        ),
        Paragraph(strings.kept_in(place)),
    )


def _checks(
    questionnaire: Questionnaire, checks: tuple[Check, ...], today: datetime.date
) -> Iterator[Block]:
    for check in checks:
        yield Entry(str(check.number), _in_one_line(questionnaire, check), check.level)
    drawn = chart(questionnaire, checks, None, today)
    if drawn.columns:
        yield drawn


def _in_one_line(questionnaire: Questionnaire, check: Check) -> str:
    """The day of a check, and what it said to do."""
    title = lowered(questionnaire.level(check.level).title)
    return sentence(strings.checked(full_date(day_of(check)), title, check.finished))


def about(check: Check, today: datetime.date) -> Block:
    """The line before an old page, so that nobody takes it for one of today."""
    days = (today - day_of(check)).days
    return Paragraph(strings.old_page(check.number, full_date(day_of(check)), days))


def recorded(questionnaire: Questionnaire, check: Check, today: datetime.date) -> tuple[Block, ...]:
    """A check whose questions have changed since: what was recorded, without any advice."""
    measures = [
        Entry(measure.label, value_text(measure, value_then(measure, check)))
        for measure in questionnaire.measures
    ]
    answers = [
        Entry(questionnaire.question(name).short, answer_text(questionnaire.question(name), answer))
        for name, answer in check.answers(questionnaire).items()
    ]
    return (
        about(check, today),
        *(() if check.finished else (Paragraph(strings.NOT_FINISHED_DAY),)),
        Banner(check.level, questionnaire.level(check.level).title),
        Paragraph(strings.other_questions(check.version, questionnaire.version)),
        Section(strings.MEASURED, tuple(measures)),
        Section(strings.ANSWERS_THEN, tuple(answers)),
    )
