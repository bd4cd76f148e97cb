"""Answers in the words of clinicians: what was ticked, what was denied, what is unsure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..core.assess import Assessment
from ..core.care import Reason
from ..core.conditions import UNSURE, Answer, In, is_unsure, leaves, questions_of
from ..core.frozen import Frozen
from ..core.questions import NONE, Question

NOT_SURE = "not sure"


class Answered(Frozen):
    """A question with its answer."""

    question: Question
    answer: Answer

    @property
    def values(self) -> tuple[object, ...]:
        return self.answer if isinstance(self.answer, tuple) else (self.answer,)

    @property
    def is_denied(self) -> bool:
        """Whether nothing in a list is ticked, or the first choice denies what was asked."""
        question = self.question
        if question.several:
            return self.answer == (NONE,)
        return bool(question.sheet) and self.answer in question.values[:1]

    @property
    def is_danger(self) -> bool:
        """Whether this is a sign of danger, and not only a harmless answer about one."""
        harmless = (UNSURE, *self.question.harmless_values)
        return self.question.danger and any(value not in harmless for value in self.values)

    @property
    def is_unsure(self) -> bool:
        return is_unsure(self.answer)

    @property
    def ticked(self) -> str:
        """What was answered, but for "not sure"; empty if a text about the whole list denies it."""
        if self.is_denied and self.question.sheet:
            return ""
        return words(self.question, [value for value in self.values if value != UNSURE])

    @property
    def rest(self) -> str:
        """What was left open by a list or by "not sure"; of other lists nothing."""
        question = self.question
        if not question.several:
            return unsure_of(question) if self.is_unsure else ""
        if self.answer in ((NONE,), (UNSURE,)):
            return question.sheet or (unsure_of(question) if self.is_unsure else "")
        if not (question.sheet or self.is_unsure):
            return ""
        left = (v for v in question.values if v not in (NONE, UNSURE, *self.values))
        return words(question, list(left))


def words(question: Question, values: Collection[object]) -> str:
    """Values in the words of clinicians, or in those of the question with its name."""
    if not values:
        return ""
    said = "; ".join(question.shorthand(v) or question.label(v) for v in values)
    return said if all(map(question.shorthand, values)) else f"{question.short}: {said}"


def unsure_of(question: Question) -> str:
    """What a question asks about, with the label of "not sure" if it says more."""
    label = question.label(UNSURE)
    said = question.sheet or question.short.lower()
    return said if label.lower() == NOT_SURE else f"{said} ({label.lower()})"


def answered(a: Assessment) -> dict[str, Answered]:
    """The answers that count, by question."""
    values = a.flow.state.values
    return {name: Answered(a.questionnaire.question(name), x) for name, x in values.items()}


def danger_signs(a: Assessment) -> Iterator[list[Answered]]:
    """Each danger sign that is reported or unsure, with its follow-ups."""
    signs: dict[str, list[Answered]] = {}
    for name, given in answered(a).items():
        if given.question.danger and not given.is_denied:
            earlier = [signs[n] for n in questions_of(given.question.follows) if n in signs]
            signs[name] = earlier[0] if earlier else []
            signs[name].append(given)
    heads = {id(sign): sign for sign in signs.values()}.values()
    return (s for s in heads if any(given.is_danger or given.is_unsure for given in s))


def because_of(a: Assessment, reason: Reason) -> str:
    """The answers behind a reason; of a list only the items that its rule tests."""
    tested: dict[str, set[str]] = {}
    for leaf in leaves(reason.rule.when):
        if isinstance(leaf, In):
            tested.setdefault(leaf.question, {UNSURE}).update(leaf.values)
    said = []
    for name, answer in reason.because:
        if answer is None:
            continue
        given = Answered(a.questionnaire.question(name), answer)
        if isinstance(answer, tuple):
            kept = tuple(v for v in answer if v in tested.get(name, {UNSURE}))
            given = Answered(given.question, kept or answer)
        unsure = f"{NOT_SURE}: {unsure_of(given.question)}" if given.is_unsure else ""
        said.append(unsure or given.ticked or given.question.short.lower())
    return " + ".join(dict.fromkeys(said))
