"""Answers kept in a file because the person asked for it, and taken up again."""

from __future__ import annotations

import json
import os
import time

from ..core.answers import SCHEMA, Answers, read_answers
from ..core.conditions import questions_of
from ..core.faults import Fault, UsageError
from ..core.flow import resolve
from ..core.frozen import Frozen
from ..core.levels import SAME_DAY
from ..core.model import Questionnaire
from ..files import check_writable, read_file, write_private
from ..record import MAX_BYTES, read_record

STALE_AFTER = 24 * 60 * 60  # seconds: danger signs come and go within days


class Saved(Frozen):
    """Answers from a file, and when the oldest of them was given (seconds since 1970).

    `dropped` names those that do not fit any more; `stale`: the urgent ones were too old to count.
    """

    answers: Answers
    since: int
    dropped: tuple[str, ...] = ()
    stale: bool = False


def read_saved(questionnaire: Questionnaire, path: str | None) -> Saved:
    """The answers kept in a file; none without a file.

    An answer that the questions no longer know is dropped, never guessed. After a day whatever a
    rule for today or now looks at does not count: a stale "no" must not stand for today, nor be
    confirmed by an Enter too many.

    Raises:
        FaultError: the file cannot be read, or holds no record of answers.
    """
    now = int(time.time())
    if path is None:
        return Saved({}, now)
    record = read_record(read_file(path, MAX_BYTES))
    answers, faults = read_answers(questionnaire, record)
    written = int(os.stat(path).st_mtime)
    moment = record.get("answered_at")
    since = min(moment, written) if isinstance(moment, int) else written
    stale = not 0 <= now - since <= STALE_AFTER
    if stale:
        since, urgent = now, urgent_questions(questionnaire)
        answers = {name: answer for name, answer in answers.items() if name not in urgent}
    flow = resolve(questionnaire, answers)
    dropped = [fault.path for fault in faults] + list(flow.not_applicable)
    return Saved(flow.state.values, since, tuple(dict.fromkeys(dropped)), stale)


def urgent_questions(questionnaire: Questionnaire) -> set[str]:
    """The questions that a rule for today or now looks at, danger signs or not."""
    urgent = (rule for rule in questionnaire.rules if rule.level >= SAME_DAY)
    named = {name for rule in urgent for name in questions_of(rule.when)}
    return named | {question.id for question in questionnaire.questions if question.danger}


class Keeper:
    """Writes the answers to the file that the person named, or nowhere."""

    def __init__(self, path: str | None, resumed: str | None, output: str | None, force: bool):
        """Refuse a file that exists, unless it is the one the answers came from.

        Raises:
            FaultError: the file exists, cannot be written, or is to hold the page too.
        """
        self.path = path
        if path is None:
            return
        if output is not None and os.path.abspath(path) == os.path.abspath(output):
            hint = "name two files"
            message = "-o and --save-answers name the same file"
            raise UsageError((Fault("usage", "", message, hint),))
        check_writable(path, force or (resumed is not None and _same(path, resumed)))

    def keep(self, questionnaire: Questionnaire, answers: Answers, since: int) -> str | None:
        """Write what was answered; the name of the file, or None when nothing was to be written.

        Raises:
            FaultError: the file cannot be written.
        """
        if self.path is None or not answers:
            return None
        head = {"schema": SCHEMA, "questionnaire": questionnaire.version, "answered_at": since}
        write_private(self.path, json.dumps(head | answers, indent=2) + "\n", force=True)
        return self.path


def _same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
