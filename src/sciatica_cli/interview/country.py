"""Asks for the country, whose phone numbers the page shows."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import Questionnaire
from ..core.routes import GENERAL_REGION, Region
from ..output import find_region
from ..report.blocks import Paragraph
from . import strings
from .prompter import Prompter


def ask_region(questionnaire: Questionnaire, prompter: Prompter, before: Region) -> Region | None:
    """Ask for the country until it is known; None if the person goes back.

    It is never guessed. An empty line gives general advice. Where a line can be edited, the country
    that was named before stands in it.
    """
    name = "" if before.is_general else before.name
    while True:
        typed = prompter.read_line(strings.COUNTRY, typed=name)
        if typed is None:
            return None
        region, notes = find_region(questionnaire, typed or GENERAL_REGION)
        if not notes:
            say_region(prompter, region)
            return region
        prompter.show((Paragraph(unknown_country(questionnaire, typed)),))


def unknown_country(questionnaire: Questionnaire, typed: str) -> str:
    """That there are no numbers for what was typed, and the country that it may mean."""
    names = tuple(region.name for region in questionnaire.regions if not region.is_general)
    return strings.unknown_country(shown(typed), nearest(typed.strip().title(), names))


def say_region(prompter: Prompter, region: Region, notes: tuple[str, ...] = ()) -> None:
    prompter.show((*map(Paragraph, notes), Paragraph(f"{strings.NUMBERS_FOR}: {region.name}")))
