"""Blocks as one HTML file without scripts or external resources, for a phone and for paper."""

from __future__ import annotations

from markupsafe import Markup, escape

from . import strings
from .blocks import BOTH, NUMB, PAIN, Block
from .markup import LINK, document, environment, line, runs
from .style import TONES

SHADES = {PAIN: "shade-pain", NUMB: "shade-numb", BOTH: "shade-both"}
LONG = 6000  # characters above which a page is printed small, in two columns


def write_html(blocks: tuple[Block, ...], title: str = strings.TITLE) -> str:
    """The page as a self-contained HTML5 file.

    Args:
        title: the title of the window and its tab; it should say nothing about the person.
    """
    env = environment()
    env.filters |= {"line": line, "linked": linked, "tone": lambda tone: TONES.get(tone, "plain")}
    env.globals |= {"runs": runs, "shades": SHADES}
    long = sum(len(str(getattr(b, f))) for b in blocks for f in type(b).fields) > LONG
    return env.get_template("page.html.j2").render(page=document(blocks), title=title, long=long)


def linked(text: str) -> Markup:
    """A text, escaped, with web addresses as links."""
    text, result, end = line(text), Markup(), 0
    for match in LINK.finditer(text):
        result += escape(text[end : match.start()])
        result += Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(match[0])
        end = match.end()
    return result + escape(text[end:])
