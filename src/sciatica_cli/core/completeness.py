"""When answers are complete for a purpose, as an expression: nothing that is missing can matter.

`needed.needed` is the reference, and lists the questions; tests check that both agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from .care import route_of
from .expressions import And, Expression, IsMissing, Negated, Or
from .levels import LOWEST, SAME_DAY
from .model import MASSAGE_VERDICTS
from .outcomes import OutcomeExpressions
from .purposes import Purpose


def complete(outcomes: OutcomeExpressions, purpose: Purpose) -> Expression:
    """No answer is missing that can still change an outcome of the purpose."""
    if purpose.covers_all:
        return Negated(outcomes.missing())
    unsettled = [*_care(outcomes), *_answers(outcomes)]
    if purpose.covers_massage:
        matters = And((outcomes.in_scope(), Negated(outcomes.level_at_least(SAME_DAY))))
        unsettled.append(And((matters, Or(tuple(_massage(outcomes))))))
    return Negated(Or(tuple(unsettled)))


def _care(outcomes: OutcomeExpressions) -> Iterator[Expression]:
    """A rule may still raise the level, name a faster route, or end the scope."""
    questionnaire = outcomes.questionnaire
    raised = [
        (
            level,
            questionnaire.route_rank(route_of(questionnaire, rule, level)),
            now,
            outcomes.raised(rule, 1)[level],
        )
        for rule in questionnaire.rules
        for level, now in outcomes.raised(rule).items()
    ]
    for level, rank, _, at_most in raised:
        if level == LOWEST and rank == len(questionnaire.routes):
            continue  # what everybody has
        as_good = (now for same, other, now, _ in raised if same == level and other <= rank)
        yield And((at_most, Negated(Or((outcomes.above(level), *as_good)))))
    for rule in questionnaire.rules:
        if rule.scope:
            yield And((outcomes.in_scope(), outcomes.of(rule.when).certain_at_most))


def _answers(outcomes: OutcomeExpressions) -> Iterator[Expression]:
    """An answer counts, but a missing one may still hide its question."""
    for question in outcomes.questionnaire.questions:
        if question.asked_when is None:
            continue
        when = outcomes.of(question.asked_when)
        surely = when.certain if question.follows is not None else when.possible
        answered = Negated(IsMissing(question.id))
        yield And((outcomes.asked(question.id), answered, Negated(surely)))


def _massage(outcomes: OutcomeExpressions) -> Iterator[Expression]:
    """A caution, or a sentence on how to be massaged, is not settled yet."""
    massage = outcomes.questionnaire.massage
    cautions = massage.treatment.cautions
    for caution in cautions:
        when = outcomes.of(caution.when)
        yield Or((when.may_become_possible, when.may_become_certain))
    strictest = [c.when for c in cautions if c.verdict == MASSAGE_VERDICTS[-1]]
    tips = Negated(Or(tuple(outcomes.of(when).certain for when in strictest)))
    for item in massage.how:
        if item.when is None:
            continue
        when, taken = outcomes.of(item.when), outcomes.slot_taken(massage.how, item)
        may_hold = when.may_become_possible if item.if_unsure else when.may_become_certain
        yield And((tips, Negated(taken), may_hold))
