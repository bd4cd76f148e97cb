"""Blocks as Markdown (CommonMark, and tables): good to read as it is, and rendered."""

from __future__ import annotations

import re

from .blocks import Block, Figure
from .markup import LINK, document, drawing, environment, line

# What can mean something anywhere in a line. Escaping more would litter ordinary sentences.
SIGNS = re.compile(r"[\\`*_\[\]#|~]|<(?!\s)|(?<!\s)>|&(?=[#\w])")
# What means something only where a line begins: items of lists, and rules.
START = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:[\s-]|$)))")
FENCE = "```"


def write_markdown(blocks: tuple[Block, ...]) -> str:
    """The page as Markdown, ending in a newline; a paragraph or list item is one line."""
    made = environment()
    made.filters |= {"inline": inline, "start": start, "bold": bold, "line": line}
    made.globals |= {"fence": fence}
    text = made.get_template("page.md.j2").render(page=document(blocks))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def inline(text: str) -> str:
    """A text for the middle of a line; addresses of web pages become links to themselves."""
    bare, pieces, end = line(text), [], 0
    for found in LINK.finditer(bare):
        pieces += [SIGNS.sub(r"\\\g<0>", bare[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    return "".join((*pieces, SIGNS.sub(r"\\\g<0>", bare[end:])))


def start(text: str) -> str:
    """A text that a line, or an item of a list, begins with."""
    return START.sub(r"\1\\", inline(text), count=1)


def bold(text: str) -> str:
    """A text in bold; of an empty one nothing, as bare stars would draw a rule."""
    shown = inline(text)
    return f"**{shown}**" if shown else ""


def fence(figure: Figure) -> str:
    """A fence that nothing in the drawing can close."""
    ticks = re.findall("`{3,}", "\n".join((figure.title, *drawing(figure))))
    return max((FENCE, *(f"{run}`" for run in ticks)))
