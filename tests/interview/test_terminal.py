"""Whole sessions in a pseudo terminal: what a person types, and what the screen shows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from newer import NEWER, SAVED
from sciatica_cli.core.faults import Fault
from sciatica_cli.interview import strings
from sciatica_cli.interview.line_prompter import read_typed
from terminal import (
    BACK_KEY,
    BLADDER,
    COUNTRY,
    DOWN,
    ENTER,
    FIRST,
    KEEP,
    ORDINARY,
    PAGE_KEYS,
    SADDLE,
    SHIPPED,
    STOP_KEYS,
    TICK_NONE,
    UP,
    Opener,
    Person,
    asks,
    keys_for,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")


def test_an_emergency_in_a_terminal(open_terminal: Opener) -> None:
    terminal = open_terminal(rows=24)
    terminal.wait_for(FIRST)
    terminal.type(TICK_NONE)
    terminal.wait_for("How old are you")
    terminal.type("44" + ENTER)
    terminal.wait_for(SADDLE)
    terminal.type("5")
    screen = terminal.wait_for("» ● 5)")
    assert "Leave the questions" not in screen  # a key alone confirms nothing
    terminal.type(ENTER)
    screen = terminal.shows("Get help now", "Leave the questions", STOP_KEYS)
    assert "You answered" in screen
    assert "999 (or 112)" in screen
    terminal.type("l" + ENTER)
    terminal.shows("Hand-over sheet", PAGE_KEYS)
    terminal.type("q")
    assert terminal.finish() == 0
    left = terminal.text().strip()
    assert "Go to a hospital emergency department" in left
    assert "999 (or 112)" in left
    assert "legs" not in left


def test_nothing_of_a_private_answer_stays_on_the_screen(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    Person(terminal, ORDINARY).answer(until="saddle")
    terminal.wait_for(SADDLE)
    terminal.type("2" + ENTER)
    screen = terminal.shows(BLADDER)
    assert SADDLE not in screen
    assert "before this pain" not in screen


def test_no_color_turns_off_all_colours(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", NO_COLOR="1")
    terminal.wait_for(FIRST)
    terminal.type(UP * 4 + " " + ENTER)
    terminal.shows("Leave the questions", STOP_KEYS)
    terminal.type("l" + ENTER)
    terminal.wait_for(PAGE_KEYS)
    terminal.type("q")
    assert terminal.finish() == 0
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;", terminal.raw)
    assert not re.search(rb"\x1b\[(?:[0-9;]*;)?[349][0-7]m", terminal.raw)


PLAIN_ANSWERS = {
    "How old are you": "44",
    "Where is the pain": "1 4 6",
    "How bad was the worst": "4",
    "What makes the pain worse": "4",
    "What eases the pain": "6",
    "What does the pain feel like": "1",
    "Which leg has pain": "2",
}


def plain_answer(words: str) -> str:
    """What a person with ordinary sciatica types at a question in plain mode."""
    for question, typed in PLAIN_ANSWERS.items():
        if question in words:
            return typed
    return "0" if "\n0. " in words else "1"


def test_a_whole_plain_interview_has_no_control_sequences(
    open_terminal: Opener, tmp_path: Path
) -> None:
    terminal = open_terminal("--region", "nz", "--plain", rows=400)
    person = Person(terminal, {})
    review = "Choose one to change it."
    while (question := person.next()) is not None:
        person.sees(question)
        words = terminal.wait_until(asks, question.id).split("(part ")[-1]
        typed = plain_answer(words)
        terminal.type(typed + ENTER)
        given = question.accept(read_typed(question, typed))
        assert not isinstance(given, Fault)
        person.given[question.id] = given
    terminal.shows(review, "Enter is 1:")
    terminal.type(ENTER)
    terminal.shows("Anything else?", "q quit:")
    path = tmp_path / "mine.txt"
    terminal.type("s" + ENTER)
    terminal.wait_for("File name")
    terminal.type(str(path) + ENTER)
    terminal.wait_for("Saved, readable by you only")
    terminal.type("q" + ENTER)
    terminal.wait_for(KEEP)
    terminal.type("1" + ENTER)
    assert terminal.finish() == 0
    assert len(person.given) in range(30, 36)
    assert b"\x1b" not in terminal.raw
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("Your result: back and leg pain, ")


@pytest.mark.parametrize("env", [{"ACCESSIBLE": "1"}, {"TERM": "dumb"}])
def test_a_screen_reader_or_a_dumb_terminal_gets_plain_mode(
    open_terminal: Opener, env: dict[str, str]
) -> None:
    terminal = open_terminal("--region", "nz", **env)
    terminal.wait_for("several with spaces:")
    terminal.type("1" + ENTER)
    terminal.shows("Leave the questions", "l, b, f:")
    terminal.type("l" + ENTER)
    terminal.shows("Anything else?", "q quit:")
    terminal.type("q" + ENTER)
    assert terminal.finish() == 0
    assert b"\x1b" not in terminal.raw


def test_forty_columns_show_every_answer_completely(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", "--plain", columns=40)
    terminal.shows("0. None of these", "several with spaces:")
    terminal.type("0" + ENTER)
    terminal.wait_for("How old are you")
    terminal.type("44" + ENTER)
    screen = terminal.wait_for("1-5, u:")
    text = " ".join(screen.split())
    assert "3. Yes, it began over 2 weeks ago and has not got worse since" in text
    assert "5. Yes, it began or got worse in the last 2 weeks, or I cannot say when" in text
    terminal.type("5" + ENTER)
    terminal.shows("Please stop here. This may be an", "l, b, f:")


def test_an_encoding_without_ticks_gets_numbered_lines(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", PYTHONIOENCODING="ascii")
    terminal.wait_for("several with spaces:")


def test_an_existing_output_is_reported_before_the_first_question(
    open_terminal: Opener, tmp_path: Path
) -> None:
    (tmp_path / "page.txt").write_text("mine")
    terminal = open_terminal("--region", "gb", "-o", str(tmp_path / "page.txt"), start=False)
    terminal.wait_for("already exists")
    assert terminal.finish() == 73
    assert (tmp_path / "page.txt").read_text() == "mine"


def test_enter_alone_on_a_list_asks_to_tick_something(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type(ENTER)
    terminal.wait_for("Nothing is ticked yet")


def test_an_unknown_country_is_asked_again(open_terminal: Opener) -> None:
    terminal = open_terminal(start=False)
    terminal.start(with_country=False)
    terminal.wait_for(COUNTRY)
    terminal.type("Atlantis" + ENTER)
    terminal.wait_for('no phone numbers for "Atlantis"')
    terminal.type("Germany" + ENTER)
    terminal.wait_for("Phone numbers for: Germany")


# ------------------------------------------------ whole interviews


def saved_until(folder: Path, until: str) -> str:
    """A file with the ordinary answers before a question, to resume there."""
    given: dict[str, Any] = {}
    for name, answer in ORDINARY.items():
        if name == until:
            break
        if name != "id":
            given[name] = answer
    path = folder / "saved.json"
    path.write_text(json.dumps(given))
    return str(path)


def test_an_ordinary_interview_with_an_answer_changed_in_the_review(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", rows=120)
    person = Person(terminal, ORDINARY)
    person.answer()
    assert person.keystrokes <= 85
    terminal.shows("Is all of it right?", "-- Danger signs", "Bladder: no warning sign")
    terminal.type(DOWN * 4 + ENTER)  # past the line for private answers and the age
    terminal.shows("Changing an answer", "» ● 1) No, or only for a few minutes")
    terminal.type("5" + ENTER)
    terminal.wait_for("Leave the questions")
    terminal.type("b" + ENTER)
    terminal.wait_for(SADDLE)
    terminal.type("1" + ENTER)
    terminal.wait_for("Is all of it right?")
    terminal.type(ENTER)
    terminal.shows("You can look after this yourself", "It looks like sciatica", PAGE_KEYS)
    terminal.leave()
    assert terminal.finish() == 0


def test_changing_an_answer_after_going_back_skips_its_follow_up(
    open_terminal: Opener, tmp_path: Path
) -> None:
    terminal = open_terminal("--region", "gb", "--resume", saved_until(tmp_path, "eases"))
    terminal.wait_for("What eases the pain?")
    terminal.type(BACK_KEY)
    terminal.wait_for("Where is it numb or tingly?")
    terminal.type(BACK_KEY)
    terminal.shows("What does the pain feel like?", "[x] 8) Tingling")  # preselected
    terminal.type("8")
    terminal.shows(strings.TICKED_ALREADY, "[x] 8) Tingling")
    terminal.type(" " + ENTER)  # untick it, so that the question where it tingles is skipped
    terminal.wait_for("What eases the pain?")


def test_every_key_of_the_stop_screen(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", rows=60)
    terminal.wait_for(FIRST)
    terminal.type("1" + ENTER)
    terminal.wait_for("Leave the questions")
    terminal.type("b" + ENTER)  # ask again, with the answer preselected
    screen = terminal.wait_for("[x] 1) I fainted")
    assert "Leave the questions" not in screen
    terminal.type("1" + "2" + ENTER)
    terminal.shows("Leave the questions", STOP_KEYS)
    terminal.type("f" + ENTER)
    terminal.wait_for("How old are you")
    terminal.type("44" + ENTER)
    terminal.wait_for(SADDLE)
    terminal.type("5" + ENTER)  # a new sign stops again
    terminal.shows("Leave the questions", STOP_KEYS)
    terminal.type(ENTER)  # nothing is chosen yet
    terminal.wait_for("Choose a line first")
    terminal.type("l" + ENTER)
    terminal.shows("Hand-over sheet", "Call: 999 (or 112) (United Kingdom)", PAGE_KEYS)
    terminal.type("q")
    assert terminal.finish() == 0


def test_the_answers_so_far_can_be_reviewed_during_the_interview(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    Person(terminal, ORDINARY).answer(until="bladder")
    terminal.wait_for(BLADDER)
    terminal.type("\x12")
    terminal.shows("Go on with the questions", "Skin between the legs: no warning sign")
    terminal.type(ENTER)
    terminal.wait_for(BLADDER)


# ------------------------------------------------ leaving and resuming

OFFER = strings.OFFER.partition("\n")[2][:40]


@pytest.mark.parametrize(
    ("until", "key"),
    [("right_now", "\x03"), ("right_now", "\x04"), ("age", "\x03"), ("bladder", "\x04")],
)
def test_leaving_ends_the_interview_and_saves_nothing_unasked(
    open_terminal: Opener, tmp_path: Path, key: str, until: str
) -> None:
    terminal = open_terminal("--region", "gb", TMPDIR=str(tmp_path), HOME=str(tmp_path))
    person = Person(terminal, ORDINARY)
    person.answer(until)
    person.sees(SHIPPED.question(until))
    terminal.type(key)
    if person.given:
        terminal.wait_for(OFFER)
        terminal.type("\x03" if until == "age" else ENTER)
    terminal.wait_for("Stopped. Nothing was saved except what you saved yourself.")
    assert terminal.finish() == 130
    assert "Traceback" not in terminal.text()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("until", ["eases", ""])
def test_leaving_a_resumed_interview_does_not_change_the_file(
    open_terminal: Opener, tmp_path: Path, until: str
) -> None:
    name = saved_until(tmp_path, until)
    before = Path(name).read_text()
    terminal = open_terminal("--region", "gb", "--resume", name, columns=200)
    terminal.wait_for("What eases the pain?" if until else "Is all of it right?")
    terminal.type("\x03")
    terminal.wait_for(f"Go on with: sciatica --resume {name}")
    assert terminal.finish() == 130
    assert Path(name).read_text() == before


def test_leaving_works_at_the_country_prompt_and_at_the_stop_screen(open_terminal: Opener) -> None:
    terminal = open_terminal(start=False)
    terminal.start(with_country=False)
    terminal.wait_for(COUNTRY)
    terminal.type("\x03")
    assert terminal.finish() == 130
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type("1" + ENTER)
    terminal.wait_for("Leave the questions")
    terminal.type("\x04")
    terminal.shows("999 (or 112)", OFFER)
    terminal.type(ENTER)
    assert terminal.finish() == 130
    assert "999 (or 112)" in terminal.text()


@pytest.mark.slow
def test_an_answer_that_cannot_be_saved_gets_a_second_and_a_third_chance(
    open_terminal: Opener, tmp_path: Path
) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    terminal = open_terminal("--region", "gb", "--save-answers", "d/m.json", cwd=tmp_path)
    terminal.wait_for(FIRST)
    folder.rmdir()
    terminal.type("1" + ENTER)
    terminal.shows("Your last answer is NOT saved.", "File name:")
    terminal.type("x/y.json" + ENTER)
    terminal.shows("x/y.json cannot be written", "File name:")
    terminal.type("\x1b")
    terminal.shows(strings.NOT_KEPT, STOP_KEYS)
    terminal.type("f" + ENTER)
    terminal.wait_for("How old are you")
    terminal.type("\x03")
    terminal.shows("999 (or 112)", OFFER)
    terminal.type("z.json" + ENTER)
    assert terminal.finish() == 130
    assert json.loads((tmp_path / "z.json").read_text())["right_now"] == ["collapse"]
    last = " ".join(terminal.text().split())
    assert last.endswith("Get help now. Call: 999 (or 112) (United Kingdom)")


@pytest.mark.slow
def test_ctrl_s_at_a_plain_line_saves_and_stops_nothing(
    open_terminal: Opener, tmp_path: Path
) -> None:
    terminal = open_terminal("--region", "gb", "--plain", cwd=tmp_path)
    terminal.wait_for(FIRST)
    terminal.type("\x13" + ENTER)
    terminal.wait_for("Where shall we keep your answers?")
    terminal.type("\x13")
    terminal.child.kill(signal.SIGTERM)
    assert terminal.finish() == 130


def test_answers_are_saved_on_request_and_can_be_resumed(
    open_terminal: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "my answers.json"
    before = int(time.time())
    saving = ("--region", "gb", "--save-answers", "my answers.json")
    terminal = open_terminal(*saving, cwd=tmp_path, columns=120)
    person = Person(terminal, ORDINARY)
    person.answer(until="fever")
    person.sees(SHIPPED.question("fever"))
    terminal.type("\x03")
    terminal.wait_for("Go on with: sciatica --resume 'my answers.json'")
    assert terminal.finish() == 130
    assert path.stat().st_mode & 0o777 == 0o600
    saved = json.loads(path.read_text())
    assert saved.pop("schema") == "sciatica.answers/2"
    assert saved.pop("questionnaire") == SHIPPED.version
    assert before <= saved.pop("answered_at") <= time.time()
    about = {"purpose": "all", "region": "gb", "answered_by": "self"}
    assert {name: saved.pop(name) for name in about} == about
    assert list(saved) == list(person.given)

    terminal = open_terminal("--resume", str(path), rows=80, start=False)
    terminal.shows(f"{len(saved)} saved answers taken over", strings.RESUMING)
    terminal.type(ENTER)
    terminal.wait_for("Have you had a fever")
    terminal.type(keys_for(SHIPPED.question("fever"), ORDINARY["fever"]))
    terminal.wait_until(lambda screen: "Have you had a fever" not in screen and asks(screen), "")
    terminal.type("\x03")
    assert terminal.finish() == 130
    assert json.loads(path.read_text()) | saved == json.loads(path.read_text())
    assert json.loads(path.read_text())["fever"] == ORDINARY["fever"]


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP"])
def test_a_closed_window_saves_the_answers_too(
    open_terminal: Opener, tmp_path: Path, how: str
) -> None:
    terminal = open_terminal("--region", "gb", "--save-answers", "mine.json", cwd=tmp_path)
    Person(terminal, ORDINARY).answer(until="saddle")
    terminal.wait_for(SADDLE)
    terminal.child.kill(getattr(signal, how))
    assert terminal.finish() == 130
    assert json.loads((tmp_path / "mine.json").read_text())["right_now"] == ["none"]


def test_a_finished_interview_saves_answers_that_check_can_read(
    open_terminal: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    terminal = open_terminal("--region", "gb", "--save-answers", "mine.json", cwd=tmp_path)
    terminal.wait_for(FIRST)
    terminal.type("6" + ENTER)
    terminal.wait_for("Leave the questions")
    terminal.type("l" + ENTER)
    terminal.wait_for(PAGE_KEYS)
    terminal.type("q")
    terminal.wait_for("Your answers are kept in mine.json")
    assert terminal.finish() == 0
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_cli", "check", str(path), "--json"],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["reasons"][0]["rule"] == "no_urine"


def test_danger_signs_of_an_old_file_are_asked_again(open_terminal: Opener, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"right_now": ["none"], "saddle": "before", "age": 42}))
    os.utime(path, (time.time() - 3 * 86400,) * 2)
    terminal = open_terminal("--region", "gb", "--resume", str(path))
    screen = terminal.wait_for(FIRST)
    assert "[x]" not in screen  # no answer is preselected
    terminal.type(TICK_NONE)
    terminal.wait_for("How old are you")
    terminal.type("42" + ENTER)
    screen = terminal.wait_for(SADDLE)
    assert "»" not in screen


def test_saved_answers_that_no_longer_fit_are_named_and_dropped(
    open_terminal: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    answers = {"right_now": ["none"], "age": 42, "saddle": "gone", "spleen": "yes"}
    path.write_text(json.dumps(answers))
    terminal = open_terminal("--region", "gb", "--resume", str(path), start=False)
    again = "again about: Skin between the legs."
    terminal.wait_until(lambda screen: again in " ".join(screen.split()), again)
    terminal.shows("no question has them now: spleen.")
    terminal.start()
    terminal.wait_for(SADDLE)


@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_answers_to_older_questions_are_asked_again(
    open_terminal: Opener, tmp_path: Path, plain: tuple[str, ...]
) -> None:
    (tmp_path / "newer.yaml").write_text(NEWER)
    record = json.loads(SAVED.read_text()) | {"answered_at": int(time.time())}
    (tmp_path / "mine.json").write_text(json.dumps(record))
    files = ("--questions", "newer.yaml", "--resume", "mine.json")
    terminal = open_terminal(
        "--region", "gb", *files, *plain, cwd=tmp_path, columns=120, start=False
    )
    screen = terminal.wait_for(strings.WHO)
    assert "2 saved answers taken over" in screen
    assert "saved with version 2026.11 of the questions. Now it is 2031.01." in screen
    assert "ask again about: Sudden danger signs, Bladder, Legs, Course, Coping." in " ".join(
        screen.split()
    )
    terminal.start()
    terminal.wait_for("Is it numb?")
    terminal.type("1" + ENTER)
    assert "[x]" not in terminal.wait_for("Is one of these true?")


def test_an_unreadable_answers_file_is_reported_in_one_line(
    open_terminal: Opener, tmp_path: Path
) -> None:
    (tmp_path / "bad.json").write_text("{")
    for name, status in (("bad.json", 65), ("none.json", 66)):
        terminal = open_terminal("--resume", str(tmp_path / name), columns=200, start=False)
        assert terminal.finish() == status
        assert terminal.text().strip().count("\n") == 0


def test_an_existing_answers_file_is_not_replaced_by_accident(
    open_terminal: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    path.write_text("{}")
    terminal = open_terminal("--save-answers", str(path), start=False)
    terminal.wait_for("already exists")
    assert terminal.finish() == 73
    same = str(path)
    terminal = open_terminal("--region", "gb", "--resume", same, "--save-answers", same)
    terminal.wait_for(FIRST)


# ------------------------------------------------ sizes


def test_a_terminal_that_shrinks_and_grows_shows_every_word(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", rows=24)
    person = Person(terminal, ORDINARY)
    person.answer(until="saddle")
    terminal.wait_for(SADDLE)
    terminal.resize(24, 44)
    screen = terminal.wait_for(
        "5) Yes, it began or got worse in the\n        last 2 weeks, or I cannot say when"
    )
    widget = screen.split(SADDLE)[-1]
    for line in ("1) No, or only for a few minutes", "u) Not sure", "? why"):
        assert line in widget
    terminal.resize(24, 100)
    terminal.wait_for("5) Yes, it began or got worse in the last 2 weeks, or I cannot say when")
    terminal.type("1" + ENTER)
    terminal.wait_for(BLADDER)


def test_a_list_that_does_not_fit_says_how_much_there_is(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", rows=24)
    terminal.wait_for(FIRST)
    terminal.resize(10, 80)
    terminal.wait_for("more lines below")
    terminal.type("1")
    terminal.shows("[x] 1) I fainted", "more lines below", "Enter confirms")
    terminal.type("u")
    terminal.shows("[x] u) Not sure", "more lines above", "Enter confirms")


@pytest.mark.parametrize("columns", [80, 66])
def test_a_long_label_is_shown_to_its_end_in_a_list_that_scrolls(
    open_terminal: Opener, tmp_path: Path, columns: int
) -> None:
    label = "Sign {} began or got worse in the last 2 weeks, or I cannot say since when"
    assert len(label) == 74
    labels = [label.format(f"{sign:02}") for sign in range(1, 11)]
    names = ["since", *(f"since_{place}" for place in range(2, 11))]
    lines = (f"      {name}: {label}\n" for name, label in zip(names, labels, strict=True))
    path = tmp_path / "long.yaml"
    path.write_text(NEWER.replace("      since: Since it began\n", "".join(lines)))
    terminal = open_terminal("--questions", str(path), "--region", "gb", rows=22, columns=columns)
    terminal.wait_for("Is it numb?")
    for sign in range(1, 11):
        terminal.type(DOWN if sign > 1 else DOWN + DOWN)
        words = terminal.wait_for(f"» ● {'23456789tv'[sign - 1]}) Sign {sign:02}")
        assert labels[sign - 1] in " ".join(words.split())
        assert words.count(f"Sign {sign:02}") == 1


def test_a_long_label_wraps_in_a_narrow_terminal(open_terminal: Opener, tmp_path: Path) -> None:
    label = "It began or got worse in the last 2 weeks, or I cannot say when it did so."
    path = tmp_path / "long.yaml"
    path.write_text(NEWER.replace("since: Since it began", f"since: {label}"))
    terminal = open_terminal("--questions", str(path), "--region", "gb", "--plain", columns=40)
    terminal.wait_for("1-3, u:")
    terminal.type("r" + ENTER)
    screen = terminal.wait_for("1-3, u: r")
    assert f"2. {label} 3. New" in " ".join(screen.split())


@pytest.mark.parametrize("columns", [74, 200])
def test_a_list_of_twelve_lines_fits_24_rows(open_terminal: Opener, columns: int) -> None:
    terminal = open_terminal("--region", "gb", rows=24, columns=columns)
    screen = terminal.shows("1) I fainted", "u) Not sure", "Enter confirms")
    assert max(map(len, screen.splitlines())) <= min(columns, 88)
