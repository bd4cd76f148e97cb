"""Chooses between plain text, a terminal without colour, and a terminal with colour."""

from __future__ import annotations

from collections.abc import Mapping

# The tone of each level and verdict. Colours only repeat what the words say.
TONES = {
    "emergency_now": "alarm",
    "same_day": "soon",
    "within_days": "care",
    "routine": "info",
    "self_care": "good",
    "try": "good",
    "yes": "good",
    "discuss": "info",
    "ask_first": "care",
    "caution": "care",
    "not_now": "stop",
    "no": "stop",
    "call": "call",
}
PLAIN, MONO, COLOUR = "plain", "mono", "colour"
NO = ("", "0", "f", "false", "n", "no", "off")  # what people write to switch a variable off
SIMPLE = ("dumb", "unknown")  # terminals that do not know control sequences


def choose_style(
    is_terminal: bool, environ: Mapping[str, str], plain: bool = False, no_color: bool = False
) -> str:
    """Options win over variables, and those over the stream.

    NO_COLOR counts with any value but an empty one (no-color.org), ACCESSIBLE unless it says no.
    FORCE_COLOR forces colour, or with such a value none, as Node.js reads it.
    """
    simple = is_terminal and environ.get("TERM") in SIMPLE
    if plain or simple or not _says_no(environ.get("ACCESSIBLE", "")):
        return PLAIN
    forced = environ.get("FORCE_COLOR", "")
    refused = bool(forced) and _says_no(forced)
    without_colour = no_color or bool(environ.get("NO_COLOR")) or refused
    if is_terminal:
        return MONO if without_colour else COLOUR
    return COLOUR if forced and not without_colour else PLAIN


def _says_no(value: str) -> bool:
    return value.strip().lower() in NO


def is_utf8(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "") == "utf8"
