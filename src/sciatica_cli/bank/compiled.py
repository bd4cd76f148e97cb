"""Stores a Questionnaire as JSON, so that no YAML is parsed at run time."""

from __future__ import annotations

import json

from ..core import conditions, measures, model, outline, questions, routes
from ..core.conditions import Condition
from ..core.frozen import Frozen
from ..core.levels import Level
from ..core.model import Questionnaire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CLASSES: dict[str, type[Frozen]] = {
    name: value
    for module in (conditions, questions, outline, routes, measures, model)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Frozen)
}
LEVEL, REFERENCE = "Level", "@"  # REFERENCE: the number of an earlier condition


def format_number() -> int:
    """A checksum of the model's fields: copies with other fields are rejected."""
    from zlib import crc32  # needed in a checkout only

    shape = [f"{name}({','.join(_CLASSES[name].fields)})" for name in sorted(_CLASSES)]
    return crc32(" ".join(shape).encode())


def dump(questionnaire: Questionnaire, size: int, mtime: int) -> str:
    """The compiled copy; `size` (bytes) and `mtime` (ns) are those of the source file."""
    head = f"{format_number()} {size} {mtime} {questionnaire.sha256} {questionnaire.version}"
    body = json.dumps(_encode(questionnaire, {}), ensure_ascii=False, separators=(",", ":"))
    return f"{head}\n{body}\n"


def _encode(value: object, numbers: dict[Condition, int]) -> object:
    """Plain data; a repeated condition becomes a reference to the first."""
    if isinstance(value, Condition) and value in numbers:
        return {REFERENCE: [numbers[value]]}
    if isinstance(value, Level):
        return {LEVEL: [value.value]}
    if isinstance(value, Frozen):
        fields = [_encode(getattr(value, field), numbers) for field in type(value).fields]
        if isinstance(value, Condition):
            numbers[value] = len(numbers)
        return {type(value).__name__: fields}
    if isinstance(value, tuple):
        return [_encode(item, numbers) for item in value]
    return value


def load(text: str) -> Questionnaire:
    """The questionnaire in a compiled copy."""
    made: Questionnaire = json.loads(text[text.index("\n") :], object_hook=_decoder())
    return made


def _decoder() -> Callable[[dict[str, list[Any]]], object]:
    """An object hook for json, which calls it for inner objects first, in text order."""
    seen: list[object] = []

    def decode(data: dict[str, list[Any]]) -> object:
        ((name, values),) = data.items()
        if name == REFERENCE:
            return seen[values[0]]
        if name == LEVEL:
            return Level(values[0])
        made = _CLASSES[name].restore(
            [_as_tuple(value) if type(value) is list else value for value in values]
        )
        if isinstance(made, Condition):
            seen.append(made)
        return made

    return decode


def _as_tuple(items: list[Any]) -> tuple[Any, ...]:
    return tuple([_as_tuple(item) if type(item) is list else item for item in items])
