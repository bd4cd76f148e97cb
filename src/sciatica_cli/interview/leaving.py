"""Leaving the interview early: save the answers, and say last what is urgent."""

from __future__ import annotations

import contextlib
import shutil
import sys

from ..core.faults import FaultError
from ..rendering import today
from ..report.blocks import Paragraph
from ..report.text import MIN_WIDTH
from ..report.urgent import call, closing
from ..report.write import Look, draw
from ..request import Request, resume_command
from . import strings
from .answers_file import AnswersFile, AutoSave
from .line_prompter import LinePrompter
from .lines import forget_typed_ahead, read_line, write
from .session import Session
from .signals import handle_signals, ignore_signals, leave


def say_goodbye(
    request: Request, file: AnswersFile, session: Session | None, may_ask: bool
) -> None:
    """Save the last answer, offer a file if there is none, and say where the answers are.

    What is urgent comes last. Everything is printed in the terminal, even if standard error goes
    elsewhere. With `may_ask`, somebody is there to answer; a second Ctrl-C ends the offer.
    """
    urgent = _urgent(session)
    if session is not None and session.has_answered:
        _save_last_answer(file, session)
        if file.path is None and may_ask:
            _offer(file, session, urgent)
    if file.saved_path is not None:
        command = resume_command(file.saved_path, request.input.questions)
        _print(f"{strings.interrupted_saved(command)}\n")  # not wrapped, so that it can be copied
    else:
        print_text(strings.INTERRUPTED)
    if urgent:
        print_text(urgent)


def print_text(text: str) -> None:
    """Print a text in the terminal or, if that is gone, wherever standard error goes."""
    look = Look(width=max(shutil.get_terminal_size().columns - 1, MIN_WIDTH))
    _print(draw((Paragraph(text),), look) or "\n")


def _print(text: str) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            print(text, end="", file=stream, flush=True)
            return


def _urgent(session: Session | None) -> str:
    if session is None or not call(session.state.assessment, session.region):
        return ""
    return closing(session.state.assessment, session.region, today()).text


def _save_last_answer(file: AnswersFile, session: Session) -> None:
    """Save what was answered just before the program was told to end."""
    try:
        file.save(session.questionnaire, session.state.to_save())
    except FaultError as error:
        file.path = None
        print_text(strings.cannot_keep(error.faults[0]))


def _offer(file: AnswersFile, session: Session, urgent: str) -> None:
    if urgent:
        print_text(urgent)  # before anything that takes time
    prompter = LinePrompter(read_line, write, shutil.get_terminal_size().columns)
    forget_typed_ahead()
    handle_signals(leave)
    try:
        AutoSave(session.questionnaire, file, prompter).offer(session.state.to_save())
    except (KeyboardInterrupt, EOFError):
        print_text("")
    finally:
        ignore_signals()
