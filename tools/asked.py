"""Count the questions that each purpose asks, and those that no order of asking could leave out.

    python tools/asked.py              for the scenarios in tests/cases, on all cores
    python tools/asked.py --examples   for examples/*.json

It prints a Markdown table. `asked` counts the questions that are needed one after the other. The
floor counts the answers of which a single change alters what the purpose covers, or makes another
question needed: whoever leaves out one of these questions cannot know the result. In an emergency
the interview stops, so there only the care level counts. A floor for `all` would say nothing,
since it asks whatever can be asked.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from purposes import asked, outcomes  # noqa: E402
from scenarios import all_cases, answers_of, completed  # noqa: E402
from sciatica_cli.bank.loader import load  # noqa: E402
from sciatica_cli.core.answers import Answers, read_answers  # noqa: E402
from sciatica_cli.core.assess import Assessment, assess, is_emergency  # noqa: E402
from sciatica_cli.core.conditions import UNSURE, Answer  # noqa: E402
from sciatica_cli.core.faults import Fault  # noqa: E402
from sciatica_cli.core.flow import resolve  # noqa: E402
from sciatica_cli.core.levels import LEVELS  # noqa: E402
from sciatica_cli.core.model import Questionnaire  # noqa: E402
from sciatica_cli.core.purposes import Purpose  # noqa: E402
from sciatica_cli.core.questions import NONE, Question  # noqa: E402

questions = cache(load)


class Count(NamedTuple):
    """How many questions one person is asked for a purpose; `floor` is None if not counted."""

    purpose: Purpose
    level: str
    asked: int
    floor: int | None


def count(questionnaire: Questionnaire, answers: Answers) -> list[Count]:
    """Count for each purpose what somebody with these answers, to every question, is asked."""
    decisive: set[str] = set()  # what decides the level decides what goes with it as well
    counts = []
    for purpose in Purpose:
        level = str(assess(resolve(questionnaire, answers), purpose).level)
        questions_asked = len(asked(questionnaire, answers, purpose, go_on=False))
        if not purpose.covers_all:
            decisive |= {
                name
                for name in answers
                if name not in decisive and decides(questionnaire, answers, name, purpose)
            }
        floor = None if purpose.covers_all else len(decisive)
        counts.append(Count(purpose, level, questions_asked, floor))
    return counts


def decides(questionnaire: Questionnaire, answers: Answers, name: str, purpose: Purpose) -> bool:
    """Whether another answer to this question would alter what the purpose covers."""
    before = assess(resolve(questionnaire, answers), purpose)
    for answer in other_answers(questionnaire.question(name), answers[name]):
        after = assess(resolve(questionnaire, answers | {name: answer}), purpose)
        if is_altered(before, after):
            return True
    return False


def is_altered(before: Assessment, after: Assessment) -> bool:
    if is_emergency(before):
        return not is_emergency(after)
    return not after.complete or outcomes(after) != outcomes(before)


def other_answers(question: Question, answer: Answer) -> Iterator[Answer]:
    """All other answers; to a list those with one item more or less, none alone, unsure alone."""
    if question.kind in ("number", "scale"):
        others: Iterable[object] = range(question.minimum, question.maximum + 1)
    elif isinstance(answer, tuple):
        chosen = set(answer) - {NONE}
        others = [[NONE], [UNSURE], *(list(chosen ^ {v}) for v in question.values if v != NONE)]
    else:
        others = question.values
    for other in map(question.accept, others):
        if not isinstance(other, Fault) and other != answer:
            yield other


def table(counts: list[Count]) -> str:
    """A row for each purpose and care level, and for all levels together."""
    heads = ("purpose", "care level", "people", "asked", "most", "floor", "asked - floor", "most")
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for purpose in Purpose:
        for level in (*LEVELS, "any"):
            some = [c for c in counts if c.purpose == purpose and level in (c.level, "any")]
            if some:
                lines.append(f"| {' | '.join((purpose, level, *_figures(some)))} |")
    return "\n".join(lines)


def _figures(counts: list[Count]) -> tuple[str, ...]:
    numbers = [one.asked for one in counts]
    figures = [len(counts), median(numbers), max(numbers)]
    floors = [one.floor for one in counts if one.floor is not None]
    if not floors:
        return (*(f"{figure:g}" for figure in figures), "-", "-", "-")
    above = [number - floor for number, floor in zip(numbers, floors, strict=True)]
    return tuple(f"{figure:g}" for figure in (*figures, median(floors), median(above), max(above)))


def of_examples() -> list[Answers]:
    """The answers of all examples but those that are incomplete and no emergency.

    An emergency is completed with the least severe answers, as its file has only the signs.
    """
    read = []
    for path in sorted((ROOT / "examples").glob("*.json")):
        answers, _ = read_answers(questions(), json.loads(path.read_text(encoding="utf-8")))
        found = assess(resolve(questions(), answers))
        if found.complete or is_emergency(found):
            read.append(completed(questions(), answers))
    return read


def of_scenarios() -> list[Answers]:
    return [answers_of(questions(), case) for _, case in all_cases() if not case.get("partial")]


def _count(answers: Answers) -> list[Count]:
    return count(questions(), answers)


def main(arguments: list[str]) -> None:
    people = of_examples() if "--examples" in arguments else of_scenarios()
    with multiprocessing.get_context("fork").Pool() as pool:
        counts = [one for some in pool.map(_count, people, chunksize=8) for one in some]
    print("Medians, and the most for anybody; the floor is explained in tools/asked.py.\n")
    print(table(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
