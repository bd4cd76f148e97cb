"""What each column of results says, as expressions: `batch.result` without an engine.

Each column rests on a few expressions. Those that hold are the digits of a code, and a table says
which word a code stands for.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..core.assess import NOT_ASSESSED
from ..core.frozen import Frozen
from ..core.lower import And, Expression, IsMissing, Negated, Or
from ..core.model import LEVELS, MASSAGE_VERDICTS, OPTION_VERDICTS, Score, Treatment
from ..core.told import FITS, UNKNOWN, Telling
from .column_problems import Problems


class Result(Frozen):
    """A column. It is null wherever `stands` does not hold."""

    name: str
    stands: Expression


class Flag(Result):
    """True or false."""

    when: Expression


class Word(Result):
    """`words` by the sum of the weights of what holds; a word may be None."""

    digits: tuple[tuple[int, Expression], ...]
    words: tuple[str | None, ...]


class Total(Result):
    """The sum of the weights of what holds."""

    digits: tuple[tuple[int, Expression], ...]


class Names(Result):
    """In each slot at most one name holds; those that do are joined by one space, in order."""

    slots: tuple[tuple[tuple[str, Expression], ...], ...]


def results(telling: Telling, problems: Problems) -> Iterable[Result]:
    """All columns of results, in the order of `core.compact`, and then `problems`."""
    whole, sound, in_scope = telling.questionnaire, problems.sound, telling.in_scope()
    open_, missing = [], Or(tuple(IsMissing(question.id) for question in whole.questions))
    for rule in whole.rules:
        when = telling.of(rule.when)
        open_.append((rule.id, And((when.possible, Negated(when.certain)))))
    certain = [(rule.id, telling.of(rule.when).certain) for rule in whole.rules]
    yield Word("status", sound, ((1, in_scope),), ("out_of_scope", "assessed"))
    for end, name in enumerate(("level", "at_most")):
        digits = tuple((1, telling.level_at_least(level, end)) for level in LEVELS[1:])
        yield Word(name, sound, digits, LEVELS)
    yield Flag("complete", sound, Negated(missing))
    yield Names("rules", sound, tuple((named,) for named in certain))
    yield Names("open", sound, tuple((named,) for named in open_))
    for score in whole.scores:
        yield _value(telling, score, And((sound, in_scope)))
        bands = [(band.id, telling.band(score, band.id)) for band in score.bands]
        yield _one_of(f"scores__{score.id}__band", sound, bands)
    for cause in whole.causes:
        fits = [(fit, telling.fit(cause, fit)) for fit in FITS]
        yield _one_of(f"causes__{cause.id}", sound, fits)
    yield _verdict("massage", telling, whole.massage.treatment, MASSAGE_VERDICTS, sound)
    for option in whole.options:
        yield _verdict(f"options__{option.id}", telling, option, OPTION_VERDICTS, sound)
    slots = (tuple((f"{code}:{q}", w) for code, w in codes) for q, codes in problems.found)
    yield Names("problems", Negated(sound), tuple(slots))


def _value(telling: Telling, score: Score, stands: Expression) -> Result:
    digits = tuple((point.add, telling.of(point.when).certain) for point in score.points)
    return Total(f"scores__{score.id}__value", stands, digits)


def _one_of(
    name: str, stands: Expression, told: list[tuple[str, Expression]], other: str | None = None
) -> Result:
    digits = tuple((place, when) for place, (_, when) in enumerate(told, start=1))
    return Word(name, stands, digits, (other, *(word for word, _ in told)))


def _verdict(
    name: str, telling: Telling, treatment: Treatment, order: tuple[str, ...], stands: Expression
) -> Result:
    told = [(verdict, telling.verdict(treatment, verdict)) for verdict in (*order, UNKNOWN)]
    return _one_of(name, stands, told, NOT_ASSESSED)
