"""The fields of a result as columns of codes: those of an assessment that a study counts.

Each piece of a field rests on a few columns of bits: together they are the digits of a code, and
the piece says which value a code stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..core.assess import NOT_ASSESSED
from ..core.expressions import Expression
from ..core.frozen import Frozen
from ..core.levels import LEVELS
from ..core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, Score, Treatment
from ..core.outcomes import FITS, UNKNOWN, OutcomeExpressions, least_value

ABOVE = LEVELS[1:]
FLAG = 128  # the weight of one more thing that a code says, beside a small number


class Absent:
    """Stands for a value that there is not, out of scope."""


ABSENT = Absent()


class Piece(Frozen):
    """The weighted sum of bits is a code, below 256, that stands for a value."""

    bits: tuple[tuple[int, Expression], ...]
    value: Callable[[int], Any]


class Field(Frozen):
    """One field of a result: where it stands in the record, and its pieces.

    The values of a field of names are tuples, one from each of its pieces; any other has one piece.
    """

    path: tuple[str, ...]
    pieces: tuple[Piece, ...]
    names: bool = False

    @property
    def column(self) -> str:
        """Its name where a record is flat."""
        return "__".join(self.path)


def result_fields(outcomes: OutcomeExpressions) -> Iterator[Field]:
    """All the fields of a result but `id` and `line`, in order."""
    whole = outcomes.questionnaire
    scope = FLAG, outcomes.in_scope()
    yield _one("status", (scope,), lambda code: "assessed" if code else "out_of_scope")
    for name, end in (("level", 0), ("at_most", 1)):
        bits = tuple((1, outcomes.level_at_least(level, end)) for level in ABOVE)
        yield _one(name, bits, LEVELS.__getitem__)
    yield _one("complete", ((1, outcomes.missing()),), lambda code: not code)
    yield names_field("rules", [(r.id, outcomes.of(r.when).certain) for r in whole.rules])
    yield names_field("open", [(r.id, outcomes.left_open(r)) for r in whole.rules])
    for score in whole.scores:
        yield from _score(outcomes, score)
    for cause in whole.causes:
        told = [outcomes.fit(cause, fit) for fit in FITS]
        yield _word(("causes", cause.id), (ABSENT, *FITS), told)
    massage = whole.massage.treatment
    yield _verdict(("massage",), outcomes, massage, MASSAGE_VERDICTS)
    for option in whole.options:
        yield _verdict(("options", option.id), outcomes, option, OPTION_VERDICTS)


def names_field(name: str, named: Sequence[tuple[str, Expression]]) -> Field:
    """The names of what holds; eight of them make a code."""
    pieces = []
    for start in range(0, len(named), 8):
        eight = named[start : start + 8]
        bits = tuple((1 << place, expression) for place, (_, expression) in enumerate(eight))
        ids = tuple(ident for ident, _ in eight)

        def value(code: int, ids: tuple[str, ...] = ids) -> tuple[str, ...]:
            return tuple(ident for place, ident in enumerate(ids) if code >> place & 1)

        pieces.append(Piece(bits, value))
    return Field((name,), tuple(pieces), names=True)


def _one(
    name: str, bits: tuple[tuple[int, Expression], ...], value: Callable[[int], object]
) -> Field:
    return Field((name,), (Piece(bits, value),))


def _score(outcomes: OutcomeExpressions, score: Score) -> Iterator[Field]:
    """Its value and its band; neither out of scope."""
    least = least_value(score)
    scope = FLAG, outcomes.in_scope()
    reached = [(1, outcomes.value_at_least(score, n)) for n in range(least + 1, score.maximum + 1)]
    bands = [(n, outcomes.band(score, band.id)) for n, band in enumerate(score.bands, start=1)]
    ids = [None, *(band.id for band in score.bands)]

    def value(code: int) -> object:
        return code - FLAG + least if code & FLAG else ABSENT

    def band(code: int) -> object:
        return ids[code - FLAG] if code & FLAG else ABSENT

    for name, bits, meaning in (("value", reached, value), ("band", bands, band)):
        yield Field(("scores", score.id, name), (Piece((scope, *bits), meaning),))


def _word(path: tuple[str, ...], words: tuple[object, ...], told: list[Expression]) -> Field:
    """The word that is told, the first one if none is."""
    return Field(path, (Piece(tuple(enumerate(told, start=1)), words.__getitem__),))


def _verdict(
    path: tuple[str, ...],
    outcomes: OutcomeExpressions,
    treatment: Treatment,
    order: tuple[str, ...],
) -> Field:
    verdicts = (*order, UNKNOWN)
    told = [outcomes.verdict(treatment, verdict) for verdict in verdicts]
    return _word(path, (NOT_ASSESSED, *verdicts), told)
