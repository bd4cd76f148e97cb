"""The commands for one person: the interview, and one record from a file or a pipe."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from ..core.faults import usage_error
from ..pipe import run
from ..request import HistoryOptions, Saving
from ..streams import is_terminal
from ..version import version_line
from .options import (
    Resume,
    SaveAnswers,
    record_request,
    require_input,
    with_record_options,
)

HELP = """Check your back or leg pain: is it urgent, does it look like sciatica, can massage help?

In an emergency, call your emergency number. Do not wait for this program.

Examples:

\b
  sciatica                           answer 30 to 35 questions, read one page
  sciatica --region GB               use British phone numbers
  sciatica --save-answers mine.json  save your answers
  sciatica --resume mine.json        continue from saved answers
  sciatica again                     check again: are you better?
  sciatica history                   list, show or erase kept checks
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

AGAIN_HELP = """Do the check again, and see what is better, the same or worse.

It asks anew about everything that can have changed, and only shows you the rest. It compares your
answers with the last check that you kept, or with FILE: answers or an assessment saved as JSON."""


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
    context.obj = request = record_request(None, save_answers, resume, **options)
    alone = context.invoked_subcommand is None
    if alone and is_terminal(sys.stdin):
        from ..interview.start import interview

        raise typer.Exit(interview(request))
    if alone or context.invoked_subcommand != "again":
        _refuse_saving(request.saving)
    if alone:
        _refuse_naming(request.history)
        raise typer.Exit(run(request))


@with_record_options
def check(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]")] = None,
    **options: Any,
) -> None:
    request = record_request(file, **options).with_defaults(context.obj)
    require_input(file, "sciatica check < answers.json")
    _refuse_naming(request.history)
    raise typer.Exit(run(request))


@with_record_options
def again(
    context: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="[FILE]")] = None,
    *,
    save_answers: SaveAnswers = None,
    **options: Any,
) -> None:
    from ..interview.again import check_again

    request = record_request(file, save_answers, **options).with_defaults(context.obj)
    if request.saving.resume:
        hint = "to go on with an interview that is not finished, leave out again"
        raise usage_error("again begins a new check, so there is nothing to resume", hint)
    raise typer.Exit(check_again(request))


def _refuse_saving(saving: Saving) -> None:
    if saving.save_answers or saving.resume:
        message = "--save-answers and --resume work only when you answer in a terminal"
        raise usage_error(message, "leave them out, or start sciatica in a terminal")


def _refuse_naming(options: HistoryOptions) -> None:
    """Where nobody is asked, a place or a name alone does not say that a check is to be kept."""
    if (options.store_file or options.person) and not options.store:
        hint = "add --store to keep this check, or leave them out"
        raise usage_error("--store-file and --person say where and whose, but not to keep it", hint)
