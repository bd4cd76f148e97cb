"""Answers kept in a file because the person asked for it, and taken up again."""

from __future__ import annotations

import json
import os
import time

from ..core.answers import SCHEMA, Answers, read_answers
from ..core.flow import settle
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..files import check_writable, read_file, write_private
from ..record import MAX_BYTES, read_record

STALE_AFTER = 24 * 60 * 60  # seconds: danger signs come and go within days


class Saved(Frozen):
    """Answers from a file: those that still count, those to be asked again, names of the rest."""

    answers: Answers
    again: Answers
    dropped: tuple[str, ...]


def read_saved(questionnaire: Questionnaire, path: str) -> Saved:
    """The answers kept in a file.

    An answer that the questions no longer know is dropped, never guessed. From a file older than a
    day, every danger sign is asked again: a stale "no" must not stand for today.

    Raises:
        FaultError: the file cannot be read, or holds no record of answers.
    """
    record = read_record(read_file(path, MAX_BYTES))
    answers, faults = read_answers(questionnaire, record)
    flow = settle(questionnaire, answers)
    dropped = [fault.path for fault in faults] + list(flow.pointless)
    counted = flow.sheet.values
    stale = not 0 <= time.time() - os.stat(path).st_mtime <= STALE_AFTER
    again = {
        name: answer
        for name, answer in counted.items()
        if stale and questionnaire.question(name).danger
    }
    kept = {name: answer for name, answer in counted.items() if name not in again}
    return Saved(kept, again, tuple(dict.fromkeys(dropped)))


class Keeper:
    """Writes the answers to the file that the person named, or nowhere."""

    def __init__(self, path: str | None, resumed: str | None, force: bool) -> None:
        """Refuse a file that exists, unless it is the one the answers came from.

        Raises:
            FaultError: the file exists.
        """
        self.path = path
        if path is not None and not (resumed is not None and _same(path, resumed)):
            check_writable(path, force)

    def keep(self, questionnaire: Questionnaire, answers: Answers) -> str | None:
        """Write what was answered; the name of the file, or None when nothing was to be written.

        Raises:
            FaultError: the file cannot be written.
        """
        if self.path is None or not answers:
            return None
        head = {"schema": SCHEMA, "questionnaire": questionnaire.version}
        write_private(self.path, json.dumps(head | answers, indent=2) + "\n", force=True)
        return self.path


def _same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False
