"""All small ways to break questions.yaml, applied to its tree of YAML nodes and undone there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import yaml

from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.model import MASSAGE_VERDICTS, OPTION_VERDICTS

Undo = Callable[[], None]
Path = tuple[str, ...]


class Mutant(NamedTuple):
    """One change: its kind, description and line. `make` applies it and returns the undo."""

    kind: str
    change: str
    line: int
    make: Callable[[], Undo]


PARTS = (
    "questions", "scope_rules", "care_rules", "scores", "causes", "body", "massage", "options",
    "what_now",
)  # fmt: skip
RULES = ("care_rules", "scope_rules")
ENTRIES = (*RULES, "cautions", "points", "caps")  # mappings whose entries can each be left out
CONDITIONS = ("when", "ask_if", "strong", "some")


def mutants(root: yaml.MappingNode) -> Iterator[Mutant]:
    """Yield every mutant of a questions file."""
    for part, node in root.value:
        if part.value == "findings":
            for name, finding in node.value:
                yield from _in_condition(("findings", name.value), finding)
        elif part.value in PARTS:
            yield from _in_part((part.value,), node)


def _in_part(path: Path, node: yaml.MappingNode) -> Iterator[Mutant]:
    for place, (key, value) in enumerate(node.value):
        here = (*path, key.value)
        if path[-1] in ENTRIES:
            yield _without("rule", here, node.value, place)
        if not isinstance(value, yaml.MappingNode):
            yield from _of_value(here, value)
        elif key.value in CONDITIONS:
            yield from _in_condition(here, value)
        else:
            yield from _in_part(here, value)
        if key.value == "if_unsure":
            yield _without("branch", here, node.value, place)
    rule = len(path) == 2 and path[0] in RULES
    if rule and "unsure" not in [key.value for key, _ in node.value]:
        yield _silent(path, node)


def _of_value(path: Path, value: yaml.Node) -> Iterator[Mutant]:
    """Yield mutants of levels, verdicts and weights."""
    rule = path[0] in RULES and len(path) == 3
    if rule and path[-1] == "level":
        yield from _swaps("level", path, value, _neighbours(LEVELS, value.value))
    elif rule and path[-1] == "unsure":
        yield from _swaps("level", path, value, ("within_days", "same_day"))
    elif path[-1] == "verdict":
        order = MASSAGE_VERDICTS if path[0] == "massage" else OPTION_VERDICTS
        yield from _swaps("verdict", path, value, order)
    elif path[-1] in ("add", "from") and path[0] == "scores":
        yield from _shifts("weight", path, value)


def _in_condition(path: Path, node: yaml.MappingNode) -> Iterator[Mutant]:
    for place, (key, value) in enumerate(node.value):
        here = (*path, key.value)
        if len(node.value) > 1:
            yield _without("branch", here, node.value, place)
        yield from OPERATORS.get(key.value, _in_answer)(here, value)


def _in_list(path: Path, node: yaml.Node) -> Iterator[Mutant]:
    for place, item in enumerate(node.value):
        here = (*path, str(place + 1))
        if len(node.value) > 1:
            yield _without("branch", here, node.value, place)
        yield from _in_condition(here, item)


def _in_some(path: Path, node: yaml.MappingNode) -> Iterator[Mutant]:
    some = {key.value: value for key, value in node.value}
    yield from _shifts("threshold", path, some["at_least"])
    yield from _in_list(path, some["of"])


def _in_level(path: Path, node: yaml.MappingNode) -> Iterator[Mutant]:
    ((_, level),) = node.value
    yield from _swaps("threshold", path, level, _neighbours(LEVELS, level.value))


def _in_score(path: Path, node: yaml.MappingNode) -> Iterator[Mutant]:
    for name, bands in node.value:
        yield from _in_answer((*path, name.value), bands)


def _in_answer(path: Path, node: yaml.Node) -> Iterator[Mutant]:
    """Yield mutants of the values of a list, or of the ends of a range."""
    if isinstance(node, yaml.MappingNode):
        for place, (end, bound) in enumerate(node.value):
            here = (*path, end.value)
            yield from _shifts("threshold", here, bound)
            if len(node.value) > 1:
                yield _without("branch", here, node.value, place)
    elif isinstance(node, yaml.SequenceNode) and len(node.value) > 1:
        for place, item in enumerate(node.value):
            yield _without("branch", (*path, item.value), node.value, place)


OPERATORS: dict[str, Callable[[Path, yaml.Node], Iterator[Mutant]]] = {
    "any": _in_list,
    "all": _in_list,
    "not": _in_condition,
    "some": _in_some,
    "level": _in_level,
    "score": _in_score,
    "finding": lambda *_: iter(()),
}


def _neighbours(order: tuple[str, ...], name: str) -> tuple[str, ...]:
    place = order.index(name)
    return (*order[max(0, place - 1) : place], *order[place + 1 : place + 2])


def _without(kind: str, path: Path, items: list[yaml.Node], place: int) -> Mutant:
    item = items[place]
    node = item[0] if isinstance(item, tuple) else item

    def make() -> Undo:
        items.pop(place)
        return lambda: items.insert(place, item)

    return Mutant(kind, f"{'.'.join(path)} left out", node.start_mark.line + 1, make)


def _shifts(kind: str, path: Path, node: yaml.Node) -> Iterator[Mutant]:
    number = int(node.value)
    yield from _swaps(kind, path, node, (str(number - 1), str(number + 1)))


def _swaps(kind: str, path: Path, node: yaml.Node, values: Iterable[str]) -> Iterator[Mutant]:
    for value in values:
        if value == node.value:
            continue

        def make(value: str = value, old: str = node.value) -> Undo:
            node.value = value
            return lambda: setattr(node, "value", old)

        change = f"{'.'.join(path)}: {value}, not {node.value}"
        yield Mutant(kind, change, node.start_mark.line + 1, make)


def _silent(path: Path, node: yaml.MappingNode) -> Mutant:
    """Make a rule raise nothing for "not sure"."""

    def make() -> Undo:
        mark = node.start_mark
        for key, word in (("unsure", "none"), ("unsure_because", "No.")):
            pair = [yaml.ScalarNode("", text, mark, mark) for text in (key, word)]
            node.value.append(tuple(pair))
        return lambda: node.value.__delitem__(slice(-2, None))

    return Mutant("level", f"{'.'.join(path)}: unsure: none", node.start_mark.line + 1, make)
