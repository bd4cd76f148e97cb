"""Blocks as one HTML file without scripts or external resources, for a phone and for paper."""

from __future__ import annotations

import re
from functools import cache

from jinja2 import Template
from markupsafe import Markup

from . import strings
from .blocks import BOTH, NUMB, PAIN, Block, walk
from .markup import LINK, document, environment, line
from .plot import plots
from .style import TONES
from .vector import SKETCH_BOX, picture, sketch_paths

SHADES = {PAIN: "fill-pain", NUMB: "fill-numb", BOTH: "fill-both"}
# At least three digits, or two where a number is announced. Not a year, a date, a number to send a
# text to, or a code with # or *, which a link would dial without them.
PHONE = re.compile(
    r"((?:\(\d+\) )?(?<![\w#*+-])(?<!text )(?!(?:19|20)\d\d(?:-\d\d-\d\d)?(?!\w))"
    r"(?:\d(?:[ -]?\d){2,}|(?<=call )\d\d|(?<=call: )\d\d|(?<=number )\d\d)(?![\w-]))",
    re.ASCII | re.IGNORECASE,
)
DIALLED = (strings.CALL, strings.NO_ANSWER, strings.ALSO)  # what comes before phone numbers
LONG = 6000  # characters above which a page is printed small, in two columns


def write_html(blocks: tuple[Block, ...], title: str = strings.TITLE) -> str:
    """The page as a self-contained HTML5 file.

    Args:
        title: the title of the window and its tab; it should say nothing about the person.
    """
    long = sum(len(str(getattr(b, f))) for b in walk(blocks) for f in type(b).fields) > LONG
    return _template().render(page=document(blocks), title=title, long=long)


@cache
def _template() -> Template:
    env = environment()
    env.filters |= {
        "line": line,
        "linked": linked,
        "dialled": dialled,
        "tone": lambda name: TONES.get(name, "plain"),
    }
    env.globals |= {
        "picture": picture,
        "plots": plots,
        "sketch_paths": sketch_paths,
        "sketch_box": SKETCH_BOX,
        "shades": SHADES,
        "before_numbers": DIALLED,
    }
    return env.get_template("page.html.j2")


def linked(text: str) -> Markup:
    """A text, escaped, with web addresses as links."""
    return _with_links(text, LINK, '<a href="{0}" rel="noopener noreferrer">{0}</a>')


def dialled(text: str) -> Markup:
    """A text about whom to call, escaped, with phone numbers as links."""
    return _with_links(text, PHONE, '<a href="tel:{1}">{0}</a>')


def _with_links(text: str, pattern: re.Pattern[str], link: str) -> Markup:
    pieces = pattern.split(line(text))  # every second piece becomes a link
    return Markup().join(
        Markup(link).format(piece, "".join(filter(str.isdigit, piece))) if i % 2 else piece
        for i, piece in enumerate(pieces)
    )
