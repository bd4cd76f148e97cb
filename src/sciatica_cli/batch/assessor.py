"""Assesses lines, many at once: all that are well formed together, the rest with their faults.

Two passes. The first decodes strictly, and assesses what it accepts as bits. What it refuses or
suspects takes the slow path: the check of a single record, which explains every fault. What has
none after all is then assessed as bits, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress

import msgspec
from msgspec.structs import astuple

from ..core.answers import Answers
from ..core.faults import Fault, FaultError
from ..core.frozen import Frozen
from ..core.ids import id_of
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from ..core.result_columns import ResultColumn
from ..judge.bits import Bits, all_bits, from_bytes, to_bytes
from ..judge.judge import Judge, Refusal
from ..judge.selectors import AssessedRecords
from ..record import MAX_BYTES, ONE_RECORD_HINT, STREAM_HINT, find_urgent_in, read_record
from .records import (
    AnswerBits,
    DecodedRecord,
    answers_in,
    as_decoded,
    decoder,
    id_in,
    is_plain_id,
    key_count,
)
from .rows import RowWriter
from .summary import Counts, count_values, counted_expressions

Records = dict[int, DecodedRecord]  # by the place of their lines


class AssessedRows(Frozen):
    """The result of some lines.

    Keys are the places of lines, in any order: `rows` has the text for each line that is not blank,
    and `refused` the reason for each line that was refused. `counts` says how often each value
    occurs.
    """

    first: int  # the number of the first line
    rows: dict[int, str]
    refused: dict[int, Refusal]
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
        self._counted = counted
        wanted = (*counted_expressions(counted), *writer.expressions)
        self._judge = Judge(outcomes, wanted, purpose, partial=partial)
        self._answer_bits = AnswerBits(questionnaire, self._judge.tests)
        self._decode = decoder(questionnaire, purpose).decode

    def assess(self, first: int, lines: Sequence[bytes]) -> AssessedRows:
        """Assess some lines, of which the first has the number `first`."""
        result = AssessedRows(first, {}, {}, Counter())
        decoded = enumerate(map(self._decoded, lines))
        records = {place: record for place, record in decoded if record}
        slow = set(range(len(lines))) - records.keys()
        if records:
            bits, suspicious, keys = self._evaluate(records)
            suspicious |= bits[self._judge.contradictory] | _suspicious(records, lines, keys)
            self._write(result, records, bits, suspicious)
            slow.update(_selected(records, suspicious))
        self._explain(result, {place: lines[place] for place in sorted(slow)})
        return result

    def _decoded(self, line: bytes) -> DecodedRecord:
        """The record in a line, if it is certainly well formed; otherwise nothing."""
        try:
            return () if len(line) > MAX_BYTES else astuple(self._decode(line))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            return ()

    def _evaluate(self, records: Records) -> tuple[Bits, int, int]:
        """The bits of expressions, those of records that need the slow path, and how many keys."""
        passed, suspicious, keys = self._answer_bits.read(records.values())
        return self._judge.evaluate(passed, len(records)), suspicious, keys

    def _explain(self, result: AssessedRows, lines: dict[int, bytes]) -> None:
        """Take the slow path for lines that have a fault, or may have one."""
        records: Records = {}
        checked, decoded = {}, {}
        for place, line in lines.items():
            if not line.strip():
                continue
            try:
                data = read_record(line)
            except FaultError as error:
                faults = tuple(map(_in_stream, error.faults))
                urgent = find_urgent_in(self._questionnaire, line)
                self._refuse(result, place, Refusal(faults, urgent), None)
                continue
            answers, faults = self._judge.read(data)
            ident = None if any(fault.path == "id" for fault in faults) else id_of(data)
            records[place] = as_decoded(self._questionnaire, ident, answers)
            checked[place] = answers, faults
            decoded[place] = data
        if not records:
            return
        bits, _, _ = self._evaluate(records)
        for place in _selected(records, bits[self._judge.contradictory]):
            answers, faults = checked[place]
            checked[place] = answers, faults + self._judge.contradicted(answers)
        for place, (_, faults) in checked.items():
            if faults:
                refusal = self._judge.refusal(decoded[place], faults)
                self._refuse(result, place, refusal, id_in(records[place]))
        bad = from_bytes(bytes(bool(faults) for _, faults in checked.values()))
        self._write(result, records, bits, bad)

    def _write(self, result: AssessedRows, records: Records, bits: Bits, bad: int) -> None:
        """Write a row for each record that is not bad: its result, or which answers are missing."""
        count = len(records)
        places = tuple(records)

        def answers(number: int) -> Answers:
            return answers_in(self._questionnaire, records[places[number]])

        incomplete, good = self._judge.incomplete(bits, count, all_bits(count) & ~bad, answers)
        for number, refusal in incomplete.items():
            self._refuse(result, places[number], refusal, id_in(records[places[number]]))
        if good:
            numbers = [result.first + place for place in records]
            assessed = AssessedRecords(numbers, list(map(id_in, records.values())), bits)
            rows = self._writer.results(assessed)
            pairs = zip(records, rows, strict=True)
            result.rows.update(compress(pairs, to_bytes(good, count)))
            result.counts.update(count_values(self._counted, bits, good))

    def _refuse(self, result: AssessedRows, place: int, refusal: Refusal, ident: object) -> None:
        result.refused[place] = refusal
        result.rows[place] = self._writer.refusal(refusal, ident, result.first + place)


def _selected(records: Records, bits: int) -> Iterable[int]:
    """The places of the records whose bit is set."""
    return compress(records, to_bytes(bits, len(records))) if bits else ()


def _suspicious(records: Records, lines: Sequence[bytes], keys: int) -> int:
    """The bits of records whose id must be checked, or that may have a duplicate key.

    A line has one colon for each of its keys. If it has more, there is a colon in a text, or a key
    occurs twice.
    """
    bits = from_bytes(bytes(not is_plain_id(record[0]) for record in records.values()))
    colons = [lines[place].count(b":") for place in records]
    if sum(colons) > keys:
        pairs = zip(colons, records.values(), strict=True)
        bits |= from_bytes(bytes(found > key_count(record) for found, record in pairs))
    return bits


def _in_stream(fault: Fault) -> Fault:
    """Leave out "line 1", as each record is one line, and the advice to use batch."""
    hint = STREAM_HINT if fault.hint == ONE_RECORD_HINT else fault.hint
    return Fault(fault.code, fault.path.removeprefix("line 1, "), fault.message, hint)
