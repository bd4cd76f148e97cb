"""Which columns answer which question, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pyarrow as pa
from pyarrow import types

from ..core.answers import RESERVED
from ..core.faults import AnswersError, Fault, nearest, shown
from ..core.questions import ManyQuestion, NumberQuestion, Question, YesNoQuestion
from ..judge.codegen import tests_of
from ..judge.judge import Judge
from .readers import (
    BooleanReader,
    IdReader,
    ListReader,
    NumberReader,
    Reader,
    Tests,
    TextReader,
    TicksReader,
)

TICK = "{question}__{choice}"
WANTED = {
    "yes_no": "give text or Boolean",
    "choice": "give text",
    "many": "give one Boolean column for each choice, or one list of text",
    "number": "give whole numbers",
    "scale": "give whole numbers",
}
# Columns about the record that may be more than text: whether numbers and texts are allowed.
RESERVED_KINDS = {"id": (True, True), "answered_at": (True, False)}


class Columns:
    """The readers of all columns of a schema, by the keys that records have for the answers.

    Args:
        keep: columns that are carried over, whatever they are.

    Raises:
        FaultError: a column is not a question, has the wrong type, or answers what another does.
    """

    def __init__(
        self, schema: pa.Schema, judge: Judge, keep: Sequence[str], ids: bool = False
    ) -> None:
        self.readers: dict[str, Reader] = {}
        self._schema = schema
        self._judge = judge
        self._faults: list[Fault] = []
        questions = judge.questionnaire.questions
        self._refuse_duplicates(schema.names)
        self._refuse_unknown(questions, keep)
        for question in questions:
            reader = self._reader(question, tests_of(question, judge.tests))
            if reader is not None:
                self.readers[question.id] = reader
        for name in RESERVED:
            if name in schema.names and name not in keep and (ids or name != "id"):
                self._add_reserved(name)
        if self._faults:
            raise AnswersError(tuple(self._faults))

    def _refuse_duplicates(self, names: Sequence[str]) -> None:
        """Refuse a column with the name of another; engines differ in which one they would take."""
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            self._fault("repeated", name, "two columns have this name", "rename one of them")
        if self._faults:
            raise AnswersError(tuple(self._faults))

    def _refuse_unknown(self, questions: Sequence[Question], keep: Sequence[str]) -> None:
        known = [name for question in questions for name in _all_names(question)]
        allowed = {*known, *keep, *RESERVED}
        for name in self._schema.names:
            if name not in allowed:
                message = "there is no such question"
                self._fault("unknown_column", name, message, nearest(name, tuple(known)))

    def _reader(self, question: Question, tests: Tests) -> Reader | None:
        if isinstance(question, ManyQuestion):
            return self._many(question, tests)
        column = self._find(question)
        if column is None:
            return None
        kind = self._schema.field(column).type
        if isinstance(question, NumberQuestion):
            self._expect(column, question, types.is_integer(kind) or types.is_floating(kind))
            return NumberReader(column, tests, question)
        if isinstance(question, YesNoQuestion) and types.is_boolean(kind):
            return BooleanReader(column, tests)
        self._expect(column, question, _is_text(kind))
        return TextReader(column, tests, question.accept)

    def _many(self, question: ManyQuestion, tests: Tests) -> Reader | None:
        column = self._find(question)
        found = {value: self._find(question, value) for value in question.values}
        ticks = {value: place for value, place in found.items() if place is not None}
        if column is not None:
            for place in tuple(ticks.values())[:1]:
                other = self._schema.names[place]
                name = self._schema.names[column]
                self._fault("repeated", name, f"the answer is also in {shown(other)}")
            kind = self._schema.field(column).type
            self._expect(column, question, _is_list(kind) and _is_text(kind.value_type))
            return ListReader(column, tests, question)
        for place in ticks.values():
            self._expect(place, question, types.is_boolean(self._schema.field(place).type))
        return TicksReader(ticks, tests) if ticks else None

    def _add_reserved(self, name: str) -> None:
        """Read a column about the record itself, and refuse the rows in which it is not valid."""
        place = self._schema.get_field_index(name)
        kind = self._schema.field(place).type
        numbers, texts = RESERVED_KINDS.get(name, (False, True))
        if texts and _is_text(kind):
            check = partial(self._reserved, name)
            reader = IdReader if name == "id" else TextReader
            self.readers[name] = reader(place, {}, check)
        elif not (types.is_null(kind) or (numbers and types.is_integer(kind))):
            wanted = " or ".join(["text"] * texts + ["whole numbers"] * numbers)
            message = f"the column holds {shown(kind)}"
            self._fault("wrong_type", name, message, f"give {wanted}, or leave it out")

    def _reserved(self, name: str, text: str) -> object:
        _, faults = self._judge.read({name: text})
        return next(iter(faults), text)

    def _find(self, question: Question, choice: str | None = None) -> int | None:
        """The place of the column for a question, or for one of its choices, unless all is null."""
        found = [name for name in _names(question, choice) if name in self._schema.names]
        for name in found[1:]:
            self._fault("repeated", name, f"the answer is also in {found[0]}")
        if not found or types.is_null(self._schema.field(found[0]).type):
            return None
        return int(self._schema.get_field_index(found[0]))

    def _expect(self, column: int, question: Question, right: bool) -> None:
        if not right:
            field = self._schema.field(column)
            message = f"the column holds {shown(field.type)}"
            self._fault("wrong_type", field.name, message, WANTED[question.kind])

    def _fault(self, code: str, column: str, message: str, hint: str = "") -> None:
        self._faults.append(Fault(code, shown(column), message, hint))


def _is_text(kind: Any) -> bool:
    if types.is_dictionary(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _is_list(kind: Any) -> bool:
    return any(
        is_such(kind)
        for is_such in (
            types.is_list,
            types.is_large_list,
            types.is_fixed_size_list,
            types.is_list_view,
            types.is_large_list_view,
        )
    )


def _names(question: Question, choice: str | None = None) -> tuple[str, ...]:
    """The name of the column for a question or for one of its choices, then its earlier names."""
    names = (question.id, *question.was)
    if choice is None:
        return names
    choices = question.names(choice)
    return tuple(TICK.format(question=name, choice=own) for name in names for own in choices)


def _all_names(question: Question) -> tuple[str, ...]:
    ticks = question.values if isinstance(question, ManyQuestion) else ()
    return tuple(name for choice in (None, *ticks) for name in _names(question, choice))
