"""The one validator for typed, piped and restored answers."""

from __future__ import annotations

from .conditions import Answer
from .faults import Fault, clean, nearest, shown
from .model import NONE, UNSURE, Question, Questionnaire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = "sciatica.answers/1"
RESERVED = ("id", "schema", "questionnaire", "answered_at")
ID_LENGTH = 200

Answers = dict[str, Answer]


def read_answers(
    questionnaire: Questionnaire, record: dict[str, object]
) -> tuple[Answers, tuple[Fault, ...]]:
    """Check one record against the questionnaire: see `AnswerReader.read`."""
    return AnswerReader(questionnaire, check_answer).read(record)


class AnswerReader:
    """Checks records against one questionnaire.

    Args:
        check: checks one answer; `check_answer`, or one that remembers what that said.
    """

    def __init__(
        self, questionnaire: Questionnaire, check: Callable[[Question, object], Answer | Fault]
    ) -> None:
        self._known = {question.id: question for question in questionnaire.questions}
        self._renamed = {old: q.id for q in questionnaire.questions for old in q.was}
        self._check = check

    def read(self, record: dict[str, object]) -> tuple[Answers, tuple[Fault, ...]]:
        """Check one record.

        Args:
            record: a decoded JSON object: question names to answers, and the reserved keys.

        Returns:
            the valid answers in the order of the questionnaire, and one fault for each that is
            not. Whether an answer contradicts another is for `flow.resolve` to say.
        """
        known = self._known
        record, duplicates = self._as_now(record)
        faults = list(map(self._duplicate, duplicates))
        faults += [
            Fault("unknown_key", shown(key), "there is no such question", self._nearest(key))
            for key in record
            if key not in known and key not in RESERVED
        ]
        faults += _check_reserved(record)
        answers: Answers = {}
        for name, question in known.items():
            given = record.get(name)
            if given is None:
                continue
            answer = self._check(question, given)
            if isinstance(answer, Fault):
                faults.append(answer)
            else:
                answers[name] = answer
        return answers, tuple(faults)

    def _as_now(self, record: dict[str, object]) -> tuple[dict[str, object], list[str]]:
        """The record with older names replaced, and older names of what stands there already."""
        renamed, duplicates = self._renamed, []
        now = {key: answer for key, answer in record.items() if key not in renamed}
        for old in sorted(renamed.keys() & record.keys()):
            if renamed[old] in now:
                duplicates.append(old)
            now.setdefault(renamed[old], record[old])
        return now, duplicates

    def _duplicate(self, old: str) -> Fault:
        message = f"this is an older name of {self._renamed[old]}, which stands there too"
        return Fault("duplicate_key", old, message, "keep one")

    def _nearest(self, key: str) -> str:
        return nearest(key, (*self._known, *RESERVED))


def check_answer(question: Question, given: object) -> Answer | Fault:
    """One answer as it counts, or the fault in it."""
    if question.kind == "many":
        return _check_many(question, given)
    if question.kind in ("number", "scale"):
        return _check_number(question, given)
    if question.kind == "yes_no" and isinstance(given, bool):
        given = "yes" if given else "no"
    if not isinstance(given, str):
        return _wrong_type(question, given, "one of the names of its choices, as text")
    return given if given in allowed_values(question) else _not_a_choice(question, given)


def allowed_values(question: Question) -> tuple[str, ...]:
    """Every word that may answer a question with choices, "unsure" last if it is offered."""
    return (*(c.id for c in question.choices), *((UNSURE,) if question.unsure else ()))


def least_severe(question: Question) -> Answer:
    """Of a list "none of these", of a number the smallest, else the first choice."""
    names = [choice.id for choice in question.choices]
    if question.kind == "many":
        return (NONE,) if NONE in names else (names[0],)
    return names[0] if names else question.minimum


def as_record(answers: Answers) -> dict[str, object]:
    """Answers as the JSON object that `read_answers` reads."""
    return {"schema": SCHEMA, **answers}


def _check_many(question: Question, given: object) -> Answer | Fault:
    if not isinstance(given, list | tuple) or not all(isinstance(item, str) for item in given):
        return _wrong_type(question, given, f'a list of names, for example ["{NONE}"]')
    unknown = next((item for item in given if item not in allowed_values(question)), None)
    if unknown is not None:
        return _not_a_choice(question, unknown)
    if not given:
        hint = f'write ["{NONE}"] if none applies, or leave the question out'
        return Fault("empty_list", question.id, "the list is empty", hint)
    if len(set(given)) < len(given):
        return Fault("repeated", question.id, "a choice stands in the list twice", "name it once")
    if NONE in given and len(given) > 1:
        return Fault("none_not_alone", question.id, f'"{NONE}" stands beside other choices')
    return tuple(value for value in allowed_values(question) if value in given)


def _check_number(question: Question, given: object) -> Answer | Fault:
    limits = f"a whole number from {question.minimum} to {question.maximum}"
    if isinstance(given, bool) or not isinstance(given, int):
        return _wrong_type(question, given, limits)
    if not question.minimum <= given <= question.maximum:
        message = "the number is out of range"
        return Fault("out_of_range", question.id, message, f"give {limits}")
    return given


def _wrong_type(question: Question, given: object, wanted: str) -> Fault:
    kinds = {bool: "true or false", int: "a number", str: "text", list: "a list"}
    got = kinds.get(type(given), "an object")
    if isinstance(given, float):
        got = f"the number {shown(given)}"
    return Fault("wrong_type", question.id, f"got {got}", f"give {wanted}")


def _not_a_choice(question: Question, given: str) -> Fault:
    values = allowed_values(question)
    hint = nearest(given, values) or f"choices: {', '.join(values)}"
    return Fault("not_a_choice", question.id, f'"{shown(given)}" is not among the choices', hint)


def _check_reserved(record: dict[str, object]) -> list[Fault]:
    faults = []
    ident = record.get("id")
    if ident is not None and (
        isinstance(ident, bool)
        or not isinstance(ident, str | int)
        or len(str(ident)) > ID_LENGTH
        or clean(str(ident)) != str(ident)
    ):
        hint = f"give text or a whole number, up to {ID_LENGTH} characters, one line"
        faults.append(Fault("bad_id", "id", "this cannot be an id", hint))
    schema = record.get("schema")
    if schema is not None and schema != SCHEMA:
        hint = f'leave it out, or write "{SCHEMA}"'
        faults.append(Fault("bad_schema", "schema", "these answers are of another kind", hint))
    version = record.get("questionnaire")
    if version is not None and not isinstance(version, str):
        hint = "leave it out, or give the version as text"
        faults.append(Fault("bad_version", "questionnaire", "this is no version", hint))
    moment = record.get("answered_at")
    if moment is not None and (isinstance(moment, bool) or not isinstance(moment, int)):
        hint = "leave it out, or give seconds since 1970"
        faults.append(Fault("bad_time", "answered_at", "this is no moment", hint))
    return faults
