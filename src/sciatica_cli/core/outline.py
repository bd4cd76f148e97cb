"""Shapes to draw: the outline of a body with the zones on it, and sketches of what to do.

The outline is that of one half of the body. The other half is its mirror image, so left and right
can never differ. A point is (x, y): how far from the middle of the body, or from the left of a
sketch, and how far below the top of the canvas.
"""

from __future__ import annotations

from .frozen import Frozen

LEFT, RIGHT = SIDES = ("left", "right")  # the person's own
WIDTH, HEIGHT = 50, 200  # of the canvas of one half
SKETCH_WIDTH, SKETCH_HEIGHT = 200, 80

Point = tuple[int, int]
Shape = tuple[Point, ...]  # the corners in order; the last is joined to the first


class SketchPart(Frozen):
    """A part of a sketch; `shaded` if it is what the sketch is about."""

    shape: Shape
    shaded: bool = False


Sketch = tuple[SketchPart, ...]  # a later part lies on top of an earlier one


class Zone(Frozen):
    """An area of one half of the body. What lies outside the outline is cut off."""

    id: str
    shape: Shape


class View(Frozen):
    """The body from one side. From behind, the left of the body is on the left of the picture."""

    title: str
    zones: tuple[Zone, ...]
    from_behind: bool

    @property
    def sides(self) -> tuple[str, str]:
        """The sides of the body as they are in the picture, from left to right."""
        return (LEFT, RIGHT) if self.from_behind else (RIGHT, LEFT)


def sided(zone: str) -> tuple[str, str]:
    """The names of a zone on the left and on the right."""
    return f"{LEFT}_{zone}", f"{RIGHT}_{zone}"


def crossings(shape: Shape, y: float) -> list[float]:
    """Where the edges of a shape cross a height, from the middle outward."""
    edges = zip(shape, (*shape[1:], *shape[:1]), strict=True)
    return sorted(
        x + (next_x - x) * (y - y_here) / (next_y - y_here)
        for (x, y_here), (next_x, next_y) in edges
        if (y_here > y) != (next_y > y)
    )


def inside(crossed: list[float], x: float) -> bool:
    """Whether a point lies in a shape, by the `crossings` at its height."""
    return sum(edge < x for edge in crossed) % 2 == 1
