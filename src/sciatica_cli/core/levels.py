"""Care levels: how soon a person needs help."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Ordered by urgency; the value is the name in JSON and in the questions file."""

    SELF_CARE = "self_care"
    ROUTINE = "routine"
    WITHIN_DAYS = "within_days"
    SAME_DAY = "same_day"
    EMERGENCY_NOW = "emergency_now"

    @property
    def rank(self) -> int:
        """0 for the least urgent."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Level(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Level(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Level(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Level(other).rank


LEVELS = tuple(Level)
_RANKS = {level: rank for rank, level in enumerate(LEVELS)}
LOWEST = Level.SELF_CARE
EMERGENCY = Level.EMERGENCY_NOW
SAME_DAY = Level.SAME_DAY
