"""The lint command: a questions file checked, proved, and turned into examples."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

from .bank.findings import ERROR, Finding, read_questions
from .bank.lint import lint
from .bank.promises import read_promises
from .bank.yaml_source import MAX_BYTES
from .core.answers import as_record
from .core.exits import BAD_QUESTIONS, CANNOT_WRITE, OK, USAGE
from .core.faults import Fault, FaultError, clean, shown
from .files import read_file
from .output import complain, emit, today
from .report.lint_out import summary, write_findings

# Where promises are looked for, beside the questions file.
USUAL_PROMISES = os.path.join("tests", "safety", "promises.yaml")


def run_lint(path: str, form: str, prove: bool, promises: str | None, examples: str | None) -> int:
    """Check one questions file; returns the exit status.

    Args:
        path: the questions file.
        form: text, json or github.
        prove: whether to ask the solver too.
        promises: a file of promises to prove; None: the usual place, if there is one.
        examples: a folder for one example answers file per rule, or None.
    """
    try:
        data = read_file(path, MAX_BYTES)
        findings = lint(data, clean(path), today())
        sound = not any(finding.severity == ERROR for finding in findings)
        kept = ""
        if sound and (prove or promises or examples):
            more, kept = _prove(data, path, promises)
            findings += more
            if examples:
                kept += _write_examples(data, path, examples)
        emit(write_findings(findings, form))
    except FaultError as error:
        complain(error)
        return error.status
    print(f"sciatica: {summary(findings)}{kept}", file=sys.stderr)
    bad = any(finding.severity == ERROR for finding in findings)
    return BAD_QUESTIONS if bad else OK


def _prove(data: bytes, path: str, promises: str | None) -> tuple[tuple[Finding, ...], str]:
    """What the solver finds, and a sentence on how much was proved."""
    _need_solver()
    from .proof.prove import prove

    file = read_questions(data, clean(path))
    beside = os.path.join(os.path.dirname(path), USUAL_PROMISES)
    if promises is None and os.path.exists(beside):
        promises = beside
    if promises is None:
        return prove(file, ()), ""
    given = read_promises(read_file(promises, MAX_BYTES), clean(promises), file.questionnaire)
    findings = prove(file, given)
    broken = {f.fault.path for f in findings} & {promise.place for promise in given}
    return findings, f"; {len(given) - len(broken)} of {len(given)} promises hold for all answers"


def has_solver() -> bool:
    return importlib.util.find_spec("z3") is not None


def _need_solver() -> None:
    if not has_solver():
        message, hint = "proofs need the solver Z3", "pip install 'sciatica-cli[lint]'"
        raise FaultError((Fault("no_solver", "", message, hint),), USAGE)


def _write_examples(data: bytes, path: str, folder: str) -> str:
    from .proof.prove import rule_examples

    questionnaire = read_questions(data, clean(path)).questionnaire
    written = 0
    try:
        os.makedirs(folder, exist_ok=True)
        for rule, answers in rule_examples(questionnaire):
            text = json.dumps(as_record(answers), indent=2) + "\n"
            with open(os.path.join(folder, f"{rule}.json"), "w", encoding="utf-8") as file:
                file.write(text)
            written += 1
    except OSError as error:
        fault = Fault("cannot_write", shown(folder), f"cannot be written: {error.strerror}")
        raise FaultError((fault,), CANNOT_WRITE) from None
    return f"; {written} example{'s' * (written != 1)} written to {shown(folder)}"
