"""The body of the person, drawn and told."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.assess import Assessment
from ..core.body import BodyMap
from ..core.model import Body, Spot
from . import strings
from .blocks import BOTH, NUMB, PAIN, Block, Entry, Figure


def figure(a: Assessment) -> Iterator[Block]:
    """Where it hurts and where it is numb."""
    body, found = a.questionnaire.body, a.body
    if body is not None and (found.pain or found.numb):
        yield Figure(body.title, draw(body, found), _duplicate(found), tuple(_notes(found)))


def nerves(a: Assessment) -> Iterator[Block]:
    """The nerves that usually belong to what is numb, never without the caveat."""
    if a.questionnaire.body is not None and a.body.nerves:
        told = "; ".join(nerve.say for nerve in a.body.nerves)
        yield Entry(strings.NERVE, f"{told}. {a.questionnaire.body.caveat}")


def draw(body: Body, found: BodyMap) -> tuple[str, ...]:
    """The drawing with the places shaded, and empty where there is nothing."""
    pain = {mark for spot in found.pain for mark in spot.marks}
    numb = {mark for spot in found.numb for mark in spot.marks}

    def shade(sign: str) -> str:
        if not sign.isalpha():
            return sign
        if sign in pain:
            return BOTH if sign in numb else PAIN
        return NUMB if sign in numb else " "

    return tuple("".join(map(shade, row)).rstrip() for row in body.drawing)


def _duplicate(found: BodyMap) -> str:
    parts = [
        f"{word}: {', '.join(_places(spots))}"
        for word, spots in ((strings.PAIN, found.pain), (strings.NUMB, found.numb))
        if spots
    ]
    if found.unsure:
        parts.append(strings.SIDE_OPEN)
    return ". ".join(parts) + "."


def _notes(found: BodyMap) -> Iterator[str]:
    unseen = tuple(spot for spot in (*found.pain, *found.numb) if not spot.marks)
    if unseen:
        yield f"{strings.NOT_DRAWN}: {', '.join(_places(unseen))}"
    if found.unsure:
        yield strings.SIDE_OPEN


def _places(spots: tuple[Spot, ...]) -> Iterator[str]:
    """Names of places, each once, with the sides it was named for."""
    sides: dict[str, list[str]] = {}
    for spot in spots:
        sides.setdefault(spot.name, []).extend(filter(None, [spot.side]))
    for name, named in sides.items():
        told = strings.BOTH_SIDES if len(named) > 1 else "".join(named)
        yield f"{name} ({told})" if named else name
