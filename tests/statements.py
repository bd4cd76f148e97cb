"""Every statement of an assessment: in words, as an expression, and as the evaluator decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sciatica_cli.core.assess import Assessment, needs_all_answers
from sciatica_cli.core.expressions import And, Expression
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import (
    FITS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    UNKNOWN_OUTCOME,
    WHOM_TO_ASK,
    Rule,
)
from sciatica_cli.core.outcomes import OutcomeExpressions, least_value

Statement = tuple[str, Expression, Callable[[Assessment], bool]]


def statements(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    """Yield every statement about the answers to a questionnaire."""
    yield from levels_and_verdicts(outcomes)
    yield from scores_and_causes(outcomes)
    whole = outcomes.questionnaire
    for item in whole.massage.how:
        shown = outcomes.shown(whole.massage.how, item)
        yield f"how {item.id}", shown, lambda a, i=item: i in a.massage_how
    for spot in whole.body.pain if whole.body else ():
        yield f"shaded {spot.id}", outcomes.shaded(spot), lambda a, s=spot: s in a.body.pain
    for item in whole.what_now:
        yield f"now {item.id}", outcomes.in_what_now(item), lambda a, i=item: i in a.what_now


def levels_and_verdicts(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    whole = outcomes.questionnaire
    yield "in scope", outcomes.in_scope(), lambda a: a.status == "assessed"
    yield "needs all answers", outcomes.needs_all_answers(), needs_all_answers
    for level in LEVELS:
        for end in (0, 1):
            reached = outcomes.level_at_least(level, end)
            yield f"{level} {end}", reached, lambda a, v=level, e=end: rank(a, e) >= Level(v).rank
    for one in whole.rules:
        raises = outcomes.raises(one, one.level)
        yield f"{one.id} raises", raises, lambda a, r=one: (r, r.level) in raised(a)
        certain = outcomes.of(one.when).certain
        yield f"{one.id} certain", certain, lambda a, r=one: r in certain_rules(a)
    for verdict in (*MASSAGE_VERDICTS, UNKNOWN_OUTCOME):
        expression = outcomes.verdict(whole.massage.treatment, verdict)
        yield f"massage {verdict}", expression, lambda a, v=verdict: a.massage.verdict == v
    for option in whole.options:
        for verdict in (*OPTION_VERDICTS, UNKNOWN_OUTCOME):
            outcome = option.id, verdict
            expression = outcomes.verdict(option, verdict)
            yield str(outcome), expression, lambda a, o=outcome: o in verdicts(a)
    for place, who in enumerate(WHOM_TO_ASK):
        for index, treatment in enumerate((whole.massage.treatment, *whole.options)):
            asks = outcomes.asks_at_least(treatment, who)
            yield f"{index} asks {who}", asks, lambda a, i=index, p=place: asked(a)[i] >= p


def scores_and_causes(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    whole = outcomes.questionnaire
    for score in whole.scores:
        for band in score.bands:
            outcome = score.id, band.id
            expression = outcomes.band(score, band.id)
            yield str(outcome), expression, lambda a, o=outcome: o in bands(a)
        for value in range(least_value(score), score.maximum + 2):
            # out of scope there is no sum
            least = And((outcomes.in_scope(), outcomes.value_at_least(score, value)))
            outcome = score.id, value
            yield str(outcome), least, lambda a, o=outcome: values(a).get(o[0], o[1] - 1) >= o[1]
    for cause in whole.causes:
        for fit in FITS:
            outcome = cause.id, fit
            yield str(outcome), outcomes.fit(cause, fit), lambda a, o=outcome: o in fits(a)


def rank(found: Assessment, end: int) -> int:
    return Level(found.at_most if end else found.level).rank


def raised(found: Assessment) -> list[tuple[Rule, str]]:
    return [(reason.rule, reason.level) for reason in found.reasons]


def certain_rules(found: Assessment) -> list[Rule]:
    return [reason.rule for reason in found.reasons if reason.certain]


def bands(found: Assessment) -> list[tuple[str, str]]:
    return [(result.score.id, result.band.id) for result in found.scores if result.band]


def values(found: Assessment) -> dict[str, int]:
    return {result.score.id: result.value for result in found.scores}


def fits(found: Assessment) -> list[tuple[str, str]]:
    return [(result.cause.id, result.fit) for result in found.causes]


def verdicts(found: Assessment) -> list[tuple[str, str]]:
    return [(verdict.treatment.id, verdict.verdict) for verdict in found.options]


def asked(found: Assessment) -> list[int]:
    """The place in WHOM_TO_ASK of whom massage and each option names."""
    return [WHOM_TO_ASK.index(verdict.ask) for verdict in (found.massage, *found.options)]
