"""Types at random into whole interviews: `python tools/typing_trials.py [TRIALS] [FIRST_SEED]`.

Each trial has a seed, so that a failure can be repeated. A trial takes some ten seconds.
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
from trials import type_at_random


def run_trials(trial: Callable[[Opener, Path, int], object]) -> int:
    """Run a trial for each seed and print the failures; returns the exit status."""
    numbers = [int(argument) for argument in sys.argv[1:]]
    trials, first = [*numbers, *[20, 0][len(numbers) :]]
    failed = []
    for seed in range(first, first + trials):
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
                trial(open_terminal, Path(folder), seed)
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
    sys.exit(run_trials(type_at_random))
