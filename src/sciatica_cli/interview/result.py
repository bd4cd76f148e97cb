"""Shows the result, and what can be done with it: details by key, saving, the browser."""

from __future__ import annotations

import os

from ..core.assess import Assessment, is_emergency
from ..core.faults import FaultError
from ..exits import OK, status_of
from ..files import write_private
from ..rendering import render, result_blocks, today
from ..report.blocks import Block, Bullet, Entry, Paragraph, Quote, Section
from ..report.course import since
from ..report.first_screen import first_screen
from ..report.fit import Part, SectionPart, blocks_of
from ..report.page import expect, what_next
from ..report.pattern import pattern
from ..report.reasons import has_own_page, routes, texts
from ..report.relief import massage_alone, treatments
from ..report.strings import NOT_SURE, REASONS
from ..report.urgent import closing
from ..request import Request, View
from . import strings
from .browser import BrowserPages
from .check_saver import CheckSaver
from .file_names import free_name, save_as
from .prompter import MenuItem, Prompter, show_text
from .session import Session

DETAILS = ("since", "massage", "treatments", "why", "expect")
SHEET, FULL = View(handover=True), View(full=True)
ENDINGS = (".html", ".txt", ".md", ".json")


class ResultMenu:
    """The page of a finished session, and its menu."""

    def __init__(self, request: Request, prompter: Prompter, session: Session) -> None:
        self.request, self.prompter, self.session = request, prompter, session
        self.status = OK
        # Saving from the menu ignores the requested format: the ending of the file name decides.
        view = request.view
        self.page = View(handover=view.handover, full=view.full, explain=view.explain)
        self.views = {"page": self.page, "sheet": SHEET, "full": FULL}
        self.last_shown = self.page
        self.on_screen: View | str = self.page  # or which details
        self.pages = BrowserPages()
        self.saver = CheckSaver(request, prompter, session)
        self._has_written = False

    @property
    def assessment(self) -> Assessment:
        return self.session.state.assessment

    def show(self) -> bool:
        """Show the page until the person quits; False if the interview goes on."""
        self._write_output()
        self.last_shown = self.on_screen = SHEET if self.session.left_early else self.page
        notes = self.saver.begin()
        view = self._view(self.last_shown)
        try:
            while True:
                self.prompter.show((*notes, *view))
                items = self._menu()
                back = "page" if any(item.id == "page" for item in items) else ""
                choice = self.prompter.menu(strings.RESULT_MENU_TITLE, items, back=back)
                if choice == "rest":
                    self.session.widen()
                notes, view = (), view if self.prompter.redraws else ()
                if choice == "quit" and self.saver.may_offer:
                    notes = self.saver.ask()
                    if not notes or self.saver.is_kept:
                        return True
                elif choice in ("quit", "rest", "change"):
                    return choice == "quit"
                elif choice in ("save", "keep", "open"):
                    notes = self._act(choice)
                else:
                    view = self._turn_to(choice)
        finally:
            self.pages.close()

    def _menu(self) -> tuple[MenuItem, ...]:
        """What there is to see; the key line shows nothing else."""
        a = self.assessment
        rest = 0 if a.status == "out_of_scope" else len(a.needed_for_the_rest)
        absent = {name for name in DETAILS if not self._details(name)}
        if self.saver.is_kept:
            absent.add("keep")
        if not rest or a.purpose.covers_all or self.session.left_early:
            absent.add("rest")
        if self.session.left_early:
            absent |= {"full", "change"}  # a slip is corrected at the stop
        if self.prompter.redraws:  # else a key would seem dead
            choices = (*DETAILS, *self.views)
            absent |= {name for name in choices if self.views.get(name, name) == self.on_screen}
        return tuple(
            MenuItem(name, label.format(count=rest), key)
            for name, label, key in strings.RESULT_MENU
            if name not in absent
        )

    def _act(self, choice: str) -> tuple[Block, ...]:
        """Do what a key asks for; returns what to say about it once."""
        if choice == "save":
            return self._save()
        if choice == "keep":
            return self.saver.ask()
        return (Paragraph(self._open()),)

    def _turn_to(self, choice: str) -> tuple[Block, ...]:
        """The details or the view that a key shows from now on."""
        if choice in DETAILS:
            self.on_screen = choice
            return self._details(choice)
        self.last_shown = self.on_screen = self.views[choice]
        heading = (Paragraph(strings.EVERYTHING),) if choice == "full" else ()
        return (*heading, *self._view(self.last_shown))

    def _details(self, choice: str) -> tuple[Block, ...]:
        a = self.assessment
        if is_emergency(a) or (a.status == "out_of_scope" and choice != "since"):
            return ()
        if choice == "since" and has_own_page(a):
            return ()
        if choice == "massage":
            return massage_alone(a) if a.purpose.covers_massage else ()
        parts: list[Part | SectionPart] = []
        if choice == "since" and (course := self.session.result.course):
            parts += since(course, a, today())
        if choice == "treatments" and a.purpose.covers_all:
            parts += treatments(a, True)
        if choice == "expect" and a.purpose.covers_all:
            parts += [*what_next(a, (), today()), *expect(a)]
        if choice == "why":
            reasons = tuple(Part(Bullet(text)) for text in texts(a, a.reasons))
            parts += [SectionPart(REASONS, reasons)] if reasons else []
            parts += pattern(a, True) if a.purpose.covers_all else ()
        return blocks_of(tuple(parts))

    def _view(self, view: View) -> tuple[Block, ...]:
        """A view; after an emergency the sheet begins with the number to call."""
        a, region = self.assessment, self.session.region
        urgent = self.session.left_early and view == SHEET
        first = (closing(a, region, today()),) if urgent else ()
        return (*first, *result_blocks(self.session.result, view, self.prompter.look))

    def _write_output(self) -> None:
        """Write the file named with `-o`, anew if the interview went on; a fault is shown."""
        output = self.request.saving.file
        if output is None:
            return
        force = self.request.saving.force or self._has_written
        try:
            write_private(output, self._text(self.request.view, output), force)
            self.status, self._has_written = OK, True
        except FaultError as error:
            self.status = status_of(error)
            show_text(self.prompter, strings.not_written(error.faults[0]))

    def _text(self, view: View, output: str) -> str:
        return render(self.session.result, view, terminal=self.request.terminal, output=output)

    def _save(self) -> tuple[Block, ...]:
        """Ask for a file name until the file is written, or the person does not want it."""
        proposal = free_name("sheet" if self.last_shown.handover else "page", ".html")

        def write(path: str) -> None:
            write_private(path, self._text(self.last_shown, path))

        path = save_as(
            self.prompter, strings.PAGE_NAME, proposal, ENDINGS, strings.NEEDS_ENDING, write
        )
        return (Paragraph(strings.SAVED.format(path=os.path.abspath(path))),) if path else ()

    def _open(self) -> str:
        """Open the page, or the sheet, in the browser; returns what to say."""
        view = View(format="html", handover=self.last_shown.handover)
        return strings.OPENED if self.pages.open(self._text(view, "")) else strings.NOT_OPENED


def final_summary(session: Session) -> tuple[Block, ...]:
    """The first screen of the result as it may stay in the terminal: without private answers."""
    a, region = session.state.assessment, session.region
    if is_emergency(a):
        return (*map(Paragraph, (r.title for r in routes(a))), closing(a, region, today()))
    decisive = {name for reason in a.reasons for name, _ in reason.because} | {*a.unsure}
    private = any(a.questionnaire.question(name).private for name in decisive)
    parts = first_screen(a, region, today(), full=False, course=session.result.course)
    return tuple(block for block in blocks_of(parts) if not (private and _reveals_answers(block)))


def _reveals_answers(block: Block) -> bool:
    if isinstance(block, Section):
        quoted = any(isinstance(child, Quote) for child in block.children)
        return block.heading == REASONS or quoted
    return isinstance(block, Entry) and block.label == NOT_SURE
