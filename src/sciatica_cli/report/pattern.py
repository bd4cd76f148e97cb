"""The part of the page that says what the pattern of the pain resembles."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.model import LESS_LIKE, PARTLY, RESEMBLES, UNKNOWN_OUTCOME
from ..core.scores import ScoreResult
from . import strings
from .blocks import Block, Entry, Meter, Paragraph
from .figure import figure, nerves
from .fit import KEEP, Part, SectionPart

SHOWN = 3  # reasons on the short page
LESS_LIKE_RANK, PATTERN_RANK = 2, 5


def in_one_sentence(a: Assessment) -> str:
    """What the pattern of the pain looks like; an empty text while that is open."""
    result = headline(a)
    return result.band.say if result is not None and result.band else ""


def what_decided(a: Assessment) -> str:
    """The answers that count most for or against the pattern."""
    result = headline(a)
    if result is None or result.band is None:
        return ""
    for_it = ", ".join(_because(result)[:SHOWN])
    against = "; ".join(cap.because for cap in result.capped)
    sides = ((strings.FOR_IT, for_it), (strings.AGAINST_IT, against))
    return " ".join(f"{label}: {points}." for label, points in sides if points)


def headline(a: Assessment) -> ScoreResult | None:
    role = a.questionnaire.page.headline_score
    return next((result for result in a.scores if result.score.id == role), None)


def pattern(a: Assessment, full: bool) -> Iterator[SectionPart]:
    """Where it hurts, what it may come from, and what it stops."""
    parts: list[Part] = [Part(block) for block in figure(a)]
    roles = a.questionnaire.page
    for result in a.scores:
        if full:
            parts += [Part(_meter(result)), Part(Paragraph(result.score.about))]
        elif result.score.id == roles.headline_score:
            low, high = result.bands
            if not result.band:
                open_ = strings.between(low.label, high.label)
                parts.append(Part(Paragraph(open_.capitalize() + ".")))
        elif result.score.id == roles.impact_score and result.certain:
            hard = ", ".join(point.because for point in result.certain)
            parts.append(Part(Entry(strings.IMPACT, hard), PATTERN_RANK))
    parts += _causes(a, full)
    parts += [Part(block) for block in nerves(a) if full]
    yield SectionPart(strings.SCIATICA, tuple(parts))


def _causes(a: Assessment, full: bool) -> Iterator[Part]:
    """The causes, the best fit first, then those that are also possible."""
    order = (RESEMBLES, PARTLY, UNKNOWN_OUTCOME, LESS_LIKE)
    named = [found for found in a.causes if not found.cause.pointer]
    for found in sorted(named, key=lambda found: order.index(found.fit)):
        fitting = found.fit in (RESEMBLES, PARTLY)
        points = (found.points if full else found.points[:SHOWN]) if fitting else ()
        why = f" ({', '.join(point.because for point in points)})" if points else ""
        rank = LESS_LIKE_RANK if found.fit == LESS_LIKE else KEEP
        yield Part(Entry(found.cause.title, f"{strings.FIT[found.fit]}{why}"), rank)
        if full:
            yield Part(Paragraph(found.cause.say))
    pointers = [f.cause for f in a.causes if f.cause.pointer and f.fit == RESEMBLES]
    if full:
        yield from (Part(Entry(f"{strings.COULD_BE}: {c.title}", c.say)) for c in pointers)
    elif pointers:
        titles = "; ".join(cause.title for cause in pointers)
        yield Part(Entry(strings.COULD_BE, titles))


def _meter(result: ScoreResult) -> Block:
    low, high = result.bands
    band = low.label if result.band else strings.between(low.label, high.label)
    ids = [entry.id for entry in result.score.bands]
    points = ", ".join(_because(result)) or strings.NO_POINTS
    caps = "; ".join(cap.because for cap in result.capped)
    why = f"{points}; {strings.AGAINST}: {caps}" if caps else points
    return Meter(
        label=result.score.title,
        text=f"{band}; {why}",
        value=max(0, result.value),
        high=result.high,
        maximum=result.score.maximum,
        bands=tuple(entry.label for entry in result.score.bands),
        lowest_band=ids.index(low.id),
        highest_band=ids.index(high.id),
    )


def _because(result: ScoreResult) -> list[str]:
    """The reasons for the points, the most points first."""
    return [p.because for p in sorted(result.certain, key=lambda point: -abs(point.add))]
