"""The body beside a list, shaded as lines are ticked, where there is room for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from prompt_toolkit.formatted_text import fragment_list_width

from ..report.blocks import Drawing
from ..report.raster import COLUMNS, LINES, SIDE_BY_SIDE, draw
from .pane import Line

HEIGHT = LINES + 2  # with the title of the view and the names of its sides
GAP = 2  # columns between the text and the picture


class Picture:
    """Draws the body for what is ticked."""

    widths = (SIDE_BY_SIDE, COLUMNS)  # of both views, and of one

    def __init__(self, drawing: Callable[[tuple[str, ...]], Drawing]) -> None:
        self.drawing = drawing
        self.rows = cache(self._rows)  # moving the pointer changes nothing

    def _rows(self, ticked: tuple[str, ...], width: int) -> list[str]:
        """The picture in lines of one of the widths."""
        body = self.drawing(ticked)
        if width < SIDE_BY_SIDE:
            body = Drawing(body.outline, body.views[:1], body.shades)
        return ["".join(text for _, text in row) for row in draw(body, width)]


def beside(lines: list[Line], rows: list[str], width: int) -> list[Line]:
    """The lines of a text with those of a picture to the right of it, from a column on."""
    both: list[Line] = []
    for number in range(max(len(lines), len(rows))):
        line = lines[number] if number < len(lines) else []
        row = rows[number] if number < len(rows) else ""
        both.append([*line, ("", " " * (width - fragment_list_width(line))), ("", row)])
    return both
