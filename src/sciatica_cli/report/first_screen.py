"""The first screen is the answer: what to do, by when, why, and what would change that."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.levels import EMERGENCY, LOWEST, SAME_DAY, Level
from ..core.routes import Region
from . import reasons, strings, urgent
from .blocks import Bullet, Entry, Paragraph, Step
from .filling import fill, full_date, short_date
from .fit import KEEP, Part, Parts, SectionPart
from .pattern import in_one_sentence, what_decided

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.course import Course

# What goes first when the screen is too long: see `fit`.
DECIDED_RANK, THIRD_STEP_RANK, PATTERN_RANK, COURSE_RANK = 1, 2, 3, 4
STEPS = 3


def first_screen(
    a: Assessment,
    region: Region,
    today: datetime.date,
    *,
    full: bool,
    narrow: bool = False,
    course: Course | None = None,
) -> Parts:
    """The parts of the first screen.

    Args:
        narrow: for a screen that is read from the top, as on a phone. The number to call and the
            signs to call about then come before everything that can wait.
        course: what has changed since an earlier check.
    """
    if reasons.is_only_about_help(a):
        return urgent.emergency(a, region, today, full=full, narrow=narrow)
    return tuple(_first_screen(a, region, today, full, narrow, course))


def _first_screen(
    a: Assessment,
    region: Region,
    today: datetime.date,
    full: bool,
    narrow: bool,
    course: Course | None,
) -> Iterator[Part | SectionPart]:
    date = short_date(today, year=True) if narrow else full_date(today)
    if reasons.is_open(a):
        yield Part(Paragraph(strings.unfinished(len(a.needed), date)))
    else:
        yield Part(Paragraph(strings.your_result(date, narrow)))
    yield Part(urgent.banner(a, region, today, narrow))
    if not a.questionnaire.shipped:
        yield Part(Paragraph(strings.foreign_questions(a.questionnaire.sha256)))
    yield from _why(a, full)
    if course and a.level < SAME_DAY:
        from .course import in_short  # most pages have no earlier check

        yield Part(in_short(course, a, today), COURSE_RANK)
    if narrow:
        yield from warning_signs(a, region, today)
    if a.level < SAME_DAY:
        yield from _pattern(a)
    else:
        yield from urgent.how_to_get_help(a, region, a.reasons, full)
    yield from _steps(a, region, today)
    if not narrow:
        yield from warning_signs(a, region, today)


def _why(a: Assessment, full: bool) -> Iterator[Part | SectionPart]:
    if a.level < Level.WITHIN_DAYS:
        text = a.questionnaire.page.no_danger if reasons.is_final(a) else strings.NOT_FINISHED
        yield Part(Paragraph(text))
    if a.level > LOWEST or a.status == "out_of_scope":
        shown = reasons.texts(a, a.reasons if full else reasons.top_reasons(a), with_answers=full)
        yield SectionPart(strings.REASONS, tuple(Part(Bullet(text)) for text in shown))
    if full and not reasons.is_final(a):
        at_most = a.questionnaire.level(a.at_most).title
        yield Part(Paragraph(strings.open_answers(at_most)))
    could_change = dict(a.could_change)
    named = {name for r in reasons.top_reasons(a) if not r.certain for name, _ in r.because}
    unsure = [
        a.questionnaire.question(name).unsure_text
        for name in a.unsure
        if name in could_change and name not in named
    ]
    if unsure:
        yield Part(Entry(strings.BECAUSE, f"{'; '.join(unsure)}. {strings.COULD_CHANGE}"))


def _pattern(a: Assessment) -> Iterator[Part]:
    if a.status == "out_of_scope":
        yield Part(Paragraph(strings.OUT_OF_SCOPE))
    elif a.purpose.covers_all and reasons.is_final(a):
        sentence = in_one_sentence(a)
        if sentence:
            yield Part(Paragraph(sentence), PATTERN_RANK)
        decided = what_decided(a)
        if decided:
            yield Part(Paragraph(decided), DECIDED_RANK)


def _steps(a: Assessment, region: Region, today: datetime.date) -> Iterator[SectionPart]:
    """The things to do first; the page says the rest below."""
    look_again = a.level < SAME_DAY and reasons.is_final(a)
    advice = []
    if a.status == "assessed" and (reasons.is_final(a) or a.level >= SAME_DAY):
        advice = [item for item in reasons.advice(a) if item.first]
    most = STEPS - 1 if look_again else STEPS
    chosen = sorted(advice, key=lambda item: not item.urgent)[:most]
    advice = [item for item in advice if item in chosen]
    shown = [
        Part(Step(item.say, item.sketch), KEEP if item.urgent or i == 0 else THIRD_STEP_RANK)
        for i, item in enumerate(advice)
    ]
    if look_again:
        shown.append(Part(Step(fill(a.questionnaire.level(a.level).do, region, today))))
    if shown:
        heading = strings.TO_DO if a.level < SAME_DAY else strings.UNTIL_SEEN
        yield SectionPart(heading, tuple(shown))


def warning_signs(a: Assessment, region: Region, today: datetime.date) -> Iterator[SectionPart]:
    """What would make one call at once, and what the same day."""
    whom = next((r.rule.call_today for r in a.reasons if r.rule.call_today), "")
    call_today = strings.call_today_if(whom) if whom else strings.CALL_TODAY_IF
    for level, lead in ((EMERGENCY, strings.CALL_NOW_IF), (SAME_DAY, call_today)):
        if level > a.level:
            yield from urgent.signs(a, level, fill(lead, region, today))
