"""Answers in the words of clinicians: what was ticked, what was denied, what is unsure."""

from __future__ import annotations

from collections.abc import Collection

from ..core.assess import Assessment
from ..core.care import Reason
from ..core.conditions import UNSURE, Answer, is_unsure, questions_of, values_of
from ..core.flow import is_asked
from ..core.frozen import Frozen
from ..core.questions import NONE, Question
from . import strings
from .formatting import tested_values


class Answered(Frozen):
    """A question with its answer."""

    question: Question
    answer: Answer

    @property
    def values(self) -> tuple[str | int, ...]:
        return values_of(self.answer)

    @property
    def is_denied(self) -> bool:
        """Whether nothing in a list is ticked, or the first choice denies what was asked."""
        no = (NONE,) if self.question.several else self.question.values[:1]
        return bool(self.question.sheet) and self.values == no

    @property
    def is_present(self) -> bool:
        """Whether this is a sign of danger, and not only a harmless answer about one."""
        harmless = (UNSURE, *self.question.harmless_values)
        return any(value not in harmless for value in self.values)

    @property
    def is_unsure(self) -> bool:
        return is_unsure(self.answer)

    @property
    def ticked(self) -> str:
        """What was answered, but for "not sure"; empty if `rest` or a denial says all of it."""
        if self.is_denied:
            return ""
        return words(self.question, [value for value in self.values if value != UNSURE])

    @property
    def rest(self) -> str:
        """What was listed and not ticked, or is unsure.

        Of a list that nobody needs to hear denied, such as what makes the pain worse, nothing.
        """
        question = self.question
        if self.answer in (UNSURE, (UNSURE,)):
            return _unsure_of(question)
        if not question.several or not (question.sheet or self.is_unsure):
            return ""
        if self.is_denied:
            return question.sheet
        answered = {UNSURE, *question.harmless_values, *self.values}
        return words(question, [value for value in question.values if value not in answered])


class Sign(Frozen):
    """A danger sign that is reported or unsure: the answers, and follow-ups without an answer."""

    answers: tuple[Answered, ...]
    open_: tuple[Question, ...]

    @property
    def id(self) -> str:
        """The question that the others follow."""
        return self.answers[0].question.id

    @property
    def is_present(self) -> bool:
        return any(given.is_present for given in self.answers)

    @property
    def answered(self) -> str:
        """What was answered, when it began, and what of it is not known."""
        parts = [given.ticked for given in self.answers if given.ticked]
        parts += [f"{strings.NOT_ANSWERED}: {question.short.lower()}" for question in self.open_]
        return "; ".join(parts)

    @property
    def unsure(self) -> str:
        return "; ".join(given.rest for given in self.answers if given.is_unsure)


def words(question: Question, values: Collection[object], separator: str = "; ") -> str:
    """Values in the words of clinicians, or in those of the question with its name."""
    text = separator.join(question.shorthand(v) or question.label(v) for v in values)
    return text if all(map(question.shorthand, values)) else f"{question.short}: {text}"


def _unsure_of(question: Question) -> str:
    """What a question asks about, with the label of "not sure" if it says more."""
    label = question.label(UNSURE).lower()
    subject = question.sheet or question.short.lower()
    return subject if label == strings.UNSURE_OF else f"{subject} ({label})"


def answered(a: Assessment) -> dict[str, Answered]:
    """The answers that count, by question."""
    values = a.flow.state.values
    return {name: Answered(a.questionnaire.question(name), x) for name, x in values.items()}


def danger_signs(a: Assessment) -> dict[str, Sign]:
    """Each danger sign that is reported or unsure, by each of its questions."""
    groups: dict[str, list[Question]] = {}
    given = answered(a)
    for question in a.questionnaire.questions:
        name = question.id
        if not question.danger or (name in given and given[name].is_denied):
            continue
        earlier = [groups[n] for n in questions_of(question.follows) if n in groups]
        if earlier and (name in given or is_asked(question, a.flow.state)):
            groups[name] = earlier[0]
        elif name in given:
            groups[name] = []
        else:
            continue
        groups[name].append(question)
    signs = {}
    for name, questions in groups.items():
        answers = [given[q.id] for q in questions if q.id in given]
        if any(x.is_present or x.is_unsure for x in answers):
            signs[name] = Sign(tuple(answers), tuple(q for q in questions if q.id not in given))
    return signs


def because_of(a: Assessment, reason: Reason, signs: dict[str, Sign]) -> str:
    """The answers behind a reason; of a list only the items that its rule tests.

    A danger sign is named only, since all of it is said above.
    """
    tested = tested_values(reason.rule.when)
    behind = dict(reason.because)
    texts: dict[str, None] = {}
    for name, answer in reason.because:
        if answer is None:
            continue
        given = Answered(a.questionnaire.question(name), answer)
        head = signs[name].answers[0] if name in signs else given
        if given.is_unsure:
            name_only = given.question.short.lower()
            unsure = name_only if name in signs else _unsure_of(given.question)
            texts[f"{strings.UNSURE_OF}: {unsure}"] = None
        elif given.is_denied:
            texts[given.question.sheet] = None
        elif head.question.id == name:
            relevant = [value for value in given.values if value in tested.get(name, ())]
            texts[words(given.question, relevant or given.values, ", ")] = None
        elif head.question.id not in behind:
            texts[words(head.question, head.values, ", ")] = None
    return " + ".join(texts)
