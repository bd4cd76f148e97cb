"""The lint command: checks a questions file, proves it, and writes examples."""

from __future__ import annotations

import importlib.util
import json
import os
import sys

from ..bank.source import MAX_BYTES
from ..core.answers import as_record
from ..core.control_characters import clean
from ..core.faults import Fault, FaultError, UsageError, shown_path, unwritable
from ..core.frozen import Frozen
from ..exits import BAD_QUESTIONS, OK, status_of
from ..files import read_file, write_private
from ..output import emit, print_faults
from ..rendering import today
from ..streams import is_terminal, say
from .checks import lint
from .diagnostics import ERROR, Diagnostic, QuestionsFile, as_diagnostics, read_questions
from .output import summary, write_diagnostics
from .promises import read_promises

# Relative to the folder of the questions file.
DEFAULT_PROMISES = os.path.join("tests", "safety", "promises.yaml")


class LintRequest(Frozen):
    """What the command line asks of `lint`. Construct by keyword.

    `path`: the questions file. `format`: text, json or github. `prove`: ask the solver, too.
    `promises`: a file of promises to prove; None means the default place, if it exists.
    `examples`: a folder for one file of answers per rule, or None.
    """

    path: str
    format: str = "text"
    prove: bool = False
    promises: str | None = None
    examples: str | None = None


def run_lint(request: LintRequest) -> int:
    """Check one questions file; returns the exit status."""
    try:
        data = read_file(request.path, MAX_BYTES)
        note, failed, file = "", None, None
        try:
            file = read_questions(data, clean(request.path))
            diagnostics = lint(file, today().isoformat())
        except FaultError as error:
            diagnostics = as_diagnostics(error)
        if request.prove or request.promises or request.examples:
            try:
                more, note = _with_solver(file, request)
                diagnostics += more
            except FaultError as error:
                failed = error
        emit(write_diagnostics(diagnostics, request.format))
    except FaultError as error:
        print_faults(error)
        return status_of(error)
    say(f"sciatica: {summary(diagnostics)}{note}")
    if failed is not None:
        print_faults(failed)
        return status_of(failed)
    bad = any(diagnostic.severity == ERROR for diagnostic in diagnostics)
    return BAD_QUESTIONS if bad else OK


def _with_solver(
    file: QuestionsFile | None, request: LintRequest
) -> tuple[tuple[Diagnostic, ...], str]:
    """The diagnostics of the solver, and a note on what was proved and written."""
    if file is None:
        return (), "; a file with faults is not proved"
    _need_solver()
    if is_terminal(sys.stderr):
        say("sciatica: asking the solver, which takes a moment")
    diagnostics: tuple[Diagnostic, ...] = ()
    note = ""
    if request.prove or request.promises:
        diagnostics, note = _prove(file, request)
    if request.examples:
        note += _write_examples(file, request.examples)
    return diagnostics, note


def _prove(file: QuestionsFile, request: LintRequest) -> tuple[tuple[Diagnostic, ...], str]:
    from .prove import prove

    promises = request.promises
    default = os.path.join(os.path.dirname(request.path), DEFAULT_PROMISES)
    if promises is None and os.path.exists(default):
        promises = default
    if promises is None:
        return prove(file, ()), "; no promises found, name a file with --promises"
    data = read_file(promises, MAX_BYTES)
    try:
        given = read_promises(data, clean(promises), file.questionnaire)
    except FaultError as error:
        return as_diagnostics(error), "; nothing is proved"
    diagnostics = prove(file, given)
    broken = {f.fault.path for f in diagnostics} & {promise.place for promise in given}
    noun = "promise holds" if len(given) == 1 else "promises hold"
    note = f"; {len(given) - len(broken)} of {len(given)} {noun} for all answers"
    return diagnostics, note


def has_solver() -> bool:
    return importlib.util.find_spec("z3") is not None


def _need_solver() -> None:
    if not has_solver():
        message, hint = "proofs need the solver Z3", "pip install 'sciatica-cli[lint]'"
        raise UsageError((Fault("no_solver", "", message, hint),))


def _write_examples(file: QuestionsFile, folder: str) -> str:
    from .prove import rule_examples

    written = 0
    try:
        os.makedirs(folder, exist_ok=True)
        for rule, answers in rule_examples(file.questionnaire):
            text = json.dumps(as_record(answers), indent=2) + "\n"
            write_private(os.path.join(folder, f"{rule}.json"), text, force=True)
            written += 1
    except FileExistsError:
        raise unwritable(folder, OSError(None, "this is not a folder")) from None
    except OSError as error:
        raise unwritable(folder, error) from None
    return f"; {written} example{'s' * (written != 1)} written to {shown_path(folder)}"
