"""Records as tuples, strictly decoded, and the answers in them as bits, the input of `codegen`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from ..core import ids
from ..core.answers import ANSWERED_BY, RESERVED, SCHEMAS, Answers
from ..core.faults import Fault
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.questions import NONE, ManyQuestion, NumberQuestion, Question, YesNoQuestion
from ..judge.bits import from_bytes
from ..judge.codegen import AnswerTest, tests_of
from ..judge.memo import Memo

RESERVED_TYPES: dict[str, Any] = {
    "id": str | int,
    "schema": Literal[SCHEMAS],
    "questionnaire": str,
    "answered_at": int,
    "purpose": str,  # that of the run
    "region": str,
    "answered_by": Literal[ANSWERED_BY],
}
LONG = 1 << 62  # a number beyond this may be too long for an id
DecodedRecord = tuple[object, ...]  # the values of the reserved keys and of the questions, or UNSET


def decoder(questionnaire: Questionnaire, purpose: Purpose) -> msgspec.json.Decoder[Any]:
    """Decodes one record, strictly: unknown keys, wrong types and unknown choices are errors.

    Duplicate keys are not: only the number of colons in a line gives them away.
    """
    reserved = RESERVED_TYPES | {"purpose": Literal[purpose.value]}
    types = reserved | {q.id: _type(q) for q in questionnaire.questions}
    fields = [(name, kind | None | UnsetType, UNSET) for name, kind in types.items()]
    record = msgspec.defstruct("Record", fields, forbid_unknown_fields=True, gc=False)
    return msgspec.json.Decoder(record)


def _type(question: Question) -> Any:
    if isinstance(question, NumberQuestion):
        return Annotated[int, msgspec.Meta(ge=question.minimum, le=question.maximum)]
    choice: Any = Literal.__getitem__(question.values)
    if isinstance(question, ManyQuestion):
        longest = msgspec.Meta(max_length=len(question.values))  # more would be duplicates
        return Annotated[tuple[choice, ...], longest]
    return choice | bool if isinstance(question, YesNoQuestion) else choice


def as_decoded(questionnaire: Questionnaire, ident: object, answers: Answers) -> DecodedRecord:
    """Checked answers, as the decoder would return them."""
    head = (UNSET if ident is None else ident, *[UNSET] * (len(RESERVED) - 1))
    return (*head, *(answers.get(question.id, UNSET) for question in questionnaire.questions))


def answers_in(questionnaire: Questionnaire, record: DecodedRecord) -> Answers:
    """The answers in a record without faults."""
    values = zip(questionnaire.questions, record[len(RESERVED) :], strict=True)
    given = {question: value for question, value in values if value not in (None, UNSET)}
    accepted = {
        question.id: question.accept(list(value) if isinstance(value, tuple) else value)
        for question, value in given.items()
    }
    return {name: answer for name, answer in accepted.items() if not isinstance(answer, Fault)}


def id_in(record: DecodedRecord) -> object:
    return None if record[0] is UNSET else record[0]


def is_plain_id(value: object) -> bool:
    """Whether an id needs no further check."""
    if isinstance(value, int):
        return abs(value) < LONG
    return not isinstance(value, str) or (len(value) <= ids.LENGTH and value.isprintable())


def key_count(record: DecodedRecord) -> int:
    return len(record) - record.count(UNSET)


class AnswerTable:
    """The bits of each answer to one question, in `width` bytes.

    One bit says that the key is present, one that the answer needs the slow path, and one for each
    of `tests` whether the answer passes it.
    """

    def __init__(self, tests: Mapping[int, AnswerTest]) -> None:
        self.tests = tests
        self.width = (len(tests) + FIRST_TEST - 1) // 8 + 1
        self.bits = Memo(self._bits)

    def _bits(self, answer: object) -> bytes:
        bits = (answer is not UNSET) << PRESENT
        bits |= (isinstance(answer, tuple) and not _is_valid(answer)) << SUSPICIOUS
        if answer is not None and answer is not UNSET:
            for place, test in enumerate(self.tests.values(), start=FIRST_TEST):
                bits |= test.is_passed_by(answer) << place
        return bits.to_bytes(self.width, "little")


PRESENT, SUSPICIOUS, FIRST_TEST = 0, 1, 2  # which bit means what


def _is_valid(answer: tuple[str, ...]) -> bool:
    """Whether a list is not empty, has no duplicates, and has `none` only alone."""
    return 0 < len(answer) == len(set(answer)) and (NONE not in answer or len(answer) == 1)


class AnswerBits:
    """Finds which records pass which tests."""

    def __init__(self, questionnaire: Questionnaire, tests: Sequence[AnswerTest]) -> None:
        self._count = len(tests)
        self._tables = [AnswerTable(tests_of(q, tests)) for q in questionnaire.questions]

    def read(self, records: Collection[DecodedRecord]) -> tuple[list[int], int, int]:
        """Apply the tests to some records.

        Returns:
            the bits of each test, the bits of the records that need the slow path, and how many
            keys all the records have.
        """
        passed = [0] * self._count
        suspicious = 0
        answers = list(zip(*records, strict=True))
        keys = sum(len(records) - answers[place].count(UNSET) for place in range(len(RESERVED)))
        for place, table in enumerate(self._tables, start=len(RESERVED)):
            codes = b"".join(map(table.bits.__getitem__, answers[place]))
            columns = [codes[byte :: table.width] for byte in range(table.width)]
            keys += from_bytes(columns[0], PRESENT).bit_count()
            if any(columns[0].translate(None, NOT_SUSPICIOUS)):
                suspicious |= from_bytes(columns[0], SUSPICIOUS)
            for bit, number in enumerate(table.tests, start=FIRST_TEST):
                passed[number] = from_bytes(columns[bit // 8], bit % 8)
        return passed, suspicious, keys


NOT_SUSPICIOUS = bytes(byte for byte in range(256) if not byte >> SUSPICIOUS & 1)
