"""The drawing of the body in characters, from the same shapes as the picture in HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ..core.control_characters import clean
from ..core.outline import HEIGHT, WIDTH, Shape, View, crossings, inside, sided
from .blocks import SHADES, Drawing

# A character covers two by two samples. Only half a body is sampled; both halves are drawn from it.
LINES, HALF_COLUMNS = 20, 9
COLUMNS, GAP = 2 * HALF_COLUMNS, 3  # of one view, and between two
SIDE_BY_SIDE = 2 * COLUMNS + GAP
HALF = 0.94 * WIDTH  # how much of the canvas is drawn; beyond it is only margin
ENOUGH = 2  # of the four samples of a character must lie in a zone to shade it

# The outline by the samples that it covers: 1 top left, 2 top right, 4 bottom left, 8 bottom right.
BLOCKS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
ASCII = " ''-.|//.\\|\\_\\/+"
FILLS = "█░▒"  # for pain, numbness and both
TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT = 1, 2, 4, 8

Row = tuple[tuple[str, str], ...]  # runs of text, each with its shade; empty for the outline
Grid = list[list[bool]]


def draw(drawing: Drawing, width: int = SIDE_BY_SIDE, ascii_only: bool = False) -> tuple[Row, ...]:
    """The views beside each other, or below each other if there are too few columns.

    Each row consists of runs of text. Those whose shade is pain, numbness or both are filled, with
    a different character for each, so that they can be told apart without colour.
    """
    views = [_view(drawing, view, ascii_only) for view in drawing.views]
    if width < SIDE_BY_SIDE:
        return tuple(row for rows in views for row in rows)
    gap = (("", " " * GAP),)
    return tuple(_merged((*left, *gap, *right)) for left, right in zip(*views, strict=True))


def plain(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The rows as text."""
    return tuple("".join(text for _, text in row).rstrip() for row in rows)


def _view(drawing: Drawing, view: View, ascii_only: bool) -> Iterator[Row]:
    outline = _samples(drawing.outline)
    edge = _edge(outline)
    shades = dict(drawing.shades)
    used = {
        z.id: _samples(z.shape) for z in view.zones if not shades.keys().isdisjoint(sided(z.id))
    }
    title = clean(view.title)[:COLUMNS]
    yield (("", title.center(COLUMNS)),)
    for line in range(LINES):
        row: list[tuple[str, str]] = []
        for side, mirrored in zip(view.sides, (True, False), strict=True):
            columns = range(HALF_COLUMNS)
            for column in reversed(columns) if mirrored else columns:
                samples = [(2 * line + down, 2 * column + out) for down in (0, 1) for out in (0, 1)]
                found: Counter[str] = Counter()
                for zone, area in used.items():
                    shade = shades.get(f"{side}_{zone}", "")
                    found[shade] += sum(outline[y][x] and area[y][x] for y, x in samples)
                row.append(_cell(found, [edge[y][x] for y, x in samples], mirrored, ascii_only))
        yield _merged(row)
    left, right = view.sides
    yield (("", f"{left}{right:>{COLUMNS - len(left)}}"),)


def _cell(
    found: Counter[str], edge: list[bool], mirrored: bool, ascii_only: bool
) -> tuple[str, str]:
    """The shade of a character, and the character."""
    shade = max(SHADES, key=lambda s: found[s])
    if found[shade] >= ENOUGH:
        return shade, shade if ascii_only else FILLS[SHADES.index(shade)]
    bits = (TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT)
    if mirrored:
        bits = (TOP_RIGHT, TOP_LEFT, BOTTOM_RIGHT, BOTTOM_LEFT)
    covered = sum(bit for bit, is_edge in zip(bits, edge, strict=True) if is_edge)
    return "", (ASCII if ascii_only else BLOCKS)[covered]


def _samples(shape: Shape) -> Grid:
    """Which samples of half the canvas lie in a shape, by rows from the top, middle first."""
    rows, columns = 2 * LINES, 2 * HALF_COLUMNS
    crossed = [crossings(shape, (row + 0.5) * HEIGHT / rows) for row in range(rows)]
    places = [(column + 0.5) * HALF / columns for column in range(columns)]
    return [[inside(edges, x) for x in places] for edges in crossed]


def _edge(area: Grid) -> Grid:
    """The samples of an area that have a neighbour outside it."""
    empty = [False] * len(area[0])
    above, below = [empty, *area], [*area[1:], empty]
    return [
        [
            here and not (up and down and outer and inner)
            for here, up, down, outer, inner in zip(
                row, over, under, [*row[1:], False], [row[0], *row], strict=False
            )
        ]
        for row, over, under in zip(area, above, below, strict=False)
    ]


def _merged(cells: Row | list[tuple[str, str]]) -> Row:
    """Neighbouring cells of one shade as one run."""
    return tuple(
        (shade, "".join(text for _, text in run))
        for shade, run in groupby(cells, key=lambda cell: cell[0])
    )
