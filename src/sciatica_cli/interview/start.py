"""Starts the interview, shows its result, and saves the answers."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from ..bank.loader import load
from ..core.assess import Assessment, is_emergency
from ..core.faults import FaultError
from ..core.model import Questionnaire, Region
from ..exits import INTERRUPTED, OK, status_of
from ..files import check_writable, write_private
from ..output import blocks_of, emit, exit_status, find_region, print_faults, render, today
from ..record import no_input
from ..report.blocks import Paragraph
from ..report.formats import TEXT
from ..report.style import PLAIN, choose_style, is_utf8
from ..report.text import write_text
from ..request import Request, Terminal, View
from . import strings
from .prompter import MenuItem, Prompter
from .saved import AnswersFile, SavedAnswers, read_saved
from .session import Session, State, make_state

MIN_COLUMNS, MIN_ROWS = 66, 22  # for widgets: labels of two lines, and the longest list
RESULT_MENU = tuple(MenuItem(name, label, key) for name, label, key in strings.RESULT_MENU)


def interview(request: Request) -> int:
    """Ask in the terminal and show the result; returns the exit status.

    Nothing is written to disk unless the person asks for it: in the menu after the page, with `-o`
    or with `--save-answers`.
    """
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise no_input("no_terminal")
        return _interview(request, load(request.input.questions))
    except FaultError as error:
        print_faults(error)
        return status_of(error)


def choose_prompter(terminal: Terminal) -> Prompter:
    """Widgets if the terminal can show them completely, otherwise numbered lines.

    A label that is cut off, or a tick that the encoding lacks, would hide what is being answered.
    """
    columns, rows = shutil.get_terminal_size()
    style = choose_style(True, os.environ, terminal.plain, terminal.no_color)
    capable = bool(os.environ.get("TERM") or sys.platform == "win32")
    large = columns >= MIN_COLUMNS and rows >= MIN_ROWS
    if style != PLAIN and capable and large and is_utf8(sys.stdout.encoding):
        from .questionary_prompter import QuestionaryPrompter

        with contextlib.suppress(Exception):  # a console that prompt_toolkit cannot drive
            return QuestionaryPrompter(terminal.no_color)
    from .line_prompter import LinePrompter

    return LinePrompter(input, sys.stdout.write, columns)


def _interview(request: Request, questionnaire: Questionnaire) -> int:
    saving = request.saving
    if saving.output is not None:
        check_writable(saving.output, saving.force)
    answers_file = AnswersFile(saving.save_answers, saving.resume, saving.output, saving.force)
    saved = read_saved(questionnaire, saving.resume)
    session = assessment = None
    status = OK
    _handle_signals(signal.default_int_handler)
    try:
        _welcome(questionnaire, saved, bool(saving.resume))
        prompter = choose_prompter(request.terminal)  # slow, but the person is reading
        state = make_state(questionnaire, saved.answers, purpose=request.input.assessed_for)
        region = _region(request.region, prompter, state)
        session = Session(prompter, region, state)
        assessment = session.run()
        status = _show_result(request, prompter, session, assessment)
    except (KeyboardInterrupt, EOFError):
        print()  # end the line of the question
        assessment = None
    finally:  # answers must not be lost, whatever happened
        _handle_signals(signal.SIG_IGN)
        answers = session.state.to_save() if session and answers_file.path else {}
        path = answers_file.save(questionnaire, answers, saved.answered_at)
    if assessment is None:
        _say_goodbye(saving.resume, path, session)
        return INTERRUPTED
    if path:
        print(strings.answers_saved(path))
    return status or exit_status(assessment, request.exit_level)


def _say_goodbye(resume: str | None, path: str | None, session: Session | None) -> None:
    """Say what was saved and then, as the last thing seen, what is urgent."""
    if path:
        print(strings.interrupted_saved(path), file=sys.stderr)
    elif resume:
        print(strings.answers_not_saved(resume), file=sys.stderr)
    else:
        print(strings.INTERRUPTED, file=sys.stderr)
    if session is not None:
        from ..report.urgent import call, closing

        assessment = session.state.assessment
        if call(assessment, session.region):
            print(closing(assessment, session.region, today()).text, file=sys.stderr)


def _handle_signals(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Treat a closed window and a kill like Ctrl-C; while saving, ignore all three."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def _welcome(questionnaire: Questionnaire, saved: SavedAnswers, resumed: bool) -> None:
    notes = _about_saved(questionnaire, saved) if resumed else ()
    texts = (questionnaire.title, *questionnaire.intro, *notes)
    print(write_text(tuple(map(Paragraph, texts)), shutil.get_terminal_size().columns - 1), end="")


def _about_saved(questionnaire: Questionnaire, saved: SavedAnswers) -> Iterator[str]:
    """What was taken over from the file, and which questions are asked again."""
    yield strings.resumed(len(saved.answers))
    if saved.version:
        yield strings.OTHER_VERSION.format(old=saved.version, new=questionnaire.version)
    if saved.stale:
        yield strings.STALE
    if saved.again:
        names = ", ".join(question.short for question in saved.again)
        yield strings.ASK_AGAIN.format(names=names)
    if saved.unknown:
        yield strings.NOT_USED.format(names=", ".join(saved.unknown))


def _region(code: str | None, prompter: Prompter, state: State) -> Region:
    """The region from the option, the environment or the person; it is never guessed.

    It is asked at most twice, and not at all if the saved answers already show an emergency.
    """
    questionnaire = state.flow.questionnaire
    code = code or os.environ.get("SCIATICA_REGION")
    if not code and not is_emergency(state.assessment):
        code = prompter.read_line(strings.COUNTRY).strip()
        if code and find_region(questionnaire, code)[1]:
            prompter.show((Paragraph(strings.UNKNOWN_COUNTRY),))
            code = prompter.read_line(strings.COUNTRY).strip()
    region, notes = find_region(questionnaire, code)
    prompter.show((*map(Paragraph, notes), Paragraph(f"{strings.NUMBERS_FOR}: {region.name}")))
    return region


def _show_result(
    request: Request, prompter: Prompter, session: Session, assessment: Assessment
) -> int:
    """Show the page, or after an emergency the hand-over sheet; then offer a menu.

    Returns the exit status: OK, or that of an output that could not be written.
    """
    status = OK
    region, view, output = session.region, request.view, request.saving.output
    sheet = View(handover=True)
    # Saving from the menu ignores the requested format: the ending of the file name decides.
    last_shown = View(handover=view.handover, full=view.full, explain=view.explain)
    if session.left_early:
        from ..report.urgent import closing

        blocks = blocks_of(assessment, region, sheet, prompter.look)
        prompter.show((*blocks, closing(assessment, region, today())))
        last_shown = sheet
    else:
        prompter.show(blocks_of(assessment, region, view, prompter.look))
    if output is not None:
        try:
            text = render(assessment, region, view, terminal=request.terminal, output=output)
            write_private(output, text, request.saving.force)
        except FaultError as error:
            print_faults(error)  # the page is on the screen and can be saved elsewhere
            status = status_of(error)
    while (choice := prompter.menu(strings.RESULT_MENU_TITLE, RESULT_MENU)) != "quit":
        if choice != "save":
            last_shown = View(full=True) if choice == "full" else sheet
            prompter.show(blocks_of(assessment, region, last_shown, prompter.look))
        if choice != "full":
            _save(prompter, assessment, region, last_shown)
    if output is None and view.format not in (None, TEXT):
        emit(render(assessment, region, view, terminal=request.terminal))
    return status


def _save(prompter: Prompter, assessment: Assessment, region: Region, view: View) -> None:
    """Ask for a file name until the file is written or the name is left empty."""
    while path := prompter.read_line(strings.FILE_NAME).strip():
        path = os.path.expanduser(path)
        try:
            write_private(path, render(assessment, region, view, output=path))
        except FaultError as error:
            fault = error.faults[0]
            exists = fault.code == "exists"
            text = strings.FILE_EXISTS if exists else f"{path} {fault.message}"
            prompter.show((Paragraph(text),))
        else:
            prompter.show((Paragraph(strings.SAVED.format(path=path)),))
            return
