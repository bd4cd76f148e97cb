"""The interview from the first screen to the last key."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable
from types import FrameType

from ..bank.loader import load
from ..core.assess import Assessment, assess, is_emergency
from ..core.faults import Fault, FaultError, UsageError
from ..core.flow import resolve
from ..core.model import Questionnaire, Region
from ..exits import INTERRUPTED, OK, status_of
from ..files import check_writable, write_private
from ..output import blocks_of, emit, exit_status, find_region, print_faults, render
from ..report import strings
from ..report.blocks import Paragraph
from ..report.formats import TEXT
from ..report.style import PLAIN, choose_style, is_utf8
from ..report.text import write_text
from ..request import Request, Terminal, View
from .prompter import Pick, Prompter
from .saved import Keeper, Saved, read_saved
from .session import Session

WIDGET_COLUMNS, WIDGET_ROWS = 66, 22  # the longest label with its key; a list with its question
AFTER_PICKS = tuple(Pick(name, label, key) for name, label, key in strings.AFTER_KEYS)


def interview(request: Request) -> int:
    """Ask in the terminal and show the result; returns the exit status.

    Nothing is written to disk unless the person asks for it: after the page, with `-o` or with
    `--save-answers`.
    """
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            fault = Fault("no_terminal", "", strings.NO_TERMINAL, strings.NO_TERMINAL_HINT)
            raise UsageError((fault,))
        return _interview(request, load(request.input.questions))
    except FaultError as error:
        print_faults(error)
        return status_of(error)


def choose_prompter(terminal: Terminal) -> Prompter:
    """Widgets where the terminal can show them whole, numbered lines everywhere else.

    A label cut off at the edge, or a tick that the terminal's alphabet cannot show, would hide
    what is being answered.
    """
    columns, rows = shutil.get_terminal_size()
    style = choose_style(True, os.environ, terminal.plain, terminal.no_color)
    capable = bool(os.environ.get("TERM") or sys.platform == "win32")
    roomy = columns >= WIDGET_COLUMNS and rows >= WIDGET_ROWS
    if style != PLAIN and capable and roomy and is_utf8(sys.stdout.encoding):
        from .questionary_prompter import QuestionaryPrompter

        with contextlib.suppress(Exception):  # a console that it cannot drive
            return QuestionaryPrompter(terminal.no_color)
    from .line_prompter import LinePrompter

    return LinePrompter(input, sys.stdout.write, columns)


def _interview(request: Request, questionnaire: Questionnaire) -> int:
    saving = request.saving
    if saving.output is not None:
        check_writable(saving.output, saving.force)
    keeper = Keeper(saving.save_answers, saving.resume, saving.output, saving.force)
    saved = read_saved(questionnaire, saving.resume)
    session = assessment = None
    status = OK
    _signals(signal.default_int_handler)
    try:
        _welcome(questionnaire, saved, bool(saving.resume))
        prompter = choose_prompter(request.terminal)  # while the person reads
        region = _region(request.region, questionnaire, prompter, saved)
        session = Session(questionnaire, prompter, region, saved.answers)
        assessment = session.run()
        status = _show_result(request, prompter, session, assessment)
    except (KeyboardInterrupt, EOFError):
        print()  # off the line of the question
        assessment = None
    finally:  # whatever happened, what was answered is not lost
        _signals(signal.SIG_IGN)
        path = keeper.keep(questionnaire, session.state.to_save() if session else {}, saved.since)
    if assessment is None:
        _say_goodbye(saving.resume, path, session)
        return INTERRUPTED
    if path:
        print(strings.kept(path))
    return status or exit_status(assessment, request.exit_level)


def _say_goodbye(resume: str | None, path: str | None, session: Session | None) -> None:
    """One line on what was kept; after it whatever is urgent, so that it is the last thing seen."""
    if path:
        print(strings.interrupted_kept(path), file=sys.stderr)
    elif resume:
        print(strings.not_kept(resume), file=sys.stderr)
    else:
        print(strings.INTERRUPTED, file=sys.stderr)
    if session is not None:
        from ..report.page import call, closing

        assessment = session.state.assessment
        if call(assessment, session.region):
            print(closing(assessment, session.region).text, file=sys.stderr)


def _signals(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Let a closed window and a polite kill count as Ctrl-C; or, while saving, let nothing in."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def _welcome(questionnaire: Questionnaire, saved: Saved, resumed: bool) -> None:
    notes = [strings.resumed(len(saved.answers))] if resumed else []
    notes += [strings.STALE] if saved.stale else []
    notes += [strings.dropped(", ".join(saved.dropped))] if saved.dropped else []
    told = (questionnaire.title, *questionnaire.intro, *notes)
    print(write_text(tuple(map(Paragraph, told)), shutil.get_terminal_size().columns - 1), end="")


def _region(
    code: str | None, questionnaire: Questionnaire, prompter: Prompter, saved: Saved
) -> Region:
    """The region from the flag or the environment, else asked; never guessed, never insisted on.

    An emergency among saved answers does not wait for it.
    """
    code = code or os.environ.get("SCIATICA_REGION")
    if not code and not is_emergency(assess(resolve(questionnaire, saved.answers))):
        code = prompter.line(strings.COUNTRY).strip()
        if code and find_region(questionnaire, code)[1]:
            prompter.show((Paragraph(strings.UNKNOWN_COUNTRY),))
            code = prompter.line(strings.COUNTRY).strip()
    region, notes = find_region(questionnaire, code)
    prompter.show((*map(Paragraph, notes), Paragraph(f"{strings.NUMBERS_FOR}: {region.name}")))
    return region


def _show_result(
    request: Request, prompter: Prompter, session: Session, assessment: Assessment
) -> int:
    """The page, or after an emergency the sheet; then what the person still wants of it.

    Returns the exit status: OK, or that of an output that could not be written.
    """
    status = OK
    region, asked, output = session.region, request.view, request.saving.output
    sheet = View(handover=True)
    # Without the format asked for: the ending of each name typed decides.
    wanted = View(handover=asked.handover, full=asked.full, explain=asked.explain)
    if session.left_early:
        from ..report.page import closing

        blocks = blocks_of(assessment, region, sheet, prompter.look)
        prompter.show((*blocks, closing(assessment, region)))
        wanted = sheet
    else:
        prompter.show(blocks_of(assessment, region, asked, prompter.look))
    if output is not None:
        try:
            text = render(assessment, region, asked, terminal=request.terminal, output=output)
            write_private(output, text, request.saving.force)
        except FaultError as error:
            print_faults(error)  # the page is on the screen, and can be saved elsewhere
            status = status_of(error)
    while (choice := prompter.pick(strings.AFTER, AFTER_PICKS)) != "quit":
        if choice == "full":
            wanted = View(full=True)
            prompter.show(blocks_of(assessment, region, wanted, prompter.look))
        elif choice == "handover":
            wanted = sheet
            prompter.show(blocks_of(assessment, region, wanted, prompter.look))
            _save(prompter, assessment, region, wanted)
        else:
            _save(prompter, assessment, region, wanted)
    if output is None and asked.format not in (None, TEXT):
        emit(render(assessment, region, asked, terminal=request.terminal))
    return status


def _save(prompter: Prompter, assessment: Assessment, region: Region, wanted: View) -> None:
    """Ask for a file name until the file is written or the name left empty."""
    while path := prompter.line(strings.FILE_NAME).strip():
        path = os.path.expanduser(path)
        try:
            text = render(assessment, region, wanted, output=path)
            write_private(path, text)
        except FaultError as error:
            message = error.faults[0].message
            exists = error.faults[0].code == "exists"
            prompter.show((Paragraph(strings.FILE_EXISTS if exists else f"{path} {message}"),))
        else:
            prompter.show((Paragraph(strings.SAVED.format(path=path)),))
            return
