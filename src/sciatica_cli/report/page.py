"""The page: an assessment as blocks, in the order a frightened person needs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from ..core.assess import Assessment, Reason, is_emergency, route_of
from ..core.levels import EMERGENCY, LOWEST, SAME_DAY, Level
from ..core.model import GENERAL_REGION, Region
from . import strings
from .blocks import Banner, Block, Bullet, Closing, Entry, Heading, Paragraph
from .explain import explain
from .formatting import ALL, because_text, call_text, number_text, sentence, shorts
from .pattern import sciatica
from .relief import massage, options
from .text import write_text

# How many items of a kind the short page shows, of the pattern of the pain and of everything else:
# the first pair that fits. A drawing gives the pattern room that the rest does not have.
STEPS = ((3, 3), (3, 2), (2, 2), (3, 1), (2, 1), (1, 1))
MAX_LINES = 60  # of the short page, at 80 columns


def page(
    assessment: Assessment,
    region: Region,
    program: str,
    today: str | None = None,
    full: bool = False,
    explained: bool = False,
    write: Callable[[tuple[Block, ...]], str] = write_text,
) -> tuple[Block, ...]:
    """The page of an assessment.

    Args:
        region: whose numbers to print.
        program: version of this program.
        today: the date to print, or None.
        full: every reason, figure and source instead of the short page, which shows as much as
            fits into MAX_LINES.
        explained: the full page, and how every part of it came about.
        write: what will write the page, at 80 columns; it decides what fits.
    """
    if full or explained:
        return tuple(_page(assessment, region, program, today, ALL, ALL, explained))
    for pattern, few in STEPS:
        blocks = tuple(_page(assessment, region, program, today, few, pattern))
        if write(blocks).count("\n") <= MAX_LINES:
            break
    return blocks


def _page(
    a: Assessment,
    region: Region,
    program: str,
    today: str | None,
    few: int,
    pattern: int,
    explained: bool = False,
) -> Iterator[Block]:
    urgent = a.level >= SAME_DAY
    yield Banner(a.level, _title(a), strings.deadline(_deadline(a)))
    if not a.questionnaire.shipped:
        yield Paragraph(strings.foreign_questions(a.questionnaire.sha256))
    yield Heading(strings.HELP_NOW)
    yield from _reasons(a, few)
    yield from _what_to_do(a, region, few, a.reasons)
    if _alone(a) and few != ALL:
        yield from _also(a)
        yield Paragraph(strings.footer(program, a.questionnaire.version, today))
        yield closing(a, region)
        return
    if a.status == "out_of_scope" and not is_emergency(a):
        yield Paragraph(strings.OUT_OF_SCOPE)
    elif not is_emergency(a):
        yield from sciatica(a, pattern)
        yield from massage(a, few)
        yield from options(a, few)
    yield from _watch(a, region, few)
    if not is_emergency(a) and a.status == "assessed":
        yield Heading(strings.WHAT_NOW)
        advice = [item for item in a.what_now if item.urgent or not urgent]
        yield from (Bullet(item.say) for item in advice[: 3 * few])
    if explained:
        yield from explain(a)
    if few == ALL:
        yield from _sources(a, explained)
    more = [] if few == ALL or is_emergency(a) else [strings.REST]
    if urgent:
        more.append(strings.numbers_checked(region.checked))
    about = strings.footer(program, a.questionnaire.version, today)
    yield Paragraph(" ".join((strings.LIMITS, about, *more)))
    yield closing(a, region)


def _title(a: Assessment) -> str:
    """The level in words; while answers could still raise it, it must not read like a result."""
    title = a.questionnaire.level(a.level).title
    if is_final(a):
        return title
    return strings.so_far(title) if a.level > LOWEST else strings.NO_RESULT_YET


def _deadline(a: Assessment) -> str:
    calm = a.level == LOWEST and not is_final(a)
    return strings.NOT_YET_KNOWN if calm else a.questionnaire.level(a.level).deadline


def is_final(a: Assessment) -> bool:
    """No missing answer can raise the level any more."""
    return a.level == a.at_most


def _alone(a: Assessment) -> bool:
    """Whether all the reasons for the level ask for a route that has the page to itself."""
    ways = {route_of(a.questionnaire, reason) for reason in a.reasons if reason.level == a.level}
    return all(ways) and bool(ways) and all(a.questionnaire.route(w).own_page for w in ways)


def _also(a: Assessment) -> Iterator[Block]:
    """Lesser reasons that still need a doctor within days."""
    lesser = [r for r in a.reasons if Level.ROUTINE < r.level < a.level]
    if lesser:
        yield Heading(strings.DOCTOR)
        yield from (Bullet(_reason(a, reason)) for reason in lesser)


def stop_screen(a: Assessment, region: Region, known: Collection[str] = ()) -> tuple[Block, ...]:
    """What stops an interview: short enough to be seen whole, the rest is on the page.

    Args:
        known: rules that stopped it before; what is new is told instead.
    """
    level = a.questionnaire.level(a.level)
    banner = Banner(a.level, level.title, strings.deadline(level.deadline))
    new = [r for r in a.reasons if r.level == a.level and r.certain and r.rule.id not in known]
    told = new or list(a.reasons)
    return (banner, Bullet(_reason(a, told[0])), *_what_to_do(a, region, 1, told))


def closing(a: Assessment, region: Region) -> Closing:
    """The last line: level, deadline and, where it is urgent, the number."""
    text = strings.level_text(_title(a), _deadline(a))
    return Closing(a.level, f"{text}. {call(a, region)}".removesuffix(". "))


def call(a: Assessment, region: Region) -> str:
    """Whom to call, where it is urgent; else nothing."""
    if a.level < SAME_DAY or not a.go:
        return ""
    return f"{strings.CALL}: {number_text(region, a.questionnaire.route(a.go).number)}"


def _reasons(a: Assessment, few: int) -> Iterator[Block]:
    top = _distinct([reason for reason in a.reasons if reason.level == a.level])
    if not top or a.level == LOWEST:
        yield Paragraph(a.questionnaire.page.no_danger if is_final(a) else strings.NOT_FINISHED)
    shown = a.reasons if few == ALL else top[:few]
    for reason in shown:
        yield Bullet(_reason(a, reason))
    if len(top) > len(shown):
        yield Paragraph(strings.more_reasons(len(top) - len(shown)))
    if not is_final(a):
        at_most = a.questionnaire.level(a.at_most).title
        yield Paragraph(strings.open_answers(len(a.flow.missing), at_most))


def _distinct(reasons: list[Reason]) -> list[Reason]:
    """Certain reasons first; of those that the same "not sure" left open, one is enough."""
    certain = [reason for reason in reasons if reason.certain]
    unsure = {reason.because: reason for reason in reversed(reasons) if not reason.certain}
    return [*certain, *reversed(unsure.values())]


def _reason(a: Assessment, reason: Reason) -> str:
    if reason.certain:
        told = because_text(a.questionnaire, reason.because, reason.rule.when)
        return f"{reason.rule.say} ({strings.BECAUSE}: {told})"
    alike = [r for r in a.reasons if not r.certain and r.because == reason.because]
    # Several signs left open by one answer: no single one is picked out as if it had been named.
    say = strings.UNSURE_SIGN if len(alike) > 1 else reason.rule.say
    return f"{say} ({strings.NOT_SURE}: {shorts(a, reason.because)})"


def _what_to_do(
    a: Assessment, region: Region, few: int, reasons: Sequence[Reason]
) -> Iterator[Block]:
    """How to get help, on its own where it is urgent, else in two sentences.

    What to say there covers every one of the reasons that is certain, the fastest way first.
    """
    level = a.questionnaire.level(a.level)
    ways = {route_of(a.questionnaire, reason) for reason in a.reasons if reason.level == a.level}
    routes = [route for route in a.questionnaire.routes if route.id in ways]
    if not routes:
        if is_final(a) and a.status == "assessed":
            yield Paragraph(f"{level.do} {level.look_again}")
        return
    yield Heading(strings.WHAT_TO_DO)
    for route in routes:
        yield Entry(route.title, call_text(region, route.number), "call")
        if route.also and getattr(region, route.also):
            yield Entry(strings.ALSO, call_text(region, route.also))
        if route.id == a.go or few > 1:
            yield from map(Bullet, (*route.do, *route.avoid))
    if a.tell:
        yield Heading(strings.WHAT_TO_SAY)
        says = [a.tell] + [
            r.rule.tell for r in reasons if r.certain and r.level == a.level and r.rule.tell
        ]
        says = says if reasons is a.reasons else says[1:] or says
        yield from (Paragraph(f'"{say}"') for say in list(dict.fromkeys(says))[: max(few, 2)])
    yield Paragraph(routes[0].look_again or level.look_again)


def _watch(a: Assessment, region: Region, few: int) -> Iterator[Block]:
    number = region.emergency if region.id != GENERAL_REGION else strings.EMERGENCY_NUMBER
    yield Heading(strings.WATCH if is_emergency(a) else strings.DOCTOR)
    for level, lead in ((EMERGENCY, strings.EMERGENCY_IF), (SAME_DAY, strings.TODAY_IF)):
        says = [item.say for item in a.questionnaire.watch_for if item.level == level]
        yield Entry(lead.format(number=number), sentence("; ".join(says)), level)
    changing = [name for name in a.unsure if name in dict(a.could_change)]
    if changing:
        shorts = [a.questionnaire.question(name).short for name in changing]
        more = [f"{len(shorts) - few} more"] if len(shorts) > few else []
        yield Entry(
            strings.NOT_SURE, f"{', '.join([*shorts[:few], *more])}. {strings.COULD_CHANGE}"
        )


def _sources(a: Assessment, named: bool) -> Iterator[Block]:
    """The sources of everything the assessment used, in the order of the file."""
    massage = a.questionnaire.massage
    cited = [reason.rule.sources for reason in a.reasons]
    cited += [sign.sources for sign in a.questionnaire.watch_for]
    if a.scores and not is_emergency(a):  # what is not shown is not cited either
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
            name = f"{source.id}: " if named else ""
            certainty = strings.certainty(source.certainty)
            yield Bullet(f"{name}{source.cite}, {source.year}.{link} ({certainty})")
