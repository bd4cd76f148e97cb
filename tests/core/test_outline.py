"""Shapes: where they cross a height, and what lies inside."""

from __future__ import annotations

import pytest

from sciatica_cli.core.outline import Shape, crossings, inside

SQUARE: Shape = ((2, 10), (8, 10), (8, 20), (2, 20))
TRIANGLE: Shape = ((0, 0), (10, 20), (0, 20))
TWO_LEGS: Shape = ((0, 0), (9, 0), (9, 10), (6, 10), (6, 4), (3, 4), (3, 10), (0, 10))


@pytest.mark.parametrize(
    ("shape", "y", "crossed"),
    [
        (SQUARE, 15, [2, 8]),
        (SQUARE, 10, [2, 8]),  # the upper edge belongs to the shape, the lower one does not
        (SQUARE, 20, []),
        (SQUARE, 9.5, []),
        (TRIANGLE, 5, [0, 2.5]),
        (TRIANGLE, 16, [0, 8]),
        (((1, 10), (5, 20), (1, 30)), 12.5, [1, 2]),
        (((1, 10), (5, 20), (1, 30)), 25, [1, 3]),
        (TWO_LEGS, 2, [0, 9]),
        (TWO_LEGS, 5, [0, 3, 6, 9]),
        ((), 5, []),
    ],
)
def test_edges_cross_a_height_from_the_middle_outward(
    shape: Shape, y: float, crossed: list[float]
) -> None:
    assert crossings(shape, y) == crossed


@pytest.mark.parametrize(
    ("x", "is_inside"), [(-1, False), (1, True), (3, True), (4, False), (7, True), (10, False)]
)
def test_a_point_is_inside_behind_every_second_edge(x: float, is_inside: bool) -> None:
    assert inside(crossings(TWO_LEGS, 5), x) is is_inside
