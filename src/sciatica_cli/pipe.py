"""Assesses one JSON record from a file or from standard input."""

from __future__ import annotations

from .bank.loader import load
from .core.assess import assess_record
from .core.faults import FaultError, Urgent
from .core.ids import id_of
from .exits import exit_status, status_of
from .files import check_is_not_input, read_file
from .output import deliver, print_faults
from .record import MAX_BYTES, find_urgent_in, read_record, read_stdin
from .rendering import Result, find_region, render
from .request import Request, resume_command
from .streams import say, stdin_is_silent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .history.stored_checks import PersonHistory

ANSWERED_AT = b'"answered_at"'  # which only the interview writes
NOT_FINISHED = ("missing", "other_purpose")  # faults that going on with the interview ends


def run(request: Request) -> int:
    """Read, assess and write; returns the exit status.

    Missing answers are faults, unless `partial` is set or an emergency is already certain.
    """
    source, output = request.input.file, request.saving.file
    data = b""
    if source is None and not request.quiet and stdin_is_silent():
        from .report.strings import WAITING

        say(f"sciatica: {WAITING}")
    try:
        data = read_stdin() if source is None else read_file(source, MAX_BYTES)
        questionnaire = load(request.input.questions)
        record = read_record(data)
        assessment = assess_record(
            questionnaire,
            record,
            request.input.partial,
            request.input.assessed_for,
        )
        region, notes = find_region(questionnaire, request.region)
        history = _history(request, record)
        answered_by = str(record.get("answered_by") or "")
        text = render(
            Result(assessment, region, answered_by, history.earlier_checks if history else ()),
            request.view,
            terminal=request.terminal,
            output=output,
            record_id=id_of(record),
        )
        if output is not None:
            check_is_not_input(output, 0 if source is None else source, request.input.questions)
        deliver(text, output, request.saving.force)
        if history:
            from .report.course_strings import kept_as

            notes = (*notes, kept_as(history.add(assessment, region.id), history.person))
    except FaultError as error:
        error.urgent = error.urgent or _urgent_in(data, request.input.questions)
        print_faults(error)
        if any(fault.code in NOT_FINISHED for fault in error.faults):
            _say_how_to_go_on(request, data)
        return status_of(error)
    if not request.quiet:
        for note in notes:
            say(f"sciatica: {note}")
    return exit_status(assessment.level, request.exit_level)


def _history(request: Request, record: dict[str, object]) -> PersonHistory | None:
    """The checks that the assessment is compared with and added to, if that was asked for."""
    if not request.history.store:
        return None
    from .history.stored_checks import PersonHistory

    return PersonHistory(request.history, record)


def _urgent_in(data: bytes, questions: str | None) -> Urgent | None:
    """What no fault may hide; by the shipped questions if those asked for cannot be used."""
    if not data:
        return None
    try:
        questionnaire = load(questions)
    except FaultError:
        questionnaire = load()
    return find_urgent_in(questionnaire, data)


def _say_how_to_go_on(request: Request, data: bytes) -> None:
    """Say how to go on, if these are the saved answers of an interview."""
    source = request.input.file
    if source is None or request.quiet or ANSWERED_AT not in data:
        return
    from .report.strings import HOW_TO_GO_ON

    say(f"sciatica: {HOW_TO_GO_ON}: {resume_command(source, request.input.questions)}")
