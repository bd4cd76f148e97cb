"""The page: the answer on the first screen, and below it everything behind the answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from ..core.assess import Assessment, is_emergency
from ..core.levels import SAME_DAY
from ..core.routes import Region
from . import reasons, strings
from .blocks import Block, Bullet, Form, Paragraph, Section, Step, walk
from .explain import explain
from .filling import short_date
from .first_screen import first_screen
from .fit import Part, SectionPart, blocks_of, fit
from .pattern import pattern
from .relief import massage, treatments
from .text import write_text
from .urgent import MAX_QUOTES, closing, go_back, words_to_say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.course import Course

FIRST_LINES, MAX_LINES = 22, 90  # at 80 columns: the first screen, and the whole short page
DIARY_RANK, SPACE_RANK, EXPECT_RANK, REST_RANK, HOW_LONG_RANK = 2, 3, 4, 5, 6
DIARY_DAYS, DIARY_LEAST = 5, 3


def page(
    assessment: Assessment,
    region: Region,
    version: str,
    today: datetime.date,
    *,
    full: bool = False,
    explained: bool = False,
    write: Callable[[tuple[Block, ...]], str] = write_text,
    narrow: bool = False,
    course: Course | None = None,
) -> tuple[Block, ...]:
    """The page of an assessment.

    Args:
        region: the region whose phone numbers are printed.
        version: the version of this program.
        today: the day from which the dates on the page are counted.
        full: every reason, figure and source. Without it, the page shows what fits into MAX_LINES.
        explained: the full page, and how every part of it came about.
        write: writes the page at 80 columns; used to find out what fits.
        narrow: the page is read on a narrow screen, so the number and the signs come first.
        course: what has changed since an earlier check; it changes nothing else on the page.
    """
    full = full or explained
    first = first_screen(assessment, region, today, full=full, narrow=narrow, course=course)
    last = tuple(_last(assessment, region, version, today, full))

    def lines(blocks: tuple[Block, ...]) -> int:
        return write(blocks).count("\n")

    shown = blocks_of(first) if full else fit(first, FIRST_LINES, lines)
    below = tuple(_below(assessment, shown, today, full, explained, course))
    if full:
        return (*shown, *blocks_of(below), *last)
    # Counted as plain text, so that no advice makes room for a drawing.
    rest = fit(
        below,
        MAX_LINES,
        lambda blocks: write_text((*shown, *blocks, *last)).count("\n"),
        space_rank=SPACE_RANK,
    )
    return (*shown, *rest, *last)


def _below(
    a: Assessment,
    above: tuple[Block, ...],
    today: datetime.date,
    full: bool,
    explained: bool,
    course: Course | None,
) -> Iterator[Part | SectionPart]:
    """What comes below the first screen; parts of a high rank stay longest."""
    if course and not reasons.is_only_about_help(a):
        from .course import since  # most pages have no earlier check

        yield from since(course, a, today)
    if reasons.has_own_page(a):
        lesser = [] if is_emergency(a) else reasons.texts(a, reasons.lesser_reasons(a))
        if lesser:
            yield SectionPart(strings.MORE_REASONS, tuple(Part(Bullet(text)) for text in lesser))
    elif is_emergency(a):
        # In an emergency anything slower would only weaken what the page says.
        yield from go_back(a)
    elif a.status == "assessed":
        yield from _more_to_say(a, above)
        yield from _unfinished(a) if reasons.is_open(a) else _judged(a, full)
        yield from what_next(a, above, today)
        yield from expect(a)
    if explained:
        yield from map(Part, explain(a))
    if full:
        yield Part(_sources(a, explained))


def _more_to_say(a: Assessment, above: tuple[Block, ...]) -> Iterator[SectionPart]:
    """The words to say that are not on the first screen."""
    quotes = words_to_say(a, a.reasons)[:MAX_QUOTES] if a.tell else []
    left = tuple(Part(quote) for quote in quotes if quote not in walk(above))
    if left:
        yield SectionPart(strings.SAY_TOO, left)


def _unfinished(a: Assessment) -> Iterator[Part | SectionPart]:
    """While answers are missing, only what none of them can change."""
    yield Part(Paragraph(strings.answer_first(len(a.needed))))
    if a.massage.verdict == "no":
        yield from massage(a, full=False)


def _judged(a: Assessment, full: bool) -> Iterator[Part | SectionPart]:
    """Massage, treatments and the pattern, as far as the purpose covers them."""
    if a.purpose.covers_all:
        rest = strings.REST if a.level < SAME_DAY else strings.REST_WAITS
        yield Part(Paragraph(rest), REST_RANK)
    if a.purpose.covers_massage:
        yield from massage(a, full)
    if a.purpose.covers_all:
        yield from treatments(a, full)
        if full or a.level < SAME_DAY:  # who needs help today does not need a name for it
            yield from pattern(a, full)
    else:
        yield Part(Paragraph(strings.only_covers(a.purpose, len(a.needed_for_the_rest))))


def what_next(
    a: Assessment, above: tuple[Block, ...], today: datetime.date
) -> Iterator[SectionPart]:
    """What to do next that is not on the first screen, with a form to note it in."""
    steps = {block.text for block in walk(above) if isinstance(block, Step)}
    items = [item for item in reasons.advice(a) if not item.expect and item.say not in steps]
    parts = [Part(Bullet(item.say, item.sketch), EXPECT_RANK) for item in items if not item.diary]
    for item in items:
        if item.diary:
            long, short = (_diary(item.say, today, days) for days in (DIARY_DAYS, DIARY_LEAST))
            parts.append(Part(long, DIARY_RANK, instead=Part(short, REST_RANK)))
    if parts:
        yield SectionPart(strings.NEXT, tuple(parts))


def _diary(say: str, today: datetime.date, days: int) -> Form:
    rows = tuple(short_date(today + datetime.timedelta(day)) for day in range(days))
    return Form(say, strings.DIARY_COLUMNS, rows)


def expect(a: Assessment) -> Iterator[SectionPart]:
    """How it goes on; nothing to do."""
    shown = [item.say for item in reasons.advice(a) if item.expect]
    if shown:
        how_long, *others = shown
        parts = [Part(Bullet(how_long), HOW_LONG_RANK)]
        parts += [Part(Bullet(say), EXPECT_RANK) for say in others]
        yield SectionPart(strings.EXPECT, tuple(parts))


def _last(
    a: Assessment, region: Region, version: str, today: datetime.date, full: bool
) -> Iterator[Block]:
    notes = [strings.LIMITS, strings.footer(version, a.questionnaire.version, today.isoformat())]
    if a.level >= SAME_DAY:
        notes.append(strings.numbers_checked(region.checked))
    judged = a.status == "assessed" and not reasons.is_open(a)
    if judged and not full and not reasons.is_only_about_help(a):
        notes.append(strings.LONGER)
    yield Paragraph(" ".join(notes))
    yield closing(a, region, today)


def _sources(a: Assessment, with_ids: bool) -> Section:
    """The sources of everything the page shows, in the order of the questions file."""
    part = a.questionnaire.massage
    cited = [reason.rule.sources for reason in a.reasons]
    cited += [sign.sources for sign in a.questionnaire.watch_for]
    if a.scores and not is_emergency(a):
        cited += [
            *(result.score.sources for result in a.scores),
            *(found.cause.sources for found in a.causes),
            *(verdict.treatment.sources for verdict in (a.massage, *a.options)),
            *(r.caution.sources for verdict in (a.massage, *a.options) for r in verdict.reasons),
            *(tip.sources for tip in (*a.massage_how, *part.risks, *a.what_now)),
            *([a.questionnaire.body.sources] if a.questionnaire.body and a.body.nerves else []),
        ]
    used = {name for names in cited for name in names}
    lines = []
    for source in a.questionnaire.sources:
        if source.id in used:
            link = f" {source.link}" if source.link.startswith("http") else ""
            name = f"{source.id}: " if with_ids else ""
            certainty = strings.certainty(source.certainty)
            lines.append(Bullet(f"{name}{source.cite}, {source.year}.{link} ({certainty})"))
    return Section(strings.SOURCES, tuple(lines), reference=True)
