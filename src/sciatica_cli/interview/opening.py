"""The opening: who the check is for, what they want to know, and which phone numbers they need."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from ..core.answers import ANSWERED_BY
from ..core.assess import is_emergency
from ..core.faults import nearest, shown
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.routes import GENERAL_REGION, Region
from ..rendering import find_region
from ..request import Request
from . import strings
from .prompter import BEFORE, MenuItem, Prompter, show_text
from .saved import SavedAnswers
from .state import make_state

HELPER = ANSWERED_BY[1]
WHO_MENU = tuple(MenuItem(*item) for item in strings.WHO_MENU)
WHAT_MENU = tuple(MenuItem(*item) for item in strings.WHAT_MENU)


class Opening(Frozen):
    """What the person said before the first question; `answered_by` is empty if not asked."""

    answered_by: str
    purpose: Purpose
    region: Region

    def about(self) -> dict[str, object]:
        """What is saved in a file beside the answers."""
        about: dict[str, object] = {"purpose": str(self.purpose), "region": self.region.id}
        return about | ({"answered_by": self.answered_by} if self.answered_by else {})


# Asks for one part; None if the person goes back. The flag says whether there is a step before.
Step = Callable[[Opening, bool], Opening | None]


def open_interview(
    prompter: Prompter, request: Request, questionnaire: Questionnaire, saved: SavedAnswers
) -> Opening:
    """Ask what neither an option nor the saved answers say.

    Nothing is asked if the saved answers already show an emergency.
    """
    about = saved.about
    urgent = is_emergency(make_state(questionnaire, saved.answers).assessment)
    answered_by = str(about.get("answered_by", ""))
    purpose = request.input.purpose or str(about.get("purpose", ""))
    codes = (request.region, os.environ.get("SCIATICA_REGION"), str(about.get("region", "")))
    code = next((code for code in codes if code and code.strip()), "")
    region, notes = find_region(questionnaire, code)
    knows_who, knows_what = answered_by in ANSWERED_BY, purpose in tuple(Purpose)
    knows_where = bool(code) and not notes
    opening = Opening(
        answered_by if knows_who else "", Purpose(purpose if knows_what else Purpose.ALL), region
    )
    steps = _Steps(prompter, questionnaire, unknown_country=code)
    known = ((steps.who, knows_who), (steps.what, knows_what), (steps.where, knows_where))
    missing = [] if urgent else [step for step, is_known in known if not is_known]
    if opening.answered_by == HELPER:
        show_text(prompter, strings.FOR_HELPER)
    if saved.answers and not missing and not urgent:
        # Nothing has been asked yet, and what was taken over needs a screen of its own.
        prompter.menu(strings.RESUMING, (MenuItem("go_on", strings.GO_ON),))
    opening = _take(missing, opening)
    if urgent or knows_where:
        show_text(prompter, *notes, _numbers_for(region))
    return opening


def ask_again(prompter: Prompter, questionnaire: Questionnaire, opening: Opening) -> Opening:
    """Go back from the first question to the country, and from there as far as the person likes."""
    steps = _Steps(prompter, questionnaire)
    return _take((steps.who, steps.what, steps.where), opening, at=2)


def _take(steps: Sequence[Step], opening: Opening, at: int = 0) -> Opening:
    """Take these steps, from one of them on."""
    while at < len(steps):
        given = steps[at](opening, at > 0)
        opening = given or opening
        at = max(at - 1, 0) if given is None else at + 1
    return opening


class _Steps:
    """What the opening asks; `unknown_country` was given, but may be one without numbers."""

    def __init__(
        self, prompter: Prompter, questionnaire: Questionnaire, unknown_country: str = ""
    ) -> None:
        self.prompter, self.questionnaire = prompter, questionnaire
        self.unknown_country = unknown_country

    def who(self, opening: Opening, _has_before: bool) -> Opening:
        answered_by = self.prompter.menu(strings.WHO, WHO_MENU, confirm=True)
        if answered_by == HELPER:
            show_text(self.prompter, strings.FOR_HELPER)
        return Opening(answered_by, opening.purpose, opening.region)

    def what(self, opening: Opening, has_before: bool) -> Opening | None:
        back = BEFORE if has_before else ""
        purpose = self.prompter.menu(strings.WHAT, WHAT_MENU, confirm=True, back=back)
        if purpose == BEFORE:
            return None
        return Opening(opening.answered_by, Purpose(purpose), opening.region)

    def where(self, opening: Opening, _has_before: bool) -> Opening | None:
        """Ask for the country until it is known.

        It is never guessed. An empty line gives general advice. Where a line can be edited, the
        country that was named before stands in it.
        """
        before = opening.region
        name = "" if before.is_general else before.name
        unknown = self.unknown_country
        while True:
            if unknown:
                show_text(self.prompter, _unknown_country(self.questionnaire, unknown))
            typed = self.prompter.read_line(strings.COUNTRY, typed=name)
            if typed is None:
                return None
            region, notes = find_region(self.questionnaire, typed or GENERAL_REGION)
            if not notes:
                show_text(self.prompter, _numbers_for(region))
                return Opening(opening.answered_by, opening.purpose, region)
            unknown = typed


def _unknown_country(questionnaire: Questionnaire, typed: str) -> str:
    """That there are no numbers for what was typed, and the country that it may mean."""
    names = tuple(region.name for region in questionnaire.regions if not region.is_general)
    return strings.unknown_country(shown(typed), nearest(typed.strip().title(), names))


def _numbers_for(region: Region) -> str:
    return f"{strings.NUMBERS_FOR}: {region.name}"
