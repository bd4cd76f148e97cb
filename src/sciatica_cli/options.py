"""The options of the command line, each defined once for all commands, and the help texts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from .report.formats import FORMATS, HANDOVER

Format = Literal["text", "json", "markdown", "html", "handover"]
assert Format.__args__ == (*FORMATS, HANDOVER)  # type: ignore[attr-defined]

HELP = """Self-check for back and leg pain: is it urgent, is it like sciatica, can massage help?

Examples:

\b
  sciatica                           answer 30 to 35 questions, get a page
  sciatica --region GB               the same, with British phone numbers
  sciatica --save-answers mine.json  keep what you answer
  sciatica --resume mine.json        and go on from it
  sciatica < answers.json            assess answers from a file or a pipe
  sciatica check a.json --json       the same, as JSON
  sciatica check a.json -o a.html    a page to read or to print
  sciatica check a.json --handover   a sheet for the clinician
  sciatica check a.json --explain    every rule behind the result
  sciatica questions --template      a blank answers file
  sciatica batch study.jsonl         assess recorded answers, one a line
  sciatica lint questions.yaml       check a questions file

It works offline, stores nothing unasked, and is not a diagnosis.

In an emergency call your emergency number, not this program."""


BATCH_HELP = """Assess recorded answers, one JSON object a line: one result a line comes out.

For recorded answers only, never for people who wait for help: nobody looks at a line in a file
in time. A bad line does not stop the run (see --fail-fast); its faults are written instead, and
the exit status is 65.

Examples:

\b
  sciatica batch study.jsonl > results.jsonl
  sciatica batch study.jsonl.gz -o results.csv --jobs 2
  sciatica batch study.jsonl -o results.jsonl --errors bad.jsonl
  sciatica batch study.jsonl --fields id,level,massage
  sciatica batch study.jsonl --summary"""


def _regions(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names of the regions, for shell completion."""
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
PurposeOption = Annotated[
    Literal["level", "massage", "all"] | None,
    typer.Option(
        "--purpose",
        help="What you want to know: how urgent it is, that and massage, or all. "
        "Answers that cannot change it may be missing.",
    ),
]
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
    bool,
    typer.Option("--quiet", "-q", help="No notes on standard error; faults are still printed."),
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
ResumeBatch = Annotated[
    bool, typer.Option("--resume", help="Go on with the unfinished work in FILE.part of -o.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first bad line.")]
Summary = Annotated[
    bool,
    typer.Option("--summary", help="Count levels, verdicts, bands and rules; with -o both."),
]


def _record_options(
    as_json: Json = False,
    format_: FormatOption = None,
    handover: HandoverOption = False,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
    purpose: PurposeOption = None,
    full: Full = False,
    explain: Explain = False,
    exit_level: ExitLevel = False,
    questions: Questions = None,
    region: Region = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> None:
    """The options of every command that assesses one record. Only the signature is used."""


def with_record_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, which takes them as `**options`, the options for one record.

    They come after the positional parameters of the command and before its keyword-only ones.
    """
    own = list(inspect.signature(command, eval_str=True).parameters.values())
    shared = [
        parameter.replace(kind=parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(_record_options, eval_str=True).parameters.values()
    ]
    first = [parameter for parameter in own if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
    last = [parameter for parameter in own if parameter.kind is parameter.KEYWORD_ONLY]
    typed: Any = command
    typed.__signature__ = inspect.Signature([*first, *shared, *last])
    typed.__annotations__ = {p.name: p.annotation for p in (*first, *shared, *last)}
    return command
