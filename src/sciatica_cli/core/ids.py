"""The id of a record: one line of text in any script, or a whole number."""

from __future__ import annotations

import re

from .faults import Fault
from .question_base import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 200  # characters
LOWEST, HIGHEST = -1e199, 1e200  # a whole number lies between them
# Control characters, line separators, what reverses the order of signs, halves of signs. What
# joins signs, as in some emoji and in Persian, belongs to them.
_SIGNS = r"\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
REFUSED = f"[{_SIGNS}]"
_refused = re.compile(REFUSED)
NAMES = {
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
}


def id_of(record: Mapping[str, object]) -> object:
    """The id as it is written back."""
    return whole(record.get("id"))


def id_fault(ident: object) -> Fault | None:
    """What is wrong with an id."""
    ident = whole(ident)
    hint = f"give one line of text of up to {LENGTH} characters, or a whole number"
    message = "this cannot be an id"
    if ident is None or _is_number(ident):
        return None
    if isinstance(ident, str):
        found = _refused.search(ident)
        if found is not None:
            message = f"there is {_name(ord(found[0]))} in it"
        elif len(ident) > LENGTH:
            message = f"it has {len(ident):,} characters"
        else:
            return None
    return Fault("bad_id", "id", message, hint)


def _is_number(ident: object) -> bool:
    known = isinstance(ident, int) and not isinstance(ident, bool)
    return known and LOWEST < ident < HIGHEST  # type: ignore[operator]


def _name(sign: int) -> str:
    half = "half of a sign" if 0xD800 <= sign <= 0xDFFF else "a control character"
    return f"{NAMES.get(sign, half)} (U+{sign:04X})"
