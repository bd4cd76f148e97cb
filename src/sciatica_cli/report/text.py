"""Blocks as plain text, without colours and boxes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ..core.control_characters import clean
from .blocks import (
    Banner,
    Block,
    Bullet,
    Chart,
    Closing,
    Columns,
    Entry,
    Figure,
    Form,
    Meter,
    Paragraph,
    Quote,
    Section,
    Step,
    Treatment,
    numbered,
)
from .formatting import lowered, scale

MAX_WIDTH = 88  # longer lines are hard to read
MIN_WIDTH = 24
TABLE_MIN_WIDTH = 76  # columns; a narrower page shows treatments as sentences
TITLE_WIDTH, HELPS_WIDTH = 33, 30


def write_text(blocks: tuple[Block, ...], width: int = 80) -> str:
    """The page as lines of at most `width` columns, ending in a newline."""
    return "\n".join(_all_lines(blocks, readable_width(width))) + "\n"


def readable_width(width: int) -> int:
    """The width (columns) limited to what can be read comfortably."""
    return max(MIN_WIDTH, min(width, MAX_WIDTH))


def _all_lines(blocks: tuple[Block, ...], width: int, inside: bool = False) -> Iterator[str]:
    """The lines of blocks; `inside` says that they belong to a section."""
    for above, (number, block) in enumerate(numbered(blocks)):
        if isinstance(block, Section):
            if above and block.spaced:
                yield ""
            yield from wrap(block.heading if inside else block.heading.upper(), width)
            yield from _all_lines(block.children, width, inside=True)
        elif isinstance(block, Step):
            yield from wrap(block.text, width, f" {number}. ", "    ")
        elif isinstance(block, Treatment):
            yield from treatment_lines(block, width)
            yield from _all_lines(block.details, width)
        else:
            yield from _lines(block, width)


def _lines(block: Block, width: int) -> list[str]:
    if isinstance(block, Banner):
        rule = "=" * width
        lines = [line for text in block.lines for line in wrap(text, width)]
        return [rule, *wrap(block.title.upper(), width), *lines, rule]
    if isinstance(block, Bullet):
        return wrap(block.text, width, " - ", "   ")
    if isinstance(block, Quote):
        return wrap(f'"{block.text}"', width, "   ", "   ")
    if isinstance(block, Entry):
        return wrap(f"{block.label}: {block.text}", width, "", "  ")
    if isinstance(block, Meter):
        return wrap(f"{block.label}: {block.text} ({scale(block)})", width, "", "  ")
    if isinstance(block, Figure):
        return wrap(f"{block.title} {block.alt_text}", width)
    if isinstance(block, Chart):
        return _chart_lines(block, width)
    if isinstance(block, Columns | Form):
        return table_lines(block, width)
    if isinstance(block, Paragraph | Closing):
        return wrap(block.text, width)
    raise TypeError(type(block).__name__)


def table_lines(block: Columns | Form, width: int) -> list[str]:
    """A form, or the heads of the columns of treatments; a sentence if there is no room."""
    if isinstance(block, Form):
        return _form_lines(block, width)
    if width < TABLE_MIN_WIDTH:
        return wrap(f"{block.helps}; {block.certainty.lower()}:", width)
    return [f"{'':<{TITLE_WIDTH}}{block.helps:<{HELPS_WIDTH}}{block.certainty}"]


def treatment_lines(row: Treatment, width: int) -> Iterator[str]:
    """A treatment in three columns, or in a sentence if there is no room for them.

    Without a help or certainty, as for one that must wait, its notes stand behind its name.
    """
    if not row.helps and not row.certainty and row.notes:
        start = " - " if width < TABLE_MIN_WIDTH else "  "
        yield from wrap(f"{row.title}: {' '.join(row.notes)}", width, start, "    ")
        return
    if width < TABLE_MIN_WIDTH:
        text = "; ".join(filter(None, (row.helps, row.certainty)))
        yield from wrap(f"{row.title}: {text}" if text else row.title, width, " - ", "   ")
    else:
        titles = wrap(row.title, TITLE_WIDTH - 3)
        helps = wrap(row.helps, HELPS_WIDTH - 1)
        for i in range(max(len(titles), len(helps))):
            title, helped = (column[i] if i < len(column) else "" for column in (titles, helps))
            sure = "" if i else row.certainty
            yield f"  {title:<{TITLE_WIDTH - 2}}{helped:<{HELPS_WIDTH}}{sure}".rstrip()
    for note in row.notes:
        yield from wrap(note, width, "    ", "    ")


def _form_lines(form: Form, width: int) -> list[str]:
    """A form as a table with lines to write on; its columns share the width."""
    first = max(map(len, form.rows)) + 2
    blanks = len(form.columns) - 1
    size = (width - first) // blanks
    if max(map(len, form.columns[1:])) < size:
        heads = "".join(f"{text:<{size}}" for text in form.columns[1:])
        head = [f"{form.columns[0]:<{first}}{heads}".rstrip()]
    else:
        head = wrap("; ".join(form.columns), width)
    blank = f"{'_' * (size - 2):<{size}}" * blanks
    rows = [f"{row:<{first}}{blank}".rstrip() for row in form.rows]
    return [*wrap(form.title, width), *head, *rows]


def _chart_lines(chart: Chart, width: int) -> list[str]:
    """A chart as a table; a sentence for each row if there is no room."""
    names = [name for name, _ in chart.columns]
    table = [[chart.head, *names], *([row.label, *row.texts] for row in chart.rows)]
    table = [[clean(text) for text in row] for row in table]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    title = wrap(clean(chart.title), width)
    if sum(widths) + 2 * len(names) <= width:
        return [*title, *("  ".join(map(str.ljust, row, widths)).rstrip() for row in table)]
    names = [lowered(name) for name in table[0][1:]]
    for label, *texts in table[1:]:
        row = "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
        title += wrap(f"{label}: {row}", width, "", "  ")
    return title


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `width` columns; `first` and `rest` are what they begin with."""
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
