"""The part of the page that says what the pattern of the pain resembles."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.model import LESS_LIKE, PARTLY, RESEMBLES
from ..core.scores import ScoreResult
from . import strings
from .blocks import Block, Entry, Heading, Meter, Paragraph
from .detail import Detail
from .figure import figure, nerves


def sciatica(a: Assessment, detail: Detail) -> Iterator[Block]:
    yield Heading(strings.SCIATICA)
    yield from figure(a)
    roles = a.questionnaire.page
    for result in a.scores:
        headline = result.score.id == roles.headline_score
        if headline or result.score.id == roles.impact_score or detail.full:
            yield _meter(result, detail, headline)
        if headline and result.band and result.band.say and detail.limit > 2:
            yield Paragraph(result.band.say)
        if detail.full:
            yield Paragraph(result.score.about)
    yield from _causes(a, detail)
    yield from nerves(a)


def _meter(result: ScoreResult, detail: Detail, headline: bool) -> Meter:
    low, high = result.bands
    band = low.label if result.band else strings.between(low.label, high.label)
    ids = [entry.id for entry in result.score.bands]
    return Meter(
        label=band.capitalize() if headline else f"{result.score.title}: {band}",
        text=_score_reasons(result, detail),
        value=max(0, result.value),
        high=result.high,
        maximum=result.score.maximum,
        bands=tuple(entry.label for entry in result.score.bands),
        lowest_band=ids.index(low.id),
        highest_band=ids.index(high.id),
    )


def _causes(a: Assessment, detail: Detail) -> Iterator[Block]:
    for found in a.causes:
        no_room = detail.limit == 1 and found.fit == LESS_LIKE
        if not found.cause.pointer and not no_room:
            points = found.points[: detail.limit] if found.fit in (RESEMBLES, PARTLY) else ()
            why = f" ({', '.join(point.because for point in points)})" if points else ""
            yield Entry(found.cause.title, f"{strings.FIT[found.fit]}{why}")
            if detail.full:
                yield Paragraph(found.cause.say)
    pointers = [f.cause for f in a.causes if f.cause.pointer and f.fit == RESEMBLES]
    if detail.full:
        yield from (Entry(f"{strings.COULD_BE}: {c.title}", c.say) for c in pointers)
    elif pointers:
        yield Entry(strings.COULD_BE, "; ".join(cause.title for cause in pointers))


def _score_reasons(result: ScoreResult, detail: Detail) -> str:
    """The reasons for the points, the most points first, and what caps the band."""
    ranked = sorted(result.certain, key=lambda point: -abs(point.add))
    points = ", ".join(p.because for p in ranked[: detail.limit]) or strings.NO_POINTS
    caps = "; ".join(cap.because for cap in result.capped)
    return f"{points}; {strings.AGAINST}: {caps}" if caps else points
