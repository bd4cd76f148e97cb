"""Runs all proofs on a questions file."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.answers import Answers
from ..core.model import Questionnaire
from .check_promises import check_promises
from .diagnostics import Diagnostic, QuestionsFile, placed
from .equivalent_choices import equivalent_choices
from .laws import laws
from .promises import Promise
from .search import Search
from .unreachable import unreachable


def prove(file: QuestionsFile, promises: tuple[Promise, ...]) -> tuple[Diagnostic, ...]:
    """Broken laws, unreachable content and broken promises; all else holds for all answers."""
    search = Search(file.questionnaire)
    found = placed(file, [*laws(search), *unreachable(search), *equivalent_choices(search)])
    return (*found, *check_promises(search, promises))


def rule_examples(questionnaire: Questionnaire) -> Iterator[tuple[str, Answers]]:
    """For each rule that can fire, its name and the least severe answers that fire it."""
    search = Search(questionnaire)
    for rule in questionnaire.rules:
        answers = search.example(search.world.certain(rule.when))
        if answers is not None:
            yield rule.id, answers
