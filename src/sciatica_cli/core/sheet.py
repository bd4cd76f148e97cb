"""The lines of the hand-over sheet, as the questions file lists them."""

from __future__ import annotations

from .frozen import Frozen

SHEET_PARTS = RED_FLAGS, SITUATION, HISTORY = ("red_flags", "situation", "history")


class SheetLine(Frozen):
    """A line of the hand-over sheet: the questions whose answers it shows, in this order.

    `part` is one of SHEET_PARTS. `also` names choices that are repeated here, by question.
    """

    id: str
    label: str
    part: str
    of: tuple[str, ...]
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
