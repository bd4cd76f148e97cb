"""The tool that breaks questions.yaml still runs, and undoes what it breaks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sciatica_cli.bank.yaml_source import read_yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from mutants import QUESTIONS, judge  # noqa: E402

from mutations import mutants  # noqa: E402


@pytest.mark.parametrize("change", [" left out", "ask_if", "level: "])
def test_a_mutant_is_noticed_by_a_scenario_and_undone(change: str) -> None:
    root = read_yaml(QUESTIONS, "questions.yaml")
    before = [mutant.change for mutant in mutants(root.node)]
    mutant = next(mutant for mutant in mutants(root.node) if change in mutant.change)
    assert judge(mutant, root) == "scenario"
    assert [mutant.change for mutant in mutants(root.node)] == before
