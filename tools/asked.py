"""Count the questions that each purpose asks, and how few would have been enough.

    python tools/asked.py              for the scenarios in tests/cases, on all cores
    python tools/asked.py --sample 40  for so many of them at each care level, always the same
    python tools/asked.py --examples   for examples/*.json
    python tools/asked.py --again      for their second checks, with the same answers

It prints a Markdown table of three figures for each person:

- `asked`: the questions that are needed one after the other, in the order of the file;
- `enough`: the fewest of their answers that settle what the purpose covers. Only somebody who knew
  all the answers beforehand could pick them, so no order of asking does better;
- `floor`: the answers without which it is not settled although all the others are known. It is
  often lower than `enough`: if neither of two signs is there, and only both together matter, the
  answer to one of them is enough, but neither can be called necessary.

In a second check, the answers that are only confirmed are not counted.

In an emergency the interview stops, so there only the emergency counts. `all` asks whatever can be
asked, so there is nothing to compare it with.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from purposes import asked  # noqa: E402
from scenarios import all_cases, answers_of, completed  # noqa: E402
from sciatica_cli.bank.loader import load  # noqa: E402
from sciatica_cli.core.answers import Answers, read_answers  # noqa: E402
from sciatica_cli.core.assess import (  # noqa: E402
    Assessment,
    assess,
    emergency_reasons,
    is_emergency,
)
from sciatica_cli.core.carried import carry  # noqa: E402
from sciatica_cli.core.checks import check_from  # noqa: E402
from sciatica_cli.core.conditions import questions_of  # noqa: E402
from sciatica_cli.core.flow import is_asked, resolve  # noqa: E402
from sciatica_cli.core.levels import LEVELS  # noqa: E402
from sciatica_cli.core.model import Questionnaire  # noqa: E402
from sciatica_cli.core.purposes import Purpose  # noqa: E402
from sciatica_cli.report.json_writer import assessment_data  # noqa: E402
from sciatica_cli.version import __version__  # noqa: E402

questions = cache(load)
Names = frozenset[str]


class Count(NamedTuple):
    """How many questions one person is asked for a purpose, and how few would do, if counted."""

    purpose: Purpose
    level: str
    asked: int
    enough: int | None
    floor: int | None


def count(questionnaire: Questionnaire, answers: Answers, again: bool = False) -> list[Count]:
    """Count for each purpose what somebody with these answers, to every question, is asked.

    Args:
        again: count what is asked in a second check, besides what is confirmed.
    """
    counts = []
    for purpose in Purpose:
        known = confirmed(questionnaire, answers, purpose) if again else {}
        person = Person(questionnaire, answers, purpose, frozenset(known))
        enough = floor = None
        if not purpose.covers_all:
            necessary = person.necessary()
            floor = len(necessary)
            enough = len(person.enough(necessary | person.known) - person.known)
        number = len(asked(questionnaire, answers, purpose, go_on=False, known=known)) - len(known)
        counts.append(Count(purpose, str(person.found.level), number, enough, floor))
    return counts


def confirmed(questionnaire: Questionnaire, answers: Answers, purpose: Purpose) -> Answers:
    """The answers of an earlier check that are shown once in the next one, for confirmation."""
    check = check_from(assessment_data(assess(resolve(questionnaire, answers)), __version__), 0)
    needed = assess(resolve(questionnaire, {}), purpose).needed
    lasting = carry(questionnaire, check).to_confirm
    return {name: answer for name, answer in lasting.items() if name in needed}


class Person:
    """All answers of a person, and what can be known from some of them.

    Attributes:
        found: what the purpose covers, with all answers known.
        known: the answers that are known beforehand.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Answers,
        purpose: Purpose,
        known: Names = frozenset(),
    ) -> None:
        self.known = known
        self.questionnaire, self.answers, self.purpose = questionnaire, answers, purpose
        self.found = self.assess(answers)

    def assess(self, names: Iterable[str]) -> Assessment:
        given = {name: self.answers[name] for name in names}
        return assess(resolve(self.questionnaire, given), self.purpose)

    def is_settled(self, found: Assessment) -> bool:
        """Whether the interview could end here: every answer could be given, and no more matter."""
        if not is_emergency(self.found):
            return found.complete
        given = map(self.questionnaire.question, found.state.values)
        return is_emergency(found) and all(
            question.asked_when is None or is_asked(question, found.state) for question in given
        )

    def necessary(self) -> Names:
        """The answers without which nothing is settled, even if all the others are known."""
        unknown = self.answers.keys() - self.known
        return frozenset(name for name in unknown if not self._can_do_without(name))

    def _can_do_without(self, name: str) -> bool:
        behind = {name}  # and whatever is asked only after it
        for question in self.questionnaire.questions:
            if not behind.isdisjoint(questions_of(question.asked_when)):
                behind.add(question.id)
        return any(
            self.is_settled(self.assess(self.answers.keys() - left)) for left in ({name}, behind)
        )

    def enough(self, necessary: Names) -> Names:
        """The fewest answers that settle it; the necessary ones are always among them."""
        sizes = range(len(necessary), len(self.answers) + 1)
        tries = (self._enough(necessary, size, set()) for size in sizes)
        return next(names for names in tries if names is not None)

    def _enough(self, names: Names, size: int, tried: set[Names]) -> Names | None:
        """Add to these answers, up to a size, until it is settled."""
        if len(names) > size or names in tried:
            return None
        tried.add(names)
        found = self.assess(names)
        if self.is_settled(found):
            return names
        # Each of these is still open, and nothing else can close it.
        useful = self._signs() if is_emergency(self.found) else found.needed
        more = (names | {name} for name in useful if name in self.answers and name not in names)
        tries = (self._enough(some, size, tried) for some in more)
        return next((some for some in tries if some is not None), None)

    def _signs(self) -> list[str]:
        """The answers behind an emergency, and those that led to these questions."""
        names = [name for reason in emergency_reasons(self.found) for name, _ in reason.because]
        for name in names:  # which grows
            names += questions_of(self.questionnaire.question(name).asked_when)
        return names


def table(counts: list[Count]) -> str:
    """A row of medians for each purpose and care level, and for all levels together."""
    heads = (
        "purpose",
        "care level",
        "people",
        "asked",
        "enough",
        "floor",
        "asked - enough",
        "most",
    )
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for purpose in Purpose:
        for level in (*LEVELS, "any"):
            some = [c for c in counts if c.purpose == purpose and level in (c.level, "any")]
            if some:
                lines.append(f"| {' | '.join((purpose, level, *_figures(some)))} |")
    return "\n".join(lines)


def _figures(counts: list[Count]) -> tuple[str, ...]:
    figures = [len(counts), median(one.asked for one in counts)]
    enough = [one.enough for one in counts if one.enough is not None]
    floors = [one.floor for one in counts if one.floor is not None]
    if not enough:
        return (*(f"{figure:g}" for figure in figures), "-", "-", "-", "-")
    above = [one.asked - few for one, few in zip(counts, enough, strict=True)]
    figures += [median(enough), median(floors), median(above), max(above)]
    return tuple(f"{figure:g}" for figure in figures)


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
    """The answers of all complete scenarios, without those that repeat others."""
    read = [answers_of(questions(), case) for _, case in all_cases() if not case.get("partial")]
    return list({tuple(answers.items()): answers for answers in read}.values())


def drawn(people: list[Answers], number: int) -> list[Answers]:
    """This many people of each care level, or all if there are fewer."""
    levels = [assess(resolve(questions(), answers)).level for answers in people]
    chance = random.Random(1)
    some = []
    for level in LEVELS:
        of_level = [answers for answers, its in zip(people, levels, strict=True) if its == level]
        some += chance.sample(of_level, min(number, len(of_level)))
    return some


def _count(answers: Answers, again: bool) -> list[Count]:
    return count(questions(), answers, again)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Count the questions that each purpose asks.")
    parser.add_argument("--examples", action="store_true", help="count for examples/*.json")
    parser.add_argument("--sample", type=int, metavar="N", help="N people of each care level")
    parser.add_argument("--again", action="store_true", help="count for second checks")
    options = parser.parse_args(arguments)
    people = of_examples() if options.examples else of_scenarios()
    if options.sample:
        people = drawn(people, options.sample)
    with multiprocessing.get_context("fork").Pool() as pool:
        jobs = pool.map(partial(_count, again=options.again), people, chunksize=4)
        counts = [one for some in jobs for one in some]
    print("Medians, and the most for anybody; tools/asked.py explains the columns.\n")
    print(table(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
