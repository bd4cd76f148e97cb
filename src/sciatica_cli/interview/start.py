"""Starts the interview, shows its result, and saves the answers."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

from ..bank.loader import load
from ..core.faults import Fault, FaultError, UsageError
from ..core.model import Questionnaire
from ..exits import INTERRUPTED, status_of
from ..files import check_writable
from ..output import emit, exit_status, print_faults, render, today
from ..record import no_input
from ..report.blocks import Paragraph
from ..report.formats import TEXT
from ..report.style import MONO, PLAIN, choose_style, is_utf8
from ..report.write import choose_look, draw
from ..request import Request, Terminal
from . import strings
from .opening import HELPER, open_interview
from .prompter import Prompter
from .saved import AnswersFile, SavedAnswers, read_saved
from .session import Session, make_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .result import Result

MIN_COLUMNS, MIN_ROWS = 66, 22  # for widgets: labels of two lines, and the longest list


def interview(request: Request) -> int:
    """Ask in the terminal and show the result; returns the exit status.

    Nothing is written to disk unless the person asks for it: in the menu after the page, with `-o`
    or with `--save-answers`.
    """
    try:
        if not sys.stdin.isatty():
            raise no_input()
        if not sys.stdout.isatty():
            fault = Fault("no_terminal", "", strings.NOT_PIPED, strings.NOT_PIPED_HINT)
            raise UsageError((fault,))
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
        from .screen_prompter import ScreenPrompter

        with contextlib.suppress(Exception):  # a console that prompt_toolkit cannot drive
            return ScreenPrompter(no_color=style == MONO)
    from .line_prompter import LinePrompter

    return LinePrompter(_read_line, sys.stdout.write, columns)


def _read_line(prompt: str) -> str:
    """A typed line. The prompt stands on standard output, where everything else is written."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return input()


def _interview(request: Request, questionnaire: Questionnaire) -> int:
    saving = request.saving
    if saving.output is not None:
        check_writable(saving.output, saving.force)
    file = AnswersFile(saving.save_answers, saving.resume, saving.output, saving.force)
    saved = read_saved(questionnaire, saving.resume)
    file.about, file.answered_at = dict(saved.about), saved.answered_at
    prompter = choose_prompter(request.terminal)
    session: Session | None = None
    result: Result | None = None
    finished = False
    _handle_signals(signal.default_int_handler)
    try:
        prompter.show(tuple(_welcome(questionnaire, saved, bool(saving.resume))))
        opening = open_interview(prompter, request, questionnaire, saved)
        file.about |= {
            "purpose": str(opening.purpose),
            "region": opening.region.id,
            "answered_by": opening.answered_by,
        }
        state = make_state(questionnaire, saved.answers, purpose=opening.purpose)
        helper = opening.answered_by == HELPER
        session = Session(prompter, opening.region, state, file, helper)
        while not finished:
            session.run()
            from .result import Result  # slow, and only needed at the end

            result = Result(request, prompter, session)
            finished = result.show()
            if not finished:
                session.widen()
    except (KeyboardInterrupt, EOFError):
        pass
    finally:
        _handle_signals(signal.SIG_IGN)
        gone = prompter.close()
    with contextlib.suppress(OSError):  # the window may have been closed
        if session is not None and result is not None and gone:
            _leave_on_screen(request, session)
        if finished and session is not None:
            _say_where(file)
        else:
            _say_goodbye(request, file, session)
    if not finished or session is None or result is None:
        return INTERRUPTED
    return _end(request, session, result)


def _leave_on_screen(request: Request, session: Session) -> None:
    """Print what may stay in the terminal now that the screen of the interview is gone."""
    from .result import left_on_screen

    look = choose_look(True, request.terminal.plain, request.terminal.no_color)
    print(draw(left_on_screen(session), look), end="", flush=True)


def _say_where(file: AnswersFile) -> None:
    if file.path is not None:
        print(strings.answers_saved(file.path), flush=True)


def _end(request: Request, session: Session, result: Result) -> int:
    """Write what was asked for on standard output; returns the exit status."""
    assessment, view = session.state.assessment, request.view
    if request.saving.output is None and view.format not in (None, TEXT):
        emit(render(assessment, session.region, view, terminal=request.terminal))
    return result.status or exit_status(assessment, request.exit_level)


def _say_goodbye(request: Request, file: AnswersFile, session: Session | None) -> None:
    """Say what was saved and then, as the last thing seen, what is urgent."""
    if file.path is not None and os.path.exists(file.path):
        command = ["sciatica", "--resume", file.path]
        if request.input.questions:
            command += ["--questions", request.input.questions]
        print(strings.interrupted_saved(shlex.join(command)), file=sys.stderr)
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


def _welcome(
    questionnaire: Questionnaire, saved: SavedAnswers, resumed: bool
) -> Iterator[Paragraph]:
    notes = _about_saved(questionnaire, saved) if resumed else ()
    yield from map(Paragraph, (questionnaire.title, *questionnaire.intro, *notes))


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
