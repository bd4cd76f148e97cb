"""One line of results: a short projection of an assessment, and how its faults are told."""

from __future__ import annotations

from ..core.assess import Assessment
from ..core.faults import Fault

RESULT, FAULTS = "sciatica.result/1", "sciatica.faults/1"


def result_data(a: Assessment, ident: object, line: int) -> dict[str, object]:
    """What an assessment comes down to in a study: levels, rules, bands, verdicts, no words.

    Args:
        ident: the `id` of the record, echoed.
        line: its line in the input, counted from 1.
    """
    fired = {reason.rule.id for reason in a.reasons if reason.certain}
    return {
        "schema": RESULT,
        "id": ident,
        "line": line,
        "status": a.status,
        "level": a.level,
        "at_most": a.at_most,
        "complete": a.complete,
        "rules": [rule.id for rule in a.questionnaire.rules if rule.id in fired],
        "open": [rule.id for rule in a.open_rules],
        "scores": {
            r.score.id: {"value": r.value, "band": r.band.id if r.band else None} for r in a.scores
        },
        "causes": {found.cause.id: found.fit for found in a.causes},
        "massage": a.massage.verdict,
        "options": {verdict.treatment.id: verdict.verdict for verdict in a.options},
    }


def faults_data(faults: tuple[Fault, ...], ident: object, line: int) -> dict[str, object]:
    """A record that was refused, with every fault in it."""
    return {
        "schema": FAULTS,
        "id": ident,
        "line": line,
        "faults": [
            {"code": f.code, "path": f.path, "message": f.message, "hint": f.hint} for f in faults
        ],
    }
