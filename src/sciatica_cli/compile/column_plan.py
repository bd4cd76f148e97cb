"""The graph of a questionnaire as layers of columns, in expressions that any engine runs.

Written out in full the expressions would explode; so every part that stands in more than one place
becomes a column, in the first layer in which all it rests on is there. A layer keeps the columns
that a later one reads and drops the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import reduce
from operator import add
from typing import TypeVar

import narwhals.stable.v2 as nw

from ..core.frozen import Frozen
from ..core.lower import Expression
from ..core.model import Questionnaire
from ..core.told import Telling
from .column_answers import PREFIX, Columns
from .column_problems import problems
from .column_results import Flag, Names, Result, Total, Word, results
from .graph import Atom, Every, Graph, Opposite, Some

Frame = TypeVar("Frame", nw.DataFrame, nw.LazyFrame)
BITS = 8  # names that share one table
INLINE = 2  # parts up to this size are written out wherever they stand


class Layer(Frozen):
    """Columns that stay as they are, and new ones."""

    stay: tuple[str, ...]
    new: tuple[nw.Expr, ...]


class Plan(Frozen):
    layers: tuple[Layer, ...]

    def run(self, frame: Frame) -> Frame:
        """All layers, one on the other."""
        for layer in self.layers:
            frame = frame.select(*layer.stay, *layer.new)
        return frame


class Planner:
    """Lays out the graph of a questionnaire over the columns of a schema.

    `in_memory` engines look words up in tables, eight names to a table; the others, that write
    queries, choose one word after the other.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        columns: Columns,
        keep: tuple[str, ...],
        partial: bool,
        in_memory: bool,
    ) -> None:
        telling = Telling(questionnaire)
        self._columns = columns
        self._keep = keep
        self._in_memory = in_memory
        self._graph = Graph(telling, lambda atom: columns.read(atom) is not None)
        self._results = tuple(results(telling, problems(telling, partial)))
        wanted = [self._graph.add(e) for result in self._results for e in _expressions(result)]
        self._place = _places(self._graph, wanted)
        self._last: dict[int, int] = {}  # by part that is a column: the last layer that reads it
        self._layer = 0

    def plan(self, source: tuple[str, ...]) -> Plan:
        """The layers that lead from the columns of a frame to those of the results."""
        count = max(self._place.values(), default=0) + 1
        steps: list[list[tuple[str, nw.Expr]]] = []
        made: list[list[int]] = []
        for self._layer in range(count):
            numbers = [n for n, place in self._place.items() if place == self._layer]
            made.append(numbers)
            steps.append([(_name(n), self._write(n)) for n in numbers])
        self._layer = count
        codes: list[nw.Expr] = []
        finals: list[nw.Expr] = []
        for result in self._results:
            parts, final = self._finish(result)
            codes += parts
            finals.append(final.alias(result.name))
        anchor = tuple(dict.fromkeys((*self._keep, *source[:1])))  # so that no row gets lost
        layers = []
        if self._columns.spread:
            layers.append(Layer(source, tuple(self._columns.spread)))
        before: list[int] = []
        for place, step in enumerate(steps):
            stay = tuple(_name(n) for n in before if self._last[n] >= place)
            layers.append(Layer((*anchor, *stay), tuple(e.alias(name) for name, e in step)))
            before = [n for n in before if self._last[n] > place] + made[place]
        layers.append(Layer(anchor, tuple(codes)))
        layers.append(Layer(self._keep, tuple(finals)))
        return Plan(tuple(layers))

    # ------------------------------------------------ parts of the graph

    def _expression(self, number: int) -> nw.Expr:
        """A part as it stands in an expression: its column, or written out."""
        if self._place.get(number, self._layer) < self._layer:
            self._last[number] = self._layer
            return nw.col(_name(number))
        return self._write(number)

    def _write(self, number: int) -> nw.Expr:
        node = self._graph.nodes[number]
        if isinstance(node, Atom):
            read = self._columns.read(node)
            assert read is not None
            return read
        if not node.parts:
            return nw.lit(number == self._graph.always)
        parts = [self._expression(part) for part in node.parts]
        if isinstance(node, Opposite):
            return ~parts[0]
        if isinstance(node, Every):
            return nw.all_horizontal(*parts, ignore_nulls=False)
        assert isinstance(node, Some)
        if node.at_least == 1:
            return nw.any_horizontal(*parts, ignore_nulls=False)
        return reduce(add, (part.cast(nw.Int16) for part in parts)) >= node.at_least

    # ------------------------------------------------ results

    def _finish(self, result: Result) -> tuple[list[nw.Expr], nw.Expr]:
        """The columns of codes of one result, and what makes the result of them."""
        stands = self._expression(self._graph.add(result.stands))
        name = f"{PREFIX}{result.name}"
        if isinstance(result, Flag):
            flag = nw.when(stands).then(self._expression(self._graph.add(result.when)))
            return [flag.alias(name)], nw.col(name)
        if isinstance(result, Total):
            total = nw.when(stands).then(self._code(result.digits)).alias(name)
            return [total], nw.col(name).cast(nw.Int64)
        if isinstance(result, Word):
            code = nw.when(stands).then(self._code(result.digits)).alias(name)
            return [code], self._look_up(nw.col(name), result.words)
        assert isinstance(result, Names)
        codes, words = [], []
        for place, (digits, table) in enumerate(_tables(result, BITS if self._in_memory else 1)):
            part = f"{name}__{place}"
            codes.append(nw.when(stands).then(self._code(digits)).alias(part))
            words.append(self._look_up(nw.col(part), table))
        if not words:
            code = nw.when(stands).then(nw.lit(0)).alias(name)
            return [code], self._look_up(nw.col(name), ("",))
        return codes, nw.concat_str(*words).str.slice(1)

    def _code(self, digits: Iterable[tuple[int, Expression]]) -> nw.Expr:
        weighed = [
            self._expression(self._graph.add(when)).cast(nw.Int16) * weight
            for weight, when in digits
        ]
        return reduce(add, weighed) if weighed else nw.lit(0)

    def _look_up(self, code: nw.Expr, words: tuple[str | None, ...]) -> nw.Expr:
        if self._in_memory:
            return code.replace_strict(list(range(len(words))), list(words), return_dtype=nw.String)
        chosen: nw.Expr = nw.lit(None, nw.String)
        for place, word in enumerate(words):
            if word is not None:
                chosen = nw.when(code == place).then(nw.lit(word)).otherwise(chosen)
        return chosen


def _name(number: int) -> str:
    return f"{PREFIX}{number}"


def _expressions(result: Result) -> list[Expression]:
    if isinstance(result, Flag):
        return [result.stands, result.when]
    if isinstance(result, Names):
        return [result.stands, *(when for slot in result.slots for _, when in slot)]
    assert isinstance(result, Word | Total)
    return [result.stands, *(when for _, when in result.digits)]


def _tables(
    result: Names, bits: int
) -> list[tuple[list[tuple[int, Expression]], tuple[str | None, ...]]]:
    """Slots that share a code, with a space before each name: digits, and the text of each code."""
    tables = []
    digits: list[tuple[int, Expression]] = []
    words = [""]
    for slot in result.slots:
        if len(words) * (len(slot) + 1) > 1 << bits and digits:
            tables.append((digits, tuple(words)))
            digits, words = [], [""]
        digits += [(len(words) * place, when) for place, (_, when) in enumerate(slot, start=1)]
        words += [word + " " + name for name, _ in slot for word in words]
    return [*tables, (digits, tuple(words))] if digits else tables


def _places(graph: Graph, wanted: list[int]) -> dict[int, int]:
    """The layer of each part that becomes a column: atoms, and what is long and stands twice."""
    needed = set(wanted)
    for number in range(len(graph.nodes) - 1, -1, -1):  # parts come before what they stand in
        if number in needed:
            needed.update(graph.nodes[number].parts)
    uses = Counter(part for number in needed for part in graph.nodes[number].parts)
    uses.update(wanted)
    size: dict[int, int] = {}
    layer: dict[int, int] = {}  # the first in which it can be written
    places: dict[int, int] = {}
    for number in sorted(needed):
        node = graph.nodes[number]
        size[number] = 1 + sum(size[part] for part in node.parts)
        layer[number] = max((layer[part] for part in node.parts), default=0)
        if isinstance(node, Atom) or (uses[number] > 1 and size[number] > INLINE):
            places[number] = layer[number]
            size[number], layer[number] = 1, layer[number] + 1
    return places
