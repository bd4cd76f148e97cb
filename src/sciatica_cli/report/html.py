"""Blocks as one HTML file: no script, nothing loaded, readable on a phone and on paper."""

from __future__ import annotations

from markupsafe import Markup, escape

from . import strings
from .blocks import BOTH, NUMB, PAIN, Block
from .markup import LINK, document, environment, line, runs
from .style import TONES

SHADES = {PAIN: "shade-pain", NUMB: "shade-numb", BOTH: "shade-both"}
LONG = 6000  # signs from which a page is printed small, in two columns


def write_html(blocks: tuple[Block, ...], title: str = strings.TITLE) -> str:
    """The page as a file of HTML5, whole in itself.

    Args:
        title: what the window and the list of tabs show; it should say nothing about the person.
    """
    made = environment()
    made.filters |= {"line": line, "linked": linked, "tone": lambda tone: TONES.get(tone, "plain")}
    made.globals |= {"runs": runs, "shades": SHADES}
    parts = document(blocks)
    long = sum(len(str(getattr(b, f))) for b in blocks for f in type(b).fields) > LONG
    return made.get_template("page.html.j2").render(page=parts, title=title, long=long)


def linked(text: str) -> Markup:
    """A text, escaped; addresses of web pages become links to themselves."""
    bare, made, end = line(text), Markup(), 0
    for found in LINK.finditer(bare):
        made += escape(bare[end : found.start()])
        made += Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(found[0])
        end = found.end()
    return made + escape(bare[end:])
