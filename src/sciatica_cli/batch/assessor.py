"""Assesses lines, many at once: all that are well formed together, the rest with their faults.

Two passes. The first decodes strictly, and assesses what it accepts as bits. What it refuses or
suspects takes the slow path: the check of a single record, which explains every fault. What has
none after all is then assessed as bits, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import compress

import msgspec
from msgspec.structs import astuple

from ..core.answers import AnswerReader, few_unknown
from ..core.assess import assess
from ..core.completeness import complete
from ..core.conditions import Answer
from ..core.expressions import And, IsMissing, Negated
from ..core.faults import Fault, FaultError, Urgent
from ..core.flow import missing_answer, resolve
from ..core.frozen import Frozen
from ..core.ids import id_of as record_id
from ..core.levels import SAME_DAY
from ..core.model import Questionnaire
from ..core.outcomes import NEVER, OutcomeExpressions
from ..core.purposes import Purpose
from ..core.questions import Question
from ..core.readings import as_given, find_urgent
from ..core.result_columns import ResultColumn
from ..record import MAX_BYTES, ONE_RECORD_HINT, STREAM_HINT, find_urgent_in, read_record
from .bits import Bits, from_bytes, to_bytes
from .codegen import CompiledExpressions, contradictions
from .codes import AssessedRecords
from .records import (
    CACHED,
    AnswerBits,
    Record,
    as_answers,
    as_record,
    decoder,
    id_of,
    is_plain_id,
    key_count,
)
from .rows import RowWriter
from .summary import Counts, count_values, counted_expressions

SHORT = 50  # characters of a text, and texts of a list, whose check is remembered
Records = dict[int, Record]  # by the place of their lines


class AssessedLines(Frozen):
    """The result of some lines.

    By the place of the line, in any order: `rows` has the text for each line that is not blank, and
    `faults` those of the lines refused, of which `urgent` need help the same day, or may need it.
    `counts` says how often each value occurs.
    """

    first: int  # the number of the first line
    rows: dict[int, str]
    faults: dict[int, Sequence[Fault]]
    urgent: set[int]
    counts: Counts


class Assessor:
    """Assesses lines of answers to one questionnaire.

    Args:
        writer: writes the rows.
        purpose: what the records are assessed for.
        partial: accept records with missing answers.
        counted: columns whose values are counted.
    """

    def __init__(
        self,
        outcomes: OutcomeExpressions,
        writer: RowWriter,
        purpose: Purpose = Purpose.ALL,
        *,
        partial: bool = False,
        counted: Sequence[ResultColumn] = (),
    ) -> None:
        self._questionnaire = questionnaire = outcomes.questionnaire
        self._writer = writer
        self._purpose = purpose
        self._counted = counted
        self._contradictory = contradictions(outcomes)
        unfinished = And((Negated(complete(outcomes, purpose)), outcomes.needs_all_answers()))
        self._unfinished = NEVER if partial else unfinished
        # of the unfinished, as an emergency needs no more answers
        self._same_day = NEVER if partial else outcomes.level_at_least(SAME_DAY)
        named = questionnaire.questions if purpose.covers_all else ()
        names = [question.id for question in named]
        self._missing = {IsMissing(name): missing_answer(name) for name in names}
        self._compiled = CompiledExpressions(
            outcomes,
            [
                self._contradictory,
                self._unfinished,
                self._same_day,
                *self._missing,
                *counted_expressions(counted),
                *writer.expressions,
            ],
        )
        self._answer_bits = AnswerBits(questionnaire, self._compiled.tests)
        self._decode = decoder(questionnaire, purpose).decode
        self._reader = AnswerReader(questionnaire, purpose, cached_check(questionnaire))

    def assess(self, first: int, lines: Sequence[bytes]) -> AssessedLines:
        """Assess some lines, of which the first has the number `first`."""
        result = AssessedLines(first, {}, {}, set(), Counter())
        decoded = enumerate(map(self._decoded, lines))
        records = {place: record for place, record in decoded if record}
        slow = set(range(len(lines))) - records.keys()
        if records:
            bits, suspicious, keys = self._evaluate(records)
            suspicious |= bits[self._contradictory] | _suspicious(records, lines, keys)
            self._write(result, records, bits, suspicious)
            slow.update(_selected(records, suspicious))
        self._explain(result, {place: lines[place] for place in sorted(slow)})
        return result

    def _decoded(self, line: bytes) -> Record:
        """The record in a line that is certainly well formed, else nothing."""
        try:
            return () if len(line) > MAX_BYTES else astuple(self._decode(line))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return ()

    def _evaluate(self, records: Records) -> tuple[Bits, int, int]:
        """All expressions, the bits of the records that need the slow path, the number of keys."""
        passed, suspicious, keys = self._answer_bits.read(records.values())
        return self._compiled.evaluate(passed, len(records)), suspicious, keys

    def _explain(self, result: AssessedLines, lines: dict[int, bytes]) -> None:
        """The slow path, for lines that have a fault, or may have one."""
        records: Records = {}
        checked, decoded = {}, {}
        for place, line in lines.items():
            if not line.strip():
                continue
            try:
                data = read_record(line)
            except FaultError as error:
                faults = tuple(map(_in_stream, error.faults))
                self._refuse(result, place, faults, None, find_urgent_in(self._questionnaire, line))
                continue
            answers, faults = self._reader.read(data)
            faults = few_unknown(faults)
            ident = None if any(fault.path == "id" for fault in faults) else record_id(data)
            records[place] = as_record(self._questionnaire, ident, answers)
            checked[place] = answers, faults
            decoded[place] = data
        if not records:
            return
        bits, _, _ = self._evaluate(records)
        for place in _selected(records, bits[self._contradictory]):
            answers, faults = checked[place]
            checked[place] = answers, faults + resolve(self._questionnaire, answers).faults
        for place, (_, faults) in checked.items():
            if faults:
                urgent = find_urgent(self._questionnaire, [as_given(decoded[place])])
                self._refuse(result, place, faults, id_of(records[place]), urgent)
        bad = from_bytes(bytes(bool(faults) for _, faults in checked.values()))
        self._write(result, records, bits, bad)

    def _write(self, result: AssessedLines, records: Records, bits: Bits, bad: int) -> None:
        """A row for each record that is not bad: its result, or the answers that are missing."""
        count = len(records)
        unfinished = bits[self._unfinished] & ~bad
        if unfinished:
            missing = self._unanswered if self._purpose.covers_all else self._needed
            soon = set(_selected(records, bits[self._same_day] & unfinished))
            for place, faults in missing(records, bits, unfinished).items():
                urgent = Urgent(SAME_DAY, None, "") if place in soon else None
                self._refuse(result, place, faults, id_of(records[place]), urgent)
        good = (1 << count) - 1 & ~(bad | unfinished)
        if good:
            numbers = [result.first + place for place in records]
            assessed = AssessedRecords(numbers, list(map(id_of, records.values())), bits)
            rows = self._writer.results(assessed)
            pairs = zip(records, rows, strict=True)
            result.rows.update(compress(pairs, to_bytes(good, count)))
            result.counts.update(count_values(self._counted, bits, good))

    def _unanswered(self, records: Records, bits: Bits, selected: int) -> dict[int, list[Fault]]:
        """The faults of each selected record: one for each missing answer."""
        missing: dict[int, list[Fault]] = {place: [] for place in _selected(records, selected)}
        for expression, fault in self._missing.items():
            for place in _selected(records, bits[expression] & selected):
                missing[place].append(fault)
        return missing

    def _needed(self, records: Records, _bits: Bits, selected: int) -> dict[int, list[Fault]]:
        """The same for the missing answers that the purpose needs, which no expression names."""
        whole, missing = self._questionnaire, {}
        for place in _selected(records, selected):
            flow = resolve(whole, as_answers(whole, records[place]))
            missing[place] = list(map(missing_answer, assess(flow, self._purpose).needed))
        return missing

    def _refuse(
        self,
        result: AssessedLines,
        place: int,
        faults: Sequence[Fault],
        ident: object,
        urgent: Urgent | None = None,
    ) -> None:
        result.faults[place] = faults
        result.rows[place] = self._writer.refusal(faults, ident, result.first + place, urgent)
        if urgent:
            result.urgent.add(place)


def _selected(records: Records, bits: int) -> Iterable[int]:
    """The places of the records whose bit is set."""
    return compress(records, to_bytes(bits, len(records))) if bits else ()


def _suspicious(records: Records, lines: Sequence[bytes], keys: int) -> int:
    """The bits of records with an id to be checked, or perhaps a duplicate key.

    A line has a colon for each of its keys: one with more holds a text with a colon, or duplicates.
    """
    bits = from_bytes(bytes(not is_plain_id(record[0]) for record in records.values()))
    colons = [lines[place].count(b":") for place in records]
    if sum(colons) > keys:
        pairs = zip(colons, records.values(), strict=True)
        bits |= from_bytes(bytes(found > key_count(record) for found, record in pairs))
    return bits


def _in_stream(fault: Fault) -> Fault:
    """A record is one line: "line 1" in the place of a fault says nothing, nor does "use batch"."""
    hint = STREAM_HINT if fault.hint == ONE_RECORD_HINT else fault.hint
    return Fault(fault.code, fault.path.removeprefix("line 1, "), fault.message, hint)


def cached_check(questionnaire: Questionnaire) -> Callable[[Question, object], Answer | Fault]:
    """The check of an answer, which remembers its results for short texts and lists of them."""

    @lru_cache(CACHED)
    def check(question: str, given: str | tuple[str, ...]) -> Answer | Fault:
        value = given if isinstance(given, str) else list(given)
        return questionnaire.question(question).accept(value)

    def accept(question: Question, given: object) -> Answer | Fault:
        if isinstance(given, str) and len(given) <= SHORT:
            return check(question.id, given)
        if isinstance(given, list) and len(given) <= SHORT and all(map(_is_short, given)):
            return check(question.id, tuple(given))
        return question.accept(given)

    return accept


def _is_short(item: object) -> bool:
    return isinstance(item, str) and len(item) <= SHORT
