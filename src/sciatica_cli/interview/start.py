"""The interview from the first screen to the last key."""

from __future__ import annotations

import os
import shutil
import sys

from ..bank.find import load
from ..core.exits import INTERRUPTED, USAGE
from ..core.faults import Fault, FaultError
from ..core.model import Questionnaire, Region
from ..files import check_writable, write_private
from ..pipe import EXIT_LEVELS, Request, complain, emit, find_region, render, today
from ..report import wording
from ..report.blocks import Block, Paragraph
from ..report.handover import handover
from ..report.page import closing, page
from ..report.style import PLAIN, choose_style, is_utf8
from ..report.text import write_text
from ..version import __version__
from .line_prompter import LinePrompter
from .prompter import Pick, Prompter
from .session import Session

WIDGET_COLUMNS = 66  # the longest label with its pointer and number
AFTER_PICKS = tuple(Pick(name, label, key) for name, label, key in wording.AFTER_KEYS)


def interview(request: Request) -> int:
    """Ask in the terminal and show the result; returns the exit status.

    Nothing is written to disk unless the person asks for it after the page, or `-o` is given.
    """
    try:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            fault = Fault("no_terminal", "", wording.NO_TERMINAL, wording.NO_TERMINAL_HINT)
            raise FaultError((fault,), USAGE)
        prompter = choose_prompter(request)
        return _interview(request, load(request.questions), prompter)
    except FaultError as error:
        complain(error)
        return error.status
    except (KeyboardInterrupt, EOFError):
        print(f"\n{wording.INTERRUPTED}", file=sys.stderr)
        return INTERRUPTED


def choose_prompter(request: Request) -> Prompter:
    """Widgets where the terminal can show them whole, numbered lines everywhere else.

    A label cut off at the edge, or a tick that the terminal's alphabet cannot show, would hide
    what is being answered.
    """
    columns = shutil.get_terminal_size().columns
    style = choose_style(True, os.environ, request.plain, request.no_color)
    capable = bool(os.environ.get("TERM")) and is_utf8(sys.stdout.encoding)
    if style == PLAIN or not capable or columns < WIDGET_COLUMNS:
        return LinePrompter(input, sys.stdout.write, columns)
    from .questionary_prompter import QuestionaryPrompter

    return QuestionaryPrompter(request.no_color)


def _interview(request: Request, questionnaire: Questionnaire, prompter: Prompter) -> int:
    if request.output is not None:
        check_writable(request.output, request.force)
    intro = tuple(Paragraph(text) for text in questionnaire.intro)
    prompter.show((Paragraph(questionnaire.title), *intro))
    region = _ask_region(request, questionnaire, prompter)
    session = Session(questionnaire, prompter, region)
    assessment = session.run()
    sheet = handover(assessment, __version__, today())
    pages = {full: page(assessment, region, __version__, today(), full) for full in (False, True)}
    prompter.show(
        (*sheet, closing(assessment, region)) if session.left_early else pages[request.full]
    )
    if request.output is not None:
        try:
            write_private(request.output, render(assessment, region, request), request.force)
        except FaultError as error:
            complain(error)  # the page is on the screen, and can be saved elsewhere
    _afterwards(prompter, pages, sheet)
    if request.output is None and request.format == "json":
        emit(render(assessment, region, request))
    return EXIT_LEVELS.get(assessment.level, 0) if request.exit_level else 0


def _ask_region(request: Request, questionnaire: Questionnaire, prompter: Prompter) -> Region:
    """The region from the flag or the environment, else asked; never guessed, never insisted on."""
    code = request.region or os.environ.get("SCIATICA_REGION")
    region, notes = find_region(questionnaire, code or prompter.line(wording.COUNTRY).strip())
    if notes and not code:
        prompter.show((Paragraph(wording.UNKNOWN_COUNTRY),))
        region, notes = find_region(questionnaire, prompter.line(wording.COUNTRY).strip())
    prompter.show((*map(Paragraph, notes), Paragraph(f"{wording.NUMBERS_FOR}: {region.name}")))
    return region


def _afterwards(
    prompter: Prompter, pages: dict[bool, tuple[Block, ...]], sheet: tuple[Block, ...]
) -> None:
    """Save, hand-over sheet or quit: nobody answers twice because an option was forgotten."""
    full = False
    while (choice := prompter.pick(wording.AFTER, AFTER_PICKS)) != "quit":
        if choice == "full":
            full = True
            prompter.show(pages[True])
        elif choice == "handover":
            prompter.show(sheet)
            _save(prompter, sheet)
        else:
            _save(prompter, pages[full])


def _save(prompter: Prompter, blocks: tuple[Block, ...]) -> None:
    path = prompter.line(wording.FILE_NAME).strip()
    if not path:
        return
    try:
        write_private(os.path.expanduser(path), write_text(blocks))
    except FaultError as error:
        message = error.faults[0].message
        exists = error.faults[0].code == "exists"
        prompter.show((Paragraph(wording.FILE_EXISTS if exists else f"{path} {message}"),))
    else:
        prompter.show((Paragraph(wording.SAVED.format(path=path)),))
