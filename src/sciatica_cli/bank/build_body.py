"""The drawing of the body, and the places on it."""

from __future__ import annotations

from ..core.faults import shown
from ..core.model import Body, Spot
from .build_conditions import Entries, Names
from .build_relief import build_advice
from .yaml_source import Node

MAX_ROWS, MAX_COLUMNS = 16, 24  # what stands beside a text in a terminal of 80 columns


def build_body(node: Node | None, names: Names) -> Body | None:
    """The body of a questions file, or None where it has none."""
    if node is None:
        return None
    fields = node.fields()
    drawing = fields.need("drawing")
    rows = drawing.drawing() if drawing else ()
    if drawing and (len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS):
        limits = f"{MAX_ROWS} lines of {MAX_COLUMNS} characters"
        drawing.fault("large_drawing", f"the drawing is larger than {limits}")
    known = {sign for row in rows for sign in row if sign.isalpha()}
    body = Body(
        title=fields.text("title"),
        drawing=rows,
        pain=_spots(fields.entries("hurts"), names, known),
        numb=_spots(fields.entries("numb"), names, known),
        nerves=build_advice(fields.entries("nerves"), names),
        caveat=fields.text("caveat"),
        sources=fields.names("sources"),
    )
    fields.done()
    drawn = {mark for spot in (*body.pain, *body.numb) for mark in spot.marks}
    for sign in sorted(known - drawn):
        node.fault("unused_mark", f'"{sign}" in the drawing belongs to no place')
    return body


def _spots(entries: Entries, names: Names, known: set[str]) -> tuple[Spot, ...]:
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
            if mark not in known:
                node.fault("unknown_mark", f'"{shown(mark)}" does not stand in the drawing')
    return tuple(spots)
