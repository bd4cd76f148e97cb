"""Field types: they describe, once, what the keys of a questions file may hold.

The description (`shape_*.py`) drives the reader, the JSON Schema for editors and the tables of
keys in docs/authoring.md. The `build*.py` modules check whatever relates one place in the file to
another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..core.faults import shown
from .values import Values
from .yaml_source import Node

REQUIRED: Any = object()  # the default of a key that must be given


class Field:
    """Describes the value of a key. A field with a default can be left out."""

    fallback: Any = ""  # for a missing or faulty value; the file is rejected anyway

    def __init__(self, description: str, *examples: object, default: Any = REQUIRED) -> None:
        self.description = description
        self.examples = examples
        self.default = default

    @property
    def required(self) -> bool:
        return self.default is REQUIRED

    def read(self, node: Node) -> Any:
        """The value, or a fallback after recording a fault."""
        raise NotImplementedError

    def missing(self, parent: Node) -> Any:
        """A fallback for a required value that `parent` lacks."""
        return self.fallback


class Word(Field):
    """A value that is read as it is written, such as a version."""

    def read(self, node: Node) -> str:
        return node.word()


class Date(Word):
    """A date such as 2026-11-22, which lint checks."""


class Name(Field):
    """A name: small letters, digits and _, starting with a letter."""

    def read(self, node: Node) -> str:
        return node.name()


class OneOf(Name):
    """One of several names. `what` says in a fault what they are, and is part of its code."""

    def __init__(
        self,
        what: str,
        values: Collection[str],
        description: str,
        *,
        default: Any = REQUIRED,
        code: str = "",
    ) -> None:
        super().__init__(description, default=default)
        self.what = what
        self.values = tuple(values)
        self.code = code or f"unknown_{what}"
        self.fallback = self.values[0]

    def read(self, node: Node) -> str:
        name = node.name()
        node.check_known(self.what, name, self.values, self.code)
        # a Level, where the values are levels
        return self.values[self.values.index(name)] if name in self.values else self.fallback


class ListOf(Field):
    """A list. A single value counts as a list of one."""

    fallback = ()

    def __init__(
        self, item: Field, description: str, *examples: object, default: Any = REQUIRED
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.item = item

    def read(self, node: Node) -> tuple[Any, ...]:
        return tuple(self.item.read(item) for item in node.items())


class Names(ListOf):
    """A list of names, empty by default."""

    def __init__(self, description: str, *examples: object, default: Any = ()) -> None:
        super().__init__(Name("A name."), description, *examples, default=default)


class Flag(Field):
    """True or false, false by default."""

    def __init__(self, description: str) -> None:
        super().__init__(description, default=False)

    def read(self, node: Node) -> bool:
        return node.boolean()


class Integer(Field):
    """A whole number. Unless `limit` is 0, it can be from `-limit` to `limit`."""

    fallback = 0

    def __init__(
        self, description: str, *examples: object, default: Any = REQUIRED, limit: int = 0
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.limit = limit

    def read(self, node: Node) -> int:
        number = node.integer()
        if self.limit and abs(number) > self.limit:
            node.fault("out_of_range", f"give a number from {-self.limit} to {self.limit}")
            return 0
        return number


class Unread(Field):
    """A value that stays a node, since reading it needs more than the file's shape."""

    fallback = None

    def read(self, node: Node) -> Node:
        return node


class Condition(Unread):
    """A condition, which can use the names above it. A `late` one can use the care level, too."""

    def __init__(self, description: str, *, late: bool = False, default: Any = REQUIRED) -> None:
        super().__init__(description, default=default)
        self.late = late


class Block(Field):
    """A mapping with known keys."""

    def __init__(
        self, description: str, fields: Mapping[str, Field], *, default: Any = REQUIRED
    ) -> None:
        super().__init__(description, default=default)
        self.fields = fields

    def read(self, node: Node) -> Values:
        given = {key.word(): (key, value) for key, value in node.pairs()}
        values = Values(node)
        for key, field in self.fields.items():
            if key in given:
                _, values.nodes[key] = given.pop(key)
                values[key] = field.read(values.nodes[key])
            elif not field.required:
                values[key] = field.default
            else:
                values[key] = field.missing(node)
                if node.is_mapping():
                    node.fault("missing_key", f"`{key}` is missing")
        for word, (key_node, _) in given.items():
            message = f'"{shown(word)}" is not known here'
            key_node.unknown("unknown_key", message, word, self.fields)
        return values

    def missing(self, parent: Node) -> Values:
        values = Values(parent)
        values |= {key: field.missing(parent) for key, field in self.fields.items()}
        return values


class Variants(Field):
    """A mapping whose keys depend on the value of `key`; an unknown value gets the first block."""

    def __init__(self, key: str, blocks: Mapping[str, Block]) -> None:
        self.first = next(iter(blocks.values()))
        super().__init__(self.first.description)
        self.key = key
        self.blocks = blocks

    def block_of(self, node: Node) -> Block:
        """The block that describes this mapping."""
        value = next((v for k, v in node.pairs() if k.word() == self.key), None)
        word = value.node.value if value and value.is_text() else ""
        return self.blocks.get(word, self.first)

    def read(self, node: Node) -> Values:
        return self.block_of(node).read(node)


class Entries(Field):
    """A mapping whose keys are names that the author chooses."""

    def __init__(
        self,
        entry: Field,
        description: str,
        *examples: object,
        default: Any = REQUIRED,
        offered: Collection[str] = (),
        required_names: Collection[str] = (),
        reserved: Collection[str] = (),
        hint: str = "",
    ) -> None:
        """Describe the entries.

        Args:
            entry: the value of each name.
            description: what they are.
            examples: some values of the whole mapping.
            default: the value if they are left out; without it there must be at least one entry.
            offered: names that an editor suggests.
            required_names: names that must be given.
            reserved: names that are not allowed.
            hint: what to do instead of using a reserved name.
        """
        super().__init__(description, *examples, default=default)
        self.entry = entry
        self.offered = tuple(offered)
        self.required_names = tuple(required_names)
        self.reserved = tuple(reserved)
        self.hint = hint

    def read(self, node: Node) -> Values:
        values = Values(node)
        for name, value in node.named():
            if name in self.reserved:
                value.fault("reserved_name", f'"{name}" is a reserved word', self.hint)
            values.nodes[name] = value
            values[name] = self.entry.read(value)
        if self.required and node.is_mapping() and not values:
            node.fault("missing_key", "at least one entry is needed here")
        for name in self.required_names:
            if node.is_mapping() and name not in values:
                node.fault("missing_key", f"`{name}` is missing")
        return values

    def missing(self, parent: Node) -> Values:
        return Values(parent)


def optional_entries(entry: Field, description: str, **more: Any) -> Entries:
    return Entries(entry, description, default={}, **more)
