"""Whatever happens to the store, the person sees the result of a check, and one line about it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli import exits
from sciatica_cli.history import store
from sciatica_cli.history.store import Store

ORDINARY = Path(__file__).parents[2] / "examples" / "ordinary.json"
PROGRAM = [sys.executable, "-m", "sciatica_cli"]
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs what Linux has")


def run(*arguments: str, shell: str = '"$@"', **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", shell, "sh", *PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=os.environ | variables,
        check=False,
    )


def full_disk(blocks: int) -> str:
    """Runs a command with a limit of the size of files, which would cut off bytecode, too."""
    return f'export PYTHONDONTWRITEBYTECODE=1; trap "" XFSZ; ulimit -f {blocks}; "$@"'


def page() -> str:
    return run("check", str(ORDINARY)).stdout


@linux
@pytest.mark.parametrize("blocks", [0, 1, 9, pytest.param(17, marks=pytest.mark.slow)])
def test_a_full_disk_takes_no_result_away(tmp_path: Path, blocks: int) -> None:
    path = tmp_path / "kept.sqlite"
    keep = ["check", str(ORDINARY), "--store", "--store-file", str(path)]
    done = run(*keep, shell=full_disk(blocks))
    assert done.returncode == exits.CANNOT_WRITE
    assert done.stdout == page()
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"sciatica: {path}: cannot be written: the disk is full")
    assert line.endswith("[cannot_write]")
    assert Store(str(path)).checks() == ()
    assert run(*keep, "-q").returncode == exits.OK
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.sqlite"]


def test_a_working_folder_that_is_gone_takes_no_result_away(tmp_path: Path) -> None:
    keep = ["check", str(ORDINARY), "--store", "--store-file", "relative.sqlite"]
    gone = 'cd "$FOLDER" && rmdir "$FOLDER" && "$@"'
    for arguments in (keep, ["history", "--store-file", "relative.sqlite"]):
        (tmp_path / "gone").mkdir()
        done = run(*arguments, shell=gone, FOLDER=str(tmp_path / "gone"))
        assert done.returncode == exits.NO_INPUT
        assert done.stdout == (page() if arguments is keep else "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("sciatica: relative.sqlite: cannot be read: ")


def test_a_python_without_sqlite_keeps_nothing_and_takes_no_result_away(tmp_path: Path) -> None:
    (tmp_path / "_sqlite3.py").write_text("raise ImportError")
    without = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    done = run("check", str(ORDINARY), "--store", PYTHONPATH=without)
    assert (done.returncode, done.stdout) == (exits.NO_INPUT, page())
    (line,) = done.stderr.splitlines()
    assert "this Python has no SQLite" in line
    done = run("history", PYTHONPATH=without)
    assert (done.returncode, done.stdout) == (exits.NO_INPUT, "")
    assert done.stderr.splitlines() == [line]
    result = [sys.executable, "-c", "import sciatica_cli.interview.result"]
    variables = os.environ | {"PYTHONPATH": without}
    assert subprocess.run(result, env=variables, check=False).returncode == 0


@linux
def test_a_disk_that_is_full_while_a_check_is_erased_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    for _ in range(2):
        run("check", str(ORDINARY), "--store", "--store-file", str(path))
    before = path.read_bytes()
    for erase in (["--erase", "1"], ["--erase", "--force"]):
        done = run("history", *erase, "--store-file", str(path), shell=full_disk(1))
        assert (done.returncode, done.stdout) == (exits.CANNOT_WRITE, "")
        assert "the disk is full" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert path.read_bytes() == before


@linux
@pytest.mark.parametrize(
    "variables",
    [
        {"HOME": "/nowhere/me", "XDG_DATA_HOME": ""},
        {"HOME": "/dev/null", "XDG_DATA_HOME": ""},
        {"XDG_DATA_HOME": "/dev/null"},
        {"XDG_DATA_HOME": "/proc/nowhere"},
        {"XDG_DATA_HOME": "/dev/fd/nowhere"},
    ],
    ids=str,
)
def test_without_a_place_for_checks_everything_else_works(variables: dict[str, str]) -> None:
    done = run("check", str(ORDINARY), "--store", **variables)
    assert done.returncode == exits.CANNOT_WRITE
    assert done.stdout == page()
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith("[cannot_write]\n")
    for arguments in (["history"], ["history", "--erase", "--force"]):
        asked = run(*arguments, **variables)
        assert (asked.returncode, asked.stderr) == (exits.OK, "")
        assert asked.stdout
    assert not os.path.exists("/nowhere")


def test_a_busy_store_takes_no_result_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    from sciatica_cli.cli import run_cli

    monkeypatch.setattr(store, "SECONDS_TO_WAIT", 0)
    path = str(tmp_path / "kept.sqlite")
    Store(path).add("Ann", 5, "GB", "", "{}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    expected = page()
    assert run_cli(["check", str(ORDINARY), "--store", "--store-file", path]) == exits.NO_INPUT
    out, err = capfd.readouterr()
    assert out == expected
    assert err == (
        f"sciatica: {path[-200:]}: another program is using it "
        "(try again when that has ended) [store_busy]\n"
    )
    other.close()
