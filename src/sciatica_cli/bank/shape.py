"""Fields and blocks: how the shape of a YAML file is described, once.

From a description come the reading of a file (here), the JSON Schema for editors (`file_schema`)
and the tables of keys in docs/authoring.md (`file_tables`). What compares one place of a file with
another is checked after the reading, by the functions of `build*.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..core.faults import nearest, shown
from .yaml_source import Node

REQUIRED: Any = object()  # the default of a key that must be there


class Values(dict[str, Any]):
    """What was read of a block, by key, and where it stands."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.nodes: dict[str, Node] = {}  # of the values that are there

    def fault(self, code: str, message: str, hint: str = "", key: str = "") -> None:
        """A fault of the block, or of the value under a key."""
        self.nodes.get(key, self.node).fault(code, message, hint)


class Field:
    """What may stand under a key. A field with a default may be left out."""

    stand_in: Any = ""  # for a value that is missing or faulty; the file is refused anyway

    def __init__(self, description: str, *examples: object, default: Any = REQUIRED) -> None:
        self.description = description
        self.examples = examples
        self.default = default

    @property
    def required(self) -> bool:
        return self.default is REQUIRED

    def read(self, node: Node, block: Node) -> Any:
        """The value, with a fault at its node, or at the block around it, if it is a wrong one."""
        raise NotImplementedError

    def missing(self, block: Node) -> Any:
        """What stands in for a required value that is not there."""
        return self.stand_in


class Text(Field):
    """Words for a person."""

    def __init__(
        self, description: str, *examples: object, default: Any = REQUIRED, max_length: int = 0
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.max_length = max_length

    def read(self, node: Node, block: Node) -> str:
        text = node.text()
        if self.max_length and len(text) > self.max_length:
            node.fault("long_label", f"a label has at most {self.max_length} characters")
        return text


class Word(Field):
    """A value as it is written, such as a version."""

    def read(self, node: Node, block: Node) -> str:
        return node.word()


class Date(Word):
    """A date such as 2026-11-22; lint complains about others."""


class Name(Field):
    """A name: small letters, digits and _, a letter first."""

    def read(self, node: Node, block: Node) -> str:
        return node.name()


class OneOf(Name):
    """One of several names; `what` they are stands in the fault and in its code."""

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
        self.stand_in = self.values[0]

    def read(self, node: Node, block: Node) -> str:
        name = node.name()
        if name in self.values:
            return name
        message = f'there is no {self.what} "{shown(name)}"'
        block.fault(self.code, message, nearest(name, self.values))
        return self.values[0]


class ListOf(Field):
    """A list, or one value alone."""

    stand_in = ()

    def __init__(
        self, item: Field, description: str, *examples: object, default: Any = REQUIRED
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.item = item

    def read(self, node: Node, block: Node) -> tuple[Any, ...]:
        return tuple(self.item.read(item, block) for item in node.items())


class Names(ListOf):
    """Names, none if left out."""

    def __init__(self, description: str, *examples: object) -> None:
        super().__init__(Name("A name."), description, *examples, default=())


class Flag(Field):
    """True or false, false if left out."""

    def __init__(self, description: str) -> None:
        super().__init__(description, default=False)

    def read(self, node: Node, block: Node) -> bool:
        return node.boolean()


class Integer(Field):
    stand_in = 0

    def __init__(
        self, description: str, *examples: object, default: Any = REQUIRED, limit: int = 0
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.limit = limit  # either way; 0 for none

    def read(self, node: Node, block: Node) -> int:
        number = node.integer()
        if self.limit and abs(number) > self.limit:
            block.fault("out_of_range", f"from {-self.limit} to {self.limit} is possible")
            return 0
        return number


class Drawing(Field):
    """Lines whose blanks count, after |."""

    stand_in = ()

    def __init__(self, description: str, *examples: object, rows: int, columns: int) -> None:
        super().__init__(description, *examples)
        self.rows, self.columns = rows, columns

    def read(self, node: Node, block: Node) -> tuple[str, ...]:
        rows = node.drawing()
        if len(rows) > self.rows or max(map(len, rows), default=0) > self.columns:
            limits = f"{self.rows} lines of {self.columns} characters"
            node.fault("large_drawing", f"the drawing is larger than {limits}")
        return rows


class Condition(Field):
    """A condition. Read as its node: what it may speak of depends on what stands before it."""

    stand_in = None

    def __init__(self, description: str, *, late: bool = False, default: Any = REQUIRED) -> None:
        super().__init__(description, default=default)
        self.late = late  # it may speak of the care level, which is known by then

    def read(self, node: Node, block: Node) -> Node:
        return node


class Block(Field):
    """A block of known keys, and no others."""

    def __init__(
        self, description: str, fields: Mapping[str, Field], *, default: Any = REQUIRED
    ) -> None:
        super().__init__(description, default=default)
        self.fields = fields

    def read(self, node: Node, block: Node | None = None) -> Values:
        given = {key.word(): (key, value) for key, value in node.pairs()}
        values = Values(node)
        for key, field in self.fields.items():
            if key in given:
                _, values.nodes[key] = given.pop(key)
                values[key] = field.read(values.nodes[key], node)
            elif not field.required:
                values[key] = field.default
            else:
                values[key] = field.missing(node)
                if node.is_mapping():
                    node.fault("missing_key", f"`{key}` is missing")
        for word, (key_node, _) in given.items():
            hint = nearest(word, tuple(self.fields))
            key_node.fault("unknown_key", f'"{shown(word)}" is not known here', hint)
        return values

    def missing(self, block: Node) -> Values:
        values = Values(block)
        values |= {key: field.missing(block) for key, field in self.fields.items()}
        return values


class Variants(Field):
    """A block whose keys depend on the value of one of them; the first block for a strange one."""

    def __init__(self, key: str, blocks: Mapping[str, Block]) -> None:
        self.first = next(iter(blocks.values()))
        super().__init__(self.first.description)
        self.key = key
        self.blocks = blocks

    def read(self, node: Node, block: Node) -> Values:
        value = next((v for k, v in node.pairs() if k.word() == self.key), None)
        word = value.node.value if value and value.is_text() else ""
        return self.blocks.get(word, self.first).read(node, block)


class Entries(Field):
    """A block whose keys are names that the author chooses."""

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
            entry: what stands under each name.
            description: what they are.
            examples: a few of them.
            default: what counts if they are left out; required entries are at least one.
            offered: names that an editor suggests.
            required_names: names that must be there.
            reserved: names that no entry may have.
            hint: what to do instead of using a reserved name.
        """
        super().__init__(description, *examples, default=default)
        self.entry = entry
        self.offered = tuple(offered)
        self.required_names = tuple(required_names)
        self.reserved = tuple(reserved)
        self.hint = hint

    def read(self, node: Node, block: Node) -> Values:
        values = Values(node)
        for name, value in node.named():
            if name in self.reserved:
                value.fault("reserved_name", f'"{name}" is a reserved word', self.hint)
            values[name] = self.entry.read(value, value)
        if self.required and node.is_mapping() and not values:
            node.fault("missing_key", "nothing stands in here")
        for name in self.required_names:
            if node.is_mapping() and name not in values:
                node.fault("missing_key", f"`{name}` is missing")
        return values

    def missing(self, block: Node) -> Values:
        return Values(block)


def optional_entries(entry: Field, description: str, **more: Any) -> Entries:
    return Entries(entry, description, default={}, **more)


def parts(field: Field) -> Iterator[Field]:
    """A field and every field within it."""
    yield field
    inner: Collection[Field] = ()
    match field:
        case Block():
            inner = field.fields.values()
        case Variants():
            inner = dict.fromkeys(field.blocks.values())
        case Entries():
            inner = (field.entry,)
        case ListOf():
            inner = (field.item,)
    for part in inner:
        yield from parts(part)
