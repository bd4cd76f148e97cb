"""Columns of results as lines of text: the same text as `result.result_data` gives as JSON.

A line is a row of pieces. Each piece rests on a few columns of bits: together they are the digits
of a code, and a table says which text a code stands for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby, repeat

from ..core.assess import NOT_ASSESSED
from ..core.frozen import Frozen
from ..core.lower import And, Expression, IsMissing, Negated, Or
from ..core.model import (
    LEVELS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    Condition,
    Score,
    Treatment,
)
from ..core.told import FITS, UNKNOWN, Telling, least_value

ABOVE = LEVELS[1:]
IN_SCOPE = 128  # the weight of being in scope, where a piece needs to know it


class Piece(Frozen):
    """A part of each line: the weighted sum of bits is a code, below 256, that stands for a text.

    `part` groups pieces that become one list of names.
    """

    bits: tuple[tuple[int, Expression], ...]
    text: Callable[[int], str]
    part: str = ""


def pieces(telling: Telling) -> Iterator[Piece]:
    """All the pieces of a line after its number, in order."""
    whole = telling.questionnaire
    yield from _levels(telling)
    yield from _names("rules", [(r.id, telling.of(r.when).certain) for r in whole.rules])
    yield _fixed('],"open":[')
    yield from _names("open", [(r.id, _open(telling, r.when)) for r in whole.rules])
    yield _fixed('],"scores":{')
    for place, score in enumerate(whole.scores):
        yield from _score(telling, score, "," * (place > 0))
    yield _fixed('},"causes":{')
    for place, cause in enumerate(whole.causes):
        told = [(fit, telling.fit(cause, fit)) for fit in FITS]
        yield _one_of(told, f'{"," * (place > 0)}"{cause.id}":')
    yield _fixed('},"massage":')
    yield _verdict(telling, whole.massage.treatment, MASSAGE_VERDICTS, "")
    yield _fixed(',"options":{')
    for place, option in enumerate(whole.options):
        yield _verdict(telling, option, OPTION_VERDICTS, f'{"," * (place > 0)}"{option.id}":')
    yield _fixed("}}\n")


def missing(telling: Telling) -> Expression:
    """Some question that is or may be asked has no answer."""
    return Or(tuple(IsMissing(question.id) for question in telling.questionnaire.questions))


def _fixed(text: str) -> Piece:
    return Piece((), lambda _: text)


def _levels(telling: Telling) -> Iterator[Piece]:
    low = [(1, telling.level_at_least(level, 0)) for level in ABOVE]
    high = [(1, telling.level_at_least(level, 1)) for level in ABOVE]

    def first(code: int) -> str:
        status = "assessed" if code & IN_SCOPE else "out_of_scope"
        return f'"status":"{status}","level":"{LEVELS[code & ~IN_SCOPE]}",'

    def second(code: int) -> str:
        complete = "false" if code & OPEN else "true"
        return f'"at_most":"{LEVELS[code & ~OPEN]}","complete":{complete},"rules":['

    yield Piece(((IN_SCOPE, telling.in_scope()), *low), first)
    yield Piece(((OPEN, missing(telling)), *high), second)


OPEN = 128  # the weight of a missing answer


def _names(part: str, named: list[tuple[str, Expression]]) -> Iterator[Piece]:
    """A list of names, a comma before each; eight names make a code."""
    for start in range(0, len(named), 8):
        eight = named[start : start + 8]
        bits = tuple((1 << place, expression) for place, (_, expression) in enumerate(eight))
        names = tuple(f',"{name}"' for name, _ in eight)

        def text(code: int, names: tuple[str, ...] = names) -> str:
            return "".join(name for place, name in enumerate(names) if code >> place & 1)

        yield Piece(bits, text, part)


def _open(telling: Telling, when: Condition) -> Expression:
    return And((telling.of(when).possible, Negated(telling.of(when).certain)))


def _score(telling: Telling, score: Score, comma: str) -> Iterator[Piece]:
    """Its value and its band; nothing at all out of scope."""
    least = least_value(score)
    scope = IN_SCOPE, telling.in_scope()
    reached = [(1, telling.value_at_least(score, n)) for n in range(least + 1, score.maximum + 1)]
    bands = [(n, telling.band(score, band.id)) for n, band in enumerate(score.bands, start=1)]
    ids = [None, *(band.id for band in score.bands)]

    def value(code: int) -> str:
        number = (code & ~IN_SCOPE) + least
        return f'{comma}"{score.id}":{{"value":{number},' if code & IN_SCOPE else ""

    def band(code: int) -> str:
        return f'"band":{json.dumps(ids[code & ~IN_SCOPE])}}}' if code & IN_SCOPE else ""

    yield Piece((scope, *reached), value)
    yield Piece((scope, *bands), band)


def _one_of(told: list[tuple[str, Expression]], before: str) -> Piece:
    """The word that is told, or nothing at all out of scope."""
    words = ["", *(f'{before}"{word}"' for word, _ in told)]
    bits = tuple((n, expression) for n, (_, expression) in enumerate(told, start=1))
    return Piece(bits, lambda code: words[code])


def _verdict(telling: Telling, treatment: Treatment, order: tuple[str, ...], before: str) -> Piece:
    words = [NOT_ASSESSED, *order, UNKNOWN]
    told = [(n, telling.verdict(treatment, v)) for n, v in enumerate(words[1:], start=1)]
    return Piece(tuple(told), lambda code: f'{before}"{words[code]}"')


class Lines:
    """Writes the tail of each line from the columns of `expressions`."""

    def __init__(self, telling: Telling) -> None:
        self.pieces = tuple(pieces(telling))
        wanted = [expression for piece in self.pieces for _, expression in piece.bits]
        self.expressions = list({id(expression): expression for expression in wanted}.values())
        place = {id(expression): n for n, expression in enumerate(self.expressions)}
        self._digits = [
            [(weight, place[id(expression)]) for weight, expression in piece.bits]
            for piece in self.pieces
        ]
        self._texts = [cache(piece.text) for piece in self.pieces]

    def of(self, results: list[int], count: int) -> Iterable[str]:
        """The tails of the lines of `count` records."""
        columns: list[Iterable[str]] = []
        numbers = range(len(self.pieces))
        for part, group in groupby(numbers, key=lambda number: self.pieces[number].part):
            texts = [self._column(number, results, count) for number in group]
            if part:
                columns.append(names[1:] for names in map("".join, zip(*texts, strict=True)))
            else:
                columns += texts
        return map("".join, zip(*columns, strict=True))

    def _column(self, number: int, results: list[int], count: int) -> Iterable[str]:
        """The text of one piece for each record."""
        code = 0  # of all records in one long number, a byte each
        for weight, place in self._digits[number]:
            if results[place]:
                code += weight * _bytes_of(results[place], count)
        if not code:
            return repeat(self._texts[number](0), count)
        return map(self._texts[number], code.to_bytes(count, "big"))


def _bytes_of(column: int, count: int) -> int:
    """A number with a byte for each bit of a column."""
    digits = format(column, f"0{count}b").encode()
    return int.from_bytes(digits.translate(DIGITS), "big")


DIGITS = bytes(byte & 1 for byte in range(256))  # the text 0 and 1 as numbers
