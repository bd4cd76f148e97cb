"""What the program says to whom: all care rules, verdicts and ordinary presentations."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios import all_cases, assess_case, assessed, bases, differences
from sciatica_cli.core.model import Questionnaire

CASES = all_cases()


@pytest.mark.parametrize(
    ("name", "expect"), [pytest.param(name, case["expect"], id=name) for name, case in CASES]
)
def test_scenario(name: str, expect: dict[str, Any]) -> None:
    assert not differences(assessed(name), expect)


def expected(key: str) -> set[str]:
    return {item for _, case in CASES for item in case["expect"].get(key, [])}


def test_every_care_rule_has_a_case_that_fires_it(questionnaire: Questionnaire) -> None:
    assert {rule.id for rule in questionnaire.rules} - expected("rules") == set()


def test_every_care_rule_has_a_near_miss(questionnaire: Questionnaire) -> None:
    assert {rule.id for rule in questionnaire.rules} - expected("not_rules") == set()


def test_every_caution_of_massage_and_options_holds_in_some_case(
    questionnaire: Questionnaire,
) -> None:
    held = set()
    for name, _ in CASES:
        assessment = assessed(name)
        for verdict in (assessment.massage, *assessment.options):
            if not verdict.treatment.as_massage:
                held |= {(verdict.treatment.id, r.caution.id) for r in verdict.reasons}
    treatments = (questionnaire.massage.treatment, *questionnaire.options)
    cautions = {(t.id, caution.id) for t in treatments for caution in t.cautions}
    # Massage itself and massage among the options share a name; only the former has cautions.
    assert cautions - held == set()


def test_the_scenarios_cover_all_five_levels() -> None:
    assert len({assessed(name).level for name, _ in CASES}) == 5


def test_people_with_likely_sciatica_can_try_massage_without_asking_anybody() -> None:
    terms = [
        name
        for name, case in CASES
        if (case["expect"].get("massage"), case["expect"].get("ask")) == ("caution", "nobody")
        and case["expect"].get("bands", {}).get("sciatica_pattern") == "likely"
    ]
    assert len(terms) >= 3


def test_the_bases_are_complete(questionnaire: Questionnaire) -> None:
    for name in bases():
        assert assess_case(questionnaire, {"base": name}).complete, name
