"""The commands. Only this module and `options` use Typer."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated, Any, Literal, NoReturn

import typer

from .core.faults import Fault, FaultError, UsageError, shown
from .exits import USAGE, status_of
from .options import (
    BATCH_HELP,
    HELP,
    BatchOutput,
    Errors,
    FailFast,
    Fields,
    ForceBatch,
    FullRows,
    Jobs,
    NoColor,
    Partial,
    Plain,
    PurposeOption,
    Questions,
    Quiet,
    Resume,
    ResumeBatch,
    RowFormat,
    SaveAnswers,
    Summary,
    with_record_options,
)
from .output import emit, print_faults
from .pipe import run
from .report.formats import HANDOVER, JSON
from .request import Input, Request, Saving, Terminal, View
from .version import version_line

app = typer.Typer(
    name="sciatica",
    add_completion=True,
    rich_markup_mode=None,  # help with rich would double the start-up time
    pretty_exceptions_enable=False,  # would print local variables, which hold somebody's answers
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True, help=HELP)
@with_record_options
def root(
    context: typer.Context,
    *,
    save_answers: SaveAnswers = None,
    resume: Resume = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    **options: Any,
) -> None:
    if version:
        print(version_line())
        raise typer.Exit
    request = _request(None, save_answers=save_answers, resume=resume, **options)
    context.obj = request
    alone = context.invoked_subcommand is None
    if alone and sys.stdin and sys.stdin.isatty():
        from .interview.start import interview

        raise typer.Exit(interview(request))
    _refuse_saving(request.saving)
    if alone:
        raise typer.Exit(run(request))


def _request(
    file: str | None,
    *,
    as_json: bool,
    format_: str | None,
    handover: bool,
    output: str | None,
    force: bool,
    partial: bool,
    purpose: str | None,
    full: bool,
    explain: bool,
    exit_level: bool,
    questions: str | None,
    region: str | None,
    plain: bool,
    no_color: bool,
    quiet: bool,
    save_answers: str | None = None,
    resume: str | None = None,
) -> Request:
    """The request that the options for one record make up. `--format handover` means the sheet."""
    if as_json and format_ not in (None, JSON):
        _usage_error("--json and --format ask for different things", "choose one of them")
    if as_json:
        format_ = JSON
    elif format_ == HANDOVER:
        format_, handover = None, True
    return Request(
        input=Input(source=file, questions=questions, partial=partial, purpose=purpose),
        view=View(format=format_, handover=handover, full=full, explain=explain),
        terminal=Terminal(plain=plain, no_color=no_color),
        saving=Saving(output=output, force=force, save_answers=save_answers, resume=resume),
        region=region,
        quiet=quiet,
        exit_level=exit_level,
    )


def _refuse_saving(saving: Saving) -> None:
    if saving.save_answers or saving.resume:
        hint = "leave them out, or run sciatica in a terminal"
        _usage_error("--save-answers and --resume are for answering in a terminal", hint)


def _usage_error(message: str, hint: str, code: str = "usage") -> NoReturn:
    print_faults(UsageError((Fault(code, "", message, hint),)))
    raise typer.Exit(USAGE)


@app.command(help="Assess answers from a JSON file or standard input.")
@with_record_options
def check(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    **options: Any,
) -> None:
    request = _request(file, **options).with_defaults(context.obj)
    _require_input(file, "sciatica check < answers.json")
    raise typer.Exit(run(request))


@app.command(help=BATCH_HELP)
def batch(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    output: BatchOutput = None,
    errors: Errors = None,
    force: ForceBatch = False,
    resume: ResumeBatch = False,
    form: RowFormat = None,
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
    from .batch.command import BatchRequest, run_batch
    from .batch.plan import Plan, field_names, row_form

    defaults: Request = context.obj
    view = defaults.view
    if view.format or view.handover or view.explain or defaults.region or defaults.exit_level:
        message = "--json, --handover, --region, --explain and --exit-level are for single records"
        _usage_error(message, "see sciatica batch --help")
    _require_input(file, "sciatica batch < answers.jsonl")
    request = Request(
        input=Input(source=file, questions=questions, partial=partial, purpose=purpose),
        view=View(full=full),
        terminal=Terminal(plain=plain, no_color=no_color),
        saving=Saving(output=output, force=force),
        quiet=quiet,
    ).with_defaults(defaults)
    plan = Plan(
        questions=request.input.questions,
        partial=request.input.partial,
        purpose=request.input.assessed_for,
        full=request.view.full,
        form=row_form(form, request.saving.output),
        columns=field_names(fields),
        apart=errors is not None,
        fail_fast=fail_fast,
        counted=summary,
    )
    batch_request = BatchRequest(
        plan=plan,
        source=request.input.source,
        output=request.saving.output,
        errors=errors,
        jobs=jobs,
        resume=resume,
        force=request.saving.force,
        summary=summary,
        quiet=request.quiet,
        terminal=request.terminal,
    )
    raise typer.Exit(run_batch(batch_request))


def _require_input(file: str | None, example: str) -> None:
    if file in (None, "-") and sys.stdin is not None and sys.stdin.isatty():
        hint = f"name a file, or pipe answers in: {example}"
        _usage_error("no answers came in", hint, "no_input")


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
    from .report.questions import answers_schema, blank_answers, listing, questions_data
    from .report.text import write_text

    if as_json + template + schema + of_file > 1:
        forms = "--json, --template, --schema and --file-schema"
        _usage_error(f"{forms} are different things", "choose one of them")
    try:
        if of_file:  # does not depend on the questions
            from .lint.file_schema import file_schema

            emit(_as_json(file_schema()))
            return
        questionnaire = load(questions or context.obj.input.questions)
        if as_json or template or schema:
            make = (
                questions_data if as_json
                else blank_answers if template
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


@app.command(help="Check a questions file: every fault with its line, and possible problems.")
def lint(
    file: Annotated[str, typer.Argument(metavar="[FILE]")] = "questions.yaml",
    form: Annotated[
        Literal["text", "json", "github"],
        typer.Option("--format", help="The format of the report."),
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
    """Run a command; returns the exit status. The caller handles KeyboardInterrupt."""
    command = typer.main.get_command(app)
    if arguments and os.path.isfile(arguments[0]):
        hint = f"sciatica check {shown(arguments[0])}"
        print_faults(UsageError((Fault("usage", "", "a file name alone is not a command", hint),)))
        return USAGE
    try:
        command.main(arguments, prog_name="sciatica")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    return 0
