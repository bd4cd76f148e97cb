"""Lint is stopped wherever it is: a documented status, one line, nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli.exits import INTERRUPTED
from small import SMALL

pytestmark = [
    pytest.mark.slow,  # a process for every case
    pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals"),
]
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE]
LINT = "sciatica_cli.lint"
# Each gets the signal as it is called.
STEPS = {
    "reading": f"{LINT}.command.read_file",
    "checking": f"{LINT}.command.lint",
    "proving": f"{LINT}.prove.prove",
    "writing examples": f"{LINT}.command.write_private",
    "writing": f"{LINT}.command.emit",
}
RUN = """
import importlib, os, signal, sys
from sciatica_cli.__main__ import main
# What a shell starts in the background ignores Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
module, _, name = {step!r}.rpartition(".")
module = importlib.import_module(module)
usual = getattr(module, name)
setattr(module, name, lambda *a, **k: (os.kill(os.getpid(), {number}), usual(*a, **k))[1])
{more}
sys.argv = ["sciatica", "lint", "q.yaml", "--prove", "--examples", "examples"]
sys.exit(main())
"""
# More pigeons than holes: no solver gets to the end of this.
ENDLESS = """
import itertools, threading, z3
from sciatica_cli.lint import prove, search
def endless(_):
    pigeon = [[z3.Bool(f"{i} {j}") for j in range(14)] for i in range(15)]
    solver = z3.%s()
    solver.add([z3.Or(holes) for holes in pigeon])
    pairs = [pair for hole in zip(*pigeon) for pair in itertools.combinations(hole, 2)]
    solver.add([z3.Or(z3.Not(one), z3.Not(other)) for one, other in pairs])
    threading.Timer(1, lambda: os.kill(os.getpid(), {number})).start()
    search.check(solver)
    raise AssertionError("it ended")
prove.laws = endless
"""


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "q.yaml").write_text(SMALL, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def check(done: subprocess.CompletedProcess[str], number: signal.Signals) -> None:
    assert done.returncode == (INTERRUPTED if number == signal.SIGINT else -number)
    assert done.stdout == ""
    assert done.stderr.strip() == ("sciatica: stopped" if number == signal.SIGINT else "")


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("step", STEPS)
def test_a_signal_ends_lint(step: str, number: signal.Signals, tmp_path: Path) -> None:
    check(run(RUN.format(step=STEPS[step], number=int(number), more=""), tmp_path), number)
    left = {path.name for path in tmp_path.rglob("*")}
    assert left <= {"q.yaml", "examples", "numb_now.json", "child.json"}
    for path in tmp_path.glob("examples/*"):
        assert path.read_text().endswith("}\n")


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("solver", ["Solver", "Optimize"])
def test_a_signal_ends_the_solver(solver: str, number: signal.Signals, tmp_path: Path) -> None:
    code = RUN.format(step=STEPS["proving"], number=0, more=ENDLESS % solver)
    check(run(code.replace("{number}", str(int(number))), tmp_path), number)
    assert [path.name for path in tmp_path.iterdir()] == ["q.yaml"]


def test_a_reader_that_has_gone_ends_lint_quietly(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text("k: 1\n" * 1000, encoding="utf-8")
    program = [sys.executable, "-m", "sciatica_cli", "lint", "q.yaml"]
    with subprocess.Popen(
        program, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == -signal.SIGPIPE
