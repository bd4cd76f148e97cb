"""An answer to the questions 2026.11 is refused where its name would mean something else today."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newer import SAVED
from sciatica_cli import load
from sciatica_cli.core.answers import read_answers
from sciatica_cli.interview.saved import read_saved

QUESTIONNAIRE = load()
# "A blood thinner" was warfarin as well. A "narrow line" could end above the knee, and then it
# neither makes sciatica likely nor speaks against a broken bone. The others were split.
NARROWER_NOW = [
    ("background", "thinner"),
    ("background", "immune"),
    ("feels", "line"),
    ("recent", "spine_op_6wk"),
    ("recent", "infection"),
    ("eases", "nothing"),
    ("preg_signs", "movement"),
    ("pregnancy", "trying"),
    ("onset", "accident"),
    ("bladder", "before"),
    ("legs", "both_steady"),
    ("weakness", "recent"),
]


@pytest.mark.parametrize(("question", "choice"), NARROWER_NOW)
def test_a_record_with_it_is_refused(question: str, choice: str) -> None:
    several = QUESTIONNAIRE.question(question).several
    answers, faults = read_answers(QUESTIONNAIRE, {question: [choice] if several else choice})
    assert question not in answers
    (fault,) = faults
    assert fault.code == "not_a_choice"


def test_nobody_on_warfarin_is_talked_into_another_blood_thinner() -> None:
    _, (fault,) = read_answers(QUESTIONNAIRE, {"background": ["thinner"]})
    assert "warfarin, other_anticoagulant" in fault.hint  # and not "did you mean ...?"


@pytest.mark.parametrize(("question", "choice"), NARROWER_NOW)
def test_a_saved_answer_with_it_is_asked_again(question: str, choice: str, tmp_path: Path) -> None:
    several = QUESTIONNAIRE.question(question).several
    old = json.loads(SAVED.read_text()) | {question: [choice] if several else choice}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(old))
    found = read_saved(QUESTIONNAIRE, str(path))
    assert question in {asked.id for asked in found.to_ask_again}
    assert question not in found.answers
