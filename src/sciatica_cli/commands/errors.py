"""Requests that make no sense."""

from __future__ import annotations

import sys
from typing import NoReturn

from ..core.faults import Fault, UsageError


def usage_error(message: str, hint: str, code: str = "usage") -> NoReturn:
    raise UsageError((Fault(code, "", message, hint),))


def require_input(file: str | None, example: str) -> None:
    if file in (None, "-") and sys.stdin is not None and sys.stdin.isatty():
        hint = f"name a file, or pipe the answers in: {example}"
        usage_error("there are no answers to assess", hint, "no_input")
