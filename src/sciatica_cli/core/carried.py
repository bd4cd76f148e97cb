"""Which answers of an earlier check still hold, once the person has confirmed them.

Everything else is asked anew: an old "no", "none" or "not sure" says nothing about today, and
neither does any answer about danger or with a time in it.
"""

from __future__ import annotations

from .answers import Answers
from .checks import Check
from .conditions import UNSURE, Answer, is_unsure, values_of
from .flow import resolve
from .frozen import Frozen
from .model import Questionnaire
from .questions import NONE, Question

NOTHING = ("no", NONE, UNSURE)  # what says nothing about another day
FOR_NOW = ("now", "")  # what holds only for the moment, or for a time that is not known


class Carried(Frozen):
    """Answers of an earlier check.

    Those in `to_confirm` hold if the person says so, and are not asked again. Those in `chosen` are
    what is left of answers to questions that are: they are chosen beforehand.
    """

    to_confirm: Answers
    chosen: Answers


def carry(questionnaire: Questionnaire, check: Check) -> Carried:
    """What can be taken over from an earlier check."""
    same = check.sha256 == questionnaire.sha256
    to_confirm: Answers = {}
    chosen: Answers = {}
    for name, answer in resolve(questionnaire, check.answers(questionnaire)).state.values.items():
        question = questionnaire.question(name)
        lasting = _lasting(question, answer)
        if lasting is None:
            continue
        holds = lasting == answer and not question.danger
        # An item that is not ticked holds as long as one that is; a list of today may have more.
        if holds and question.several:
            holds = same and not any(_is_for_now(question, value) for value in question.values)
        (to_confirm if holds else chosen)[name] = lasting
    return Carried(to_confirm, chosen)


def _lasting(question: Question, answer: Answer) -> Answer | None:
    """What of an answer holds for longer than the moment; None if nothing does.

    Of a list with "not sure" nothing is chosen beforehand: Enter alone would drop the doubt.
    """
    if is_unsure(answer):
        return None
    harmless = question.harmless_values if question.danger else ()
    lasting = tuple(
        value
        for value in values_of(answer)
        if value not in (*NOTHING, *harmless) and not _is_for_now(question, value)
    )
    if not lasting:
        return None
    return tuple(map(str, lasting)) if isinstance(answer, tuple) else lasting[0]


def _is_for_now(question: Question, value: object) -> bool:
    return value not in (NONE, UNSURE) and question.how_long(value) in FOR_NOW
