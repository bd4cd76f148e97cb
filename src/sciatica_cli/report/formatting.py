"""Small sentences about answers, shared by the page, the hand-over sheet and the interview."""

from __future__ import annotations

from ..core.assess import Assessment
from ..core.conditions import UNSURE, Answer, Condition, In, leaves
from ..core.model import GENERAL_REGION, Questionnaire, Region
from ..core.questions import Question
from . import strings
from .blocks import SHADES, Figure, Meter

ALL = 1000  # how many of a kind the full page shows


def answer_text(question: Question, answer: Answer | None) -> str:
    """An answer in the words the person saw."""
    if answer is None:
        return strings.NOT_ANSWERED
    values = answer if isinstance(answer, tuple) else (answer,)
    return "; ".join(question.label(value) for value in values)


def because_text(
    questionnaire: Questionnaire,
    because: tuple[tuple[str, Answer | None], ...],
    condition: Condition,
) -> str:
    """The answers that decided a condition; of a list only what the condition looked at.

    A line of a list speaks for itself; another answer needs the name of its question.
    """
    looked_at: dict[str, set[str]] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, In):
            looked_at.setdefault(leaf.question, set()).update(leaf.values)
    parts = []
    for name, answer in because:
        question = questionnaire.question(name)
        if isinstance(answer, tuple):
            wanted = looked_at.get(name, set()) | {UNSURE}
            answer = tuple(value for value in answer if value in wanted) or answer
        if answer is not None:
            told = answer_text(question, answer)
            parts.append(
                told
                if isinstance(answer, tuple) and answer != (UNSURE,)
                else f"{question.short}: {told}"
            )
    return "; ".join(parts)


def shorts(a: Assessment, because: tuple[tuple[str, Answer | None], ...]) -> str:
    """Names of the questions answered "not sure"."""
    return ", ".join(a.questionnaire.question(name).short for name, _ in because)


def number_text(region: Region, cell: str) -> str:
    """A number with its country; what to call instead where none is kept."""
    number = getattr(region, cell)
    if not number and cell == "advice":
        return strings.NO_LINE
    if not number:
        cell, number = "emergency", region.emergency
    doubt = f" ({strings.CHECK_NUMBER})" if cell in region.uncertain else ""
    country = "" if region.id == GENERAL_REGION else f" ({region.name})"
    return f"{number}{doubt}{country}"


def scale(meter: Meter) -> str:
    """The points of a score and its bands, the one it stands in marked; as in `[small] < large`.

    Words that all the bands end in are left out.
    """
    words = [band.split() for band in meter.bands]
    while all(len(band) > 1 for band in words) and len({band[-1] for band in words}) == 1:
        words = [band[:-1] for band in words]
    bands = (
        f"[{' '.join(band)}]" if meter.lowest <= place <= meter.highest else " ".join(band)
        for place, band in enumerate(words)
    )
    points = strings.points(meter.value, meter.high, meter.maximum)
    return f"{points}: {' < '.join(bands)}"


def call_text(region: Region, cell: str) -> str:
    """A number and what it is: it must not be taken for that of the hospital itself."""
    number = number_text(region, cell)
    plain = cell == "emergency" and region.id != GENERAL_REGION
    return f"{strings.EMERGENCY_CALL} {number}" if plain else number


def legend(figure: Figure) -> tuple[tuple[str, str], ...]:
    """The shades that a drawing uses, with their words."""
    words = (strings.PAIN, strings.NUMB, strings.BOTH)
    used = "".join(figure.rows)
    return tuple((s, word.lower()) for s, word in zip(SHADES, words, strict=True) if s in used)


def without_remarks(cite: str) -> str:
    """A source without what stands in brackets; the full page has all of it."""
    while "(" in cite and ")" in cite:
        before, _, rest = cite.partition("(")
        cite = f"{before.rstrip()}{rest.partition(')')[2]}"
    return cite


def sentence(text: str) -> str:
    """With a capital first and a full stop last."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
