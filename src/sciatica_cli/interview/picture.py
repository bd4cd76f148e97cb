"""The body beside a list, shaded as lines are ticked, where there is room for it."""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.formatted_text import StyleAndTextTuples

from ..report.blocks import Drawing
from ..report.raster import COLUMNS, LINES, SIDE_BY_SIDE, draw

HEIGHT = LINES + 1  # with the title of the view
GAP = 2  # columns between the list and the picture


class Picture:
    """Draws the body for what is ticked."""

    def __init__(self, drawing: Callable[[tuple[str, ...]], Drawing]) -> None:
        self.drawing = drawing

    def width(self, free: int) -> int:
        """The width in columns: both views if there is room, else one, else none (0)."""
        return next((w for w in (SIDE_BY_SIDE, COLUMNS) if w + GAP <= free), 0)

    def rows(self, ticked: tuple[str, ...], width: int) -> StyleAndTextTuples:
        body = self.drawing(ticked)
        if width < SIDE_BY_SIDE:
            body = Drawing(body.outline, body.views[:1], body.shades)
        rows = draw(body, width)
        return [("", "\n".join("".join(text for _, text in row) for row in rows))]
