"""How hard a text is to read, as far as a formula can tell."""

from __future__ import annotations

import importlib.util

HARDEST = 9  # school grade: about 15 years of age
SHORTEST = 10  # words; a formula means nothing on fewer


def can_grade() -> bool:
    """Whether the library for it is there; it is an extra."""
    return importlib.util.find_spec("textstat") is not None


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of an English text; 0 for texts too short to tell."""
    if len(text.split()) < SHORTEST:
        return 0
    import textstat  # costs most of a second

    return float(textstat.flesch_kincaid_grade(text))
