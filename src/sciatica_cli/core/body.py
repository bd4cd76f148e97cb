"""Where it hurts and where it is numb, on the drawing of a body."""

from __future__ import annotations

from .conditions import TRUE, UNKNOWN, AnswerState, bounds
from .frozen import Frozen
from .model import Advice, Body, Spot


class BodyMap(Frozen):
    """The places that are shaded; `unsure` when "not sure" answers left some of them open."""

    pain: tuple[Spot, ...] = ()
    numb: tuple[Spot, ...] = ()
    nerves: tuple[Advice, ...] = ()
    unsure: bool = False


def locate(body: Body, sheet: AnswerState) -> BodyMap:
    """The places that the answers name; missing answers shade nothing."""
    pain = _shaded(body.pain, sheet)
    numb = _shaded(body.numb, sheet)
    return BodyMap(
        pain=tuple(spot for spot, _ in pain),
        numb=tuple(spot for spot, _ in numb),
        nerves=tuple(n for n in body.nerves if n.when is None or bounds(n.when, sheet)[0] == TRUE),
        unsure=any(low == UNKNOWN for _, low in (*pain, *numb)),
    )


def _shaded(spots: tuple[Spot, ...], sheet: AnswerState) -> list[tuple[Spot, int]]:
    found = [(spot, bounds(spot.when, sheet)[0]) for spot in spots]
    return [(s, low) for s, low in found if low == TRUE or (low == UNKNOWN and s.if_unsure)]
