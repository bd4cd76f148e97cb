"""The columns of a data frame as answers: which columns there are, and what each atom reads.

Every atom is true or false: a null answers nothing, and no engine sees one inside and / or / not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, and_
from typing import Any

import narwhals.stable.v2 as nw

from ..core.answers import RESERVED, allowed_values
from ..core.exits import BAD_ANSWERS
from ..core.faults import Fault, FaultError, nearest, shown
from ..core.model import UNSURE, Question, Questionnaire
from .graph import Atom

PREFIX = "__sciatica_"  # of the columns between input and output
Strangers = Callable[[nw.Expr, tuple[str, ...], nw.Expr], nw.Expr]
Read = Callable[[Atom], nw.Expr | None]  # None: no row can say so
TEXTS = (nw.String, nw.Categorical, nw.Enum)
TICK = "{question}__{choice}"
HINTS = {
    "many": "give one Boolean column for each choice, or one list of text",
    "number": "give whole numbers",
    "scale": "give whole numbers",
    "yes_no": "give text or Boolean",
    "choice": "give text",
}


class Columns:
    """The columns of one schema by question.

    Args:
        schema: the type of each column; None where every value is null.
        keep: columns that are carried over, whatever they are.
        floats: whole numbers may come as floats, as where an engine has no integers with gaps.
        strangers: finds the lists in which a stranger stands, in an engine of its own way.

    Raises:
        FaultError: a column is no question, or of a wrong type; all such columns are named.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        schema: Mapping[str, Any],
        keep: tuple[str, ...],
        floats: bool = False,
        strangers: Strangers | None = None,
    ) -> None:
        self.spread: list[nw.Expr] = []
        self._floats = floats
        self._strangers = strangers or _strangers
        self._faults: list[Fault] = []
        self._reads: dict[str, Read] = {}
        self._schema = schema
        known = {name: q for q in questionnaire.questions for name in _names(q)}
        for name in schema:
            if name not in known and name not in (*keep, *RESERVED):
                hint = nearest(name, tuple(known))
                self._fault("unknown_column", shown(name), "there is no such question", hint)
        for question in questionnaire.questions:
            self._reads[question.id] = self._reader(question)
        if self._faults:
            raise FaultError(tuple(self._faults), BAD_ANSWERS)

    def read(self, atom: Atom) -> nw.Expr | None:
        """Where an atom holds; None if it cannot."""
        return self._reads[atom.question](atom)

    def _reader(self, question: Question) -> Read:
        column = self._find(question, "")
        if question.kind == "many":
            ticks = {value: self._find(question, value) for value in allowed_values(question)}
            found = {value: name for value, name in ticks.items() if name is not None}
            if column is not None and found:
                self._fault("repeated", column, f"the answer stands in {found.popitem()[1]} too")
            if column is None:
                right = [self._is(name, question, nw.Boolean) for name in found.values()]
                return _ticks(found) if found and all(right) else _nothing
            if self._is(column, question, nw.List) and self._holds_text(column, question):
                return self._list(column, question)
            return _nothing
        if column is None:
            return _nothing
        kind = self._schema[column]
        if question.kind in ("number", "scale"):
            if kind.is_float() and self._floats:
                return _float(column)
            if not kind.is_integer():
                self._wrong_type(column, question)
            return _number(column)
        if question.kind == "yes_no" and isinstance(kind, nw.Boolean):
            return _yes_no(column)
        self._is(column, question, *TEXTS)
        return _text(column)

    def _list(self, column: str, question: Question) -> Read:
        """A list is spread over a Boolean column for each choice, which `spread` makes first."""
        answer, allowed = nw.col(column), allowed_values(question)
        names = {value: f"{PREFIX}{question.id}__{value}" for value in allowed}
        for value, name in names.items():
            self.spread.append(answer.list.contains(value).fill_null(False).alias(name))
        ticks = (nw.col(name).cast(nw.Int64) for name in names.values())
        chosen = reduce(add, ticks)

        def read(atom: Atom) -> nw.Expr:
            if atom.odd and atom.value == "repeated":
                return (answer.list.len().cast(nw.Int64) > chosen).fill_null(False)
            if atom.odd:
                return self._strangers(answer, allowed, chosen)
            return ~answer.is_null() if atom.value is None else nw.col(names[str(atom.value)])

        return read

    def _find(self, question: Question, choice: str) -> str | None:
        """The column of a question or of one of its choices, by its name or an earlier one."""
        found = [name for name in _names(question, choice) if name in self._schema]
        if len(found) > 1:
            self._fault("repeated", found[1], f"the answer stands in {found[0]} too")
        return found[0] if found and self._schema[found[0]] is not None else None

    def _is(self, column: str, question: Question, *kinds: Any) -> bool:
        if isinstance(self._schema[column], kinds):
            return True
        self._wrong_type(column, question)
        return False

    def _holds_text(self, column: str, question: Question) -> bool:
        if isinstance(self._schema[column].inner, nw.String):
            return True
        self._wrong_type(column, question)
        return False

    def _wrong_type(self, column: str, question: Question) -> None:
        got = f"the column holds {shown(self._schema[column])}"
        self._fault("wrong_type", column, got, HINTS[question.kind])

    def _fault(self, code: str, column: str, message: str, hint: str = "") -> None:
        self._faults.append(Fault(code, column, message, hint))


def _names(question: Question, choice: str | None = None) -> tuple[str, ...]:
    """The names its columns may have; of one choice ("" for the question itself), or of all."""
    names = (question.id, *question.was)
    ticks = allowed_values(question) if question.kind == "many" else ()
    if choice is None:
        return (*names, *(TICK.format(question=n, choice=c) for n in names for c in ticks))
    return tuple(TICK.format(question=n, choice=choice) for n in names) if choice else names


def _nothing(_: Atom) -> None:
    """There is no such column: nobody answered."""


def _text(column: str) -> Read:
    text = nw.col(column).cast(nw.String)

    def read(atom: Atom) -> nw.Expr:
        return ~text.is_null() if atom.value is None else (text == atom.value).fill_null(False)

    return read


def _yes_no(column: str) -> Read:
    def read(atom: Atom) -> nw.Expr | None:
        if atom.value is None:
            return ~nw.col(column).is_null()
        if atom.value == UNSURE:
            return None
        return (nw.col(column) == (atom.value == "yes")).fill_null(False)

    return read


def _number(column: str) -> Read:
    def read(atom: Atom) -> nw.Expr | None:
        if atom.odd:
            return None
        if atom.value is None:
            return ~nw.col(column).is_null()
        return (nw.col(column) >= atom.value).fill_null(False)

    return read


def _float(column: str) -> Read:
    number = nw.col(column)
    given = (number == number).fill_null(False)  # neither null nor NaN

    def read(atom: Atom) -> nw.Expr:
        if atom.odd:
            return given & (number % 1 != 0).fill_null(False)
        return given if atom.value is None else (number >= atom.value).fill_null(False)

    return read


def _ticks(columns: dict[str, str]) -> Read:
    """One Boolean column for each choice: null in all of them answers nothing."""

    def read(atom: Atom) -> nw.Expr | None:
        if atom.odd:
            return None
        if atom.value is None:
            return ~reduce(and_, (nw.col(column).is_null() for column in columns.values()))
        column = columns.get(str(atom.value))
        return None if column is None else nw.col(column).fill_null(False)

    return read


def _strangers(answer: nw.Expr, allowed: tuple[str, ...], chosen: nw.Expr) -> nw.Expr:
    """Something stands in the list that is no choice."""
    del allowed
    different = answer.list.unique().list.len().cast(nw.Int64)
    return (different > chosen).fill_null(False)
