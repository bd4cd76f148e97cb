"""What a person wants to know decides how many answers are needed, and what is shown."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sciatica_cli import FaultError, assess, load
from sciatica_cli.core.assess import assess as assess_flow
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.purposes import Purpose

EXAMPLES = Path(__file__).parents[2] / "examples"
ORDINARY: dict[str, Any] = json.loads((EXAMPLES / "ordinary.json").read_text())
SHIPPED = load()


def only_needed(purpose: Purpose) -> dict[str, Any]:
    """The answers of the ordinary example that its purpose needs, asked in order."""
    given: dict[str, Any] = {}
    while needed := assess_flow(resolve(SHIPPED, given), purpose).needed:
        given[needed[0]] = SHIPPED.question(needed[0]).accept(ORDINARY[needed[0]])
    return json.loads(json.dumps(given))


LEVEL, MASSAGE = only_needed(Purpose.LEVEL), only_needed(Purpose.MASSAGE)


def sciatica(record: object, *arguments: str) -> tuple[str, str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_cli", *arguments],
        input=json.dumps(record), capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout, done.stderr, done.returncode


def test_each_purpose_needs_fewer_answers() -> None:
    assert len(LEVEL) < len(MASSAGE) < len(ORDINARY)


@pytest.mark.parametrize(("record", "purpose"), [(LEVEL, "level"), (MASSAGE, "massage")])
def test_the_answers_that_a_purpose_needs_are_enough_for_it_alone(
    record: dict[str, Any], purpose: str
) -> None:
    out, errors, status = sciatica(record, "check", "--purpose", purpose, "--json")
    found = json.loads(out)
    assert (errors, status) == ("", 0)
    assert (found["purpose"], found["complete"], found["missing"]) == (purpose, True, [])
    assert found["level"] == found["at_most"] == "self_care"
    assert sciatica(record, "check", "--json")[2] == 65


def test_what_a_purpose_does_not_cover_looks_as_it_does_out_of_scope() -> None:
    found: Any = assess(SHIPPED, LEVEL, purpose="level")
    child: Any = assess(
        SHIPPED, ORDINARY | {"age": 12, "genital": None, "mood": None}, partial=True
    )
    assert child["status"] == "out_of_scope"
    for key in ("scores", "causes", "body", "what_now"):
        assert found[key] == child[key]
    for verdict, other in (
        (found["massage"], child["massage"]),
        *zip(found["options"], child["options"], strict=True),
    ):
        assert verdict["verdict"] == other["verdict"] == "not_assessed"


def test_missing_answers_name_only_those_that_are_needed() -> None:
    record = {name: LEVEL[name] for name in list(LEVEL)[:-1]}
    _, errors, status = sciatica(record, "check", "--purpose", "level")
    assert (status, errors.count("\n")) == (65, 1)
    assert f"1 answer is missing: {list(LEVEL)[-1]} " in errors


def test_more_answers_than_a_purpose_needs_are_welcome() -> None:
    more: Any = assess(SHIPPED, ORDINARY, purpose="level")
    fewer: Any = assess(SHIPPED, LEVEL, purpose="level")
    for key in ("status", "level", "at_most", "go", "complete", "missing"):
        assert more[key] == fewer[key]


def test_a_record_for_another_purpose_is_refused() -> None:
    record = LEVEL | {"purpose": "level"}
    assert sciatica(record, "check", "--purpose", "level")[2] == 0
    _, errors, status = sciatica(record, "check")
    assert status == 65
    assert "for another purpose than all (use --purpose level) [other_purpose]" in errors


def test_an_unknown_purpose_is_refused() -> None:
    assert sciatica(LEVEL, "check", "--purpose", "scores")[2] == 2
    with pytest.raises(ValueError, match="scores"):
        assess(SHIPPED, LEVEL, purpose="scores")
    with pytest.raises(FaultError):
        assess(SHIPPED, LEVEL)


def test_the_page_shows_what_the_purpose_covers_and_how_to_see_the_rest() -> None:
    level, _, _ = sciatica(LEVEL, "check", "--purpose", "level")
    massage, _, _ = sciatica(MASSAGE, "check", "--purpose", "massage")
    for page in (level, massage):
        assert "YOU CAN LOOK AFTER THIS YOURSELF FOR NOW." in page
        assert "NOW IF\n" in page
        assert "TODAY IF\n" in page
        assert "SCIATICA?" not in page
        assert "WHAT ELSE CAN I TRY?" not in page
    assert ("CAN MASSAGE HELP ME?" in level, "CAN MASSAGE HELP ME?" in massage) == (False, True)
    words = " ".join(level.split())
    assert "This page says only how soon to get help. Answer" in words
    assert "more to see what the pain looks like, whether massage can help you" in words


def test_batch_assesses_for_a_purpose() -> None:
    out, _, status = sciatica(LEVEL | {"id": 1}, "batch", "--purpose", "level")
    assert (status, json.loads(out)["complete"]) == (0, True)
    row = json.loads(sciatica(LEVEL, "batch", "--purpose", "massage")[0])
    names = [fault["path"] for fault in row["faults"]]
    assert names == list(
        assess_flow(
            resolve(
                SHIPPED,
                {name: SHIPPED.question(name).accept(value) for name, value in LEVEL.items()},
            ),
            Purpose.MASSAGE,
        ).needed
    )
    full = json.loads(sciatica(LEVEL, "batch", "--purpose", "level", "--full")[0])
    assert full["purpose"] == "level"
