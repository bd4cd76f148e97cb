"""The manual page, the completions and the README cover the whole command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from sciatica_cli import exits
from sciatica_cli.cli import app

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from manual import STATUSES, SYNOPSIS, files  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND: Any = typer.main.get_command(app)
COMMANDS = {"": COMMAND, **COMMAND.commands}
OPTIONS = sorted(
    {max(p.opts, key=len) for c in COMMANDS.values() for p in c.params if "-" in p.opts[0]}
)


@pytest.mark.parametrize("name", files())
def test_a_generated_file_is_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == files()[name], "run tools/manual.py"


def test_every_exit_status_is_in_the_manual_and_the_readme() -> None:
    statuses = {
        value for name, value in vars(exits).items() if name.isupper() and type(value) is int
    }
    assert set(STATUSES) == statuses
    table = README.split("| exit status |")[1].split("\n\n")[0]
    assert {status for status in statuses if str(status) not in table} == set()


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_in_the_readme(option: str) -> None:
    assert f"`{option}" in README or f" {option}" in README


@pytest.mark.parametrize("command", [name for name in COMMANDS if name])
def test_every_command_is_in_the_readme_and_has_help(command: str) -> None:
    assert f"sciatica {command}" in README
    assert COMMANDS[command].help


def test_every_command_is_in_the_synopsis() -> None:
    named = {line.split()[0] for line in SYNOPSIS if not line.startswith("[")}
    assert named == set(COMMAND.commands)


def test_every_option_has_help() -> None:
    for command in COMMANDS.values():
        assert [p.name for p in command.params if p.opts[0].startswith("-") and not p.help] == []


def complete(*words: str, **env: str) -> list[str]:
    """Return the completions that bash gets after the given words."""
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_cli"],
        env={
            **os.environ,
            "_SCIATICA_COMPLETE": "complete_bash",
            "COMP_WORDS": " ".join(("sciatica", *words)),
            "COMP_CWORD": str(len(words)),
            **env,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ch",), ["check"]),
        (("--region", "g"), ["gb"]),
        (("--region", "G"), ["GB"]),
        (("check", "--format", "h"), ["html", "handover"]),
        (("check", "--exp"), ["--explain"]),
    ],
)
def test_the_shell_completes(words: tuple[str, ...], offered: list[str]) -> None:
    assert complete(*words) == offered


def test_completion_never_starts_an_interview_or_reads_answers(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_cli"],
        env={**os.environ, "_SCIATICA_COMPLETE": "source_bash"},
        input="{}",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "complete -o default" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_bash_completion_of_the_wheel_works(tmp_path: Path) -> None:
    here = tmp_path / "sciatica"
    here.write_text(f'#!/bin/sh\nexec {sys.executable} -m sciatica_cli "$@"\n')
    here.chmod(0o755)
    script = (
        f"source {ROOT / 'completions' / 'sciatica.bash'}; COMP_WORDS=(sciatica che); "
        f"COMP_CWORD=1; _sciatica {here}; echo ${{COMPREPLY[@]}}"
    )
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "check\n"
