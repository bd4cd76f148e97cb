"""The version line, without loading the questions."""

from __future__ import annotations

from . import __version__
from .bank.find import COMPILED


def version_line() -> str:
    """`sciatica 1.2.3 (questions 2026.11)`: the questions of the compiled copy."""
    try:
        with open(COMPILED, encoding="utf-8") as file:
            version = file.readline().split()[-1]
    except OSError:
        return f"sciatica {__version__}"
    return f"sciatica {__version__} (questions {version})"
