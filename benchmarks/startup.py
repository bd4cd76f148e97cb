"""Start-up times as ratios to a bare interpreter: `python benchmarks/startup.py`.

Installs the project into a temporary environment and measures that, not the checkout. Each
command runs in turn with the others, so that a busy machine slows all of them alike; medians.
"""

from __future__ import annotations

import os
import pty
import select
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
ORDINARY = ROOT / "examples" / "ordinary.json"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        bin_folder = Path(folder, "bin")
        subprocess.run([bin_folder / "pip", "install", "--quiet", str(ROOT)], check=True)
        measure(str(bin_folder / "python"), str(bin_folder / "sciatica"), folder)


def measure(python: str, program: str, folder: str) -> None:
    rows: list[tuple[str, str, Callable[[], float]]] = [
        ("python -I -c pass", "1", lambda: run([python, "-I", "-c", "pass"])),
        ("sciatica --version", "<= 1.5", lambda: run([program, "--version"])),
        ("one record to JSON", "<= 3", lambda: run([program, "--json"], ORDINARY)),
        ("one record to text", "-", lambda: run([program], ORDINARY)),
        ("sciatica --help", "<= 7", lambda: run([program, "--help"])),
        ("first question on screen", "<= 13", lambda: first_question([program, "--region", "gb"])),
        ("the same, --plain", "-", lambda: first_question([program, "--plain", "--region", "gb"])),
    ]
    os.chdir(folder)
    times: dict[str, list[float]] = {name: [] for name, _, _ in rows}
    for number in range(RUNS + 1):
        for name, _, measured in rows:
            seconds = measured()
            if number:  # the first round warms up
                times[name].append(seconds)
    floor = statistics.median(times[rows[0][0]])
    print(f"{'':28}{'ratio':>8}{'aim':>10}   (median of {RUNS}, bare interpreter = 1)")
    for name, aim, _ in rows:
        print(f"{name:28}{statistics.median(times[name]) / floor:8.2f}{aim:>10}")


def run(command: list[str], answers: Path | None = None) -> float:
    with open(answers or os.devnull, "rb") as stdin:
        start = time.perf_counter()
        subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start


def first_question(command: list[str]) -> float:
    """Seconds until the words of the first question are on a terminal."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="80", LINES="50")
        os.execv(command[0], command)
    seen = b""
    while b"Is any of these true now" not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            sys.exit("the first question never came")
        seen += os.read(terminal, 65536)
    seconds = time.perf_counter() - start
    os.write(terminal, b"\x03")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass
    os.waitpid(child, 0)
    os.close(terminal)
    return seconds


if __name__ == "__main__":
    main()
