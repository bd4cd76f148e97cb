"""The command for the checks that were kept."""

from __future__ import annotations

from typing import Annotated

import typer

from ..core.faults import usage_error
from ..request import HistoryOptions, Input, Request, Saving, Terminal
from .options import (
    Force,
    FormatOption,
    Full,
    HandoverOption,
    Json,
    NoColor,
    Output,
    Person,
    Plain,
    Questions,
    Quiet,
    Region,
    StoreFile,
    view_of,
)

HISTORY_HELP = """List, show, export or erase the checks that you kept.

They are in one file on this computer, which only your account can read. Nothing is ever sent.

Examples:

\b
  sciatica history                     list all checks
  sciatica history --show 2            show the page of check 2 again
  sciatica history --show 2 --handover print its sheet for a doctor or nurse
  sciatica history --export mine.jsonl write all answers to a file
  sciatica history --erase 2           erase check 2
  sciatica history --erase             erase everything"""

Number = Annotated[
    int | None,
    typer.Argument(metavar="[N]", min=1, help="Show this check or, with --erase, erase it."),
]
Show = Annotated[
    int | None,
    typer.Option("--show", metavar="N", min=1, help="Show check N as it was on its day."),
]
Export = Annotated[
    str | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write the answers to this file, one check per line, as sciatica batch reads them.",
    ),
]
Erase = Annotated[
    bool, typer.Option("--erase", help="Erase check N or, without a number, everything.")
]


def history(
    context: typer.Context,
    number: Number = None,
    show: Show = None,
    export: Export = None,
    erase: Erase = False,
    person: Person = None,
    store_file: StoreFile = None,
    format_: FormatOption = None,
    as_json: Json = False,
    handover: HandoverOption = False,
    output: Output = None,
    force: Force = False,
    full: Full = False,
    questions: Questions = None,
    region: Region = None,
    plain: Plain = False,
    no_color: NoColor = False,
    quiet: Quiet = False,
) -> None:
    from ..history import command

    if sum((show is not None, export is not None, erase)) > 1:
        raise usage_error("--show, --export and --erase cannot be combined", "choose one of them")
    if number is not None and not erase:
        show = number if show is None else show
    request = Request(
        input=Input(questions=questions),
        view=view_of(as_json, format_, handover, full),
        terminal=Terminal(plain=plain, no_color=no_color),
        saving=Saving(output=output, force=force),
        history=HistoryOptions(store_file=store_file, person=person),
        region=region,
        quiet=quiet,
    ).with_defaults(context.obj)
    if show is not None:
        status = command.show(request, show)
    elif export is not None:
        status = command.export(request, export)
    elif erase:
        status = command.erase(request, number)
    else:
        status = command.list_checks(request)
    raise typer.Exit(status)
