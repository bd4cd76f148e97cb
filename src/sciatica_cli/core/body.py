"""Where it hurts and where it is numb, on the drawing of a body."""

from __future__ import annotations

from .conditions import AnswerState
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
    pain, numb = (
        tuple(spot for spot in spots if state.holds(spot.when, spot.if_unsure))
        for spots in (body.pain, body.numb)
    )
    return BodyMap(
        pain=pain,
        numb=numb,
        nerves=tuple(nerve for nerve in body.nerves if state.holds(nerve.when)),
        unsure=not all(state.holds(spot.when) for spot in (*pain, *numb)),
    )
