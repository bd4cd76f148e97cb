"""The expected result of a line: a projection of the whole assessment of the record."""

from __future__ import annotations

from typing import Any

from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.pipe import assess_record
from sciatica_cli.record import ONE_RECORD_HINT, STREAM_HINT, find_urgent_in, read_record
from sciatica_cli.report.json_writer import assessment_data


def compact(
    questionnaire: Questionnaire,
    line: bytes,
    number: int,
    partial: bool = False,
    purpose: Purpose = Purpose.ALL,
) -> dict[str, Any]:
    """Return the result or the faults of a line, from the code for single records."""
    ident = None
    try:
        record = read_record(line)
        ident = record.get("id")
        whole = assessment_data(assess_record(questionnaire, record, partial, purpose), "0", ident)
    except FaultError as error:
        faults = [
            {
                "code": fault.code,
                "path": fault.path.removeprefix("line 1, "),
                "message": fault.message,
                "hint": STREAM_HINT if fault.hint == ONE_RECORD_HINT else fault.hint,
            }
            for fault in error.faults
        ]
        if any(fault["path"] == "id" for fault in faults):
            ident = None
        urgent = error.urgent or find_urgent_in(questionnaire, line)
        soon = {"level": urgent.level, "could_be": urgent.could_be} if urgent else {}
        refusal = {"schema": "sciatica.faults/1", "id": ident, "line": number, "faults": faults}
        return refusal | {key: level for key, level in soon.items() if level}
    return {"schema": "sciatica.result/2", "line": number} | project(questionnaire, whole)


def project(questionnaire: Questionnaire, whole: Any) -> dict[str, Any]:
    fired = {reason["rule"] for reason in whole["reasons"] if reason["certain"]}
    keys = ("id", "purpose", "status", "level", "at_most", "complete", "open")
    unchanged = {key: whole[key] for key in keys}
    return unchanged | {
        "rules": [rule.id for rule in questionnaire.rules if rule.id in fired],
        "scores": {
            name: {"value": score["value"], "band": score["band"]}
            for name, score in whole["scores"].items()
        },
        "causes": {cause["id"]: cause["fit"] for cause in whole["causes"]},
        "massage": whole["massage"]["verdict"],
        "options": {option["id"]: option["verdict"] for option in whole["options"]},
        "ask": {"massage": whole["massage"]["ask"]},
    }


def flat(result: dict[str, Any]) -> dict[str, Any]:
    """Flatten a result, so that each value has a name: `scores__impact__band`."""
    values: dict[str, Any] = {}
    for name, value in result.items():
        if isinstance(value, dict):
            inner = flat(value)
            values |= {f"{name}__{key}": inner[key] for key in inner}
        else:
            values[name] = value
    return values
