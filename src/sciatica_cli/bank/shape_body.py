"""What is drawn: the body with the places that are shaded, and sketches of what to do."""

from __future__ import annotations

from ..core.outline import HEIGHT, SKETCH_HEIGHT, SKETCH_WIDTH, WIDTH, Shape
from .shape import Block, Condition, Entries, Field, Flag, Names, optional_entries
from .shape_conditions import SOURCES
from .shape_judgements import advice
from .shape_texts import Phrase, Text
from .yaml_source import Node


class Corners(Field):
    """The corners of a shape: at least three points `[x, y]` inside a canvas."""

    fallback = ()

    def __init__(self, description: str, width: int, height: int) -> None:
        super().__init__(description)
        self.width, self.height = width, height

    def read(self, node: Node) -> Shape:
        points = [[n.integer() for n in point.items()] for point in node.items()]
        if len(points) < 3 or any(len(point) != 2 for point in points):
            node.fault("bad_shape", "a shape has at least three corners [x, y]")
            return ()
        if any(not (0 <= x <= self.width and 0 <= y <= self.height) for x, y in points):
            limits = f"x from 0 to {self.width}, y from 0 to {self.height}"
            node.fault("outside_canvas", f"a corner is outside the canvas ({limits})")
        return tuple((x, y) for x, y in points)


PLACE = Block(
    "A place on the body.",
    {
        "name": Phrase("What the place is called.", "lower leg"),
        "side": Phrase("Which of the two, if there are two.", "left", "right", default=""),
        "zones": Names("Its zones: `left_calf`, `right_calf`, or `calf` for both.", "left_calf"),
        "not_drawn_because": Phrase("Why it has no `zones` and is only named.", default=""),
        "when": Condition("When the place is shaded."),
        "if_unsure": Flag('Also shaded if "not sure" leaves the condition open.'),
    },
)
VIEW = Block(
    "The body from one side.",
    {
        "title": Phrase("The heading of this view, in a few words.", "From behind", max_length=16),
        "zones": optional_entries(
            Corners(
                "The corners of one half of the zone; what lies outside the outline is cut off.",
                width=WIDTH,
                height=HEIGHT,
            ),
            "The areas that can be shaded.",
        ),
    },
)
BODY = Block(
    "The drawing on the page; a file can do without.",
    {
        "title": Phrase("The heading above the drawing."),
        "outline": Corners(
            "The corners of one half of the body: x is how far from the middle, y how far down.",
            width=WIDTH,
            height=HEIGHT,
        ),
        "behind": VIEW,
        "front": VIEW,
        "hurts": optional_entries(PLACE, "The places that can hurt."),
        "numb": optional_entries(PLACE, "The places that can be numb."),
        "nerves": advice("Which nerve such a pattern usually comes from.", late=False, text=Phrase),
        "caveat": Text("A caveat that is always shown with the nerves."),
        "sources": SOURCES,
    },
    default=None,
)
SKETCH_PART = Block(
    "A part of a sketch.",
    {
        "corners": Corners(
            "Its corners: x from the left, y from the top.",
            width=SKETCH_WIDTH,
            height=SKETCH_HEIGHT,
        ),
        "shaded": Flag("It is what the sketch is about."),
    },
)
SKETCHES = optional_entries(
    Entries(SKETCH_PART, "The parts, each on top of those above it."),
    "Drawings of what to do, for pages in HTML. An advice shows one by its name.",
)
