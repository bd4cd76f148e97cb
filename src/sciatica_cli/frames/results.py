"""What each column of results says, as expressions, whatever the engine.

Each column rests on a few expressions; how an engine makes words of them is for `words`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..core.assess import NOT_ASSESSED
from ..core.expressions import And, Expression, Negated
from ..core.frozen import Frozen
from ..core.levels import LEVELS
from ..core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, Treatment
from ..core.outcomes import FITS, NEVER, UNKNOWN, OutcomeExpressions
from .problems import Problems


class Result(Frozen):
    """A column. It is null wherever `stands` does not hold."""

    name: str
    stands: Expression


class Flag(Result):
    """True or false."""

    when: Expression


class Word(Result):
    """The word that holds, of which there is at most one, or else `other`."""

    told: tuple[tuple[str, Expression], ...]
    other: str | None


class Total(Result):
    """The sum of the points that hold."""

    points: tuple[tuple[int, Expression], ...]


class Names(Result):
    """In each slot at most one name holds; those that do are joined by one space, in order."""

    slots: tuple[tuple[tuple[str, Expression], ...], ...]


def results(outcomes: OutcomeExpressions, problems: Problems) -> Iterable[Result]:
    """All columns of results, in the order of `core.result_columns`, and then `problems`."""
    whole, sound, in_scope = outcomes.questionnaire, problems.sound, outcomes.in_scope()
    open_ = [(rule.id, outcomes.left_open(rule)) for rule in whole.rules]
    certain = [(rule.id, outcomes.of(rule.when).certain) for rule in whole.rules]
    yield Word("status", sound, (("assessed", in_scope),), "out_of_scope")
    for end, name in enumerate(("level", "at_most")):
        yield Word(name, sound, _levels(outcomes, end), LEVELS[0])
    yield Flag("complete", sound, Negated(outcomes.missing()))
    yield Names("rules", sound, tuple((named,) for named in certain))
    yield Names("open", sound, tuple((named,) for named in open_))
    for score in whole.scores:
        points = tuple((point.add, outcomes.of(point.when).certain) for point in score.points)
        yield Total(f"scores__{score.id}__value", And((sound, in_scope)), points)
        bands = tuple((band.id, outcomes.band(score, band.id)) for band in score.bands)
        yield Word(f"scores__{score.id}__band", sound, bands, None)
    for cause in whole.causes:
        fits = tuple((fit, outcomes.fit(cause, fit)) for fit in FITS)
        yield Word(f"causes__{cause.id}", sound, fits, None)
    yield _verdict("massage", outcomes, whole.massage.treatment, MASSAGE_VERDICTS, sound)
    for option in whole.options:
        yield _verdict(f"options__{option.id}", outcomes, option, OPTION_VERDICTS, sound)
    slots = (tuple((f"{code}:{q}", w) for code, w in codes) for q, codes in problems.found)
    yield Names("problems", Negated(sound), tuple(slots))


def _levels(outcomes: OutcomeExpressions, end: int) -> tuple[tuple[str, Expression], ...]:
    """Each level but the calmest, and that no higher one is reached."""
    reached = [outcomes.level_at_least(level, end) for level in LEVELS]
    no_higher = [Negated(higher) for higher in (*reached[1:], NEVER)]
    exactly = (And(both) for both in zip(reached, no_higher, strict=True))
    return tuple(zip(LEVELS, exactly, strict=True))[1:]


def _verdict(
    name: str,
    outcomes: OutcomeExpressions,
    treatment: Treatment,
    order: tuple[str, ...],
    stands: Expression,
) -> Result:
    told = tuple((verdict, outcomes.verdict(treatment, verdict)) for verdict in (*order, UNKNOWN))
    return Word(name, stands, told, NOT_ASSESSED)


def expressions_of(result: Result) -> tuple[Expression, ...]:
    """The expressions of which a result is made, wherever it stands."""
    if isinstance(result, Flag):
        return (result.when,)
    if isinstance(result, Names):
        return tuple(when for slot in result.slots for _, when in slot)
    assert isinstance(result, Word | Total)
    told = result.told if isinstance(result, Word) else result.points
    return tuple(when for _, when in told)
