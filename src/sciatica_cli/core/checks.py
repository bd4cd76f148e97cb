"""An earlier check, as it was recorded."""

from __future__ import annotations

from .answers import Answers, read_answers
from .faults import AnswersError, Fault
from .frozen import Frozen
from .levels import EMERGENCY, LEVELS, Level
from .model import Questionnaire
from .purposes import Purpose

ASSESSMENT = "sciatica.assessment/"
SCHEMAS = (f"{ASSESSMENT}2",)
NOT_A_CHECK = "this is not an assessment that this program has written"


class Check(Frozen):
    """What an assessment said at its time. It is recorded, not worked out again.

    `number` is 0 and `person` empty if it comes from a file. `taken_at` is in seconds since 1970.
    `version` and `sha256` are those of its questions, `record` its answers by the names that they
    had then, and `measures` what was measured, by name, as docs/json.md describes it.
    """

    taken_at: int
    purpose: Purpose
    level: Level
    complete: bool
    version: str
    sha256: str
    record: dict[str, object]
    measures: dict[str, object]
    number: int = 0
    person: str = ""
    region: str = ""
    answered_by: str = ""

    @property
    def finished(self) -> bool:
        """Whether no missing answer could have changed what it said to do."""
        return self.complete or self.level == EMERGENCY

    def answers(self, questionnaire: Questionnaire) -> Answers:
        """The answers that are still answers to these questions."""
        answers, _ = read_answers(questionnaire, dict(self.record))
        return answers


def check_from(
    data: dict[str, object],
    taken_at: int,
    number: int = 0,
    person: str = "",
    region: str = "",
    answered_by: str = "",
) -> Check:
    """The check in an assessment that was written as JSON.

    Args:
        data: the decoded JSON; the other arguments are what it does not contain (see `Check`).

    Raises:
        AnswersError: the data is something else, or damaged.
    """
    questionnaire, answers = data.get("questionnaire"), data.get("answers")
    measures = data.get("measures", {})
    if (
        data.get("schema") not in SCHEMAS
        or not isinstance(questionnaire, dict)
        or not isinstance(answers, dict)
        or not isinstance(measures, dict)
        or data.get("level") not in LEVELS
        or data.get("purpose") not in tuple(Purpose)
    ):
        raise AnswersError((Fault("not_a_check", "", NOT_A_CHECK),))
    return Check(
        taken_at=taken_at,
        purpose=Purpose(str(data["purpose"])),
        level=Level(str(data["level"])),
        complete=data.get("complete") is True,
        version=str(questionnaire.get("version", "")),
        sha256=str(questionnaire.get("sha256", "")),
        record=answers,
        measures=measures,
        number=number,
        person=person,
        region=region,
        answered_by=answered_by,
    )
