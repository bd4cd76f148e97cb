"""The hand-over sheet: one page for a clinician in the order that they know (SBAR)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.care import Reason
from ..core.conditions import UNSURE, Answer, questions_of
from ..core.questions import NONE, Question
from . import strings
from .blocks import Banner, Block, Bullet, Entry, Paragraph, Section
from .figure import figure
from .filling import full_date
from .formatting import answer_text, sentence, unsure_reasons

PRESENT, UNCERTAIN, ABSENT = "present", "unsure", "absent"


def handover(a: Assessment, version: str, today: datetime.date) -> tuple[Block, ...]:
    """Danger signs that were reported or are unsure, then the rest of what clinicians ask."""
    signs = _danger_signs(a)
    sections = (
        (strings.SIGNS_REPORTED, _reported(a, signs[PRESENT])),
        (strings.SIGNS_UNSURE, map(Bullet, signs[UNCERTAIN])),
        (strings.BACKGROUND, [*figure(a), *_background(a, signs[ABSENT])]),
        (strings.DENIED, _denied(a)),
        (strings.NOT_TICKED, _not_ticked(a)),
        (strings.ASSESSMENT, _assessment(a)),
        (strings.RECOMMENDATION, _recommendation(a)),
    )
    return (
        Banner(a.level, strings.SHEET, (strings.sheet_about(full_date(today)),)),
        Paragraph(strings.SHEET_BLANKS),
        Paragraph(strings.SHEET_QUESTION),
        *(Section(heading, inside) for heading, blocks in sections if (inside := tuple(blocks))),
        Paragraph(strings.footer(version, a.questionnaire.version, today.isoformat())),
    )


def _reported(a: Assessment, signs: list[str]) -> Iterator[Block]:
    """Danger signs, and how many questions are open, so that silence is not taken for a no."""
    yield from map(Bullet, signs or [strings.NONE_REPORTED])
    if a.needed:
        yield Entry(strings.NOT_ANSWERED.capitalize(), strings.count_questions(len(a.needed)))


def _danger_signs(a: Assessment) -> dict[str, list[str]]:
    """Danger signs by status, each with its follow-ups, but for those that are simply denied."""
    lines: dict[str, list[list[str]]] = {PRESENT: [], UNCERTAIN: [], ABSENT: []}
    line_of: dict[str, list[str]] = {}
    for question, answer in _answered(a):
        if not question.danger or _is_denied(question, answer):
            continue
        earlier = [line_of[n] for n in questions_of(question.follows) if n in line_of]
        line = earlier[0] if earlier else []
        if not earlier:
            lines[_status(question, answer)].append(line)
        line.append(_line(question, answer))
        line_of[question.id] = line
    return {status: [". ".join(line) for line in found] for status, found in lines.items()}


def _background(a: Assessment, harmless: list[str]) -> Iterator[Block]:
    """Everything that is no danger sign, by section, and harmless answers about danger signs."""
    others = [(q, x) for q, x in _answered(a) if not (q.danger or _is_denied(q, x))]
    for section in a.questionnaire.sections:
        lines = [_line(question, x) for question, x in others if question.section == section.id]
        if lines:
            yield Bullet(". ".join(lines))
    if harmless:
        yield Bullet(". ".join(harmless))


def _denied(a: Assessment) -> Iterator[Block]:
    """What was asked one by one and denied."""
    denied = [q.sheet for q, x in _answered(a) if _is_denied(q, x) and not q.several]
    if denied:
        yield Paragraph(sentence("; ".join(denied)))


def _not_ticked(a: Assessment) -> Iterator[Block]:
    """What was listed and not ticked: danger signs and risks, then everything else."""
    empty = [q for q, answer in _answered(a) if q.several and _is_denied(q, answer)]
    for is_danger in (True, False):
        names = [q.sheet or q.short for q in empty if q.danger == is_danger]
        if names:
            yield Bullet(sentence("; ".join(names)))


def _is_denied(question: Question, answer: Answer) -> bool:
    """Whether nothing in a list is ticked, or the first choice denies what the question asks."""
    if question.several:
        return answer == (NONE,)
    return bool(question.sheet) and answer == question.values[0]


def _assessment(a: Assessment) -> Iterator[Block]:
    """What the program made of the answers; of other scores only what was reached."""
    page = a.questionnaire.page
    for result in a.scores:
        has_role = result.score.id in (page.headline_score, page.impact_score)
        if result.band and (has_role or result.band.id != result.score.bands[0].id):
            points = strings.points(result.value, result.value, result.score.maximum)
            yield Bullet(f"{result.score.title}: {result.band.label} ({points})")


def _recommendation(a: Assessment) -> Iterator[Block]:
    """What the program told the person, and why."""
    level = a.questionnaire.level(a.level)
    yield Entry(strings.CONCLUDED, sentence(strings.level_text(level.title, level.deadline)))
    certain = [reason for reason in a.reasons if reason.certain]
    says = [(r.level, r.rule.say) for r in certain if not _same_answers_said_more(r, certain)]
    for at, say, names in unsure_reasons(a, a.reasons):
        says.append((at, f"{say} ({strings.NOT_SURE.lower()}: {names})"))
    for at, say in sorted(says, key=lambda pair: pair[0].rank, reverse=True):
        yield Bullet(f"{a.questionnaire.level(at).deadline.capitalize()}: {say}")


def _same_answers_said_more(reason: Reason, reasons: list[Reason]) -> bool:
    """Whether a more urgent reason already rests on all the answers of this one."""
    return any(
        set(reason.because) <= set(other.because) for other in reasons if other.level > reason.level
    )


def _answered(a: Assessment) -> list[tuple[Question, Answer]]:
    return [
        (a.questionnaire.question(name), answer) for name, answer in a.flow.state.values.items()
    ]


def _line(question: Question, answer: Answer) -> str:
    return f"{question.short}: {answer_text(question, answer)}"


def _status(question: Question, answer: Answer) -> str:
    values = answer if isinstance(answer, tuple) else (answer,)
    if any(value not in (UNSURE, *question.harmless_values) for value in values):
        return PRESENT
    return UNCERTAIN if UNSURE in values else ABSENT
