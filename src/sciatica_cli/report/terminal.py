"""Blocks for a terminal, drawn with rich. The words are those of the plain twin, in its order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from rich.box import ASCII, HEAVY, ROUNDED
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from .blocks import Banner, Block, Bullet, Closing, Entry, Heading, Option, Paragraph
from .text import readable

TONES = {
    "emergency_now": "bold white on red",
    "same_day": "bold black on yellow",
    "within_days": "bold yellow",
    "routine": "bold cyan",
    "self_care": "bold green",
    "try": "green",
    "yes": "bold green",
    "discuss": "cyan",
    "ask_first": "yellow",
    "caution": "bold yellow",
    "not_now": "red",
    "no": "bold red",
    "call": "bold",
    "score": "bold",
}


def write_terminal(
    blocks: tuple[Block, ...], width: int, colour: bool = True, ascii_only: bool = False
) -> str:
    """The page with terminal control sequences, at most `width` columns wide."""
    console = _console(io.StringIO(), width, colour, ascii_only)
    with console.capture() as captured:
        _print(console, blocks)
    return captured.get()


def write_svg(blocks: tuple[Block, ...], width: int, title: str) -> str:
    """The page as a picture (SVG) of a terminal."""
    console = _console(io.StringIO(), width, colour=True, ascii_only=False, record=True)
    _print(console, blocks)
    svg = console.export_svg(title=title, unique_id="sciatica")
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # no font from the network


def _console(
    file: io.StringIO, width: int, colour: bool, ascii_only: bool, record: bool = False
) -> Console:
    return Console(
        file=file,
        width=readable(width),
        force_terminal=True,
        force_interactive=False,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        safe_box=ascii_only,
        record=record,
        legacy_windows=False,
    )


def _print(console: Console, blocks: tuple[Block, ...]) -> None:
    options: list[Option] = []
    for block in blocks:
        if isinstance(block, Option):
            options.append(block)
            continue
        if options:
            console.print(_options(options, console.width))
            options = []
        for drawn in _draw(block, console):
            console.print(drawn)
    if options:
        console.print(_options(options, console.width))


def _draw(block: Block, console: Console) -> Iterator[RenderableType]:
    if isinstance(block, Banner):
        box = ASCII if console.safe_box else HEAVY if block.level == "emergency_now" else ROUNDED
        text = Text.assemble((f" {block.title} ", TONES[block.level]), "\n", f" {block.text}")
        yield Panel(
            text,
            box=box,
            border_style=TONES[block.level].replace("white on ", "").replace("black on ", ""),
        )
    elif isinstance(block, Heading):
        characters = "-" if console.safe_box else "─"
        yield Text("")
        yield Rule(Text(block.text, style="bold"), align="left", characters=characters, style="dim")
    elif isinstance(block, Bullet):
        mark = "-" if console.safe_box else "•"
        yield _hanging(Text(f" {mark} "), Text(block.text), 3)
    elif isinstance(block, Entry):
        yield Padding(
            Text.assemble((f"{block.label}:", TONES.get(block.tone, "bold")), " ", block.text), 0
        )
    elif isinstance(block, Closing):
        yield Text("")
        yield Text(f" {block.text} ", style=TONES[block.level])
    elif isinstance(block, Paragraph):
        yield Text(block.text)
    else:
        raise TypeError(type(block).__name__)


def _hanging(mark: Text, text: Text, width: int) -> Table:
    table = Table.grid(padding=0)
    table.add_column(width=width)
    table.add_column(overflow="fold")
    table.add_row(mark, text)
    return table


def _options(options: list[Option], width: int) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=9)
    if width >= 60:
        table.add_column(width=8)
    table.add_column()
    for option in options:
        verdict = Text(option.verdict, style=TONES.get(option.tone, ""))
        if width >= 60:
            table.add_row(verdict, Text(option.evidence, style="dim"), Text(option.text))
        else:
            table.add_row(verdict, Text(f"{option.text} ({option.evidence} evidence)"))
    return table
