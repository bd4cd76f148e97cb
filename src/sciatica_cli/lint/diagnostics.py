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
MAX_LISTED = MAX_FAULTS
Path = tuple[str, ...]  # keys from the top of the file down to a value


class QuestionsFile(Frozen):
    """A questions file without faults: its questionnaire, and the node at each path."""

    name: str
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

    `count` is how many it stands for.
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
    return QuestionsFile(name, questionnaire, dict(_walk(root, ())))


def as_diagnostics(error: FaultError) -> tuple[Diagnostic, ...]:
    """The faults of a file that could not be read."""
    found = tuple(Diagnostic(ERROR, fault) for fault in error.faults)
    return (*found, _others(found[-1], ERROR, error.more)) if error.more else found


def few(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics to list: of very many only the first, errors above all."""
    if len(diagnostics) <= MAX_LISTED:
        return diagnostics
    numbers = sorted(range(len(diagnostics)), key=lambda n: diagnostics[n].severity != ERROR)
    listed, left = sorted(numbers[:MAX_LISTED]), numbers[MAX_LISTED:]
    count = sum(diagnostics[number].count for number in left)
    others = _others(diagnostics[listed[-1]], NOTE, count)
    return (*(diagnostics[number] for number in listed), others)


def _others(last: Diagnostic, severity: str, count: int) -> Diagnostic:
    """A last diagnostic that stands for all those not listed."""
    fault = Fault("more", last.fault.path, f"and {count:,} more")
    return Diagnostic(severity, fault, count=count)


def placed(file: QuestionsFile, issues: Iterable[Issue]) -> tuple[Diagnostic, ...]:
    """Diagnostics with line numbers, in the order of the file."""
    found = [(_nearest(file, issue.path).node.start_mark, issue) for issue in issues]
    found.sort(key=lambda item: (item[0].line, item[0].column))
    return tuple(
        Diagnostic(
            issue.severity,
            Fault(
                issue.code,
                f"{file.name}:{mark.line + 1}:{mark.column + 1}",
                issue.message,
                issue.hint,
            ),
            issue.answers,
        )
        for mark, issue in found
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
