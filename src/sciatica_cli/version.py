"""The version of the program, and the line that prints it."""

from __future__ import annotations

__version__ = "0.1.0"


def version_line() -> str:
    """`sciatica 1.2.3 (questions 2026.11)`, read from the compiled copy without loading it."""
    from .bank import COMPILED

    try:
        with open(COMPILED, encoding="utf-8") as file:
            version = file.readline().split()[-1]
    except OSError:
        return f"sciatica {__version__}"
    return f"sciatica {__version__} (questions {version})"
