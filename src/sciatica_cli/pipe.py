"""Assesses one JSON record."""

from __future__ import annotations

import sys

from .bank.loader import load
from .core.assess import assess_record
from .core.faults import FaultError
from .core.frozen import Frozen
from .exits import status_of
from .files import read_file, write_private
from .output import emit, exit_status, find_region, print_faults, render
from .record import MAX_BYTES, read_record, read_stdin
from .request import Input, Request


class Result(Frozen):
    """The text for standard output or a file, notes for standard error, and the exit status."""

    text: str
    notes: tuple[str, ...]
    status: int


def run(request: Request) -> int:
    """Read, assess and write; returns the exit status."""
    try:
        result = assess_bytes(request, _read(request.input))
        if request.saving.output is not None:
            write_private(request.saving.output, result.text, request.saving.force)
        else:
            emit(result.text)
    except FaultError as error:
        print_faults(error)
        return status_of(error)
    if not request.quiet:
        for note in result.notes:
            print(f"sciatica: {note}", file=sys.stderr)
    return result.status


def assess_bytes(request: Request, data: bytes) -> Result:
    """Assess one record.

    Raises:
        FaultError: bad answers or a bad questions file. Missing answers are faults too, unless
            `partial` is set or an emergency is already certain.
    """
    questionnaire = load(request.input.questions)
    record = read_record(data)
    assessment = assess_record(questionnaire, record, request.input.partial)
    region, notes = find_region(questionnaire, request.region)
    text = render(
        assessment,
        region,
        request.view,
        terminal=request.terminal,
        output=request.saving.output,
        record_id=record.get("id"),
    )
    return Result(text, notes, exit_status(assessment, request.exit_level))


def _read(options: Input) -> bytes:
    if options.source is not None and options.source != "-":
        return read_file(options.source, MAX_BYTES)
    return read_stdin()
