"""Recorded answers of a small study, and the command that assesses them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recorded import Batch, line
from scenarios import all_cases, answers_of
from sciatica_cli.bank.loader import load
from sciatica_cli.cli import run_cli
from sciatica_cli.core.answers import as_record


@pytest.fixture(scope="session")
def good() -> list[dict[str, Any]]:
    """Complete records of all kinds, with ids."""
    questionnaire = load()
    cases = [case for _, case in all_cases()[::9] if not case.get("partial")]
    records = (as_record(answers_of(questionnaire, case)) for case in cases)
    return [{"id": f"p{n}"} | record for n, record in enumerate(records)]


@pytest.fixture
def study(good: list[dict[str, Any]], tmp_path: Path) -> Path:
    """A file of good and bad lines, some of them blank, the last without its newline."""
    bad = [good[0] | {"saddle": "perhaps"}, {"id": "none", "age": 40}, good[1] | {"id": True}]
    records = [*good[:20], bad[0], *good[20:30], bad[1], bad[2], *good[30:]]
    lines = [line(record) for record in records]
    lines[5:5] = [b"", b"  \r"]
    lines[25:25] = [b"garbage"]
    path = tmp_path / "study.jsonl"
    path.write_bytes(b"\n".join(lines))
    return path


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Batch:
    """Runs the command in this process, in the folder of the test; returns the exit status."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_cli(["batch", *map(str, arguments)])
