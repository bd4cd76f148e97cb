"""The compiled copy: a Questionnaire as JSON, so that no YAML is read at run time."""

from __future__ import annotations

import json

from ..core import model
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from .loader import FORMAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CLASSES: dict[str, type[Frozen]] = {
    name: value
    for name, value in vars(model).items()
    if isinstance(value, type) and issubclass(value, Frozen)
}


def dump(questionnaire: Questionnaire, size: int, mtime: int) -> str:
    """The compiled copy of a questionnaire, with size (bytes) and time (ns) of its source."""
    head = f"{FORMAT} {size} {mtime} {questionnaire.sha256} {questionnaire.version}"
    body = json.dumps(_encode(questionnaire), ensure_ascii=False, separators=(",", ":"))
    return f"{head}\n{body}\n"


def _encode(value: object) -> object:
    if isinstance(value, Frozen):
        fields = type(value).fields
        return {type(value).__name__: [_encode(getattr(value, field)) for field in fields]}
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    return value


def load(text: str) -> Questionnaire:
    """The questionnaire of a compiled copy."""
    made: Questionnaire = json.loads(text[text.index("\n") :], object_hook=_decode)
    return made


def _decode(data: dict[str, list[Any]]) -> Frozen:
    ((name, values),) = data.items()
    return _CLASSES[name].restore(map(_as_tuple, values))


def _as_tuple(value: Any) -> Any:
    return tuple(map(_as_tuple, value)) if type(value) is list else value
