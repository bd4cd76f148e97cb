"""Saving answers to a file and resuming from it; which answers still count, and for how long."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import ScriptedPrompter
from newer import NEWER, SAVED
from sciatica_cli.bank.build import build
from sciatica_cli.bank.loader import load
from sciatica_cli.core.conditions import In
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.interview.answers_file import AnswersFile
from sciatica_cli.interview.saved import SavedAnswers, read_saved, urgent_questions
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from tiny import any_answer, choice, examples, questionnaires, tiny

SHIPPED = load()
LATER = build(NEWER.encode(), "newer.yaml")
OLD: dict[str, Any] = json.loads(SAVED.read_text())
DAY = 24 * 60 * 60
ANSWERS = {"right_now": ["none"], "saddle": "no", "mood": ["none"], "medicines": ["none"]}


def saved(
    tmp_path: Path, record: dict[str, Any], age: int = 0, questionnaire: Questionnaire = SHIPPED
) -> SavedAnswers:
    """What is read from a file that was written `age` seconds ago."""
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(record))
    os.utime(path, (time.time() - age,) * 2)
    return read_saved(questionnaire, str(path))


def later(tmp_path: Path, **changes: Any) -> SavedAnswers:
    """What the later questions take over from the older file, saved a moment ago."""
    return saved(tmp_path, OLD | {"answered_at": int(time.time())} | changes, 0, LATER)


def again(found: SavedAnswers) -> list[str]:
    return [question.id for question in found.to_ask_again]


def test_all_answers_count_within_a_day(tmp_path: Path) -> None:
    found = saved(tmp_path, ANSWERS, age=DAY // 2)
    assert list(found.answers) == list(ANSWERS)
    assert not found.stale


def test_after_a_day_answers_to_urgent_questions_are_left_out(tmp_path: Path) -> None:
    found = saved(tmp_path, ANSWERS, age=DAY + 60)
    assert list(found.answers) == ["medicines"]
    assert found.stale


def test_answers_to_older_questions_are_taken_over_where_they_still_fit(tmp_path: Path) -> None:
    found = later(tmp_path)
    assert found.answers == {"age": 42, "feels": ("dull", "sharp")}
    assert (found.version, found.stale) == ("2026.11", False)


def test_what_no_longer_fits_is_asked_again_or_named(tmp_path: Path) -> None:
    found = later(tmp_path)
    assert again(found) == ["right_now", "bladder", "legs", "course", "coping"]
    assert {"saddle", "medicines", "mood"} <= set(found.unknown) <= OLD.keys()
    assert not found.answers.keys() & set(found.unknown)


@pytest.mark.parametrize("ticked", ["none", "collapse"])
def test_an_urgent_list_of_another_version_is_asked_again(tmp_path: Path, ticked: str) -> None:
    """It may have a new line, to which nobody has said no."""
    assert "right_now" in again(later(tmp_path, right_now=[ticked]))
    same = later(tmp_path, right_now=[ticked], questionnaire="2031.01")
    assert "right_now" not in again(same)
    assert same.answers["right_now"] == (ticked,)
    assert same.version == ""


def test_a_contradiction_is_asked_again_as_a_whole(tmp_path: Path) -> None:
    now: dict[str, Any] = {"questionnaire": "2031.01", "answered_at": int(time.time())}
    for answers, questions in (
        ({"bladder": "no", "bladder_when": "recent"}, ["bladder", "bladder_when"]),
        ({"bladder": "no", "bladder_when": "sudden"}, ["bladder", "bladder_when"]),
        ({"bladder": "perhaps", "bladder_when": "before"}, ["bladder", "bladder_when"]),
        ({"bladder": "yes", "bladder_when": "sudden"}, ["bladder_when"]),
        ({"bladder_when": "recent"}, []),
        ({"age": 12, "feels": ["dull"]}, ["age", "feels"]),
    ):
        found = saved(tmp_path, now | answers, 0, LATER)
        assert again(found) == questions
        assert found.answers.keys() == answers.keys() - set(questions)


def test_two_answers_to_one_question_are_asked_again(tmp_path: Path) -> None:
    renamed = tiny((choice("numb", "no", "recent", was=("saddle",)), choice("d", "x")), ())
    found = saved(tmp_path, {"numb": "no", "saddle": "recent", "d": "x"}, 0, renamed)
    assert (again(found), found.unknown, found.answers) == (["numb"], (), {"d": "x"})
    assert saved(tmp_path, {"saddle": "recent"}, 0, renamed).answers == {"numb": "recent"}


def test_a_chain_of_contradictions_is_asked_again_as_a_whole(tmp_path: Path) -> None:
    chain = tiny(
        (
            choice("a", "x", "y"),
            choice("b", "x", "y", ask_if=In("a", ("x",))),
            choice("c", "x", "y", ask_if=In("b", ("x",))),
            choice("d", "x", "y"),
        ),
        (),
    )
    found = saved(tmp_path, {"a": "y", "c": "y", "d": "x"}, 0, chain)
    assert again(found) == ["a", "c"]  # nobody has answered b
    assert found.answers == {"d": "x"}


@given(data=st.data())
@examples(60)
def test_every_answer_is_taken_over_or_asked_again(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = {
        question.id: data.draw(any_answer(question) | st.just("gone"))
        for question in questionnaire.questions
        if data.draw(st.booleans())
    }
    with TemporaryDirectory() as folder:
        found = saved(Path(folder), answers, 0, questionnaire)
    assert found.answers.keys() | set(again(found)) == answers.keys()
    assert found.answers.keys().isdisjoint(again(found))
    assert not resolve(questionnaire, found.answers).not_applicable


def test_no_answer_to_older_questions_hides_an_emergency(tmp_path: Path) -> None:
    found = later(tmp_path)
    sure = {"right_now": ["none"], "legs": ["left"], "numb": "no", "better": "no"}
    prompter = ScriptedPrompter(
        sure | {"bladder": "yes", "bladder_when": "recent"}, choices=["leave"]
    )
    region = LATER.region("gb")
    assert region is not None
    session = Session(prompter, region, make_state(LATER, found.answers))
    assert session.run().level == EMERGENCY
    assert prompter.asked == ["numb", "right_now", "bladder", "bladder_when"]
    assert all(prompt.default is None for prompt in prompter.prompts)


def test_an_old_file_of_older_questions_gives_nothing_urgent(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(OLD | {"answered_at": int(time.time()) - 2 * DAY}))
    found = read_saved(LATER, str(path))
    assert found.stale
    assert again(found) == ["bladder", "legs", "course", "coping"]
    assert found.answers == {"age": 42, "feels": ("dull", "sharp")}


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
    file = AnswersFile(path, path)
    file.answered_at = found.answered_at
    file.save(SHIPPED, found.answers)
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
    file = AnswersFile(None)
    file.save(SHIPPED, {"age": 42})
    assert file.path is None


def test_what_the_answers_are_for_is_saved_with_them(tmp_path: Path) -> None:
    about = {"id": "x1", "purpose": "level", "region": "gb", "answered_by": "helper"}
    found = saved(tmp_path, ANSWERS | about)
    assert found.about == about
    assert found.unknown == ()
    path = str(tmp_path / "mine.json")
    file = AnswersFile(None, path)
    file.about = found.about
    file.save(SHIPPED, found.answers)
    assert read_saved(SHIPPED, path).about == about


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("no/such/mine.json", None),
        ("mine.json", "mine.json"),
        ("link.json", "mine.json"),
        ("/dev/null", None),
        ("/dev/stdout", None),
    ],
)
def test_an_answers_file_that_cannot_be_written_or_is_the_output_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, output: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("link.json").symlink_to("mine.json")
    for resumed in (None, name):
        with pytest.raises(FaultError):
            AnswersFile(name, resumed, output, True)
