"""A questionnaire as formulas for the Z3 solver: every set of answers at once.

An `Unknown` is a variable for the answer to one question; a `World` holds one for each question and
what follows from them. `core.expressions` and `core.outcomes` define the meaning of conditions and
outcomes; this module translates their five nodes.
"""

from __future__ import annotations

from typing import NamedTuple

import z3

from ..core.answers import Answers
from ..core.conditions import Answer, Condition, questions_of
from ..core.expressions import (
    And,
    Count,
    Expression,
    IsMissing,
    LevelReached,
    Negated,
    OneOf,
    Or,
    Reaches,
)
from ..core.levels import Level
from ..core.model import Questionnaire
from ..core.outcomes import ANY_QUESTION, OutcomeExpressions
from ..core.questions import NONE, ManyQuestion, NumberQuestion, Question


class Unknown(NamedTuple):
    """A variable for an answer: `given` or not, some of `values` or a `number`."""

    given: z3.BoolRef
    values: dict[str, z3.BoolRef]
    number: z3.ArithRef  # only of numbers
    valid: z3.BoolRef

    def is_exactly(self, answer: Answer | None) -> z3.BoolRef:
        """The answer is this and, in lists, nothing else; None means no answer."""
        if answer is None:
            return z3.Not(self.given)
        if isinstance(answer, int):
            return z3.And(self.given, self.number == answer)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return z3.And([self.values[v] == (v in chosen) for v in self.values])

    def same_as(self, other: Unknown, ignoring: tuple[str, ...] = ()) -> z3.BoolRef:
        """Both are the same answer, apart from the values in `ignoring`."""
        if not self.values:
            both = z3.Implies(self.given, self.number == other.number)
            return z3.And(self.given == other.given, both)
        return z3.And([self.values[v] == other.values[v] for v in self.values if v not in ignoring])

    def read(self, model: z3.ModelRef) -> Answer | None:
        """The answer in one solution."""
        if not holds(model, self.given):
            return None
        if not self.values:
            return int(str(model.eval(self.number, model_completion=True)))
        return tuple(value for value, term in self.values.items() if holds(model, term))


def holds(model: z3.ModelRef, formula: z3.BoolRef) -> bool:
    """Whether the formula is true in a solution; variables it leaves open count as false."""
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def unknown(question: Question, mark: str = "") -> Unknown:
    """A variable for the answer to a question; `mark` makes its name unique."""
    name = f"{question.id}{mark}"
    if isinstance(question, NumberQuestion):
        given, number = z3.Bool(f"{name} given"), z3.Int(name)
        inside = z3.And(number >= question.minimum, number <= question.maximum)
        return Unknown(given, {}, number, inside)
    values = {value: z3.Bool(f"{name} = {value}") for value in question.values}
    alone = z3.AtMost(*values.values(), 1)
    if isinstance(question, ManyQuestion):
        others = [term for value, term in values.items() if value != NONE]
        alone = z3.Not(z3.And(values[NONE], z3.Or(others))) if NONE in values else z3.BoolVal(True)
    return Unknown(z3.Or(list(values.values())), values, z3.IntVal(0), alone)


Unknowns = dict[str, Unknown]


class World:
    """What follows from a set of unknown answers. Every method gives a formula.

    Answers to questions that are not asked do not count, as in `flow.resolve`; `consistent` means
    that there are none. The keys of `unknowns` and `hidden` are names of questions. `formula` turns
    the expressions of `outcomes` into formulas.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        unknowns: Unknowns | None = None,
        base: tuple[World, frozenset[str]] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.unknowns = unknowns or {q.id: unknown(q) for q in questionnaire.questions}
        self.valid = z3.And([answer.valid for answer in self.unknowns.values()])
        self.hidden: dict[str, z3.BoolRef] = {}
        self.outcomes: OutcomeExpressions = (
            base[0].outcomes if base else OutcomeExpressions(questionnaire)
        )
        self._base = base  # a world that differs only in what depends on these questions
        self._written: dict[Expression, z3.BoolRef] = {}
        for question in questionnaire.questions:
            self.hidden[question.id] = z3.Not(self.formula(self.outcomes.asked(question.id)))

    def with_another(self, *names: str) -> World:
        """The same answers, except that those to some questions are new variables."""
        changed = {name: unknown(self.questionnaire.question(name), "'") for name in names}
        affected = {*names, ANY_QUESTION}
        for question in self.questionnaire.questions:
            if not affected.isdisjoint(questions_of(question.asked_when)):
                affected.add(question.id)
        return World(self.questionnaire, self.unknowns | changed, (self, frozenset(affected)))

    # ------------------------------------------------ the five nodes

    def formula(self, expression: Expression) -> z3.BoolRef:
        """Translate an expression, once."""
        if expression not in self._written:
            written = self._shared(expression)
            if written is None:
                written = self._write(expression)
            self._written[expression] = written
        return self._written[expression]

    def _shared(self, expression: Expression) -> z3.BoolRef | None:
        """The formula of the base world, if the expression does not depend on what differs."""
        if self._base is None or not self._base[1].isdisjoint(
            self.outcomes.questions_of(expression)
        ):
            return None
        return self._base[0].formula(expression)

    def _write(self, expression: Expression) -> z3.BoolRef:
        if isinstance(expression, And):
            return z3.And([self.formula(part) for part in expression.parts])
        if isinstance(expression, Or):
            return z3.Or([self.formula(part) for part in expression.parts])
        if isinstance(expression, Negated):
            return z3.Not(self.formula(expression.part))
        if isinstance(expression, Count):
            parts = [self.formula(part) for part in expression.parts]
            return z3.AtLeast(*parts, expression.at_least)
        if isinstance(expression, LevelReached):
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

    # ------------------------------------------------ outcomes and answers

    def certain(self, condition: Condition) -> z3.BoolRef:
        return self.formula(self.outcomes.of(condition).certain)

    def possible(self, condition: Condition) -> z3.BoolRef:
        return self.formula(self.outcomes.of(condition).possible)

    def level_at_least(self, level: Level, end: int = 0) -> z3.BoolRef:
        """The lowest (`end` 0) or highest (`end` 1) care level is at least this."""
        return self.formula(self.outcomes.level_at_least(level, end))

    def in_scope(self) -> z3.BoolRef:
        return self.formula(self.outcomes.in_scope())

    def consistent(self) -> z3.BoolRef:
        """No answer is given to a question that is not asked."""
        return z3.And(
            [z3.Implies(a.given, z3.Not(self.hidden[name])) for name, a in self.unknowns.items()]
        )

    def complete(self) -> z3.BoolRef:
        """Nothing is missing."""
        return z3.And([z3.Or(a.given, self.hidden[name]) for name, a in self.unknowns.items()])

    def read(self, model: z3.ModelRef) -> Answers:
        """The answers that count in one solution."""
        answers: Answers = {}
        for question in self.questionnaire.questions:
            answer = self.unknowns[question.id].read(model)
            if answer is None or holds(model, self.hidden[question.id]):
                continue
            single = isinstance(answer, tuple) and not isinstance(question, ManyQuestion)
            answers[question.id] = answer[0] if single and isinstance(answer, tuple) else answer
        return answers
