"""The names in braces that the page replaces with dates and the words of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
WORDS = ("next_weekday", "doctor", "department", "emergency", "advice")
DAYS = re.compile(r"in_(\d{1,3})_days")


def unknown_placeholders(text: str) -> Iterator[str]:
    """The names in braces that nothing is filled in for."""
    for name in PLACEHOLDER.findall(text):
        if name not in WORDS and not DAYS.fullmatch(name):
            yield name
