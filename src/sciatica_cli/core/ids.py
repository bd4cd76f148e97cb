"""The id of a record: one line of text in any script, or a whole number."""

from __future__ import annotations

from .control_characters import first_control_character
from .faults import Fault
from .question_base import as_integer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LENGTH = 200  # characters
LOWEST, HIGHEST = -1e199, 1e200  # a whole number lies between them


def id_of(record: Mapping[str, object]) -> object:
    """The id of a record, as results repeat it."""
    return as_integer(record.get("id"))


def id_fault(ident: object) -> Fault | None:
    """What is wrong with an id, or None."""
    ident = as_integer(ident)
    hint = f"give one line of text of up to {LENGTH} characters, or a whole number"
    message = "this cannot be an id"
    if ident is None or _is_number(ident):
        return None
    if isinstance(ident, str):
        if name := first_control_character(ident):
            message = f"there is {name} in it"
        elif len(ident) > LENGTH:
            message = f"it has {len(ident):,} characters"
        else:
            return None
    return Fault("bad_id", "id", message, hint)


def _is_number(ident: object) -> bool:
    known = isinstance(ident, int) and not isinstance(ident, bool)
    return known and LOWEST < ident < HIGHEST  # type: ignore[operator]
