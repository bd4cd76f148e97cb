"""Findings of lint: as lines, as JSON, as annotations for a workflow on GitHub."""

from __future__ import annotations

import json

from ..bank.lint import ERROR, Finding
from ..core.faults import clean


def write_findings(findings: tuple[Finding, ...], form: str) -> str:
    """The findings in the form text, json or github, one a line but for JSON."""
    if form == "json":
        return json.dumps([_data(finding) for finding in findings], indent=2) + "\n"
    write = _annotation if form == "github" else _line
    return "".join(f"{clean(write(finding))}\n" for finding in findings)


def summary(findings: tuple[Finding, ...]) -> str:
    errors = sum(finding.severity == ERROR for finding in findings)
    return f"{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


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
    return (
        f"::{finding.severity} file={name},line={line},col={column},title={fault.code}::{message}"
    )
