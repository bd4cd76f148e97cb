"""How to get help: the page of an emergency, the stop screen, and what to do the same day."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence

from ..core.assess import Assessment, emergency_reasons, is_emergency
from ..core.care import Reason
from ..core.levels import EMERGENCY, SAME_DAY, Level
from ..core.routes import Region, Route
from . import reasons, strings
from .blocks import Banner, Block, Bullet, Closing, Entry, Paragraph, Quote
from .filling import fill
from .fit import KEEP, Part, Parts, SectionPart, fit
from .formatting import call_text, number_text
from .text import write_text

MAX_QUOTES = 2
STOP_LINES = 20  # at 80 columns; a menu of 4 lines stands below
ANSWERS_RANK, ADVICE_RANK, QUOTE_RANK = 1, 1, 2


def banner(
    a: Assessment, region: Region, today: datetime.date, with_number: bool = False
) -> Banner:
    """What to do, and by when; while answers are missing, only what is certain so far."""
    act = [fill(text, region, today) for text in a.questionnaire.level(a.level).act]
    number = tuple(filter(None, (call(a, region) if with_number else "",)))
    if reasons.has_own_page(a):
        return Banner(a.level, reasons.routes(a)[0].title, number)
    if not reasons.is_final(a) or not act:
        return Banner(a.level, reasons.title(a), (*number, reasons.deadline(a).capitalize()))
    return Banner(a.level, act[0], (*number, *act[1:]))


def stop_screen(
    a: Assessment, region: Region, today: datetime.date, acknowledged: Collection[str] = ()
) -> tuple[Block, ...]:
    """The screen that stops an interview in an emergency, short enough to be seen whole.

    Args:
        acknowledged: rules that have stopped it before; the screen is about the new ones.
    """
    new = [r for r in emergency_reasons(a) if r.rule.id not in acknowledged]
    shown = new or list(a.reasons)
    parts = (
        Part(banner(a, region, today)),
        _reasons(a, shown)[0],
        *how_to_get_help(a, region, shown),
    )
    return fit(parts, STOP_LINES, lambda blocks: write_text(blocks).count("\n"))


def how_to_get_help(
    a: Assessment, region: Region, because: Sequence[Reason], full: bool = False
) -> Iterator[Part | SectionPart]:
    """Whom to call and how to go, what to say, and what not to do.

    The words to say cover every certain reason, the one with the fastest route first.
    """
    # In an emergency every word here helps to go. Else the headline says most of it already.
    rank = KEEP if reasons.is_only_about_help(a) else ADVICE_RANK
    ways = reasons.routes(a)
    for route in ways:
        parts = [Part(number) for number in _numbers(route, region)]
        if route.id == a.go or full:
            parts += [Part(Bullet(text), rank) for text in (*route.do, *route.avoid)]
        yield SectionPart(route.title, tuple(parts))
    if a.tell:
        quotes = words_to_say(a, because)
        later = KEEP if is_emergency(a) or full else QUOTE_RANK
        shown = quotes if full else quotes[:MAX_QUOTES]
        says = (Part(quote, later if i else KEEP) for i, quote in enumerate(shown))
        yield SectionPart(strings.WHAT_TO_SAY, tuple(says))
    if ways:
        again = ways[0].look_again or a.questionnaire.level(a.level).look_again
        yield Part(Paragraph(again), rank)


def words_to_say(a: Assessment, because: Sequence[Reason]) -> list[Quote]:
    """What to say for each certain reason, that of the fastest route first."""
    says = [r.rule.tell for r in because if r.certain and r.level == a.level and r.rule.tell]
    if because is a.reasons or not says:
        says.insert(0, a.tell)
    return [Quote(text) for text in dict.fromkeys(says)]


def _numbers(route: Route, region: Region) -> Iterator[Block]:
    number = call_text(region, route.number)
    yield Entry(strings.CALL, route.call_first or number, "call")
    if route.call_first:
        yield Entry(strings.NO_ANSWER, number)
    if route.also and getattr(region, route.also):
        yield Entry(strings.ALSO, call_text(region, route.also))


def closing(a: Assessment, region: Region, today: datetime.date) -> Closing:
    """The last line: what to do and by when once more and, if it is urgent, the number to call."""
    level = a.questionnaire.level(a.level)
    if reasons.has_own_page(a):
        sentences = [f"{reasons.routes(a)[0].title}."]
    elif not reasons.is_final(a) or not level.act:
        sentences = [f"{strings.level_text(reasons.title(a), reasons.deadline(a))}."]
    elif a.level >= SAME_DAY:
        sentences = [level.act[0]]
    else:
        sentences = [level.act[0], level.do, strings.CALL_AT_ONCE]
    text = " ".join(fill(sentence, region, today) for sentence in sentences)
    return Closing(a.level, f"{text} {call(a, region)}".strip())


def call(a: Assessment, region: Region) -> str:
    """Whom to call if it is urgent, otherwise an empty text."""
    if a.level < SAME_DAY or not a.go:
        return ""
    route = a.questionnaire.route(a.go)
    if route.call_first:
        otherwise = f"{strings.NO_ANSWER}: {call_text(region, route.number)}"
        return f"{strings.CALL}: {route.call_first}. {otherwise}"
    return f"{strings.CALL}: {number_text(region, route.number)}"


def emergency(
    a: Assessment, region: Region, today: datetime.date, *, full: bool, narrow: bool
) -> Parts:
    """The page of an emergency: only what helps to go."""
    return (
        Part(banner(a, region, today, with_number=narrow)),
        *_reasons(a, reasons.top_reasons(a)),
        *how_to_get_help(a, region, a.reasons, full),
    )


def _reasons(a: Assessment, shown: Sequence[Reason]) -> list[Part]:
    """Each reason with the answers behind it, which go first if there is no room."""
    texts = (reasons.texts(a, shown), reasons.texts(a, shown, with_answers=False))
    return [
        Part(Bullet(text), ANSWERS_RANK, instead=Part(Bullet(short)))
        for text, short in zip(*texts, strict=True)
    ]


def go_back(a: Assessment) -> Iterator[SectionPart]:
    """For somebody who is sent home again: the signs of an emergency."""
    return signs(a, EMERGENCY, strings.GO_BACK_IF)


def signs(a: Assessment, level: Level, heading: str) -> Iterator[SectionPart]:
    """The signs to watch for that would mean this level, if there are any."""
    found = [sign.say for sign in a.questionnaire.watch_for if sign.level == level]
    if found:
        parts = tuple(Part(Bullet(say)) for say in found)
        yield SectionPart(heading, parts, urgent=level == EMERGENCY)
