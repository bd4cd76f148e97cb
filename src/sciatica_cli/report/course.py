"""How it has gone since earlier checks: for the page, its first screen, the sheet and the history.

All of it reports. The advice on a page follows from the answers of its day alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from ..core.assess import Assessment, assess
from ..core.checks import Check
from ..core.course import BETTER, SAME, UNKNOWN, WORSE, Change, Course, Value, measured, value_then
from ..core.flow import resolve
from ..core.levels import SAME_DAY, Level
from ..core.measures import Measure
from ..core.model import Questionnaire
from . import course_strings as strings
from .blocks import Block, Chart, ChartRow, Entry, Paragraph
from .clinical import danger_signs
from .filling import full_date, long_date, short_date
from .fit import KEEP, Part, SectionPart
from .formatting import answer_text, lowered, sentence
from .reasons import is_open

UNKNOWN_RANK, SAME_RANK, CHART_RANK, BETTER_RANK, COUNTS_RANK = 2, 5, 6, 7, 8
ON_SHEET, ON_PAGE = 3, 4  # earlier checks besides the first


def day_of(check: Check) -> datetime.date:
    """The day of a check, by the clock of this computer."""
    return datetime.date.fromtimestamp(check.taken_at)


def how_long_ago(check: Check, today: datetime.date) -> str:
    return strings.days_ago((today - day_of(check)).days)


def in_short(course: Course, a: Assessment, today: datetime.date) -> Block:
    """The course in one line, without any answer; and what stays to be done although it is less."""
    last = course.last
    texts = [strings.in_short(_date(last, today), len(course.new_signs), *course.counts)]
    if a.level < last.level:
        urgent = last.level >= SAME_DAY
        texts.append(strings.SEEN_SINCE if urgent else strings.KEEP_APPOINTMENT)
    return Paragraph(" ".join(texts))


def since(course: Course, a: Assessment, today: datetime.date) -> Iterator[SectionPart]:
    """What is new, worse, better or unchanged since the last check, and what follows from it."""
    last = course.last
    parts = []
    new = [
        f"{sign.question.short}: {answer_text(sign.question, sign.values)}"
        for sign in course.new_signs
    ]
    if new:
        parts.append(Part(Entry(strings.NEW_SINCE, sentence("; ".join(new)), a.level)))
    parts.append(Part(Paragraph(strings.compared(*course.counts)), COUNTS_RANK))
    for label, verdict, rank in (
        (strings.WORSE, WORSE, KEEP),
        (strings.BETTER, BETTER, BETTER_RANK),
        (strings.SAME, SAME, SAME_RANK),
        (strings.NOT_COMPARED, UNKNOWN, UNKNOWN_RANK),
    ):
        changes = [_change_text(change) for change in course.changes_that(verdict)]
        if changes:
            parts.append(Part(Entry(label, sentence("; ".join(changes))), rank))
    if last.sha256 != a.questionnaire.sha256:
        versions = strings.other_questions(last.version, a.questionnaire.version)
        parts.append(Part(Paragraph(versions)))
    worse = strings.STILL_WORSE if course.changes_that(WORSE) and a.level < SAME_DAY else ""
    advice = (_advice_then(last, a), strings.TODAYS_ANSWERS, worse)
    parts.append(Part(Paragraph(" ".join(filter(None, advice)))))
    drawn = chart(a.questionnaire, _first_and_last(course.checks, ON_PAGE), a, today)
    if drawn.columns:
        parts.append(Part(drawn, CHART_RANK))
    heading = strings.since(_date(last, today), how_long_ago(last, today))
    yield SectionPart(heading, tuple(parts))


def _advice_then(last: Check, a: Assessment) -> str:
    sooner = a.level.rank - last.level.rank
    if not last.finished:
        return strings.NOT_FINISHED_THEN
    if sooner <= 0 and is_open(a):
        return strings.NOT_FINISHED_NOW
    title = a.questionnaire.level(last.level).title
    return strings.advice_then(title, sooner, last.level >= SAME_DAY)


def chart(
    questionnaire: Questionnaire,
    checks: tuple[Check, ...],
    a: Assessment | None,
    today: datetime.date,
) -> Chart:
    """The measures to draw over time, those of today last."""
    days = [day_of(check) for check in checks] + [today] * (a is not None)
    columns: dict[Measure, list[Value | None]] = {}
    for measure in questionnaire.measures:
        values = [value_then(measure, check) for check in checks]
        if a is not None:
            values.append(measured(questionnaire, measure, a.state))
        if measure.charted and any(_number(value) is not None for value in values):
            columns[measure] = values
    rows = tuple(
        ChartRow(
            label=short_date(day, year=day.year != today.year),
            day=(day - days[0]).days,
            values=tuple(_number(values[row]) for values in columns.values()),
            texts=tuple(value_text(measure, values[row]) for measure, values in columns.items()),
        )
        for row, day in enumerate(days)
    )
    heads = tuple((measure.label, measure.maximum) for measure in columns)
    return Chart(strings.COURSE, strings.DATE, heads, rows)


def on_sheet(course: Course, a: Assessment) -> Iterator[tuple[Block, ...]]:
    """A line for each earlier check and for today, in the words of clinicians; then fewer lines."""
    lines = tuple(_sheet_lines(_first_and_last(course.checks, ON_SHEET), a))
    yield lines
    *earlier, last, now = lines
    while earlier:
        del earlier[1 if len(earlier) > 1 else 0]
        yield (*earlier, last, now)
    yield (last,)


def _first_and_last(checks: tuple[Check, ...], count: int) -> tuple[Check, ...]:
    """The first check and, besides, at most so many of the last ones."""
    return (*checks[:1], *checks[1:][-count:])


def _sheet_lines(checks: tuple[Check, ...], a: Assessment) -> Iterator[Block]:
    measures = a.questionnaire.measures
    for check in checks:
        then = assess(resolve(a.questionnaire, check.answers(a.questionnaire)))
        values = [(measure, value_then(measure, check)) for measure in measures]
        yield Entry(short_date(day_of(check), year=True), _line(a, check.level, values, then))
    now = [(measure, measured(a.questionnaire, measure, a.state)) for measure in measures]
    yield Entry(strings.TODAY, _line(a, a.level, now, None))


def _line(
    a: Assessment,
    level: Level,
    values: Sequence[tuple[Measure, Value | None]],
    then: Assessment | None,
) -> str:
    """The level, the measures and, of an earlier check, the danger signs."""
    words = [strings.told(a.questionnaire.level(level).deadline)]
    words += [_in_clinical_words(m, v.low) for m, v in values if v is not None and v.known]
    signs = danger_signs(then) if then is not None else {}
    distinct = {sign.id: sign.answers[0].ticked for sign in signs.values() if sign.is_present}
    if flags := "; ".join(filter(None, distinct.values())):
        words.append(f"{strings.RED_FLAGS_THEN}: {flags}")
    return f"{'; '.join(words)}."


def value_text(measure: Measure, value: Value | None) -> str:
    """A value in words for the person."""
    if value is None:
        return strings.NOT_RECORDED
    if not value.known:
        return strings.NOT_KNOWN
    if measure.steps:
        return measure.steps[value.low].label
    return strings.out_of(value.low, measure.maximum)


def _in_clinical_words(measure: Measure, value: int) -> str:
    if not measure.steps:
        return f"{measure.sheet or measure.label.lower()} {value}/{measure.maximum}"
    step = measure.steps[value]
    return f"{measure.sheet} {step.sheet or step.label}".strip()


def _change_text(change: Change) -> str:
    """A measure then and now, or what it still is."""
    label = lowered(change.measure.label)
    then = value_text(change.measure, change.then)
    now = value_text(change.measure, change.now)
    return strings.still(label, now) if then == now else strings.then_and_now(label, then, now)


def _number(value: Value | None) -> int | None:
    return value.low if value is not None and value.known else None


def _date(check: Check, today: datetime.date) -> str:
    day = day_of(check)
    return full_date(day) if day.year != today.year else long_date(day)
