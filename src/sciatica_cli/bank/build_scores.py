"""Builds the scores and the causes."""

from __future__ import annotations

from ..core.conditions import AllOf, AnyOf, AtLeast, Condition, Not
from ..core.model import Band, Cause, Point, Score
from .build_conditions import NEVER, KnownNames
from .score_bounds import greatest_sum
from .values import Values

ALWAYS = AllOf(())  # everybody reaches the lowest band
MAX_POINTS_IN_ALL = 500  # added or taken away; each is a part of a condition
MAX_SPAN = 127  # between the lowest and highest sum: batch stores sums in seven bits


def build_scores(scores: Values, names: KnownNames) -> tuple[Score, ...]:
    for name, values in scores.items():
        if name in names.questions or name in names.findings:
            values.fault("name_taken", f'"{name}" is already the name of a question or finding')
        names.scores[name] = _build_score(name, values, names)
    return tuple(names.scores.values())


def _build_score(name: str, values: Values, names: KnownNames) -> Score:
    points = _points(values["points"], names)
    if sum(abs(point.add) for point in points) > MAX_POINTS_IN_ALL:
        message = f"the points of a score can be at most {MAX_POINTS_IN_ALL} in all"
        values.fault("out_of_range", message, key="points")
        points = ()
    caps = [
        (Point(cap, names.condition(given["when"]), 0, given["because"]), given["band"])
        for cap, given in values["caps"].items()
    ]
    for cap in values["caps"].values():
        cap.check("band", "band", values["bands"])
    score = Score(
        id=name,
        title=values["title"],
        points=points,
        bands=_bands(values["bands"], points, caps, names),
        caps=tuple(cap for cap, _ in caps),
        maximum=greatest_sum(points, names.questions, names.tries),
        about=values["about"],
        sources=values["sources"],
    )
    if score.maximum - sum(min(0, point.add) for point in points) > MAX_SPAN:
        message = f"the lowest and highest sums can be at most {MAX_SPAN} apart"
        values.fault("out_of_range", message)
    return score


def _points(points: Values, names: KnownNames) -> tuple[Point, ...]:
    return tuple(
        Point(name, names.condition(point["when"]), point["add"], point["because"])
        for name, point in points.items()
    )


def _bands(
    bands: Values, points: tuple[Point, ...], caps: list[tuple[Point, str]], names: KnownNames
) -> tuple[Band, ...]:
    """Bands, lowest first. Unless capped, who reaches a band also reaches all lower ones."""
    reached = [
        _reaching(band, index == 0, points, names) for index, band in enumerate(bands.values())
    ]
    ids = tuple(bands)
    made = []
    for index, (name, band) in enumerate(bands.items()):
        at_least: Condition = AnyOf(tuple(reached[index:]))
        stops = [cap.when for cap, highest in caps if highest in ids[:index]]
        if stops:
            at_least = AllOf((at_least, *(Not(stop) for stop in stops)))
        at_least = names.bounded(band.node, at_least)
        made.append(Band(name, band["label"], at_least, band["say"]))
    return tuple(made)


def _reaching(band: Values, first: bool, points: tuple[Point, ...], names: KnownNames) -> Condition:
    """The condition under which the points alone reach a band."""
    if band["when"] is not None:
        return names.condition(band["when"])
    if band["from"] is not None:
        return _sum_at_least(points, band)
    if not first:
        band.fault("missing_key", "every band but the first needs `when` or `from`")
    return ALWAYS


def _sum_at_least(points: tuple[Point, ...], band: Values) -> Condition:
    """The sum of the points reaches a number.

    Each condition is repeated once per point. A negative point counts, negated, while it does not
    hold, and raises the bound by the same amount.
    """
    parts: list[Condition] = []
    bound: int = band["from"]
    for point in points:
        parts += [point.when if point.add > 0 else Not(point.when)] * abs(point.add)
        bound += max(0, -point.add)
    if not 1 <= bound <= len(parts):
        band.fault("out_of_reach", "this sum is always or never reached", key="from")
        return NEVER
    return AtLeast(bound, tuple(parts))


def build_causes(causes: Values, names: KnownNames) -> tuple[Cause, ...]:
    return tuple(
        Cause(
            id=name,
            **(
                cause
                | {
                    "strong": names.condition(cause["strong"]),
                    "some": names.optional(cause["some"]),
                }
                | {"because": _points(cause["because"], names)}
            ),
        )
        for name, cause in causes.items()
    )
