"""Builds the scores and the causes."""

from __future__ import annotations

from ..core.conditions import AllOf, AnyOf, AtLeast, Condition, Not
from ..core.faults import shown
from ..core.model import Band, Cause, Point, Score
from .build_conditions import NEVER, Entries, Names
from .score_bounds import greatest_sum
from .yaml_source import Node

ALWAYS = AllOf(())  # everybody reaches the lowest band
MAX_POINTS = 100  # a point is repeated this often in a condition
MAX_SPAN = 127  # between the lowest and highest sum: batch stores sums in seven bits


def build_scores(entries: Entries, names: Names) -> tuple[Score, ...]:
    for name, node in entries:
        if name in names.questions or name in names.findings:
            node.fault("name_taken", f'"{name}" is already the name of a question or finding')
        names.scores[name] = _build_score(name, node, names)
    return tuple(names.scores.values())


def _build_score(name: str, node: Node, names: Names) -> Score:
    fields = node.fields()
    points = _points(fields.entries("points"), names)
    caps = []
    for cap, value in fields.entries("caps"):
        inner = value.fields()
        caps.append((Point(cap, names.when(inner), 0, inner.text("because")), inner.name("band")))
        inner.done()
    score = Score(
        id=name,
        title=fields.text("title"),
        points=points,
        bands=_bands(fields.entries("bands"), points, caps, node, names),
        caps=tuple(cap for cap, _ in caps),
        maximum=greatest_sum(points, names.questions),
        about=fields.text("about", ""),
        sources=fields.names("sources"),
    )
    fields.done()
    if score.maximum - sum(min(0, point.add) for point in points) > MAX_SPAN:
        node.fault("out_of_range", f"the lowest and highest sums can be at most {MAX_SPAN} apart")
    return score


def _points(entries: Entries, names: Names) -> tuple[Point, ...]:
    points = []
    for name, node in entries:
        fields = node.fields()
        add = fields.integer("add", 0)
        if abs(add) > MAX_POINTS:
            node.fault("out_of_range", f"`add` is at most {MAX_POINTS}, either way")
            add = 0
        points.append(Point(name, names.when(fields), add, fields.text("because")))
        fields.done()
    return tuple(points)


def _bands(
    entries: Entries,
    points: tuple[Point, ...],
    caps: list[tuple[Point, str]],
    node: Node,
    names: Names,
) -> tuple[Band, ...]:
    """Bands, lowest first. Unless capped, who reaches a band also reaches all lower ones."""
    reached: list[tuple[str, str, str, Condition]] = []
    for name, value in entries:
        fields = value.fields()
        when, start = fields.get("when"), fields.get("from")
        if when is not None:
            condition = names.condition(when)
        elif start is not None:
            condition = _sum_at_least(points, start)
        else:
            condition = ALWAYS
            if reached:
                value.fault("missing_key", "every band but the first needs `when` or `from`")
        reached.append((name, fields.text("label"), fields.text("say", ""), condition))
        fields.done()
    if not reached:
        node.fault("missing_key", "`bands` is missing")
        return (Band("", "", NEVER),)
    ids = [name for name, _, _, _ in reached]
    for cap, band in caps:
        if band not in ids:
            node.fault("unknown_band", f'cap "{cap.id}": there is no band "{shown(band)}"')
    bands = []
    for index, (name, label, say, _) in enumerate(reached):
        at_least: Condition = AnyOf(tuple(condition for _, _, _, condition in reached[index:]))
        stops = [cap.when for cap, band in caps if band in ids and ids.index(band) < index]
        if stops:
            at_least = AllOf((at_least, *(Not(stop) for stop in stops)))
        bands.append(Band(name, label, at_least, say))
    return tuple(bands)


def _sum_at_least(points: tuple[Point, ...], start: Node) -> Condition:
    """The sum of the points reaches a number.

    Each condition is repeated once per point. A negative point counts, negated, while it does not
    hold, and raises the bound by the same amount.
    """
    parts: list[Condition] = []
    bound = start.integer()
    for point in points:
        parts += [point.when if point.add > 0 else Not(point.when)] * abs(point.add)
        bound += max(0, -point.add)
    if not 1 <= bound <= len(parts):
        start.fault("out_of_reach", "this sum is always or never reached")
        return NEVER
    return AtLeast(bound, tuple(parts))


def build_causes(entries: Entries, names: Names) -> tuple[Cause, ...]:
    causes = []
    for name, node in entries:
        fields = node.fields()
        strong = fields.need("strong")
        cause = Cause(
            id=name,
            title=fields.text("title"),
            strong=names.condition(strong) if strong else NEVER,
            some=names.optional(fields.get("some")),
            say=fields.text("say"),
            pointer=fields.flag("pointer"),
            because=_points(fields.entries("because"), names),
            sources=fields.names("sources"),
        )
        fields.done()
        causes.append(cause)
    return tuple(causes)
