"""The formats a report can be written in, and which of them a file name asks for."""

from __future__ import annotations

import os

TEXT, JSON, MARKDOWN, HTML = FORMATS = ("text", "json", "markdown", "html")
HANDOVER = "handover"  # short for the hand-over sheet as text
ENDINGS = {
    "": TEXT,
    ".txt": TEXT,
    ".json": JSON,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
}


def ending_of(path: str | None) -> str:
    """The ending of a file name; ".csv" alone, as an unset variable leaves it, is one too."""
    return os.path.splitext(f"name{os.path.basename(path or '')}")[1].lower()


def format_of(path: str | None) -> str:
    """The format that the ending of a file name asks for; text for any other ending."""
    return ENDINGS.get(ending_of(path), TEXT)


def is_unsupported(path: str | None) -> bool:
    """Whether a file name asks for a format that we cannot write; text in it would mislead."""
    return ending_of(path) not in ENDINGS
