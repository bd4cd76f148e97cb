"""The page: an assessment as blocks, in the order in which a frightened person needs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ..core.assess import Assessment, emergency_reasons, is_emergency
from ..core.care import Reason, route_of
from ..core.levels import EMERGENCY, LOWEST, SAME_DAY, Level
from ..core.model import GENERAL_REGION, Region
from . import strings
from .blocks import Banner, Block, Bullet, Closing, Entry, Heading, Paragraph
from .detail import FULL, Detail
from .explain import explain
from .formatting import because_text, call_text, number_text, sentence, unsure_reasons
from .pattern import sciatica
from .relief import massage, options
from .text import write_text

# The limits that the short page tries in turn until it fits: for the pattern of the pain, and for
# everything else. The drawing makes room for a longer text about the pattern.
DETAIL_LIMITS = ((3, 3), (3, 2), (2, 2), (3, 1), (2, 1), (1, 1))
MAX_LINES = 60  # of the short page, at 80 columns


def page(
    assessment: Assessment,
    region: Region,
    version: str,
    today: str | None = None,
    full: bool = False,
    explained: bool = False,
    write: Callable[[tuple[Block, ...]], str] = write_text,
) -> tuple[Block, ...]:
    """The page of an assessment.

    Args:
        region: the region whose phone numbers are printed.
        version: the version of this program.
        today: the date to print, or None.
        full: every reason, figure and source. Without it, the page shows as much as fits into
            MAX_LINES.
        explained: the full page, and how every part of it came about.
        write: writes the page at 80 columns; used to find out what fits.
    """
    if full or explained:
        return tuple(_page(assessment, region, version, today, FULL, FULL, explained))
    for pattern, rest in DETAIL_LIMITS:
        details = Detail(pattern), Detail(rest)
        blocks = tuple(_page(assessment, region, version, today, *details))
        if write(blocks).count("\n") <= MAX_LINES:
            break
    return blocks


def _page(
    a: Assessment,
    region: Region,
    version: str,
    today: str | None,
    pattern_detail: Detail,
    detail: Detail,
    explained: bool = False,
) -> Iterator[Block]:
    urgent, emergency = a.level >= SAME_DAY, is_emergency(a)
    footer = strings.footer(version, a.questionnaire.version, today)
    yield Banner(a.level, _title(a), strings.deadline(_deadline(a)))
    if not a.questionnaire.shipped:
        yield Paragraph(strings.foreign_questions(a.questionnaire.sha256))
    yield Heading(strings.HELP_NOW)
    yield from _reasons(a, detail)
    yield from _what_to_do(a, region, detail, a.reasons)
    if _has_own_page(a) and not detail.full:
        yield from _lesser_reasons(a)
        yield Paragraph(footer)
        yield closing(a, region)
        return
    if not emergency:
        yield from _about_pain(a, pattern_detail, detail)
    yield from _warning_signs(a, region, detail)
    if not emergency:
        yield from _what_now(a, detail)
    if explained:
        yield from explain(a)
    if detail.full:
        yield from _sources(a, explained)
    notes = [strings.LIMITS, footer]
    if not (detail.full or emergency):
        notes.append(strings.MORE)
    if urgent:
        notes.append(strings.numbers_checked(region.checked))
    yield Paragraph(" ".join(notes))
    yield closing(a, region)


def _about_pain(a: Assessment, pattern_detail: Detail, detail: Detail) -> Iterator[Block]:
    """The pattern, massage and the other options, as far as the purpose covers them."""
    if a.status == "out_of_scope":
        yield Paragraph(strings.OUT_OF_SCOPE)
        return
    if a.purpose.covers_all:
        yield from sciatica(a, pattern_detail)
    if a.purpose.covers_massage:
        yield from massage(a, detail)
    if a.purpose.covers_all:
        yield from options(a, detail)


def _what_now(a: Assessment, detail: Detail) -> Iterator[Block]:
    """What to do and expect, or what there would be to know beyond the purpose."""
    if a.status == "out_of_scope":
        return
    if a.purpose.covers_all:
        yield Heading(strings.WHAT_NOW)
        advice = [item for item in a.what_now if item.urgent or a.level < SAME_DAY]
        yield from (Bullet(item.say) for item in advice[: 3 * detail.limit])
    elif a.complete:
        yield Paragraph(strings.only_covers(a.purpose, len(a.needed_for_the_rest)))


def _title(a: Assessment) -> str:
    """The level in words. It must not read like a result while answers could still raise it."""
    title = a.questionnaire.level(a.level).title
    if is_final(a):
        return title
    return strings.so_far(title) if a.level > LOWEST else strings.NO_RESULT_YET


def _deadline(a: Assessment) -> str:
    if a.level == LOWEST and not is_final(a):
        return strings.NOT_YET_KNOWN
    return a.questionnaire.level(a.level).deadline


def is_final(a: Assessment) -> bool:
    """Whether no missing answer can raise the level any more."""
    return a.level == a.at_most


def _route_ids(a: Assessment) -> set[str]:
    """The routes for the reasons of the level; an empty text for a reason without a route."""
    return {
        route_of(a.questionnaire, reason.rule, reason.level)
        for reason in a.reasons
        if reason.level == a.level
    }


def _has_own_page(a: Assessment) -> bool:
    """Whether every reason for the level has a route that gets the page to itself."""
    ids = _route_ids(a)
    return bool(ids) and all(id_ and a.questionnaire.route(id_).own_page for id_ in ids)


def _lesser_reasons(a: Assessment) -> Iterator[Block]:
    """Reasons below the level that still need a doctor within days."""
    lesser = [r for r in a.reasons if Level.ROUTINE < r.level < a.level]
    if lesser:
        yield Heading(strings.DOCTOR)
        yield from map(Bullet, _reason_texts(a, lesser))


def stop_screen(
    a: Assessment, region: Region, acknowledged: Collection[str] = ()
) -> tuple[Block, ...]:
    """The screen that stops an interview in an emergency, short enough to be seen whole.

    Args:
        acknowledged: rules that have stopped it before; the screen is about the new ones.
    """
    banner = Banner(a.level, a.questionnaire.level(a.level).title)
    new = [r for r in emergency_reasons(a) if r.rule.id not in acknowledged]
    reasons = new or list(a.reasons)
    what_to_do = _what_to_do(a, region, Detail(1), reasons)
    return (banner, Bullet(_reason_texts(a, reasons)[0]), *what_to_do)


def closing(a: Assessment, region: Region) -> Closing:
    """The last line: level, deadline and, if it is urgent, the number to call."""
    text = strings.level_text(_title(a), _deadline(a))
    return Closing(a.level, f"{text}. {call(a, region)}".removesuffix(". "))


def call(a: Assessment, region: Region) -> str:
    """Whom to call if it is urgent, otherwise an empty text."""
    if a.level < SAME_DAY or not a.go:
        return ""
    route = a.questionnaire.route(a.go)
    if route.call_first:
        otherwise = f"{strings.NO_ANSWER}: {call_text(region, route.number)}"
        return f"{strings.CALL}: {route.call_first}. {otherwise}"
    return f"{strings.CALL}: {number_text(region, route.number)}"


def _reasons(a: Assessment, detail: Detail) -> Iterator[Block]:
    top = _reason_texts(a, [reason for reason in a.reasons if reason.level == a.level])
    if not top or a.level == LOWEST:
        yield Paragraph(a.questionnaire.page.no_danger if is_final(a) else strings.NOT_FINISHED)
    shown = _reason_texts(a, a.reasons) if detail.full else top[: detail.limit]
    yield from map(Bullet, shown)
    if len(top) > len(shown):
        yield Paragraph(strings.more_reasons(len(top) - len(shown)))
    if not is_final(a):
        at_most = a.questionnaire.level(a.at_most).title
        yield Paragraph(strings.open_answers(len(a.needed), at_most))


def _reason_texts(a: Assessment, reasons: Sequence[Reason]) -> list[str]:
    """Each certain reason with its answers, then those from "not sure", each answer once."""
    texts = []
    for reason in reasons:
        if reason.certain:
            answers = because_text(a.questionnaire, reason.because, reason.rule.when)
            texts.append(f"{reason.rule.say} ({strings.BECAUSE}: {answers})")
    for _, say, names in unsure_reasons(a, reasons):
        texts.append(f"{say} ({strings.NOT_SURE}: {names})")
    return texts


def _what_to_do(
    a: Assessment, region: Region, detail: Detail, reasons: Sequence[Reason]
) -> Iterator[Block]:
    """How to get help: sections of their own if it is urgent, otherwise two sentences.

    The words to say there cover every certain reason, the one with the fastest route first.
    """
    level, ids = a.questionnaire.level(a.level), _route_ids(a)
    routes = [route for route in a.questionnaire.routes if route.id in ids]
    replaced = {name for route in routes for name in route.replaces}
    routes = [route for route in routes if route.id not in replaced]
    if not routes:
        if is_final(a) and a.status == "assessed":
            yield Paragraph(f"{level.do} {level.look_again}")
        return
    yield Heading(strings.WHAT_TO_DO)
    for route in routes:
        number = call_text(region, route.number)
        yield Entry(route.title, route.call_first or number, "call")
        if route.call_first:
            yield Entry(strings.NO_ANSWER, number)
        if route.also and getattr(region, route.also):
            yield Entry(strings.ALSO, call_text(region, route.also))
        if route.id == a.go or detail.limit > 1:
            yield from map(Bullet, (*route.do, *route.avoid))
    if a.tell:
        yield Heading(strings.WHAT_TO_SAY)
        says = [r.rule.tell for r in reasons if r.certain and r.level == a.level and r.rule.tell]
        if reasons is a.reasons or not says:
            says.insert(0, a.tell)
        yield from (Paragraph(f'"{s}"') for s in list(dict.fromkeys(says))[: max(detail.limit, 2)])
    yield Paragraph(routes[0].look_again or level.look_again)


def _warning_signs(a: Assessment, region: Region, detail: Detail) -> Iterator[Block]:
    """What to watch for, and the unsure answers that could change the result."""
    number = region.emergency if region.id != GENERAL_REGION else strings.CALL_AT_ONCE
    yield Heading(strings.WATCH if is_emergency(a) else strings.DOCTOR)
    for level, lead in ((EMERGENCY, strings.EMERGENCY_IF), (SAME_DAY, strings.TODAY_IF)):
        says = [item.say for item in a.questionnaire.watch_for if item.level == level]
        yield Entry(lead.format(number=number), sentence("; ".join(says)), level)
    could_change = dict(a.could_change)
    unsure = [a.questionnaire.question(name).short for name in a.unsure if name in could_change]
    if unsure:
        rest = len(unsure) - detail.limit
        names = [*unsure[: detail.limit], *([f"{rest} more"] if rest > 0 else [])]
        yield Entry(strings.NOT_SURE, f"{', '.join(names)}. {strings.COULD_CHANGE}")


def _sources(a: Assessment, with_ids: bool) -> Iterator[Block]:
    """The sources of everything the page shows, in the order of the questions file."""
    massage = a.questionnaire.massage
    cited = [reason.rule.sources for reason in a.reasons]
    cited += [sign.sources for sign in a.questionnaire.watch_for]
    if a.scores and not is_emergency(a):
        cited += [
            *(result.score.sources for result in a.scores),
            *(found.cause.sources for found in a.causes),
            *(verdict.treatment.sources for verdict in (a.massage, *a.options)),
            *(r.caution.sources for verdict in (a.massage, *a.options) for r in verdict.reasons),
            *(tip.sources for tip in (*a.massage_how, *massage.risks, *a.what_now)),
            *([a.questionnaire.body.sources] if a.questionnaire.body and a.body.nerves else []),
        ]
    used = {name for names in cited for name in names}
    yield Heading(strings.SOURCES)
    for source in a.questionnaire.sources:
        if source.id in used:
            link = f" {source.link}" if source.link.startswith("http") else ""
            name = f"{source.id}: " if with_ids else ""
            certainty = strings.certainty(source.certainty)
            yield Bullet(f"{name}{source.cite}, {source.year}.{link} ({certainty})")
