"""The documented Python interface."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import sciatica_cli
from sciatica_cli import FaultError, assess, load
from sciatica_cli.exits import status_of

ORDINARY = Path(__file__).parent.parent / "examples" / "ordinary.json"


def test_assess_takes_answers_and_returns_the_assessment() -> None:
    answers = json.loads(ORDINARY.read_text())
    result = assess(load(), answers)
    assert (result["schema"], result["id"]) == ("sciatica.assessment/2", "ordinary")
    assert (result["level"], result["complete"]) == ("self_care", True)


def test_python_and_the_command_line_give_the_same_assessment() -> None:
    command = [sys.executable, "-m", "sciatica_cli", "check", str(ORDINARY), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert assess(load(), json.loads(ORDINARY.read_text())) == json.loads(done.stdout)


def test_bad_answers_raise_an_error_that_does_not_show_them() -> None:
    with pytest.raises(FaultError) as caught:
        assess(load(), {"saddle": "secret"})
    assert str(caught.value) == "not_a_choice"
    assert status_of(caught.value) == 65
    with pytest.raises(FaultError, match="missing"):
        assess(load(), {"saddle": "no"})
    assert assess(load(), {"saddle": "no"}, partial=True)["complete"] is False


def test_the_package_has_a_version_and_rejects_unknown_attributes() -> None:
    assert sciatica_cli.__version__.count(".") == 2
    with pytest.raises(AttributeError):
        sciatica_cli.nonsense  # noqa: B018
