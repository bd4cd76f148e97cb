"""What an assessment says, as two-valued expressions, for every translation.

A translation that writes the five nodes of `core.expressions` has the whole assessment with them.
The direct evaluator in `assess` stays the reference, and tests hold this to it.
"""

from __future__ import annotations

from .conditions import Condition, LevelAtLeast
from .expressions import (
    And,
    ConditionExpressions,
    Count,
    Expression,
    IsMissing,
    Negated,
    OneOf,
    Or,
    Reaches,
    to_expressions,
)
from .levels import EMERGENCY, LOWEST, SAME_DAY, Level
from .model import (
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    Advice,
    Cause,
    Caution,
    Questionnaire,
    Rule,
    Score,
    Spot,
    Treatment,
)

ALWAYS, NEVER = And(()), Or(())
ANY_QUESTION = ""  # all those on which a care level rests
FITS = ("resembles", "partly", "less_like", "unknown")
UNKNOWN = "unknown"


class OutcomeExpressions:
    """The outcomes of one questionnaire; each condition is translated once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._conditions: dict[Condition, ConditionExpressions] = {}
        self._questions: dict[Expression, frozenset[str]] = {}
        self._levels: dict[tuple[Level, int], Expression] = {}

    def of(self, condition: Condition) -> ConditionExpressions:
        """The four expressions of a condition."""
        if condition not in self._conditions:
            self._conditions[condition] = to_expressions(condition, self.questionnaire)
        return self._conditions[condition]

    def asked(self, question: str) -> Expression:
        """The question is or may be asked."""
        ask_if = self.questionnaire.question(question).ask_if
        return ALWAYS if ask_if is None else self.of(ask_if).possible_at_most

    def raises(self, rule: Rule, level: Level, end: int = 0) -> Expression:
        """The rule alone raises at least this level, at the lowest (0) or highest (1) end."""
        when = self.of(rule.when)
        certain, possible = (
            (when.certain_at_most, when.possible_at_most) if end else (when.certain, when.possible)
        )
        ways = []
        if rule.level >= level:
            ways.append(certain)
        if rule.unsure is not None and rule.unsure >= level:
            ways.append(possible)
        return Or(tuple(ways))

    def level_at_least(self, level: Level, end: int = 0) -> Expression:
        """What a `LevelReached` atom stands for."""
        if (level, end) not in self._levels:
            ways = tuple(self.raises(rule, level, end) for rule in self.questionnaire.rules)
            self._levels[level, end] = ALWAYS if level == LOWEST else Or(ways)
        return self._levels[level, end]

    def looks_at(self, expression: Expression) -> frozenset[str]:
        """Names of the questions that decide an expression; ANY_QUESTION for a care level."""
        if expression not in self._questions:
            self._questions[expression] = self._find_questions(expression)
        return self._questions[expression]

    def _find_questions(self, expression: Expression) -> frozenset[str]:
        if isinstance(expression, And | Or | Count):
            return frozenset().union(*(self.looks_at(part) for part in expression.parts))
        if isinstance(expression, Negated):
            return self.looks_at(expression.part)
        if isinstance(expression, OneOf | Reaches | IsMissing):
            return frozenset({expression.question})
        return frozenset({ANY_QUESTION})

    def missing(self) -> Expression:
        """Some question that is or may be asked has no answer."""
        return Or(tuple(IsMissing(question.id) for question in self.questionnaire.questions))

    def left_open(self, rule: Rule) -> Expression:
        """The rule is left open by "not sure", whether or not it gives a level for that."""
        when = self.of(rule.when)
        return And((when.possible, Negated(when.certain)))

    def in_scope(self) -> Expression:
        scope = (rule for rule in self.questionnaire.rules if rule.scope)
        return Negated(Or(tuple(self.of(rule.when).certain for rule in scope)))

    # ------------------------------------------------ scores and causes

    def value_at_least(self, score: Score, number: int) -> Expression:
        """The points that are certain add up to at least this.

        A point weighs by standing in the count often; one that is taken away counts while it is
        not certain, with the bound raised by as much.
        """
        parts: list[Expression] = []
        for point in score.points:
            certain = self.of(point.when).certain
            parts += [certain if point.add > 0 else Negated(certain)] * abs(point.add)
        bound = number - least_value(score)
        if not 0 < bound <= len(parts):
            return ALWAYS if bound <= 0 else NEVER
        return Count(bound, tuple(parts))

    def band(self, score: Score, name: str) -> Expression:
        """The score is told to be in this band: the lowest and the highest band are the same."""
        place = [band.id for band in score.bands].index(name)
        here, above = score.bands[place], score.bands[place + 1 :]
        parts: list[Expression] = [self.in_scope()]
        if place:
            parts.append(self.of(here.at_least).certain)
            parts.append(self.of(here.at_least).possible_at_most)
        # a highest band that may be reached is also a lowest one that may not be
        parts += [Negated(self.of(band.at_least).certain) for band in above]
        parts += [Negated(self.of(band.at_least).possible_at_most) for band in above]
        return And(tuple(parts))

    def fit(self, cause: Cause, fit: str) -> Expression:
        """The cause gets this fit."""
        strong, some = self.of(cause.strong), self.of(cause.some) if cause.some else None
        partly = Or((strong.possible, some.certain if some else NEVER))
        may_be_strong = And((strong.certain_at_most, Negated(strong.possible)))
        may_fit = Or((strong.possible_at_most, some.certain_at_most if some else NEVER))
        open_ = And((Negated(partly), may_fit))
        found: dict[str, Expression] = {
            "resembles": strong.certain,
            "partly": And((partly, Negated(strong.certain), Negated(may_be_strong))),
            "less_like": Negated(Or((partly, may_fit))),
            UNKNOWN: And((Negated(strong.certain), Or((may_be_strong, open_)))),
        }
        return And((self.in_scope(), found[fit]))

    # ------------------------------------------------ verdicts and advice

    def verdict(self, treatment: Treatment, verdict: str) -> Expression:
        """The treatment gets this verdict, or "unknown"."""
        if treatment.as_massage:  # the same in other words
            treatment = self.questionnaire.massage.treatment
            words = dict(zip(("try", "ask_first", "not_now"), MASSAGE_VERDICTS, strict=True))
            verdict = words.get(verdict, verdict)
        order = MASSAGE_VERDICTS if treatment.verdict in MASSAGE_VERDICTS else OPTION_VERDICTS
        if verdict == UNKNOWN:
            told = (self._told(treatment, order, place) for place in range(len(order)))
            return And((self.in_scope(), Negated(Or(tuple(told)))))
        if verdict not in order:
            return NEVER
        return And((self.in_scope(), self._told(treatment, order, order.index(verdict))))

    def _told(self, treatment: Treatment, order: tuple[str, ...], place: int) -> Expression:
        """This verdict and none after it, and no missing answer could ask for one after it."""
        here, after = (self._reaches(treatment, order, p) for p in (place, place + 1))
        return And((here, Negated(after), Negated(self._may_reach(treatment, order, place + 1))))

    def _reaches(self, treatment: Treatment, order: tuple[str, ...], place: int) -> Expression:
        """The verdict at this place of the order, or one after it, is called for."""
        if place <= order.index(treatment.verdict):
            return ALWAYS
        # left open by "not sure" a caution asks at most for the second most careful verdict
        ask = place <= len(order) - 2
        cautions = self._cautions(treatment, order, place)
        whens = [self.of(caution.when) for caution in cautions]
        return Or(tuple(when.possible if ask else when.certain for when in whens))

    def _may_reach(self, treatment: Treatment, order: tuple[str, ...], place: int) -> Expression:
        """A caution that missing answers leave open could still call for it."""
        ways: list[Expression] = []
        for caution in self._cautions(treatment, order, place):
            when = self.of(caution.when)
            ways.append(And((when.certain_at_most, Negated(when.certain))))
            ways.append(And((when.possible_at_most, Negated(when.possible))))
        return Or(tuple(ways))

    def _cautions(self, treatment: Treatment, order: tuple[str, ...], place: int) -> list[Caution]:
        cautions = [c for c in treatment.cautions if order.index(c.verdict) >= place]
        if not treatment.comfort and place < len(order):
            cautions.append(URGENT)
        return cautions

    def shown(self, items: tuple[Advice, ...], item: Advice) -> Expression:
        """The sentence is among those chosen: it holds, and no earlier one has its slot."""
        before = items[: items.index(item)]
        rivals = [self._holds(rival) for rival in before if item.slot and rival.slot == item.slot]
        return And((self._holds(item), Negated(Or(tuple(rivals)))))

    def now(self, item: Advice) -> Expression:
        """The sentence stands under what to do now; an emergency and other pain have no such."""
        calm = Negated(self.level_at_least(EMERGENCY))
        return And((self.in_scope(), calm, self.shown(self.questionnaire.what_now, item)))

    def shaded(self, spot: Spot) -> Expression:
        """The place is shaded on the drawing."""
        when = self.of(spot.when)
        return And((self.in_scope(), when.possible if spot.if_unsure else when.certain))

    def _holds(self, advice: Advice) -> Expression:
        if advice.when is None:
            return ALWAYS
        when = self.of(advice.when)
        return when.possible if advice.if_unsure else when.certain


# From SAME_DAY upwards everything but comfort gets the most careful verdict.
URGENT = Caution(SAME_DAY, "", LevelAtLeast(SAME_DAY), "")


def least_value(score: Score) -> int:
    """The smallest sum of points there can be: all that is taken away, and nothing else."""
    return sum(min(0, point.add) for point in score.points)
