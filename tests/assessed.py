"""A helper that assesses answers in one step."""

from __future__ import annotations

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Questionnaire


def assess_answers(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Assess valid answers; those that are not applicable do not count."""
    return assess(resolve(questionnaire, answers))
