"""Judges lines, many at once: all that is well formed together, the rest with its faults.

Two passes. The first decodes strictly, and what it accepts is judged as columns of bits. What it
refuses or doubts goes through the same check as a single record, which explains every fault; what
has none after all is then judged as columns, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import astuple

from ..core.answers import AnswerReader
from ..core.conditions import Answer
from ..core.expressions import And, IsMissing, Negated
from ..core.faults import Fault, FaultError
from ..core.flow import missing_answer, resolve
from ..core.frozen import Frozen
from ..core.levels import EMERGENCY
from ..core.outcomes import ALWAYS, NEVER, OutcomeExpressions
from ..core.questions import Question
from ..core.result_columns import Names
from ..record import MAX_BYTES, read_record
from .bits import compile_bits, contradictions
from .codes import Codes
from .columns import (
    MOST,
    Columns,
    Record,
    as_values,
    bits_of,
    decoder,
    good_id,
    ident_of,
    keys_of,
    numbers_of,
)
from .fields import Field, field_of
from .rows import Rows
from .segments import Records

Counts = Counter[tuple[str, object]]  # by the name of a column, and the value in it


class Judged(Frozen):
    """What some lines came to.

    `rows` has a text for each line, empty for a blank one; `bad` the faults of those refused, by
    place; `counts` how often each value stands in the fields that are counted.
    """

    first: int  # the number of the first line
    rows: list[str]
    bad: dict[int, Sequence[Fault]]
    counts: Counts


class Group(Frozen):
    """Records judged together: the places of their lines, and by record what was found."""

    places: Sequence[int]
    records: list[Record]
    keys: int
    doubtful: set[int]
    contradictory: set[int]
    unfinished: set[int]
    told: list[int]


class Judge:
    """Judges the lines of one questionnaire and writes them as `rows`.

    Args:
        telling: the one that gave the fields.
        counted: fields whose values are counted.
    """

    def __init__(
        self,
        outcomes: OutcomeExpressions,
        rows: Rows,
        partial: bool = False,
        counted: Sequence[Field] = (),
    ) -> None:
        self._questionnaire = questionnaire = outcomes.questionnaire
        self._rows = rows
        names = [question.id for question in questionnaire.questions]
        self._lacks = {name: missing_answer(name) for name in names}
        missing = tuple(((name, IsMissing(name)),) for name in names)
        self._missing = field_of(Names(("missing",), ALWAYS, missing))
        self._lists = Codes([self._missing])
        self._counted = Codes(counted)
        unfinished = And((outcomes.missing(), Negated(outcomes.level_at_least(EMERGENCY))))
        expressions = [contradictions(outcomes), NEVER if partial else unfinished]
        self._slices = []
        for codes in (self._lists, self._counted, rows.codes):
            start = len(expressions)
            expressions += codes.expressions
            self._slices.append(slice(start, len(expressions)))
        self._compiled = compile_bits(outcomes, expressions)
        self._columns = Columns(questionnaire, self._compiled.slots)
        self._decode = decoder(questionnaire).decode
        self._answers = AnswerReader(questionnaire, Remembered())

    def judge(self, first: int, lines: Sequence[bytes]) -> Judged:
        """Judge some lines, of which the first has the number `first`."""
        judged = Judged(first, [""] * len(lines), {}, Counter())
        records = [self._quickly(line) for line in lines]
        refused = [place for place, record in enumerate(records) if not record]
        places: Sequence[int] = range(len(lines))
        if refused:
            places = [place for place in places if records[place]]
            records = [record for record in records if record]
        if records:
            group = self._group(places, records)
            again = group.doubtful | group.contradictory | _odd(lines, group)
            self._write(judged, group, again)
            refused += [places[number] for number in again]
        self._explain(judged, [(place, lines[place]) for place in sorted(refused)])
        return judged

    def _quickly(self, line: bytes) -> Record:
        """The record in a line that is plainly well formed, else nothing."""
        try:
            return () if len(line) > MAX_BYTES else astuple(self._decode(line))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return ()

    def _group(self, places: Sequence[int], records: list[Record]) -> Group:
        count = len(records)
        columns, doubtful, keys = self._columns.of(records)
        told = self._compiled.judge(columns, (1 << count) - 1)
        found = (numbers_of(bits, count) for bits in (doubtful, *told[:2]))
        doubted, contradictory, unfinished = found
        return Group(places, records, keys, doubted, contradictory, unfinished, told)

    def _explain(self, judged: Judged, lines: Iterable[tuple[int, bytes]]) -> None:
        """Judge lines that have a fault, or may have one."""
        places, records, checked = [], [], []
        for place, line in lines:
            if not line.strip():
                continue
            try:
                record = read_record(line)
            except FaultError as error:
                self._refuse(judged, place, tuple(map(_in_line, error.faults)), None)
                continue
            answers, faults = self._answers.read(record)
            ident = None if any(fault.path == "id" for fault in faults) else record.get("id")
            places.append(place)
            records.append(as_values(self._questionnaire, ident, answers))
            checked.append((answers, faults))
        if not records:
            return
        group = self._group(places, records)
        bad = set()
        for number, (answers, faults) in enumerate(checked):
            if number in group.contradictory:
                faults += resolve(self._questionnaire, answers).faults
            if faults:
                bad.add(number)
                self._refuse(judged, places[number], faults, ident_of(records[number]))
        self._write(judged, group, bad)

    def _write(self, judged: Judged, group: Group, left_out: set[int]) -> None:
        """A row for each record that is not left out: its result, or the answers it lacks."""
        count = len(group.records)
        lists, counted, told = (group.told[part] for part in self._slices)
        lacking = group.unfinished - left_out
        if lacking:
            for number, names in self._lists.names(self._missing, lists, count, lacking):
                faults = [self._lacks[name] for name in names]
                ident = ident_of(group.records[number])
                self._refuse(judged, group.places[number], faults, ident)
        left_out = left_out | lacking
        if len(left_out) == count:
            return
        ids = [ident_of(record) for record in group.records]
        texts = self._rows.good(Records([judged.first + p for p in group.places], ids, told))
        if len(texts) == len(judged.rows) and not left_out:
            judged.rows[:] = texts
        else:
            for number, (place, text) in enumerate(zip(group.places, texts, strict=True)):
                if number not in left_out:
                    judged.rows[place] = text
        good = (1 << count) - 1 ^ bits_of(left_out, count)
        judged.counts.update(self._counted.counts(counted, good, count))

    def _refuse(self, judged: Judged, place: int, faults: Sequence[Fault], ident: object) -> None:
        judged.bad[place] = faults
        judged.rows[place] = self._rows.bad(faults, ident, judged.first + place)


def _odd(lines: Sequence[bytes], group: Group) -> set[int]:
    """Records with a strange id, or with a key that may stand there twice.

    A line has a colon for each key: one with more holds a text with a colon, or twins.
    """
    odd = {n for n, record in enumerate(group.records) if not good_id(record[0])}
    colons = [lines[place].count(b":") for place in group.places]
    if sum(colons) > group.keys:
        pairs = enumerate(zip(colons, group.records, strict=True))
        odd.update(n for n, (found, record) in pairs if found > keys_of(record))
    return odd


def _in_line(fault: Fault) -> Fault:
    """A record is a line: a place in it needs no number of a line, which would be always 1."""
    return Fault(fault.code, fault.path.removeprefix("line 1, "), fault.message, fault.hint)


SHORT = 50  # characters of a text, and texts of a list, that are remembered


class Remembered:
    """Checks answers as they do themselves, and remembers what it said of texts and lists."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, object], Answer | Fault] = {}

    def __call__(self, question: Question, given: object) -> Answer | Fault:
        if isinstance(given, str) and len(given) <= SHORT:
            key: tuple[str, object] = question.id, given
        elif (
            isinstance(given, list)
            and len(given) <= SHORT
            and all(isinstance(item, str) and len(item) <= SHORT for item in given)
        ):
            key = question.id, tuple(given)
        else:
            return question.accept(given)
        if key not in self._said:
            if len(self._said) >= MOST:
                self._said.clear()
            self._said[key] = question.accept(given)
        return self._said[key]
