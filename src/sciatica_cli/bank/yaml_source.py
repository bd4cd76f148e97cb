"""Reads a strict subset of YAML 1.2 and remembers lines and columns.

The caller asks for each value by type, so `no`, `on` and `1:30` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress

import yaml

from ..core.control_characters import clean
from ..core.faults import shown
from .source import START, Source, read_text
from .yaml_scan import scan

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
MAX_DIGITS = 18

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes, name: str) -> Node:
    """The root node of a file.

    Raises:
        FaultError: the file is not UTF-8 or not YAML, is empty, too large or nested too deep, has
            control characters, or uses anchors, aliases, tags or several documents.
    """
    source = read_text(data, name)
    try:
        scan(source, yaml.parse(source.text, Loader=_Loader))
        if source.faults:
            raise source.error()
        root = yaml.compose(source.text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:  # Python itself refuses some escapes
        mark = getattr(error, "problem_mark", None)
        if not (mark and _too_deep_before(source, source.text[: mark.index])):
            problem = str(getattr(error, "problem", None) or "this is not YAML")
            hint = "look at the quotes, brackets and blanks up to here"
            source.fault("not_yaml", mark or START, problem, hint)
        raise source.error() from None
    if root is None:
        hint = "docs/authoring.md describes what belongs here"
        source.fault("empty", START, "the file is empty", hint)
        raise source.error()
    return Node(source, root)


def _too_deep_before(source: Source, text: str) -> bool:
    """Scan the text before a parser error; return whether it is already nested too deep.

    A bracket may begin a key, so parsers read up to 1024 characters ahead before they emit its
    event. An error there (libyaml 0.2.6 stops at 1000 brackets) hides the events before it, unless
    the text ends where the error is.
    """
    with suppress(yaml.YAMLError, ValueError):
        return scan(source, yaml.parse(text, Loader=_Loader))
    return False


class Node:
    """A value in the file; each method reads one type and records a fault for another."""

    def __init__(self, source: Source, node: yaml.Node, in_flow: bool = False) -> None:
        self.source = source
        self.node = node
        self.in_flow = in_flow or bool(getattr(node, "flow_style", False))

    def fault(self, code: str, message: str, hint: str = "") -> None:
        self.source.fault(code, self.node.start_mark, message, hint)

    @property
    def place(self) -> str:
        """File, line and column."""
        return self.source.place(self.node.start_mark)

    def unknown(self, code: str, message: str, name: str, known: Collection[str]) -> None:
        """Record a fault about a name, with the nearest one that is known."""
        self.fault(code, message, self.source.suggest(name, known))

    def check_known(self, what: str, name: str, known: Collection[str], code: str = "") -> None:
        """Record a fault, with the nearest name, unless the name is known."""
        if name not in known:
            message = f'there is no {what} "{shown(name)}"'
            self.unknown(code or f"unknown_{what}", message, name, known)

    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def is_sequence(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def is_text(self) -> bool:
        return isinstance(self.node, yaml.ScalarNode)

    def is_plain(self) -> bool:
        """Whether a scalar has no quotes (the C loader gives it an empty style)."""
        return not getattr(self.node, "style", None)

    def word(self) -> str:
        """A name or number as written; otherwise a fault and an empty string."""
        word = clean(str(self.node.value)) if self.is_text() else ""
        if not word:
            self.fault("wrong_type", "a single word belongs here")
        return word

    def name(self) -> str:
        word = self.word()
        if word and not NAME.match(word):
            hint = "use small letters, digits and _, with a letter first"
            self.fault("bad_name", f'"{shown(word)}" cannot be a name', hint)
        return word

    def text(self) -> str:
        """Text for people, on one line; a fault if a comment or a brace would cut it short."""
        if not self.is_text():
            self.fault("wrong_type", "a text belongs here")
            return ""
        value = " ".join(clean(str(self.node.value)).split())
        if not value:
            self.fault("empty_text", "the text is missing", "write a text, or remove the key")
        elif self.in_flow:
            hint = "write each text on a line of its own, without braces"
            self.fault("text_in_braces", "a text inside braces loses what follows a comma", hint)
        elif self.is_plain():
            end = self.node.end_mark
            rest = "".join(self.source.lines[end.line : end.line + 1])[end.column :]
            if rest.lstrip().startswith("#"):
                hint = "put the text in quotes, or the comment on a line of its own"
                self.fault("lost_text", "what follows # is not read", hint)
        return value

    def integer(self) -> int:
        word = self.node.value if self.is_text() else None
        if word is None or not self.is_plain() or not INTEGER.match(word):
            self.fault("wrong_type", "a whole number belongs here", "write digits, without quotes")
            return 0
        return self._number(word)

    def _number(self, digits: str) -> int:
        if len(digits) <= MAX_DIGITS:
            return int(digits)
        hint = f"give at most {MAX_DIGITS} digits"
        self.fault("out_of_range", "this number is too large", hint)
        return 0

    def boolean(self) -> bool:
        word = self.node.value if self.is_text() else ""
        if word not in ("true", "false"):
            self.fault(
                "wrong_type", "true or false belongs here", "write true or false, without quotes"
            )
        return word == "true"

    def items(self) -> list[Node]:
        """The values of a list; a single value counts as a list of one."""
        if self.is_sequence():
            return [Node(self.source, child, self.in_flow) for child in self.node.value]
        return [self]

    def names(self) -> tuple[str, ...]:
        return tuple(item.name() for item in self.items())

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        """Keys and values of a mapping in order, without duplicate keys."""
        if not self.is_mapping():
            self.fault("wrong_type", "a block of `name: value` belongs here")
            return
        seen: set[str] = set()
        for key_node, value_node in self.node.value:
            key = Node(self.source, key_node, self.in_flow)
            word = key.word()
            if word in seen:
                key.fault(
                    "duplicate_key", f'the key "{shown(word)}" is given twice', "keep one of them"
                )
            elif word == "<<" and key.is_plain():
                key.fault("merge_key", "merge keys are not allowed", "write out the values")
            else:
                seen.add(word)
                yield key, Node(self.source, value_node, self.in_flow)

    def named(self) -> list[tuple[str, Node]]:
        """Entries of a mapping whose keys are names."""
        return [(key.name(), value) for key, value in self.pairs()]

    def plain(self) -> object:
        """The value as str, int, bool, None, list or dict."""
        if self.is_mapping():
            return {key.word(): value.plain() for key, value in self.pairs()}
        if self.is_sequence():
            return [item.plain() for item in self.items()]
        word, plain = str(self.node.value), self.is_plain()
        if plain and word in ("", "null", "~"):
            return None
        if plain and word in ("true", "false"):
            return word == "true"
        return self._number(word) if plain and INTEGER.match(word) else word
