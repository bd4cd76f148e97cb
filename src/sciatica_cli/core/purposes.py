"""Purposes: what a person wants to know. Which questions serve one follows from the rules."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What a person wants to know; the value is its name in options and in JSON.

    LEVEL is the care level, its route and the scope. MASSAGE adds the verdict on massage, whom to
    ask first, and every sentence about it. ALL is everything.
    """

    LEVEL = "level"
    MASSAGE = "massage"
    ALL = "all"

    @property
    def covers_massage(self) -> bool:
        return self is not Purpose.LEVEL

    @property
    def covers_all(self) -> bool:
        return self is Purpose.ALL
