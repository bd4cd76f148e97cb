"""The drawing of the body, and the places on it."""

from __future__ import annotations

from ..core.faults import shown
from ..core.model import Body, Spot
from .build_conditions import Names
from .build_relief import build_advice
from .shape import Values


def build_body(read: Values | None, names: Names) -> Body | None:
    """The body of a questions file, or None where it has none."""
    if read is None:
        return None
    letters = {sign for row in read["drawing"] for sign in row if sign.isalpha()}
    body = Body(
        title=read["title"],
        drawing=read["drawing"],
        pain=_spots(read["hurts"], names, letters),
        numb=_spots(read["numb"], names, letters),
        nerves=build_advice(read["nerves"], names),
        caveat=read["caveat"],
        sources=read["sources"],
    )
    drawn = {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    for sign in sorted(letters - drawn):
        read.fault("unused_mark", f'"{sign}" in the drawing belongs to no place')
    return body


def _spots(places: Values, names: Names, letters: set[str]) -> tuple[Spot, ...]:
    for place in places.values():
        for mark in place["marks"]:
            if mark not in letters:
                place.fault("unknown_mark", f'"{shown(mark)}" does not stand in the drawing')
    return tuple(
        Spot(id=name, **(place | {"when": names.condition(place["when"])}))
        for name, place in places.items()
    )
