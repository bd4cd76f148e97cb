"""Builds the drawing of the body and the places marked on it."""

from __future__ import annotations

from ..core.faults import shown
from ..core.model import Body, Spot
from .build_conditions import KnownNames
from .build_relief import build_advice
from .values import Values


def build_body(values: Values | None, names: KnownNames) -> Body | None:
    """The body of a questions file, or None if the file has none."""
    if values is None:
        return None
    drawn = {mark for row in values["drawing"] for mark in row if mark.isalpha()}
    body = Body(
        title=values["title"],
        drawing=values["drawing"],
        pain=_spots(values["hurts"], names, drawn),
        numb=_spots(values["numb"], names, drawn),
        nerves=build_advice(values["nerves"], names),
        caveat=values["caveat"],
        sources=values["sources"],
    )
    used = {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    for mark in sorted(drawn - used):
        values.fault("unused_mark", f'"{mark}" in the drawing belongs to no place', key="drawing")
    return body


def _spots(places: Values, names: KnownNames, drawn: set[str]) -> tuple[Spot, ...]:
    for place in places.values():
        for mark in place["marks"]:
            if mark not in drawn:
                message = f'"{shown(mark)}" is not in the drawing'
                place.fault("unknown_mark", message, key="marks")
    return tuple(
        Spot(id=name, **(place | {"when": names.condition(place["when"])}))
        for name, place in places.items()
    )
