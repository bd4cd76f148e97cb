"""Which typed lines become files."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.interview import strings
from sciatica_cli.interview.names import JSON, ask_name, free_name


def typed(*lines: str) -> tuple[str, str]:
    """The name that these lines give, and what is said."""
    prompter = ScriptedPrompter({})
    prompter.typed = list(lines)
    name = ask_name(prompter, "File name:", "proposed.json", JSON, strings.NEEDS_JSON)
    return name, " ".join(" ".join(prompter.shown).split())


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


@pytest.mark.parametrize("line", ["and", "s", "?", "mine", "mine.txt", "ls -l", "exit", ".."])
def test_a_stray_word_is_no_name(line: str) -> None:
    assert typed(line) == ("", strings.NEEDS_JSON)


@pytest.mark.parametrize("line", ["cat mine.json", "rm -f mine.json", "sh -c x.json"])
def test_a_command_for_the_shell_is_no_name(line: str) -> None:
    assert typed(line) == ("", strings.NAME_COMMAND)


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x13", "\n", "\x7f", "\x9b", "\u202e", "\u2028"])
def test_signs_that_cannot_be_seen_are_not_written_into_a_folder(sign: str) -> None:
    assert typed(f"a{sign}b.json") == ("", strings.NAME_SIGNS)


def test_a_free_name_is_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = free_name("page", ".html")
    assert first.startswith("sciatica-page-20")
    (tmp_path / first).touch()
    assert free_name("page", ".html") == first.replace(".html", "-2.html")
