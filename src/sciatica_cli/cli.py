"""The command line: parse, call, return the status. Typer is used nowhere else."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated, Literal, NoReturn

import typer

from .core.faults import Fault, FaultError, UsageError, shown
from .exits import USAGE, status_of
from .options import (
    BatchOutput,
    Errors,
    ExitLevel,
    Explain,
    FailFast,
    Fields,
    Force,
    ForceBatch,
    FormatOption,
    Full,
    FullRows,
    GoOn,
    HandoverOption,
    Jobs,
    Json,
    NoColor,
    Output,
    Partial,
    Plain,
    Questions,
    Quiet,
    Region,
    Resume,
    RowFormat,
    SaveAnswers,
    Summary,
)
from .output import emit, print_faults
from .pipe import run
from .report.formats import HANDOVER, JSON
from .request import Request
from .version import version_line

app = typer.Typer(
    name="sciatica",
    add_completion=True,
    rich_markup_mode=None,  # rich help costs as much again as everything else
    pretty_exceptions_enable=False,  # those print local variables: somebody's answers
    context_settings={"help_option_names": ["-h", "--help"]},
)

HELP = """Self-check for back and leg pain: is it urgent, is it like sciatica, can massage help?

Examples:

\b
  sciatica                           answer about 30 questions, get a page
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
in time. A bad line never stops the run; its faults stand in its place, and the status is 65.

Examples:

\b
  sciatica batch study.jsonl > results.jsonl
  sciatica batch study.jsonl.gz -o results.csv --jobs 2
  sciatica batch study.jsonl -o results.jsonl --errors bad.jsonl
  sciatica batch study.jsonl --fields id,level,massage
  sciatica batch study.jsonl --summary"""


@app.callback(invoke_without_command=True, help=HELP)
def root(
    context: typer.Context,
    as_json: Json = False,
    form: FormatOption = None,
    handover: HandoverOption = False,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
    full: Full = False,
    explain: Explain = False,
    exit_level: ExitLevel = False,
    questions: Questions = None,
    region: Region = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
    save_answers: SaveAnswers = None,
    resume: Resume = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        print(version_line())
        raise typer.Exit
    request = Request(
        None, _format(as_json, form), handover or form == HANDOVER, partial, region, questions,
        output, force, full, explain, plain, no_color, quiet, exit_level, save_answers, resume,
    )  # fmt: skip
    context.obj = request
    if context.invoked_subcommand is not None:
        _not_here(request)
        return
    if sys.stdin and sys.stdin.isatty():
        from .interview.start import interview

        raise typer.Exit(interview(request))
    _not_here(request)
    raise typer.Exit(run(request))


def _format(as_json: bool, form: str | None) -> str:
    if as_json and form not in (None, JSON):
        _stop("--json and --format ask for different things", "choose one of them")
    return JSON if as_json else "" if form in (None, HANDOVER) else str(form)


def _not_here(request: Request) -> None:
    if request.save_answers or request.resume:
        hint = "leave them out, or run sciatica in a terminal"
        _stop("--save-answers and --resume are for answering in a terminal", hint)


def _stop(message: str, hint: str, code: str = "usage") -> NoReturn:
    print_faults(UsageError((Fault(code, "", message, hint),)))
    raise typer.Exit(USAGE)


@app.command(help="Assess answers from a JSON file or standard input.")
def check(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    as_json: Json = False,
    form: FormatOption = None,
    handover: HandoverOption = False,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
    full: Full = False,
    explain: Explain = False,
    exit_level: ExitLevel = False,
    questions: Questions = None,
    region: Region = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> None:
    request = Request(
        file, _format(as_json, form), handover or form == HANDOVER, partial, region, questions,
        output, force, full, explain, plain, no_color, quiet, exit_level,
    ).after(context.obj)  # fmt: skip
    _need_input(file, "sciatica check < answers.json")
    raise typer.Exit(run(request))


@app.command(help=BATCH_HELP)
def batch(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    output: BatchOutput = None,
    errors: Errors = None,
    force: ForceBatch = False,
    resume: GoOn = False,
    form: RowFormat = None,
    fields: Fields = None,
    full: FullRows = False,
    summary: Summary = False,
    partial: Partial = False,
    fail_fast: FailFast = False,
    jobs: Jobs = 1,
    questions: Questions = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> None:
    from .batch.command import Order, run_batch
    from .batch.plan import make_plan

    before: Request = context.obj
    strange = (before.format, before.handover, before.region, before.explain, before.exit_level)
    if any(strange):
        message = "--json, --handover, --region, --explain and --exit-level are for single records"
        _stop(message, "see sciatica batch --help")
    _need_input(file, "sciatica batch < answers.jsonl")
    plan = make_plan(
        questions or before.questions, partial or before.partial, full or before.full, form,
        fields, output or before.output, errors is not None, fail_fast, summary,
    )  # fmt: skip
    raise typer.Exit(run_batch(Order(
        plan, file, output or before.output, errors, jobs, resume, force or before.force, summary,
        quiet or before.quiet, plain or before.plain, no_color or before.no_color,
    )))  # fmt: skip


def _need_input(file: str | None, example: str) -> None:
    if file in (None, "-") and sys.stdin is not None and sys.stdin.isatty():
        _stop("no answers came in", f"name a file, or pipe answers in: {example}", "no_input")


@app.command("questions", help="What can be asked, and which answers are allowed.")
def list_questions(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As data.")] = False,
    template: Annotated[bool, typer.Option("--template", help="A blank answers file.")] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="JSON Schema of an answers file.")
    ] = False,
    of_file: Annotated[
        bool, typer.Option("--file-schema", help="JSON Schema of a questions file, for editors.")
    ] = False,
    questions: Questions = None,
) -> None:
    from .bank.loader import load
    from .report.questions import answers_schema, listing, questions_data
    from .report.questions import template as blank
    from .report.text import write_text

    if as_json + template + schema + of_file > 1:
        forms = "--json, --template, --schema and --file-schema"
        _stop(f"{forms} are different things", "choose one of them")
    try:
        if of_file:  # the same for all questions files, so none is read
            from .lint.file_schema import file_schema

            emit(_as_json(file_schema()))
            return
        questionnaire = load(questions or context.obj.questions)
        if as_json or template or schema:
            make = (
                questions_data if as_json
                else blank if template
                else answers_schema
            )  # fmt: skip
            emit(_as_json(make(questionnaire)))
        else:
            emit(write_text(listing(questionnaire)))
    except FaultError as error:
        print_faults(error)
        raise typer.Exit(status_of(error)) from None


def _as_json(data: dict[str, object]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


@app.command(help="Check a questions file: every fault with its line, and what is doubtful.")
def lint(
    file: Annotated[str, typer.Argument(metavar="[FILE]")] = "questions.yaml",
    form: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="How to tell it.")
    ] = "text",
    prove: Annotated[
        bool,
        typer.Option(
            "--prove", help="Also prove laws and promises for every set of answers. Needs Z3."
        ),
    ] = False,
    promises: Annotated[
        str | None,
        typer.Option(
            "--promises",
            metavar="FILE",
            help="The promises to prove. Without it tests/safety/promises.yaml beside FILE.",
        ),
    ] = None,
    examples: Annotated[
        str | None,
        typer.Option(
            "--examples",
            metavar="FOLDER",
            help="Write answers that fire each rule, a file each. Needs Z3.",
        ),
    ] = None,
) -> None:
    from .lint.command import run_lint

    raise typer.Exit(run_lint(file, form, prove, promises, examples))


def run_cli(arguments: list[str]) -> int:
    """Run the command line; returns the exit status. KeyboardInterrupt is for the caller."""
    command = typer.main.get_command(app)
    if arguments and os.path.isfile(arguments[0]):
        hint = f"sciatica check {shown(arguments[0])}"
        print_faults(UsageError((Fault("usage", "", "a file alone is no command", hint),)))
        return USAGE
    try:
        command.main(arguments, prog_name="sciatica")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return 0
