"""What the parser lacks: its errors become faults like any other, and Ctrl-C goes past it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import MutableMapping
from typing import Any

from typer._click.exceptions import BadOptionUsage, BadParameter, NoSuchOption
from typer._click.exceptions import UsageError as ParserError
from typer._completion_shared import Shells, _get_shell_name
from typer.core import TyperGroup

from .core.faults import (
    Fault,
    OutputError,
    UsageError,
    nearest,
    shown_path,
    usage_error,
)
from .output import check_stdout

COMMANDS = ("check", "again", "history", "batch", "questions", "lint")
INSTALL, SHOW = COMPLETION = "--install-completion", "--show-completion"
PRINTING = {"-h", "--help", "--version", SHOW}  # options that print something and end
COMPLETION_REQUEST = "_SCIATICA_COMPLETE"  # the variable in which a shell asks for completions
PLACE_DIGITS = 9  # of a word's number in a line
SHELLS = tuple(str(shell.value) for shell in Shells)
CANNOT_INSTALL = (OSError, RuntimeError, subprocess.SubprocessError)  # no home, a shell that fails


class Commands(TyperGroup):
    """Lets Ctrl-C past the parser, which would end the program silently."""

    def invoke(self, context: Any, /) -> Any:
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            raise _Stopped from None

    def main(self, *arguments: Any, **options: Any) -> Any:
        try:
            return super().main(*arguments, **options)
        except _Stopped:
            raise KeyboardInterrupt from None


class _Stopped(Exception):  # noqa: N818 (it is no error)
    pass


def check_start(arguments: list[str]) -> None:
    """Refuse what the parser would stumble over.

    Raises:
        FaultError: standard output is closed, or completions are wanted for no known shell.
    """
    if not PRINTING.isdisjoint(arguments):
        check_stdout()
    if arguments and arguments[0] in COMPLETION and _get_shell_name() not in SHELLS:
        hint = f"start it from one of these: {', '.join(SHELLS)}"
        raise usage_error("we cannot tell which shell you use", hint, arguments[0])
    _check_completion_request(os.environ)


def _check_completion_request(variables: MutableMapping[str, str]) -> None:
    """Make a shell's request for completions one that the parser can read.

    Raises:
        UsageError: it is none of a known shell.
    """
    request = variables.get(COMPLETION_REQUEST, "")
    if request and request.partition("_")[2] not in SHELLS:
        hint = "let your shell set it, or unset it"
        raise usage_error("this is no request for completions", hint, COMPLETION_REQUEST)
    place = variables.get("COMP_CWORD", "")
    variables["COMP_CWORD"] = place if place.isdecimal() and len(place) < PLACE_DIGITS else "0"
    variables.setdefault("COMP_WORDS", "")


def parser_fault(error: ParserError, arguments: list[str]) -> UsageError:
    """What the parser found wrong with these arguments: where, and how to fix it."""
    command = error.ctx.command_path if error.ctx else "sciatica"
    see = f"see {command} --help"
    if isinstance(error, NoSuchOption):
        # Whoever mistypes a name rarely gets its first letter wrong.
        similar = [name for name in error.possibilities or () if name[:3] == error.option_name[:3]]
        hint = f"did you mean {' or '.join(sorted(similar))}?" if similar else see
        return _usage("there is no such option", hint, error.option_name)
    if isinstance(error, BadOptionUsage):
        if "does not take" in error.message:
            return _usage("this option takes no value", see, error.option_name)
        return _usage("the value of this option is missing", see, error.option_name)
    if isinstance(error, BadParameter) and error.param is not None:
        return _usage(*_value_wanted(error.param.type), error.param.opts[0])
    unknown = next((word for word in arguments if f"command {word!r}" in error.message), None)
    if unknown is not None:
        return _unknown_command(unknown)
    extra = error.message.partition("extra argument(s) (")[2].removesuffix(")")
    if extra:
        return _usage("this is one argument too many", f"give one file at a time, or {see}", extra)
    return _usage(error.format_message(), see)


def not_installed(error: Exception) -> OutputError:
    """The error when the completion cannot be written where the shell looks for it."""
    where = shown_path(getattr(error, "filename", None) or "the home folder")
    reason = getattr(error, "strerror", None) or "it cannot be found"
    hint = f"sciatica {SHOW} prints it, so that you can put it where your shell looks for it"
    return OutputError((Fault("cannot_write", where, f"cannot be written: {reason}", hint),))


def _value_wanted(kind: object) -> tuple[str, str]:
    """What is wrong with the value of an option, and what to give instead."""
    choices = getattr(kind, "choices", None)
    if choices:
        return "there is no such value", f"choose one of: {', '.join(map(str, choices))}"
    return (
        "this is not a number that fits",
        f"give a whole number, {getattr(kind, 'min', 0)} or more",
    )


def _unknown_command(word: str) -> UsageError:
    if os.path.exists(word) or "." in word:
        name = shown_path(word)
        hint = f"to assess a file, write: sciatica check {name}"
        if word.lower().endswith(".json"):
            hint += f"; to go on with saved answers: sciatica --resume {name}"
        return _usage("a file name alone is not a command", hint)
    hint = nearest(word, COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
    return _usage("there is no such command", hint, word)


def _usage(message: str, hint: str, typed: str = "") -> UsageError:
    return usage_error(message, hint, shown_path(typed))
