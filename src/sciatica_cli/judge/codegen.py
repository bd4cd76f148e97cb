"""Expressions compiled to one Python function that evaluates them for many records at once.

A condition is a few `&`, `|` and `^` of bits (see `bits`), and Python's own integers loop over the
records. `core.expressions` and `core.outcomes` define what is meant. Of the questions file the
generated source holds nothing but numbers of inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
from ..core.frozen import Frozen
from ..core.outcomes import OutcomeExpressions
from ..core.questions import Question
from .bits import Bits, all_bits

EVERY, NONE = "every", "0"  # all records, no record
AND, OR = ("&", EVERY, NONE), ("|", NONE, EVERY)  # sign, neutral operand, deciding operand


class AnswerTest(Frozen):
    """The answer is (or contains) `value`, or is at least that number; None: there is an answer."""

    question: str
    value: str | int | None

    def is_passed_by(self, answer: object) -> bool:
        """Whether a valid answer passes. Yes and no may be Boolean."""
        if self.value is None:
            return True
        if isinstance(answer, bool):
            answer = "yes" if answer else "no"
        if isinstance(answer, int):
            return isinstance(self.value, int) and answer >= self.value
        return self.value in answer if isinstance(answer, tuple) else self.value == answer


def tests_of(question: Question, tests: Sequence[AnswerTest]) -> dict[int, AnswerTest]:
    """The tests of the answers to one question, by their numbers."""
    return {n: test for n, test in enumerate(tests) if test.question == question.id}


class HasAnswer(Expression):
    """There is an answer, whether or not the question is asked."""

    question: str


def contradictions(outcomes: OutcomeExpressions) -> Expression:
    """Some question has an answer although it is not asked."""
    questions = outcomes.questionnaire.questions
    return Or(tuple(And((HasAnswer(q.id), Negated(outcomes.asked(q.id)))) for q in questions))


class CompiledExpressions:
    """A generated function for some expressions; `tests` are its inputs.

    Records with an answer to a question that is not asked get wrong results: see `contradictions`.
    """

    def __init__(self, outcomes: OutcomeExpressions, expressions: Iterable[Expression]) -> None:
        writer = FunctionWriter(outcomes)
        results = {expression: writer.write(expression) for expression in expressions}
        lines = ["def f(c, every):", *writer.lines, f"return [{', '.join(results.values())}]"]
        namespace: dict[str, Callable[[Sequence[int], int], list[int]]] = {}
        exec(compile("\n    ".join(lines), "<questionnaire>", "exec"), {}, namespace)
        self._function = namespace["f"]
        self._expressions = tuple(results)
        self.tests = tuple(writer.tests)

    def evaluate(self, passed: Sequence[int], count: int) -> Bits:
        """Evaluate `count` records. `passed` has, for each test, the bits of those that pass it."""
        results = self._function(passed, all_bits(count))
        return dict(zip(self._expressions, results, strict=True))


class FunctionWriter:
    """Writes the function line by line; equal values are computed once."""

    def __init__(self, outcomes: OutcomeExpressions) -> None:
        self.tests: dict[AnswerTest, int] = {}
        self.lines: list[str] = []
        self._outcomes = outcomes
        self._variables: dict[str, str] = {}  # by what is assigned to them
        self._written: dict[Expression, str] = {}

    def write(self, node: Expression) -> str:
        """The variable that says where an expression holds."""
        if node not in self._written:
            self._written[node] = self._write(node)
        return self._written[node]

    def _write(self, node: Expression) -> str:
        if isinstance(node, And):
            return self._join(AND, map(self.write, node.parts))
        if isinstance(node, Or):
            return self._join(OR, map(self.write, node.parts))
        if isinstance(node, Negated):
            return self._negate(self.write(node.part))
        if isinstance(node, Count):
            return self._count(map(self.write, node.parts), node.at_least)
        return self._write_atom(node)

    def _write_atom(self, node: Expression) -> str:
        if isinstance(node, OneOf):
            return self._join(OR, [self._test(node.question, value) for value in node.values])
        if isinstance(node, Reaches):
            return self._test(node.question, node.bound)
        if isinstance(node, HasAnswer):
            return self._test(node.question, None)
        if isinstance(node, IsMissing):
            asked = self._outcomes.asked(node.question)
            return self.write(And((asked, Negated(HasAnswer(node.question)))))
        if isinstance(node, LevelReached):
            return self.write(self._outcomes.level_at_least(node.level, node.end))
        raise TypeError(type(node).__name__)

    def _test(self, question: str, value: str | int | None) -> str:
        number = self.tests.setdefault(AnswerTest(question, value), len(self.tests))
        return self._assign(f"c[{number}]")

    def _assign(self, value: str) -> str:
        if value not in self._variables:
            self._variables[value] = f"t{len(self._variables)}"
            self.lines.append(f"{self._variables[value]} = {value}")
        return self._variables[value]

    def _join(self, operator: tuple[str, str, str], operands: Iterable[str]) -> str:
        sign, neutral, deciding = operator
        different = set(operands) - {neutral}
        if deciding in different:
            return deciding
        if len(different) < 2:
            return different.pop() if different else neutral
        return self._assign(f" {sign} ".join(sorted(different)))

    def _negate(self, operand: str) -> str:
        constants = {NONE: EVERY, EVERY: NONE}
        return constants.get(operand) or self._assign(f"{EVERY} ^ {operand}")

    def _count(self, operands: Iterable[str], at_least: int) -> str:
        """Where at least so many operands hold. `reached[n]`: where `n` of those so far hold."""
        reached = [EVERY] + [NONE] * at_least
        for operand in operands:
            for n in range(at_least, 0, -1):
                one_more = self._join(AND, [reached[n - 1], operand])
                reached[n] = self._join(OR, [reached[n], one_more])
        return reached[at_least]
