"""Drawings as shapes for SVG: the smooth outline of the body with its zones, and sketches."""

from __future__ import annotations

from ..core.frozen import Frozen
from ..core.outline import HEIGHT, SKETCH_HEIGHT, SKETCH_WIDTH, WIDTH, Shape, Sketch, View
from .blocks import Drawing

MARGIN, GAP = 4, 10
TITLE_HEIGHT = 18  # above a view


class Area(Frozen):
    """A shaded zone: the corners as the attribute `points`."""

    shade: str
    points: str


class Scene(Frozen):
    """A view at its place in the picture; `x` is the middle of the body."""

    x: int
    title: str
    sides: tuple[str, str]
    areas: tuple[Area, ...]


class Picture(Frozen):
    """Everything that the template needs; `outline` is the attribute `d` of a path."""

    view_box: str
    outline: str
    scenes: tuple[Scene, ...]


def picture(drawing: Drawing) -> Picture:
    """The shapes of a drawing."""
    shades = dict(drawing.shades)
    step = 2 * WIDTH + GAP
    width = len(drawing.views) * step - GAP
    height = TITLE_HEIGHT + HEIGHT + MARGIN
    return Picture(
        view_box=f"{-MARGIN} {-TITLE_HEIGHT} {width + 2 * MARGIN} {height}",
        outline=_smooth(_both_halves(drawing.outline)),
        scenes=tuple(
            Scene(WIDTH + i * step, view.title, view.sides, _areas(view, shades))
            for i, view in enumerate(drawing.views)
        ),
    )


def _areas(view: View, shades: dict[str, str]) -> tuple[Area, ...]:
    return tuple(
        Area(shades[name], " ".join(f"{sign * x},{y}" for x, y in zone.shape))
        for zone in view.zones
        for side, sign in zip(view.sides, (-1, 1), strict=True)
        if (name := f"{side}_{zone.id}") in shades
    )


def _both_halves(half: Shape) -> Shape:
    return (*half, *((-x, y) for x, y in reversed(half) if x))


def _smooth(shape: Shape) -> str:
    """A shape as a path of curves, each from the middle of an edge to that of the next."""
    middles = [
        f"{(x + next_x) / 2:g} {(y + next_y) / 2:g}"
        for (x, y), (next_x, next_y) in zip(shape, (*shape[1:], *shape[:1]), strict=True)
    ]
    curves = (f"Q{x} {y} {to}" for (x, y), to in zip(shape, middles, strict=True))
    return f"M{middles[-1]}{''.join(curves)}Z"


SKETCH_BOX = f"{-MARGIN} {-MARGIN} {SKETCH_WIDTH + 2 * MARGIN} {SKETCH_HEIGHT + 2 * MARGIN}"


def sketch_paths(sketch: Sketch) -> tuple[tuple[str, bool], ...]:
    """The attribute `d` of the path of each part, and whether it is shaded."""
    return tuple((_smooth(part.shape), part.shaded) for part in sketch)
