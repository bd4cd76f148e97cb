"""The short way from answers to an assessment."""

from __future__ import annotations

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Questionnaire


def assess_answers(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Assess answers that are valid; those that do not apply do not count."""
    return assess(resolve(questionnaire, answers))
