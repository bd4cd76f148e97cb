"""Findings of lint: as lines, as JSON, as annotations for a workflow on GitHub."""

from __future__ import annotations

import json

from ..bank.findings import ERROR, NOTE, Finding
from ..core.answers import as_record
from ..core.faults import clean


def write_findings(findings: tuple[Finding, ...], form: str) -> str:
    """The findings in the form text, json or github, one a line but for JSON.

    An example follows on a line of its own, as answers that the program reads.
    """
    if form == "json":
        return json.dumps([_data(finding) for finding in findings], indent=2) + "\n"
    write = _annotation if form == "github" else _line
    lines = (line for finding in findings for line in (write(finding), *_example(finding)))
    return "".join(f"{clean(line)}\n" for line in lines)


def summary(findings: tuple[Finding, ...]) -> str:
    errors = sum(finding.severity == ERROR for finding in findings)
    notes = sum(finding.severity == NOTE for finding in findings)
    warnings = len(findings) - errors - notes
    told = f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"
    return f"{told}, {_count(notes, 'note')}" if notes else told


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def _example(finding: Finding) -> tuple[str, ...]:
    return () if finding.answers is None else (json.dumps(as_record(finding.answers)),)


def _place(finding: Finding) -> tuple[str, int, int]:
    """File, line and column; 0 where the whole file is meant."""
    name, line, column = (*finding.fault.path.rsplit(":", 2), "", "")[:3]
    if not (line.isdigit() and column.isdigit()):
        return finding.fault.path, 0, 0
    return name, int(line), int(column)


def _line(finding: Finding) -> str:
    fault = finding.fault
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"{fault.path}: {finding.severity} {fault.code}: {fault.message}{hint}"


def _data(finding: Finding) -> dict[str, object]:
    name, line, column = _place(finding)
    fault = finding.fault
    return {
        "severity": finding.severity,
        "code": fault.code,
        "file": name,
        "line": line,
        "column": column,
        "message": fault.message,
        "hint": fault.hint,
        "example": None if finding.answers is None else as_record(finding.answers),
    }


def _annotation(finding: Finding) -> str:
    """A workflow command; its signs are escaped as it demands."""
    name, line, column = _place(finding)
    fault = finding.fault
    message = f"{fault.message}. {fault.hint}".rstrip(". ")
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(sign, code)
    for sign, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        name = name.replace(sign, code)
    word = "notice" if finding.severity == NOTE else finding.severity
    return f"::{word} file={name},line={line},col={column},title={fault.code}::{message}"
