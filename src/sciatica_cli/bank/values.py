"""What was read of a mapping in the file, and where."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..core.faults import nearest, shown
from .yaml_source import Node


class Values(dict[str, Any]):
    """The values of a mapping in the file, by key, and their nodes, for faults found later."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.nodes: dict[str, Node] = {}  # only of the keys that are given

    def fault(self, code: str, message: str, hint: str = "", key: str = "") -> None:
        """Record a fault at the value of `key`, or at the mapping itself."""
        self.nodes.get(key, self.node).fault(code, message, hint)

    def check(self, key: str, what: str, known: Collection[str]) -> None:
        """Record a fault unless the value of `key`, if there is one, is a known name."""
        if self[key] and self[key] not in known:
            message = f'there is no {what} "{shown(self[key])}"'
            self.fault(f"unknown_{what}", message, nearest(self[key], tuple(known)), key)
