"""A questionnaire as formulas for the Z3 solver: every set of answers at once.

An `Unknown` stands for the answer to one question, whatever it may be; a `World` says what follows
from unknown answers, in the same words as `core.assess`. Only `core.lower` says what a condition
means; this module writes its five nodes.
"""

from __future__ import annotations

from typing import NamedTuple

import z3

from ..core.answers import Answers, allowed_values
from ..core.conditions import Answer, questions_of, speaks_of_level
from ..core.lower import (
    And,
    Count,
    Expression,
    IsMissing,
    Level,
    Lowered,
    Negated,
    OneOf,
    Or,
    Reaches,
    lower,
)
from ..core.model import (
    LEVELS,
    MASSAGE_VERDICTS,
    NONE,
    OPTION_VERDICTS,
    SAME_DAY,
    Advice,
    Cause,
    Caution,
    Condition,
    LevelAtLeast,
    Question,
    Questionnaire,
    Rule,
    Score,
    Treatment,
    level_rank,
)


class Unknown(NamedTuple):
    """An answer that may be anything: `given` or not, one of `values` or a `number`."""

    given: z3.BoolRef
    values: dict[str, z3.BoolRef]
    number: z3.ArithRef  # only of numbers
    valid: z3.BoolRef

    def is_exactly(self, answer: Answer | None) -> z3.BoolRef:
        """This is the answer, and for lists nothing else is ticked; None: there is no answer."""
        if answer is None:
            return z3.Not(self.given)
        if isinstance(answer, int):
            return z3.And(self.given, self.number == answer)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return z3.And([self.values[v] == (v in chosen) for v in self.values])

    def same_as(self, other: Unknown, but: tuple[str, ...] = ()) -> z3.BoolRef:
        """Both are the same answer, apart from the values in `but`."""
        if not self.values:
            both = z3.Implies(self.given, self.number == other.number)
            return z3.And(self.given == other.given, both)
        return z3.And([self.values[v] == other.values[v] for v in self.values if v not in but])

    def read(self, model: z3.ModelRef) -> Answer | None:
        """The answer in one solution."""
        if not holds(model, self.given):
            return None
        if not self.values:
            return int(str(model.eval(self.number, model_completion=True)))
        return tuple(value for value, term in self.values.items() if holds(model, term))


def holds(model: z3.ModelRef, formula: z3.BoolRef) -> bool:
    """The formula is true in one solution; what the solution leaves open counts as no."""
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def unknown(question: Question, mark: str = "") -> Unknown:
    """The answer to a question, whatever it may be; `mark` tells two of them apart."""
    name = f"{question.id}{mark}"
    if question.kind in ("number", "scale"):
        given, number = z3.Bool(f"{name} given"), z3.Int(name)
        inside = z3.And(number >= question.minimum, number <= question.maximum)
        return Unknown(given, {}, number, inside)
    values = {value: z3.Bool(f"{name} = {value}") for value in allowed_values(question)}
    alone = z3.AtMost(*values.values(), 1)
    if question.kind == "many":
        others = [term for value, term in values.items() if value != NONE]
        alone = z3.Not(z3.And(values[NONE], z3.Or(others))) if NONE in values else z3.BoolVal(True)
    return Unknown(z3.Or(list(values.values())), values, z3.IntVal(0), alone)


Unknowns = dict[str, Unknown]


class World:
    """What follows from a set of unknown answers. Every method gives a formula.

    Answers to questions that are not asked do not count, as in `flow.settle`; `consistent` says
    that there are none. Answers stand in `unknowns` by the name of their question.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        unknowns: Unknowns | None = None,
        beside: tuple[World, frozenset[str]] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.unknowns = unknowns or {q.id: unknown(q) for q in questionnaire.questions}
        self.valid = z3.And([answer.valid for answer in self.unknowns.values()])
        self.hidden: dict[str, z3.BoolRef] = {}
        self._beside = beside  # a world that differs only in what depends on these questions
        self._written: dict[tuple[int, str], z3.BoolRef] = {}
        # by identity, and kept alive with it: conditions are long to compare
        self._lowered: dict[int, tuple[Condition, Lowered]] = beside[0]._lowered if beside else {}
        for question in questionnaire.questions:
            self.hidden[question.id] = (
                z3.BoolVal(False)
                if question.ask_if is None
                else z3.Not(self.possible_at_most(question.ask_if))
            )

    def with_another(self, *names: str) -> World:
        """The same answers, except that those to some questions are unknown anew."""
        anew = {name: unknown(self.questionnaire.question(name), "'") for name in names}
        touched = set(names)
        for question in self.questionnaire.questions:
            if not touched.isdisjoint(questions_of(question.ask_if)):
                touched.add(question.id)
        return World(self.questionnaire, self.unknowns | anew, (self, frozenset(touched)))

    # ------------------------------------------------ conditions, as `conditions.bounds`

    def certain(self, condition: Condition) -> z3.BoolRef:
        return self._end(condition, "certain")

    def possible(self, condition: Condition) -> z3.BoolRef:
        return self._end(condition, "possible")

    def certain_at_most(self, condition: Condition) -> z3.BoolRef:
        return self._end(condition, "certain_at_most")

    def possible_at_most(self, condition: Condition) -> z3.BoolRef:
        return self._end(condition, "possible_at_most")

    def _end(self, condition: Condition, end: str) -> z3.BoolRef:
        key = (id(condition), end)
        if key not in self._written:
            if self._beside and self._same_beside(condition, self._beside[1]):
                self._written[key] = self._beside[0]._end(condition, end)
            else:
                if id(condition) not in self._lowered:
                    self._lowered[id(condition)] = condition, lower(condition, self.questionnaire)
                self._written[key] = self._write(getattr(self._lowered[id(condition)][1], end))
        return self._written[key]

    @staticmethod
    def _same_beside(condition: Condition, touched: frozenset[str]) -> bool:
        """The condition is worth the same in the world beside: it looks at nothing that differs."""
        return touched.isdisjoint(questions_of(condition)) and not speaks_of_level(condition)

    def _write(self, expression: Expression) -> z3.BoolRef:
        if isinstance(expression, And):
            return z3.And([self._write(part) for part in expression.parts])
        if isinstance(expression, Or):
            return z3.Or([self._write(part) for part in expression.parts])
        if isinstance(expression, Negated):
            return z3.Not(self._write(expression.part))
        if isinstance(expression, Count):
            parts = [self._write(part) for part in expression.parts]
            return z3.AtLeast(*parts, expression.at_least)
        if isinstance(expression, Level):
            return self.level_at_least(expression.level, expression.end)
        if isinstance(expression, OneOf | Reaches | IsMissing):
            return self._atom(expression)
        raise TypeError(type(expression).__name__)

    def _atom(self, atom: OneOf | Reaches | IsMissing) -> z3.BoolRef:
        answer = self.unknowns[atom.question]
        asked = z3.Not(self.hidden[atom.question])
        if isinstance(atom, IsMissing):
            return z3.And(asked, z3.Not(answer.given))
        if isinstance(atom, Reaches):
            return z3.And(asked, answer.given, answer.number >= atom.bound)
        terms = [answer.values[value] for value in atom.values if value in answer.values]
        return z3.And(asked, z3.Or(terms))

    # ------------------------------------------------ answers, as `flow.settle`

    def consistent(self) -> z3.BoolRef:
        """No answer contradicts another: none is given to a question that is not asked."""
        return z3.And(
            [z3.Implies(a.given, z3.Not(self.hidden[name])) for name, a in self.unknowns.items()]
        )

    def complete(self) -> z3.BoolRef:
        """Nothing is missing."""
        return z3.And([z3.Or(a.given, self.hidden[name]) for name, a in self.unknowns.items()])

    # ------------------------------------------------ results, as `assess.assess`

    def level_at_least(self, level: str, end: int = 0) -> z3.BoolRef:
        """The lowest (`end` 0) or highest (`end` 1) care level is at least this."""
        if level == LEVELS[0]:
            return z3.BoolVal(True)
        gifts = [self.gives(rule, level, end) for rule in self.questionnaire.rules]
        return z3.Or(gifts)

    def gives(self, rule: Rule, level: str, end: int = 0) -> z3.BoolRef:
        """The rule alone gives at least this level, at one end."""
        certain = self.certain_at_most if end else self.certain
        possible = self.possible_at_most if end else self.possible
        ways = [z3.BoolVal(False)]
        if level_rank(rule.level) >= level_rank(level):
            ways.append(certain(rule.when))
        if level_rank(rule.unsure) >= level_rank(level):
            ways.append(possible(rule.when))
        return z3.Or(ways)

    def in_scope(self) -> z3.BoolRef:
        scope = [self.certain(rule.when) for rule in self.questionnaire.rules if rule.scope]
        return z3.Not(z3.Or(scope))

    def band(self, score: Score, name: str) -> z3.BoolRef:
        """The score is told to be in this band: lowest and highest band are the same."""
        lows = [z3.BoolVal(True), *(self.certain(band.at_least) for band in score.bands[1:])]
        highs = [
            z3.BoolVal(True),
            *(self.possible_at_most(band.at_least) for band in score.bands[1:]),
        ]
        place = [band.id for band in score.bands].index(name)
        ends = [z3.And(t[place], z3.Not(z3.Or(t[place + 1 :]))) for t in (lows, highs)]
        return z3.And(self.in_scope(), *ends)

    def fit(self, cause: Cause, fit: str) -> z3.BoolRef:
        """The cause gets this fit: resembles, partly, less_like or unknown."""
        never = z3.BoolVal(False)
        strong, some = cause.strong, cause.some
        resembles = self.certain(strong)
        may_turn_out = z3.And(self.certain_at_most(strong), z3.Not(self.possible(strong)))
        partly = z3.Or(self.possible(strong), self.certain(some) if some else never)
        may_be_partly = z3.Or(
            self.possible_at_most(strong), self.certain_at_most(some) if some else never
        )
        if fit == "resembles":
            found = resembles
        elif fit == "partly":
            found = z3.And(z3.Not(resembles), z3.Not(may_turn_out), partly)
        elif fit == "less_like":
            found = z3.Not(z3.Or(resembles, may_turn_out, partly, may_be_partly))
        else:
            undecided = z3.And(z3.Not(partly), may_be_partly)
            found = z3.And(z3.Not(resembles), z3.Or(may_turn_out, undecided))
        return z3.And(self.in_scope(), found)

    def verdict(self, treatment: Treatment, verdict: str) -> z3.BoolRef:
        """The treatment gets this verdict, or "unknown"."""
        if treatment.as_massage:
            treatment = self.questionnaire.massage.treatment
            words = dict(zip(("try", "ask_first", "not_now"), MASSAGE_VERDICTS, strict=True))
            verdict = words.get(verdict, verdict)
        order = MASSAGE_VERDICTS if treatment.verdict in MASSAGE_VERDICTS else OPTION_VERDICTS
        cautions = treatment.cautions
        if not treatment.comfort:
            cautions = (Caution(SAME_DAY, order[-1], LevelAtLeast(SAME_DAY), ""), *cautions)
        reach = [self._verdict_at_least(treatment, cautions, order, v) for v in order]
        worse = [self._may_be_at_least(cautions, order, v) for v in order]
        after = [*reach[1:], z3.BoolVal(False)]  # at least the next verdict
        worse_after = [*worse[1:], z3.BoolVal(False)]
        told = [
            z3.And(reach[i], z3.Not(after[i]), z3.Not(worse_after[i])) for i in range(len(order))
        ]
        if verdict in order:
            return z3.And(self.in_scope(), told[order.index(verdict)])
        return z3.And(self.in_scope(), z3.Not(z3.Or(told)))

    def _verdict_at_least(
        self, treatment: Treatment, cautions: tuple[Caution, ...], order: tuple[str, ...], v: str
    ) -> z3.BoolRef:
        if order.index(treatment.verdict) >= order.index(v):
            return z3.BoolVal(True)
        ways = [z3.BoolVal(False)]
        for caution in cautions:
            if order.index(caution.verdict) >= order.index(v):
                # left open by "not sure" it asks at most for the second most careful verdict
                ask = order.index(v) <= len(order) - 2
                ways.append((self.possible if ask else self.certain)(caution.when))
        return z3.Or(ways)

    def _may_be_at_least(
        self, cautions: tuple[Caution, ...], order: tuple[str, ...], v: str
    ) -> z3.BoolRef:
        """A caution that missing answers leave open could still ask for at least this."""
        ways = [z3.BoolVal(False)]
        for caution in cautions:
            if order.index(caution.verdict) >= order.index(v):
                when = caution.when
                ways.append(self.certain(when) != self.certain_at_most(when))
                ways.append(self.possible(when) != self.possible_at_most(when))
        return z3.Or(ways)

    def shown(self, items: tuple[Advice, ...], item: Advice) -> z3.BoolRef:
        """The sentence is among those chosen: it holds, and no earlier one has its slot."""

        def holds(advice: Advice) -> z3.BoolRef:
            if advice.when is None:
                return z3.BoolVal(True)
            return (self.possible if advice.if_unsure else self.certain)(advice.when)

        before = items[: items.index(item)]
        rivals = [holds(other) for other in before if item.slot and other.slot == item.slot]
        return z3.And(holds(item), z3.Not(z3.Or(rivals)))

    def read(self, model: z3.ModelRef) -> Answers:
        """The answers that count in one solution."""
        answers: Answers = {}
        for question in self.questionnaire.questions:
            answer = self.unknowns[question.id].read(model)
            if answer is None or holds(model, self.hidden[question.id]):
                continue
            single = isinstance(answer, tuple) and question.kind != "many"
            answers[question.id] = answer[0] if single and isinstance(answer, tuple) else answer
        return answers
