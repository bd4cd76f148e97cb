"""The body as it is shaded while lines of a list are ticked."""

from __future__ import annotations

from collections.abc import Callable

from ..core.answers import Answers
from ..core.body import locate
from ..core.conditions import questions_of
from ..core.flow import resolve
from ..core.model import Questionnaire
from ..core.questions import Question
from ..report.blocks import Drawing
from ..report.figure import drawing


def drawing_for(
    question: Question, questionnaire: Questionnaire, answers: Answers
) -> Callable[[tuple[str, ...]], Drawing] | None:
    """Draws the body for what is ticked, if the question is a list that decides what is shaded."""
    body = questionnaire.body
    if body is None or not question.several:
        return None
    if all(question.id not in questions_of(spot.when) for spot in (*body.pain, *body.numb)):
        return None
    others = {name: answer for name, answer in answers.items() if name != question.id}

    def drawn(ticked: tuple[str, ...]) -> Drawing:
        given = others | ({question.id: ticked} if ticked else {})
        return drawing(body, locate(body, resolve(questionnaire, given).state))

    return drawn
