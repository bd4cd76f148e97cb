"""The care level: which rules raise it, why, and by which route to get help."""

from __future__ import annotations

from .conditions import TRUE, UNKNOWN, AnswerState, Because, Bounds, answers_behind
from .frozen import Frozen
from .levels import LOWEST, Level
from .model import Questionnaire, Rule

RuleValues = tuple[tuple[Rule, Bounds], ...]  # every rule with the bounds of its condition


class Reason(Frozen):
    """A rule that raised a level; not `certain` if it did so only because of "not sure"."""

    rule: Rule
    level: Level
    certain: bool
    because: Because


class Care(Frozen):
    """How soon to get help, and where.

    Whatever the missing answers turn out to be, the level is at least `level` and at most
    `at_most`. `go` and `tell` are the route and what to say there, empty if there are none.
    `reasons` begin with the highest level.
    """

    values: RuleValues
    level: Level
    at_most: Level
    go: str
    tell: str
    reasons: tuple[Reason, ...]
    in_scope: bool


def assess_care(questionnaire: Questionnaire, state: AnswerState) -> Care:
    """The care level that follows from the answers that count."""
    values = tuple((rule, state.bounds(rule.when)) for rule in questionnaire.rules)
    reasons = _reasons(values, state)
    level = reasons[0].level if reasons else LOWEST
    at_most = max(
        (raised_level(rule, high) or LOWEST for rule, (_, high) in values), default=LOWEST
    )
    go, tell = _route_and_words(questionnaire, reasons, level)
    in_scope = not any(reason.rule.scope and reason.certain for reason in reasons)
    return Care(values, level, at_most, go, tell, reasons, in_scope)


def raised_level(rule: Rule, value: int) -> Level | None:
    """The level a rule raises when its condition has this value, or None."""
    return rule.level if value == TRUE else rule.unsure if value == UNKNOWN else None


def _reasons(values: RuleValues, state: AnswerState) -> tuple[Reason, ...]:
    reasons = []
    for rule, (low, _) in values:
        level = raised_level(rule, low)
        if level is not None:
            reasons.append(Reason(rule, level, low == TRUE, answers_behind(rule.when, state)))
    return tuple(sorted(reasons, key=lambda reason: -reason.level.rank))


def route_of(questionnaire: Questionnaire, rule: Rule, level: Level) -> str:
    """Name of the route when a rule raises a level: its own at full level, else the level's."""
    usual = questionnaire.level(level).go
    return rule.go or usual if level == rule.level else usual


def _route_and_words(
    questionnaire: Questionnaire, reasons: tuple[Reason, ...], level: Level
) -> tuple[str, str]:
    """The fastest route among the reasons for the level, and what to say there."""
    top = [(route_of(questionnaire, r.rule, level), r) for r in reasons if r.level == level]
    top = [(route, reason) for route, reason in top if route]
    if not top:
        return "", ""
    rank = questionnaire.route_rank
    route, first = min(top, key=lambda pair: (rank(pair[0]), not pair[1].certain))
    if first.certain or not first.rule.tell:
        return route, first.rule.tell
    # The person was not sure, so name the questions and claim no symptom on their behalf.
    names = dict.fromkeys(name for _, r in top if not r.certain for name, _ in r.because)
    unsure = ". ".join(questionnaire.question(name).unsure_text for name in names)
    return route, f"{questionnaire.page.tell_unsure}. {unsure}."
