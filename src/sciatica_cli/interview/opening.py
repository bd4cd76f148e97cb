"""The opening: for whom, what for, and which country's phone numbers."""

from __future__ import annotations

import os

from ..core.answers import ANSWERED_BY
from ..core.assess import is_emergency
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.routes import Region
from ..output import find_region
from ..report.blocks import Paragraph
from ..request import Request
from . import strings
from .country import ask_region, say_region, unknown_country
from .prompter import MenuItem, Prompter
from .saved import SavedAnswers
from .session import HELPER
from .state import make_state

WHO_MENU = tuple(MenuItem(*item) for item in strings.WHO_MENU)
WHAT_MENU = tuple(MenuItem(*item) for item in strings.WHAT_MENU)


class Opening(Frozen):
    """What the person said before the first question; `answered_by` is empty if not asked."""

    answered_by: str
    purpose: Purpose
    region: Region


def open_interview(
    prompter: Prompter, request: Request, questionnaire: Questionnaire, saved: SavedAnswers
) -> Opening:
    """Ask what neither an option nor the saved answers say.

    Nothing is asked if the saved answers already show an emergency.
    """
    about = saved.about
    urgent = is_emergency(make_state(questionnaire, saved.answers).assessment)
    answered_by = str(about.get("answered_by", ""))
    if answered_by not in ANSWERED_BY:
        answered_by = "" if urgent else prompter.menu(strings.WHO, WHO_MENU, True)
    if answered_by == HELPER:
        prompter.show((Paragraph(strings.FOR_HELPER),))
    given = request.input.purpose or str(about.get("purpose", ""))
    known = given in tuple(Purpose)
    purpose = given if known else Purpose.ALL if urgent else _ask_purpose(prompter)
    codes = (request.region, os.environ.get("SCIATICA_REGION"), str(about.get("region", "")))
    code = next((code for code in codes if code and code.strip()), "")
    if saved.answers and not urgent and code and answered_by == about.get("answered_by"):
        # Nothing has been asked yet, and what was taken over needs a screen of its own.
        prompter.menu(strings.RESUMING, (MenuItem("go_on", strings.GO_ON),))
    region, notes = find_region(questionnaire, code)
    if not urgent and (not code or notes):
        if code:
            prompter.show((Paragraph(unknown_country(questionnaire, code)),))
        while (chosen := ask_region(questionnaire, prompter)) is None:  # back
            purpose = purpose if known else _ask_purpose(prompter)
        region = chosen
    else:
        say_region(prompter, region, notes)
    return Opening(answered_by, Purpose(purpose), region)


def _ask_purpose(prompter: Prompter) -> str:
    return prompter.menu(strings.WHAT, WHAT_MENU, True)
