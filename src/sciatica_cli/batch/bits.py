"""A questionnaire as one generated Python function that judges many records at once.

An answer is a bit: the column of "saddle is recent" is one long integer, in which the bit of each
record that says so is set. A condition is then a few `&`, `|` and `^` over all records together,
and Python's own integers do the loop. `core.expressions` and `core.outcomes` say what is meant;
this module writes their five nodes. Of the questions file the generated source holds nothing but
numbers of columns.
"""

from __future__ import annotations

from collections.abc import Callable

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

EVERYBODY, NOBODY = "every", "0"
Judge = Callable[[list[int], int], list[int]]


class Slot(Frozen):
    """What a column of the input says: the answer is (contains) `value`, or is at least it.

    `value` None: there is an answer at all.
    """

    question: str
    value: str | int | None


class Compiled(Frozen):
    """The generated function and what its columns mean.

    `judge(columns, every)` takes the columns of `slots` in order, and one in which the bits of all
    records are set; it gives a column for each of the expressions, in order.
    """

    slots: tuple[Slot, ...]
    judge: Judge
    source: str


def compile_bits(outcomes: OutcomeExpressions, told: list[Expression]) -> Compiled:
    """The function that says where each of the expressions holds.

    An answer to a question that is not asked must not stand in the columns: see `contradictions`.
    """
    writer = Writer(outcomes)
    results = [writer.write(expression) for expression in told]
    lines = ["def judge(c, every):", *writer.lines, f"return [{', '.join(results)}]"]
    source = "\n    ".join(lines) + "\n"
    space: dict[str, Judge] = {}
    exec(compile(source, "<questionnaire>", "exec"), {}, space)
    return Compiled(tuple(writer.slots), space["judge"], source)


def contradictions(outcomes: OutcomeExpressions) -> Expression:
    """An answer stands there although its question is not asked."""
    questions = outcomes.questionnaire.questions
    return Or(tuple(And((Given(q.id), Negated(outcomes.asked(q.id)))) for q in questions))


class Given(Expression):
    """There is an answer, whether or not the question is asked."""

    question: str


class Writer:
    """Writes the function line by line; what is equal is worked out once."""

    def __init__(self, outcomes: OutcomeExpressions) -> None:
        self.outcomes = outcomes
        self.slots: dict[Slot, int] = {}
        self.lines: list[str] = []
        self.names: dict[str, str] = {}  # by what they stand for
        self._written: dict[Expression, str] = {}

    def write(self, node: Expression) -> str:
        """The name of the column that says where an expression holds."""
        if node not in self._written:
            self._written[node] = self._write(node)
        return self._written[node]

    def _write(self, node: Expression) -> str:
        if isinstance(node, And):
            return self._join("&", node.parts, EVERYBODY, NOBODY)
        if isinstance(node, Or):
            return self._join("|", node.parts, NOBODY, EVERYBODY)
        if isinstance(node, Negated):
            return self._negated(self.write(node.part))
        if isinstance(node, Count):
            return self._reached([self.write(part) for part in node.parts], node.at_least)
        return self._atom(node)

    def _atom(self, node: Expression) -> str:
        if isinstance(node, OneOf):
            slots = [self._slot(node.question, value) for value in node.values]
            return self._joined("|", slots, NOBODY, EVERYBODY)
        if isinstance(node, Reaches):
            return self._slot(node.question, node.bound)
        if isinstance(node, Given):
            return self._slot(node.question, None)
        if isinstance(node, IsMissing):
            asked = self.write(self.outcomes.asked(node.question))
            return self._joined("&", [asked, self._negated(self._slot(node.question, None))])
        if isinstance(node, LevelReached):
            return self.write(self.outcomes.level_at_least(node.level, node.end))
        raise TypeError(type(node).__name__)

    def _slot(self, question: str, value: str | int | None) -> str:
        number = self.slots.setdefault(Slot(question, value), len(self.slots))
        return self._let(f"c[{number}]")

    def _let(self, value: str) -> str:
        if value not in self.names:
            self.names[value] = f"t{len(self.names)}"
            self.lines.append(f"{self.names[value]} = {value}")
        return self.names[value]

    def _join(self, sign: str, parts: tuple[Expression, ...], nothing: str, all_: str) -> str:
        return self._joined(sign, [self.write(part) for part in parts], nothing, all_)

    def _joined(
        self, sign: str, parts: list[str], nothing: str = EVERYBODY, all_: str = NOBODY
    ) -> str:
        """`nothing` changes nothing in such a row, `all_` decides it."""
        if all_ in parts:
            return all_
        parts = sorted(set(parts) - {nothing})
        if len(parts) < 2:
            return parts[0] if parts else nothing
        return self._let(f" {sign} ".join(parts))

    def _negated(self, part: str) -> str:
        ends = {NOBODY: EVERYBODY, EVERYBODY: NOBODY}
        return ends.get(part) or self._let(f"{EVERYBODY} ^ {part}")

    def _reached(self, parts: list[str], at_least: int) -> str:
        """Where so many of the parts hold: `reached[n]` says it of `n` of the parts so far."""
        reached = [EVERYBODY] + [NOBODY] * at_least
        for part in parts:
            for n in range(at_least, 0, -1):
                one_more = self._joined("&", [reached[n - 1], part])
                reached[n] = self._joined("|", [reached[n], one_more], NOBODY, EVERYBODY)
        return reached[at_least]
