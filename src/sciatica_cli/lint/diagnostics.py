"""Diagnostics of a questions file, with their places."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ..bank.build import build_from
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
    """A diagnostic with line and column; only errors make lint fail."""

    severity: str
    fault: Fault
    answers: Answers | None = None


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
    return tuple(Diagnostic(ERROR, fault) for fault in error.faults)


def placed(file: QuestionsFile, issues: Iterable[Issue]) -> tuple[Diagnostic, ...]:
    """Diagnostics with line numbers, in the order of the file."""
    found = [(file.nodes[issue.path].node.start_mark, issue) for issue in issues]
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
