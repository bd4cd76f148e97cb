"""Keeps each answer in a file before the next question is drawn, if the person wants that."""

from __future__ import annotations

import os

from ..core.answers import Answers
from ..core.faults import FaultError
from ..core.model import Questionnaire
from ..report.blocks import Paragraph
from . import strings
from .prompter import Prompter
from .saved import AnswersFile, free_name


class Keeper:
    def __init__(self, questionnaire: Questionnaire, file: AnswersFile, prompter: Prompter) -> None:
        self.questionnaire, self.file, self.prompter = questionnaire, file, prompter

    def keep(self, answers: Answers) -> None:
        """Write the answers to the file, if there is one; if that fails, offer another name."""
        try:
            self.file.save(self.questionnaire, answers)
        except FaultError as error:
            said = strings.cannot_keep(self.file.path, error.faults[0].message)
            self.prompter.show((Paragraph(said),))
            self.file.path = None
            self.ask(answers)

    def ask(self, answers: Answers) -> None:
        """Ask for a name until the answers are written, or the person does not want it."""
        while self.file.path is None:
            name = self.prompter.read_line(strings.ANSWERS_NAME, free_name("answers", ".json"))
            if not name:
                return
            if name.endswith(".json"):
                self._create(os.path.expanduser(name), answers)
            else:
                self.prompter.show((Paragraph(strings.NEEDS_JSON),))
        self.prompter.show((Paragraph(strings.answers_saved(self.file.path)),))

    def _create(self, path: str, answers: Answers) -> None:
        try:
            self.file.create(path)
            self.file.save(self.questionnaire, answers)
        except FaultError as error:
            self.file.path = None
            self.prompter.show((Paragraph(f"{path}: {error.faults[0].message}."),))
