"""The part of the page that says what the pattern of the pain resembles."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.scores import ScoreResult
from . import wording
from .blocks import Block, Entry, Heading, Paragraph
from .words import ALL


def sciatica(a: Assessment, few: int) -> Iterator[Block]:
    yield Heading(wording.SCIATICA)
    roles = a.questionnaire.page
    for result in a.scores:
        if result.score.id == roles.headline_score:
            yield Entry(_band(result).capitalize(), _decided(result, few), "score")
            if result.band and result.band.say and few > 1:
                yield Paragraph(result.band.say)
        elif result.score.id == roles.impact_score or few == ALL:
            yield Entry(result.score.title, f"{_band(result)} ({_decided(result, few)})", "score")
        if few == ALL:
            points = f"{result.value} of {result.score.maximum} points."
            yield Paragraph(f"{result.score.title}: {points} {result.score.about}")
    yield from _causes(a, few)


def _causes(a: Assessment, few: int) -> Iterator[Block]:
    for found in a.causes:
        if not found.cause.pointer:
            why = f" ({', '.join(found.because[:few])})" if found.because else ""
            yield Entry(found.cause.title, f"{wording.FIT[found.fit]}{why}", found.fit)
            if few == ALL:
                yield Paragraph(found.cause.say)
    pointers = [f.cause for f in a.causes if f.cause.pointer and f.fit == "resembles"]
    if few == ALL:
        yield from (Entry(f"{wording.COULD_BE}: {c.title}", c.say) for c in pointers)
    elif pointers:
        yield Entry(wording.COULD_BE, "; ".join(cause.title for cause in pointers))


def _band(result: ScoreResult) -> str:
    low, high = result.bands
    return low.label if result.band else wording.between(low.label, high.label)


def _decided(result: ScoreResult, few: int) -> str:
    """The points that count, the weightiest first, and what holds the band back."""
    ranked = sorted(result.certain, key=lambda point: -abs(point.add))
    told = [point.because for point in ranked[:few]]
    points = ", ".join(told) or wording.NO_POINTS
    caps = "; ".join(cap.because for cap in result.capped)
    return f"{points}; {wording.AGAINST}: {caps}" if caps else points
