"""Which format is written: chosen by an option or by the ending of the file name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli.pipe import run
from sciatica_cli.request import Input, Request, Saving, View

EXAMPLES = Path(__file__).parents[2] / "examples"
FIRST_WORDS = "Your result: back and leg pain, "
FIRST_LINES = {
    "page.txt": FIRST_WORDS,
    "page": FIRST_WORDS,
    "page.md": FIRST_WORDS,
    "page.markdown": FIRST_WORDS,
    "page.HTML": "<!doctype html>",
    "page.htm": "<!doctype html>",
    "page.json": '{\n  "schema": "sciatica.assessment/2"',
}


def check(*arguments: str, example: str = "ordinary") -> tuple[str, str, int]:
    command = [sys.executable, "-m", "sciatica_cli", "check", str(EXAMPLES / f"{example}.json")]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    return done.stdout, done.stderr, done.returncode


@pytest.mark.parametrize("name", FIRST_LINES)
def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert check("-o", str(path)) == ("", "", 0)
    assert path.read_text(encoding="utf-8").startswith(FIRST_LINES[name])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_an_unsupported_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    _, errors, status = check("-o", str(path))
    assert (status, path.exists()) == (2, False)
    assert "no page can be written with this ending" in errors
    assert check("-o", str(path), "--format", "text")[2] == 0


def test_the_format_option_wins_over_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert check("-o", str(path), "--format", "text")[2] == 0
    assert path.read_text().startswith(FIRST_LINES["page.txt"])


@pytest.mark.parametrize("name", ["page.html", "page.json"])
def test_no_format_replaces_a_file_without_force(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("mine")
    _, errors, status = check("-o", str(path))
    assert (status, path.read_text()) == (73, "mine")
    assert "replace it with --force" in errors
    assert check("-o", str(path), "--force")[2] == 0
    assert path.read_text() != "mine"


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("text", FIRST_WORDS),
        ("markdown", FIRST_WORDS),
        ("html", "<!doctype html>"),
        ("handover", f"{'=' * 80}\nHAND-OVER SHEET"),
    ],
)
def test_every_format_can_be_piped_without_control_sequences(form: str, start: str) -> None:
    text, errors, status = check("--format", form)
    assert text.startswith(start)
    assert (errors, status) == ("", 0)
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("txt", f"{'=' * 80}\nHAND-OVER SHEET"),
        ("md", "# Hand-over sheet"),
        ("html", "<!doctype html>"),
    ],
)
def test_the_hand_over_sheet_can_be_written_in_every_format(
    tmp_path: Path, ending: str, start: str
) -> None:
    path = tmp_path / f"sheet.{ending}"
    assert check("--handover", "-o", str(path))[2] == 0
    text = path.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert "hand-over sheet" in text.casefold()


@pytest.mark.parametrize(
    ("form", "heading"), [("html", "<h2>Sources</h2>"), ("markdown", "## Sources")]
)
def test_every_format_is_the_short_page_unless_asked_for_more(form: str, heading: str) -> None:
    assert heading not in check("--format", form)[0]
    assert heading in check("--format", form, "--full")[0]


def test_an_emergency_shows_only_what_helps_now_in_every_format() -> None:
    for form in ("text", "markdown", "html"):
        text = check("--format", form, example="emergency")[0]
        assert "What else can I try" not in text
        assert "999" not in text  # no region was given
        assert "your local emergency number" in " ".join(text.split())


def test_explain_names_the_rules_in_every_format() -> None:
    for form in ("text", "markdown", "html"):
        text = check("--format", form, "--explain", example="emergency")[0]
        assert "saddle" in text.replace("\\_", "_")
        assert "saddle_recent" in text.replace("\\_", "_")


@pytest.mark.parametrize(
    "arguments",
    [("--json", "--format", "html"), ("--json", "--handover"), ("--format", "pdf")],
)
def test_options_that_exclude_each_other_are_a_usage_error(arguments: tuple[str, ...]) -> None:
    text, errors, status = check(*arguments)
    assert (text, status) == ("", 2)
    assert errors


@pytest.mark.parametrize("option", ["--resume", "--save-answers"])
@pytest.mark.parametrize("command", [(), ("check", "-"), ("questions",)])
def test_saving_and_resuming_are_only_for_a_terminal(
    tmp_path: Path, option: str, command: tuple[str, ...]
) -> None:
    name = str(tmp_path / "mine.json")
    command = (sys.executable, "-m", "sciatica_cli", option, name, *command)
    done = subprocess.run(command, input=b"{}", capture_output=True, check=False)
    assert done.returncode == 2
    assert b"in a terminal" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_other_options_do_not_change_the_json() -> None:
    plain = json.loads(check("--json")[0])
    assert json.loads(check("--json", "--full", "--explain", "--plain")[0]) == plain


def test_the_hand_over_sheet_is_never_json(tmp_path: Path) -> None:
    path = tmp_path / "sheet.json"
    _, errors, status = check("--handover", "-o", str(path))
    assert (status, path.exists()) == (2, False)
    assert "cannot be written as JSON" in errors


def test_a_file_has_no_control_sequences_even_if_colour_is_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in check()[0]
    check("-o", str(tmp_path / "page.txt"))
    assert "\x1b" not in (tmp_path / "page.txt").read_text()


def test_a_file_without_a_command_gets_a_hint_with_the_command() -> None:
    name = str(EXAMPLES / "ordinary.json")
    command = [sys.executable, "-m", "sciatica_cli", name]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"sciatica check" in done.stderr


def test_the_sheet_says_who_answered_if_the_record_does(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    answers = json.loads((EXAMPLES / "ordinary.json").read_text())
    path.write_text(json.dumps(answers | {"answered_by": "helper"}))
    request = Request(input=Input(source=str(path)), view=View(handover=True))
    saved = tmp_path / "sheet.txt"
    assert run(request.with_defaults(Request(saving=Saving(output=str(saved))))) == 0
    assert "Filled in by: somebody helping the patient" in saved.read_text()
