"""The graph of a questionnaire as layers of columns, in expressions that any engine runs.

Written out in full the expressions would explode. So a long part that is used more than once
becomes a column, in the first layer in which everything it depends on exists. A layer keeps the
columns that a later one reads, and drops the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from itertools import chain
from operator import add
from typing import Any

import narwhals.stable.v2 as nw

from ..core.expressions import Expression
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.outcomes import OutcomeExpressions
from .answers import PREFIX, Columns
from .graph import Atom, Every, Graph, Opposite, Some
from .problems import problems
from .results import results
from .words import Column, parts, whole

INLINE = 6  # parts up to this size are written out wherever they are used


class Layer(Frozen):
    """Columns that stay as they are, and new ones."""

    stay: tuple[str, ...]
    new: tuple[nw.Expr, ...]


class Plan(Frozen):
    """All that is done to a frame; the same for every frame with such columns.

    `lists`: the columns of lists to be checked beforehand.
    """

    layers: tuple[Layer, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]

    def run(self, frame: Any) -> Any:
        """The frame with all layers, one on the other, eager or lazy as it was."""
        for layer in self.layers:
            frame = frame.select(*layer.stay, *layer.new)
        return frame


class Planner:
    """Lays out a questionnaire over some columns.

    Args:
        keep: columns that are carried over.
        queries: the engine turns expressions into a query, rather than columns into columns.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        columns: Columns,
        keep: tuple[str, ...],
        partial: bool,
        queries: bool,
    ) -> None:
        outcomes = OutcomeExpressions(questionnaire)
        self._columns = columns
        self._keep = keep
        self._queries = queries
        self._graph = Graph(outcomes, columns.can_hold)
        self._results = tuple(results(outcomes, problems(outcomes, partial)))
        depends_on = [[self._graph.add(e) for e in one.column.expressions] for one in self._results]
        has_value = [self._graph.add(result.has_value) for result in self._results]
        self._place, first = _places(self._graph, [*has_value, *chain(*depends_on)])
        # the layer in which each result can be made of parts
        self._made = [max((first[n] for n in numbers), default=0) for numbers in depends_on]
        self._last: dict[str, int] = {}  # by column: the last layer that reads it
        self._layer = 0

    def plan(self) -> Plan:
        """The layers that lead from the columns of answers to those of results."""
        steps: list[list[Column]] = []
        for layer in range(max(*self._made, *self._place.values()) + 1):
            self._layer = layer
            steps.append([*self._shared(), *self._parts()])
        self._layer = len(steps)
        columns = [
            whole(one.column, self._wanted(one.has_value), self._queries).alias(one.column.name)
            for one in self._results
        ]
        answers = self._columns.new
        layers = [Layer(self._keep, answers)] if answers else []
        anchor = self._keep or self._columns.some  # so that no layer is without a column of rows
        stay: list[str] = []
        for place, step in enumerate(steps):
            layers.append(Layer((*anchor, *stay), tuple(e.alias(name) for name, e in step)))
            names = (*stay, *(name for name, _ in step))
            stay = [name for name in names if self._last.get(name, len(steps)) > place]
        layers.append(Layer(self._keep, tuple(columns)))
        return Plan(tuple(layers), tuple(self._columns.lists))

    def _shared(self) -> Iterator[Column]:
        """The parts that become a column in this layer because they are used more than once."""
        for number, place in self._place.items():
            if place == self._layer:
                yield _name(number), self._write(number)

    def _parts(self) -> Iterator[Column]:
        """The parts of results, as early as possible, so that fewer columns have to be kept."""
        for result, place in zip(self._results, self._made, strict=True):
            if place == self._layer:
                yield from parts(result.column, self._wanted, self._queries)

    def _wanted(self, expression: Expression) -> nw.Expr:
        return self._expression(self._graph.add(expression))

    def _expression(self, number: int) -> nw.Expr:
        """A part inside another one: its column if it has one, otherwise written out."""
        if self._place.get(number, self._layer) < self._layer:
            self._last[_name(number)] = self._layer
            return nw.col(_name(number))
        return self._write(number)

    def _write(self, number: int) -> nw.Expr:
        node = self._graph.nodes[number]
        if isinstance(node, Atom):
            return self._columns.read(node)
        if not node.parts:
            return nw.lit(number == self._graph.always)
        those = [self._expression(part) for part in node.parts]
        if isinstance(node, Opposite):
            return ~those[0]
        if isinstance(node, Every):
            return nw.all_horizontal(*those, ignore_nulls=False)
        assert isinstance(node, Some)
        if node.at_least == 1:
            return nw.any_horizontal(*those, ignore_nulls=False)
        return reduce(add, (part.cast(nw.Int16) for part in those)) >= node.at_least


def _name(number: int) -> str:
    return f"{PREFIX}{number}"


def _places(graph: Graph, wanted: list[int]) -> tuple[dict[int, int], dict[int, int]]:
    """The layer of each part that becomes a column: atoms, and long parts used twice.

    Also, for every part, the first layer in which it can be read.
    """
    needed = set(wanted)
    for number in range(
        len(graph.nodes) - 1, -1, -1
    ):  # parts come before the nodes that contain them
        if number in needed:
            needed.update(graph.nodes[number].parts)
    uses = Counter(part for number in needed for part in graph.nodes[number].parts)
    uses.update(wanted)
    size: dict[int, int] = {}
    first: dict[int, int] = {}  # the layer in which it can be written
    places: dict[int, int] = {}
    for number in sorted(needed):
        node = graph.nodes[number]
        size[number] = 1 + sum(size[part] for part in node.parts)
        first[number] = max((first[part] for part in node.parts), default=0)
        if isinstance(node, Atom) or (uses[number] > 1 and size[number] > INLINE):
            places[number] = first[number]
            size[number], first[number] = 1, first[number] + 1
    return places, first
