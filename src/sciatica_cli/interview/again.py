"""A second check: what still holds is confirmed, everything else is asked anew."""

from __future__ import annotations

import os
import time
from functools import partial

from ..bank.loader import load
from ..core.answers import read_answers
from ..core.assess import assess
from ..core.carried import carry
from ..core.checks import ASSESSMENT, Check, check_from
from ..core.course import measures_data, questions_to_compare
from ..core.faults import AnswersError, Fault, FaultError, InputError, shown
from ..core.flow import resolve
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..exits import status_of
from ..files import read_file
from ..history.stored_checks import checks_by_person, open_store, time_taken
from ..output import print_faults
from ..record import MAX_BYTES, find_urgent_in, read_record
from ..rendering import today
from ..report.course import day_of, how_long_ago
from ..report.filling import full_date
from ..request import Request
from . import strings
from .beginning import Beginning
from .prompter import MenuItem, Prompter
from .saved import SavedAnswers
from .start import interview

NO_ANSWERS = "there are no answers in this file that could be compared"


def check_again(request: Request) -> int:
    """Ask in the terminal what can have changed, and show what has; returns the exit status."""
    try:
        questionnaire = load(request.input.questions)
        by_person = _earlier_checks(request, questionnaire)
    except FaultError as error:
        print_faults(error)
        return status_of(error)
    return interview(request, partial(_begin, questionnaire, by_person))


def _earlier_checks(request: Request, questionnaire: Questionnaire) -> dict[str, tuple[Check, ...]]:
    """The checks to compare with, by person; whoever was checked last comes first.

    Raises:
        FaultError: there is none, or it cannot be read.
    """
    if request.input.source is not None:
        check = _from_file(questionnaire, request.input.source)
        return {request.history.person or "": (check,)}
    store = open_store(request.history)
    if not store.people():
        hint = "do a check with sciatica, and press k on its page; or name a file with answers"
        raise InputError((Fault("no_check", "", "no earlier check is kept", hint),))
    return checks_by_person(store, request.history)


def _from_file(questionnaire: Questionnaire, path: str) -> Check:
    """The check in a file: an assessment, or the answers that an interview saved.

    Raises:
        FaultError: it is neither, or cannot be read.
    """
    data = read_file(path, MAX_BYTES)
    written_at = int(os.stat(path).st_mtime)
    try:
        record = read_record(data)
        if str(record.get("schema")).startswith(ASSESSMENT):
            return check_from(record, written_at)
        return _from_answers(questionnaire, record, written_at)
    except FaultError as error:
        error.urgent = find_urgent_in(questionnaire, data)
        raise


def _from_answers(
    questionnaire: Questionnaire, record: dict[str, object], written_at: int
) -> Check:
    """Saved answers as a check, assessed by the questions of today."""
    version = record.get("questionnaire")
    purpose = record.pop("purpose", None)
    answers, faults = read_answers(questionnaire, record)
    if not answers:
        raise AnswersError(faults or (Fault("no_answers", "", NO_ANSWERS),))
    a = assess(
        resolve(questionnaire, answers),
        Purpose(str(purpose)) if purpose in tuple(Purpose) else Purpose.ALL,
    )
    same = version in (None, questionnaire.version)
    return Check(
        taken_at=time_taken(record.get("answered_at"), written_at),
        purpose=a.purpose,
        level=a.level,
        complete=a.complete,
        version=questionnaire.version if same else shown(version),
        sha256=questionnaire.sha256 if same else "",
        record=dict(answers),
        measures=measures_data(questionnaire, a.state),
        region=str(record.get("region") or ""),
        answered_by=str(record.get("answered_by") or ""),
    )


def _begin(
    questionnaire: Questionnaire, by_person: dict[str, tuple[Check, ...]], prompter: Prompter
) -> Beginning:
    """What this check starts from; asks whose it is if it may be one of several people's."""
    person = _ask_whose(prompter, by_person)
    checks = by_person[person]
    last = checks[-1]
    about = {"region": last.region, "answered_by": last.answered_by}
    notes = [strings.last_check(full_date(day_of(last)), how_long_ago(last, today()))]
    if last.version != questionnaire.version:
        notes.append(strings.OTHER_VERSION.format(old=last.version, new=questionnaire.version))
    return Beginning(
        SavedAnswers({}, int(time.time()), about={k: v for k, v in about.items() if v}),
        tuple(notes),
        checks,
        person,
        carry(questionnaire, last),
        questions_to_compare(questionnaire, last),
    )


def _ask_whose(prompter: Prompter, by_person: dict[str, tuple[Check, ...]]) -> str:
    people = tuple(by_person)
    if len(people) == 1:
        return people[0]
    items = tuple(
        MenuItem(str(number), strings.whose(person, full_date(day_of(checks[-1]))), str(number))
        for number, (person, checks) in enumerate(by_person.items(), start=1)
    )
    return people[int(prompter.menu(strings.WHOSE, items, confirm=True)) - 1]
