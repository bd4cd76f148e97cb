"""The options that several commands share, each defined once."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal

import typer

from ..core.faults import usage_error
from ..report.formats import FORMATS, HANDOVER, JSON
from ..request import HistoryOptions, Input, Request, Saving, Terminal, View
from ..streams import is_terminal

Format = Literal["text", "json", "markdown", "html", "handover"]
assert Format.__args__ == (*FORMATS, HANDOVER)  # type: ignore[attr-defined]


def _regions(incomplete: str) -> list[tuple[str, str]]:
    """Codes and names of the regions, for shell completion."""
    from ..bank.loader import load

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
Store = Annotated[
    bool,
    typer.Option(
        "--store", help="Keep this check on this computer, to compare it with the next one."
    ),
]
StoreFile = Annotated[
    str | None,
    typer.Option(
        "--store-file", metavar="FILE", help="Keep the checks in this file, not in the usual place."
    ),
]
Person = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="NAME", help="Whose checks they are, if several people keep theirs."
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


def require_input(file: str | None, example: str) -> None:
    """Refuse to wait for answers that somebody would have to type as JSON.

    Raises:
        UsageError: they would come from a terminal.
    """
    if file in (None, "-") and is_terminal(sys.stdin):
        hint = f"name a file, or pipe the answers in: {example}"
        raise usage_error("there are no answers to assess", hint, code="no_input")


def view_of(
    as_json: bool, format_: str | None, handover: bool, full: bool, explain: bool = False
) -> View:
    """What the options of a page ask for; `--format handover` means the sheet.

    Raises:
        UsageError: --json and another format are given.
    """
    if as_json and format_ not in (None, JSON):
        raise usage_error("--json and --format cannot be combined", "choose one of them")
    format_ = JSON if as_json else format_
    is_sheet = format_ == HANDOVER
    return View(
        format=None if is_sheet else format_,
        handover=handover or is_sheet,
        full=full,
        explain=explain,
    )


def record_request(
    file: str | None,
    save_answers: str | None = None,
    resume: str | None = None,
    *,
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
    store: Store = False,
    store_file: StoreFile = None,
    person: Person = None,
) -> Request:
    """The request for one record; the keyword-only parameters are the options of its commands.

    Raises:
        UsageError: --json and another format are given.
    """
    return Request(
        input=Input(source=file, questions=questions, partial=partial, purpose=purpose),
        view=view_of(as_json, format_, handover, full, explain),
        terminal=Terminal(plain=plain, no_color=no_color),
        saving=Saving(output=output, force=force, save_answers=save_answers, resume=resume),
        history=HistoryOptions(store=store, store_file=store_file, person=person),
        region=region,
        quiet=quiet,
        exit_level=exit_level,
    )


def with_record_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `record_request`, which it takes as `**options`.

    They come after the positional parameters of the command and before its keyword-only ones.
    """
    own, shared = (
        inspect.signature(function, eval_str=True).parameters.values()
        for function in (command, record_request)
    )
    parameters = [
        *(p for p in own if p.kind is p.POSITIONAL_OR_KEYWORD),
        *(p for p in shared if p.kind is p.KEYWORD_ONLY),
        *(p for p in own if p.kind is p.KEYWORD_ONLY),
    ]
    typed: Any = command
    typed.__signature__ = inspect.Signature(parameters)
    typed.__annotations__ = {p.name: p.annotation for p in parameters}
    return command
