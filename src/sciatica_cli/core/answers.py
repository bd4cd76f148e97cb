"""The one validator for answers, whether typed, piped or restored from a file."""

from __future__ import annotations

from .conditions import Answer
from .faults import Fault, nearest, shown
from .ids import id_fault
from .model import Questionnaire
from .purposes import Purpose
from .question_base import whole
from .questions import Question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SCHEMA = "sciatica.answers/2"
SCHEMAS = (SCHEMA, "sciatica.answers/1")  # an older record means the same
ANSWERED_BY = ("self", "helper")
RESERVED = ("id", "schema", "questionnaire", "answered_at", "purpose", "region", "answered_by")
UNKNOWN_AT_MOST = 10  # unknown keys that are listed, each with the nearest name
NO_QUESTION = "there is no such question"
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
        faults = list(map(self._duplicate, duplicates))
        unknown = [key for key in record if key not in known and key not in RESERVED]
        faults += map(self._unknown, unknown[:UNKNOWN_AT_MOST])
        faults += [
            Fault("unknown_key", shown(key), NO_QUESTION, ALL_NAMES)
            for key in unknown[UNKNOWN_AT_MOST:]
        ]
        faults += _check_reserved(record, self._purpose)
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

    def _unknown(self, key: str) -> Fault:
        hint = nearest(key, (*self._known, *RESERVED)) or ALL_NAMES
        return Fault("unknown_key", shown(key), NO_QUESTION, hint)


def few_unknown(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults to list: of very many unknown keys only the first, and how many there are."""
    unknown = [fault for fault in faults if fault.code == "unknown_key"]
    more = unknown[UNKNOWN_AT_MOST:]
    if not more:
        return tuple(faults)
    others = [fault for fault in faults if fault.code != "unknown_key"]
    message = f"and {len(more):,} more keys without a question"
    return (*unknown[:UNKNOWN_AT_MOST], Fault("unknown_key", "", message, ALL_NAMES), *others)


def as_record(answers: Answers) -> dict[str, object]:
    """Answers as the JSON object that `read_answers` reads."""
    return {"schema": SCHEMA, **answers}


def _check_reserved(record: dict[str, object], purpose: Purpose) -> list[Fault]:
    faults: list[Fault] = []
    ident = id_fault(record.get("id"))
    if ident is not None:
        faults.append(ident)
    schema = record.get("schema")
    if schema is not None and schema not in SCHEMAS:
        hint = f'leave it out, or write "{SCHEMA}"'
        faults.append(
            Fault(
                "bad_schema",
                "schema",
                "these answers are in a format that this program does not know",
                hint,
            )
        )
    version = record.get("questionnaire")
    if version is not None and not isinstance(version, str):
        hint = "leave it out, or give the version as text"
        faults.append(
            Fault(
                "bad_version", "questionnaire", "this is not the version of a questionnaire", hint
            )
        )
    moment = whole(record.get("answered_at"))
    if moment is not None and (isinstance(moment, bool) or not isinstance(moment, int)):
        hint = "leave it out, or give the seconds since 1970 as a whole number"
        faults.append(Fault("bad_time", "answered_at", "this is not a time in seconds", hint))
    region = record.get("region")
    if region is not None and not isinstance(region, str):
        hint = 'leave it out, or give a code as text, for example "GB"'
        faults.append(Fault("bad_region", "region", "this is not a country code", hint))
    helper = record.get("answered_by")
    if helper is not None and helper not in ANSWERED_BY:
        hint = f"leave it out, or write {' or '.join(ANSWERED_BY)}"
        faults.append(
            Fault("bad_answered_by", "answered_by", "this does not say who answered", hint)
        )
    wanted = record.get("purpose")
    if wanted is not None and wanted != purpose:
        message = f"these answers were given for another purpose than {purpose}"
        known = wanted in tuple(Purpose)
        hint = f"use --purpose {wanted}" if known else f"leave it out, or write {purpose}"
        faults.append(Fault("other_purpose", "purpose", message, hint))
    return faults
