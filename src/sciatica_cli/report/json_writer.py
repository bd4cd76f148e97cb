"""An assessment as plain data for JSON, as documented in docs/json.md. It contains no time."""

from __future__ import annotations

from ..core.assess import Assessment
from ..core.conditions import Answer, Because
from ..core.course import measures_data
from ..core.levels import SAME_DAY
from ..core.scores import ScoreResult
from ..core.verdicts import Verdict

SCHEMA = "sciatica.assessment/2"


def assessment_data(a: Assessment, version: str, record_id: object = None) -> dict[str, object]:
    """The assessment as the dictionary that `json.dumps` writes.

    Args:
        version: the version of this program.
        record_id: the `id` of the answers (text, a whole number or None), repeated in the result.
    """
    questionnaire = a.questionnaire
    return {
        "schema": SCHEMA,
        "program": {"name": "sciatica", "version": version},
        "questionnaire": {
            "version": questionnaire.version,
            "sha256": questionnaire.sha256,
            "shipped": questionnaire.shipped,
        },
        "id": record_id,
        "purpose": a.purpose,
        "status": a.status,
        "complete": a.complete,
        "level": a.level,
        "at_most": a.at_most,
        "deadline": questionnaire.level(a.level).deadline,
        "go": a.go or None,
        "tell": a.tell or None,
        "reasons": [
            {
                "rule": reason.rule.id,
                "level": reason.level,
                "certain": reason.certain,
                "say": reason.rule.say,
                "because": _because(reason.because),
                "sources": list(reason.rule.sources),
            }
            for reason in a.reasons
        ],
        "open": [rule.id for rule in a.open_rules],
        "scores": {result.score.id: _score(result) for result in a.scores},
        "measures": measures_data(questionnaire, a.state),
        "causes": [
            {
                "id": found.cause.id,
                "fit": found.fit,
                "because": [point.because for point in found.points],
            }
            for found in a.causes
        ],
        "body": {
            "hurts": [spot.id for spot in a.body.pain],
            "numb": [spot.id for spot in a.body.numb],
            "nerves": [nerve.id for nerve in a.body.nerves],
            "unsure": a.body.unsure,
        },
        "massage": {
            "verdict": a.massage.verdict,
            "ask": a.massage.ask,
            "reasons": _verdict_reasons(a.massage, questionnaire.page.until_seen),
            "how": [{"id": tip.id, "say": tip.say} for tip in a.massage_how]
            if a.massage_allowed
            else [],
        },
        "options": [
            {
                "id": verdict.treatment.id,
                "verdict": verdict.verdict,
                "ask": verdict.ask,
                "evidence": verdict.treatment.evidence,
                "size": verdict.treatment.size,
                "reasons": _verdict_reasons(verdict, questionnaire.page.until_seen),
            }
            for verdict in a.options
        ],
        "what_now": [
            {"id": item.id, "say": item.say, "urgent": item.urgent} for item in a.what_now
        ],
        "watch_for": [
            {"id": item.id, "level": item.level, "say": item.say}
            for item in questionnaire.watch_for
        ],
        "unsure": list(a.unsure),
        "missing": list(a.needed),
        "could_change": [{"question": name, "level": level} for name, level in a.could_change],
        "answers": {name: _answer(value) for name, value in a.flow.state.values.items()},
    }


def _because(because: Because) -> list[dict[str, object]]:
    return [{"question": name, "answer": _answer(answer)} for name, answer in because]


def _answer(answer: Answer | None) -> object:
    return list(answer) if isinstance(answer, tuple) else answer


def _verdict_reasons(verdict: Verdict, until_seen: str) -> list[dict[str, object]]:
    waits: dict[str, object] = {
        "id": SAME_DAY.value, "certain": True, "say": until_seen, "because": [],
    }  # fmt: skip
    reasons = [
        {
            "id": reason.caution.id,
            "certain": reason.certain,
            "say": reason.caution.say,
            "because": _because(reason.because),
        }
        for reason in verdict.reasons
    ]
    return [waits, *reasons] if verdict.waits else reasons


def _score(result: ScoreResult) -> dict[str, object]:
    band = result.band
    return {
        "value": result.value,
        "low": result.low,
        "high": result.high,
        "max": result.score.maximum,
        "band": band.id if band else None,
        "bands": [entry.id for entry in result.bands],
        "answered": result.answered,
        "because": [point.id for point in result.certain],
        "capped": [cap.id for cap in result.capped],
    }
