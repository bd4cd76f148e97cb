"""Remembers results, since most records share their answers with others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

REMEMBERED = 4096  # results of one function, at most
Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """The results of a function by its argument, each computed when it is first looked up.

    A hit costs a fraction of what it costs with `functools.lru_cache`. A full memo is cleared.
    Several threads may use it.
    """

    def __init__(self, compute: Callable[[Key], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, key: Key) -> Value:
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = value = self._compute(key)
        return value
