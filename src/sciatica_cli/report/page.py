"""The page: the answer on the first screen, and below it everything behind the answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from ..core.assess import Assessment, is_emergency
from ..core.levels import SAME_DAY
from ..core.model import Region
from . import reasons, strings
from .blocks import Block, Bullet, Paragraph, Section, Step, walk
from .explain import explain
from .first_screen import first_screen
from .fit import Part, SectionPart, blocks_of, fit
from .pattern import pattern
from .relief import massage, treatments
from .text import write_text
from .urgent import closing

FIRST_LINES, MAX_LINES = 22, 90  # at 80 columns: the first screen, and the whole short page
EXPECT_RANK = 4


def page(
    assessment: Assessment,
    region: Region,
    version: str,
    today: datetime.date,
    full: bool = False,
    explained: bool = False,
    write: Callable[[tuple[Block, ...]], str] = write_text,
) -> tuple[Block, ...]:
    """The page of an assessment.

    Args:
        region: the region whose phone numbers are printed.
        version: the version of this program.
        today: the day from which the dates on the page are counted.
        full: every reason, figure and source. Without it, the page shows what fits into MAX_LINES.
        explained: the full page, and how every part of it came about.
        write: writes the page at 80 columns; used to find out what fits.
    """
    full = full or explained
    first = first_screen(assessment, region, today, full)
    last = tuple(_last(assessment, region, version, today))

    def lines(blocks: tuple[Block, ...]) -> int:
        return write(blocks).count("\n")

    shown = blocks_of(first) if full else fit(first, FIRST_LINES, lines)
    below = tuple(_below(assessment, shown, full, explained))
    if full:
        return (*shown, *blocks_of(below), *last)
    rest = fit(below, MAX_LINES, lambda blocks: lines((*shown, *blocks, *last)), space_first=False)
    return (*shown, *rest, *last)


def _below(
    a: Assessment, above: tuple[Block, ...], full: bool, explained: bool
) -> Iterator[Part | SectionPart]:
    """What stands below the first screen; parts of a high rank stay longest."""
    if is_emergency(a) or reasons.has_own_page(a):
        # In an emergency anything slower would only weaken what the page says.
        lesser = [] if is_emergency(a) else reasons.texts(a, reasons.lesser_reasons(a))
        if lesser:
            yield SectionPart(strings.MORE_REASONS, tuple(Part(Bullet(text)) for text in lesser))
    elif a.status != "out_of_scope":
        if a.purpose.covers_massage:
            yield from massage(a, full)
        if a.purpose.covers_all:
            yield from treatments(a, full)
            if full or a.level < SAME_DAY:  # who needs help today does not need a name for it
                yield from pattern(a, full)
            yield from expect(a, above)
        elif a.complete:
            said = strings.only_covers(a.purpose, len(a.needed_for_the_rest))
            yield Part(Paragraph(said))
    if explained:
        yield from map(Part, explain(a))
    if full:
        yield Part(_sources(a, explained))


def expect(a: Assessment, above: tuple[Block, ...]) -> Iterator[SectionPart]:
    """How it goes on, and the advice that does not stand on the first screen."""
    steps = {block.text for block in walk(above) if isinstance(block, Step)}
    shown = [item.say for item in reasons.advice(a) if item.say not in steps]
    if shown:
        yield SectionPart(strings.EXPECT, tuple(Part(Bullet(say), EXPECT_RANK) for say in shown))


def _last(a: Assessment, region: Region, version: str, today: datetime.date) -> Iterator[Block]:
    notes = [strings.LIMITS, strings.footer(version, a.questionnaire.version, today.isoformat())]
    if a.level >= SAME_DAY:
        notes.append(strings.numbers_checked(region.checked))
    yield Paragraph(" ".join(notes))
    yield closing(a, region)


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
