"""The hand-over sheet: one page for a clinician, from the answers given so far."""

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
    """Situation, background, assessment and recommendation (SBAR), with the danger signs on top."""
    return (
        Banner(a.level, strings.SHEET, (strings.SHEET_ABOUT,)),
        Paragraph(strings.SHEET_BLANKS),
        *_danger_signs(a, (PRESENT, UNCERTAIN)),
        *_background(a),
        *_danger_signs(a, (ABSENT,)),
        Section(strings.ASSESSMENT, tuple(_assessment(a))),
        Section(strings.RECOMMENDATION, tuple(_recommendation(a))),
        Paragraph(strings.SHEET_QUESTION),
        Paragraph(strings.LIMITS),
        Paragraph(strings.footer(version, a.questionnaire.version, today.isoformat())),
    )


def _assessment(a: Assessment) -> Iterator[Block]:
    """What the program made of the answers."""
    for result in a.scores:
        if result.band:
            points = strings.points(result.value, result.value, result.score.maximum)
            yield Bullet(f"{result.score.title}: {result.band.label} ({points})")
    if a.flow.missing:
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


def _danger_signs(a: Assessment, wanted: tuple[str, ...]) -> Iterator[Section]:
    """Danger signs of some states, each with its follow-ups. Single absent signs share one bullet.

    Lists with no sign ticked are shown in full, so that nobody has to ask again.
    """
    bullets: dict[str, list[list[str]]] = {PRESENT: [], UNCERTAIN: [], ABSENT: [[]]}
    bullet_of: dict[str, list[str]] = {}
    for question, answer in _answered(a):
        if not question.danger:
            continue
        status = _status(question, answer)
        earlier = [bullet_of[n] for n in questions_of(question.follows) if n in bullet_of]
        if earlier:
            bullet = earlier[0]
        elif status == ABSENT and not isinstance(answer, tuple):
            bullet = bullets[ABSENT][0]
        else:
            bullet = []
            bullets[status].append(bullet)
        bullet.append(_line(question, answer))
        bullet_of[question.id] = bullet
    for title, (status, lines) in zip(strings.FINDINGS, bullets.items(), strict=True):
        if status not in wanted:
            continue
        if any(lines):
            yield Section(title, tuple(Bullet(". ".join(bullet)) for bullet in lines if bullet))
        elif status == PRESENT:
            yield Section(title, (Bullet(strings.NONE_REPORTED),))


def _background(a: Assessment) -> Iterator[Section]:
    """All other answers, by section; then the lists with nothing ticked, together."""
    others = [(question, answer) for question, answer in _answered(a) if not question.danger]
    if not others:
        return
    blocks: list[Block] = [*figure(a)]
    nothing: dict[str, list[str]] = {}
    for question, answer in others:
        if answer == (NONE,):
            nothing.setdefault(question.label(NONE), []).append(question.short)
    for section in a.questionnaire.sections:
        lines = [_line(q, x) for q, x in others if q.section == section.id and x != (NONE,)]
        if lines:
            blocks.append(Bullet(". ".join(lines)))
    if nothing:
        said = ". ".join(f"{', '.join(names)}: {none}" for none, names in nothing.items())
        blocks.append(Bullet(said))
    yield Section(strings.BACKGROUND, tuple(blocks))


def _answered(a: Assessment) -> list[tuple[Question, Answer]]:
    return [
        (a.questionnaire.question(name), answer) for name, answer in a.flow.state.values.items()
    ]


def _line(question: Question, answer: Answer) -> str:
    """A question and its answer; for a list of danger signs with none ticked, all of the signs."""
    if not (question.danger and answer == (NONE,)):
        return f"{question.short}: {answer_text(question, answer)}"
    signs = "; ".join(
        question.label(v) for v in question.values if v not in (UNSURE, *question.harmless_values)
    )
    return f"{question.short}: {strings.none_of(signs)}"


def _status(question: Question, answer: Answer) -> str:
    values = answer if isinstance(answer, tuple) else (answer,)
    if any(value not in (UNSURE, *question.harmless_values) for value in values):
        return PRESENT
    return UNCERTAIN if UNSURE in values else ABSENT
