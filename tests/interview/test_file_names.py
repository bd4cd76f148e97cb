"""Which typed lines become files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.core.faults import Fault, OutputError
from sciatica_cli.interview import strings
from sciatica_cli.interview.file_names import JSON, free_name, save_as


class Lines(ScriptedPrompter):
    """Types lines, and records which name was proposed and what was in the field before each."""

    def __init__(self, *lines: str) -> None:
        super().__init__({})
        self.typed = list(lines)
        self.proposed: list[str] = []
        self.in_field: list[str] = []

    def read_line(self, text: str, proposal: str = "", typed: str = "") -> str | None:
        self.proposed.append(proposal)
        self.in_field.append(typed)
        return super().read_line(text, proposal) or (proposal if self.typed else "")


def save(lines: Lines, write: Callable[[str], object] = str) -> tuple[str, str]:
    """The path that these lines give, and what is said."""
    path = save_as(lines, "Save {name}:", "proposed.json", JSON, strings.NEEDS_JSON, write)
    return path, " ".join(" ".join(lines.shown).split())


def typed(*lines: str) -> tuple[str, str]:
    return save(Lines(*lines))


@pytest.mark.parametrize("line", ["mine.json", "MINE.JSON", "my answers.json", "./cat mine.json"])
def test_a_name_with_the_right_ending_is_taken(line: str) -> None:
    assert typed(line) == (line, "")


def test_a_name_may_begin_with_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/dana")
    monkeypatch.setenv("USERPROFILE", "/home/dana")
    assert typed("~/mine.json")[0] == "/home/dana/mine.json"


@pytest.mark.parametrize("line", ["y", "Yes"])
def test_yes_takes_the_proposed_name(line: str) -> None:
    assert typed(line) == ("proposed.json", "")


@pytest.mark.parametrize("line", ["", "n", "No", "b", "back", "q", "QUIT"])
def test_no_and_the_keys_of_the_interview_are_no_names(line: str) -> None:
    assert typed(line) == ("", "")


ADDED = f"{strings.NEEDS_JSON} We have added .json."


@pytest.mark.parametrize("line", ["and", "s", "mine", "exit", "/tmp/mine"])
def test_a_name_without_an_ending_is_completed_and_asked_about_again(line: str) -> None:
    """So no stray word becomes a file, and nothing has to be typed twice."""
    lines = Lines(line, "n")
    assert save(lines) == ("", ADDED)
    assert lines.in_field == ["", f"{line}.json"]
    assert lines.proposed == ["proposed.json", f"{line}.json"]
    assert lines.lines_read == ["Save proposed.json:", f"Save {line}.json:"]
    assert typed(line, "y") == (f"{line}.json", ADDED)


@pytest.mark.parametrize("line", ["?", "mine.txt", "..", "a/", "mine."])
def test_a_name_with_another_ending_is_refused_and_stays_in_the_field(line: str) -> None:
    lines = Lines(line, "n")
    assert save(lines) == ("", strings.NEEDS_JSON)
    assert lines.in_field == ["", line]


@pytest.mark.parametrize("line", ["cat mine.json", "rm -f mine.json", "sh -c x.json", "ls -l"])
def test_a_command_for_the_shell_is_no_name(line: str) -> None:
    assert typed(line) == ("", strings.NAME_COMMAND)


def test_a_name_that_cannot_be_written_stays_in_the_field_too() -> None:
    def write(path: str) -> None:
        if path == "old.json":
            raise OutputError((Fault("exists", path, "exists already"),))

    lines = Lines("old.json", "new.json")
    assert save(lines, write) == ("new.json", f"{strings.FILE_EXISTS} Choose another name.")
    assert lines.in_field == ["", "old.json"]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x13", "\n", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_signs_that_cannot_be_seen_are_not_written_into_a_folder(sign: str) -> None:
    assert typed(f"a{sign}b.json") == ("", strings.NAME_SIGNS)


def test_a_free_name_is_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = free_name("page", ".html")
    assert first.startswith("sciatica-page-20")
    (tmp_path / first).touch()
    assert free_name("page", ".html") == first.replace(".html", "-2.html")
