"""The options of the command line, each defined once for all commands, and the help texts."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from .report.formats import FORMATS, HANDOVER

Format = Literal["text", "json", "markdown", "html", "handover"]
assert Format.__args__ == (*FORMATS, HANDOVER)  # type: ignore[attr-defined]

HELP = """Check your back or leg pain: is it urgent, does it look like sciatica, can massage help?

In an emergency, call your emergency number. Do not wait for this program.

Examples:

\b
  sciatica                           answer 30 to 35 questions, read one page
  sciatica --region GB               use British phone numbers
  sciatica --save-answers mine.json  save your answers
  sciatica --resume mine.json        continue from saved answers
  sciatica < answers.json            assess answers from a file or a pipe
  sciatica check a.json --json       write the result as JSON
  sciatica check a.json -o a.html    write a page to read or print
  sciatica check a.json --handover   print a sheet for a doctor or nurse
  sciatica check a.json --explain    show every rule behind the result
  sciatica questions --template      print a blank answers file
  sciatica batch study.jsonl         assess many recorded answers
  sciatica lint questions.yaml       check a questions file

It works offline and saves nothing unless you ask. It is not a diagnosis: no doctor or nurse has
reviewed it, and it may be wrong."""

CHECK_HELP = """Assess the answers of one person.

FILE is a JSON file. Without FILE, or with -, the answers come from standard input."""

QUESTIONS_HELP = "List the questions and the answers they allow."

LINT_HELP = """Check a questions file.

It reports every fault with its line, and everything that looks like a mistake."""

BATCH_HELP = """Assess many recorded answers.

The input has one JSON object per line, or is a Parquet or Arrow file or a folder of Parquet files.
The output has one result per line or row.

Use it for recorded answers only, never for people who are waiting for help: nobody reads a line
in a file in time. A faulty line does not stop the run (see --fail-fast). Its faults are written in
place of a result, and the exit status is 65.

Examples:

\b
  sciatica batch study.jsonl > results.jsonl
  sciatica batch study.jsonl.gz -o results.csv --jobs 2
  sciatica batch study.jsonl -o results.jsonl --errors bad.jsonl
  sciatica batch study.jsonl --fields id,level,massage
  sciatica batch study.parquet -o results.parquet
  sciatica batch study.jsonl --summary"""


def _regions(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names of the regions, for shell completion."""
    from .bank.loader import load

    regions = load().regions
    if not incomplete.islower():
        return [(region.id.upper(), region.name) for region in regions]
    return [(region.id, region.name) for region in regions]


Json = Annotated[bool, typer.Option("--json", help="Write JSON, like --format json.")]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format", help="Choose the format. Default: what the ending of -o says, or text."
    ),
]
HandoverOption = Annotated[
    bool,
    typer.Option("--handover", help="Print a sheet for a doctor or nurse, like --format handover."),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, which only you can read. Its ending chooses the format: "
        ".txt, .md, .html or .json.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]
Partial = Annotated[bool, typer.Option("--partial", help="Assess even if answers are missing.")]
PurposeOption = Annotated[
    Literal["level", "massage", "all"] | None,
    typer.Option(
        "--purpose",
        help="Find out only how urgent it is (level), or that and whether massage can help "
        "(massage). This takes fewer answers.",
    ),
]
Full = Annotated[bool, typer.Option("--full", help="Show every reason, figure and source.")]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Show also every rule that fired or stayed open, with its answers and sources.",
    ),
]
ExitLevel = Annotated[
    bool,
    typer.Option(
        "--exit-level", help="Exit with 10, 20 or 30 if help is needed within days, today or now."
    ),
]
Questions = Annotated[
    str | None, typer.Option("--questions", metavar="FILE", help="Use another questions file.")
]
Region = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="CODE",
        help="Print the phone numbers of this country, for example GB. Also SCIATICA_REGION=GB.",
        autocompletion=_regions,
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", help="Use plain lines and typed answers, for screen readers. Also ACCESSIBLE=1."
    ),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="Use no colour. Also NO_COLOR=1.")]
Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print no notes on standard error. Faults are still printed."
    ),
]
SaveAnswers = Annotated[
    str | None,
    typer.Option(
        "--save-answers",
        metavar="FILE",
        help="Save your answers in this file, even if you leave with Ctrl-C.",
    ),
]
Resume = Annotated[
    str | None,
    typer.Option("--resume", metavar="FILE", help="Continue from saved answers."),
]

BatchOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write to this file, which only you can read. .csv writes CSV, .parquet and .arrow "
        "columns; .gz and .zst compress lines.",
    ),
]
Errors = Annotated[
    str | None,
    typer.Option("--errors", metavar="FILE", help="Write the faults of faulty lines to this file."),
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields",
        metavar="NAMES",
        help="Write only these fields, separated by commas: id,level,scores__impact.",
    ),
]
CsvSafe = Annotated[
    bool,
    typer.Option(
        "--csv-safe",
        help="In CSV, put an apostrophe before an id that a spreadsheet would take for a formula.",
    ),
]
RowFormat = Annotated[
    Literal["jsonl", "csv", "parquet", "arrow"] | None,
    typer.Option(
        "--format", help="Choose the format. Default: what the ending of -o says, or jsonl."
    ),
]
FullRows = Annotated[
    bool, typer.Option("--full", help="Write whole assessments. This is much slower.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=1, help="Use this many processes.")
]
ForceBatch = Annotated[
    bool, typer.Option("--force", help="Replace existing files and unfinished work.")
]
ResumeBatch = Annotated[
    bool, typer.Option("--resume", help="Continue an interrupted run from FILE.part.")
]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Stop at the first faulty line.")]
Summary = Annotated[
    bool,
    typer.Option(
        "--summary",
        help="Print counts of levels, verdicts, bands and rules. Results are written only with -o.",
    ),
]


QuestionsJson = Annotated[bool, typer.Option("--json", help="Print the questions as JSON data.")]
Template = Annotated[bool, typer.Option("--template", help="Print a blank answers file.")]
AnswersSchema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of answers.")]
FileSchema = Annotated[
    bool,
    typer.Option("--file-schema", help="Print the JSON Schema of a questions file, for an editor."),
]

ReportFormat = Annotated[
    Literal["text", "json", "github"],
    typer.Option("--format", help="Choose the format of the report."),
]
Prove = Annotated[
    bool,
    typer.Option(
        "--prove", help="Also prove the laws and the promises for every set of answers. Needs Z3."
    ),
]
Promises = Annotated[
    str | None,
    typer.Option(
        "--promises",
        metavar="FILE",
        help="Prove these promises. Default: tests/safety/promises.yaml beside FILE.",
    ),
]
Examples = Annotated[
    str | None,
    typer.Option(
        "--examples",
        metavar="FOLDER",
        help="For each rule, write a file of answers that fire it. Needs Z3.",
    ),
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
