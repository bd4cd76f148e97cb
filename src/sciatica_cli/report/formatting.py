"""Short pieces of text about answers, shared by the page, the hand-over sheet and the interview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from ..core.assess import Assessment
from ..core.care import Reason
from ..core.conditions import UNSURE, Answer, Because, Condition, In, leaves, values_of
from ..core.levels import Level
from ..core.model import Questionnaire
from ..core.questions import NONE, Question
from ..core.routes import Region
from . import strings
from .blocks import SHADES, Figure, Meter


def answer_text(question: Question, answer: Answer | None) -> str:
    """An answer in the words of its question."""
    if answer is None:
        return strings.NOT_ANSWERED
    return "; ".join(map(question.label, values_of(answer)))


def tested_values(condition: Condition) -> dict[str, set[str]]:
    """The values that a condition looks for, by question."""
    tested: dict[str, set[str]] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, In):
            tested.setdefault(leaf.question, set()).update(leaf.values)
    return tested


def because_text(questionnaire: Questionnaire, because: Because, condition: Condition) -> str:
    """The answers that decided a condition; of a list only the items that the condition tests.

    An item of a list explains itself; any other answer needs the name of its question.
    """
    tested = tested_values(condition)
    parts = []
    for name, answer in because:
        if answer is None:
            continue
        question = questionnaire.question(name)
        if isinstance(answer, tuple):
            shown = {UNSURE, *tested.get(name, ())}
            answer = tuple(value for value in answer if value in shown) or answer
        text = answer_text(question, answer)
        is_item = isinstance(answer, tuple) and answer not in ((UNSURE,), (NONE,))
        parts.append(text if is_item else f"{question.short}: {text}")
    return "; ".join(parts)


def affirmed(because: Because) -> Because:
    """What somebody said is so; "none of these" is left out unless there is nothing else."""
    return tuple((name, answer) for name, answer in because if answer != (NONE,)) or because


def short_names(a: Assessment, because: Because) -> str:
    """The short names of the questions behind a reason."""
    return ", ".join(a.questionnaire.question(name).short for name, _ in because)


def unsure_says(a: Assessment, because: Because) -> str:
    """The questions behind a reason as somebody says it who is not sure."""
    return "; ".join(a.questionnaire.question(name).unsure_text for name, _ in because)


def unsure_reasons(
    a: Assessment,
    reasons: Sequence[Reason],
    name: Callable[[Assessment, Because], str] = short_names,
) -> list[tuple[Level, str, str]]:
    """The reasons that come from "not sure", as levels, sentences and names of questions.

    Each answer is named once, at its highest level, however many signs it leaves open. To name one
    of several signs would suggest that it was chosen, so such answers share a general sentence.
    """
    signs = Counter(reason.because for reason in a.reasons if not reason.certain)
    first: dict[Because, Reason] = {}
    for reason in reasons:
        if not reason.certain:
            first.setdefault(reason.because, reason)
    grouped: dict[tuple[Level, str], list[str]] = {}
    for because, reason in first.items():
        say = strings.POSSIBLE_SIGN if signs[because] > 1 else reason.rule.say
        grouped.setdefault((reason.level, say), []).append(name(a, because))
    between = ", " if name is short_names else "; "
    return [
        (level, say, between.join(dict.fromkeys(names))) for (level, say), names in grouped.items()
    ]


def number_text(region: Region, service: str) -> str:
    """The number of a service with its country; if we have none, whom to call instead."""
    number = getattr(region, service)
    if not number and service == "advice":
        return strings.NO_ADVICE_LINE
    if not number:
        service, number = "emergency", region.emergency
    warning = f" ({strings.CHECK_NUMBER})" if service in region.uncertain else ""
    country = "" if region.is_general else f" ({region.name})"
    return f"{number}{warning}{country}"


def call_text(region: Region, service: str) -> str:
    """A number; the emergency number is labelled, so that nobody takes it for the hospital's."""
    number = number_text(region, service)
    labelled = service == "emergency" and not region.is_general
    return f"{strings.EMERGENCY_NUMBER} {number}" if labelled else number


def scale(meter: Meter) -> str:
    """The points of a score and its bands, the current one in brackets: `[small] < large`.

    Final words that all bands share are left out.
    """
    words = [band.split() for band in meter.bands]
    while all(len(band) > 1 for band in words) and len({band[-1] for band in words}) == 1:
        words = [band[:-1] for band in words]
    bands = (
        f"[{' '.join(band)}]" if meter.lowest_band <= i <= meter.highest_band else " ".join(band)
        for i, band in enumerate(words)
    )
    points = strings.points(meter.value, meter.high, meter.maximum)
    return f"{points}: {' < '.join(bands)}"


def legend(figure: Figure) -> tuple[tuple[str, str], ...]:
    """The shades that a drawing uses, each with its meaning."""
    words = (strings.PAIN, strings.NUMB, strings.BOTH)
    used = {shade for _, shade in figure.drawing.shades}
    return tuple((s, word.lower()) for s, word in zip(SHADES, words, strict=True) if s in used)


def without_brackets(citation: str) -> str:
    """A citation without its remarks in brackets; the full page prints all of it."""
    while "(" in citation and ")" in citation:
        before, _, rest = citation.partition("(")
        citation = f"{before.rstrip()}{rest.partition(')')[2]}"
    return citation


def lowered(text: str) -> str:
    """The text with a small letter at the start, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital letter at the start and a full stop at the end."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
