"""Records as columns of bits: what `bits` judges.

The first record has the highest bit. Each answer is looked up in a table that grows as new answers
come by; a table gives small codes, and a code is worth a bit in every column that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from ..core.answers import ID_LENGTH, SCHEMA, Answers
from ..core.model import Questionnaire
from ..core.questions import NONE, ManyQuestion, NumberQuestion, Question, YesNoQuestion
from .bits import Slot

RESERVED: dict[str, Any] = {
    "id": str | int,
    "schema": Literal[SCHEMA],
    "questionnaire": str,
    "answered_at": int,
}
MOST = 4096  # answers to one question that a table remembers
LONG: int = 10 ** (ID_LENGTH - 1)  # a number with so many digits may be too long for an id
BITS = 8  # that fit into one code
Record = tuple[object, ...]  # the values of the reserved keys and of the questions, or UNSET


def decoder(questionnaire: Questionnaire) -> msgspec.json.Decoder[Any]:
    """Decodes one record, strictly: unknown keys, other kinds and strange choices are errors.

    Keys that stand there twice are not: see `Columns.of`.
    """
    kinds = RESERVED | {q.id: _kind(q) for q in questionnaire.questions}
    fields = [(name, kind | None | UnsetType, UNSET) for name, kind in kinds.items()]
    record = msgspec.defstruct("Record", fields, forbid_unknown_fields=True, gc=False)
    return msgspec.json.Decoder(record)


def _kind(question: Question) -> Any:
    if isinstance(question, NumberQuestion):
        return Annotated[int, msgspec.Meta(ge=question.minimum, le=question.maximum)]
    word: Any = Literal.__getitem__(question.values)
    if isinstance(question, ManyQuestion):
        longest = msgspec.Meta(max_length=len(question.values))  # more would be repeats
        return Annotated[tuple[word, ...], longest]
    return word | bool if isinstance(question, YesNoQuestion) else word


def as_values(questionnaire: Questionnaire, ident: object, answers: Answers) -> Record:
    """The record that the decoder would make of checked answers."""
    head = (UNSET if ident is None else ident, *[UNSET] * (len(RESERVED) - 1))
    return (*head, *(answers.get(question.id, UNSET) for question in questionnaire.questions))


class Table(dict[Any, bytes]):
    """The codes of the answers to one question, worked out when an answer first comes by.

    A code has a bit for "the key stands there", one for "this needs a closer look" and one for
    each slot of the question, spread over as many bytes as that takes.
    """

    def __init__(self, question: Question, slots: Sequence[Slot]) -> None:
        super().__init__()
        self.question = question
        self.slots = slots
        self.width = (len(slots) + FIRST - 1) // BITS + 1

    def __missing__(self, answer: object) -> bytes:
        bits = 0 if answer is UNSET else 1 << PRESENT
        bits |= (isinstance(answer, tuple) and not _sound(answer)) << DOUBTFUL
        for place, slot in enumerate(self.slots, start=FIRST):
            bits |= _says(answer, slot) << place
        if len(self) >= MOST:
            self.clear()
        self[answer] = code = bits.to_bytes(self.width, "little")
        return code


PRESENT, DOUBTFUL, FIRST = 0, 1, 2  # bits of a code, and where those of the slots begin


def _says(answer: object, slot: Slot) -> bool:
    if answer is None or answer is UNSET:
        return False
    if slot.value is None:
        return True
    if isinstance(answer, bool):
        answer = "yes" if answer else "no"
    if isinstance(answer, int):
        return isinstance(slot.value, int) and answer >= slot.value
    return slot.value in answer if isinstance(answer, tuple) else slot.value == answer


def _sound(answer: tuple[str, ...]) -> bool:
    """A list that is not empty, names nothing twice, and in which `none` stands alone."""
    return 0 < len(answer) == len(set(answer)) and (NONE not in answer or len(answer) == 1)


class Columns:
    """The columns of some records, from the slots that a compiled questionnaire reads."""

    def __init__(self, questionnaire: Questionnaire, slots: tuple[Slot, ...]) -> None:
        self.slots = slots
        self.tables = []
        for place, question in enumerate(questionnaire.questions, start=len(RESERVED)):
            mine = [number for number, slot in enumerate(slots) if slot.question == question.id]
            self.tables.append((place, mine, Table(question, [slots[number] for number in mine])))

    def of(self, records: Sequence[Record]) -> tuple[list[int], int, int]:
        """What stands in some records.

        Returns:
            the columns of the slots, the column of those that need a closer look, and how many
            keys there are in all.

        A line has a colon for each of its keys, so a chunk with more colons than keys holds a text
        with a colon, or a key that stands there twice and was decoded once.
        """
        columns = [0] * len(self.slots)
        doubtful = 0
        answers = list(zip(*records, strict=True))
        keys = sum(len(records) - answers[place].count(UNSET) for place in range(len(RESERVED)))
        for place, numbers, table in self.tables:
            codes = b"".join(map(table.__getitem__, answers[place]))
            planes = [codes[byte :: table.width] for byte in range(table.width)]
            keys += int(planes[0].translate(IS_SET[PRESENT]), 2).bit_count()
            if any(planes[0].translate(None, NO_DOUBT)):
                doubtful |= int(planes[0].translate(IS_SET[DOUBTFUL]), 2)
            for bit, number in enumerate(numbers, start=FIRST):
                columns[number] = int(planes[bit // BITS].translate(IS_SET[bit % BITS]), 2)
        return columns, doubtful, keys


# By bit: "1" for every byte in which it is set, else "0".
IS_SET = tuple(bytes(48 + (byte >> bit & 1) for byte in range(256)) for bit in range(BITS))
NO_DOUBT = bytes(byte for byte in range(256) if not byte >> DOUBTFUL & 1)


def numbers_of(column: int, count: int) -> set[int]:
    """The records whose bit is set, of `count`."""
    if not column:
        return set()
    return {number for number, digit in enumerate(format(column, f"0{count}b")) if digit == "1"}


def bits_of(numbers: Iterable[int], count: int) -> int:
    """The column in which the bits of these records are set."""
    return sum(1 << (count - 1 - number) for number in numbers)


def ident_of(record: Record) -> object:
    return None if record[0] is UNSET else record[0]


def good_id(ident: object) -> bool:
    """An id that can be echoed without another look."""
    if isinstance(ident, int):
        return abs(ident) < LONG
    return not isinstance(ident, str) or (len(ident) <= ID_LENGTH and ident.isprintable())


def keys_of(record: Record) -> int:
    return len(record) - record.count(UNSET)
