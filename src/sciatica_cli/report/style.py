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


def choose_style(
    is_terminal: bool, environ: Mapping[str, str], plain: bool = False, no_color: bool = False
) -> str:
    """Options win over NO_COLOR and FORCE_COLOR (ignored if empty), and those over the stream."""
    if plain or environ.get("ACCESSIBLE") or (is_terminal and environ.get("TERM") == "dumb"):
        return PLAIN
    without_colour = no_color or bool(environ.get("NO_COLOR"))
    if is_terminal:
        return MONO if without_colour else COLOUR
    return COLOUR if environ.get("FORCE_COLOR") and not without_colour else PLAIN


def is_utf8(encoding: str | None) -> bool:
    return (encoding or "").lower().replace("-", "") == "utf8"
