"""Finds mistakes and suspicious content in a questions file without faults."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..bank.yaml_source import Node
from ..core.conditions import UNSURE, questions_of
from ..core.faults import shown
from ..core.model import Questionnaire
from ..core.questions import ChoiceQuestion, ManyQuestion, Question
from .diagnostics import (
    ERROR,
    WARNING,
    Diagnostic,
    Issue,
    Path,
    QuestionsFile,
    every_condition,
    placed,
)
from .language import check_language, check_readability, words_of

# Parts whose entries must name their sources.
SOURCED = (
    "questions", "scope_rules", "care_rules", "scores", "measures", "causes", "options",
    "what_now", "watch_for",
)  # fmt: skip
LONG_LABEL = 60  # characters
SENTENCE_END = re.compile(r"(?<=[.?!]) ")
SOON = re.compile(r"\b(?:today|tonight|now|at once|immediately|straight away)\b")
TIME = re.compile(r"\d|\b(minute|hour|day|week|month|year)s?\b")
DATED = ("regions", "sources", "care_rules", "scope_rules")


def lint(file: QuestionsFile, today: str) -> tuple[Diagnostic, ...]:
    """All diagnostics of a questions file, in the order of the file.

    Args:
        file: a file without faults.
        today: today's date, as in 2026-11-22.
    """
    return placed(file, issues(file, today))


def issues(file: QuestionsFile, today: str) -> Iterator[Issue]:
    """The same without line numbers, unordered."""
    yield from _unused(file.questionnaire, file.nodes)
    yield from _danger_signs(file.questionnaire)
    yield from _missing_lasts(file.questionnaire)
    yield from _long_labels(file.questionnaire)
    yield from _dated_reasons(file.questionnaire)
    yield from _unsourced(file.nodes)
    yield from _dates(file.nodes, today)
    yield from _duplicate_texts(file.nodes)
    yield from check_readability(file)
    yield from check_language(file)


def _unused(questionnaire: Questionnaire, nodes: dict[Path, Node]) -> Iterator[Issue]:
    """Unused findings, sources and questions."""
    values = [(path, words_of(node)) for path, node in nodes.items() if not node.is_mapping()]
    findings = {text for path, text in values if path[-1] == "finding"}
    sources = {text for path, text in values if "sources" in path[-2:] and path[0] != "sources"}
    questions = {
        name for condition in every_condition(questionnaire) for name in questions_of(condition)
    }
    for part, used in (("findings", findings), ("sources", sources), ("questions", questions)):
        for path in [path for path in nodes if len(path) == 2 and path[0] == part]:
            if path[1] not in used:
                message = f'"{shown(path[1])}" is not used'
                yield Issue(path, WARNING, f"unused_{part[:-1]}", message, "use it or remove it")


def _danger_signs(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Danger signs need harmless choices and a check, and only danger signs may hide them."""
    signs = {question.id for question in questionnaire.questions if question.danger}
    raising = {
        name
        for rule in questionnaire.rules
        if rule.unsure is not None
        for name in questions_of(rule.when)
    }
    for question in questionnaire.questions:
        path = ("questions", question.id)
        if question.danger or not signs.isdisjoint(questions_of(question.follows)):
            yield from _danger_follow_up(path, question)
        if not question.danger:
            continue
        listed = isinstance(question, ManyQuestion)
        if not listed and not (isinstance(question, ChoiceQuestion) and question.harmless):
            yield Issue(path, ERROR, "no_harmless", "a danger sign without `harmless` choices")
        if UNSURE in question.values and question.id in raising and not question.check:
            hint = "say under `check` what can be tried or compared right now"
            yield Issue(path, ERROR, "no_check", '"not sure" can raise the level', hint)
        unknown = [name for name in questions_of(question.asked_when) if name not in signs]
        if unknown and not question.hidden_because:
            message = f"this danger sign is hidden by {', '.join(unknown)}"
            hint = "ask it always, or say under `hidden_because` why nobody is missed"
            yield Issue(path, ERROR, "hidden_danger", message, hint)


def _danger_follow_up(path: Path, question: Question) -> Iterator[Issue]:
    """A follow-up to a danger sign gives choices, without "not sure", which would disarm it."""
    if question.follows is None:
        return
    if UNSURE in question.values:
        hint = 'let the choice that is new say "or I cannot say when"'
        yield Issue(path, ERROR, "unsure_follow_up", 'a danger sign followed by "not sure"', hint)
    if not isinstance(question, ChoiceQuestion):
        hint = "give choices, the most severe last"
        yield Issue(path, ERROR, "follow_up_number", "a danger sign followed by a number", hint)


def _missing_lasts(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Where a choice says how long it holds, the question must say so for the others."""
    for question in questionnaire.questions:
        choices = question.choices if isinstance(question, ChoiceQuestion) else ()
        if not question.lasts and any(choice.lasts for choice in choices):
            path = ("questions", question.id, "lasts_for")
            hint = "say under `lasts` how long the other answers hold"
            yield Issue(path, ERROR, "no_lasts", "`lasts_for` without `lasts`", hint)


def _long_labels(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Labels that are too long, although they name no time."""
    for question in questionnaire.questions:
        for choice in question.choices if isinstance(question, ChoiceQuestion) else ():
            if len(choice.label) >= LONG_LABEL and not TIME.search(choice.label):
                path = ("questions", question.id, "choices", choice.id)
                message = f"a label of {len(choice.label)} characters that names no time"
                hint = f"shorten it to less than {LONG_LABEL}"
                yield Issue(path, WARNING, "long_label", message, hint)


def _dated_reasons(questionnaire: Questionnaire) -> Iterator[Issue]:
    """Reasons that say "today" although "not sure" gives them to people who may wait longer.

    A sentence about getting worse may say how soon: so far it applies to nobody.
    """
    for rule in questionnaire.rules:
        if rule.unsure in (None, rule.level):
            continue
        certain = (say for say in SENTENCE_END.split(rule.say) if not say.startswith("If "))
        for match in filter(None, map(SOON.search, certain)):
            part = "scope_rules" if rule.scope else "care_rules"
            message = f'"{match[0]}" contradicts the page of somebody who is not sure'
            hint = "the page says how soon; say only why"
            yield Issue((part, rule.id, "say"), WARNING, "dated_reason", message, hint)


def _unsourced(nodes: dict[Path, Node]) -> Iterator[Issue]:
    for path, node in nodes.items():
        entry = len(path) == 2 and path[0] in SOURCED
        inner = len(path) > 2 and path[-2] in ("cautions", "how", "risks")
        if (entry or inner) and (*path, "sources") not in nodes and node.is_mapping():
            yield Issue(path, ERROR, "no_source", "this statement names no source")


def _dates(nodes: dict[Path, Node], today: str) -> Iterator[Issue]:
    for path, node in nodes.items():
        dated = len(path) == 1 or (len(path) == 3 and path[0] in DATED)
        if not dated or path[-1] not in ("checked", "review_by"):
            continue
        text = words_of(node)
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            yield Issue(path, ERROR, "bad_date", f'"{shown(text)}" is no date', "as in 2026-11-22")
            continue
        if path[-1] == "review_by" and text < today:
            yield Issue(
                path, WARNING, "past_review", f"this should have been checked again by {text}"
            )
        if path[-1] == "checked" and text > today:
            yield Issue(path, ERROR, "bad_date", f"{text} is in the future")


def _duplicate_texts(nodes: dict[Path, Node]) -> Iterator[Issue]:
    """Equal texts where each should be different."""
    seen: dict[tuple[Path, str], Path] = {}
    for path, node in nodes.items():
        label = len(path) == 4 and path[2] == "choices"
        words = len(path) == 3 and path[0] in ("questions", "care_rules")
        if not label and not (words and path[2] in ("ask", "short", "say")):
            continue
        group = path[:3] if label else (path[0], path[2])
        first = seen.setdefault((group, words_of(node)), path)
        if first != path:
            message = f"the same words as those of {first[3] if label else first[1]}"
            yield Issue(path, WARNING, "twin_text", message)
