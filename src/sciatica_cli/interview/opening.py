"""The opening: for whom, what for, and which country's phone numbers."""

from __future__ import annotations

import os

from ..core.answers import ANSWERED_BY
from ..core.assess import is_emergency
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.routes import GENERAL_REGION, Region
from ..output import find_region
from ..report.blocks import Paragraph
from ..request import Request
from . import strings
from .prompter import MenuItem, Prompter
from .saved import SavedAnswers
from .session import HELPER, make_state

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
    purpose = request.input.purpose or str(about.get("purpose", ""))
    if purpose not in tuple(Purpose):
        purpose = Purpose.ALL if urgent else prompter.menu(strings.WHAT, WHAT_MENU, True)
    codes = (request.region, os.environ.get("SCIATICA_REGION"), str(about.get("region", "")))
    code = next((code for code in codes if code and code.strip()), "")
    if saved.answers and not urgent and code and answered_by == about.get("answered_by"):
        # Nothing has been asked yet, and what was taken over needs a screen of its own.
        prompter.menu(strings.RESUMING, (MenuItem("go_on", strings.GO_ON),))
    region = _region(questionnaire, code, prompter, ask=not urgent)
    return Opening(answered_by, Purpose(purpose), region)


def _region(questionnaire: Questionnaire, code: str, prompter: Prompter, ask: bool) -> Region:
    """The region; it is never guessed, and asked at most twice."""
    asked = 0
    while ask and asked < 2 and (not code or find_region(questionnaire, code)[1]):
        if code:
            prompter.show((Paragraph(strings.UNKNOWN_COUNTRY),))
        code = prompter.read_line(strings.COUNTRY)
        asked += 1
        if not code:
            break
    region, notes = find_region(questionnaire, code or GENERAL_REGION)
    prompter.show((*map(Paragraph, notes), Paragraph(f"{strings.NUMBERS_FOR}: {region.name}")))
    return region
