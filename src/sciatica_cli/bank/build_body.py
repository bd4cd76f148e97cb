"""Builds the outline of the body, its zones, the places that shade them, and sketches."""

from __future__ import annotations

from math import floor
from operator import and_

from ..core.faults import shown
from ..core.model import Body, Spot
from ..core.outline import HEIGHT, WIDTH, Shape, Sketch, SketchPart, View, Zone, crossings, sided
from .build_conditions import KnownNames
from .build_relief import build_advice
from .values import Values


def build_body(values: Values | None, names: KnownNames) -> Body | None:
    """The body of a questions file, or None if the file has none."""
    if values is None:
        return None
    views = [(values["behind"], True), (values["front"], False)]
    zones = {zone: {zone, *sided(zone)} for view, _ in views for zone in view["zones"]}
    body = Body(
        title=values["title"],
        outline=values["outline"],
        views=tuple(_view(view, values["outline"], behind) for view, behind in views),
        pain=_spots(values["hurts"], names, zones),
        numb=_spots(values["numb"], names, zones),
        nerves=build_advice(values["nerves"], names),
        caveat=values["caveat"],
        sources=values["sources"],
    )
    shaded = {name for spot in (*body.pain, *body.numb) for name in spot.zones}
    for view, _ in views:
        for zone in view["zones"]:
            if shaded.isdisjoint(zones[zone]):
                view["zones"].fault("unused_zone", f'no place shades "{shown(zone)}"', key=zone)
    return body


def _view(values: Values, outline: Shape, from_behind: bool) -> View:
    zones = values["zones"]
    body = _cells(outline)
    for name, shape in zones.items():
        if shape and outline and not any(map(and_, _cells(shape), body)):
            zones.fault("zone_off_body", "this zone lies outside the outline", key=name)
    shapes = tuple(Zone(name, shape) for name, shape in zones.items())
    return View(values["title"], shapes, from_behind)


def _cells(shape: Shape) -> list[int]:
    """The cells of the canvas whose middle lies in a shape: a bit for each, a number per row."""
    rows = []
    for y in range(HEIGHT):
        edges = crossings(shape, y + 0.5)
        starts = [max(0, floor(edge + 0.5)) for edge in edges[::2]]
        ends = [min(WIDTH, floor(edge + 0.5)) for edge in edges[1::2]]
        spans = map(range, starts, ends)
        rows.append(sum(1 << x for span in spans for x in span))
    return rows


def _spots(places: Values, names: KnownNames, zones: dict[str, set[str]]) -> tuple[Spot, ...]:
    known = set().union(*zones.values())
    spots = []
    for name, place in places.items():
        for zone in place["zones"]:
            if zone not in known:
                message = f'there is no zone "{shown(zone)}"'
                place.nodes["zones"].unknown("unknown_zone", message, zone, known)
        reason = place.pop("not_drawn_because")
        if bool(reason) == bool(place["zones"]):
            hint = "give either `zones` or `not_drawn_because`"
            place.fault("not_drawn", "a place is drawn, or it says why not", hint)
        drawn = tuple(
            half for zone in place["zones"] for half in (sided(zone) if zone in zones else (zone,))
        )
        when = names.condition(place["when"])
        spots.append(Spot(id=name, **(place | {"zones": drawn, "when": when})))
    return tuple(spots)


def build_sketches(sketches: Values) -> dict[str, Sketch]:
    """The sketches by name."""
    return {
        name: tuple(SketchPart(part["corners"], part["shaded"]) for part in parts.values())
        for name, parts in sketches.items()
    }
