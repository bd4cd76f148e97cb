"""The one validator for answers, whether typed, piped or restored from a file."""

from __future__ import annotations

from .conditions import Answer
from .faults import Fault, nearest, shown
from .ids import id_fault
from .model import Questionnaire
from .purposes import Purpose
from .question_base import as_integer
from .questions import Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SCHEMA = "sciatica.answers/2"
SCHEMAS = (SCHEMA, "sciatica.answers/1")  # an older record means the same
ANSWERED_BY = ("self", "helper")
RESERVED = ("id", "schema", "questionnaire", "answered_at", "purpose", "region", "answered_by")
MAX_UNKNOWN = 10  # unknown keys that are listed, each with the nearest name we know
ALL_NAMES = "sciatica questions lists all names"

Answers = dict[str, Answer]


def read_answers(
    questionnaire: Questionnaire, record: dict[str, object], purpose: Purpose = Purpose.ALL
) -> tuple[Answers, tuple[Fault, ...]]:
    """Check one record against the questionnaire: see `AnswerReader.read`."""
    return AnswerReader(questionnaire, purpose).read(record)


class AnswerReader:
    """Checks records against one questionnaire.

    Args:
        purpose: what they are assessed for; a record that names another is a fault.
        accept: checks one answer; pass a caching function when there are many records.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        purpose: Purpose = Purpose.ALL,
        accept: Callable[[Question, object], Answer | Fault] | None = None,
    ) -> None:
        self._known = {question.id: question for question in questionnaire.questions}
        self._renamed = {old: q.id for q in questionnaire.questions for old in q.was}
        self._purpose = purpose
        self._accept = accept or (lambda question, given: question.accept(given))

    def read(self, record: dict[str, object]) -> tuple[Answers, tuple[Fault, ...]]:
        """Check one record.

        Args:
            record: a decoded JSON object: question names to answers, and the reserved keys.

        Returns:
            the valid answers in the order of the questionnaire, and one fault for each invalid
            key or answer. Contradictions between answers are found by `flow.resolve`.
        """
        known = self._known
        record, duplicates = self._rename(record)
        faults = [self._duplicate(old) for old in duplicates]
        unknown = [key for key in record if key not in known and key not in RESERVED]
        faults += [self._unknown(key, i < MAX_UNKNOWN) for i, key in enumerate(unknown)]
        faults += _reserved_faults(record, self._purpose)
        answers: Answers = {}
        for name, question in known.items():
            given = record.get(name)
            if given is None:
                continue
            answer = self._accept(question, given)
            if isinstance(answer, Fault):
                faults.append(answer)
            else:
                answers[name] = answer
        return answers, tuple(faults)

    def _rename(self, record: dict[str, object]) -> tuple[dict[str, object], list[str]]:
        """The record under current names, and the older names that duplicate a current one."""
        renamed, duplicates = self._renamed, []
        current = {key: answer for key, answer in record.items() if key not in renamed}
        for old in sorted(renamed.keys() & record.keys()):
            if renamed[old] in current:
                duplicates.append(old)
            current.setdefault(renamed[old], record[old])
        return current, duplicates

    def _duplicate(self, old: str) -> Fault:
        message = f"this is an older name of {self._renamed[old]}, which has an answer too"
        return Fault("duplicate_key", old, message, "keep one of them")

    def _unknown(self, key: str, suggest: bool) -> Fault:
        hint = nearest(key, (*self._known, *RESERVED)) if suggest else ""
        return Fault("unknown_key", shown(key), "there is no such question", hint or ALL_NAMES)


def limit_unknown_keys(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults to list: of many unknown keys the first ones, and a fault that counts the rest."""
    unknown = [fault for fault in faults if fault.code == "unknown_key"]
    more = unknown[MAX_UNKNOWN:]
    if not more:
        return tuple(faults)
    others = [fault for fault in faults if fault.code != "unknown_key"]
    message = f"and {len(more):,} more keys without a question"
    return (*unknown[:MAX_UNKNOWN], Fault("unknown_key", "", message, ALL_NAMES), *others)


def as_record(answers: Answers) -> dict[str, object]:
    """Answers as the JSON object that `read_answers` reads."""
    return {"schema": SCHEMA, **answers}


def _reserved_faults(record: dict[str, object], purpose: Purpose) -> Iterator[Fault]:
    """What is wrong with what a record says about itself."""
    if fault := id_fault(record.get("id")):
        yield fault
    if record.get("schema") not in (None, *SCHEMAS):
        message = "these answers are in a format that this program does not know"
        yield _reserved_fault("bad_schema", "schema", message, f'write "{SCHEMA}"')
    if not isinstance(record.get("questionnaire"), str | None):
        message = "this is not the version of a questionnaire"
        yield _reserved_fault("bad_version", "questionnaire", message, "give the version as text")
    time = as_integer(record.get("answered_at"))
    if isinstance(time, bool) or not isinstance(time, int | None):
        hint = "give the seconds since 1970 as a whole number"
        yield _reserved_fault("bad_time", "answered_at", "this is not a time in seconds", hint)
    if not isinstance(record.get("region"), str | None):
        hint = 'give a code as text, for example "GB"'
        yield _reserved_fault("bad_region", "region", "this is not a country code", hint)
    if record.get("answered_by") not in (None, *ANSWERED_BY):
        message, hint = "this does not say who answered", f"write {' or '.join(ANSWERED_BY)}"
        yield _reserved_fault("bad_answered_by", "answered_by", message, hint)
    wanted = record.get("purpose")
    if wanted not in (None, purpose):
        message = f"these answers were given for another purpose than {purpose}"
        known = wanted in tuple(Purpose)
        hint = f"use --purpose {wanted}" if known else f"leave it out, or write {purpose}"
        yield Fault("other_purpose", "purpose", message, hint)


def _reserved_fault(code: str, key: str, message: str, instead: str) -> Fault:
    return Fault(code, key, message, f"leave it out, or {instead}")
