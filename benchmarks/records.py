"""Synthetic records for the benchmarks: seeded, valid, or each with one fault of some kind.

Danger signs are mostly absent, all else is drawn evenly; no question is named. So many distinct
records are made, and then repeated with other ids: making them costs more than judging them.
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
from sciatica_cli.core.conditions import UNSURE, Answer, AnswerState
from sciatica_cli.core.flow import may_be_asked
from sciatica_cli.core.questions import NONE, Question

DISTINCT = 20_000
CALM = 0.95  # of the danger signs
QUESTIONNAIRE = load()

Record = dict[str, Any]


def records(number: int, faulty: float = 0, seed: int = 1) -> Iterator[bytes]:
    """Lines of JSON, of which a share has a fault."""
    random = Random(seed)
    distinct = [some_answers(random) for _ in range(min(number, DISTINCT))]
    faults = cycle(FAULTS)
    for place, answers in enumerate(islice(cycle(distinct), number)):
        record: Record = {"id": f"r{place:09}", **answers}
        spoil = next(faults) if random.random() < faulty else as_line
        yield spoil(record).encode() + b"\n"


def some_answers(random: Random) -> Answers:
    values: Answers = {}
    hidden: set[str] = set()
    for question in QUESTIONNAIRE.questions:
        if may_be_asked(question, AnswerState(values, frozenset(hidden))):
            values[question.id] = some_answer(random, question)
        else:
            hidden.add(question.id)
    return values


def some_answer(random: Random, question: Question) -> Answer:
    if question.kind in ("number", "scale"):
        return random.randint(question.minimum, question.maximum)
    if question.danger and random.random() < CALM:
        return question.least_severe
    words = [word for word in question.values if word != NONE]
    if question.kind != "many":
        return random.choice(words)
    words = [word for word in words if word != UNSURE] or [UNSURE]
    chosen = random.sample(words, min(len(words), random.randint(0, 3)))
    return tuple(sorted(chosen)) or question.least_severe


def as_line(record: Record) -> str:
    return json.dumps(record)


def _without(record: Record) -> str:
    """An answer is missing."""
    name = QUESTIONNAIRE.questions[len(str(record)) % 5].id
    return as_line({key: value for key, value in record.items() if key != name})


def _only_one(record: Record) -> str:
    """All answers but one are missing."""
    return as_line(dict(list(record.items())[:2]))


def _stranger(record: Record) -> str:
    """One answer is not among the choices."""
    name = next(key for key, value in record.items() if value == "no")
    return as_line(record | {name: "perhaps"})


def _text(record: Record) -> str:
    """A number is given as text."""
    name, value = next(pair for pair in record.items() if isinstance(pair[1], int))
    return as_line(record | {name: str(value)})


def _misspelt(record: Record) -> str:
    name = QUESTIONNAIRE.questions[0].id
    return as_line({key + "s" * (key == name): value for key, value in record.items()})


def _too_many(record: Record) -> str:
    """Something else stands beside "none"."""
    name = next(key for key, value in record.items() if value == (NONE,))
    return as_line(record | {name: [NONE, "x"]})


def _contradicting(record: Record) -> str:
    """A question is answered that is not asked."""
    for question in QUESTIONNAIRE.questions:
        if question.id not in record:
            return as_line(record | {question.id: question.least_severe})
    return _stranger(record)


def _twice(record: Record) -> str:
    """A key stands there twice."""
    name, value = list(record.items())[-1]
    return f"{as_line(record)[:-1]}, {json.dumps(name)}: {json.dumps(value)}}}"


def _cut(record: Record) -> str:
    return as_line(record)[:-10]


FAULTS: tuple[Callable[[Record], str], ...] = (
    _without, _only_one, _stranger, _text, _misspelt, _too_many, _contradicting, _twice, _cut,
)  # fmt: skip


if __name__ == "__main__":
    sys.stdout.buffer.writelines(records(int(sys.argv[1]), float(sys.argv[2])))
