"""Estimates how hard a text is to read."""

from __future__ import annotations

import importlib.util

HARDEST = 9  # school grade: about 15 years of age
SHORTEST = 10  # words; the formula is meaningless for fewer


def can_grade() -> bool:
    """Whether the optional library is installed."""
    return importlib.util.find_spec("textstat") is not None


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of an English text; 0 for very short texts."""
    if len(text.split()) < SHORTEST:
        return 0
    import textstat  # slow to import

    return float(textstat.flesch_kincaid_grade(text))
