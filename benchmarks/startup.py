"""Start-up times as ratios to a bare interpreter: `python benchmarks/startup.py [OTHER_CHECKOUT]`.

It installs the project into a temporary environment and measures that, not the checkout. The
commands take turns, so that a busy machine slows all of them alike, and medians are printed. With
another checkout, such as a worktree of an older commit, both are measured in turn, each with its
own example.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 21
ORDINARY = Path("examples", "ordinary.json")
AIMS = {
    "sciatica --version": "<= 1.5",
    "one record to JSON": "<= 3",
    "one record to text": "-",
    "sciatica --help": "<= 7",
    "first question on screen": "<= 13",
    "the same, --plain": "-",
}


def main() -> None:
    checkouts = {"this": ROOT}
    if sys.argv[1:]:
        checkouts["other"] = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        for column, checkout in checkouts.items():
            venv.create(Path(folder, column), with_pip=True)
            pip = Path(folder, column, "bin", "pip")
            subprocess.run([pip, "install", "--quiet", str(checkout)], check=True)
        measure(Path(folder), checkouts)


def measure(folder: Path, checkouts: dict[str, Path]) -> None:
    os.chdir(folder)
    python = str(folder / "this" / "bin" / "python")
    commands = {
        column: commands_of(str(folder / column / "bin/sciatica"), checkout / ORDINARY)
        for column, checkout in checkouts.items()
    }
    bare: list[float] = []
    times: dict[tuple[str, str], list[float]] = {(n, c): [] for n in AIMS for c in checkouts}
    for number in range(RUNS + 1):
        seconds = run([python, "-I", "-c", "pass"])
        bare += [seconds] if number else []  # the first round is for warming up
        for name, column in times:
            seconds = commands[column][name]()
            times[name, column] += [seconds] if number else []
    floor = statistics.median(bare)
    heads = "".join(f"{column:>8}" for column in checkouts)
    print(f"{'':28}{heads}{'aim':>10}   (median of {RUNS}, bare interpreter = 1)")
    for name, aim in AIMS.items():
        ratios = (statistics.median(times[name, column]) / floor for column in checkouts)
        print(f"{name:28}{''.join(f'{ratio:8.2f}' for ratio in ratios)}{aim:>10}")


def commands_of(program: str, example: Path) -> dict[str, Callable[[], float]]:
    """Map each row of the table to a function that measures it for one installed program."""
    return {
        "sciatica --version": lambda: run([program, "--version"]),
        "one record to JSON": lambda: run([program, "--json"], example),
        "one record to text": lambda: run([program], example),
        "sciatica --help": lambda: run([program, "--help"]),
        "first question on screen": lambda: first_question([program, "--region", "gb"]),
        "the same, --plain": lambda: first_question([program, "--plain", "--region", "gb"]),
    }


def run(command: list[str], answers: Path | None = None) -> float:
    with open(answers or os.devnull, "rb") as stdin:
        start = time.perf_counter()
        subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start


def first_question(command: list[str]) -> float:
    """Return the seconds until the first question is on the terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="50")
        os.execv(command[0], command)
    seen = b""
    while b"Who is this check for?" not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            sys.exit("the first question did not appear")
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - start
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return seconds


if __name__ == "__main__":
    main()
