"""The columns of a result, in the order of the contract: one table for files and data frames.

Each column rests on expressions; how they become text or a column of a frame is for the writers.
"""

from __future__ import annotations

from itertools import chain

from .completeness import complete
from .expressions import And, Expression, Negated
from .frozen import Frozen
from .levels import LEVELS
from .model import (
    FITS,
    MASSAGE_VERDICTS,
    NOBODY,
    OPTION_VERDICTS,
    UNKNOWN_OUTCOME,
    WHOM_TO_ASK,
    Cause,
    Score,
    Treatment,
)
from .outcomes import ALWAYS, NEVER, OutcomeExpressions, least_value
from .purposes import Purpose
from .verdicts import NOT_ASSESSED

NamedExpressions = tuple[tuple[str, Expression], ...]  # words, and when each holds


class ResultColumn(Frozen):
    """A column; `path` is its place in an object. There is no value where `applies` is false."""

    path: tuple[str, ...]
    applies: Expression

    @property
    def name(self) -> str:
        """Its name where a result is flat."""
        return "__".join(self.path)


class FlagColumn(ResultColumn):
    """True or false."""

    when: Expression


class WordColumn(ResultColumn):
    """The word that holds, of which there is at most one, or else `other`."""

    words: NamedExpressions
    other: str | None

    @property
    def values(self) -> tuple[str | None, ...]:
        """All that it may say."""
        return (*(word for word, _ in self.words), self.other)


class TotalColumn(ResultColumn):
    """A sum of points: `least`, and one more for each sum that is `reached`."""

    least: int
    reached: tuple[Expression, ...]


class NamesColumn(ResultColumn):
    """All names that hold, in order."""

    names: NamedExpressions


ResultTable = dict[str, tuple[ResultColumn, ...]]  # by the key of a result


def result_table(outcomes: OutcomeExpressions, purpose: Purpose = Purpose.ALL) -> ResultTable:
    """The columns under each key of a result; an object may have none.

    What the purpose does not cover is as empty as it is out of scope.
    """
    questionnaire = outcomes.questionnaire
    certain = tuple((rule.id, outcomes.of(rule.when).certain) for rule in questionnaire.rules)
    left_open = tuple((rule.id, outcomes.left_open(rule)) for rule in questionnaire.rules)
    massage = questionnaire.massage.treatment
    covered = outcomes.in_scope() if purpose.covers_all else NEVER
    return {
        "purpose": (WordColumn(("purpose",), ALWAYS, (), purpose.value),),
        "status": (
            WordColumn(("status",), ALWAYS, (("assessed", outcomes.in_scope()),), "out_of_scope"),
        ),
        "level": (WordColumn(("level",), ALWAYS, _levels(outcomes, 0), LEVELS[0]),),
        "at_most": (WordColumn(("at_most",), ALWAYS, _levels(outcomes, 1), LEVELS[0]),),
        "complete": (FlagColumn(("complete",), ALWAYS, complete(outcomes, purpose)),),
        "rules": (NamesColumn(("rules",), ALWAYS, certain),),
        "open": (NamesColumn(("open",), ALWAYS, left_open),),
        "scores": tuple(
            chain(*(_score(outcomes, score, covered) for score in questionnaire.scores))
        ),
        "causes": tuple(
            WordColumn(("causes", cause.id), covered, _fits(outcomes, cause), None)
            for cause in questionnaire.causes
        ),
        "massage": (
            _verdict(("massage",), outcomes, massage, MASSAGE_VERDICTS, purpose.covers_massage),
        ),
        "options": tuple(
            _verdict(("options", option.id), outcomes, option, OPTION_VERDICTS, purpose.covers_all)
            for option in questionnaire.options
        ),
        "ask": (_whom_to_ask(("ask", "massage"), outcomes, massage, purpose.covers_massage),),
    }


def _levels(outcomes: OutcomeExpressions, end: int) -> NamedExpressions:
    return _highest([(level, outcomes.level_at_least(level, end)) for level in LEVELS[1:]])


def _highest(reached: list[tuple[str, Expression]]) -> NamedExpressions:
    """When each name is the highest one that is reached, last first.

    Args:
        reached: names in rising order, each with when it or a higher one is reached.
    """
    named = []
    higher: Expression = NEVER
    for name, when in reversed(reached):
        named.append((name, And((when, Negated(higher)))))
        higher = when
    return tuple(named)


def _score(
    outcomes: OutcomeExpressions, score: Score, covered: Expression
) -> tuple[ResultColumn, ...]:
    least = least_value(score)
    sums = range(least + 1, score.maximum + 1)
    reached = tuple(outcomes.value_at_least(score, number) for number in sums)
    bands = tuple((band.id, outcomes.band(score, band.id)) for band in score.bands)
    path = ("scores", score.id)
    return (
        TotalColumn((*path, "value"), covered, least, reached),
        WordColumn((*path, "band"), covered, bands, None),
    )


def _fits(outcomes: OutcomeExpressions, cause: Cause) -> NamedExpressions:
    return tuple((fit, outcomes.fit(cause, fit)) for fit in FITS)


def _verdict(
    path: tuple[str, ...],
    outcomes: OutcomeExpressions,
    treatment: Treatment,
    order: tuple[str, ...],
    covered: bool,
) -> WordColumn:
    verdicts = (*order, UNKNOWN_OUTCOME) if covered else ()
    words = tuple((verdict, outcomes.verdict(treatment, verdict)) for verdict in verdicts)
    return WordColumn(path, ALWAYS, words, NOT_ASSESSED)


def _whom_to_ask(
    path: tuple[str, ...], outcomes: OutcomeExpressions, treatment: Treatment, covered: bool
) -> WordColumn:
    advisers = WHOM_TO_ASK[1:] if covered else ()
    words = _highest([(who, outcomes.asks_at_least(treatment, who)) for who in advisers])
    return WordColumn(path, ALWAYS, words, NOBODY)
