"""Characters that control a terminal instead of being read: one gate for every text from outside.

They are refused where the text can be corrected: in ids and in questions files. Text that must be
shown anyway, such as an unknown name or the name of a file, is cleaned.
"""

from __future__ import annotations

import re

# Control characters, line separators, overrides of the direction of text, surrogates. The marks of
# direction (U+200E, U+200F) reverse nothing, and some languages cannot do without them.
CONTROL = r"[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
JOINERS = "\u200c\u200d"  # Persian and joined emoji need them
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


def first_control_character(text: str) -> str:
    """The name of the first control character in a line of text; empty if there is none."""
    if text.isprintable():  # as nearly all are; compiling the pattern would delay every start
        return ""
    found = re.search(CONTROL, text)
    return name_of_control_character(found.group()) if found else ""


def name_of_control_character(character: str) -> str:
    """What a control character is called, with its code point."""
    number = ord(character)
    half = "half of a sign" if 0xD800 <= number <= 0xDFFF else "a control character"
    return f"{_NAMES.get(number, half)} (U+{number:04X})"


def clean(text: str) -> str:
    """Drop unprintable characters, so that no text can move the cursor or hide other text.

    White space of any kind becomes a blank, and joiners stay. Bytes that are not UTF-8, as in some
    names of files, become a replacement character, or another name would be shown.
    """
    if text.isprintable():
        return text
    text = re.sub(_BYTES, "\N{REPLACEMENT CHARACTER}", text)
    return "".join(
        " " if c.isspace() else c for c in text if c.isprintable() or c.isspace() or c in JOINERS
    )
