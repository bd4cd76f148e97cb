"""Expressions as a graph in which equal parts occur once.

The expressions of `core.outcomes` share so many parts that, written out as trees, they would be two
hundred times as long. Here every part has a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


class Given(Expression):
    """There is an answer, asked for or not; or one with a `fault` that only its column shows."""

    question: str
    fault: str = ""


class Node(Frozen):
    """A part of the graph; `parts` are the numbers of others, smaller than its own."""

    parts: tuple[int, ...]


class Every(Node):
    """All parts hold; without parts it always holds."""


class Some(Node):
    """At least so many parts hold; a part may be repeated."""

    at_least: int


class Opposite(Node):
    """The one part does not hold."""


class Atom(Node):
    """`OneOf` for one value, `Reaches` for a bound, or `Given` without a value."""

    question: str
    value: str | int | None
    fault: str = ""


class Graph:
    """Adds expressions and returns the number of each.

    An atom that cannot hold, because there is no column for it, is left out of the expressions
    that contain it.
    """

    def __init__(self, outcomes: OutcomeExpressions, can_hold: Callable[[Atom], bool]) -> None:
        self.outcomes = outcomes
        self.nodes: list[Node] = []
        self._can_hold = can_hold
        self._numbers: dict[tuple[object, ...], int] = {}
        self._added: dict[Expression, int] = {}
        self.always = self._number(Every(()))
        self.never = self._number(Some((), 1))

    def add(self, expression: Expression) -> int:
        """The number of an expression."""
        if expression not in self._added:
            self._added[expression] = self._add(expression)
        return self._added[expression]

    def _add(self, node: Expression) -> int:
        if isinstance(node, And):
            return self.every(self.add(part) for part in node.parts)
        if isinstance(node, Or):
            return self.any(self.add(part) for part in node.parts)
        if isinstance(node, Negated):
            return self.opposite(self.add(node.part))
        if isinstance(node, Count):
            return self._count(node.at_least, [self.add(part) for part in node.parts])
        if isinstance(node, LevelReached):
            return self.add(self.outcomes.level_at_least(node.level, node.end))
        if isinstance(node, IsMissing):
            asked = self.add(self.outcomes.asked(node.question))
            return self.every((asked, self.opposite(self.add(Given(node.question)))))
        return self._add_atom(node)

    def _add_atom(self, node: Expression) -> int:
        if isinstance(node, OneOf):
            return self.any(self._atom(node.question, value) for value in node.values)
        if isinstance(node, Reaches):
            return self._atom(node.question, node.bound)
        if isinstance(node, Given):
            return self._atom(node.question, None, node.fault)
        raise TypeError(type(node).__name__)

    def _atom(self, question: str, value: str | int | None, fault: str = "") -> int:
        atom = Atom((), question, value, fault)
        return self._number(atom) if self._can_hold(atom) else self.never

    # ------------------------------------------------ equal nodes get one number

    def every(self, parts: Iterable[int]) -> int:
        """All of these hold."""
        found = set(parts) - {self.always}
        if self.never in found:
            return self.never
        return found.pop() if len(found) == 1 else self._number(Every(tuple(sorted(found))))

    def any(self, parts: Iterable[int]) -> int:
        """One of these holds."""
        found = set(parts) - {self.never}
        if self.always in found:
            return self.always
        return found.pop() if len(found) == 1 else self._number(Some(tuple(sorted(found)), 1))

    def opposite(self, part: int) -> int:
        """This does not hold."""
        ends = {self.always: self.never, self.never: self.always}
        node = self.nodes[part]
        if isinstance(node, Opposite):
            return node.parts[0]
        return ends[part] if part in ends else self._number(Opposite((part,)))

    def _count(self, at_least: int, parts: list[int]) -> int:
        at_least -= parts.count(self.always)
        parts = sorted(part for part in parts if part not in (self.always, self.never))
        if not 0 < at_least <= len(parts):
            return self.always if at_least <= 0 else self.never
        if at_least in (1, len(parts)):
            return self.any(parts) if at_least == 1 else self.every(parts)
        return self._number(Some(tuple(parts), at_least))

    def _number(self, node: Node) -> int:
        key = type(node), *(getattr(node, field) for field in type(node).fields)
        if key not in self._numbers:
            self._numbers[key] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[key]
