"""The hand-over sheet: one page for a clinician, from the answers given so far."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.conditions import UNSURE, Answer
from ..core.questions import NONE, ChoiceQuestion, ManyQuestion, Question
from . import strings
from .blocks import Banner, Block, Bullet, Entry, Heading, Paragraph
from .figure import figure
from .formatting import answer_text, sentence

PRESENT, OPEN, ABSENT = "present", "unsure", "absent"


def handover(a: Assessment, program: str, today: str | None = None) -> tuple[Block, ...]:
    """Situation, findings present / unsure / absent, background, what the program concluded."""
    return tuple(_handover(a, program, today))


def _handover(a: Assessment, program: str, today: str | None) -> Iterator[Block]:
    yield Banner(a.level, strings.SHEET, strings.SHEET_ABOUT)
    yield from _situation(a)
    yield from _background(a)
    yield from _findings(a)
    scores = [
        f"{result.score.title}: {result.band.label} "
        f"({strings.points(result.value, result.value, result.score.maximum)})"
        for result in a.scores
        if result.band
    ]
    if scores:
        yield Entry(strings.SCORES, ". ".join(scores))
    if a.flow.missing:
        yield Entry(strings.NOT_ANSWERED.capitalize(), strings.unasked(len(a.flow.missing)))
    yield Paragraph(strings.LIMITS)
    yield Paragraph(strings.footer(program, a.questionnaire.version, today))


def _situation(a: Assessment) -> Iterator[Block]:
    level = a.questionnaire.level(a.level)
    yield Heading(strings.SITUATION)
    yield Entry(strings.CONCLUDED, sentence(strings.level_text(level.title, level.deadline)))
    if a.tell:
        yield Entry(strings.IN_OWN_WORDS, f'"{a.tell}"')
    for reason in a.reasons:
        doubt = "" if reason.certain else f" ({strings.NOT_SURE.lower()})"
        deadline = a.questionnaire.level(reason.level).deadline
        yield Bullet(f"{deadline.capitalize()}: {reason.rule.say}{doubt}")


def _findings(a: Assessment) -> Iterator[Block]:
    """Danger signs by what was answered; of those that are absent, single questions share a line.

    A list that was denied is told with all that it holds: nobody need ask again.
    """
    found: dict[str, list[str]] = {PRESENT: [], OPEN: [], ABSENT: []}
    short: list[str] = []
    for question, answer in _answered(a):
        if question.danger:
            state = _state(question, answer)
            brief = state == ABSENT and not isinstance(answer, tuple)
            (short if brief else found[state]).append(_said(question, answer))
    for said, title in zip(found.values(), strings.FINDINGS, strict=True):
        shared = short if title == strings.FINDINGS[-1] else []
        if said or shared:
            yield Heading(title)
        if shared:
            yield Bullet(". ".join(shared))
        yield from map(Bullet, said)


def _background(a: Assessment) -> Iterator[Block]:
    """Everything else, by section."""
    rest = [(question, answer) for question, answer in _answered(a) if not question.danger]
    if not rest:
        return
    yield Heading(strings.BACKGROUND)
    yield from figure(a)
    for section in a.questionnaire.sections:
        said = [
            _said(question, answer) for question, answer in rest if question.section == section.id
        ]
        if said:
            yield Bullet(". ".join(said))


def _answered(a: Assessment) -> list[tuple[Question, Answer]]:
    return [
        (a.questionnaire.question(name), answer) for name, answer in a.flow.state.values.items()
    ]


def _said(question: Question, answer: Answer) -> str:
    """Question and answer; of a danger list that was denied, what was denied."""
    denied_list = question.danger and answer == (NONE,)
    if not (denied_list and isinstance(question, ManyQuestion)):
        return f"{question.short}: {answer_text(question, answer)}"
    denied = "; ".join(choice.label for choice in question.choices if choice.id != NONE)
    return f"{question.short}: {strings.none_of(denied)}"


def _state(question: Question, answer: Answer) -> str:
    values = answer if isinstance(answer, tuple) else (answer,)
    harmless = question.harmless_values if isinstance(question, ChoiceQuestion) else ()
    if any(value != UNSURE and value not in harmless for value in values):
        return PRESENT
    return OPEN if UNSURE in values else ABSENT
