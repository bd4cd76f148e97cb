"""Adds the check to the history, if the person wants that."""

from __future__ import annotations

from ..core.assess import Assessment, is_emergency
from ..core.faults import FaultError
from ..history.stored_checks import add_check, match_name, open_store
from ..report import reasons
from ..report.blocks import Block, Paragraph
from ..request import HistoryOptions, Request, again_command, erase_command
from . import strings
from .prompter import MenuItem, Prompter
from .session import Session

NO, YES, NAMED = "no", "yes", "named"


class CheckSaver:
    """Saves the assessment of a session: with `--store`, by a key, or offered once on leaving."""

    def __init__(self, request: Request, prompter: Prompter, session: Session) -> None:
        self.history, self.prompter, self.session = request.history, prompter, session
        self.questions = request.input.questions
        self.person = session.person or request.history.person or ""
        self.path = ""  # of the file it is kept in
        self.kept = 0  # the number of the check, once it is kept
        self._kept_assessment: Assessment | None = None
        self._offered = False

    @property
    def is_kept(self) -> bool:
        """Whether the assessment is kept as it is now."""
        return self._kept_assessment is self.session.state.assessment

    @property
    def may_offer(self) -> bool:
        """Whether to ask on leaving. Nobody is kept from getting help by another question."""
        a = self.session.state.assessment
        left_for_help = self.session.left_early or is_emergency(a) or reasons.has_own_page(a)
        return not (self.is_kept or self._offered or left_for_help)

    def begin(self) -> tuple[Block, ...]:
        """Keep it without asking if that was asked for, or it was kept before it was corrected."""
        return self._keep() if (self.history.store or self.kept) and not self.is_kept else ()

    def ask(self) -> tuple[Block, ...]:
        """Ask whether to keep it, and under which name; returns what to say."""
        self._offered = True
        answer = self.prompter.menu(strings.KEEP, self._items(), confirm=True)
        if answer == NAMED:
            given = self.prompter.read_line(strings.KEEP_NAME)
            if not given:
                return ()
            self.person = given
        return () if answer == NO else self._keep()

    def how_to_go_on(self) -> str:
        """What to say in the terminal after a check was kept."""
        options = HistoryOptions(store_file=self.history.store_file, person=self.person)
        again = again_command(options, self.questions)
        return strings.how_to_check_again(self.path, again, erase_command(options, self.kept))

    def _items(self) -> tuple[MenuItem, ...]:
        yes = strings.keep_for(self.person)
        items = ((NO, strings.KEEP_NOTHING), (YES, yes), (NAMED, strings.KEEP_NAMED))
        return tuple(MenuItem(id_, text, str(i)) for i, (id_, text) in enumerate(items, start=1))

    def _keep(self) -> tuple[Block, ...]:
        session, a = self.session, self.session.state.assessment
        try:
            store = open_store(self.history)
            self.path = store.path
            self.person = match_name(self.person, store.people())
            before = self.kept
            self.kept = add_check(store, a, self.person, session.region.id, session.answered_by)
            if before:  # the same check, corrected
                store.erase(before)
        except FaultError as error:
            return (Paragraph(strings.not_kept(error.faults[0])),)
        self._kept_assessment = a
        return (Paragraph(strings.kept(self.kept, self.person)),)
