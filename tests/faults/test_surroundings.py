"""Every command in every state that its streams, folders and variables can be in.

Tables of surroundings, each crossed with all commands: a new command is in it by default, without
arguments. So are the ways to start that are no command. Whatever happens, a command ends with a
documented status, says it in a few lines, writes its result whole or not at all, and never speaks
of an internal error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from sciatica_cli import exits
from sciatica_cli.cli import app
from sciatica_cli.output import MAX_FAULT_LINES

ROOT = Path(__file__).parents[2]
ORDINARY = ROOT / "examples" / "ordinary.json"
RECORD = json.dumps(json.loads(ORDINARY.read_text(encoding="utf-8"))).encode()
PROGRAM = [sys.executable, "-m", "sciatica_cli"]

ARGUMENTS = {
    "check": [
        ["check", "-", "--json"],
        ["check", str(ORDINARY), "--full"],
        ["check", str(ORDINARY), "--store"],
    ],
    "batch": [["batch", "-"], ["batch", str(ORDINARY), "--summary"]],
    "questions": [["questions"]],
    "history": [["history"], ["history", "--erase", "--force"]],
    "lint": [["lint", str(ROOT / "tests" / "safety" / "promises.yaml")]],
}
NAMES = [str(name) for name in typer.main.get_command(app).commands]  # type: ignore[attr-defined]
ALONE: list[list[str]] = [[], ["--version"], ["--help"]]
COMMANDS = [arguments for name in NAMES for arguments in ARGUMENTS.get(name, [[name]])] + ALONE
STATUSES = {
    status
    for name, status in vars(exits).items()
    if isinstance(status, int) and name.isupper() and name != "INTERNAL"
}
SHELL = ["sh", "-c"]

# What a shell does to the streams of a command.
STREAMS = {
    "stdin closed": '"$@" <&-',
    "stdin for writing only": '"$@" 0>>written',
    "stdin empty": '"$@" </dev/null',
    "stdout closed": '"$@" >&-',
    "stdout for reading only": '"$@" 1</dev/null',
    "stdout full": '"$@" >/dev/full',
    "stderr closed": '"$@" 2>&-',
    "stderr for reading only": '"$@" 2</dev/null',
    "stderr full": '"$@" 2>/dev/full',
    "both full": '"$@" >/dev/full 2>/dev/full',
    "all closed": '"$@" <&- >&- 2>&-',
    "nohup": 'nohup "$@"',
    "deleted folder": 'mkdir gone && cd gone && rmdir ../gone && "$@"',
    "few descriptors": 'ulimit -n 24; "$@"',
    "files of no size": 'trap "" XFSZ; ulimit -f 0; "$@"',
}
pytestmark = pytest.mark.slow  # a process for every case
VARIABLES = {
    f"COLUMNS={value}"[:20]: {"COLUMNS": value, "LINES": value}
    for value in ("\N{SUPERSCRIPT TWO}", "0", "-5", "1", "1000000000", "", "x", "9" * 5000)
} | {
    "TERM=unknown": {"TERM": "unknown-terminal"},
    "no variables": {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LANG": "C"},
    "ASCII": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    "FORCE_COLOR": {"FORCE_COLOR": "1", "TERM": "dumb"},
    "region": {"SCIATICA_REGION": "\t GB\r\n"},
}


def run(
    arguments: list[str],
    folder: Path,
    shell: str = '"$@"',
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*SHELL, shell, "sh", *PROGRAM, *arguments],
        input=RECORD,
        capture_output=True,
        cwd=folder,
        env={**os.environ, **(env or {})},
        check=False,
    )


def with_nothing_kept() -> dict[str, str]:
    """The environment of a second run that is to find no check which the first one has kept."""
    return {"XDG_DATA_HOME": os.environ["XDG_DATA_HOME"] + "-second"}


def check_manners(done: subprocess.CompletedProcess[bytes]) -> None:
    told = done.stderr.decode(errors="replace")
    assert "Traceback" not in told + done.stdout.decode()
    assert "[internal]" not in told
    assert len(told.splitlines()) <= MAX_FAULT_LINES + 2
    assert done.returncode in STATUSES | {1} if "[process_lost]" in told else STATUSES
    assert done.returncode in STATUSES or "[process_lost]" in told, told


def ids(value: object) -> str:
    words = map(os.path.basename, value) if isinstance(value, list) else [ascii(value)[:40]]
    return " ".join(words) or "alone"


@pytest.mark.parametrize("surroundings", STREAMS)
@pytest.mark.parametrize("arguments", COMMANDS, ids=ids)
def test_streams_in_any_state(arguments: list[str], surroundings: str, tmp_path: Path) -> None:
    done = run(arguments, tmp_path, STREAMS[surroundings])
    check_manners(done)
    if surroundings.startswith("stdout") and done.returncode == exits.OK:
        raise AssertionError("a result that nobody can read was taken for one that was told")
    if surroundings.startswith("stderr"):
        usual = run(arguments, tmp_path, env=with_nothing_kept())
        assert done.stdout == usual.stdout  # without notes and faults
    left = {path.name for path in tmp_path.iterdir()} - {"written", "nohup.out"}
    assert not left


@pytest.mark.parametrize("surroundings", VARIABLES)
@pytest.mark.parametrize("arguments", COMMANDS, ids=ids)
def test_variables_of_any_content(arguments: list[str], surroundings: str, tmp_path: Path) -> None:
    done = run(arguments, tmp_path, env=VARIABLES[surroundings])
    check_manners(done)
    assert done.stdout or done.returncode != exits.OK


# What starts the program is asked for its name. The last one is no shell.
STARTED_BY = {
    "a shell": '"$@"; exit $?',
    "a shell with a full disk": '"$@" >/dev/full 2>/dev/full; exit $?',
    "no shell": 'exec env "$@"',
}


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null"])
@pytest.mark.parametrize("started_by", STARTED_BY)
def test_completion_without_a_home_or_a_known_shell(
    option: str, home: str, started_by: str, tmp_path: Path
) -> None:
    done = run([option], tmp_path, STARTED_BY[started_by], {"HOME": home})
    check_manners(done)
    assert len(done.stderr.splitlines()) <= 1
    if option == "--install-completion":
        assert done.returncode in (exits.USAGE, exits.CANNOT_WRITE)


@pytest.mark.parametrize(
    ("variables", "status"),
    [
        ({"_SCIATICA_COMPLETE": "complete_bash"}, exits.OK),
        ({"_SCIATICA_COMPLETE": "complete_bash", "COMP_CWORD": "\N{SUPERSCRIPT TWO}"}, exits.OK),
        ({"_SCIATICA_COMPLETE": "complete_bash", "COMP_CWORD": "9" * 5000}, exits.OK),
        ({"_SCIATICA_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "sciatica '"}, exits.OK),
        ({"_SCIATICA_COMPLETE": "complete_nothing"}, exits.USAGE),
        ({"_SCIATICA_COMPLETE": "1"}, exits.USAGE),
        ({"_SCIATICA_COMPLETE": ""}, exits.OK),
    ],
)
def test_completions_asked_for_by_nobody(
    variables: dict[str, str], status: int, tmp_path: Path
) -> None:
    done = run([], tmp_path, env=variables)
    check_manners(done)
    assert done.returncode == status


@pytest.mark.parametrize("arguments", COMMANDS, ids=ids)
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_does_not_wait_gets_everything(
    arguments: list[str], stream: str, tmp_path: Path
) -> None:
    usual = run(arguments, tmp_path, env=with_nothing_kept())
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: writes}
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=subprocess.PIPE, cwd=tmp_path, **streams
    ) as process:
        os.close(writes)
        assert process.stdin is not None
        process.stdin.write(RECORD)
        process.stdin.close()
        with open(reads, "rb") as file:
            got = file.read()
        assert process.wait() == usual.returncode
        for other in (process.stdout, process.stderr):
            if other is not None:
                other.read()
    assert got == getattr(usual, stream)


@pytest.mark.parametrize("arguments", [["check"], ["check", "-", "--json"], ["batch"]], ids=ids)
def test_input_that_comes_late_and_does_not_wait_is_read(
    arguments: list[str], tmp_path: Path
) -> None:
    reads, writes = os.pipe()
    os.set_blocking(reads, False)
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdin=reads, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        for piece in (RECORD[:50], RECORD[50:]):
            os.write(writes, piece)
            os.set_blocking(reads, False)  # as another program may do at any time
        os.close(writes)
        os.close(reads)
        assert process.stdout.read() == run(arguments, tmp_path).stdout
        assert process.wait() == exits.OK


def test_a_full_pipe_is_waited_for(tmp_path: Path) -> None:
    """More than a pipe holds, to a reader that is slow."""
    study = tmp_path / "study.jsonl"
    study.write_bytes((RECORD + b"\n") * 400)
    arguments = ["batch", str(study), "--full"]
    usual = run(arguments, tmp_path)
    with subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), True)
        assert process.stdout.read() == usual.stdout
    assert len(usual.stdout) > 1 << 16


def test_every_command_is_tried() -> None:
    assert set(ARGUMENTS) <= set(NAMES)
    assert {arguments[0] for arguments in COMMANDS if arguments not in ALONE} == set(NAMES)
    for test in (test_streams_in_any_state, test_variables_of_any_content):
        crossed = {mark.args[0]: mark.args[1] for mark in test.pytestmark}  # type: ignore[attr-defined]
        assert crossed["arguments"] == COMMANDS
