"""The assessment as JSON, as documented in docs/json.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from assessed import assess_answers
from newer import NEWER
from scenarios import NEWLY_WEAK
from sciatica_cli.bank.build import build
from sciatica_cli.core.assess import Assessment, assess_record
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, WHOM_TO_ASK
from sciatica_cli.report.json_writer import assessment_data

AssessWith = Callable[..., Assessment]


def data_of(a: Assessment, record_id: object = None) -> dict[str, object]:
    """The assessment as read back from JSON."""
    loaded: dict[str, object] = json.loads(json.dumps(assessment_data(a, "1.0", record_id)))
    return loaded


def test_answers_under_earlier_names_are_written_under_the_present_ones() -> None:
    record: dict[str, object] = {"numb": "no", "age": 42, "feels": ["shooting"]}
    data = data_of(assess_record(build(NEWER.encode(), "newer.yaml"), record, partial=True))
    assert data["answers"] == {"numb": "no", "age": 42, "feels": ["sharp"]}


def documented(root: Path) -> list[str]:
    text = (root / "docs" / "json.md").read_text(encoding="utf-8")
    contract = text.split("## Assessment: ")[1].split("### Levels")[0]
    return re.findall(r"^\| `(\w+)` \|", contract, re.MULTILINE)


def test_the_json_has_the_documented_keys_in_the_documented_order(
    assessments: Mapping[str, Assessment], root: Path
) -> None:
    keys = documented(root)
    assert keys[0] == "schema"
    for a in assessments.values():
        assert list(assessment_data(a, "1.0")) == keys


def test_nested_objects_always_have_the_same_keys(assessments: Mapping[str, Assessment]) -> None:
    shapes: dict[str, set[str]] = {}
    for a in assessments.values():
        for key, value in assessment_data(a, "1.0").items():
            items = (
                list(value.values())
                if key in ("scores", "measures") and isinstance(value, dict)
                else value
            )
            for item in items if isinstance(items, list) else [items]:
                if isinstance(item, dict) and key != "answers":
                    shapes.setdefault(key, set()).add(" ".join(item))
    assert shapes == {
        "program": {"name version"},
        "questionnaire": {"version sha256 shipped"},
        "reasons": {"rule level certain say because sources"},
        "scores": {"value low high max band bands answered because capped"},
        "measures": {"low high"},
        "causes": {"id fit because"},
        "body": {"hurts numb nerves unsure"},
        "massage": {"verdict ask reasons how"},
        "options": {"id verdict ask evidence size reasons"},
        "what_now": {"id say urgent"},
        "watch_for": {"id level say"},
        "could_change": {"question level"},
    }


def test_every_value_is_allowed_by_the_documentation(assessments: Mapping[str, Assessment]) -> None:
    open_verdicts = {"unknown", "not_assessed"}
    for a in assessments.values():
        data = assessment_data(a, "1.0")
        assert data["status"] in ("assessed", "out_of_scope")
        assert LEVELS.index(str(data["level"])) <= LEVELS.index(str(data["at_most"]))
        massage, options = data["massage"], data["options"]
        assert isinstance(massage, dict)
        assert isinstance(options, list)
        assert massage["verdict"] in {*MASSAGE_VERDICTS, *open_verdicts}
        assert {option["verdict"] for option in options} <= {*OPTION_VERDICTS, *open_verdicts}
        assert {massage["ask"], *(option["ask"] for option in options)} <= {*WHOM_TO_ASK}
        assert bool(massage["how"]) <= (massage["verdict"] in ("yes", "caution"))
        if data["complete"]:
            assert data["missing"] == []
            assert data["level"] == data["at_most"]


def test_the_json_does_not_depend_on_the_time(
    assess_with: AssessWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = assess_with(**NEWLY_WEAK)
    before = json.dumps(assessment_data(a, "1.0"))
    monkeypatch.setattr("time.time", lambda: pytest.fail("asked for the time"))
    monkeypatch.setattr("time.strftime", lambda *_: pytest.fail("asked for the date"))
    again = assess_with(**NEWLY_WEAK)
    assert json.dumps(assessment_data(again, "1.0")) == before
    assert not re.search(r"\d{4}-\d\d-\d\d", before)


@pytest.mark.parametrize("record_id", ["x-1", "", 7, None])
def test_the_id_is_returned_unchanged(assess_with: AssessWith, record_id: object) -> None:
    assert data_of(assess_with(), record_id)["id"] == record_id


def test_the_json_identifies_the_questions_by_version_and_hash(assess_with: AssessWith) -> None:
    a = assess_with()
    assert data_of(a)["program"] == {"name": "sciatica", "version": "1.0"}
    assert data_of(a)["questionnaire"] == {
        "version": a.questionnaire.version,
        "sha256": a.questionnaire.sha256,
        "shipped": True,
    }


def test_a_reason_has_the_answers_it_is_based_on(assess_with: AssessWith) -> None:
    reasons = data_of(assess_with(**NEWLY_WEAK))["reasons"]
    assert isinstance(reasons, list)
    assert reasons[0]["level"] == "same_day"
    assert reasons[0]["certain"] is True
    assert {"question": "weak_when", "answer": "recent"} in reasons[0]["because"]
    assert reasons[0]["sources"]


def test_a_reason_from_not_sure_is_uncertain_and_its_words_claim_no_sign(
    assess_with: AssessWith,
) -> None:
    a = assess_with(weakness="unsure")
    data = data_of(a)
    reasons, tell = data["reasons"], data["tell"]
    assert isinstance(reasons, list)
    assert isinstance(tell, str)
    assert reasons[0]["certain"] is False
    assert reasons[0]["because"] == [{"question": "weakness", "answer": "unsure"}]
    assert tell.startswith(a.questionnaire.page.tell_unsure)
    assert a.questionnaire.question("weakness").unsure_say in tell


def test_route_and_words_to_say_are_null_unless_somebody_is_called(assess_with: AssessWith) -> None:
    self_care, urgent = data_of(assess_with()), data_of(assess_with(**NEWLY_WEAK))
    assert (self_care["go"], self_care["tell"]) == (None, None)
    assert all(isinstance(urgent[key], str) and urgent[key] for key in ("go", "tell"))


def test_the_json_returns_the_answers_in_canonical_form(assess_with: AssessWith) -> None:
    data = data_of(assess_with(partial=True, feels=["tingle", "shooting"], age=40, saddle="unsure"))
    answers, unsure = data["answers"], data["unsure"]
    assert isinstance(answers, dict)
    assert list(answers.items()) == [
        ("age", 40),
        ("saddle", "unsure"),
        ("feels", ["shooting", "tingle"]),
    ]
    assert unsure == ["saddle"]
    assert data["complete"] is False
    assert isinstance(data["missing"], list)
    assert not {"saddle", "age", "feels"} & set(data["missing"])


def test_an_open_score_has_no_band(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, age=40)
    scores = data_of(a)["scores"]
    assert isinstance(scores, dict)
    score = scores[a.questionnaire.page.headline_score]
    assert score["band"] is None
    assert len(score["bands"]) == 2
    assert score["low"] <= score["value"] <= score["high"] <= score["max"]


def test_a_verdict_says_whom_to_ask_first(small: str) -> None:
    text = small.replace("verdict: caution", "verdict: caution\n      ask: midwife")
    for answer, ask in (("since", "midwife"), ("no", "nobody")):
        data = data_of(assess_answers(build(text.encode(), "small.yaml"), {"numb": answer}))
        massage, options = data["massage"], data["options"]
        assert isinstance(massage, dict)
        assert isinstance(options, list)
        assert (massage["ask"], options[0]["ask"]) == (ask, "nobody")


def test_the_missing_answers_say_how_much_they_could_change(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, age=40)
    could_change = data_of(a)["could_change"]
    assert isinstance(could_change, list)
    assert {"question": "saddle", "level": "emergency_now"} in could_change
    assert {entry["question"] for entry in could_change} <= set(a.flow.missing)
