"""The command line: which commands there are, and how one is run."""

from __future__ import annotations

import typer
from typer._click.exceptions import UsageError as ParserError

from .commands import author, history, person, study
from .core.faults import FaultError
from .exits import OK, USAGE, status_of
from .output import print_faults
from .usage import CANNOT_INSTALL, INSTALL, Commands, check_start, not_installed, parser_fault

app = typer.Typer(
    name="sciatica",
    cls=Commands,
    add_completion=True,
    rich_markup_mode=None,  # help with rich would double the start-up time
    pretty_exceptions_enable=False,  # would print local variables, which hold somebody's answers
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(invoke_without_command=True, help=person.HELP)(person.root)
app.command(help=person.CHECK_HELP)(person.check)
app.command(help=person.AGAIN_HELP)(person.again)
app.command(help=history.HISTORY_HELP)(history.history)
app.command(help=study.BATCH_HELP)(study.batch)
app.command("questions", help=author.QUESTIONS_HELP)(author.list_questions)
app.command(help=author.LINT_HELP)(author.lint)


def run_cli(arguments: list[str]) -> int:
    """Run a command; returns the exit status. The caller handles KeyboardInterrupt."""
    command = typer.main.get_command(app)
    try:
        check_start(arguments)
        status = command.main(arguments, prog_name="sciatica", standalone_mode=False)
    except ParserError as error:
        print_faults(parser_fault(error, arguments))
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
