"""Builds the drawing of the body and the places marked on it."""

from __future__ import annotations

from ..core.faults import shown
from ..core.model import Body, Spot
from .build_conditions import Entries, Names
from .build_relief import build_advice
from .yaml_source import Node

MAX_ROWS, MAX_COLUMNS = 16, 24  # leaves room for text next to it in 80 columns


def build_body(node: Node | None, names: Names) -> Body | None:
    """The body of a questions file, or None if the file has none."""
    if node is None:
        return None
    fields = node.fields()
    drawing = fields.need("drawing")
    rows = drawing.drawing() if drawing else ()
    if drawing and (len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS):
        limits = f"{MAX_ROWS} lines of {MAX_COLUMNS} characters"
        drawing.fault("large_drawing", f"the drawing is larger than {limits}")
    drawn = {mark for row in rows for mark in row if mark.isalpha()}
    body = Body(
        title=fields.text("title"),
        drawing=rows,
        pain=_spots(fields.entries("hurts"), names, drawn),
        numb=_spots(fields.entries("numb"), names, drawn),
        nerves=build_advice(fields.entries("nerves"), names),
        caveat=fields.text("caveat"),
        sources=fields.names("sources"),
    )
    fields.done()
    used = {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    for mark in sorted(drawn - used):
        node.fault("unused_mark", f'"{mark}" in the drawing belongs to no place')
    return body


def _spots(entries: Entries, names: Names, drawn: set[str]) -> tuple[Spot, ...]:
    spots = []
    for name, node in entries:
        fields = node.fields()
        marks = fields.word("marks", "")
        spots.append(
            Spot(
                id=name,
                name=fields.text("name"),
                when=names.when(fields),
                marks=marks,
                side=fields.text("side", ""),
                if_unsure=fields.flag("if_unsure"),
            )
        )
        fields.done()
        for mark in marks:
            if mark not in drawn:
                node.fault("unknown_mark", f'"{shown(mark)}" is not in the drawing')
    return tuple(spots)
