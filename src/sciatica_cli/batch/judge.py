"""Judges lines: many at once where all is well, and one by one, with its faults, where not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import msgspec

from ..compile.bits import compile_bits, contradictions
from ..core.faults import FaultError
from ..core.lower import And, Negated
from ..core.model import EMERGENCY, Questionnaire
from ..core.told import NEVER, Telling
from ..pipe import assess_record
from ..record import read_record
from .columns import Columns, counts_keys, decoder, good_id
from .lines import Lines, missing
from .result import RESULT, faults_data, result_data

Line = tuple[int, bytes]  # its number in the input, counted from 1, and what stands in it


class Judge:
    """Judges the lines of one questionnaire.

    The fast way accepts, the slow way explains: whatever is not plainly well formed and complete
    enough goes through the same check and the same evaluator as a single record.
    """

    def __init__(self, questionnaire: Questionnaire, partial: bool = False) -> None:
        self.questionnaire = questionnaire
        self.partial = partial
        telling = Telling(questionnaire)
        self._lines = Lines(telling)
        unfinished = And((missing(telling), Negated(telling.level_at_least(EMERGENCY))))
        doubts = [contradictions(telling), NEVER if partial else unfinished]
        self._compiled = compile_bits(telling, [*doubts, *self._lines.expressions])
        self._columns = Columns(questionnaire, self._compiled.slots)
        self._decode = decoder(questionnaire).decode

    def judge(self, lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
        """For each line its result or its faults, and whether it was good; in order."""
        records = []
        plain = []
        for place, (_, line) in enumerate(lines):
            try:
                values = msgspec.structs.astuple(self._decode(line))
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue
            if counts_keys(line, values) and good_id(values[0]):
                records.append(values)
                plain.append(place)
        told = dict(self._fast(lines, records, plain)) if records else {}
        for place, (number, line) in enumerate(lines):
            yield (told[place], True) if place in told else self.slowly(number, line)

    def _fast(
        self, lines: Sequence[Line], records: list[tuple[object, ...]], places: list[int]
    ) -> Iterator[tuple[int, str]]:
        count = len(records)
        columns, doubtful = self._columns.of(records)
        contradicting, unfinished, *results = self._compiled.judge(columns, (1 << count) - 1)
        doubts = format(doubtful | contradicting | unfinished, f"0{count}b")
        tails = self._lines.of(results, count)
        for place, values, doubt, tail in zip(places, records, doubts, tails, strict=True):
            if doubt == "0":
                ident = values[0] if isinstance(values[0], str | int) else None
                written = json.dumps(ident) if isinstance(ident, str) else ident
                head = f'{{"schema":"{RESULT}","id":{"null" if ident is None else written},'
                yield place, f'{head}"line":{lines[place][0]},{tail}'

    def slowly(self, number: int, line: bytes) -> tuple[str, bool]:
        """One line through the evaluator: its result or all its faults."""
        ident: object = None
        try:
            record = read_record(line)
            ident = record.get("id")
            assessment = assess_record(self.questionnaire, record, self.partial)
            return _json(result_data(assessment, ident, number)), True
        except FaultError as error:
            faults = error.faults
        if any(fault.path == "id" for fault in faults):
            ident = None  # it is one of the faults
        return _json(faults_data(faults, ident, number)), False


def _json(data: dict[str, object]) -> str:
    return json.dumps(data, separators=(",", ":")) + "\n"
