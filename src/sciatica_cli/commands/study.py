"""The command for many recorded answers."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ..core.faults import usage_error
from ..request import Input, Request, Saving, Terminal, View
from .options import (
    NoColor,
    Partial,
    Plain,
    PurposeOption,
    Questions,
    Quiet,
    require_input,
)

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


def batch(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    output: BatchOutput = None,
    errors: Errors = None,
    force: ForceBatch = False,
    resume: ResumeBatch = False,
    format_: RowFormat = None,
    csv_safe: CsvSafe = False,
    fields: Fields = None,
    full: FullRows = False,
    summary: Summary = False,
    partial: Partial = False,
    purpose: PurposeOption = None,
    fail_fast: FailFast = False,
    jobs: Jobs = 1,
    questions: Questions = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> None:
    from ..batch.column_source import is_columnar
    from ..batch.command import run_batch
    from ..batch.plan import Plan, field_names, row_format
    from ..batch.request import BatchRequest

    defaults: Request = context.obj
    view = defaults.view
    one_record = (view.format, view.handover, view.explain, defaults.region, defaults.exit_level)
    if any((*one_record, defaults.history.store)):
        message = (
            "--json, --handover, --region, --explain, --exit-level and --store work for one record "
            "only"
        )
        hint = "leave them out; sciatica batch --help lists the options of batch"
        raise usage_error(message, hint)
    require_input(file, "sciatica batch < answers.jsonl")
    request = Request(
        input=Input(source=file, questions=questions, partial=partial, purpose=purpose),
        view=View(full=full),
        terminal=Terminal(plain=plain, no_color=no_color),
        saving=Saving(output=output, force=force),
        quiet=quiet,
    ).with_defaults(defaults)
    plan = Plan(
        columnar=is_columnar(request.input.source),
        questions=request.input.questions,
        partial=request.input.partial,
        purpose=request.input.assessed_for,
        full=request.view.full,
        format=row_format(format_, request.saving.file, errors),
        csv_safe=csv_safe,
        columns=field_names(fields),
        errors_apart=errors is not None,
        fail_fast=fail_fast,
        summary=summary,
    )
    batch_request = BatchRequest(
        plan=plan,
        source=request.input.source,
        output=request.saving.file,
        errors=errors,
        jobs=jobs,
        resume=resume,
        force=request.saving.force,
        quiet=request.quiet,
        terminal=request.terminal,
    )
    raise typer.Exit(run_batch(batch_request))
