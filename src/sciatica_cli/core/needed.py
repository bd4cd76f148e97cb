"""Which questions can still matter for a purpose.

Nothing here lists questions. Which ones a purpose needs follows from the conditions that are still
open: those whose lowest and highest values differ.
"""

from __future__ import annotations

from .care import Care, raised_level, route_of
from .conditions import TRUE, UNKNOWN, AnswerState, Between, Condition, In, children
from .flow import Flow, is_asked
from .levels import SAME_DAY
from .model import MASSAGE_VERDICTS, Advice, Questionnaire
from .purposes import Purpose
from .questions import Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def needed(flow: Flow, care: Care, purpose: Purpose) -> tuple[str, ...]:
    """Names of the missing questions that can still change an outcome of the purpose, in order.

    Once there are none, no answer to the others can change the outcomes of the purpose.

    Args:
        flow: a resolved set of answers.
        care: the care level that follows from them.
        purpose: what the person wants to know, other than everything.
    """
    state = flow.state.with_levels(care.level, care.at_most)
    questions = {question.id: question for question in flow.questionnaire.questions}
    found = {
        name: None
        for condition in _open_conditions(flow.questionnaire, care, state, purpose)
        for name in _missing_in(condition, state, questions)
    }
    # An answer that counts, or a question that is needed, may itself depend on a missing answer.
    uncertain = [*state.values, *found]
    for name in uncertain:  # grows while it is read
        question = questions[name]
        if question.asked_when is not None and not is_asked(question, state):
            behind = _missing_in(question.asked_when, state, questions)
            uncertain += [other for other in behind if other not in uncertain]
    return tuple(name for name in flow.missing if name in uncertain)


def _open_conditions(
    questionnaire: Questionnaire, care: Care, state: AnswerState, purpose: Purpose
) -> Iterator[Condition]:
    """The open conditions that could still change an outcome of the purpose."""
    yield from _about_care(questionnaire, care)
    # From the same day on massage waits, and out of scope it is not assessed.
    if purpose.covers_massage and care.in_scope and care.level < SAME_DAY:
        yield from _about_massage(questionnaire, state)


def _about_care(questionnaire: Questionnaire, care: Care) -> Iterator[Condition]:
    """Conditions of the rules that could raise the level, name a faster route, or end the scope."""
    now = (care.level, -questionnaire.route_rank(care.go))
    for rule, (_, high) in care.values:
        level = raised_level(rule, high)  # the most it can raise: "not sure" raises less
        if level is None:
            continue
        could_be = level, -questionnaire.route_rank(route_of(questionnaire, rule, level))
        if could_be > now or (rule.scope and care.in_scope and high == TRUE):
            yield rule.when


def _about_massage(questionnaire: Questionnaire, state: AnswerState) -> Iterator[Condition]:
    """Conditions of the cautions and sentences that are not settled yet."""
    massage = questionnaire.massage
    cautions = massage.treatment.cautions
    for caution in cautions:
        low, high = state.bounds(caution.when)
        if low != high:
            yield caution.when
    strictest = (c.when for c in cautions if c.verdict == MASSAGE_VERDICTS[-1])
    if not any(map(state.holds, strictest)):  # else no instructions are shown
        yield from _about_advice(massage.how, state)


def _about_advice(items: tuple[Advice, ...], state: AnswerState) -> Iterator[Condition]:
    """Conditions that decide which of these sentences are shown."""
    taken: set[str] = set()  # slots whose sentence is certain
    for item in items:
        if item.slot in taken:
            continue
        if item.when is None or state.holds(item.when, item.if_unsure):
            taken |= {item.slot} - {""}
        elif state.bounds(item.when)[1] >= (UNKNOWN if item.if_unsure else TRUE):
            yield item.when


def _missing_in(
    condition: Condition, state: AnswerState, questions: dict[str, Question]
) -> Iterator[str]:
    """Names of the missing questions that keep a condition open."""
    low, high = state.bounds(condition)
    if low == high:
        return
    if isinstance(condition, In | Between):
        question = questions[condition.question]
        if question.id in state.hidden:  # a follow-up that is as open as what it follows
            assert question.follows is not None
            yield from _missing_in(question.follows, state, questions)
        else:
            yield question.id
    for part in children(condition):
        yield from _missing_in(part, state, questions)
