"""Everything the solver can say about a questions file."""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.findings import Finding, QuestionsFile, placed
from ..bank.promises import Promise
from ..core.answers import Answers
from ..core.model import Questionnaire
from .alike import alike
from .dead import dead
from .keep import keep
from .laws import laws
from .search import Search


def prove(file: QuestionsFile, promises: tuple[Promise, ...]) -> tuple[Finding, ...]:
    """Broken laws, dead content and broken promises: what is not told holds for all answers."""
    search = Search(file.questionnaire)
    found = placed(file, [*laws(search), *dead(search), *alike(search)])
    return (*found, *keep(search, promises))


def rule_examples(questionnaire: Questionnaire) -> Iterator[tuple[str, Answers]]:
    """For each rule that can fire, its name and the calmest answers that fire it."""
    search = Search(questionnaire)
    for rule in questionnaire.rules:
        answers = search.example(search.world.certain(rule.when))
        if answers is not None:
            yield rule.id, answers
