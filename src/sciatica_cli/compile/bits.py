"""A questionnaire as one generated Python function that judges many records at once.

An answer is a bit: the column of "saddle is recent" is one long integer whose bit `i` is set when
record `i` says so. Every condition is then a few `&`, `|` and `^` over all records together, and
Python's own integers do the loop. Only `core.lower` says what a condition means; this module
writes its five nodes. Nothing but numbers of slots stands in the generated source.
"""

from __future__ import annotations

from collections.abc import Callable

from ..core.frozen import Frozen
from ..core.lower import (
    And,
    Count,
    Expression,
    IsMissing,
    Level,
    Negated,
    OneOf,
    Or,
    Reaches,
    lower,
)
from ..core.model import LEVELS, Condition, Question, Questionnaire, level_rank

Columns = list[int]


class Slot(Frozen):
    """What one column of the input says: the answer is (contains) `value`, or reaches it.

    `value` None: there is an answer at all.
    """

    question: str
    value: str | int | None


class Result(Frozen):
    """What one column of the output says: `kind`, of what (`name`), and which (`value`)."""

    kind: str
    name: str = ""
    value: str | int = ""


class Compiled(Frozen):
    """The generated function, and what its columns mean.

    `judge(columns, every)` takes the columns of `slots` in order, and one in which every bit is
    set; it gives the columns of `results` in order.
    """

    slots: tuple[Slot, ...]
    results: tuple[Result, ...]
    judge: Callable[[list[int], int], list[int]]
    source: str


def compile_bits(questionnaire: Questionnaire) -> Compiled:
    """Write the function for a questionnaire, and compile it."""
    writer = Writer(questionnaire)
    results = dict(_results(writer))
    source = "\n    ".join(
        ["def judge(c, every):", *writer.lines, f"return [{', '.join(results.values())}]"]
    )
    space: dict[str, Callable[[list[int], int], list[int]]] = {}
    exec(compile(f"{source}\n", "<questionnaire>", "exec"), {}, space)  # noqa: S102
    return Compiled(tuple(writer.slots), tuple(results), space["judge"], source)


class Writer:
    """Writes the function line by line; equal expressions are worked out once."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.slots: dict[Slot, int] = {}
        self.lines: list[str] = []
        self.names: dict[str, str] = {}  # by right-hand side
        self.hidden: dict[str, str] = {}
        self.levels: dict[tuple[str, int], str] = {}
        for question in questionnaire.questions:  # in the order of asking
            self.hidden[question.id] = self._hidden(question)
        for level in LEVELS:
            for end in (0, 1):
                self.levels[level, end] = self._level(level, end)

    # ------------------------------------------------ the five nodes

    def expression(self, node: Expression) -> str:
        """The name of the column that says where an expression holds."""
        if isinstance(node, And):
            return self.all_of([self.expression(part) for part in node.parts])
        if isinstance(node, Or):
            return self.any_of([self.expression(part) for part in node.parts])
        if isinstance(node, Negated):
            return self.negated(self.expression(node.part))
        if isinstance(node, Count):
            return self.reached([self.expression(part) for part in node.parts])[node.at_least]
        if isinstance(node, OneOf):
            return self.any_of([self.slot(node.question, value) for value in node.values])
        if isinstance(node, Reaches):
            return self.slot(node.question, node.bound)
        if isinstance(node, IsMissing):
            return self.missing(node.question)
        if isinstance(node, Level):
            return self.levels[node.level, node.end]
        raise TypeError(type(node).__name__)

    def let(self, value: str) -> str:
        """A name for a value; two equal values have one name."""
        if value not in self.names:
            self.names[value] = f"t{len(self.names)}"
            self.lines.append(f"{self.names[value]} = {value}")
        return self.names[value]

    def slot(self, question: str, value: str | int | None) -> str:
        number = self.slots.setdefault(Slot(question, value), len(self.slots))
        return self.let(f"c[{number}]")

    def any_of(self, parts: list[str]) -> str:
        return self._join("|", parts, nothing=NOBODY, all_=EVERYBODY)

    def all_of(self, parts: list[str]) -> str:
        return self._join("&", parts, nothing=EVERYBODY, all_=NOBODY)

    def _join(self, sign: str, parts: list[str], nothing: str, all_: str) -> str:
        if all_ in parts:
            return all_
        parts = sorted(set(parts) - {nothing})
        if len(parts) < 2:
            return parts[0] if parts else nothing
        return self.let(f" {sign} ".join(parts))

    def negated(self, part: str) -> str:
        ends = {NOBODY: EVERYBODY, EVERYBODY: NOBODY}
        return ends.get(part) or self.let(f"{EVERYBODY} ^ {part}")

    def reached(self, parts: list[str]) -> list[str]:
        """At `n`: where at least `n` of the parts hold."""
        reached = [EVERYBODY]
        for part in parts:
            more = [self.all_of([there, part]) for there in reached]
            longer = [*reached[1:], NOBODY]
            both = zip(longer, more, strict=True)
            reached = [EVERYBODY, *(self.any_of(list(pair)) for pair in both)]
        return reached

    # ------------------------------------------------ questions and levels

    def ends(self, condition: Condition) -> Ends:
        lowered = lower(condition, self.questionnaire)
        low = self.expression(lowered.certain), self.expression(lowered.possible)
        high = self.expression(lowered.certain_at_most), self.expression(lowered.possible_at_most)
        return *low, *high

    def given(self, question: str) -> str:
        return self.slot(question, None)

    def missing(self, question: str) -> str:
        return self.negated(self.any_of([self.given(question), self.hidden[question]]))

    def _hidden(self, question: Question) -> str:
        if question.ask_if is None:
            return NOBODY
        _, _, _, possible_at_most = self.ends(question.ask_if)
        return self.negated(possible_at_most)

    def _level(self, level: str, end: int) -> str:
        ways = [EVERYBODY] if level == LEVELS[0] else []
        for rule in self.questionnaire.rules:
            certain, possible = self.ends(rule.when)[2 * end : 2 * end + 2]
            if level_rank(rule.level) >= level_rank(level):
                ways.append(certain)
            if level_rank(rule.unsure) >= level_rank(level):
                ways.append(possible)
        return self.any_of(ways)


Ends = tuple[str, str, str, str]  # certain, possible, and the same at the highest end
EVERYBODY, NOBODY = "every", "0"
