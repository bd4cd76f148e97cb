"""Starts the interview, shows its result, and saves the answers."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from itertools import chain

from ..bank.loader import load
from ..core.answers import Answers
from ..core.faults import FaultError, usage_error
from ..core.model import Questionnaire
from ..exits import INTERRUPTED, exit_status, status_of
from ..files import check_writable
from ..output import emit, print_faults
from ..record import no_input
from ..rendering import render
from ..report.formats import TEXT
from ..report.style import MONO, PLAIN, choose_style, is_utf8
from ..report.write import choose_look, draw
from ..request import Request, Terminal
from ..streams import is_terminal
from . import strings
from .answers_file import AnswersFile
from .beginning import Beginning, confirm_carried, from_saved
from .lines import ctrl_s_is_a_key, read_line, write
from .opening import open_interview
from .prompter import Prompter, show_text
from .saved import read_saved
from .session import Session
from .signals import Terminated, handle_signals, ignore_signals, leave
from .state import make_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .result import ResultMenu


Begin = Callable[[Prompter], Beginning]


def interview(request: Request, begin: Begin | None = None) -> int:
    """Ask in the terminal and show the result; returns the exit status.

    Nothing is written to disk unless the person asks for it: in the menu after the page, with `-o`,
    `--save-answers` or `--store`.

    Args:
        begin: finds out, perhaps from the person, what to start from; by default from the answers
            that the request resumes.
    """
    try:
        if not is_terminal(sys.stdin):
            raise no_input()
        if not is_terminal(sys.stdout):
            raise usage_error(strings.NOT_PIPED, strings.NOT_PIPED_HINT, code="no_terminal")
        questionnaire, saving = load(request.input.questions), request.saving
        if saving.file is not None:
            check_writable(saving.file, saving.force)
        file = AnswersFile(saving.save_answers, saving.resume, saving.file, saving.force)
        saved = read_saved(questionnaire, saving.resume)
        file.about, file.answered_at = dict(saved.about), saved.answered_at
        resumed = from_saved(questionnaire, saved, bool(saving.resume))
        with ctrl_s_is_a_key():
            begin = begin or (lambda _prompter: resumed)
            return _Interview(request, questionnaire, begin, file).run()
    except FaultError as error:
        print_faults(error)
        return status_of(error)


def choose_prompter(terminal: Terminal) -> Prompter:
    """One screen if the terminal can draw it, whatever its size, otherwise numbered lines.

    A tick that the encoding lacks would hide what is being answered.
    """
    style = choose_style(True, os.environ, terminal.plain, terminal.no_color)
    capable = bool(os.environ.get("TERM") or sys.platform == "win32")
    if style != PLAIN and capable and is_utf8(sys.stdout.encoding):
        from .screen_prompter import ScreenPrompter

        with contextlib.suppress(Exception):  # a console that prompt_toolkit cannot drive
            return ScreenPrompter(no_color=style == MONO)
    from .line_prompter import LinePrompter

    return LinePrompter(read_line, write, shutil.get_terminal_size().columns)


class _Interview:
    """One interview from its first screen to its last line, however it ends."""

    def __init__(
        self, request: Request, questionnaire: Questionnaire, begin: Begin, file: AnswersFile
    ) -> None:
        self.request, self.questionnaire = request, questionnaire
        self.begin, self.file = begin, file
        self.prompter = choose_prompter(request.terminal)
        self.session: Session | None = None
        self.menu: ResultMenu | None = None
        self.at_result = False

    def run(self) -> int:
        """Ask, show the result, and say goodbye; returns the exit status."""
        finished, may_ask, failure = False, True, None
        handle_signals(leave)
        try:
            self._ask_and_show()
            finished = True
        except Terminated:
            may_ask = False
        except (KeyboardInterrupt, EOFError):
            pass
        except Exception as error:  # not even a mistake of ours may lose the answers
            failure = error
        finally:
            from .browser import remove_left_pages

            ignore_signals()
            is_gone = self.prompter.close()
            ignore_signals()  # the screen has put back what was there before
            remove_left_pages()
        session, menu = self.session, self.menu
        with contextlib.suppress(OSError):  # the window may have been closed
            if session is not None and menu is not None and is_gone:
                self._print_summary(session)
            if finished:
                self._say_what_is_saved()
        if finished and session is not None and menu is not None:
            return self._end(session, menu)
        from .leaving import print_text, say_goodbye

        if not is_gone:
            print_text("")  # ends the line of a prompt
        at_the_end = self.at_result and failure is None  # where q, too, offers nothing
        say_goodbye(self.request, self.file, session, may_ask and not at_the_end)
        if failure is not None:
            raise failure
        return INTERRUPTED

    def _ask_and_show(self) -> None:
        """Everything between the first screen and the last key."""
        self.session = session = self._open()
        while True:
            session.run()
            from .result import ResultMenu  # slow, and only needed at the end

            self.menu = self.menu or ResultMenu(self.request, self.prompter, session)
            self.at_result = True
            if self.menu.show():
                return
            self.at_result = False

    def _open(self) -> Session:
        """The session, once it is clear what it starts from, and for whom and what it is."""
        prompter, questionnaire = self.prompter, self.questionnaire
        show_text(prompter, questionnaire.title)
        beginning = self.begin(prompter)
        welcome = (questionnaire.intro, beginning.notes)
        if beginning.earlier_checks:  # who has been here before looks for what is new
            welcome = welcome[::-1]
        show_text(prompter, *chain.from_iterable(welcome))
        opening = open_interview(prompter, self.request, questionnaire, beginning.saved)
        self.file.about |= opening.about()
        answers = beginning.saved.answers
        preselected: Answers = {}
        if (carried := beginning.carried) is not None:
            purpose = opening.purpose
            answers, preselected = confirm_carried(prompter, questionnaire, carried, purpose)
        return Session(
            prompter,
            opening.region,
            make_state(questionnaire, answers, purpose=opening.purpose),
            self.file,
            opening.answered_by,
            earlier_checks=beginning.earlier_checks,
            person=beginning.person,
            to_compare=beginning.to_compare,
            preselected=preselected,
        )

    def _print_summary(self, session: Session) -> None:
        """Print what may stay in the terminal now that the screen of the interview is gone."""
        from .result import final_summary

        look = choose_look(True, self.request.terminal.plain, self.request.terminal.no_color)
        print(draw(final_summary(session), look), end="", flush=True)

    def _say_what_is_saved(self) -> None:
        if self.file.path is not None:
            print(strings.answers_saved(self.file.path), flush=True)
        if self.menu is not None and self.menu.saver.kept:
            print(self.menu.saver.how_to_go_on(), flush=True)

    def _end(self, session: Session, menu: ResultMenu) -> int:
        """Write what was asked for on standard output; returns the exit status."""
        request, view = self.request, self.request.view
        if request.saving.file is None and view.format not in (None, TEXT):
            emit(render(session.result, view, terminal=request.terminal))
        return menu.status or exit_status(session.state.assessment.level, request.exit_level)
