"""The lint command: a questions file checked, proved, and turned into examples."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

from .bank.findings import ERROR, Finding, QuestionsFile, as_findings, read_questions
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
        told, failed, file = "", None, None
        try:
            file = read_questions(data, clean(path))
            findings = lint(file, today())
        except FaultError as error:
            findings = as_findings(error)
        if prove or promises or examples:
            try:
                more, told = _with_solver(file, path, prove or bool(promises), promises, examples)
                findings += more
            except FaultError as error:
                failed = error
        emit(write_findings(findings, form))
    except FaultError as error:
        complain(error)
        return error.status
    print(f"sciatica: {summary(findings)}{told}", file=sys.stderr)
    if failed is not None:
        complain(failed)
        return failed.status
    bad = any(finding.severity == ERROR for finding in findings)
    return BAD_QUESTIONS if bad else OK


def _with_solver(
    file: QuestionsFile | None, path: str, prove: bool, promises: str | None, examples: str | None
) -> tuple[tuple[Finding, ...], str]:
    """What the solver finds, and a sentence on what was proved and written."""
    if file is None:
        return (), "; nothing is proved of a file with faults"
    _need_solver()
    if sys.stderr.isatty():
        print("sciatica: asking the solver, which takes a moment", file=sys.stderr)
    findings: tuple[Finding, ...] = ()
    told = ""
    if prove:
        findings, told = _prove(file, path, promises)
    if examples:
        told += _write_examples(file, examples)
    return findings, told


def _prove(file: QuestionsFile, path: str, promises: str | None) -> tuple[tuple[Finding, ...], str]:
    from .proof.prove import prove

    beside = os.path.join(os.path.dirname(path), USUAL_PROMISES)
    if promises is None and os.path.exists(beside):
        promises = beside
    if promises is None:
        return prove(file, ()), "; no promises are known, name them with --promises"
    data = read_file(promises, MAX_BYTES)
    try:
        given = read_promises(data, clean(promises), file.questionnaire)
    except FaultError as error:
        return as_findings(error), "; nothing is proved"
    findings = prove(file, given)
    broken = {f.fault.path for f in findings} & {promise.place for promise in given}
    kept, noun = len(given) - len(broken), "promise" if len(given) == 1 else "promises"
    return findings, f"; {kept} of {len(given)} {noun} kept for all answers"


def has_solver() -> bool:
    return importlib.util.find_spec("z3") is not None


def _need_solver() -> None:
    if not has_solver():
        message, hint = "proofs need the solver Z3", "pip install 'sciatica-cli[lint]'"
        raise FaultError((Fault("no_solver", "", message, hint),), USAGE)


def _write_examples(file: QuestionsFile, folder: str) -> str:
    from .proof.prove import rule_examples

    written = 0
    try:
        os.makedirs(folder, exist_ok=True)
        for rule, answers in rule_examples(file.questionnaire):
            text = json.dumps(as_record(answers), indent=2) + "\n"
            with open(os.path.join(folder, f"{rule}.json"), "w", encoding="utf-8") as example:
                example.write(text)
            written += 1
    except OSError as error:
        fault = Fault("cannot_write", shown(folder), f"cannot be written: {error.strerror}")
        raise FaultError((fault,), CANNOT_WRITE) from None
    return f"; {written} example{'s' * (written != 1)} written to {shown(folder)}"
