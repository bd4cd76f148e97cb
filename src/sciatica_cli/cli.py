"""The commands. Only this module and `options` use Typer."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer._click.exceptions import UsageError as ParserError

from .core.faults import Fault, FaultError, UsageError
from .exits import OK, USAGE, status_of
from .options import (
    BATCH_HELP,
    CHECK_HELP,
    HELP,
    LINT_HELP,
    QUESTIONS_HELP,
    AnswersSchema,
    BatchOutput,
    CsvSafe,
    Errors,
    Examples,
    FailFast,
    Fields,
    FileSchema,
    ForceBatch,
    FullRows,
    Jobs,
    NoColor,
    Partial,
    Plain,
    Promises,
    Prove,
    PurposeOption,
    Questions,
    QuestionsJson,
    Quiet,
    ReportFormat,
    Resume,
    ResumeBatch,
    RowFormat,
    SaveAnswers,
    Summary,
    Template,
    with_record_options,
)
from .output import emit, print_faults
from .pipe import run
from .report.formats import HANDOVER, JSON
from .request import Input, Request, Saving, Terminal, View
from .usage import CANNOT_INSTALL, INSTALL, Commands, check_start, not_installed, usage_fault
from .version import version_line

app = typer.Typer(
    name="sciatica",
    cls=Commands,
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
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the versions of the program and of its questions."),
    ] = False,
    **options: Any,
) -> None:
    if version:
        print(version_line())
        raise typer.Exit
    options["output"] = None if options["output"] == "-" else options["output"]
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
        _usage_error("--json and --format cannot be combined", "choose one of them")
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
        hint = "leave them out, or start sciatica in a terminal"
        _usage_error("--save-answers and --resume work only when you answer in a terminal", hint)


def _usage_error(message: str, hint: str, code: str = "usage") -> NoReturn:
    raise UsageError((Fault(code, "", message, hint),))


@app.command(help=CHECK_HELP)
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
    from .batch.column_source import is_columnar
    from .batch.command import run_batch
    from .batch.plan import Plan, field_names, row_form
    from .batch.request import BatchRequest

    defaults: Request = context.obj
    view = defaults.view
    if view.format or view.handover or view.explain or defaults.region or defaults.exit_level:
        message = (
            "--json, --handover, --region, --explain and --exit-level work for one record only"
        )
        _usage_error(message, "leave them out; sciatica batch --help lists the options of batch")
    _require_input(file, "sciatica batch < answers.jsonl")
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
        form=row_form(form, request.saving.file, errors),
        csv_safe=csv_safe,
        columns=field_names(fields),
        apart=errors is not None,
        fail_fast=fail_fast,
        counted=summary,
    )
    batch_request = BatchRequest(
        plan=plan,
        source=request.input.source,
        output=request.saving.file,
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
        hint = f"name a file, or pipe the answers in: {example}"
        _usage_error("there are no answers to assess", hint, "no_input")


@app.command("questions", help=QUESTIONS_HELP)
def list_questions(
    context: typer.Context,
    as_json: QuestionsJson = False,
    template: Template = False,
    schema: AnswersSchema = False,
    of_file: FileSchema = False,
    questions: Questions = None,
) -> None:
    from .bank.loader import load
    from .report.questions import answers_schema, blank_answers, listing, questions_data
    from .report.text import write_text

    if as_json + template + schema + of_file > 1:
        forms = "--json, --template, --schema and --file-schema"
        _usage_error(f"{forms} cannot be combined", "choose one of them")
    if of_file:  # does not depend on the questions
        from .lint.file_schema import file_schema

        emit(_as_json(file_schema()))
        return
    questionnaire = load(questions or context.obj.input.questions)
    if as_json or template or schema:
        make = questions_data if as_json else blank_answers if template else answers_schema
        emit(_as_json(make(questionnaire)))
    else:
        emit(write_text(listing(questionnaire)))


def _as_json(data: dict[str, object]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


@app.command(help=LINT_HELP)
def lint(
    file: Annotated[str, typer.Argument(metavar="[FILE]")] = "questions.yaml",
    form: ReportFormat = "text",
    prove: Prove = False,
    promises: Promises = None,
    examples: Examples = None,
) -> None:
    from .lint.command import run_lint

    raise typer.Exit(run_lint(file, form, prove, promises, examples))


def run_cli(arguments: list[str]) -> int:
    """Run a command; returns the exit status. The caller handles KeyboardInterrupt."""
    command = typer.main.get_command(app)
    try:
        check_start(arguments)
        status = command.main(arguments, prog_name="sciatica", standalone_mode=False)
    except ParserError as error:
        print_faults(UsageError((usage_fault(error, arguments),)))
        return USAGE
    except FaultError as error:
        print_faults(error)
        return status_of(error)
    except SystemExit as stop:  # of shell completion
        status = stop.code
    except CANNOT_INSTALL as error:
        if INSTALL not in arguments:
            raise
        failed = not_installed(error)
        print_faults(failed)
        return status_of(failed)
    return status if isinstance(status, int) else OK
