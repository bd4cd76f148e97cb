"""Blocks for a terminal, drawn with rich: the same words in the same order as the plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from textwrap import wrap

from rich.box import ASCII, HEAVY, ROUNDED
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

from .blocks import (
    BOTH,
    NUMB,
    PAIN,
    SHADES,
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
from .chart import drawn_chart
from .formatting import legend, scale
from .raster import FILLS, SIDE_BY_SIDE, draw
from .style import TONES
from .text import readable_width, table_lines, treatment_lines

# Each pair sets both colours, from the part of the palette that no theme changes, so that it can be
# read on a dark and on a light background.
RED, YELLOW = "bold color(231) on color(160)", "color(16) on color(220)"
GREEN, CYAN = "color(16) on color(114)", "color(16) on color(117)"
# Of the shades of a drawing, which have no background of their own.
SHADE_COLOURS = {PAIN: "color(160)", NUMB: "color(32)", BOTH: "color(134)"}
COLOURS = {"alarm": RED, "stop": RED, "soon": YELLOW, "care": YELLOW, "info": CYAN, "good": GREEN}
FIGURE_MIN_WIDTH, BAR_WIDTH = 72, 10  # columns: for text beside a drawing; the bar of a score


def write_terminal(
    blocks: tuple[Block, ...], width: int, colour: bool = True, ascii_only: bool = False
) -> str:
    """The page with terminal control sequences, at most `width` columns wide."""
    console = _console(width, colour, ascii_only)
    with console.capture() as captured:
        _print(console, blocks)
    return captured.get()


def write_svg(blocks: tuple[Block, ...], width: int, title: str, light: bool = False) -> str:
    """The page as a picture (SVG) of a terminal, dark or light."""
    console = _console(width, record=True)
    _print(console, blocks)
    theme = DEFAULT_TERMINAL_THEME if light else SVG_EXPORT_THEME
    svg = console.export_svg(title=title, theme=theme, unique_id="sciatica")
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # load no fonts from the network


def _console(
    width: int, colour: bool = True, ascii_only: bool = False, record: bool = False
) -> Console:
    return Console(
        file=io.StringIO(),
        width=readable_width(width),
        force_terminal=True,
        force_interactive=False,
        color_system="256" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        safe_box=ascii_only,
        record=record,
        legacy_windows=False,
    )


def _print(console: Console, blocks: tuple[Block, ...]) -> None:
    for renderable in _draw_all(blocks, console):
        console.print(renderable)


def _draw_all(
    blocks: tuple[Block, ...], console: Console, inside: bool = False
) -> Iterator[RenderableType]:
    """Puts neighbouring treatments into one table, and a drawing beside the rest of its section."""
    for above, (number, block) in enumerate(numbered(blocks)):
        if isinstance(block, Section):
            if above and block.spaced:
                yield Text("")
            yield Text(block.heading, "bold") if inside else _heading(block.heading, console)
            yield from _section(block.children, console)
        elif isinstance(block, Step):
            yield _bullet(f" {number}. ", block.text)
        elif isinstance(block, Treatment):
            yield from map(Text, treatment_lines(block, console.width))
            yield from _draw_all(block.details, console)
        else:
            yield from _draw(block, console)


def _section(children: tuple[Block, ...], console: Console) -> Iterator[RenderableType]:
    first = children[0] if children else None
    if isinstance(first, Figure) and console.width >= FIGURE_MIN_WIDTH:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=SIDE_BY_SIDE)
        beside = Group(*_draw_all(children[1:], console, inside=True))
        grid.add_row(Group(*_draw(first, console)), beside)
        yield grid
    else:
        yield from _draw_all(children, console, inside=True)


def _heading(text: str, console: Console) -> RenderableType:
    """A heading with a line behind it; one without room for that is wrapped, never cut."""
    title = Text(text, "bold")
    if title.cell_len > console.width - len(" ─"):
        return title
    line = "-" if console.safe_box else "─"
    return Rule(title, align="left", characters=line, style="dim")


def _colours(name: str) -> str:
    """The colours of a level or a verdict."""
    return COLOURS.get(TONES.get(name, ""), "")


def _draw(block: Block, console: Console) -> Iterator[RenderableType]:
    plain = console.safe_box
    if isinstance(block, Banner):
        box = ASCII if plain else HEAVY if block.level == "emergency_now" else ROUNDED
        title = Text(block.title, f"bold {_colours(block.level)}")
        yield Panel(Group(title, *map(Text, block.lines)), box=box)
    elif isinstance(block, Quote):
        yield Padding(Text(f'"{block.text}"', "italic"), (0, 0, 0, 3))
    elif isinstance(block, Bullet):
        yield _bullet(" - " if plain else " • ", block.text)
    elif isinstance(block, Entry):
        yield _labelled(block.label, block.text, block.outcome)
    elif isinstance(block, Meter):
        yield _labelled(block.label, block.text)
        yield _bar(block, plain)
    elif isinstance(block, Figure):
        yield _figure(block, console.width, plain)
    elif isinstance(block, Chart | Columns | Form):
        yield from _table(block, console.width, plain)
    elif isinstance(block, Closing):
        yield Text(f" {block.text} ", style=_colours(block.level))
    elif isinstance(block, Paragraph):
        yield Text(block.text)
    else:
        raise TypeError(type(block).__name__)


def _table(block: Chart | Columns | Form, width: int, plain: bool) -> Iterator[Text]:
    if isinstance(block, Chart):
        for line, is_head in drawn_chart(block, width, plain):
            yield Text(line, "bold" if is_head else "")
    else:
        yield from map(Text, table_lines(block, width))


def _labelled(label: str, text: str, outcome: str = "") -> Text:
    return Text.assemble((f"{label}:", f"bold {_colours(outcome)}".strip()), " ", text)


def _bar(meter: Meter, plain: bool) -> Text:
    full, partial, empty = "#?-" if plain else "█▒░"
    certain, possible = (
        round(BAR_WIDTH * points / meter.maximum) if meter.maximum else 0
        for points in (meter.value, max(meter.value, meter.high))
    )
    bar = full * certain + partial * (possible - certain) + empty * (BAR_WIDTH - possible)
    return Text(f"{bar} {scale(meter)}")


def _figure(figure: Figure, width: int, plain: bool) -> Text:
    drawn = Text(no_wrap=True)
    for row in draw(figure.drawing, width, plain):
        for shade, text in row:
            drawn.append(text, SHADE_COLOURS.get(shade))
        drawn.append("\n")
    used = 0
    for shade, word in legend(figure):
        if used and used + len(word) + 4 > min(width, SIDE_BY_SIDE):
            drawn.append("\n")
            used = 0
        fill = shade if plain else FILLS[SHADES.index(shade)]
        drawn.append("  " if used else "").append(fill, SHADE_COLOURS[shade]).append(f" {word}")
        used += len(word) + 4
    below = [line for note in figure.notes for line in wrap(note, min(width, SIDE_BY_SIDE))]
    return drawn.append("".join(f"\n{line}" for line in below))


def _bullet(mark: str, text: str) -> Table:
    table = Table.grid(padding=0)
    table.add_column(width=len(mark))
    table.add_column(overflow="fold")
    table.add_row(Text(mark), Text(text))
    return table
