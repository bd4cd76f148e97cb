"""The terminal is held from the first question to the last, whatever happens to it."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sciatica_cli.interview import strings
from terminal import (
    ENTER,
    FIRST,
    LIMIT,
    ORDINARY,
    PAGE_KEYS,
    SADDLE,
    SHIPPED,
    TICK_NONE,
    Opener,
    Person,
)
from trials import REPLIES, kill_at_random, type_at_random

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
AGE = "How old are you"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_early_keys_answer_nothing_and_no_later_key_is_lost(
    open_terminal: Opener, tmp_path: Path, seed: int
) -> None:
    type_at_random(open_terminal, tmp_path, seed)


def test_enter_typed_at_the_shell_answers_nothing(open_terminal: Opener) -> None:
    terminal = open_terminal(start=False)
    terminal.child.send("1" + ENTER + "\n" + ENTER)
    terminal.shows(strings.WHO, "4 keys were ignored")
    terminal.start(with_country=True)
    terminal.wait_for(FIRST)


def test_a_burst_answers_one_question_only(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type("0" + ENTER + "44" + ENTER + "1" + ENTER)
    terminal.shows(AGE, "5 keys were ignored")
    terminal.type("44" + ENTER)
    screen = terminal.wait_for(SADDLE)
    assert "●" not in screen


def test_a_paste_answers_no_list_and_goes_into_a_field_without_its_end(
    open_terminal: Opener,
) -> None:
    paste = "\x1b[200~44\r1\r\x1b[201~"
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type(paste + TICK_NONE)
    terminal.wait_for(AGE)
    terminal.type("\x1b[200~44\r\x1b[201~")
    terminal.wait_for("years: 44")
    terminal.type(ENTER)
    terminal.wait_for(SADDLE)


def test_a_terminal_that_never_replies_loses_no_key(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", replies=False)
    person = Person(terminal, ORDINARY)
    person.answer(until="legs")
    person.sees(SHIPPED.question("legs"))


@pytest.mark.parametrize("key", ["\x03", "\x1b[99;5u", "\x1b[27;5;99~", "\x1b]11;rgb:\x03"])
def test_ctrl_c_leaves_in_every_encoding(open_terminal: Opener, key: str) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type(key)
    assert terminal.finish() == 130


def test_an_interrupt_from_outside_leaves(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.child.kill(signal.SIGINT)
    assert terminal.finish() == 130
    assert "^[" not in terminal.text()


def test_escape_goes_back_only_when_it_comes_alone(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb")
    Person(terminal, ORDINARY).answer(until="saddle")
    terminal.wait_for(SADDLE)
    terminal.type(REPLIES[0] + "3")
    terminal.wait_for("» ● 3)")
    terminal.type("\x1b")
    terminal.wait_for(AGE)


@pytest.mark.parametrize("how", ["Ctrl-Z", "TSTP", "STOP"])
def test_a_stopped_interview_goes_on_with_fg(open_terminal: Opener, how: str) -> None:
    shell = ["bash", "--norc", "--noprofile", "-i"]
    terminal = open_terminal("--region", "gb", start=False, shell=shell, PS1="shell: ")
    terminal.start()
    terminal.wait_for(FIRST)
    terminal.type("1")
    terminal.wait_for("[x] 1) I fainted")
    if how == "Ctrl-Z":
        terminal.type("\x1a")
    else:
        subprocess.run(["pkill", f"-{how}", "-P", str(terminal.child.pid)], check=True)
    terminal.shows("Stopped", "shell:")
    if how != "STOP":  # which leaves no time to give the screen back
        assert FIRST not in terminal.text()
    terminal.child.send("clear\nfg\n")
    terminal.shows("[x] 1) I fainted", "Ctrl-C leave")
    terminal.type("1 " + TICK_NONE)
    terminal.wait_for(AGE)
    terminal.type("\x03")
    terminal.wait_for(strings.OFFER.partition("\n")[2][:40])
    terminal.type(ENTER)
    terminal.shows("Stopped.", "shell:")


def test_a_storm_of_resizes_loses_neither_words_nor_ticks(open_terminal: Opener) -> None:
    random_ = random.Random(7)
    terminal = open_terminal("--region", "gb")
    terminal.wait_for(FIRST)
    terminal.type("12")
    terminal.shows("[x] 1) I fainted", "[x] 2)")
    for _ in range(60):
        terminal.resize(random_.randint(1, 60), random_.randint(1, 150))
    terminal.resize(40, 90)
    terminal.shows("[x] 1) I fainted", "[x] 2)", "[ ] u) Not sure", FIRST)
    terminal.type("1 2 " + TICK_NONE)
    terminal.wait_for(AGE)
    terminal.type("4")
    for _ in range(20):
        terminal.resize(random_.randint(5, 60), random_.randint(20, 150))
    terminal.type("4")
    terminal.resize(12, 40)
    terminal.shows(AGE, "years: 44", strings.ALL_KEYS)
    terminal.resize(3, 20)
    terminal.wait_for("Please make this win")
    terminal.child.send("5" + ENTER)  # not seen, so it answers nothing
    terminal.resize(12, 40)
    terminal.shows(AGE, "years: 44", strings.ALL_KEYS)


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (80, 30),
        pytest.param(120, 30, marks=pytest.mark.slow),
        pytest.param(40, 15, marks=pytest.mark.slow),
    ],
)
def test_nothing_private_stays_in_the_terminal(
    open_terminal: Opener, columns: int, rows: int
) -> None:
    terminal = open_terminal("--region", "gb", rows=rows, columns=columns)
    Person(terminal, ORDINARY | {"saddle": "before"}).answer()
    terminal.wait_for("Is all of it right?")
    terminal.type(ENTER)
    terminal.wait_for(PAGE_KEYS)
    terminal.leave()
    assert terminal.finish() == 0
    left = " ".join((terminal.text() + terminal.outside()).split())
    assert "ack and leg pain" in left
    for question in SHIPPED.questions:
        if question.private:
            assert question.short not in left
            labels = [question.label(value) for value in question.values]
            assert not [label for label in labels if len(label) > 12 and label in left]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_a_killed_interview_loses_at_most_the_answer_being_given(
    open_terminal: Opener, tmp_path: Path, seed: int
) -> None:
    assert kill_at_random(open_terminal, tmp_path, seed) > 0


def test_a_closed_window_ends_the_interview_quietly(open_terminal: Opener, tmp_path: Path) -> None:
    program = f"{sys.executable} -m sciatica_cli --region gb --save-answers a.json"
    command = f"trap '' HUP; {program} 2>errors; echo $? >status.part; mv status.part status"
    terminal = open_terminal(start=False, shell=["sh", "-c", command], cwd=tmp_path)
    terminal.start()
    terminal.wait_for(FIRST)
    terminal.type(TICK_NONE)
    terminal.wait_for(AGE)
    terminal.child.ptyproc.fileobj.close()  # the window alone; the shell lives on
    terminal.child.ptyproc.closed = terminal.child.closed = True
    wait_for_file(tmp_path / "status")
    assert (tmp_path / "status").read_text() == "130\n"
    assert "Traceback" not in (tmp_path / "errors").read_text()
    assert "internal" not in (tmp_path / "errors").read_text()
    assert json.loads((tmp_path / "a.json").read_text())["right_now"] == ["none"]


def wait_for_file(path: Path) -> None:
    end = time.monotonic() + LIMIT
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.02)


def test_ctrl_c_at_the_result_leaves_it_in_the_terminal(open_terminal: Opener) -> None:
    terminal = open_terminal("--region", "gb", rows=30)
    Person(terminal, ORDINARY).answer()
    terminal.wait_for("Is all of it right?")
    terminal.type(ENTER)
    terminal.wait_for(PAGE_KEYS)
    terminal.type("\x03")
    assert terminal.finish() == 130
    assert "Your result: back and leg pain" in terminal.text()


def test_an_interview_into_a_pipe_says_what_to_do(open_terminal: Opener) -> None:
    command = ["sh", "-c", f"{sys.executable} -m sciatica_cli | cat"]
    terminal = open_terminal(start=False, shell=command)
    words = " ".join(terminal.wait_for("no_terminal]").split())
    assert "they cannot go through a pipe" in words


@pytest.mark.parametrize(("columns", "views"), [(66, 1), (80, 1), (100, 2)])
def test_the_body_is_shaded_beside_the_list(
    open_terminal: Opener, tmp_path: Path, columns: int, views: int
) -> None:
    until = list(ORDINARY).index("pain_where")
    about = {"purpose": "all", "region": "gb", "answered_by": "self"}
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(about | dict(list(ORDINARY.items())[:until])))
    terminal = open_terminal("--resume", str(path), start=False, rows=30, columns=columns)
    terminal.wait_for(strings.RESUMING)
    terminal.type(ENTER)
    terminal.shows("From behind", "Lower back or tailbone", "Ctrl-C leave")
    assert ("From the front" in terminal.text()) == (views == 2)
    assert "█" not in terminal.text().split("\n", 1)[1]
    terminal.type("6")
    screen = terminal.wait_for("[x] 6) Calf or shin")
    assert "█" in screen.split("\n", 1)[1]
    terminal.resize(23, columns)
    terminal.wait_until(lambda text: "From behind" not in text and "Calf or shin" in text, "")
