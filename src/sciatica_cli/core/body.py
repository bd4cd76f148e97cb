"""Where it hurts and where it is numb, on the drawing of a body."""

from __future__ import annotations

from .conditions import TRUE, UNKNOWN, AnswerState
from .frozen import Frozen
from .model import Advice, Body, Spot


class BodyMap(Frozen):
    """The places to shade; `unsure` if a "not sure" answer left some of them open."""

    pain: tuple[Spot, ...] = ()
    numb: tuple[Spot, ...] = ()
    nerves: tuple[Advice, ...] = ()
    unsure: bool = False


def locate(body: Body, state: AnswerState) -> BodyMap:
    """The places to shade for these answers; missing answers shade nothing."""
    pain = _shaded(body.pain, state)
    numb = _shaded(body.numb, state)
    return BodyMap(
        pain=tuple(spot for spot, _ in pain),
        numb=tuple(spot for spot, _ in numb),
        nerves=tuple(n for n in body.nerves if state.holds(n.when)),
        unsure=any(low == UNKNOWN for _, low in (*pain, *numb)),
    )


def _shaded(spots: tuple[Spot, ...], state: AnswerState) -> list[tuple[Spot, int]]:
    found = [(spot, state.bounds(spot.when)[0]) for spot in spots]
    return [(s, low) for s, low in found if low == TRUE or (low == UNKNOWN and s.if_unsure)]
