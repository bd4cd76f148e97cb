"""The interview from the first screen to the last key."""

from __future__ import annotations

import os
import shutil
import sys

from ..bank.find import load
from ..core.faults import INTERRUPTED, USAGE, Fault, FaultError
from ..core.model import Questionnaire, Region
from ..files import write_private
from ..pipe import EXIT_LEVELS, Request, complain, emit, find_region, render, today
from ..report import wording
from ..report.blocks import Block, Heading, Paragraph
from ..report.handover import handover
from ..report.page import page
from ..report.style import PLAIN, choose_style, is_utf8
from ..report.text import write_text
from ..version import __version__
from .line_prompter import LinePrompter
from .prompter import Pick, Prompter
from .session import Session

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
    """Widgets on a capable terminal, numbered lines everywhere else."""
    style = choose_style(True, os.environ, request.plain, request.no_color)
    if style == PLAIN or not os.environ.get("TERM"):
        return LinePrompter(input, sys.stdout.write, shutil.get_terminal_size().columns)
    from .questionary_prompter import QuestionaryPrompter

    return QuestionaryPrompter(request.no_color, not is_utf8(sys.stdout.encoding))


def _interview(request: Request, questionnaire: Questionnaire, prompter: Prompter) -> int:
    intro = tuple(Paragraph(text) for text in questionnaire.intro)
    prompter.show((Heading(questionnaire.title), *intro))
    region = _ask_region(request, questionnaire, prompter)
    session = Session(questionnaire, prompter, region)
    assessment = session.run()
    sheet = handover(assessment, __version__, today())
    result = page(assessment, region, __version__, today(), request.full)
    if request.output is not None:
        write_private(request.output, render(assessment, region, request), request.force)
    prompter.show(sheet if session.left_early else result)
    _afterwards(prompter, result, sheet)
    if request.output is None and request.format == "json":
        emit(render(assessment, region, request))
    return EXIT_LEVELS.get(assessment.level, 0) if request.exit_level else 0


def _ask_region(request: Request, questionnaire: Questionnaire, prompter: Prompter) -> Region:
    """The region from the flag or the environment, else one line; never guessed."""
    code = request.region or os.environ.get("SCIATICA_REGION")
    region, notes = find_region(questionnaire, code or prompter.line(wording.COUNTRY).strip())
    prompter.show((*map(Paragraph, notes), Paragraph(f"{wording.NUMBERS_FOR}: {region.name}")))
    return region


def _afterwards(prompter: Prompter, result: tuple[Block, ...], sheet: tuple[Block, ...]) -> None:
    """Save, hand-over sheet or quit: nobody answers twice because an option was forgotten."""
    while (choice := prompter.pick(wording.AFTER, AFTER_PICKS)) != "quit":
        if choice == "handover":
            prompter.show(sheet)
        _save(prompter, sheet if choice == "handover" else result)


def _save(prompter: Prompter, blocks: tuple[Block, ...]) -> None:
    path = prompter.line(wording.FILE_NAME).strip()
    if not path:
        return
    try:
        write_private(os.path.expanduser(path), write_text(blocks))
    except FaultError as error:
        complain(error)
    else:
        prompter.show((Paragraph(wording.SAVED.format(path=path)),))
