"""The shape of what a later check compares with an earlier one."""

from __future__ import annotations

from .shape import Block, Condition, Entries, Flag, Integer, Name, optional_entries
from .shape_conditions import SOURCES
from .shape_texts import Phrase, Reference

STEP = Block(
    "A step.",
    {
        "label": Phrase("Its name on the page.", "the calf"),
        "sheet": Reference("The same in the words of clinicians.", default=""),
        "when": Condition("The step is reached if this holds.", default=None),
    },
)
WORTH = Block(
    "From when on a number has changed. Either is enough.",
    {
        "points": Integer("This much.", 2),
        "percent": Integer("This part of the higher number.", 30),
    },
    default=None,
)
MEASURES = optional_entries(
    Block(
        "Something that can become better or worse. Lower is better. It has one of `number`, "
        "`score` and `steps`.",
        {
            "label": Phrase("What it is called.", "Worst pain"),
            "number": Name("A question whose answer is a number.", default=""),
            "score": Name("A score.", default=""),
            "steps": Entries(
                STEP, "Lowest first; all but the first need `when`. The highest one counts.",
                default=None,
            ),
            "worth": WORTH,
            "least_when": Condition(
                "When a number is as low as it can be, although it is not asked.", default=None
            ),
            "charted": Flag("It is part of the picture of the course."),
            "sheet": Reference("What the sheet calls it.", default=""),
            "sources": SOURCES,
        },
    ),
    "What a later check compares with an earlier one.",
)
