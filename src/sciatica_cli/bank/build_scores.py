"""Scores with their bands, and the causes that the pain may resemble."""

from __future__ import annotations

from ..core.faults import shown
from ..core.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Cause,
    Condition,
    Not,
    Point,
    Score,
)
from .build_conditions import NEVER, Names
from .reach import greatest_sum
from .shape import Values

ALWAYS = AllOf(())  # in the lowest band is everybody
MAX_SPAN = 127  # of the sums of a score: streams tell them in seven bits


def build_scores(scores: Values, names: Names) -> tuple[Score, ...]:
    for name, score in scores.items():
        if name in names.questions or name in names.findings:
            score.fault("name_taken", f'"{name}" is already the name of a question or finding')
        names.scores[name] = _build_score(name, score, names)
    return tuple(names.scores.values())


def _build_score(name: str, read: Values, names: Names) -> Score:
    points = _points(read["points"], names)
    caps = [
        (Point(cap, names.condition(value["when"]), 0, value["because"]), value["band"])
        for cap, value in read["caps"].items()
    ]
    score = Score(
        id=name,
        title=read["title"],
        points=points,
        bands=_bands(read, points, caps, names),
        caps=tuple(cap for cap, _ in caps),
        maximum=greatest_sum(points, names.questions),
        about=read["about"],
        sources=read["sources"],
    )
    if score.maximum - sum(min(0, point.add) for point in points) > MAX_SPAN:
        message = f"from the lowest sum to the highest are at most {MAX_SPAN}"
        read.fault("out_of_range", message)
    return score


def _points(points: Values, names: Names) -> tuple[Point, ...]:
    return tuple(
        Point(name, names.condition(point["when"]), point["add"], point["because"])
        for name, point in points.items()
    )


def _bands(
    score: Values, points: tuple[Point, ...], caps: list[tuple[Point, str]], names: Names
) -> tuple[Band, ...]:
    """Bands from lowest to highest; reaching one includes reaching a higher one, caps apart."""
    reached: list[tuple[str, str, str, Condition]] = []
    for name, band in score["bands"].items():
        if band["when"] is not None:
            condition = names.condition(band["when"])
        elif band["from"] is not None:
            condition = _sum_at_least(points, band)
        else:
            condition = ALWAYS
            if reached:
                band.fault("missing_key", "every band but the first needs `when` or `from`")
        reached.append((name, band["label"], band["say"], condition))
    if not reached:  # a fault that has been told
        return (Band("", "", NEVER),)
    ids = [name for name, _, _, _ in reached]
    for cap, band in caps:
        if band not in ids:
            score.fault("unknown_band", f'cap "{cap.id}": there is no band "{shown(band)}"')
    bands = []
    for place, (name, label, say, _) in enumerate(reached):
        at_least: Condition = AnyOf(tuple(condition for _, _, _, condition in reached[place:]))
        stops = [cap.when for cap, band in caps if band in ids and ids.index(band) < place]
        if stops:
            at_least = AllOf((at_least, *(Not(stop) for stop in stops)))
        bands.append(Band(name, label, at_least, say))
    return tuple(bands)


def _sum_at_least(points: tuple[Point, ...], band: Values) -> Condition:
    """The sum of the points reaches a number, as a count: a point weighs by standing in it often.

    A point taken away counts when it does not hold, with the bound raised by as much.
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


def build_causes(causes: Values, names: Names) -> tuple[Cause, ...]:
    return tuple(
        Cause(
            id=name,
            title=cause["title"],
            strong=names.condition(cause["strong"]),
            some=names.optional(cause["some"]),
            say=cause["say"],
            pointer=cause["pointer"],
            because=_points(cause["because"], names),
            sources=cause["sources"],
        )
        for name, cause in causes.items()
    )
