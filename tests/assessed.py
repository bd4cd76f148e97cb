"""Helpers that assess answers in one step, and compare what a person reads."""

from __future__ import annotations

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import MASSAGE_VERDICTS, Questionnaire


def assess_answers(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Assess valid answers; those that are not applicable do not count."""
    return assess(resolve(questionnaire, answers))


def covered_outcomes(found: Assessment) -> dict[str, object]:
    """What the purpose of an assessment covers, as far as a person reads it."""
    covered: dict[str, object] = {"level": found.level, "go": found.go, "status": found.status}
    massage = found.massage
    if found.purpose.covers_massage:
        covered["massage"] = massage.verdict, massage.waits
        if not massage.waits:
            covered["reasons"] = [(reason.caution, reason.certain) for reason in massage.reasons]
            if massage.verdict in MASSAGE_VERDICTS[:-1]:
                covered["how"] = found.massage_how
    return covered
