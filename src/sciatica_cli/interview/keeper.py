"""Keeps each answer in a file before the next question is drawn, if the person wants that."""

from __future__ import annotations

from ..core.answers import Answers
from ..core.faults import FaultError
from ..core.model import Questionnaire
from ..report.blocks import Paragraph
from . import strings
from .names import JSON, free_name, save_as
from .prompter import Prompter
from .saved import AnswersFile


class Keeper:
    def __init__(self, questionnaire: Questionnaire, file: AnswersFile, prompter: Prompter) -> None:
        self.questionnaire, self.file, self.prompter = questionnaire, file, prompter

    def keep(self, answers: Answers) -> None:
        """Write the answers to the file, if there is one; if that fails, offer another name."""
        try:
            self.file.save(self.questionnaire, answers)
        except FaultError as error:
            self.file.path = None
            self._say(strings.cannot_keep(error.faults[0]))
            self.ask(answers)
            if self.file.path is None:
                self._say(strings.NOT_KEPT)

    def ask(self, answers: Answers) -> None:
        """Ask for a name until the answers are written, or the person does not want it."""
        if self.file.path is None:
            self._create(answers, strings.ANSWERS_NAME)
        if self.file.path is not None:
            self._say(strings.answers_saved(self.file.path))

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

    def _say(self, text: str) -> None:
        self.prompter.show((Paragraph(text),))
