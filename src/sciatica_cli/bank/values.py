"""The values that were read from a mapping in the file, and where they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .yaml_source import Node


class Values(dict[str, Any]):
    """The values of a mapping by key, with their nodes, for faults that are found later."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.nodes: dict[str, Node] = {}  # only of the keys that are given

    def fault(self, code: str, message: str, hint: str = "", key: str = "") -> None:
        """Record a fault at the value of `key`, or at the mapping itself."""
        self.nodes.get(key, self.node).fault(code, message, hint)

    def check(self, key: str, what: str, known: Collection[str]) -> None:
        """Record a fault for each name under `key`, a name or several, that is not known."""
        names = self[key] if isinstance(self[key], tuple) else (self[key],)
        for name in names:
            if name:
                self.nodes.get(key, self.node).check_known(what, name, known)
