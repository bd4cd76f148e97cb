"""Signs that steer a screen instead of being read. The one gate for every text from outside.

What can be refused is refused with its place: ids and questions files. What must be shown all the
same, such as an unknown name or the name of a file, is cleaned.
"""

from __future__ import annotations

import re

# Control characters, line separators, what reverses the order of signs, halves of signs. Marks of
# direction (U+200E, U+200F) reverse nothing, and some languages cannot do without.
_SIGNS = r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
STEERING = f"[{_SIGNS}]"
JOINERS = "\u200c\u200d"  # Persian and joined emoji are made with them
_NAMES = {
    0x00: "a NUL",
    0x1B: "an escape character",
    0x2028: "a line separator",
    0x2029: "a paragraph separator",
    0x202A: "a left-to-right embedding",
    0x202B: "a right-to-left embedding",
    0x202C: "an end of a change of direction",
    0x202D: "a left-to-right override",
    0x202E: "a right-to-left override",
    0x2066: "a left-to-right isolate",
    0x2067: "a right-to-left isolate",
    0x2068: "a first strong isolate",
    0x2069: "an end of an isolate",
    0xFEFF: "a byte order mark",
}
_BYTES = "[\udc80-\udcff]+"  # as Python writes bytes that are not UTF-8


def steering_sign(text: str) -> str:
    """The first sign of a line of text that steers, in words; empty if there is none."""
    if text.isprintable():  # as nearly all are; compiling the pattern would delay every start
        return ""
    found = re.search(STEERING, text)
    return sign_name(found.group()) if found else ""


def sign_name(sign: str) -> str:
    """What a sign that steers is called, with its number."""
    number = ord(sign)
    half = "half of a sign" if 0xD800 <= number <= 0xDFFF else "a control character"
    return f"{_NAMES.get(number, half)} (U+{number:04X})"


def clean(text: str) -> str:
    """Drop what is not printed, so that no text can move the cursor or hide other text.

    White space of any kind becomes a blank. What joins signs stays. A byte that is no text, as in
    some names of files, leaves a mark, or another name would be shown.
    """
    if text.isprintable():
        return text
    text = re.sub(_BYTES, "\N{REPLACEMENT CHARACTER}", text)
    return "".join(
        " " if c.isspace() else c for c in text if c.isprintable() or c.isspace() or c in JOINERS
    )
