"""`sciatica history`: lists, shows, exports and erases the checks that were kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from ..bank.loader import load
from ..core.answers import SCHEMA
from ..core.assess import assess
from ..core.checks import Check
from ..core.faults import UsageError, shown_path, usage_error
from ..core.flow import resolve
from ..exits import OK
from ..output import deliver, emit
from ..rendering import Result, find_region, look_of, render, text_format, today
from ..report import course_strings as strings
from ..report.blocks import Block, Paragraph
from ..report.formats import JSON
from ..report.text import write_text
from ..report.write import write
from ..request import Request
from ..streams import is_terminal, say
from .stored_checks import as_check, checks_by_person, checks_of, open_store, select_people


def list_checks(request: Request) -> int:
    """Print all checks by person, with how they went.

    Raises:
        FaultError: the store cannot be read.
    """
    from ..report.stored_checks import listing

    store = open_store(request.history)
    people = reversed(checks_by_person(store, request.history).items())
    questionnaire = load(request.input.questions)
    _write(request, listing(questionnaire, dict(people), store.path, today()))
    return OK


def show(request: Request, number: int) -> int:
    """Print the page, or the sheet, of a check as it was on its day.

    Raises:
        FaultError: there is no such check, or it cannot be read or written.
    """
    from ..report.course import day_of
    from ..report.stored_checks import about, recorded

    store = open_store(request.history)
    stored = store.check(number)
    if stored is None:
        raise _no_check(number)
    check = as_check(stored)
    questionnaire = load(request.input.questions)
    if request.view.format == JSON:
        text = json.dumps(json.loads(stored.assessment), indent=2) + "\n"
    elif check.sha256 != questionnaire.sha256:
        _write(request, recorded(questionnaire, check, today()))
        return OK
    else:
        region, _ = find_region(questionnaire, request.region or check.region)
        flow = resolve(questionnaire, check.answers(questionnaire))
        earlier = tuple(c for c in checks_of(store, check.person) if _is_before(c, check))
        a = assess(flow, check.purpose)
        text = render(
            Result(a, region, check.answered_by, earlier, day_of(check)),
            request.view,
            terminal=request.terminal,
            output=request.saving.file,
            above=(about(check, today()),),
        )
    deliver(text, request.saving.file, request.saving.force)
    return OK


def _write(request: Request, blocks: tuple[Block, ...]) -> None:
    """Write blocks in the format that the request or its output file names."""
    format_ = text_format(request.view, request.saving.file)
    look = look_of(request.terminal, request.saving.file)
    deliver(write(blocks, format_, look), request.saving.file, request.saving.force)


def _is_before(check: Check, other: Check) -> bool:
    return (check.taken_at, check.number) < (other.taken_at, other.number)


def export(request: Request, path: str) -> int:
    """Write the answers of all checks, one on each line, as `batch` reads them.

    Raises:
        FaultError: the store cannot be read, or the file not be written.
    """
    store = open_store(request.history)
    lines, partial = [], False
    for checks in reversed(checks_by_person(store, request.history).values()):
        for check in checks:
            record: dict[str, object] = {
                "schema": SCHEMA,
                "id": _id(check),
                "questionnaire": check.version,
            }
            record |= {"answered_at": check.taken_at, "region": check.region}
            record |= {"answered_by": check.answered_by} if check.answered_by else {}
            lines.append(json.dumps(record | check.record) + "\n")
            partial |= not check.complete or not check.purpose.covers_all
    output = None if path == "-" else path
    deliver("".join(lines), output, request.saving.force)
    if output is not None and not request.quiet:
        say(f"sciatica: {strings.exported(len(lines), shown_path(path))}")
    if partial and not request.quiet:
        say(f"sciatica: {strings.EXPORTED_PARTLY}")
    return OK


def _id(check: Check) -> str:
    return f"{check.person} {check.number}".strip()


def erase(request: Request, number: int | None) -> int:
    """Erase one check or all; says what that cannot erase.

    Raises:
        FaultError: there is no such check, nobody is there to confirm, or it cannot be erased.
    """
    store = open_store(request.history)
    if number is not None:
        if not store.erase(number):
            raise _no_check(number)
        _say_erased(strings.erased(number))
        return OK
    people = select_people(request.history, store.people())
    checks = [stored for person in people for stored in store.checks(person)]
    everything = request.history.person is None
    if not checks and not (everything and store.exists):
        emit(f"{strings.NOTHING_KEPT}\n")
        return OK
    counts = [(name, sum(c.person == name for c in checks)) for name in people]
    if not request.saving.force and not _confirmed(counts):
        emit(f"{strings.NOT_ERASED}\n")
        return OK
    if everything or len(checks) == len(store.checks()):
        store.erase_all()
    else:
        for stored in checks:
            store.erase(stored.number)
    _say_erased(strings.erased_all(len(checks)))
    return OK


def _say_erased(what: str) -> None:
    """Say what was erased, and what no program can erase."""
    emit(write_text((Paragraph(f"{what} {strings.CANNOT_ERASE}"),)))


def _confirmed(counts: Sequence[tuple[str, int]]) -> bool:
    """Ask in the terminal before everything is erased.

    Raises:
        UsageError: there is no terminal to ask in.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
        hint = "add --force to erase them without being asked"
        raise usage_error("there is no terminal to ask in", hint, code="no_terminal")
    emit(strings.really_erase(counts))
    try:
        return input().strip().casefold() in strings.YES
    except EOFError:
        return False


def _no_check(number: int) -> UsageError:
    hint = "sciatica history lists the numbers of all"
    return usage_error(f"there is no check {number}", hint, code="no_check")
