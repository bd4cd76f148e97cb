"""The part of the page that says what the pattern of the pain resembles."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.scores import ScoreResult
from . import strings
from .blocks import Block, Entry, Heading, Meter, Paragraph
from .figure import figure, nerves
from .formatting import ALL


def sciatica(a: Assessment, few: int) -> Iterator[Block]:
    yield Heading(strings.SCIATICA)
    yield from figure(a)
    roles = a.questionnaire.page
    for result in a.scores:
        headline = result.score.id == roles.headline_score
        if headline or result.score.id == roles.impact_score or few == ALL:
            yield _meter(result, few, headline)
        if headline and result.band and result.band.say and few > 2:
            yield Paragraph(result.band.say)
        if few == ALL:
            yield Paragraph(result.score.about)
    yield from _causes(a, few)
    yield from nerves(a)


def _meter(result: ScoreResult, few: int, headline: bool) -> Meter:
    band = _band(result)
    low, high = result.bands
    ids = [entry.id for entry in result.score.bands]
    return Meter(
        label=band.capitalize() if headline else f"{result.score.title}: {band}",
        text=_decided(result, few),
        value=max(0, result.value),
        high=result.high,
        maximum=result.score.maximum,
        bands=tuple(entry.label for entry in result.score.bands),
        lowest=ids.index(low.id),
        highest=ids.index(high.id),
    )


def _causes(a: Assessment, few: int) -> Iterator[Block]:
    for found in a.causes:
        left_out = few == 1 and found.fit == "less_like"  # where the page is full
        if not found.cause.pointer and not left_out:
            fits = found.fit in ("resembles", "partly")  # what speaks for a cause, not against it
            why = f" ({', '.join(found.because[:few])})" if found.because and fits else ""
            yield Entry(found.cause.title, f"{strings.FIT[found.fit]}{why}", found.fit)
            if few == ALL:
                yield Paragraph(found.cause.say)
    pointers = [f.cause for f in a.causes if f.cause.pointer and f.fit == "resembles"]
    if few == ALL:
        yield from (Entry(f"{strings.COULD_BE}: {c.title}", c.say) for c in pointers)
    elif pointers:
        yield Entry(strings.COULD_BE, "; ".join(cause.title for cause in pointers))


def _band(result: ScoreResult) -> str:
    low, high = result.bands
    return low.label if result.band else strings.between(low.label, high.label)


def _decided(result: ScoreResult, few: int) -> str:
    """The points that count, the weightiest first, and what holds the band back."""
    ranked = sorted(result.certain, key=lambda point: -abs(point.add))
    told = [point.because for point in ranked[:few]]
    points = ", ".join(told) or strings.NO_POINTS
    caps = "; ".join(cap.because for cap in result.capped)
    return f"{points}; {strings.AGAINST}: {caps}" if caps else points
