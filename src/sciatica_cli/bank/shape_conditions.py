"""The shape of conditions, and fields that many blocks share."""

from __future__ import annotations

from ..core.levels import LEVELS
from .shape import Block, Condition, Date, Entries, Field, Integer, ListOf, Name, Names, OneOf

SOURCES = Names(
    "Names from the list of sources; `unchecked` means general knowledge.", ["unchecked"]
)
DATES: dict[str, Field] = {
    "checked": Date("When this was last checked.", "2026-11-22", default=""),
    "review_by": Date("When this must be checked again.", "2027-05-22", default=""),
}

SOME = Block(
    "True if at least this many conditions of the list hold.",
    {
        "at_least": Integer("How many of them must hold.", 2),
        "of": ListOf(Condition("A condition."), "The conditions."),
    },
)
LEVEL = Block(
    "True if the care level is at least this.",
    {"at_least": OneOf("level", LEVELS, "The lowest level for which the condition holds.")},
)
RANGE = Block(
    "A range of numbers.",
    {
        "at_least": Integer("This number or more.", 50, default=None),
        "below": Integer("Less than this number.", 60, default=None),
    },
)
OPERATORS: dict[str, Field] = {  # any other key of a condition is the name of a question
    "all": ListOf(Condition("A condition."), "True if every condition of the list holds."),
    "any": ListOf(Condition("A condition."), "True if at least one condition of the list holds."),
    "not": Condition(
        "True if the condition does not hold. It cannot name a question that is not always asked."
    ),
    "some": SOME,
    "finding": Name("True if this finding holds.", "feverish"),
    "score": Entries(
        ListOf(Name("A band."), "One band, or several."),
        "True if the score is in this band, or in one of these.",
    ),
    "level": LEVEL,
}
