"""The hand-over sheet: one page for a clinician, from the answers given so far."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.conditions import Answer
from ..core.model import NONE, UNSURE, Question
from . import wording
from .blocks import Banner, Block, Bullet, Entry, Heading, Paragraph
from .words import answer_text

PRESENT, OPEN, ABSENT, OTHER = "present", "unsure", "absent", "other"


def handover(a: Assessment, program: str, today: str | None = None) -> tuple[Block, ...]:
    """Situation, findings present / unsure / absent, background, what the program concluded."""
    return tuple(_handover(a, program, today))


def _handover(a: Assessment, program: str, today: str | None) -> Iterator[Block]:
    yield Banner(a.level, wording.SHEET, wording.SHEET_ABOUT)
    yield from _situation(a)
    yield from _findings(a)
    for result in a.scores:
        if result.band:
            points = wording.points(result.value, result.value, result.score.maximum)
            yield Entry(result.score.title, f"{result.band.label} ({wording.thumb(points)})")
    if a.flow.missing:
        yield Entry(wording.NOT_ANSWERED.capitalize(), wording.unasked(len(a.flow.missing)))
    yield Paragraph(wording.LIMITS)
    yield Paragraph(wording.footer(program, a.questionnaire.version, today))


def _situation(a: Assessment) -> Iterator[Block]:
    level = a.questionnaire.level(a.level)
    yield Heading(wording.SITUATION)
    yield Entry(wording.CONCLUDED, f"{level.title} ({level.deadline}).")
    if a.tell:
        yield Entry(wording.IN_OWN_WORDS, f'"{a.tell}"')
    for reason in a.reasons:
        doubt = "" if reason.certain else f" ({wording.NOT_SURE.lower()})"
        yield Bullet(f"[{reason.level}] {reason.rule.say}{doubt}")


def _findings(a: Assessment) -> Iterator[Block]:
    """Danger signs by what was answered, then everything else."""
    found: dict[str, list[str]] = {PRESENT: [], OPEN: [], ABSENT: [], OTHER: []}
    for name, answer in a.flow.sheet.values.items():
        question = a.questionnaire.question(name)
        state = _state(question, answer) if question.danger else OTHER
        found[state].append(f"{question.short}: {_said(question, answer)}")
    for said, title in zip(found.values(), (*wording.FINDINGS, wording.BACKGROUND), strict=True):
        if said:
            yield Heading(title)
            yield from map(Bullet, said)


def _said(question: Question, answer: Answer) -> str:
    """The answer; of a danger list that was denied, what was denied."""
    if answer != (NONE,) or not question.danger:
        return answer_text(question, answer)
    denied = "; ".join(choice.label for choice in question.choices if choice.id != NONE)
    return wording.none_of(denied)


def _state(question: Question, answer: Answer) -> str:
    values = answer if isinstance(answer, tuple) else (answer,)
    calm = {NONE, *question.harmless}
    if any(value != UNSURE and value not in calm for value in values):
        return PRESENT
    return OPEN if UNSURE in values else ABSENT
