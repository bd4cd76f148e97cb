"""Synthetic records for the benchmarks: seeded, and either valid or with one fault.

Most answers about danger signs are harmless; all others are drawn uniformly. Making records costs
more than assessing them, so only DISTINCT different ones are made and then repeated with new ids.
`python benchmarks/records.py NUMBER SHARE_OF_FAULTY > FILE` writes them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from random import Random
from typing import Any

from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.conditions import UNSURE, Answer
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.questions import NONE, Question

DISTINCT = 20_000
HARMLESS = 0.95  # share of danger signs that are absent
QUESTIONNAIRE = load()

Record = dict[str, Any]


def records(number: int, faulty: float = 0, seed: int = 1) -> Iterator[bytes]:
    """Yield lines of JSON, of which the share `faulty` has a fault."""
    random = Random(seed)
    distinct = [some_answers(random) for _ in range(min(number, DISTINCT))]
    faults = cycle(FAULTS)
    for place, answers in enumerate(islice(cycle(distinct), number)):
        record: Record = {"id": f"r{place:09}", **answers}
        spoil = next(faults) if random.random() < faulty else as_line
        yield spoil(record).encode() + b"\n"


def some_answers(random: Random) -> Answers:
    """Answers to all questions that are asked after them."""
    drawn = {question.id: some_answer(random, question) for question in QUESTIONNAIRE.questions}
    return dict(resolve(QUESTIONNAIRE, drawn).state.values)


def some_answer(random: Random, question: Question) -> Answer:
    if question.kind in ("number", "scale"):
        return random.randint(question.minimum, question.maximum)
    if question.danger and random.random() < HARMLESS:
        return question.least_severe
    words = [word for word in question.values if word != NONE]
    if question.kind != "many":
        return random.choice(words)
    words = [word for word in words if word != UNSURE] or [UNSURE]
    chosen = random.sample(words, min(len(words), random.randint(0, 3)))
    return tuple(sorted(chosen)) or question.least_severe


def as_line(record: Record) -> str:
    return json.dumps(record)


def _one_missing(record: Record) -> str:
    """Leave out one answer."""
    name = QUESTIONNAIRE.questions[len(str(record)) % 5].id
    return as_line({key: value for key, value in record.items() if key != name})


def _only_one(record: Record) -> str:
    """Leave out all answers but one."""
    return as_line(dict(list(record.items())[:2]))


def _unknown_choice(record: Record) -> str:
    """Give an answer that is not among the choices."""
    name = next(key for key, value in record.items() if value == "no")
    return as_line(record | {name: "perhaps"})


def _number_as_text(record: Record) -> str:
    """Give a number as text."""
    name, value = next(pair for pair in record.items() if isinstance(pair[1], int))
    return as_line(record | {name: str(value)})


def _misspelt(record: Record) -> str:
    name = QUESTIONNAIRE.questions[0].id
    return as_line({key + "s" * (key == name): value for key, value in record.items()})


def _none_not_alone(record: Record) -> str:
    """Combine "none" with something else."""
    name = next(key for key, value in record.items() if value == (NONE,))
    return as_line(record | {name: [NONE, "x"]})


def _contradiction(record: Record) -> str:
    """Answer a question that is not asked."""
    for question in QUESTIONNAIRE.questions:
        if question.id not in record:
            return as_line(record | {question.id: question.least_severe})
    return _unknown_choice(record)


def _duplicate_key(record: Record) -> str:
    """Give a key twice."""
    name, value = list(record.items())[-1]
    return f"{as_line(record)[:-1]}, {json.dumps(name)}: {json.dumps(value)}}}"


def _truncated(record: Record) -> str:
    return as_line(record)[:-10]


FAULTS: tuple[Callable[[Record], str], ...] = (
    _one_missing, _only_one, _unknown_choice, _number_as_text, _misspelt, _none_not_alone,
    _contradiction, _duplicate_key, _truncated,
)  # fmt: skip


if __name__ == "__main__":
    sys.stdout.buffer.writelines(records(int(sys.argv[1]), float(sys.argv[2])))
