"""The body map: a picture of the painful and numb areas, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.body import BodyMap
from ..core.model import Body, Spot
from . import strings
from .blocks import BOTH, NUMB, PAIN, Block, Drawing, Entry, Figure


def figure(a: Assessment) -> Iterator[Block]:
    """Where it hurts and where it is numb."""
    body = a.questionnaire.body
    if body is not None and (a.body.pain or a.body.numb):
        yield Figure(body.title, drawing(body, a.body), _alt_text(a.body), tuple(_notes(a.body)))


def nerves(a: Assessment) -> Iterator[Block]:
    """The nerves that usually supply the numb areas, never without the caveat."""
    if a.questionnaire.body is not None and a.body.nerves:
        names = "; ".join(nerve.say for nerve in a.body.nerves)
        yield Entry(strings.NERVE, f"{names}. {a.questionnaire.body.caveat}")


def drawing(body: Body, areas: BodyMap) -> Drawing:
    """The body with the painful and numb areas shaded, for any writer or screen to draw."""
    pain = {zone for spot in areas.pain for zone in spot.zones}
    numb = {zone for spot in areas.numb for zone in spot.zones}
    shades = dict.fromkeys(pain, PAIN) | dict.fromkeys(numb, NUMB)
    shades |= dict.fromkeys(pain & numb, BOTH)
    return Drawing(body.outline, body.views, tuple(sorted(shades.items())))


def _alt_text(areas: BodyMap) -> str:
    parts = [
        f"{word}: {', '.join(_names(spots))}"
        for word, spots in ((strings.PAIN, areas.pain), (strings.NUMB, areas.numb))
        if spots
    ]
    if areas.unsure:
        parts.append(strings.SIDE_UNSURE)
    return ". ".join(parts) + "."


def _notes(areas: BodyMap) -> Iterator[str]:
    not_drawn = tuple(spot for spot in (*areas.pain, *areas.numb) if not spot.zones)
    if not_drawn:
        yield f"{strings.NOT_DRAWN}: {', '.join(_names(not_drawn))}"
    if areas.unsure:
        yield strings.SIDE_UNSURE


def _names(spots: tuple[Spot, ...]) -> Iterator[str]:
    """The name of each place once, with its side or sides."""
    sides: dict[str, list[str]] = {}
    for spot in spots:
        sides.setdefault(spot.name, []).extend(filter(None, [spot.side]))
    for name, named in sides.items():
        side = strings.BOTH_SIDES if len(named) > 1 else "".join(named)
        yield f"{name} ({side})" if named else name
