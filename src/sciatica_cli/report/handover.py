"""The hand-over sheet: one page for a clinician in the order that they know (SBAR)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from ..core.assess import Assessment
from ..core.care import Reason
from ..core.levels import Level
from ..core.model import PARTLY, RESEMBLES
from ..core.scores import ScoreResult
from ..core.sheet import BACKGROUND, RED_FLAGS, SITUATION, SheetLine
from . import reasons, strings
from .blocks import Banner, Block, Bullet, Entry, Paragraph, Section
from .clinical import Answered, answered, because_of, danger_signs, words
from .figure import nerves
from .filling import full_date
from .formatting import sentence


def handover(a: Assessment, version: str, today: datetime.date) -> tuple[Block, ...]:
    """Danger signs that were reported or are unsure, then SBAR."""
    given = answered(a)
    signs = list(danger_signs(a))
    flagged = {sign.question.id for group in signs for sign in group}
    sections = (
        (strings.RED_FLAGS, _red_flags(a, given, signs)),
        (strings.SITUATION, _lines(a, SITUATION, given, set())),
        (strings.BACKGROUND, _background(a, given, flagged)),
        (strings.NEGATIVES, _negatives(a, given)),
        (strings.ASSESSMENT, _assessment(a)),
        (strings.RECOMMENDATION, _recommendation(a)),
    )
    return (
        Banner(a.level, strings.SHEET, (strings.sheet_about(full_date(today)),)),
        *map(Paragraph, strings.SHEET_BLANKS),
        *(Section(heading, inside) for heading, blocks in sections if (inside := tuple(blocks))),
        Paragraph(strings.footer(version, a.questionnaire.version, today.isoformat())),
    )


def _red_flags(
    a: Assessment, given: dict[str, Answered], signs: list[list[Answered]]
) -> Iterator[Block]:
    """Danger signs, and how many questions are open, so that silence is not taken for a no."""
    reported = ["; ".join(filter(None, (g.ticked for g in group))) for group in signs]
    unsure = [g.rest for group in signs for g in group if g.is_unsure]
    reported += [
        f"{line.label}: {said}"
        for line in a.questionnaire.sheet
        if line.part == RED_FLAGS and (said := _line_text(line, given, set()))
    ]
    reported = [said for said in reported if said]
    if reported:
        yield from (Entry(strings.SIGNS_REPORTED, said, a.level) for said in reported)
    else:
        yield Entry(strings.SIGNS_REPORTED, strings.NO_SIGNS)
    yield Entry(strings.SIGNS_UNSURE, "; ".join(unsure) or strings.NO_SIGNS)
    open_ = [name for name in a.flow.missing if a.questionnaire.question(name).danger]
    count = strings.count_questions(len(open_)) if open_ else strings.NO_SIGNS
    yield Entry(strings.SIGNS_NOT_ANSWERED, count)


def _lines(
    a: Assessment, part: str, given: dict[str, Answered], flagged: set[str]
) -> Iterator[Block]:
    for line in a.questionnaire.sheet:
        if line.part == part and (said := _line_text(line, given, flagged)):
            yield Entry(line.label, said)


def _line_text(line: SheetLine, given: dict[str, Answered], flagged: set[str]) -> str:
    """What was ticked, what was listed besides, and what is unsure, each under its own name."""
    shown = [given[name] for name in line.of if name in given and name not in flagged]
    shown = [g for g in shown if g.question.several or not g.is_denied]
    ticked = [g.ticked for g in shown]
    for name, values in line.also:
        if name in given:
            chosen = [value for value in values if value in given[name].values]
            ticked.append(words(given[name].question, chosen))
    said = list(filter(None, ticked))
    rest = [g.rest for g in shown if not g.is_unsure and g.rest]
    unsure = [g.rest for g in shown if g.is_unsure]
    if rest:
        label = strings.REST_NOT_TICKED if said else strings.NONE_TICKED
        said.append(f"{label}: {'; '.join(rest)}")
    if unsure:
        said.append(f"{strings.UNSURE_OF}: {'; '.join(unsure)}")
    return sentence("; ".join(said)) if said else ""


def _background(a: Assessment, given: dict[str, Answered], flagged: set[str]) -> Iterator[Block]:
    """A line for each topic, then answers that have no line of their own."""
    yield from _lines(a, BACKGROUND, given, flagged)
    placed = {name for line in a.questionnaire.sheet for name in line.of}
    others = [g for name, g in given.items() if name not in placed | flagged]
    ticked = [g.ticked for g in others if g.ticked]
    unsure = [g.rest for g in others if g.is_unsure]
    if unsure:
        ticked.append(f"{strings.UNSURE_OF}: {'; '.join(unsure)}")
    if ticked:
        yield Entry(strings.ELSE, sentence("; ".join(ticked)))


def _negatives(a: Assessment, given: dict[str, Answered]) -> Iterator[Block]:
    """What was asked one by one, what was only listed, and what nobody asked."""
    placed = {name for line in a.questionnaire.sheet for name in line.of}
    denied = [g.question.sheet for g in given.values() if g.is_denied and not g.question.several]
    lists = [g for name, g in given.items() if g.question.several and name not in placed]
    unticked = [g.rest for g in lists if g.rest and not g.is_unsure]
    not_asked = [
        q.short.lower()
        for q in a.questionnaire.questions
        if q.id not in given and (q.id in a.flow.missing or (q.sheet and not q.follows))
    ]
    for label, names in (
        (strings.DENIED, denied),
        (strings.NOT_TICKED, unticked),
        (strings.NOT_ASKED, not_asked),
    ):
        if names:
            yield Entry(label, sentence("; ".join(names)))


def _assessment(a: Assessment) -> Iterator[Block]:
    """What the program made of the answers; of other scores only what was reached."""
    page = a.questionnaire.page
    labels = {page.headline_score: strings.PATTERN, page.impact_score: strings.SHEET_IMPACT}
    for result in a.scores:
        score = result.score
        if result.band and (score.id in labels or result.band.id != score.bands[0].id):
            yield Entry(labels.get(score.id, score.title), _score(result))
    fits = {RESEMBLES: [], PARTLY: []}  # type: dict[str, list[str]]
    for found in a.causes:
        if found.fit in fits and not (found.cause.pointer and found.fit == PARTLY):
            fits[found.fit].append(found.cause.title)
    causes = [f"{'; '.join(names)} ({strings.FIT[fit]})" for fit, names in fits.items() if names]
    if causes:
        yield Entry(strings.CAUSES, sentence("; ".join(causes)))
    yield from nerves(a)


def _score(result: ScoreResult) -> str:
    assert result.band is not None
    points = strings.points(result.value, result.value, result.score.maximum)
    said = f"{result.band.label}, {points}"
    because = ", ".join(point.because for point in result.certain)
    against = "; ".join(cap.because for cap in result.capped)
    said += f": {because}" if because else ""
    return sentence(f"{said}; {strings.AGAINST} {against}" if against else said)


def _recommendation(a: Assessment) -> Iterator[Block]:
    """What the program told the person, by when, where, and because of which answers."""
    level = a.questionnaire.level(a.level)
    yield Entry(strings.CONCLUDED, sentence(strings.level_text(level.title, level.deadline)))
    if ways := reasons.routes(a):
        yield Entry(strings.WHERE, sentence("; ".join(way.title for way in ways)))
    for at, said in _because(a).items():
        deadline = a.questionnaire.level(at).deadline.capitalize()
        yield Entry(f"{deadline}, {strings.BECAUSE_OF}", sentence("; ".join(said)))


def _because(a: Assessment) -> dict[Level, list[str]]:
    """The answers behind each level, most urgent first, each set of answers once."""
    found: dict[Level, dict[str, None]] = {}
    kept: list[Reason] = []
    for reason in a.reasons:
        if not _is_said(reason, kept):
            kept.append(reason)
            found.setdefault(reason.level, {})[because_of(a, reason)] = None
    return {level: list(said) for level, said in found.items()}


def _is_said(reason: Reason, earlier: Iterable[Reason]) -> bool:
    """Whether a reason at least as urgent already rests on all the answers of this one."""
    return any(set(reason.because) <= set(other.because) for other in earlier)
