"""A second check: whose it is, what is confirmed, what is asked anew, and what is compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.carried import Carried, carry
from sciatica_cli.core.checks import Check
from sciatica_cli.core.conditions import questions_of
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.exits import BAD_ANSWERS, NO_INPUT, USAGE
from sciatica_cli.history.store import Store
from sciatica_cli.history.stored_checks import add_check, as_check
from sciatica_cli.interview import strings
from sciatica_cli.interview.again import _begin, _from_file, check_again
from sciatica_cli.interview.beginning import confirm_carried
from sciatica_cli.interview.prompter import LINE_KEYS
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.report.json_writer import assessment_data
from sciatica_cli.request import HistoryOptions, Input, Request
from terminal import ENTER, ORDINARY, SHIPPED, Opener
from tiny import number, tiny

REGION = SHIPPED.region("gb")
assert REGION is not None
TICKED = ORDINARY | {"medicines": ["paracetamol"], "background": ["clot"]}
LEVEL, ALL = Purpose.LEVEL, Purpose.ALL


def store_with(
    folder: Path, record: dict[str, Any] = ORDINARY, person: str = "", **about: Any
) -> Store:
    """A store with a check in it."""
    store = Store(str(folder / "checks"))
    add_check(store, assess_record(SHIPPED, record), person, **about)
    return store


def earlier(record: dict[str, Any], folder: Path, person: str = "") -> tuple[Check, ...]:
    return tuple(map(as_check, store_with(folder, record, person).checks(person)))


# ------------------------------------------------ what is confirmed


def confirmed(record: dict[str, Any], purpose: Purpose, choices: list[str], folder: Path) -> Any:
    prompter = ScriptedPrompter({}, choices=choices)
    carried = carry(SHIPPED, earlier(record, folder)[0])
    return prompter, *confirm_carried(prompter, SHIPPED, carried, purpose)


def test_what_lasts_is_shown_once_and_holds_if_the_person_says_so(tmp_path: Path) -> None:
    prompter, answers, chosen = confirmed(TICKED, ALL, [], tmp_path)
    assert list(answers) == ["age", "sex", "medicines"]
    assert prompter.titles == [strings.CONFIRM]
    assert prompter.confirmed == [True]  # no Enter by accident
    labels = [item.label for item in prompter.menus[0]]
    assert labels[0] == strings.STILL_TRUE
    assert labels[1:3] == ["Age: 42 years", "Sex: Male"]
    # A danger question is asked anew, with the signs that last chosen.
    assert chosen == {"background": ("clot",)}


def test_what_has_changed_is_asked_anew_with_the_old_answer_chosen(tmp_path: Path) -> None:
    choices = ["medicines", "age", "sex", "sex", "."]  # what is chosen twice is true after all
    prompter, answers, chosen = confirmed(TICKED, ALL, choices, tmp_path)
    assert answers == {"sex": "male"}
    assert (chosen["age"], chosen["medicines"]) == (42, ("paracetamol",))
    labels = [item.label for item in prompter.menus[-1]]
    assert labels == [
        strings.THE_REST_IS_TRUE,
        strings.asked_again("Age: 42 years"),
        "Sex: Male",
        strings.asked_again(prompter.menus[0][3].label),
    ]


def test_nothing_is_shown_for_confirmation_that_cannot_matter(tmp_path: Path) -> None:
    _, answers, chosen = confirmed(TICKED, LEVEL, [], tmp_path)
    assert list(answers) == ["age", "sex"]
    assert chosen["medicines"] == ("paracetamol",)  # if the person wants to know the rest


def test_nothing_is_confirmed_that_does_not_fit_on_the_list() -> None:
    count = len(LINE_KEYS) + 1
    many = tiny(tuple(number(f"n{place}", lasts="life") for place in range(count)), ())
    carried = Carried({question.id: 1 for question in many.questions}, {})
    prompter = ScriptedPrompter({})
    answers, chosen = confirm_carried(prompter, many, carried, ALL)
    assert [item.id for item in prompter.menus[0][1:]] == list(answers)
    assert list(chosen) == [many.questions[-1].id]


def test_no_list_is_confirmed_in_which_something_can_have_begun_unnoticed(tmp_path: Path) -> None:
    lists = {"earlier": ["spells"], "health_massage": ["veins"], "health_pills": ["asthma"]}
    _, answers, chosen = confirmed(TICKED | lists, ALL, [], tmp_path)
    assert lists.keys().isdisjoint(answers)
    assert lists.keys() <= chosen.keys()


def test_where_nothing_lasts_nothing_is_confirmed() -> None:
    prompter = ScriptedPrompter({})
    assert confirm_carried(prompter, SHIPPED, Carried({}, {}), ALL) == ({}, {})
    assert prompter.menus == []


# ------------------------------------------------ whose check it is


def begin(by_person: dict[str, tuple[Check, ...]], choices: list[str] | None = None) -> Any:
    prompter = ScriptedPrompter({}, choices=choices)
    return prompter, _begin(SHIPPED, by_person, prompter)


def test_one_person_is_not_asked_for_a_name(tmp_path: Path) -> None:
    prompter, beginning = begin({"": earlier(TICKED, tmp_path)})
    assert prompter.menus == []
    assert beginning.person == ""
    assert len(beginning.notes) == 1
    assert "(earlier today)" in beginning.notes[0]


def test_of_several_people_the_right_one_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "bob").mkdir()
    by_person = {"Anna": earlier(TICKED, tmp_path), "": earlier(ORDINARY, tmp_path / "bob")}
    prompter, beginning = begin(by_person, ["2"])
    assert prompter.titles == [strings.WHOSE]
    assert [item.label.split(" (")[0] for item in prompter.menus[0]] == [
        "Anna",
        "The check without a name",
    ]
    assert beginning.person == ""
    assert "medicines" not in beginning.carried.to_confirm


def test_other_questions_than_then_are_mentioned(tmp_path: Path) -> None:
    (check,) = earlier(TICKED, tmp_path)
    values = {field: getattr(check, field) for field in Check.fields}
    old = Check(**values | {"version": "1999", "sha256": "other"})
    _, beginning = begin({"": (old,)})
    assert any("1999" in note for note in beginning.notes)
    assert "medicines" in beginning.carried.chosen  # its list may have more lines now


# ------------------------------------------------ a check in a file


def written(folder: Path, record: object) -> str:
    path = folder / "old.json"
    path.write_text(json.dumps(record))
    return str(path)


def test_an_assessment_in_a_file_is_an_earlier_check(tmp_path: Path) -> None:
    data = assessment_data(assess_record(SHIPPED, TICKED), "0.1")
    check = _from_file(SHIPPED, written(tmp_path, data))
    assert check.level == "self_care"
    assert check.measures["pain"] == {"low": 5, "high": 5}


def test_so_are_saved_answers(tmp_path: Path) -> None:
    about = {"answered_at": 86_400, "region": "gb", "answered_by": "helper", "purpose": "level"}
    check = _from_file(SHIPPED, written(tmp_path, TICKED | about))
    assert (check.taken_at, check.region, check.answered_by) == (86_400, "gb", "helper")
    assert (check.purpose, check.level) == (LEVEL, "self_care")
    assert check.sha256 == SHIPPED.sha256
    assert check.measures["pain"] == {"low": 5, "high": 5}


@pytest.mark.parametrize("moment", [-(10**18), 0, 10**18, True, "x"])
def test_a_time_that_cannot_be_is_not_taken_for_the_day_of_a_check(
    tmp_path: Path, moment: object
) -> None:
    path = written(tmp_path, TICKED | {"answered_at": moment})
    assert _from_file(SHIPPED, path).taken_at == int((tmp_path / "old.json").stat().st_mtime)


def test_saved_answers_to_other_questions_are_known_as_such(tmp_path: Path) -> None:
    check = _from_file(SHIPPED, written(tmp_path, TICKED | {"questionnaire": "1999"}))
    assert (check.version, check.sha256) == ("1999", "")


@pytest.mark.parametrize("record", [{}, {"schema": "sciatica.assessment/2"}, {"x": 1}, [1]])
def test_anything_else_in_a_file_is_refused(
    record: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert again(written(tmp_path, record)) == BAD_ANSWERS
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_emergency_in_a_faulty_file_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "old.json"
    path.write_text('{"right_now": ["no_urine"], "age": ')
    assert again(str(path)) == BAD_ANSWERS
    assert "emergency" in capsys.readouterr().err.splitlines()[0].lower()


# ------------------------------------------------ what is refused


def again(source: str | None = None, folder: Path | None = None, person: str | None = None) -> int:
    place = str(folder / "checks") if folder else None
    options = HistoryOptions(store_file=place, person=person)
    return check_again(Request(input=Input(source=source), history=options))


def test_without_an_earlier_check_it_says_how_to_keep_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert again(folder=tmp_path) == NO_INPUT
    assert "[no_check]" in capsys.readouterr().err


def test_a_name_that_nobody_has_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store_with(tmp_path, person="Anna")
    assert again(folder=tmp_path, person="Anne") == USAGE
    assert "did you mean Anna?" in capsys.readouterr().err


# ------------------------------------------------ what is asked


def asked(to_compare: tuple[str, ...], answers: Any = ORDINARY) -> list[str]:
    prompter = ScriptedPrompter(answers)
    session = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=LEVEL))
    session.to_compare = to_compare
    session.run()
    return prompter.asked


def test_what_was_measured_then_is_asked_last_whatever_the_person_wants_to_know() -> None:
    usual = asked(())
    rest = [name for name in ORDINARY if name not in usual and name in ("hip", "tried", "worse")]
    assert rest
    assert asked(tuple(rest)) == [*usual, *sorted(rest, key=[*ORDINARY].index)]


def test_what_is_chosen_beforehand_shows_and_is_no_answer() -> None:
    prompter = ScriptedPrompter(ORDINARY)
    session = Session(prompter, REGION, make_state(SHIPPED, {}))
    session.preselected = {"background": ("clot",)}
    assert session.state.to_save() == {}
    session.run()
    defaults = {prompt.question.id: prompt.default for prompt in prompter.prompts}
    assert defaults["background"] == ("clot",)
    assert session.state.answers["background"] == ("none",)


def test_nothing_is_asked_for_a_comparison_in_an_emergency_or_out_of_scope() -> None:
    more = tuple(ORDINARY)
    urgent = ORDINARY | {"right_now": ["no_urine"]}
    assert asked(more, urgent) == asked((), urgent) == ["right_now"]
    nothing = ORDINARY | {"pain_where": ["none"], "legs": "neither"}
    assert asked(more, nothing) == asked((), nothing)


def test_every_measure_of_the_shipped_questions_can_be_asked_for(tmp_path: Path) -> None:
    (check,) = earlier(ORDINARY, tmp_path)
    _, beginning = begin({"": (check,)})
    for measure in SHIPPED.measures:
        names = {measure.number} if measure.number else set()
        names |= {name for step in measure.steps for name in questions_of(step.when)}
        assert names <= set(beginning.to_compare)


def test_what_is_chosen_from_the_last_check_is_said_to_be_once() -> None:
    prompter = ScriptedPrompter(ORDINARY)
    session = Session(prompter, REGION, make_state(SHIPPED, {}))
    session.preselected = {"onset": "lift"}
    session.run()
    said = {p.question.id: (p.default, p.message) for p in prompter.prompts if p.message}
    assert said == {"onset": ("lift", strings.FROM_LAST_TIME)}
    assert session.preselected == {}


def test_nothing_of_one_person_is_taken_over_for_somebody_else(tmp_path: Path) -> None:
    """Who goes back to the opening may notice that the check is for another person."""
    (check,) = earlier(TICKED, tmp_path)
    prompter = ScriptedPrompter({}, choices=["esc", "helper", "all"])
    prompter.typed = [None, "gb"]  # from the country back to whom it is for, and forward again
    session = Session(prompter, REGION, make_state(SHIPPED, {"age": 42}), answered_by="self")
    session.earlier_checks, session.preselected = (check,), {"background": ("clot",)}
    session._open_again()
    assert session.answered_by == "helper"
    assert (session.state.answers, session.preselected) == ({}, {})


# ------------------------------------------------ in a terminal


def test_a_second_check_in_a_terminal(tmp_path: Path, open_terminal: Opener) -> None:
    place = str(tmp_path / "checks")
    store_with(tmp_path, TICKED | {"pain": 9}, "Anna", region="gb", answered_by="self")
    saved = tmp_path / "mine.json"
    options = ("--store-file", place, "--save-answers", str(saved))
    terminal = open_terminal("again", *options, start=False)
    terminal.wait_for(strings.WHAT)
    terminal.type("1" + ENTER)
    terminal.wait_for(strings.CONFIRM)
    terminal.type("y" + ENTER)
    first = SHIPPED.questions[0]
    terminal.wait_for(first.ask[:30])
    terminal.type("0" + ENTER)
    # The age is confirmed, so the second question is not asked.
    terminal.wait_for(SHIPPED.questions[2].ask[:30])
    assert SHIPPED.questions[1].ask not in terminal.text()
    # What is only chosen beforehand is no answer of today.
    record = json.loads(saved.read_text())
    assert [q.id for q in SHIPPED.questions if q.id in record] == ["right_now", "age", "sex"]
