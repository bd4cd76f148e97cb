"""What to ask next, what has become pointless, how far we are: a fold over the answers."""

from __future__ import annotations

from .answers import Answers
from .conditions import FALSE, Answer, AnswerState, because, bounds
from .faults import Fault
from .frozen import Frozen
from .model import Not, Question, Questionnaire


class Flow(Frozen):
    """The state of a set of answers.

    `sheet` holds what counts; `missing` the questions that are or may be asked and have no answer,
    in order; `pointless` the answers given to questions that are not asked.
    """

    sheet: AnswerState
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def resolve(questionnaire: Questionnaire, answers: Answers) -> Flow:
    """Go through the questions in order and sort every answer into counted or pointless.

    An answer to a question that is certainly not asked contradicts the answers that hide it: one
    fault, naming them; answers that only follow from it are not named again.
    """
    values: Answers = {}
    claimed: Answers = {}  # as if every answer counted, to find the first of a chain
    hidden: set[str] = set()
    missing, not_applicable, faults = [], [], []
    sheet = AnswerState(values)  # as far as the questions have been gone through
    for question in questionnaire.questions:
        name = question.id
        answer = answers.get(name)
        if question.ask_if is not None and not may_be_asked(question, sheet):
            hidden.add(name)
            sheet = AnswerState(values, frozenset(hidden))
            if answer is not None:
                not_applicable.append(name)
                if not may_be_asked(question, AnswerState(claimed, frozenset(hidden))):
                    faults.append(_contradiction(question, claimed, hidden))
                claimed[name] = answer
        elif answer is None:
            missing.append(name)
        else:
            values[name] = claimed[name] = answer
    return Flow(sheet, tuple(missing), tuple(not_applicable), tuple(faults))


def missing_answer(name: str) -> Fault:
    """The fault that a question without an answer is, where all are needed."""
    return Fault("missing", name, "has no answer")


def may_be_asked(question: Question, sheet: AnswerState) -> bool:
    """False only when the question is certainly not asked."""
    return question.ask_if is None or bounds(question.ask_if, sheet)[1] != FALSE


def is_asked(question: Question, sheet: AnswerState) -> bool:
    """True when no answer still missing can make the question pointless."""
    return question.ask_if is None or bounds(question.ask_if, sheet)[0] != FALSE


def next_question(questionnaire: Questionnaire, flow: Flow) -> Question | None:
    """The first question without an answer, or None when the interview is over."""
    return questionnaire.question(flow.missing[0]) if flow.missing else None


def progress(questionnaire: Questionnaire, flow: Flow) -> tuple[int, int]:
    """Questions answered and questions expected: never past the whole, never stuck.

    A question that may still turn out pointless counts as expected only once it is certain. The
    first missing one always is: `ask_if` speaks of earlier questions only.
    """
    answered = len(flow.sheet.values)
    sure = sum(is_asked(questionnaire.question(name), flow.sheet) for name in flow.missing)
    return answered, answered + sure


def _contradiction(question: Question, values: Answers, hidden: set[str]) -> Fault:
    assert question.ask_if is not None
    sheet = AnswerState(values, frozenset(hidden))
    culprits = because(Not(question.ask_if), sheet)
    named = ", ".join(_told(name, values.get(name)) for name in culprits)
    return Fault(
        "contradiction",
        question.id,
        f"this question is not asked after {named}",
        "leave this answer out, or mend the other",
    )


def _told(name: str, answer: Answer | None) -> str:
    if answer is None:
        return f"{name} (not asked)"
    return f"{name}: {', '.join(answer) if isinstance(answer, tuple) else answer}"
