"""Saving answers to a file and resuming from it; which answers still count, and for how long."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from sciatica_cli.bank.loader import load
from sciatica_cli.core.faults import FaultError
from sciatica_cli.interview.saved import AnswersFile, SavedAnswers, read_saved, urgent_questions

SHIPPED = load()
DAY = 24 * 60 * 60
ANSWERS = {"right_now": ["none"], "saddle": "no", "mood": ["none"], "medicines": ["none"]}


def saved(tmp_path: Path, record: dict[str, Any], age: int = 0) -> SavedAnswers:
    """What is read from a file that was written `age` seconds ago."""
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(record))
    os.utime(path, (time.time() - age,) * 2)
    return read_saved(SHIPPED, str(path))


def test_all_answers_count_within_a_day(tmp_path: Path) -> None:
    found = saved(tmp_path, ANSWERS, age=DAY // 2)
    assert list(found.answers) == list(ANSWERS)
    assert not found.stale


def test_after_a_day_answers_to_urgent_questions_are_left_out(tmp_path: Path) -> None:
    found = saved(tmp_path, ANSWERS, age=DAY + 60)
    assert list(found.answers) == ["medicines"]
    assert found.stale


def test_urgent_questions_are_those_used_by_urgent_rules() -> None:
    urgent = urgent_questions(SHIPPED)
    assert {q.id for q in SHIPPED.questions if q.danger} <= urgent
    assert {"mood", "belly", "course"} <= urgent
    assert not {"tried", "medicines", "health_pills", "numb_where"} & urgent


def test_saving_again_does_not_make_answers_newer(tmp_path: Path) -> None:
    moment = int(time.time()) - DAY - 60
    assert saved(tmp_path, ANSWERS | {"answered_at": moment}).stale
    recent = int(time.time()) - DAY // 2
    found = saved(tmp_path, ANSWERS | {"answered_at": recent})
    assert (found.stale, found.answered_at) == (False, recent)
    path = str(tmp_path / "mine.json")
    assert (
        AnswersFile(path, path, None, False).save(SHIPPED, found.answers, found.answered_at) == path
    )
    assert json.loads((tmp_path / "mine.json").read_text())["answered_at"] == recent


@pytest.mark.parametrize("ahead", [3600, 10 * DAY])
def test_a_date_in_the_future_counts_as_stale(tmp_path: Path, ahead: int) -> None:
    assert saved(tmp_path, ANSWERS, age=-ahead).stale
    found = saved(tmp_path, ANSWERS | {"answered_at": int(time.time()) + ahead}, age=DAY + 60)
    assert found.stale


def test_without_a_file_there_are_no_answers(tmp_path: Path) -> None:
    start = int(time.time())
    found = read_saved(SHIPPED, None)
    assert found.answers == {}
    assert start <= found.answered_at <= time.time()
    assert AnswersFile(None, None, None, False).save(SHIPPED, {"age": 42}, 0) is None


def test_no_answers_file_is_written_without_answers(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    assert AnswersFile(str(path), None, None, False).save(SHIPPED, {}, 0) is None
    assert not path.exists()


@pytest.mark.parametrize("name", ["no/such/mine.json", "mine.json"])
def test_an_answers_file_that_cannot_be_written_or_is_the_output_is_refused(
    tmp_path: Path, name: str
) -> None:
    path = str(tmp_path / name)
    output = path if name == "mine.json" else None
    with pytest.raises(FaultError):
        AnswersFile(path, None, output, False)
