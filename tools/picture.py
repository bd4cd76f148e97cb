"""Draw the pictures for the README, docs/*.svg: `python tools/picture.py`.

They show the first screen of the page and a question of the interview, as they look in a real
terminal. Each has a version for dark and one for light backgrounds.
"""

from __future__ import annotations

import datetime
import json
import signal
import sys
from itertools import takewhile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sciatica_cli import load
from sciatica_cli.core.assess import assess_record
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import Block, Paragraph
from sciatica_cli.report.page import page
from sciatica_cli.report.terminal import write_svg, write_terminal
from sciatica_cli.version import __version__
from terminal import FIRST, Terminal

ROOT = Path(__file__).parent.parent
COLUMNS, ROWS = 80, 24
TODAY = "2026-11-26"  # so that the same content gives the same picture


def first_screen() -> tuple[Block, ...]:
    """Return what a person sees first of the page; the rest is below it."""
    questionnaire = load()
    record = json.loads((ROOT / "examples" / "ordinary.json").read_text(encoding="utf-8"))
    region = questionnaire.region("gb")
    assert region is not None
    assessment = assess_record(questionnaire, record)
    blocks = page(
        assessment, region, __version__, datetime.date.fromisoformat(TODAY),
        write=lambda blocks: write_terminal(blocks, COLUMNS),
    )  # fmt: skip
    return tuple(takewhile(lambda block: block != Paragraph(strings.REST), blocks))


def first_question() -> tuple[Block, ...]:
    """Return the lines of the first list, with one choice ticked."""
    terminal = Terminal("--region", "gb", columns=COLUMNS, rows=ROWS)
    terminal.start()
    terminal.wait_for(FIRST)
    terminal.type("7")
    lines = terminal.wait_for("[x] 7)").split("\n")
    terminal.child.kill(signal.SIGKILL)
    terminal.close()
    return tuple(Paragraph(line) for line in lines if line)


def main() -> None:
    pictures = (
        ("page", first_screen(), "sciatica < examples/ordinary.json"),
        ("question", first_question(), "sciatica"),
    )
    for name, blocks, title in pictures:
        for ending, light in (("", False), ("-light", True)):
            picture = write_svg(blocks, COLUMNS, title, light)
            (ROOT / "docs" / f"{name}{ending}.svg").write_text(picture, encoding="utf-8")
            print(f"docs/{name}{ending}.svg")


if __name__ == "__main__":
    main()
