"""Blocks for a stream: the style is chosen here, and heavy libraries are imported only if used."""

from __future__ import annotations

import os
import shutil
import sys

from .blocks import Block
from .style import COLOUR, PLAIN, choose_style, is_utf8
from .text import write_text


def for_stream(
    blocks: tuple[Block, ...], is_terminal: bool, plain: bool = False, no_color: bool = False
) -> str:
    """The page as it should be written to standard output (or, not `is_terminal`, to a file)."""
    style = choose_style(is_terminal, os.environ, plain, no_color)
    width = shutil.get_terminal_size().columns if is_terminal else _columns()
    if style == PLAIN:
        return write_text(blocks, width)
    from .terminal import write_terminal

    return write_terminal(blocks, width, style == COLOUR, not is_utf8(sys.stdout.encoding))


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) else 80
