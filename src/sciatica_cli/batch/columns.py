"""Records as columns of bits: what `compile.bits` judges.

The first record has the highest bit. Each answer is looked up in a table that grows as new answers
come by; a table gives small codes, and a code is worth a bit in every column that it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from ..compile.bits import Slot
from ..core.answers import ID_LENGTH, SCHEMA, allowed_values
from ..core.model import NONE, Question, Questionnaire

RESERVED: dict[str, Any] = {
    "id": str | int,
    "schema": Literal[SCHEMA],
    "questionnaire": str,
    "answered_at": int,
}
MOST = 4096  # answers to one question that a table remembers
BITS = 8  # that fit into one code


def decoder(questionnaire: Questionnaire) -> msgspec.json.Decoder[Any]:
    """Decodes one record, strictly: unknown keys, other kinds and strange choices are errors.

    Keys that stand there twice are not: see `counts_keys`.
    """
    kinds = RESERVED | {q.id: _kind(q) for q in questionnaire.questions}
    fields = [(name, kind | None | UnsetType, UNSET) for name, kind in kinds.items()]
    record = msgspec.defstruct("Record", fields, forbid_unknown_fields=True, gc=False)
    return msgspec.json.Decoder(record)


def _kind(question: Question) -> Any:
    if question.kind in ("number", "scale"):
        return Annotated[int, msgspec.Meta(ge=question.minimum, le=question.maximum)]
    word: Any = Literal.__getitem__(allowed_values(question))
    if question.kind == "many":
        return tuple[word, ...]
    return word | bool if question.kind == "yes_no" else word


def counts_keys(line: bytes, values: Sequence[object]) -> bool:
    """As many keys were read as the line has colons: none stands there twice.

    A colon inside a text makes this false too; such a line is judged the slow way.
    """
    return line.count(b":") == len(values) - values.count(UNSET)


def good_id(ident: object) -> bool:
    return not isinstance(ident, str | int) or (
        len(str(ident)) <= ID_LENGTH and str(ident).isprintable()
    )


class Table(dict[Any, bytes]):
    """The codes of the answers to one question, worked out when an answer first comes by.

    A code has a bit for each slot of the question and one for "this needs a closer look", spread
    over as many bytes as that takes.
    """

    def __init__(self, question: Question, slots: Sequence[Slot]) -> None:
        super().__init__()
        self.question = question
        self.slots = slots
        self.width = len(slots) // BITS + 1  # one bit more than there are slots

    def __missing__(self, answer: object) -> bytes:
        bits = sum(1 << place for place, slot in enumerate(self.slots) if _says(answer, slot))
        if isinstance(answer, tuple) and not _sound(answer):
            bits = 1 << len(self.slots)
        if len(self) >= MOST:
            self.clear()
        self[answer] = code = bits.to_bytes(self.width, "little")
        return code


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
    """Turns the values of records into the columns of some slots."""

    def __init__(self, questionnaire: Questionnaire, slots: tuple[Slot, ...]) -> None:
        self.slots = slots
        self.tables = []
        for place, question in enumerate(questionnaire.questions, start=len(RESERVED)):
            mine = [number for number, slot in enumerate(slots) if slot.question == question.id]
            self.tables.append((place, mine, Table(question, [slots[number] for number in mine])))

    def of(self, records: Sequence[Sequence[object]]) -> tuple[list[int], int]:
        """The columns of some records, and one of those that need a closer look."""
        columns = [0] * len(self.slots)
        doubtful = 0
        answers = list(zip(*records, strict=True))
        for place, numbers, table in self.tables:
            codes = b"".join(map(table.__getitem__, answers[place]))
            for bit, number in enumerate([*numbers, None]):
                plane = codes[bit // BITS :: table.width] if table.width > 1 else codes
                column = int(plane.translate(IS_SET[bit % BITS]), 2)
                if number is None:
                    doubtful |= column
                else:
                    columns[number] = column
        return columns, doubtful


# By bit: "1" for every byte in which it is set, else "0".
IS_SET = tuple(bytes(48 + (byte >> bit & 1) for byte in range(256)) for bit in range(BITS))
