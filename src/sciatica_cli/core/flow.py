"""Skip logic: which answers count, what to ask next, and how much is left."""

from __future__ import annotations

from .answers import Answers
from .conditions import FALSE, TRUE, Answer, AnswerState, Bounds, Condition, deciding_questions
from .faults import Fault
from .frozen import Frozen
from .model import Questionnaire
from .questions import Question


class Flow(Frozen):
    """A set of answers after the skip logic.

    `state` holds the answers that count; `missing` the questions that are or may be asked and have
    no answer, in order; `not_applicable` the answers given to questions that are not asked.
    """

    questionnaire: Questionnaire
    state: AnswerState
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def complete(self) -> bool:
        return not self.missing


def resolve(questionnaire: Questionnaire, answers: Answers) -> Flow:
    """Go through the questions in order and decide which answers count.

    An answer to a question that is certainly not asked contradicts the answers that hide it. In a
    chain of such answers only the first is a fault; the rest follow from it.
    """
    values: Answers = {}
    claimed: Answers = {}  # as if every answer counted, to find the first of a chain
    hidden: dict[str, Bounds] = {}
    open_behind: dict[str, Condition] = {}
    missing, not_applicable, faults = [], [], []
    # `ask_if` and `follows` depend on earlier questions only, so every condition is evaluated after
    # its answers were added, and one state can be filled from the first question to the last.
    state = AnswerState(values, hidden, open_behind=open_behind)
    for question in questionnaire.questions:
        name = question.id
        answer = answers.get(name)
        if not may_be_asked(question, state):
            assert question.asked_when is not None
            hidden[name] = state.bounds(question.asked_when)
            if hidden[name][1] != FALSE:
                open_behind[name] = question.asked_when
            if answer is not None:
                not_applicable.append(name)
                as_claimed = AnswerState(dict(claimed), dict(hidden))
                if not may_be_asked(question, as_claimed):
                    faults.append(_contradiction(question, as_claimed))
                claimed[name] = answer
        elif answer is None:
            missing.append(name)
        else:
            values[name] = claimed[name] = answer
    return Flow(questionnaire, state, tuple(missing), tuple(not_applicable), tuple(faults))


def missing_answer(name: str) -> Fault:
    """The fault for a question that has no answer but needs one."""
    return Fault("missing", name, "has no answer")


def may_be_asked(question: Question, state: AnswerState) -> bool:
    """False only when the question is certainly not asked."""
    if question.follows is not None:
        return state.bounds(question.follows)[1] == TRUE
    return question.ask_if is None or state.bounds(question.ask_if)[1] != FALSE


def is_asked(question: Question, state: AnswerState) -> bool:
    """True when no missing answer can hide the question."""
    if question.follows is not None:
        return state.bounds(question.follows)[0] == TRUE
    return question.ask_if is None or state.bounds(question.ask_if)[0] != FALSE


def progress(flow: Flow, needed: tuple[str, ...]) -> tuple[int, int]:
    """How many questions are answered, and how many are expected if `needed` are still asked.

    Only questions that are certain to be asked are expected. That always includes the first missing
    one, as whether it is asked depends on earlier questions only: so the two meet only at the end.
    """
    answered = len(flow.state.values)
    certain = sum(is_asked(flow.questionnaire.question(name), flow.state) for name in needed)
    return answered, answered + certain


def _contradiction(question: Question, state: AnswerState) -> Fault:
    assert question.asked_when is not None
    # the question is hidden because the highest value of this condition is too low
    decisive = deciding_questions(question.asked_when, state, 1)
    named = ", ".join(_shown(name, state.values.get(name)) for name in decisive)
    return Fault(
        "contradiction",
        question.id,
        f"this question does not apply after {named}",
        "leave this answer out, or correct the other one",
    )


def _shown(name: str, answer: Answer | None) -> str:
    if answer is None:
        return f"{name} (not asked)"
    return f"{name}: {', '.join(answer) if isinstance(answer, tuple) else answer}"
