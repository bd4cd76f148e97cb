"""Types at random into whole interviews: `python tools/typing_trials.py [TRIALS] [FIRST_SEED]`.

Each trial has a seed, so that a failure can be repeated. A trial takes some ten seconds.
"""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from terminal import Terminal
from trials import type_at_random


def main() -> int:
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
                type_at_random(open_terminal, Path(folder), seed)
            except AssertionError as error:
                failed.append(seed)
                print(f"seed {seed}: {error}", file=sys.stderr)
            finally:
                for terminal in opened:
                    terminal.child.kill(signal.SIGKILL)
                    terminal.close()
    print(f"{trials} trials, {len(failed)} failed {failed or ''}".rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
