"""Saving answers to a file when the person asks for it, and resuming from such a file."""

from __future__ import annotations

import json
import os
import time

from ..core.answers import SCHEMA, Answers, read_answers
from ..core.conditions import questions_of
from ..core.faults import Fault, FaultError, OutputError, shown, shown_path, usage_error
from ..core.flow import may_be_asked, resolve
from ..core.frozen import Frozen
from ..core.levels import SAME_DAY
from ..core.model import Questionnaire
from ..core.questions import Question
from ..files import check_writable, read_file, write_private
from ..record import MAX_BYTES, find_urgent_in, read_record
from ..targets import find_target

ABOUT = ("id", "purpose", "region", "answered_by")  # kept in the file beside the answers
CHANGED = "was changed by another program meanwhile"
STALE_AFTER = 24 * 60 * 60  # seconds; danger signs come and go within days


class SavedAnswers(Frozen):
    """Answers from a file, and when the oldest of them was given (seconds since 1970).

    `again` holds the questions whose answers have been left out because the questions changed or
    the answers contradict each other; `unknown` the names in the file that no question has. If
    `stale`, the answers to urgent questions were too old and have been left out. `version` is that
    of the questions they were given to, if it is a different one. `about` says for whom, for what
    purpose and for which region they were given.
    """

    answers: Answers
    answered_at: int
    again: tuple[Question, ...] = ()
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


class AnswersFile:
    """The file in which answers are kept as they are given, if any.

    `about` is what is kept beside the answers (ABOUT).
    """

    def __init__(
        self,
        path: str | None,
        resumed: str | None = None,
        output: str | None = None,
        force: bool = False,
    ) -> None:
        """Answers that are resumed are kept in the same file, unless another one is named.

        Raises:
            FaultError: the file exists and was not resumed, and `force` is not given; it cannot be
                written; or it is the output file as well.
        """
        self.path = path or resumed
        self.about: dict[str, object] = {}
        self.answered_at = int(time.time())
        self._force = force
        self._content: bytes | None = None  # of the file, as far as we know
        self._has_answers = False  # these, and not what was there before
        if self.path is None:
            return
        if find_target(self.path).is_open_ended:
            hint = "name a file that can be read again"
            message = "answers cannot be kept in a device or a pipe"
            raise usage_error(message, hint, shown_path(self.path))
        if output is not None and os.path.realpath(self.path) == os.path.realpath(output):
            hint = "name two files"
            message = "-o and the file of the answers are the same file"
            raise usage_error(message, hint)
        same = resumed is not None and _same(self.path, resumed)
        check_writable(self.path, force or same)
        self._has_answers = same
        self._content = _content(self.path)

    @property
    def written(self) -> str | None:
        """The path of the file, if the answers are in it and it is still there."""
        if self.path is None or not self._has_answers or not os.path.exists(self.path):
            return None
        return self.path

    def create(self, path: str) -> None:
        """Keep the answers in a new file from now on.

        Raises:
            FaultError: the file exists, or cannot be written.
        """
        check_writable(path)
        self.path, self._force, self._content = path, False, None
        self._has_answers = False

    def save(self, questionnaire: Questionnaire, answers: Answers) -> None:
        """Write the answers, if there is a file; nothing is ever half written.

        Raises:
            FaultError: the file cannot be written, or it is not what was written last: perhaps
                another interview keeps its answers in it.
        """
        if self.path is None:
            return
        metadata = {"schema": SCHEMA, "questionnaire": questionnaire.version}
        record = metadata | self.about | {"answered_at": self.answered_at} | answers
        text = json.dumps(record, indent=2) + "\n"
        found = _content(self.path)
        if found != text.encode():
            if found not in (None, self._content):
                fault = Fault("cannot_write", shown_path(self.path), CHANGED, "choose another name")
                raise OutputError((fault,))
            write_private(self.path, text, self._force or self._content is not None)
            self._content = text.encode()
        self._has_answers = True


def _content(path: str) -> bytes | None:
    """What a file holds; None if there is none, or it is a pipe or a device.

    Raises:
        FaultError: it cannot be read.
    """
    target = find_target(path)
    if target.is_open_ended or not target.exists:
        return None
    return read_file(path, MAX_BYTES)


def _same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
