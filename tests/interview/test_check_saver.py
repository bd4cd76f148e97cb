"""Saving a check is a choice, offered once; nothing is saved without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fakes import ScriptedPrompter
from sciatica_cli.history.store import Store
from sciatica_cli.interview import strings
from sciatica_cli.interview.result import ResultMenu
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.request import HistoryOptions, Request
from terminal import ENTER, ORDINARY, PAGE_KEYS, SHIPPED, Opener

REGION = SHIPPED.region("gb")
assert REGION is not None
EMERGENCY = {"right_now": ["no_urine"]}


def shown(
    folder: Path,
    *choices: str,
    typed: list[str] | None = None,
    answers: Any = ORDINARY,
    person: str = "",
    **options: Any,
) -> tuple[ScriptedPrompter, ResultMenu, Session]:
    """The page of an interview, on which these lines of menus are chosen."""
    prompter = ScriptedPrompter(ORDINARY, choices=[*choices])
    prompter.typed = list(typed or [])
    given = {
        question.id: question.accept(answers[question.id])
        for question in SHIPPED.questions
        if question.id in answers
    }
    session = Session(prompter, REGION, make_state(SHIPPED, given), answered_by="self")
    session.left_early = answers is EMERGENCY
    session.person = person
    place = options.pop("store_file", str(folder / "checks"))
    request = Request(history=HistoryOptions(store_file=place, **options))
    result = ResultMenu(request, prompter, session)
    assert result.show()
    return prompter, result, session


def checks(folder: Path) -> list[tuple[str, str]]:
    stored = Store(str(folder / "checks")).checks()
    return [(check.person, json.loads(check.assessment)["level"]) for check in stored]


def test_it_is_offered_once_on_leaving_and_no_is_the_first_line(tmp_path: Path) -> None:
    prompter, result, _ = shown(tmp_path, "quit", "no")
    assert prompter.titles[-1] == strings.KEEP
    assert prompter.confirmed[-1]  # Enter alone chooses nothing
    assert [item.id for item in prompter.menus[-1]] == ["no", "yes", "named"]
    assert not (tmp_path / "checks").exists()
    assert not result.saver.kept


def test_yes_keeps_it_with_what_the_next_check_needs(tmp_path: Path) -> None:
    _, result, _ = shown(tmp_path, "quit", "yes")
    (stored,) = Store(str(tmp_path / "checks")).checks()
    assert (stored.region, stored.answered_by, stored.person) == ("gb", "self", "")
    assert json.loads(stored.assessment)["answers"]["age"] == 42
    assert result.saver.kept == stored.number == 1
    place = tmp_path / "checks"
    said = result.saver.how_to_go_on()
    assert f"kept in {place}.\n" in said
    assert f"sciatica again --store-file {place}\n" in said
    assert said.endswith(f"sciatica history --erase 1 --store-file {place}")


def test_a_name_is_asked_for_and_without_one_nothing_is_kept(tmp_path: Path) -> None:
    _, result, _ = shown(tmp_path, "quit", "named", typed=[" Anna  B "])
    assert "sciatica again --person 'Anna B' " in result.saver.how_to_go_on()
    assert checks(tmp_path) == [("Anna B", "self_care")]
    shown(tmp_path, "quit", "named", typed=[""])
    assert len(checks(tmp_path)) == 1


def test_a_known_name_is_taken_however_it_is_written(tmp_path: Path) -> None:
    shown(tmp_path, "quit", "named", typed=["Anna"])
    shown(tmp_path, "quit", "named", typed=["ANNA"])
    assert [person for person, _ in checks(tmp_path)] == ["Anna", "Anna"]


def test_a_second_check_is_kept_under_the_same_name(tmp_path: Path) -> None:
    prompter, _, _ = shown(tmp_path, "quit", "yes", person="Anna")
    assert prompter.menus[-1][1].label == strings.keep_for("Anna")
    assert checks(tmp_path) == [("Anna", "self_care")]


def test_the_key_keeps_it_at_once_and_is_then_gone(tmp_path: Path) -> None:
    prompter, _, _ = shown(tmp_path, "keep", "yes", "quit")
    assert "keep" in [item.id for item in prompter.menus[0]]
    assert "keep" not in [item.id for item in prompter.menus[-1]]
    assert strings.KEEP not in prompter.titles[-1]  # and leaving does not ask again
    assert len(checks(tmp_path)) == 1


def test_who_has_said_no_to_the_key_is_not_asked_again(tmp_path: Path) -> None:
    prompter, _, _ = shown(tmp_path, "keep", "no", "quit")
    assert prompter.titles.count(strings.KEEP) == 1
    assert not (tmp_path / "checks").exists()


def test_with_store_it_is_kept_without_a_question(tmp_path: Path) -> None:
    prompter, _, _ = shown(tmp_path, "quit", store=True, person="")
    assert strings.KEEP not in prompter.titles
    assert checks(tmp_path) == [("", "self_care")]


def test_in_an_emergency_nobody_is_held_up_by_the_question(tmp_path: Path) -> None:
    prompter, _, _ = shown(tmp_path, "quit", answers=EMERGENCY)
    assert strings.KEEP not in prompter.titles
    assert not (tmp_path / "checks").exists()


def test_but_it_is_kept_if_that_was_asked_for(tmp_path: Path) -> None:
    shown(tmp_path, "quit", answers=EMERGENCY, store=True)
    assert checks(tmp_path) == [("", "emergency_now")]


def test_what_cannot_be_kept_is_reported_and_the_page_stays(tmp_path: Path) -> None:
    (tmp_path / "checks").write_text("something else")
    prompter, result, _ = shown(tmp_path, "quit", "yes", "quit")
    said = " ".join(prompter.shown[-1].split())
    assert said.startswith("This check is NOT kept:")
    assert not result.saver.kept
    assert (tmp_path / "checks").read_text() == "something else"


def test_a_corrected_check_takes_the_place_of_the_one_that_was_kept(tmp_path: Path) -> None:
    _, result, session = shown(tmp_path, "keep", "yes", "quit")
    session.state = session.state.with_answer(SHIPPED.question("course"), "worse")
    session.prompter.choices = ["quit"]  # type: ignore[attr-defined]
    assert result.show()
    assert checks(tmp_path) == [("", "routine")]
    assert result.saver.kept == 2


# ------------------------------------------------ in a terminal


def test_leaving_the_page_asks_and_says_how_to_go_on(tmp_path: Path, open_terminal: Opener) -> None:
    place = str(tmp_path / "checks")
    answers = tmp_path / "saved.json"
    about = {"answered_by": "self", "purpose": "level", "region": "gb"}
    answers.write_text(json.dumps(ORDINARY | about))
    terminal = open_terminal("--resume", str(answers), "--store-file", place, start=False)
    for title in (strings.GO_ON, strings.REVIEW):
        terminal.wait_for(title)
        terminal.type(ENTER)
    terminal.wait_for(PAGE_KEYS)
    terminal.type("q")
    terminal.wait_for("May we keep this check")
    terminal.type("2" + ENTER)
    assert terminal.finish() == 0
    assert "Check again with: sciatica again --store-file" in " ".join(terminal.outside().split())
    assert len(checks(tmp_path)) == 1
