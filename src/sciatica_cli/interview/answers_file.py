"""The file in which answers are saved as they are given, if the person wants that."""

from __future__ import annotations

import json
import os
import time

from ..core.answers import SCHEMA, Answers
from ..core.faults import Fault, FaultError, OutputError, shown_path, usage_error
from ..core.model import Questionnaire
from ..files import check_writable, read_file, write_private
from ..record import MAX_BYTES
from ..targets import find_target
from . import strings
from .file_names import JSON, free_name, save_as
from .prompter import Prompter, show_text

CHANGED = "was changed by another program meanwhile"


class AnswersFile:
    """A file of answers, or none yet. `about` is saved beside the answers (see `saved.ABOUT`)."""

    def __init__(
        self,
        path: str | None,
        resumed: str | None = None,
        output: str | None = None,
        force: bool = False,
    ) -> None:
        """Name the file; answers that are resumed stay in theirs, unless another one is named.

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
        if find_target(self.path).is_stream:
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
    def saved_path(self) -> str | None:
        """The path of the file, if the answers are in it and it is still there."""
        if self.path is None or not self._has_answers or not os.path.exists(self.path):
            return None
        return self.path

    def create(self, path: str) -> None:
        """Save the answers in a new file from now on.

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


class AutoSave:
    """Saves each answer before the next question is drawn, if the person wants that."""

    def __init__(self, questionnaire: Questionnaire, file: AnswersFile, prompter: Prompter) -> None:
        self.questionnaire, self.file, self.prompter = questionnaire, file, prompter

    def save(self, answers: Answers) -> None:
        """Write the answers to the file, if there is one; if that fails, offer another name."""
        try:
            self.file.save(self.questionnaire, answers)
        except FaultError as error:
            self.file.path = None
            show_text(self.prompter, strings.cannot_keep(error.faults[0]))
            self.ask_for_name(answers)
            if self.file.path is None:
                show_text(self.prompter, strings.NOT_KEPT)

    def ask_for_name(self, answers: Answers) -> None:
        """Ask for a name until the answers are written, or the person does not want it."""
        if self.file.path is None:
            self._create(answers, strings.ANSWERS_NAME)
        if self.file.path is not None:
            show_text(self.prompter, strings.answers_saved(self.file.path))

    def offer(self, answers: Answers) -> None:
        """Ask the same on leaving, where Enter alone means no."""
        self._create(answers, strings.OFFER, enter_takes_it=False)

    def _create(self, answers: Answers, text: str, enter_takes_it: bool = True) -> None:
        def write(path: str) -> None:
            try:
                self.file.create(path)
                self.file.save(self.questionnaire, answers)
            except FaultError:
                self.file.path = None
                raise

        name = free_name("answers", ".json")
        save_as(self.prompter, text, name, JSON, strings.NEEDS_JSON, write, enter_takes_it)


def _content(path: str) -> bytes | None:
    """What a file holds; None if there is none, or it is a pipe or a device.

    Raises:
        FaultError: it cannot be read.
    """
    target = find_target(path)
    if target.is_stream or not target.exists:
        return None
    return read_file(path, MAX_BYTES)


def _same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
