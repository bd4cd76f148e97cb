"""The shape of conditions, and the fields that many blocks share."""

from __future__ import annotations

from ..core.model import LEVELS
from .shape import Block, Condition, Date, Entries, Field, Integer, ListOf, Name, Names, OneOf

SOURCES = Names("Names from the list of sources; unchecked is general knowledge.", ["unchecked"])
DATES: dict[str, Field] = {
    "checked": Date("When this was last checked.", "2026-11-22", default=""),
    "review_by": Date("When this must be checked again.", "2027-05-22", default=""),
}

SOME = Block(
    "At least so many of the list hold.",
    {
        "at_least": Integer("How many of the list must hold.", 2),
        "of": ListOf(Condition("A condition."), "The list of conditions."),
    },
)
LEVEL = Block(
    "The care level found is at least this.",
    {"at_least": OneOf("level", LEVELS, "The lowest level for which it holds.")},
)
RANGE = Block(
    "A number in this range.",
    {
        "at_least": Integer("This number or more.", 50, default=None),
        "below": Integer("Under this.", 60, default=None),
    },
)
OPERATORS: dict[str, Field] = {  # any other key of a condition is the name of a question
    "all": ListOf(Condition("A condition."), "All of the list hold."),
    "any": ListOf(Condition("A condition."), "At least one of the list holds."),
    "not": Condition(
        "The inner condition does not hold; name no question that is not always asked."
    ),
    "some": SOME,
    "finding": Name("The condition of this name under findings holds.", "feverish"),
    "score": Entries(
        ListOf(Name("A band."), "Its band, or several."),
        "The score is in this band, or in one of these.",
    ),
    "level": LEVEL,
}
