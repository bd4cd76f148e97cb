"""A wrong command line gets one line that says where, what, and how to fix it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sciatica_cli.cli import run_cli
from sciatica_cli.usage import COMMANDS

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "ordinary.json")
ASSESS = "a file name alone is not a command (to assess a file, write: sciatica check"

GO_ON = "to go on with saved answers: sciatica --resume"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "--nonsense: there is no such option (see sciatica --help)"),
        (["--regoin", "GB"], "--regoin: there is no such option (did you mean --region?)"),
        (
            ["batch", "--region", "GB"],
            "--region: there is no such option (see sciatica batch --help)",
        ),
        (["check", "--region"], "--region: the value of this option is missing"),
        (["check", "--json=yes"], "--json: this option takes no value"),
        (["chekc"], "chekc: there is no such command (did you mean check?)"),
        (["zzz"], f"zzz: there is no such command (the commands are {', '.join(COMMANDS)})"),
        (["nosuch.json"], f"{ASSESS} nosuch.json; {GO_ON} nosuch.json)"),
        ([EXAMPLE], f"{ASSESS} {EXAMPLE}; {GO_ON} {EXAMPLE})"),
        (["answers.yaml"], f"{ASSESS} answers.yaml)"),
        (["check", "a", "b"], "b: this is one argument too many"),
        (["--format", "pdf"], "--format: there is no such value (choose one of: text, json,"),
        (["batch", "-j", "0"], "--jobs: this is not a number that fits (give a whole number, 1 or"),
        (["batch", "-j", "x"], "--jobs: this is not a number that fits (give a whole number, 1 or"),
        (["batch", EXAMPLE, "-o", "a.xlsx"], "a.xlsx: no results can be written with this ending"),
    ],
)
def test_a_wrong_command_line_is_explained_in_one_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith(f"sciatica: {said}")
    assert line.endswith(" [usage]")


def test_the_ending_of_results_is_read_in_any_case(tmp_path: Path) -> None:
    source = Path(EXAMPLE).with_name("study.jsonl")
    output = tmp_path / "results.CSV"
    run_cli(["batch", str(source), "-o", str(output), "--fields", "id,level", "--quiet"])
    assert output.read_text().splitlines()[0] == "id,level,problems"


@pytest.mark.parametrize("command", ["check", "batch", "questions", "lint"])
def test_every_command_has_help_that_fits_a_terminal(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run_cli(["--help"]) == 0
    commands = capsys.readouterr().out.partition("Commands:")[2]
    (line,) = (line for line in commands.splitlines() if line.split()[:1] == [command])
    assert line.endswith(".")
    assert not line.endswith("...")
    assert run_cli([command, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80
