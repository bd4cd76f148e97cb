"""Writes blocks in the requested format; imports heavy libraries only where they are used."""

from __future__ import annotations

import os
import shutil
import sys

from ..core.frozen import Frozen
from .blocks import Block
from .formats import HTML, MARKDOWN
from .style import COLOUR, PLAIN, choose_style, is_utf8
from .text import MIN_WIDTH, write_text

TOO_WIDE = 5  # digits of a number that is no width
DEFAULT_WIDTH = 80  # columns, if the width is unknown
NARROW = 60  # columns below which the number and the danger signs come first


class Look(Frozen):
    """How text is drawn: a style of `report.style`, the width in columns, and the encoding."""

    style: str = PLAIN
    width: int = DEFAULT_WIDTH
    utf8: bool = True


def choose_look(is_terminal: bool, plain: bool = False, no_color: bool = False) -> Look:
    """How to draw on standard output, or in a file unless `is_terminal`."""
    style = choose_style(is_terminal, os.environ, plain, no_color)
    width = shutil.get_terminal_size().columns if is_terminal else _columns()
    encoding = sys.stdout.encoding if sys.stdout is not None else "utf-8"  # of a file
    return Look(style, max(width, MIN_WIDTH), is_utf8(encoding))


def _columns() -> int:
    columns = os.environ.get("COLUMNS", "")
    known = columns.isascii() and columns.isdigit() and len(columns) < TOO_WIDE
    return (known and int(columns)) or DEFAULT_WIDTH


def draw(blocks: tuple[Block, ...], look: Look) -> str:
    """The blocks as text, with control sequences for a terminal unless the style is plain."""
    if look.style == PLAIN:
        return write_text(blocks, look.width)
    from .terminal import write_terminal

    return write_terminal(blocks, look.width, look.style == COLOUR, not look.utf8)


def write(blocks: tuple[Block, ...], format_: str, look: Look) -> str:
    """The blocks as text, Markdown or HTML."""
    if format_ == MARKDOWN:
        from .markdown import write_markdown

        return write_markdown(blocks)
    if format_ == HTML:
        from .html import write_html

        return write_html(blocks)
    return draw(blocks, look)
