"""How long one answer takes in the interview: `python benchmarks/interview.py`.

It answers the ordinary example question by question. After each answer everything that follows
from the answers is derived anew, which should take less than 5 ms.
"""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import Answers, read_answers
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.interview.state import make_state

ORDINARY = Path(__file__).parent.parent / "examples" / "ordinary.json"
RUNS = 21
QUESTIONNAIRE = load()


def main() -> None:
    record = json.loads(ORDINARY.read_text(encoding="utf-8"))
    answers, _ = read_answers(QUESTIONNAIRE, record)
    print(f"{'ms for one answer':20}{'answers':>8}{'median':>8}{'worst':>8}{'aim':>8}")
    for purpose in Purpose:
        times = milliseconds(answers, purpose)
        middle, worst = statistics.median(times), max(times)
        print(f"{purpose:20}{len(times):8}{middle:8.2f}{worst:8.2f}{'< 5':>8}")


def milliseconds(answers: Answers, purpose: Purpose) -> list[float]:
    """The time that each answer takes, as the median of several runs."""
    given: Answers = {}
    times = []
    state = make_state(QUESTIONNAIRE, given, purpose=purpose)
    while needed := state.assessment.needed:
        given[needed[0]] = answers[needed[0]]
        runs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            state = make_state(QUESTIONNAIRE, given, purpose=purpose)
            runs.append(1000 * (time.perf_counter() - start))
        times.append(statistics.median(runs))
    return times


if __name__ == "__main__":
    main()
