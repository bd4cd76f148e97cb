"""Exit statuses are part of the contract: scripts branch on them."""

from __future__ import annotations

import re
from pathlib import Path

from sciatica_cli import exits

CONTRACT = Path(__file__).parents[1] / "docs" / "json.md"


def test_the_exit_statuses_match_the_contract() -> None:
    chapter = CONTRACT.read_text(encoding="utf-8").split("## Exit statuses")[1].split("## ")[0]
    documented = [int(status) for status in re.findall(r"^\| (\d+) \|", chapter, re.MULTILINE)]
    defined = [
        status for name, status in vars(exits).items() if name.isupper() and type(status) is int
    ]
    assert sorted(defined) == documented
