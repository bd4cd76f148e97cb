"""The outcomes of an assessment as two-valued expressions, for translation to another engine.

An engine that implements the five nodes of `core.expressions` can compute them all. `assess`
remains the reference; tests check that both agree.
"""

from __future__ import annotations

from .care import route_of
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
from .levels import EMERGENCY, LEVELS, LOWEST, SAME_DAY, Level
from .model import (
    LESS_LIKE,
    MASSAGE_AS_OPTION,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    PARTLY,
    RESEMBLES,
    UNKNOWN_OUTCOME,
    WHOM_TO_ASK,
    Advice,
    Cause,
    Questionnaire,
    Rule,
    Score,
    Spot,
    Treatment,
)

ALWAYS, NEVER = And(()), Or(())
ANY_QUESTION = ""  # stands for all the questions that decide a care level


class OutcomeExpressions:
    """The outcomes of one questionnaire. Each condition is translated once.

    Where there is an `end`, 0 is the lowest care level and 1 the highest.
    """

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
        asked = self.questionnaire.question(question)
        if asked.follows is not None:
            return self.of(asked.follows).certain_at_most
        return ALWAYS if asked.ask_if is None else self.of(asked.ask_if).possible_at_most

    def raises(self, rule: Rule, level: Level, end: int = 0) -> Expression:
        """The rule alone raises at least this level."""
        raised = self.raised(rule, end).items()
        return Or(tuple(when for found, when in raised if found >= level))

    def level_at_least(self, level: Level, end: int = 0) -> Expression:
        """The care level is at least this: the meaning of a `LevelReached` atom."""
        if (level, end) not in self._levels:
            rules = tuple(self.raises(rule, level, end) for rule in self.questionnaire.rules)
            self._levels[level, end] = ALWAYS if level == LOWEST else Or(rules)
        return self._levels[level, end]

    def above(self, level: Level) -> Expression:
        """The care level is higher than this."""
        higher = LEVELS[level.rank + 1 :]
        return self.level_at_least(higher[0]) if higher else NEVER

    def raised(self, rule: Rule, end: int = 0) -> dict[Level, Expression]:
        """The levels a rule can raise, each with when it raises that one or a higher one."""
        when = self.of(rule.when)
        ends = (when.certain, when.possible), (when.certain_at_most, when.possible_at_most)
        certain, possible = ends[end]
        return {rule.level: certain} | ({} if rule.unsure is None else {rule.unsure: possible})

    def takes_route(self, route: str) -> Expression:
        """This is the route to get help: the fastest among the rules that raise the level."""
        questionnaire = self.questionnaire
        faster = [one.id for one in questionnaire.routes][: questionnaire.route_rank(route)]
        found: list[Expression] = []
        for level in LEVELS:
            raising = [
                (route_of(questionnaire, rule, level), when)
                for rule in questionnaire.rules
                for raised, when in self.raised(rule).items()
                if raised == level
            ]
            here = Or(tuple(when for name, when in raising if name == route))
            before = Or(tuple(when for name, when in raising if name in faster))
            found.append(And((here, Negated(before), Negated(self.above(level)))))
        return Or(tuple(found))

    def questions_of(self, expression: Expression) -> frozenset[str]:
        """Names of the questions that decide an expression; ANY_QUESTION for a care level."""
        if expression not in self._questions:
            self._questions[expression] = self._find_questions(expression)
        return self._questions[expression]

    def _find_questions(self, expression: Expression) -> frozenset[str]:
        if isinstance(expression, And | Or | Count):
            return frozenset().union(*(self.questions_of(part) for part in expression.parts))
        if isinstance(expression, Negated):
            return self.questions_of(expression.part)
        if isinstance(expression, OneOf | Reaches | IsMissing):
            return frozenset({expression.question})
        return frozenset({ANY_QUESTION})

    def missing(self) -> Expression:
        """Some question that is or may be asked has no answer."""
        return Or(tuple(IsMissing(question.id) for question in self.questionnaire.questions))

    def needs_all_answers(self) -> Expression:
        """Missing answers are faults, unless they are explicitly allowed."""
        return Negated(self.level_at_least(EMERGENCY))

    def left_open(self, rule: Rule) -> Expression:
        """The rule is left open by "not sure", whether or not it raises a level for that."""
        when = self.of(rule.when)
        return And((when.possible, Negated(when.certain)))

    def in_scope(self) -> Expression:
        scope = (rule for rule in self.questionnaire.rules if rule.scope)
        return Negated(Or(tuple(self.of(rule.when).certain for rule in scope)))

    # ------------------------------------------------ scores and causes

    def value_at_least(self, score: Score, number: int) -> Expression:
        """The points that are certain add up to at least this.

        A point of weight n is n parts of the count. One that subtracts is counted while it is not
        certain, and the bound is raised by its weight.
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
        """The score is in this band: its lowest and its highest band are both this one."""
        index = [band.id for band in score.bands].index(name)
        here, above = score.bands[index], score.bands[index + 1 :]
        parts: list[Expression] = [self.in_scope()]
        if index:
            parts.append(self.of(here.at_least).certain)
            parts.append(self.of(here.at_least).possible_at_most)
        # neither the lowest nor the highest band may be above this one
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
            RESEMBLES: strong.certain,
            PARTLY: And((partly, Negated(strong.certain), Negated(may_be_strong))),
            LESS_LIKE: Negated(Or((partly, may_fit))),
            UNKNOWN_OUTCOME: And((Negated(strong.certain), Or((may_be_strong, open_)))),
        }
        return And((self.in_scope(), found[fit]))

    # ------------------------------------------------ verdicts and advice

    def verdict(self, treatment: Treatment, verdict: str) -> Expression:
        """The treatment gets this verdict, or "unknown"."""
        if treatment.as_massage:  # the massage verdict in the words of the options
            treatment = self.questionnaire.massage.treatment
            of_massage = {ours: its for its, ours in MASSAGE_AS_OPTION.items()}
            verdict = of_massage.get(verdict, verdict)
        order = MASSAGE_VERDICTS if treatment.verdict in MASSAGE_VERDICTS else OPTION_VERDICTS
        if verdict == UNKNOWN_OUTCOME:
            known = (self._is_verdict(treatment, order, rank) for rank in range(len(order)))
            return And((self.in_scope(), Negated(Or(tuple(known)))))
        if verdict not in order:
            return NEVER
        return And((self.in_scope(), self._is_verdict(treatment, order, order.index(verdict))))

    def asks_at_least(self, treatment: Treatment, who: str) -> Expression:
        """This one of WHOM_TO_ASK, or a later one, is to be asked first."""
        if treatment.as_massage:
            treatment = self.questionnaire.massage.treatment
        rank = WHOM_TO_ASK.index(who)
        if rank == 0:
            return ALWAYS
        cautions = [c for c in treatment.cautions if WHOM_TO_ASK.index(c.ask) >= rank]
        named = And((self.in_scope(), Or(tuple(self.of(c.when).possible for c in cautions))))
        waits = NEVER if treatment.comfort else self.level_at_least(SAME_DAY)
        return And((named, Negated(waits)))

    def _is_verdict(self, treatment: Treatment, order: tuple[str, ...], rank: int) -> Expression:
        """The verdict of this rank in `order` holds, and no missing answer can make it stricter."""
        here, after = (self._reaches(treatment, order, r) for r in (rank, rank + 1))
        return And((here, Negated(after), Negated(self._may_reach(treatment, order, rank + 1))))

    def _reaches(self, treatment: Treatment, order: tuple[str, ...], rank: int) -> Expression:
        """The verdict of this rank, or a more careful one, is called for."""
        if rank <= order.index(treatment.verdict):
            return ALWAYS
        # a caution left open by "not sure" counts at most as the second most careful verdict
        ask = rank <= len(order) - 2
        reasons = self._reasons(treatment, order, rank)
        return Or(tuple(when.possible if ask else when.certain for when in reasons))

    def _may_reach(self, treatment: Treatment, order: tuple[str, ...], rank: int) -> Expression:
        """A caution that missing answers leave open may still call for that verdict."""
        parts: list[Expression] = []
        for when in self._reasons(treatment, order, rank):
            parts += [when.may_become_certain, when.may_become_possible]
        return Or(tuple(parts))

    def _reasons(
        self, treatment: Treatment, order: tuple[str, ...], rank: int
    ) -> list[ConditionExpressions]:
        """What calls for the verdict of this rank or a more careful one, if it holds."""
        whens = [c.when for c in treatment.cautions if order.index(c.verdict) >= rank]
        # from SAME_DAY upwards everything but comfort gets the most careful verdict
        if not treatment.comfort and rank < len(order):
            whens.append(LevelAtLeast(SAME_DAY))
        return [self.of(when) for when in whens]

    def shown(self, items: tuple[Advice, ...], item: Advice) -> Expression:
        """The sentence is shown: it holds, and no earlier one in its slot does."""
        return And((self.holds(item), Negated(self.slot_taken(items, item))))

    def slot_taken(self, items: tuple[Advice, ...], item: Advice) -> Expression:
        """An earlier sentence in the slot of this one holds."""
        before = items[: items.index(item)]
        rivals = [rival for rival in before if item.slot and rival.slot == item.slot]
        return Or(tuple(map(self.holds, rivals)))

    def in_what_now(self, item: Advice) -> Expression:
        """The sentence is shown under "what now": never in an emergency or out of scope."""
        no_emergency = Negated(self.level_at_least(EMERGENCY))
        return And((self.in_scope(), no_emergency, self.shown(self.questionnaire.what_now, item)))

    def shaded(self, spot: Spot) -> Expression:
        """The place is shaded on the drawing."""
        return And((self.in_scope(), self.holds(spot)))

    def holds(self, item: Advice | Spot) -> Expression:
        """The condition of a sentence holds, whatever else is in its slot, or that of a place."""
        if item.when is None:
            return ALWAYS
        when = self.of(item.when)
        return when.possible if item.if_unsure else when.certain


def least_value(score: Score) -> int:
    """The smallest possible sum of points: every point that subtracts, and no other."""
    return sum(min(0, point.add) for point in score.points)
