"""The assessment as data: the contract of docs/json.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.model import MASSAGE_VERDICTS, OPTION_VERDICTS
from sciatica_cli.report.json_writer import assessment_data

Judge = Callable[..., Assessment]


def data_of(a: Assessment, ident: object = None) -> dict[str, object]:
    """What a reader of the JSON gets."""
    loaded: dict[str, object] = json.loads(json.dumps(assessment_data(a, "1.0", ident)))
    return loaded


def documented(root: Path) -> list[str]:
    text = (root / "docs" / "json.md").read_text(encoding="utf-8")
    contract = text.split("## Assessment: ")[1].split("### Levels")[0]
    return re.findall(r"^\| `(\w+)` \|", contract, re.MULTILINE)


def test_the_keys_are_those_of_the_document_in_its_order(
    assessments: Mapping[str, Assessment], root: Path
) -> None:
    keys = documented(root)
    assert keys[0] == "schema"
    for a in assessments.values():
        assert list(assessment_data(a, "1.0")) == keys


def test_inner_keys_are_always_the_same(assessments: Mapping[str, Assessment]) -> None:
    shapes: dict[str, set[str]] = {}
    for a in assessments.values():
        for key, value in assessment_data(a, "1.0").items():
            items = list(value.values()) if key == "scores" and isinstance(value, dict) else value
            for item in items if isinstance(items, list) else [items]:
                if isinstance(item, dict) and key != "answers":
                    shapes.setdefault(key, set()).add(" ".join(item))
    assert shapes == {
        "program": {"name version"},
        "questionnaire": {"version sha256 shipped"},
        "reasons": {"rule level certain say because sources"},
        "scores": {"value low high max band bands answered because capped"},
        "causes": {"id fit because"},
        "body": {"hurts numb nerves unsure"},
        "massage": {"verdict reasons how"},
        "options": {"id verdict evidence size reasons"},
        "what_now": {"id say urgent"},
        "watch_for": {"id level say"},
        "could_change": {"question level"},
    }


def test_every_value_is_one_the_document_allows(assessments: Mapping[str, Assessment]) -> None:
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
        assert bool(massage["how"]) <= (massage["verdict"] in ("yes", "caution"))
        if data["complete"]:
            assert data["missing"] == []
            assert data["level"] == data["at_most"]


def test_the_same_answers_give_the_same_bytes_at_any_time(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = judge(weakness="recent")
    before = json.dumps(assessment_data(a, "1.0"))
    monkeypatch.setattr("time.time", lambda: pytest.fail("asked for the time"))
    monkeypatch.setattr("time.strftime", lambda *_: pytest.fail("asked for the date"))
    again = judge(weakness="recent")
    assert json.dumps(assessment_data(again, "1.0")) == before
    assert not re.search(r"\d{4}-\d\d-\d\d", before)


@pytest.mark.parametrize("ident", ["x-1", "", 7, None])
def test_the_id_comes_back_as_it_was_given(judge: Judge, ident: object) -> None:
    assert data_of(judge(), ident)["id"] == ident


def test_the_questions_are_named_by_version_and_bytes(judge: Judge) -> None:
    a = judge()
    assert data_of(a)["program"] == {"name": "sciatica", "version": "1.0"}
    assert data_of(a)["questionnaire"] == {
        "version": a.questionnaire.version,
        "sha256": a.questionnaire.sha256,
        "shipped": True,
    }


def test_a_reason_carries_the_answers_that_gave_it(judge: Judge) -> None:
    reasons = data_of(judge(weakness="recent"))["reasons"]
    assert isinstance(reasons, list)
    assert reasons[0]["level"] == "same_day"
    assert reasons[0]["certain"] is True
    assert {"question": "weakness", "answer": "recent"} in reasons[0]["because"]
    assert reasons[0]["sources"]


def test_a_reason_from_not_sure_is_not_certain_and_puts_no_sign_in_the_mouth(
    judge: Judge,
) -> None:
    a = judge(weakness="unsure")
    data = data_of(a)
    reasons, tell = data["reasons"], data["tell"]
    assert isinstance(reasons, list)
    assert isinstance(tell, str)
    assert reasons[0]["certain"] is False
    assert reasons[0]["because"] == [{"question": "weakness", "answer": "unsure"}]
    assert tell.startswith(a.questionnaire.page.tell_unsure)
    assert a.questionnaire.question("weakness").short in tell


def test_there_is_no_way_and_no_sentence_where_nobody_is_called(judge: Judge) -> None:
    calm, urgent = data_of(judge()), data_of(judge(weakness="recent"))
    assert (calm["go"], calm["tell"]) == (None, None)
    assert all(isinstance(urgent[key], str) and urgent[key] for key in ("go", "tell"))


def test_answers_come_back_as_they_were_counted(judge: Judge) -> None:
    data = data_of(judge(partial=True, feels=["tingle", "shooting"], age=40, saddle="unsure"))
    answers, unsure = data["answers"], data["unsure"]
    assert isinstance(answers, dict)
    assert list(answers.items()) == [
        ("saddle", "unsure"),
        ("age", 40),
        ("feels", ["shooting", "tingle"]),
    ]
    assert unsure == ["saddle"]
    assert data["complete"] is False
    assert isinstance(data["missing"], list)
    assert not {"saddle", "age", "feels"} & set(data["missing"])


def test_an_open_score_has_no_band(judge: Judge) -> None:
    a = judge(partial=True, age=40)
    scores = data_of(a)["scores"]
    assert isinstance(scores, dict)
    score = scores[a.questionnaire.page.headline_score]
    assert score["band"] is None
    assert len(score["bands"]) == 2
    assert score["low"] <= score["value"] <= score["high"] <= score["max"]


def test_the_missing_answers_say_how_much_they_could_change(judge: Judge) -> None:
    a = judge(partial=True, age=40)
    could = data_of(a)["could_change"]
    assert isinstance(could, list)
    assert {"question": "saddle", "level": "emergency_now"} in could
    assert {entry["question"] for entry in could} <= set(a.flow.missing)
