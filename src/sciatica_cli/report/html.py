"""Blocks as one HTML file without scripts or external resources, for a phone and for paper."""

from __future__ import annotations

from markupsafe import Markup

from . import strings
from .blocks import BOTH, NUMB, PAIN, Block, walk
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
    env.filters |= {
        "line": line,
        "linked": linked,
        "tone": lambda name: TONES.get(name, "plain"),
    }
    env.globals |= {"runs": runs, "shades": SHADES}
    long = sum(len(str(getattr(b, f))) for b in walk(blocks) for f in type(b).fields) > LONG
    return env.get_template("page.html.j2").render(page=document(blocks), title=title, long=long)


def linked(text: str) -> Markup:
    """A text, escaped, with web addresses as links."""
    pieces = LINK.split(line(text))  # every second piece is an address
    link = Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>')
    return Markup().join(link.format(p) if i % 2 else p for i, p in enumerate(pieces))
