"""Saved answers, to go on from: which of them still count, and which are asked again."""

from __future__ import annotations

import os
import time

from ..core.answers import Answers, read_answers
from ..core.conditions import questions_of
from ..core.faults import FaultError, shown
from ..core.flow import may_be_asked, resolve
from ..core.frozen import Frozen
from ..core.levels import SAME_DAY
from ..core.model import Questionnaire
from ..core.questions import Question
from ..files import read_file
from ..record import MAX_BYTES, find_urgent_in, read_record

ABOUT = ("id", "purpose", "region", "answered_by")  # saved beside the answers
STALE_AFTER = 24 * 60 * 60  # seconds; danger signs come and go within days


class SavedAnswers(Frozen):
    """Answers from a file, and when the oldest of them was given (seconds since 1970).

    `to_ask_again` are the questions whose answers have been left out, because the question has
    changed or answers contradict each other, and `unknown` the names in the file that no question
    has. If `stale`, the answers to urgent questions were too old and have been left out. `version`
    is that of the questions they were given to, if it is a different one. `about` says for whom,
    for what purpose and for which region they were given.
    """

    answers: Answers
    answered_at: int
    to_ask_again: tuple[Question, ...] = ()
    unknown: tuple[str, ...] = ()
    stale: bool = False
    version: str = ""
    about: dict[str, object] = {}  # noqa: RUF012 (never changed)


def read_saved(questionnaire: Questionnaire, path: str | None) -> SavedAnswers:
    """The answers saved in a file; none if there is no file.

    Answers that no longer fit the questions are dropped, see `_dropped`. So are, if the file comes
    from another version, the lists of urgent questions: a "none" says nothing about a line that is
    new. After a day, all answers to urgent questions are dropped: yesterday's "no" says nothing
    about today, and must not be preselected either.

    Raises:
        FaultError: the file cannot be read or is not a record of answers.
    """
    now = int(time.time())
    if path is None:
        return SavedAnswers({}, now)
    data = read_file(path, MAX_BYTES)
    try:
        record = read_record(data)
    except FaultError as error:
        error.urgent = find_urgent_in(questionnaire, data)
        raise
    about = {key: record.pop(key) for key in ABOUT if isinstance(record.get(key), str | int)}
    answers, faults = read_answers(questionnaire, record)
    written_at = int(os.stat(path).st_mtime)
    stated = record.get("answered_at")
    answered_at = min(stated, written_at) if isinstance(stated, int) else written_at
    stale = not 0 <= now - answered_at <= STALE_AFTER
    urgent = urgent_questions(questionnaire)
    stated_version = record.get("questionnaire")
    version = stated_version if isinstance(stated_version, str) else questionnaire.version
    known = {name: q for q in questionnaire.questions for name in (q.id, *q.was)}
    invalid = {known[fault.path].id for fault in faults if fault.path in known}
    if version != questionnaire.version and not stale:
        invalid |= {name for name in answers.keys() & urgent if known[name].several}
    given = answers.keys() | invalid
    dropped = _dropped(questionnaire, answers, invalid)
    left_out = dropped | urgent if stale else dropped
    answers = {name: answer for name, answer in answers.items() if name not in left_out}
    flow = resolve(questionnaire, answers)
    return SavedAnswers(
        flow.state.values,
        now if stale else answered_at,
        tuple(known[name] for name in flow.missing if name in dropped & given),
        tuple(fault.path for fault in faults if fault.path not in known),
        stale,
        shown(version) if version != questionnaire.version else "",
        about,
    )


def _dropped(questionnaire: Questionnaire, answers: Answers, invalid: set[str]) -> set[str]:
    """The questions that have to be asked again, given those whose answers are not valid.

    An answer to a question that is not asked contradicts those that hide it. Nobody knows which of
    them is wrong, and it may be the sign of an emergency, so all of them are asked again. So is
    every follow-up of such a question, which says more about an answer that no longer counts.
    """
    dropped = set(invalid)
    while True:
        kept = {name: answer for name, answer in answers.items() if name not in dropped}
        state = resolve(questionnaire, kept).state
        more = set[str]()
        for question in questionnaire.questions:
            given = question.id in answers.keys() | dropped
            if given and not may_be_asked(question, state):
                more |= {question.id, *questions_of(question.asked_when)}
            if given and not dropped.isdisjoint(questions_of(question.follows)):
                more.add(question.id)
        if more <= dropped:
            return dropped
        dropped |= more


def urgent_questions(questionnaire: Questionnaire) -> set[str]:
    """The danger signs, and all questions used by a rule for the same day or an emergency."""
    urgent = (rule for rule in questionnaire.rules if rule.level >= SAME_DAY)
    used = {name for rule in urgent for name in questions_of(rule.when)}
    return used | {question.id for question in questionnaire.questions if question.danger}
