"""Try random inputs of every kind: `python tools/fuzz.py --minutes 60`.

    python tools/fuzz.py --rounds 2               the first two rounds, a minute or less
    python tools/fuzz.py --first 3 --minutes 60   go on from there, for an hour
    python tools/fuzz.py --only terminal          one kind: a name of a folder of tests/corpus
    python tools/fuzz.py --grow                   save inputs with a result not seen before

An input follows from the seed, the corpus and the number of its round, so a run can be repeated,
and a later one can go on where it ended. What fails is saved in tests/corpus, as short as it still
fails: from then on it is a test. The rules that must hold: tools/fuzzing/oracles.py.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parent))

from fuzzing import ROOT
from fuzzing.answers import Answers, Streams
from fuzzing.oracles import shorter
from fuzzing.questions_file import QuestionsFiles
from fuzzing.saved_file import SavedFiles
from fuzzing.terminal import Typing

TARGETS: list[Any] = [Answers(), Streams(), SavedFiles(), QuestionsFiles(), Typing()]
CORPUS = ROOT / "tests" / "corpus"
ROUND = {"answers": 100, "streams": 10, "saved": 40, "questions": 20, "terminal": 8}  # inputs
PATIENCE = 120  # seconds for one input
SAVED_AT_MOST, LONGEST_SAVED = 24, 4096  # inputs of a kind that are saved for their result; bytes
FAILED = "failed-"


def corpus_of(name: str) -> list[Path]:
    return sorted((CORPUS / name).glob("*")) if (CORPUS / name).exists() else []


class Run:
    """A run over some kinds of input, and what came of it."""

    def __init__(self, seed: int, first: int, grow: bool) -> None:
        self.seed, self.number, self.grow = seed, first, grow
        self.tried: Counter[str] = Counter()
        self.failures: dict[str, str] = {}  # where, and the input
        # A run uses what was in the corpus when it began, or it could not be repeated.
        self.corpus = {t.name: [p.read_bytes() for p in corpus_of(t.name)] for t in TARGETS}
        self.seen: dict[str, set[str]] = {target.name: set() for target in TARGETS}

    def round(self, target: Any) -> None:
        """The inputs of one kind that belong to this number."""
        made = []
        for place in range(ROUND[target.name]):
            data = make(target, self.seed, self.number, place, self.corpus[target.name])
            if self._try(target, data):
                made.append(data)
        together = getattr(target, "check_together", None)
        if together and made and failure_of(together, made)[0] is not None:
            for data in made:
                self._attempt(target, lambda one: together([one]), data)

    def _try(self, target: Any, data: bytes) -> bool:
        self.tried[target.name] += 1
        result = self._attempt(target, target.check, data)
        if result is None:
            return False
        seen = self.seen[target.name]
        new = bool(result) and result not in seen and len(data) <= LONGEST_SAVED
        if self.grow and new and len(corpus_of(target.name)) < SAVED_AT_MOST:
            save(target.name, f"{crc32(data):08x}", data)
        seen.add(result)
        return True

    def _attempt(self, target: Any, check: Any, data: bytes) -> Any:
        """The result of a check; None if it failed, which is noted."""
        error, result = failure_of(check, data)
        if error is None:
            return result or ""
        if error not in self.failures:
            less = shorter(data, lambda one: failure_of(check, one)[0] == error, 60)
            path = save(target.name, f"{FAILED}{crc32(less):08x}", less)
            self.failures[error] = str(path.relative_to(ROOT))
            print(f"{target.name} {self.number}: {error}\n  {self.failures[error]}", flush=True)
        return None


def make(target: Any, seed: int, number: int, place: int, corpus: list[bytes]) -> bytes:
    """An input, always the same one."""
    made: bytes = target.make(Random(f"{seed} {target.name} {number} {place}"), corpus)
    return made


def failure_of(check: Any, data: Any) -> tuple[str | None, Any]:
    """What went wrong and where, if anything, and the result."""
    signal.alarm(PATIENCE)
    try:
        return None, check(data)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        words = str(error) if isinstance(error, AssertionError) else ""
        return f"{type(error).__name__} {Path(frame.filename).name} {frame.name} {words}", None
    finally:
        signal.alarm(0)


def save(folder: str, name: str, data: bytes) -> Path:
    path = CORPUS / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, help="how long")
    parser.add_argument("--rounds", type=int, default=1, help="how many rounds")
    parser.add_argument("--first", type=int, default=1, help="the number of the first round")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=[target.name for target in TARGETS])
    parser.add_argument("--grow", action="store_true", help="save inputs with a new result")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, give_up)
    run = Run(options.seed, options.first, options.grow)
    end = time.monotonic() + 60 * (options.minutes or 0)
    try:
        while True:
            for target in TARGETS:
                if options.only in (None, target.name):
                    run.round(target)
            run.number += 1
            done = run.number - options.first >= options.rounds
            if done if options.minutes is None else time.monotonic() >= end:
                break
    except KeyboardInterrupt:
        print("stopped")
    tried = ", ".join(f"{count:,} {name}" for name, count in run.tried.items())
    print(f"{len(run.failures)} failures; tried {tried}; go on with --first {run.number}")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
