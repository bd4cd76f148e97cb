"""Diagnostics of a questions file, with their places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ..bank.build import build_from
from ..bank.source import MAX_FAULTS
from ..bank.yaml_source import Node, read_yaml
from ..core.answers import Answers
from ..core.conditions import Condition
from ..core.faults import Fault, FaultError
from ..core.frozen import Frozen
from ..core.model import Questionnaire

ERROR, WARNING, NOTE = "error", "warning", "note"
Path = tuple[str, ...]  # keys from the top of the file down to a value


class QuestionsFile(Frozen):
    """A questions file without faults: its questionnaire, and the node at each path."""

    questionnaire: Questionnaire
    nodes: dict[Path, Node]


class Issue(Frozen):
    """A diagnostic without a line number; `answers` are an example of the problem."""

    path: Path
    severity: str
    code: str
    message: str
    hint: str = ""
    answers: Answers | None = None


class Diagnostic(Frozen):
    """A diagnostic with line and column; only errors make lint fail.

    `count` is how many diagnostics it stands for.
    """

    severity: str
    fault: Fault
    answers: Answers | None = None
    count: int = 1


def read_questions(data: bytes, name: str) -> QuestionsFile:
    """Read a questions file for lint.

    Raises:
        FaultError: lists all faults with their lines and columns.
    """
    root = read_yaml(data, name)
    questionnaire = build_from(root, hashlib.sha256(data).hexdigest())
    return QuestionsFile(questionnaire, dict(_walk(root, ())))


def as_diagnostics(error: FaultError) -> tuple[Diagnostic, ...]:
    """The faults of a file that could not be read."""
    found = tuple(Diagnostic(ERROR, fault) for fault in error.faults)
    return (*found, _remainder(found[-1], ERROR, error.more)) if error.more else found


def listed(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics to list: if there are very many, only the first, and errors before others."""
    if len(diagnostics) <= MAX_FAULTS:
        return diagnostics
    numbers = sorted(range(len(diagnostics)), key=lambda n: diagnostics[n].severity != ERROR)
    first, left = sorted(numbers[:MAX_FAULTS]), numbers[MAX_FAULTS:]
    count = sum(diagnostics[number].count for number in left)
    remainder = _remainder(diagnostics[first[-1]], NOTE, count)
    return (*(diagnostics[number] for number in first), remainder)


def _remainder(last: Diagnostic, severity: str, count: int) -> Diagnostic:
    """A last diagnostic, in place of all those that are not listed."""
    fault = Fault("more", last.fault.path, f"and {count:,} more")
    return Diagnostic(severity, fault, count=count)


def placed(file: QuestionsFile, issues: Iterable[Issue]) -> tuple[Diagnostic, ...]:
    """Diagnostics with line numbers, in the order of the file."""
    found = [(_nearest(file, issue.path), issue) for issue in issues]
    found.sort(key=lambda item: item[0].node.start_mark.index)
    return tuple(
        Diagnostic(
            issue.severity,
            Fault(issue.code, node.place, issue.message, issue.hint),
            issue.answers,
        )
        for node, issue in found
    )


def _nearest(file: QuestionsFile, path: Path) -> Node:
    """The node at a path, or the one around it if the value there is a default."""
    while path not in file.nodes:
        path = path[:-1]
    return file.nodes[path]


def every_condition(value: object) -> Iterator[Condition]:
    """Every condition in a questionnaire or in a part of it."""
    if isinstance(value, Condition):
        yield value
    elif isinstance(value, Frozen):
        for field in type(value).fields:
            yield from every_condition(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from every_condition(item)


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Every value and its path; items of lists have numbers as keys."""
    yield path, node
    if node.is_mapping():
        for key, value in node.pairs():
            yield from _walk(value, (*path, key.word()))
    elif node.is_sequence():
        for number, item in enumerate(node.items()):
            yield from _walk(item, (*path, str(number)))
