"""Helpers for purposes: what they cover, and an interview that asks only what is needed."""

from __future__ import annotations

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess, is_emergency
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import MASSAGE_VERDICTS, Questionnaire
from sciatica_cli.core.purposes import Purpose


def outcomes(found: Assessment) -> dict[str, object]:
    """What the purpose of an assessment covers, as far as a person reads it."""
    covered: dict[str, object] = {"level": found.level, "go": found.go, "status": found.status}
    massage = found.massage
    if found.purpose.covers_massage:
        covered["massage"] = massage.verdict, massage.ask, massage.waits
        if not massage.waits:
            covered["reasons"] = [(reason.caution, reason.certain) for reason in massage.reasons]
            if massage.verdict in MASSAGE_VERDICTS[:-1]:
                covered["how"] = found.massage_how
    return covered


def asked(
    questionnaire: Questionnaire,
    everything: Answers,
    purpose: Purpose,
    go_on: bool = True,
    known: Answers | None = None,
) -> Answers:
    """Answer only the questions that are needed, in order, until there are none.

    Args:
        go_on: keep asking once an emergency is certain.
        known: answers that are there before anything is asked.
    """
    given: Answers = dict(known or {})
    while True:
        found = assess(resolve(questionnaire, given), purpose)
        if not found.needed or (is_emergency(found) and not go_on):
            return given
        given[found.needed[0]] = everything[found.needed[0]]
