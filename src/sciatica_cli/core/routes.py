"""Whom to call and how to get help: the texts of the care levels, routes and regions."""

from __future__ import annotations

from .frozen import Frozen
from .levels import Level

GENERAL_REGION = "other"  # the region when no country is known


class Region(Frozen):
    """A country: the numbers to call, empty where we have none, and what people call the places.

    `also` are other codes for it, and `uncertain` the numbers to be checked before use.
    """

    id: str
    name: str
    emergency: str
    advice: str = ""
    crisis: str = ""
    maternity: str = ""
    doctor: str = ""
    department: str = ""
    advice_short: str = ""
    also: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    numbers_from: str = ""
    certainty: str = ""
    checked: str = ""
    review_by: str = ""

    @property
    def is_general(self) -> bool:
        """Whether this stands for an unknown country."""
        return self.id == GENERAL_REGION


class Route(Frozen):
    """How to get help: `number` names the field of `Region` to call, `also` a second one.

    `call_first`: a number that only the person knows, in words, to try before `number`.
    `replaces`: routes that need not be taken as well. `own_page`: if no other route leads, the
    page is about this alone and leaves out the back.
    """

    id: str
    title: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    number: str
    also: str = ""
    call_first: str = ""
    replaces: tuple[str, ...] = ()
    look_again: str = ""
    own_page: bool = False


class LevelText(Frozen):
    id: Level
    title: str
    deadline: str
    do: str
    look_again: str = ""
    act: tuple[str, ...] = ()  # the headline of the page, with places for dates and words
    go: str = ""  # the route for rules of this level that name none
