"""Scenarios in the words of the content: tests/cases/*.yaml, read by the program's own reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from assessed import assess_answers
from sciatica_cli.bank.loader import load
from sciatica_cli.bank.yaml_source import read_yaml
from sciatica_cli.core.answers import Answers, read_answers
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Questionnaire

CASES = Path(__file__).parent / "cases"
NEWLY_WEAK = {"weakness": "yes", "weak_what": ["bit"], "weak_when": "recent"}


def load_yaml(path: Path) -> Any:
    return read_yaml(path.read_bytes(), path.name).plain()


@cache
def all_cases() -> list[tuple[str, dict[str, Any]]]:
    """Return all cases with their names; a case with `each` becomes one for each of its answers."""
    files = sorted(path for path in CASES.glob("*.yaml") if path.stem != "bases")
    return [
        (f"{path.stem}/{name}{which}", one)
        for path in files
        for name, case in load_yaml(path)["cases"].items()
        for which, one in _each(case)
    ]


def _each(case: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    if "each" not in case:
        return [("", case)]
    given = case.get("set") or {}
    return [(f"[{name}]", case | {"set": given | one}) for name, one in _variants(case["each"])]


def _variants(each: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Read `each`: answers to one question, or a name for each set of answers."""
    if all(isinstance(answers, dict) for answers in each.values()):
        return list(each.items())
    ((question, answers),) = each.items()
    many = _questionnaire().question(question).kind == "many"
    return [(str(answer), {question: _as(many, answer)}) for answer in answers]


@cache
def _questionnaire() -> Questionnaire:
    return load()


def _as(many: bool, answer: Any) -> Any:
    return [answer] if many and not isinstance(answer, list) else answer


@cache
def bases() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = load_yaml(CASES / "bases.yaml")["bases"]
    return loaded


def answers_of(questionnaire: Questionnaire, case: dict[str, Any]) -> Answers:
    """Return the answers of a case: its base changed by `set`, the rest at its least severe."""
    given = dict(case.get("set") or {})
    record = given if case.get("partial") else bases()[case["base"]] | given
    answers, faults = read_answers(questionnaire, record)
    assert not faults, [fault.line() for fault in faults]
    flow = resolve(questionnaire, answers)
    assert not set(flow.not_applicable) & set(given), flow.not_applicable
    answers = dict(flow.state.values)
    return answers if case.get("partial") else completed(questionnaire, answers)


def completed(questionnaire: Questionnaire, answers: Answers) -> Answers:
    """Add the least severe answer to every question that is missing."""
    answers = dict(answers)
    while missing := resolve(questionnaire, answers).missing:
        question = questionnaire.question(missing[0])
        answers[question.id] = question.least_severe
    return answers


def differences(assessment: Assessment, expect: dict[str, Any]) -> list[str]:
    """List where an assessment differs from what a scenario expects."""
    fired = {reason.rule.id for reason in assessment.reasons}
    hidden = assessment.flow.state.hidden
    bands = {result.score.id: result.band and result.band.id for result in assessment.scores}
    found = {
        "level": assessment.level,
        "at_most": assessment.at_most,
        "status": assessment.status,
        "go": assessment.go,
        "complete": assessment.complete,
        "massage": assessment.massage.verdict,
        "ask": assessment.massage.ask,
        "bands": bands,
        "causes": {result.cause.id: result.fit for result in assessment.causes},
        "because": {
            f"{result.cause.id}.{point.id}"
            for result in assessment.causes
            for point in result.points
        },
        "options": {verdict.treatment.id: verdict.verdict for verdict in assessment.options},
        "cautions": {
            f"{verdict.treatment.id}.{reason.caution.id}"
            for verdict in (assessment.massage, *assessment.options)
            for reason in verdict.reasons
        },
        "rules": fired,
        "how": {tip.id for tip in assessment.massage_how},
        "what_now": {advice.id for advice in assessment.what_now},
        "points": {
            f"{result.score.id}.{point.id}"
            for result in assessment.scores
            for point in result.certain
        },
        "values": {result.score.id: result.value for result in assessment.scores},
        "asked": {question.id for question in assessment.questionnaire.questions} - hidden.keys(),
        "hurts": {spot.id for spot in assessment.body.pain},
        "numb": {spot.id for spot in assessment.body.numb},
        "nerves": {nerve.id for nerve in assessment.body.nerves},
    }
    wrong = []
    for key, wanted in expect.items():
        if key.startswith("not_"):
            present = found[key.removeprefix("not_")]
            wrong += [f"{key}: {item} is present" for item in wanted if item in present]
        elif isinstance(wanted, dict):
            got = found[key]
            wrong += [
                f"{key}.{k}: {got.get(k)}, not {v}" for k, v in wanted.items() if got.get(k) != v
            ]
        elif isinstance(wanted, list):
            wrong += [f"{key}: {item} is missing" for item in wanted if item not in found[key]]
        elif found[key] != wanted:
            wrong.append(f"{key}: {found[key]}, not {wanted}")
    return wrong


@cache
def assessed(name: str) -> Assessment:
    """Return the assessment of the case with this name; it is made only once."""
    return assess_case(_questionnaire(), dict(all_cases())[name])


def assess_case(questionnaire: Questionnaire, case: dict[str, Any]) -> Assessment:
    return assess_answers(questionnaire, answers_of(questionnaire, case))
