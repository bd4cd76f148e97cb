"""The answers of an interview, what follows from them, and how much is done."""

from __future__ import annotations

from collections.abc import Callable

from ..core.answers import Answers
from ..core.assess import Assessment, assess
from ..core.body import locate
from ..core.conditions import Answer, questions_of
from ..core.flow import Flow, resolve
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.questions import Question
from ..report.blocks import Drawing
from ..report.figure import drawing


class State(Frozen):
    """The answers and everything derived from them; each answer makes a new state.

    `earlier_answers` are not applicable, or have to be given again. They do not count and are not
    saved, but they are preselected when their question is asked. `purpose` is what the person wants
    to know; that of the assessment is less for somebody out of scope.
    """

    flow: Flow
    assessment: Assessment
    purpose: Purpose
    earlier_answers: Answers

    @property
    def answers(self) -> Answers:
        """The answers that count."""
        return self.flow.state.values

    def with_answer(self, question: Question, answer: Answer) -> State:
        earlier = without(self.earlier_answers, question.id)
        return self._with(self.answers | {question.id: answer}, earlier)

    def without_answer(self, question: Question) -> State:
        """The state without the answer to this question, which stays preselected."""
        answers = dict(self.answers)
        earlier = self.earlier_answers | {question.id: answers.pop(question.id)}
        return self._with(answers, earlier)

    def for_purpose(self, purpose: Purpose) -> State:
        return make_state(self.flow.questionnaire, self.answers, self.earlier_answers, purpose)

    def drawing_for(self, question: Question) -> Callable[[tuple[str, ...]], Drawing] | None:
        """Draws the body for what is ticked, if the question is a list that shades it."""
        questionnaire = self.flow.questionnaire
        body = questionnaire.body
        if body is None or not question.several:
            return None
        if all(question.id not in questions_of(spot.when) for spot in (*body.pain, *body.numb)):
            return None
        others = without(self.answers, question.id)

        def drawn(ticked: tuple[str, ...]) -> Drawing:
            given = others | ({question.id: ticked} if ticked else {})
            return drawing(body, locate(body, resolve(questionnaire, given).state))

        return drawn

    def _with(self, answers: Answers, earlier: Answers) -> State:
        return make_state(self.flow.questionnaire, answers, earlier, self.purpose)

    def to_save(self) -> Answers:
        """The answers to write to a file, with those earlier answers that would still count."""
        answers = self.earlier_answers | self.answers
        return dict(resolve(self.flow.questionnaire, answers).state.values)


def without(answers: Answers, name: str) -> Answers:
    return {other: answer for other, answer in answers.items() if other != name}


def make_state(
    questionnaire: Questionnaire,
    answers: Answers,
    earlier_answers: Answers | None = None,
    purpose: Purpose = Purpose.ALL,
) -> State:
    """The state for these answers; those that are not applicable become earlier ones."""
    flow = resolve(questionnaire, answers)
    not_applicable = {name: answers[name] for name in flow.not_applicable}
    assessment = assess(flow, purpose)
    if assessment.status == "out_of_scope":  # only the level is assessed, so ask for no more
        assessment = assess(flow, Purpose.LEVEL)
    return State(flow, assessment, purpose, (earlier_answers or {}) | not_applicable)


class Progress:
    """The part of the interview that is done, 0 to 1.

    It never becomes less, and grows with each answer although answers bring new questions: by the
    part that the answer is of what was left.
    """

    def __init__(self) -> None:
        self._done, self._most_answered = 0.0, 0

    def update(self, answered: int, expected: int) -> float:
        """The part that is done, now that so many of the expected questions are answered."""
        if answered > self._most_answered:
            grown = self._done + (1 - self._done) / (expected - answered + 1)
            self._done = max(grown, answered / expected)
            self._most_answered = answered
        return self._done
