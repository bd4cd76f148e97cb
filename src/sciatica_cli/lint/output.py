"""Writes diagnostics as lines, as JSON, or as annotations for GitHub workflows."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain

from ..core.answers import as_record
from ..core.control_characters import clean
from .diagnostics import ERROR, NOTE, WARNING, Diagnostic, listed


def write_diagnostics(diagnostics: tuple[Diagnostic, ...], style: str) -> str:
    """The diagnostics in the style text, json or github, one per line except in JSON.

    If there are very many, only the first are written. An example follows on its own line, as
    answers that the program can read.
    """
    diagnostics = listed(diagnostics)
    if style == "json":
        return json.dumps([_data(diagnostic) for diagnostic in diagnostics], indent=2) + "\n"
    write = _annotation if style == "github" else _line
    lines = chain(*((write(diagnostic), *_example(diagnostic)) for diagnostic in diagnostics))
    return "".join(f"{clean(line)}\n" for line in lines)


def summary(diagnostics: tuple[Diagnostic, ...]) -> str:
    """How many diagnostics there are of each kind."""
    found = Counter({ERROR: 0, WARNING: 0})
    for diagnostic in diagnostics:
        found[diagnostic.severity] += diagnostic.count
    return ", ".join(f"{count:,} {word}{'s' * (count != 1)}" for word, count in found.items())


def _example(diagnostic: Diagnostic) -> tuple[str, ...]:
    return () if diagnostic.answers is None else (json.dumps(as_record(diagnostic.answers)),)


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    """File, line and column; line and column are 0 for the whole file."""
    name, line, column = (*diagnostic.fault.path.rsplit(":", 2), "", "")[:3]
    if not (line.isdigit() and column.isdigit()):
        return diagnostic.fault.path, 0, 0
    return name, int(line), int(column)


def _line(diagnostic: Diagnostic) -> str:
    fault = diagnostic.fault
    hint = f" ({fault.hint})" if fault.hint else ""
    return f"{fault.path}: {diagnostic.severity} {fault.code}: {fault.message}{hint}"


def _data(diagnostic: Diagnostic) -> dict[str, object]:
    name, line, column = _place(diagnostic)
    fault = diagnostic.fault
    return {
        "severity": diagnostic.severity,
        "code": fault.code,
        "file": name,
        "line": line,
        "column": column,
        "message": fault.message,
        "hint": fault.hint,
        "example": None if diagnostic.answers is None else as_record(diagnostic.answers),
    }


def _annotation(diagnostic: Diagnostic) -> str:
    """A workflow command, escaped as GitHub requires."""
    name, line, column = _place(diagnostic)
    fault = diagnostic.fault
    message = f"{fault.message}. {fault.hint}".rstrip(". ")
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(sign, code)
    for sign, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        name = name.replace(sign, code)
    word = "notice" if diagnostic.severity == NOTE else diagnostic.severity
    return f"::{word} file={name},line={line},col={column},title={fault.code}::{message}"
