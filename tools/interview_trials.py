"""Try whole interviews at random.

    python tools/interview_trials.py type [TRIALS] [FIRST_SEED]
    python tools/interview_trials.py kill [TRIALS] [FIRST_SEED]

`type` types at random. `kill` kills each interview several times, resumes it from its file, and
answers it to the end. Each trial has a seed, so that a failure can be repeated. It takes some ten
seconds, or twenty.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from terminal import Opener, Terminal
from trials import kill_at_random, type_at_random

TRIALS: dict[str, Callable[[Opener, Path, int], object]] = {
    "type": type_at_random,
    "kill": kill_at_random,
}


def main(kind: str, trials: str = "20", first_seed: str = "0") -> int:
    """Run a trial for each seed and print the failures; returns the exit status."""
    count, first = int(trials), int(first_seed)
    failed = []
    for seed in range(first, first + count):
        opened: list[Terminal] = []

        def open_terminal(
            *arguments: str, opened: list[Terminal] = opened, start: bool = True, **options: Any
        ) -> Terminal:
            opened.append(Terminal(*arguments, **options))
            if start:
                opened[-1].start()
            return opened[-1]

        with tempfile.TemporaryDirectory() as folder:
            try:
                TRIALS[kind](open_terminal, Path(folder), seed)
            except (AssertionError, ValueError, KeyError) as error:
                failed.append(seed)
                print(f"seed {seed}: {error!r}", file=sys.stderr)
            finally:
                for terminal in opened:
                    if not terminal.child.closed:
                        terminal.child.kill(signal.SIGKILL)
                        terminal.close()
        print(
            f"{seed + 1 - first} trials, {len(failed)} failed {failed or ''}".rstrip(), flush=True
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
