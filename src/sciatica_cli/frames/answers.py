"""The columns of a data frame as answers: which are needed, and which are faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw

from ..core.answers import RESERVED
from ..core.faults import AnswersError, Fault, nearest, shown
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.questions import ManyQuestion, NumberQuestion, Question, YesNoQuestion
from .atoms import (
    Read,
    read_list,
    read_nothing,
    read_number,
    read_text,
    read_ticks,
    read_yes_no,
    safe,
)
from .graph import Atom

PREFIX = "__sciatica_"  # of the columns between those of answers and those of results
TICK = "{question}__{choice}"
WANTED = {
    "yes_no": "give text or Boolean",
    "choice": "give text",
    "many": "give one Boolean column for each choice, or one list of text",
    "number": "give whole numbers",
    "scale": "give whole numbers",
}

# Whether an engine has columns of lists. With CHECKED_LISTS, unknown choices in them must be found
# before the plan runs, because the engine has no expression for that.
NO_LISTS, LISTS, CHECKED_LISTS = range(3)


class Engine(Frozen):
    """What the plan needs to know about an engine of data frames.

    `queries`: it turns expressions into a query, rather than columns into columns.
    """

    queries: bool
    lists: int


class Columns:
    """The columns of a schema by question.

    `new` are copies of the columns of answers, under names that cannot clash with others. `lists`
    are the columns of lists to be checked before the plan runs, with the known choices of each.

    Args:
        schema: the type of each column; None where every value is null.
        keep: columns that are carried over, whatever they are.

    Raises:
        FaultError: a column is not a question, has the wrong type, or answers what another does.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        schema: Mapping[str, Any],
        keep: tuple[str, ...],
        engine: Engine,
    ) -> None:
        self.lists: list[tuple[str, tuple[str, ...]]] = []
        self._schema = schema
        self._engine = engine
        self._new: dict[str, nw.Expr] = {}
        self._faults: list[Fault] = []
        known = tuple(name for q in questionnaire.questions for name in _all_names(q))
        for name in schema:
            if name not in (*known, *keep, *RESERVED):
                message = "there is no such question"
                self._fault("unknown_column", name, message, nearest(name, known))
        self._reads = {q.id: self._reader(q) for q in questionnaire.questions}
        if not self._new and schema:  # no answers at all, but every row needs a result
            self._new[PREFIX] = nw.col(next(iter(schema)))
        if self._faults:
            raise AnswersError(tuple(self._faults))

    @property
    def new(self) -> tuple[nw.Expr, ...]:
        return tuple(column.alias(name) for name, column in self._new.items())

    @property
    def some(self) -> tuple[str, ...]:
        """One of the new columns, if there is one."""
        return tuple(self._new)[:1]

    def can_hold(self, atom: Atom) -> bool:
        """Whether the atom can be true in some row."""
        return self._reads[atom.question](atom) is not None

    def read(self, atom: Atom) -> nw.Expr:
        """The rows in which an atom is true."""
        read = self._reads[atom.question](atom)
        assert read is not None
        return read

    def _reader(self, question: Question) -> Read:
        if isinstance(question, ManyQuestion):
            return self._many(question)
        column = self._find(question)
        if column is None:
            return read_nothing
        kind = self._schema[column]
        if isinstance(question, NumberQuestion):
            floats = kind.is_float()  # whole numbers with gaps often come as floats
            self._expect(column, question, floats or kind.is_integer())
            return read_number(self._copy(column, question.id), floats)
        if isinstance(question, YesNoQuestion) and isinstance(kind, nw.Boolean):
            return read_yes_no(self._copy(column, question.id))
        categories = isinstance(kind, nw.Categorical | nw.Enum)
        self._expect(column, question, categories or isinstance(kind, nw.String))
        copy = self._copy(column, question.id, nw.String if categories else None)
        return read_text(copy, question.names)

    def _many(self, question: Question) -> Read:
        column = self._find(question)
        found = {value: self._find(question, value) for value in question.values}
        ticks = {value: name for value, name in found.items() if name is not None}
        if column is not None:
            for tick in tuple(ticks.values())[:1]:
                self._fault("repeated", column, f"the answer is also in {tick}")
            kind = self._schema[column]
            lists = isinstance(kind, nw.List) and isinstance(kind.inner, nw.String)
            self._expect(column, question, lists and self._engine.lists > NO_LISTS)
            return self._list(column, question)
        for name in ticks.values():
            self._expect(name, question, isinstance(self._schema[name], nw.Boolean))
        copies = {
            value: self._copy(name, TICK.format(question=question.id, choice=value))
            for value, name in ticks.items()
        }
        return read_ticks(copies) if copies else read_nothing

    def _list(self, column: str, question: Question) -> Read:
        """A list is spread over a Boolean column for each name of each choice."""
        answer = self._copy(column, question.id)
        ticks: dict[str, tuple[nw.Expr, ...]] = {}
        for value in question.values:
            names = question.names(value)
            ticks[value] = tuple(self._contains(column, question, name) for name in names)
        if self._engine.lists == CHECKED_LISTS:
            self.lists.append((column, _choice_names(question)))
            unknown = self._copy(
                unknown_choice(column), TICK.format(question=question.id, choice="")
            )
            return read_list(answer, ticks, unknown)
        return read_list(answer, ticks)

    def _contains(self, column: str, question: Question, choice: str) -> nw.Expr:
        """Whether a list contains a choice, as a column of its own."""
        name = PREFIX + TICK.format(question=question.id, choice=choice)
        self._new[name] = safe(nw.col(column).list.contains(choice))
        return nw.col(name)

    def _find(self, question: Question, choice: str | None = None) -> str | None:
        """The column of a question or of one of its choices, unless it is all null."""
        found = [name for name in _names(question, choice) if name in self._schema]
        for name in found[1:]:
            self._fault("repeated", name, f"the answer is also in {found[0]}")
        return found[0] if found and self._schema[found[0]] is not None else None

    def _copy(self, column: str, name: str, kind: Any = None) -> nw.Expr:
        copy = nw.col(column)
        self._new[PREFIX + name] = copy if kind is None else copy.cast(kind)
        return nw.col(PREFIX + name)

    def _expect(self, column: str, question: Question, right: bool) -> None:
        if not right:
            message = f"the column holds {shown(self._schema[column])}"
            self._fault("wrong_type", column, message, WANTED[question.kind])

    def _fault(self, code: str, column: str, message: str, hint: str = "") -> None:
        self._faults.append(Fault(code, shown(column), message, hint))


def unknown_choice(column: str) -> str:
    """The name of the column that says whether a list contains an unknown choice."""
    return f"{PREFIX}{column}__unknown"


def _names(question: Question, choice: str | None = None) -> tuple[str, ...]:
    """The name of the column of a question, or of one of its choices, and its earlier names."""
    names = (question.id, *question.was)
    if choice is None:
        return names
    choices = question.names(choice)
    return tuple(TICK.format(question=name, choice=own) for name in names for own in choices)


def _choice_names(question: Question) -> tuple[str, ...]:
    """The names and earlier names of all choices."""
    return tuple(name for value in question.values for name in question.names(value))


def _all_names(question: Question) -> tuple[str, ...]:
    ticks = question.values if isinstance(question, ManyQuestion) else ()
    return tuple(name for choice in (None, *ticks) for name in _names(question, choice))
