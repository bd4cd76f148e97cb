"""Blocks as Markdown (CommonMark with tables), readable both as plain text and rendered."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Template

from .blocks import Block, Figure
from .markup import LINK, document, environment, line
from .raster import draw, plain

# Characters with a meaning anywhere in a line. Escaping more would litter ordinary sentences.
SPECIAL = re.compile(r"[\\`*_\[\]#|~]|<(?!\s)|(?<!\s)>|&(?=[#\w])")
# Markers with a meaning only at the start of a line: list items and rules.
LINE_START = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:[\s-]|$)))")
FENCE = "```"


def write_markdown(blocks: tuple[Block, ...]) -> str:
    """The page as Markdown, ending in a newline; a paragraph or list item is one line."""
    text = _template().render(page=document(blocks))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _template() -> Template:
    env = environment()
    env.filters |= {"inline": inline, "start": start, "bold": bold, "line": line}
    env.globals |= {"fence": fence, "rows": rows}
    return env.get_template("page.md.j2")


def inline(text: str) -> str:
    """A text for the middle of a line, with web addresses as links."""
    pieces = LINK.split(line(text))  # every second piece is an address
    return "".join(
        f"<{piece}>" if i % 2 else SPECIAL.sub(r"\\\g<0>", piece) for i, piece in enumerate(pieces)
    )


def start(text: str) -> str:
    """A text at the start of a line or of a list item."""
    return LINE_START.sub(r"\1\\", inline(text), count=1)


def bold(text: str) -> str:
    """A text in bold; an empty one stays empty, because bare asterisks would draw a rule."""
    text = inline(text)
    return f"**{text}**" if text else ""


def rows(figure: Figure) -> tuple[str, ...]:
    """The drawing in ASCII, which looks the same in every font."""
    return plain(draw(figure.drawing, ascii_only=True))


def fence(figure: Figure) -> str:
    """A code fence that nothing in the drawing can close."""
    ticks = re.findall("`{3,}", "\n".join((figure.title, *rows(figure))))
    return max((FENCE, *(f"{run}`" for run in ticks)))
