"""An earlier check is read as it was recorded, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scenarios import assessed
from sciatica_cli.core.checks import NOT_A_CHECK, Check, check_from
from sciatica_cli.core.faults import AnswersError, Fault
from sciatica_cli.core.levels import Level
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.report.json_writer import assessment_data

CASE = "ordinary/sciatica_three_weeks"


def data() -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(assessment_data(assessed(CASE), "0.1")))
    return written


def test_an_assessment_that_was_written_is_read_back() -> None:
    a = assessed(CASE)
    check = check_from(data(), 7, 3, "Anna", "gb", "self")
    assert (check.taken_at, check.number, check.person) == (7, 3, "Anna")
    assert (check.region, check.answered_by) == ("gb", "self")
    assert (check.purpose, check.level, check.complete) == (Purpose.ALL, Level("self_care"), True)
    assert (check.version, check.sha256) == (a.questionnaire.version, a.questionnaire.sha256)
    assert check.answers(a.questionnaire) == a.state.values
    assert check.measures["pain"] == {"low": 5, "high": 5}


def test_what_is_not_known_of_a_check_from_a_file_is_empty() -> None:
    check = check_from(data(), 7)
    assert (check.number, check.person, check.region, check.answered_by) == (0, "", "", "")


def test_the_version_of_its_questions_may_be_unknown() -> None:
    check = check_from(data() | {"questionnaire": {}}, 7)
    assert (check.version, check.sha256) == ("", "")


def test_an_assessment_of_before_there_were_measures_has_none() -> None:
    old = data()
    del old["measures"]
    assert check_from(old, 7).measures == {}


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "sciatica.answers/2"}, {"schema": None}, {"level": "none"}, {"level": 3},
        {"purpose": "other"}, {"questionnaire": "2026"}, {"answers": ["x"]}, {"measures": 5},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(AnswersError) as caught:
        check_from(data() | change, 7)
    assert caught.value.faults == (Fault("not_a_check", "", NOT_A_CHECK),)


def test_it_is_complete_only_if_it_says_so() -> None:
    assert not check_from(data() | {"complete": "yes"}, 7).complete
    assert isinstance(check_from(data() | {"complete": False}, 7), Check)


def test_a_check_is_finished_if_no_answer_or_none_that_matters_is_missing() -> None:
    assert check_from(data() | {"complete": True, "level": "self_care"}, 7).finished
    assert not check_from(data() | {"complete": False, "level": "self_care"}, 7).finished
    assert check_from(data() | {"complete": False, "level": "emergency_now"}, 7).finished
