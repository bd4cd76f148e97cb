"""The examples show what the README says they show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sciatica_cli import FaultError, assess, load

EXAMPLES = Path(__file__).parent.parent / "examples"


def answers(name: str) -> dict[str, object]:
    record: dict[str, object] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return record


@pytest.mark.parametrize(
    ("name", "level", "massage", "band"),
    [
        ("ordinary", "self_care", "caution", "likely"),
        ("not_better", "routine", "caution", "likely"),
        ("massage_caution", "self_care", "caution", "likely"),
    ],
)
def test_an_example_has_the_documented_result(
    name: str, level: str, massage: str, band: str
) -> None:
    result = assess(load(), answers(name))
    assert (result["level"], result["complete"]) == (level, True)
    assert result["massage"]["verdict"] == massage  # type: ignore[index]
    assert result["scores"]["sciatica_pattern"]["band"] == band  # type: ignore[index]


def test_not_better_differs_from_ordinary_in_one_answer() -> None:
    one, other = answers("ordinary"), answers("not_better")
    assert {key for key in one if one[key] != other[key]} == {"id", "course"}


def test_the_emergency_example_stops_at_the_danger_sign() -> None:
    assert set(answers("emergency")) == {"schema", "id", "right_now", "saddle"}
    result = assess(load(), answers("emergency"))
    assert (result["level"], result["go"], result["complete"]) == (
        "emergency_now",
        "hospital",
        False,
    )


def test_the_partial_example_is_assessed_only_with_partial() -> None:
    with pytest.raises(FaultError, match="missing"):
        assess(load(), answers("partial"))
    result = assess(load(), answers("partial"), partial=True)
    assert (result["level"], result["at_most"]) == ("self_care", "emergency_now")
