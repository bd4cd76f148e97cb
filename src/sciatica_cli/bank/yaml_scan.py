"""Checks the events of a YAML text before values are built from them.

Values that are nested too deep would crash the loader.
"""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from .source import Source, refuse_control_characters

MAX_DEPTH = 32
MAX_NODES = 50_000
MAX_ENTRIES = 1_000  # of one list or block: what compares all with all stays short
SIMPLER = "write it in a simpler way"


class _Collection:
    """A list or block that is being read."""

    def __init__(self, is_mapping: bool = False) -> None:
        self.is_mapping = is_mapping
        self.key = ""  # the last one; of a list, the key of the list
        self._children = 0

    def take(self, source: Source, event: yaml.NodeEvent) -> None:
        """Count a key, a value or an item, and refuse control characters in it."""
        self._children += 1
        is_key = self.is_mapping and self._children % 2 == 1
        if is_key:
            self.key = ""
        if isinstance(event, yaml.ScalarEvent):
            refuse_control_characters(source, event.start_mark, event.value, self.key)
            if is_key:
                self.key = event.value

    @property
    def entries(self) -> int:
        return (self._children + 1) // 2 if self.is_mapping else self._children


def scan(source: Source, events: Iterable[yaml.Event]) -> bool:
    """Record faults; return whether the text is nested too deep or has too many values."""
    nested = [_Collection()]
    documents = nodes = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if documents > 1:
            message = "a second document starts here"
            source.fault("several_documents", event.start_mark, message, "remove the line ---")
            return False
        if isinstance(event, yaml.CollectionEndEvent):
            nested.pop()
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            _refuse_indirection(source, event)
            nested[-1].take(source, event)
            excess = _excess(nested[-1], nodes)
            if isinstance(event, yaml.CollectionStartEvent):
                inner = _Collection(isinstance(event, yaml.MappingStartEvent))
                inner.key = nested[-1].key
                nested.append(inner)
            if len(nested) > MAX_DEPTH + 1:
                message = f"values are nested more than {MAX_DEPTH} deep"
                source.fault("too_deep", event.start_mark, message, SIMPLER)
                return True
            if excess:
                source.fault("too_large", event.start_mark, excess, SIMPLER)
                return True
    return False


def _excess(collection: _Collection, nodes: int) -> str:
    """What there is too much of; empty if there is not."""
    if collection.entries > MAX_ENTRIES:
        return f"there are more than {MAX_ENTRIES:,} entries here"
    return f"the file has more than {MAX_NODES:,} values" if nodes > MAX_NODES else ""


def _refuse_indirection(source: Source, event: yaml.NodeEvent) -> None:
    mark = event.start_mark
    if isinstance(event, yaml.AliasEvent):
        source.fault("alias", mark, "aliases are not allowed", "write out the value")
    elif event.anchor is not None:
        source.fault("anchor", mark, "anchors are not allowed", "reuse a condition with `findings`")
    if getattr(event, "tag", None) not in (None, "!"):
        source.fault("tag", mark, "tags are not allowed", "leave the tag out")
