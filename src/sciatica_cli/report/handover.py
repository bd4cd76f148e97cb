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
from .formatting import answer_text, sentence, unsure_reasons

PRESENT, UNCERTAIN, ABSENT = "present", "unsure", "absent"


def handover(a: Assessment, version: str, today: datetime.date) -> tuple[Block, ...]:
    """Danger signs that are present or unsure, then situation and background, what was denied, and
    what the program made of it.
    """
    signs = _danger_signs(a)
    reported = [Bullet(line) for line in signs[PRESENT]] or [Bullet(strings.NONE_REPORTED)]
    unsure = [Bullet(line) for line in signs[UNCERTAIN]]
    return (
        Banner(a.level, strings.SHEET, (strings.SHEET_ABOUT,)),
        Paragraph(strings.SHEET_BLANKS),
        Section(strings.SIGNS_REPORTED, tuple(reported)),
        *([Section(strings.SIGNS_UNSURE, tuple(unsure))] if unsure else ()),
        Section(strings.BACKGROUND, tuple(_background(a))),
        Section(strings.DENIED, tuple(_denied(a, signs[ABSENT]))),
        Section(strings.ASSESSMENT, tuple(_assessment(a))),
        Section(strings.RECOMMENDATION, tuple(_recommendation(a))),
        Paragraph(strings.SHEET_QUESTION),
        Paragraph(f"{strings.LIMITS} {_footer(a, version, today)}"),
    )


def _footer(a: Assessment, version: str, today: datetime.date) -> str:
    return strings.footer(version, a.questionnaire.version, today.isoformat())


def _danger_signs(a: Assessment) -> dict[str, list[str]]:
    """Danger signs by status, each with its follow-ups in one line; of those absent only the single
    questions, as lists are denied together.
    """
    lines: dict[str, list[list[str]]] = {PRESENT: [], UNCERTAIN: [], ABSENT: []}
    line_of: dict[str, list[str]] = {}
    for question, answer in _answered(a):
        if not question.danger or answer == (NONE,):
            continue
        earlier = [line_of[n] for n in questions_of(question.follows) if n in line_of]
        line = earlier[0] if earlier else []
        if not earlier:
            lines[_status(question, answer)].append(line)
        line.append(_line(question, answer))
        line_of[question.id] = line
    return {status: [". ".join(line) for line in found] for status, found in lines.items()}


def _background(a: Assessment) -> Iterator[Block]:
    """Everything that is no danger sign, by section."""
    yield from figure(a)
    others = [(q, answer) for q, answer in _answered(a) if not q.danger and answer != (NONE,)]
    for section in a.questionnaire.sections:
        lines = [_line(question, x) for question, x in others if question.section == section.id]
        if lines:
            yield Bullet(". ".join(lines))


def _denied(a: Assessment, singles: list[str]) -> Iterator[Block]:
    """What was asked one by one and denied, apart from what was listed and not ticked."""
    if singles:
        yield Bullet(f"{strings.ASKED_SINGLY}: {'. '.join(singles)}")
    empty = [question for question, answer in _answered(a) if answer == (NONE,)]
    signs = [question.sheet or question.short for question in empty]
    if signs:
        yield Bullet(f"{strings.NOT_TICKED}: {'; '.join(signs)}")


def _assessment(a: Assessment) -> Iterator[Block]:
    """What the program made of the answers."""
    for result in a.scores:
        if result.band:
            points = strings.points(result.value, result.value, result.score.maximum)
            yield Bullet(f"{result.score.title}: {result.band.label} ({points})")
    if a.needed:
        yield Entry(strings.NOT_ANSWERED.capitalize(), strings.count_questions(len(a.needed)))


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
