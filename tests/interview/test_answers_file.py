"""No answer is lost without a word and a second chance."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fakes import ScriptedPrompter
from sciatica_cli import files
from sciatica_cli.interview import leaving, start, strings
from sciatica_cli.interview.answers_file import AnswersFile
from sciatica_cli.interview.leaving import say_goodbye
from sciatica_cli.interview.prompter import Prompt
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.signals import Terminated
from sciatica_cli.interview.state import make_state
from sciatica_cli.request import Request, resume_command
from terminal import SHIPPED

REGION = SHIPPED.region("gb")
assert REGION is not None


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def remove_the_folder(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.unlink(missing_ok=True)
    path.parent.rmdir()


def put_a_folder_there(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def let_somebody_else_write(path: Path, _patch: pytest.MonkeyPatch) -> None:
    path.write_text('{"age": 81}')


def fill_the_disk(path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(files.os, "fsync", failing(errno.ENOSPC))


def make_it_read_only(path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(files.os, "replace", failing(errno.EROFS))
    patch.setattr(files.os, "link", failing(errno.EROFS))


def give_it_to_somebody_else(path: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(files.os, "replace", failing(errno.EPERM))
    patch.setattr(files.os, "link", failing(errno.EPERM))


ACCIDENTS = [
    remove_the_folder,
    put_a_folder_there,
    let_somebody_else_write,
    fill_the_disk,
    make_it_read_only,
    give_it_to_somebody_else,
]


HARMLESS = {"right_now": ["none"], "age": 42, "saddle": "no"}
URGENT = {"right_now": ["collapse"]}


def left_after(
    answers: dict[str, Any], file: AnswersFile | None = None, before: Any = None, **typed: Any
) -> Session:
    """A session that was left after these answers; `before` is called with each question."""

    def answer(prompt: Prompt) -> Any:
        if before is not None:
            before(prompt.question.id)
        if prompt.question.id not in answers:
            raise KeyboardInterrupt
        return answers[prompt.question.id]

    prompter = typed.pop("prompter", ScriptedPrompter)(answer, choices=["go_on"])
    prompter.typed = typed.pop("typed", [])
    session = Session(prompter, REGION, make_state(SHIPPED, {}), file)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    return session


def once(at: str, happen: Callable[[], object]) -> Callable[[str], None]:
    """Let something happen before a question is answered."""
    left_to_do = [at]

    def before(question: str) -> None:
        if question in left_to_do:
            left_to_do.remove(question)
            happen()

    return before


def unwrapped(text: str) -> str:
    """Without blanks, since a long path may be broken anywhere."""
    return "".join(text.split())


def said_in(session: Session) -> str:
    return " ".join(" ".join(session.prompter.shown).split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("at", ["right_now", "saddle"])
@pytest.mark.parametrize("accident", ACCIDENTS)
def test_an_answer_that_cannot_be_saved_is_reported_at_once_and_gets_another_name(
    accident: Callable[..., None], at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, told = tmp_path / "d", []
    folder.mkdir()
    path, other = folder / "m.json", tmp_path / "other.json"

    class Prompter(ScriptedPrompter):
        def read_line(self, text: str, proposal: str = "", typed: str = "") -> str:
            told.append((self.asked[-1], " ".join(self.shown[-1].split())))
            if len(told) == 2:
                monkeypatch.undo()
            return [str(tmp_path / "no" / "such.json"), str(other)][len(told) - 1]

    before = once(at, lambda: accident(path, monkeypatch))
    session = left_after(HARMLESS, AnswersFile(str(path)), before, prompter=Prompter)
    (first, said), (second, again) = told
    assert (first, second) == (at, at), "told at once, and twice"
    assert "Your last answer is NOT saved." in said
    assert unwrapped(str(path)) in unwrapped(said) or "already exists" in said
    assert "no such folder" in again
    assert json.loads(other.read_text()).items() >= HARMLESS.items()
    assert unwrapped(strings.answers_saved(str(other))) in unwrapped(said_in(session))


def test_the_interview_goes_on_without_a_file_if_no_name_is_given(tmp_path: Path) -> None:
    path = tmp_path / "d" / "m.json"
    path.parent.mkdir()
    session = left_after(HARMLESS, AnswersFile(str(path)), once("right_now", path.parent.rmdir))
    assert session.state.answers.keys() == HARMLESS.keys()
    assert said_in(session).count("NOT saved") == 1, "told once, not at every question"
    assert strings.NOT_KEPT in said_in(session)


def test_a_file_that_is_mounted_by_itself_is_kept_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.json"
    path.write_text("{}")
    monkeypatch.setattr(files.os, "replace", failing(errno.EBUSY))
    session = left_after(HARMLESS, AnswersFile(str(path), force=True))
    assert json.loads(path.read_text()).items() >= HARMLESS.items()
    assert "NOT saved" not in said_in(session)


@pytest.mark.parametrize("resumed", [False, True])
def test_two_interviews_never_replace_each_others_answers(tmp_path: Path, resumed: bool) -> None:
    path, other = str(tmp_path / "m.json"), str(tmp_path / "other.json")
    if resumed:
        Path(path).write_text("{}")

    def file() -> AnswersFile:
        return AnswersFile(None, path) if resumed else AnswersFile(path)

    first, second = file(), file()
    left_after(HARMLESS, first)
    left_after(HARMLESS | {"age": 71}, second, typed=[other])
    assert json.loads(Path(path).read_text())["age"] == HARMLESS["age"]
    assert json.loads(Path(other).read_text())["age"] == 71


def test_a_file_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    left_after(HARMLESS, AnswersFile(str(path)), once("saddle", path.unlink))
    assert json.loads(path.read_text()).items() >= HARMLESS.items()


def test_an_interview_that_adds_nothing_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    file = AnswersFile(str(path))
    file.save(SHIPPED, {"age": 42})
    inode = path.stat().st_ino
    file.save(SHIPPED, {"age": 42})
    assert path.stat().st_ino == inode


# ------------------------------------------------ leaving


class Lines:
    """What is typed after leaving: lines, or the end of the input, or a signal."""

    def __init__(self, *lines: Any) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        line = self.lines.pop(0)
        if isinstance(line, str):
            return line
        raise line


@pytest.fixture
def type_(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Lines]:
    """Type lines after leaving, in a folder of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(leaving, "handle_signals", lambda _handler: None)
    monkeypatch.setattr(leaving, "ignore_signals", lambda: None)

    def type_lines(*lines: Any) -> Lines:
        typed = Lines(*lines)
        monkeypatch.setattr(leaving, "read_line", typed)
        return typed

    return type_lines


def goodbye(session: Session, may_ask: bool = True) -> None:
    say_goodbye(Request(), session.autosave.file, session, may_ask)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (["mine.json"], "mine.json"),
        (["y"], "sciatica-answers-"),
        (["mine", "no/such.json", "cat mine.json", "a\x1b[2J.json", "mine.json"], "mine.json"),
        (["mine", "y"], "mine.json"),
    ],
)
def test_whoever_leaves_may_save_the_answers(
    type_: Callable[..., Lines],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    typed: list[str],
    name: str,
) -> None:
    lines = type_(*typed)
    goodbye(left_after(HARMLESS))
    assert len(lines.prompts) == len(typed)
    (path,) = tmp_path.iterdir()
    assert path.name.startswith(name)
    assert json.loads(path.read_text()).items() >= HARMLESS.items()
    assert f"Go on with: sciatica --resume {path.name}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed", ["", "n", "no", "q", KeyboardInterrupt(), EOFError(), Terminated()]
)
def test_enter_no_or_a_second_ctrl_c_saves_nothing(
    type_: Callable[..., Lines], tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: Any
) -> None:
    type_(typed)
    goodbye(left_after(HARMLESS))
    assert list(tmp_path.iterdir()) == []
    assert "Stopped. Nothing was saved" in capsys.readouterr().out


def test_an_urgent_result_is_shown_before_the_offer_and_last(
    type_: Callable[..., Lines], capsys: pytest.CaptureFixture[str]
) -> None:
    type_("")
    session = left_after(URGENT | {"age": 42})
    goodbye(session)
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("This may be an emergency. Get help now. Call: 999")
    assert said.endswith("Get help now. Call: 999 (or 112) (United Kingdom)")
    assert said.count("Get help now.") == 2


def test_no_answer_is_seen_on_leaving(
    type_: Callable[..., Lines], capsys: pytest.CaptureFixture[str]
) -> None:
    type_("")
    goodbye(left_after(HARMLESS | {"saddle": "before"}))
    said = capsys.readouterr().out
    assert SHIPPED.question("saddle").label("before")[:20] not in said
    assert "42" not in said


def test_a_file_that_was_to_be_replaced_is_not_called_saved_before_it_is(
    type_: Callable[..., Lines], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    type_()
    path = tmp_path / "other.json"
    path.write_text("{}")
    goodbye(left_after({}, AnswersFile(str(path), force=True)))
    assert str(path) not in capsys.readouterr().out
    assert path.read_text() == "{}"


@pytest.mark.parametrize("columns", ["0", "1", "2"])
def test_a_window_of_no_width_ends_in_words(
    type_: Callable[..., Lines],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    type_("n")
    goodbye(left_after(HARMLESS))
    assert capsys.readouterr().out


@pytest.mark.parametrize("why", ["nobody is there", "no answer", "kept already"])
def test_nothing_is_offered_if_there_is_nobody_or_nothing_to_save(
    type_: Callable[..., Lines], tmp_path: Path, why: str
) -> None:
    lines = type_()
    file = AnswersFile(str(tmp_path / "mine.json")) if why == "kept already" else None
    goodbye(
        left_after({} if why == "no answer" else HARMLESS, file), may_ask=why != "nobody is there"
    )
    assert lines.prompts == []


def test_the_last_answer_is_saved_although_the_program_was_told_to_end(
    type_: Callable[..., Lines], tmp_path: Path
) -> None:
    path = tmp_path / "mine.json"
    session = left_after(HARMLESS, AnswersFile(str(path)))
    path.unlink()
    goodbye(session)
    assert json.loads(path.read_text()).items() >= HARMLESS.items()


@pytest.mark.parametrize("answers", [HARMLESS, URGENT])
def test_a_file_that_is_gone_on_leaving_is_offered_another_name(
    type_: Callable[..., Lines],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answers: dict[str, Any],
) -> None:
    path = tmp_path / "d" / "mine.json"
    path.parent.mkdir()
    session = left_after(answers, AnswersFile(str(path)))
    path.unlink()
    path.parent.rmdir()
    type_("other.json")
    goodbye(session)
    assert json.loads((tmp_path / "other.json").read_text()).items() >= answers.items()
    said = " ".join(capsys.readouterr().out.split())
    assert "Your last answer is NOT saved." in said
    assert said.endswith("(United Kingdom)") == (answers is URGENT)


class Broken:
    """A stream that has gone."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def flush(self) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_what_is_urgent_is_reported_even_if_the_terminal_is_gone(
    type_: Callable[..., Lines],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    type_(EOFError())
    session = left_after(URGENT)
    monkeypatch.setattr("sys.stdout", Broken())
    goodbye(session)
    assert "Call: 999" in " ".join(capsys.readouterr().err.split())


def test_the_command_to_go_on_can_be_typed_into_a_shell() -> None:
    assert resume_command("my own.json", None) == "sciatica --resume 'my own.json'"
    command = resume_command("--force.json", "-q.yaml")
    assert command == "sciatica --resume ./--force.json --questions ./-q.yaml"


def test_not_even_a_mistake_of_the_program_loses_answers(
    type_: Callable[..., Lines], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(prompt: Prompt) -> Any:
        return URGENT[prompt.question.id]  # and a KeyError at the second question

    prompter = ScriptedPrompter(fail, choices=["self", "all", "go_on"])
    monkeypatch.setattr(start, "choose_prompter", lambda _terminal: prompter)
    monkeypatch.setattr(start, "handle_signals", lambda _handler: None)
    monkeypatch.setattr(start, "ignore_signals", lambda: None)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    type_("mine.json")
    with pytest.raises(KeyError):
        start.interview(Request(region="gb"))
    assert json.loads((tmp_path / "mine.json").read_text())["right_now"] == ["collapse"]
