"""The options of the command line, each written once for every command that has it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from .report.formats import FORMATS, HANDOVER

Format = Literal["text", "json", "markdown", "html", "handover"]
assert Format.__args__ == (*FORMATS, HANDOVER)  # type: ignore[attr-defined]


def _regions(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names for the shell to complete."""
    from .bank.loader import load

    regions = load().regions
    if not incomplete.islower():
        return [(region.id.upper(), region.name) for region in regions]
    return [(region.id, region.name) for region in regions]


Json = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="What to write. Without it the ending of -o decides, else text."),
]
HandoverOption = Annotated[
    bool,
    typer.Option(
        "--handover", help="The sheet for a clinician instead of the page. Also --format handover."
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, readable by you only: .txt, .md, .html or .json.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Let -o and --save-answers replace a file.")]
Partial = Annotated[bool, typer.Option("--partial", help="Assess although answers are missing.")]
Full = Annotated[bool, typer.Option("--full", help="Every reason, figure and source.")]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain", help="Also every rule that fired or stayed open, its answers and sources."
    ),
]
ExitLevel = Annotated[
    bool,
    typer.Option(
        "--exit-level", help="Exit 10, 20 or 30 for within_days, same_day, emergency_now."
    ),
]
Questions = Annotated[
    str | None, typer.Option("--questions", metavar="FILE", help="Use this questions file.")
]
Region = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="CODE",
        help="Whose phone numbers to print, for example GB. Also SCIATICA_REGION.",
        autocompletion=_regions,
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", help="Plain lines: no colour, no boxes, typed answers. Also ACCESSIBLE=1."
    ),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour. Also NO_COLOR=1.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No notes on standard error; faults are still told.")
]
SaveAnswers = Annotated[
    str | None,
    typer.Option(
        "--save-answers",
        metavar="FILE",
        help="Keep what was answered in this file, also after Ctrl-C.",
    ),
]
Resume = Annotated[
    str | None,
    typer.Option("--resume", metavar="FILE", help="Go on from answers that were saved."),
]

BatchOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, readable by you only; .csv for CSV, .gz or .zst to pack it.",
    ),
]
Errors = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="Write the faults of bad lines to this file."),
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="NAMES",
        help="Only these fields, flat, with commas between: id,level,scores__impact.",
    ),
]
RowFormat = Annotated[
    Literal["jsonl", "csv"] | None,
    typer.Option("--format", help="Without it the ending of -o decides, else jsonl."),
]
FullRows = Annotated[
    bool, typer.Option("--full", help="Whole assessments, at the speed of one at a time.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Use N processes.")]
ForceBatch = Annotated[
    bool, typer.Option("--force", help="Replace files of these names, and unfinished work.")
]
GoOn = Annotated[
    bool, typer.Option("--resume", help="Go on with the unfinished work in FILE.part of -o.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first bad line.")]
Summary = Annotated[
    bool,
    typer.Option("--summary", help="Count levels, verdicts, bands and rules; with -o both."),
]
