"""The hand-over sheet: one page for a clinician in the order that they know (SBAR)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby

from ..core.assess import Assessment
from ..core.course import Course
from ..core.flow import is_asked
from ..core.levels import Level
from ..core.model import PARTLY, RESEMBLES
from ..core.questions import Question
from ..core.scores import ScoreResult
from ..core.sheet import HISTORY, RED_FLAGS, SITUATION, SheetLine
from . import course_strings, reasons, strings
from .blocks import Banner, Block, Entry, Paragraph, Section
from .clinical import Answered, Sign, answered, because_of, danger_signs, words
from .course import on_sheet
from .figure import nerves
from .formatting import sentence
from .text import write_text

LINES = 55  # at 80 columns; a sheet with more does without empty lines
Given = dict[str, Answered]
Signs = dict[str, Sign]


def handover(
    a: Assessment,
    version: str,
    today: datetime.date,
    answered_by: str = "",
    course: Course | None = None,
) -> tuple[Block, ...]:
    """Danger signs that were reported or are unsure, then SBAR.

    `answered_by` is one of ANSWERED_BY, or empty if nobody knows who filled it in. With a `course`,
    as many earlier checks have a line as there is room for.
    """
    given, signs = answered(a), danger_signs(a)
    sections = (
        (strings.RED_FLAGS, tuple(_red_flags(a, given, signs))),
        (strings.SITUATION, tuple(_lines(a, SITUATION, given, {}))),
        (course_strings.EARLIER_CHECKS, ()),
        (strings.BACKGROUND, tuple(_background(a, given, signs))),
        (strings.ASSESSMENT, tuple(_assessment(a))),
        (strings.RECOMMENDATION, tuple(_recommendation(a, signs))),
    )
    above = (
        Banner(a.level, strings.SHEET, (strings.sheet_about(today.isoformat()),)),
        *map(Paragraph, strings.SHEET_BLANKS[answered_by]),
    )
    below = Paragraph(strings.sheet_footer(version, a.questionnaire.version))
    sheet: tuple[Block, ...] = ()
    for earlier in (*(on_sheet(course, a) if course else ()), ()):
        filled = [(heading, inside or earlier) for heading, inside in sections if inside or earlier]
        for apart in (True, False):
            sheet = (*above, *(Section(head, inside, apart) for head, inside in filled), below)
            if write_text(sheet).count("\n") <= LINES:
                return sheet
    return sheet


def _red_flags(a: Assessment, given: Given, signs: Signs) -> Iterator[Block]:
    """Danger signs, and how many questions are open, so that silence is not taken for a no."""
    distinct = {sign.id: sign for sign in signs.values()}.values()
    reported = [sign.answered for sign in distinct if sign.is_present]
    reported += [
        f"{line.label}: {text.removesuffix('.')}"
        for line in a.questionnaire.sheet
        if line.part == RED_FLAGS and (text := _line_text(line, given, {}))
    ]
    open_ = len(_not_asked(a, given))
    unsure = "; ".join(sign.unsure for sign in distinct if sign.unsure)
    entries = [
        *((strings.SIGNS_REPORTED, text) for text in reported or [strings.NO_SIGNS]),
        (strings.SIGNS_UNSURE, unsure or strings.NO_SIGNS),
        (strings.NOT_ASKED, strings.named_below(open_) if open_ else strings.NO_SIGNS),
    ]
    short = (strings.NO_SIGNS, *(text for label, text in entries if label == strings.NOT_ASKED))
    for together, run in groupby(entries, lambda entry: entry[1] in short):
        if together:
            (label, text), *rest = run
            more = "".join(f". {other}: {text}" for other, text in rest)
            yield Entry(label, f"{text}{more}.")
        else:
            yield from (Entry(label, f"{text}.", a.level) for label, text in run)


def _lines(a: Assessment, part: str, given: Given, above: Signs) -> Iterator[Block]:
    for line in a.questionnaire.sheet:
        if line.part == part and (text := _line_text(line, given, above)):
            yield Entry(line.label, text)


def _line_text(line: SheetLine, given: Given, above: Signs) -> str:
    """The answers of a line, except for danger signs that are listed above."""
    also = [
        words(given[name].question, chosen)
        for name, values in line.also
        if name in given and (chosen := [v for v in values if v in given[name].values])
    ]
    return _joined([given[name] for name in line.of if name in given.keys() - above.keys()], also)


def _joined(shown: list[Answered], also: list[str]) -> str:
    """What was ticked, what was listed besides, and what is unsure, each under its own name."""
    texts = [*filter(None, (g.ticked for g in shown)), *also]
    rest = [g.rest for g in shown if g.rest and not g.is_unsure]
    unsure = [g.rest for g in shown if g.rest and g.is_unsure]
    if rest:
        label = strings.REST_NOT_TICKED if texts else strings.NONE_TICKED
        texts.append(f"{label}: {'; '.join(rest)}")
    if unsure:
        texts.append(f"{strings.UNSURE_OF}: {'; '.join(unsure)}")
    return f"{'; '.join(texts)}." if texts else ""


def _background(a: Assessment, given: Given, signs: Signs) -> Iterator[Block]:
    """A line for each topic, then what has no line of its own, then what was not reported."""
    yield from _lines(a, HISTORY, given, signs)
    placed = {name for line in a.questionnaire.sheet for name in line.of}
    others = [g for name, g in given.items() if name not in placed]
    no_signs = [g for g in others if g.question.id not in signs and not g.is_denied]
    harmless = {sign.id: sign.answered for sign in signs.values() if not sign.is_present}
    if text := _joined(no_signs, list(filter(None, harmless.values()))):
        yield Entry(strings.ELSE, text)
    listed = [g for n, g in given.items() if n in signs or (n not in placed and g.is_denied)]
    negatives = {
        strings.DENIED: [g.question.sheet for g in given.values() if _is_a_firm_no(g)],
        strings.NOT_TICKED: [g.rest for g in listed if g.rest and not g.is_unsure],
        strings.NOT_ASKED: _not_asked(a, given),
    }
    for label, names in negatives.items():
        if names:
            yield Entry(label, f"{'; '.join(names)}.")


def _not_asked(a: Assessment, given: Given) -> list[str]:
    """The danger signs that nobody was asked about, and all else that has no answer yet."""
    return [
        q.short.lower()
        for q in a.questionnaire.questions
        if q.id not in given
        and (not q.follows or is_asked(q, a.flow.state))
        and (_is_listed(q) or q.id in a.flow.missing)
    ]


def _is_listed(question: Question) -> bool:
    """Whether a clinician would look for it among the negatives."""
    return question.danger and bool(question.sheet)


def _is_a_firm_no(given: Answered) -> bool:
    return given.is_denied and not given.question.several


def _assessment(a: Assessment) -> Iterator[Block]:
    """What the program made of the answers; of other scores only what was reached."""
    page = a.questionnaire.page
    scores = {result.score.id: result for result in a.scores if result.band}
    labels = {page.headline_score: strings.PATTERN, page.impact_score: strings.SHEET_IMPACT}
    main = [f"{labels[name]}: {_score(scores[name])}" for name in labels if name in scores]
    if main:
        label, _, text = "; ".join(main).partition(": ")
        yield Entry(label, f"{text}.")
    for name, result in scores.items():
        if name not in labels and result.band != result.score.bands[0]:
            yield Entry(result.score.title, f"{_score(result)}.")
    causes = [
        f"{found.cause.title} ({strings.FIT[found.fit]})"
        for fit in (RESEMBLES, PARTLY)
        for found in a.causes
        if found.fit == fit
    ]
    if causes:
        yield Entry(strings.CAUSES, sentence("; ".join(causes)))
    yield from nerves(a)


def _score(result: ScoreResult) -> str:
    assert result.band is not None
    points = strings.points(result.value, result.value, result.score.maximum)
    return f"{result.band.label}, {points}"


def _recommendation(a: Assessment, signs: Signs) -> Iterator[Block]:
    """What the program told the person, by when, where, and because of which answers."""
    told = strings.level_text(reasons.title(a), reasons.deadline(a))
    yield Entry(strings.CONCLUDED, sentence(told))
    if ways := reasons.routes(a):
        yield Entry(strings.WHERE, sentence(". ".join(way.title for way in ways)))
    for at, texts in _because(a, signs).items():
        deadline = a.questionnaire.level(at).deadline.capitalize()
        yield Entry(f"{deadline}, {strings.BECAUSE_OF}", f"{'; '.join(texts)}.")


def _because(a: Assessment, signs: Signs) -> dict[Level, list[str]]:
    """The answers behind each level, most urgent first.

    A reason is left out if those before it name all its danger signs. So is a less urgent one
    without a danger sign.
    """
    found: dict[Level, list[str]] = {}
    named: set[str] = set()
    for reason in (*reasons.top_reasons(a), *reasons.lesser_reasons(a)):
        names = {signs[name].id for name, _ in reason.because if name in signs}
        text = because_of(a, reason, signs)
        is_new = names - named or (not names and reason.level == a.level)
        if is_new and text not in found.get(reason.level, []):
            found.setdefault(reason.level, []).append(text)
            named |= names
    return found
