"""YAML with places: reads text as YAML 1.2, refuses what could surprise, remembers line and column.

Values are read by the type the reader expects, so `no`, `on` and `1:30` stay the text they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..core.exits import BAD_QUESTIONS
from ..core.faults import Fault, FaultError, clean, nearest, shown

MAX_BYTES = 1 << 20
MAX_DEPTH = 32
MAX_NODES = 50_000
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source:
    """One file while it is read: its name, its lines, and every fault found in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.found: list[tuple[int, int, Fault]] = []

    def fault(self, code: str, mark: Any, message: str, hint: str = "") -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        place = f"{self.name}:{line}:{column}" if mark else self.name
        self.found.append((line, column, Fault(code, place, message, hint)))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All the faults so far in the order of the file, each once."""
        ordered = sorted(self.found, key=lambda found: found[:2])
        return tuple(dict.fromkeys(fault for _, _, fault in ordered))

    def stop(self) -> FaultError:
        """All the faults so far as one error."""
        return FaultError(self.faults, BAD_QUESTIONS)


def read_yaml(data: bytes, name: str) -> Node:
    """The root node of a file.

    Raises:
        FaultError: not UTF-8, too large or too deep, not YAML, or using anchors, aliases, tags,
            merge keys, duplicate keys or several documents.
    """
    source = Source(name, "")
    if len(data) > MAX_BYTES:
        source.fault("too_large", None, f"larger than {MAX_BYTES} bytes")
        raise source.stop()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        source.fault("not_utf8", None, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
        raise source.stop() from None
    source = Source(name, text)
    try:
        _scan(source, text)
        if source.faults:
            raise source.stop()
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        source.fault("not_yaml", mark, str(getattr(error, "problem", None) or "this is not YAML"))
        raise source.stop() from None
    if root is None:
        source.fault("empty", None, "the file is empty")
        raise source.stop()
    return Node(source, root)


def _scan(source: Source, text: str) -> None:
    """Look through the events before anything is built: deep nesting would crash the C loader."""
    depth = nodes = documents = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            _refuse_indirection(source, event)
        if documents > 1:
            source.fault("several_documents", mark, "a second document starts here")
            return
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            what = f"nested deeper than {MAX_DEPTH}" if depth > MAX_DEPTH else "too many values"
            source.fault("too_deep", mark, what)
            return


def _refuse_indirection(source: Source, event: yaml.NodeEvent) -> None:
    mark = event.start_mark
    if isinstance(event, yaml.AliasEvent):
        source.fault("alias", mark, "aliases are not allowed", "write the value out")
    elif event.anchor is not None:
        source.fault("anchor", mark, "anchors are not allowed", "use `findings` to reuse")
    if getattr(event, "tag", None) not in (None, "!"):
        source.fault("tag", mark, "tags are not allowed", "leave the tag out")


class Node:
    """A value in the file, asked for by the type it should have; a wrong one becomes a fault."""

    def __init__(self, source: Source, node: yaml.Node, in_flow: bool = False) -> None:
        self.source = source
        self.node = node
        self.in_flow = in_flow or bool(getattr(node, "flow_style", False))

    def fault(self, code: str, message: str, hint: str = "") -> None:
        self.source.fault(code, self.node.start_mark, message, hint)

    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def is_sequence(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    def is_block(self) -> bool:
        """Text whose lines and blanks count, after `|`."""
        return self.is_text() and getattr(self.node, "style", None) == "|"

    def is_plain(self) -> bool:
        """A scalar without quotes (the C loader gives it an empty style)."""
        return not getattr(self.node, "style", None)

    def word(self) -> str:
        """A name or number as written; an empty string, with a fault, for anything else."""
        if self.is_text() and self.node.value:
            return str(self.node.value)
        self.fault("wrong_type", "a single word belongs here")
        return ""

    def name(self) -> str:
        word = self.word()
        if word and not NAME.match(word):
            hint = "small letters, digits and _, a letter first"
            self.fault("bad_name", f'"{shown(word)}" cannot be a name', hint)
        return word

    def text(self) -> str:
        """Words for a person: one line, no text lost to a comment or a stray brace."""
        if not self.is_text():
            self.fault("wrong_type", "a text belongs here")
            return ""
        value = " ".join(clean(str(self.node.value)).split())
        if not value:
            self.fault("empty_text", "the text is missing")
        elif self.in_flow:
            hint = "write one text a line, without braces"
            self.fault("text_in_braces", "a text inside braces loses what follows a comma", hint)
        elif self.is_plain():
            end = self.node.end_mark
            rest = (
                self.source.lines[end.line][end.column :]
                if end.line < len(self.source.lines)
                else ""
            )
            if rest.lstrip().startswith("#"):
                hint = "put the text in quotes, or the comment on a line of its own"
                self.fault("lost_text", "what follows # is not read", hint)
        return value

    def drawing(self) -> tuple[str, ...]:
        """Lines whose blanks count, as a block after `|`."""
        if not self.is_block():
            self.fault("wrong_type", "a drawing belongs here", "write | and the drawing below it")
            return ()
        return tuple(clean(line).rstrip() for line in self.node.value.splitlines())

    def integer(self) -> int:
        word = self.node.value if self.is_text() else None
        if word is None or not self.is_plain() or not INTEGER.match(word):
            self.fault("wrong_type", "a whole number belongs here")
            return 0
        return int(word[:18])

    def boolean(self) -> bool:
        word = self.node.value if self.is_text() else ""
        if word not in ("true", "false"):
            self.fault("wrong_type", "true or false belongs here")
        return word == "true"

    def items(self) -> list[Node]:
        """The values of a list; one single value counts as a list of one."""
        if self.is_sequence():
            return [Node(self.source, child, self.in_flow) for child in self.node.value]
        return [self]

    def names(self) -> tuple[str, ...]:
        return tuple(item.name() for item in self.items())

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Keys and values of a mapping, in order."""
        if not self.is_mapping():
            self.fault("wrong_type", "a block of `name: value` belongs here")
            return
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Node(self.source, key_node, self.in_flow)
            word = key.word()
            if word in seen:
                key.fault("duplicate_key", f'"{shown(word)}" stands here twice')
            elif word == "<<" and key.is_plain():
                key.fault("merge_key", "merge keys are not allowed", "write the values out")
            else:
                seen.add(word)
                yield key, Node(self.source, value_node, self.in_flow)

    def named(self) -> list[tuple[str, Node]]:
        """Entries of a mapping whose keys are names."""
        return [(key.name(), value) for key, value in self.pairs()]

    def fields(self) -> Fields:
        return Fields(self)

    def plain(self) -> object:
        """The value as plain data: texts, whole numbers, true / false, null, lists, mappings."""
        if self.is_mapping():
            return {key.word(): value.plain() for key, value in self.pairs()}
        if self.is_sequence():
            return [item.plain() for item in self.items()]
        word, plain = str(self.node.value), self.is_plain()
        if plain and word in ("", "null", "~"):
            return None
        if plain and word in ("true", "false"):
            return word == "true"
        return int(word) if plain and INTEGER.match(word) else word


class Fields:
    """The entries of a mapping with known keys: asked for one by one, the rest are faults."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.left = {}
        self.keys = {}
        for key, value in node.pairs():
            self.left[key.word()] = value
            self.keys[key.word()] = key
        self.asked: list[str] = []

    def get(self, key: str) -> Node | None:
        self.asked.append(key)
        return self.left.pop(key, None)

    def need(self, key: str) -> Node | None:
        value = self.get(key)
        if value is None and self.node.is_mapping():
            self.node.fault("missing_key", f"`{key}` is missing")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.need(key) if default is None else self.get(key)
        return value.text() if value else default or ""

    def name(self, key: str, default: str | None = None) -> str:
        value = self.need(key) if default is None else self.get(key)
        return value.name() if value else default or ""

    def entries(self, key: str) -> list[tuple[str, Node]]:
        value = self.get(key)
        return value.named() if value else []

    def done(self) -> None:
        """Every key that nobody asked for is a fault."""
        for word in self.left:
            hint = nearest(word, tuple(self.asked))
            self.keys[word].fault("unknown_key", f'"{shown(word)}" is not known here', hint)
