"""Findings about a questions file, each at its place."""

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
    """A questions file without faults: what it says, and where everything stands in it."""

    name: str
    questionnaire: Questionnaire
    nodes: dict[Path, Node]


class Issue(Frozen):
    """A diagnostic before its line is known. `answers` are an example of it."""

    path: Path
    severity: str
    code: str
    message: str
    hint: str = ""
    answers: Answers | None = None


class Diagnostic(Frozen):
    """One diagnostic at its line and column; only errors make a file unfit."""

    severity: str
    fault: Fault
    answers: Answers | None = None


def read_questions(data: bytes, name: str) -> QuestionsFile:
    """Read a questions file for a closer look.

    Raises:
        FaultError: with every fault found, each at its line and column.
    """
    root = read_yaml(data, name)
    questionnaire = build_from(root, hashlib.sha256(data).hexdigest())
    return QuestionsFile(name, questionnaire, dict(_walk(root, ())))


def as_diagnostics(error: FaultError) -> tuple[Diagnostic, ...]:
    """The faults of a file that could not be read."""
    return tuple(Diagnostic(ERROR, fault) for fault in error.faults)


def placed(file: QuestionsFile, issues: Iterable[Issue]) -> tuple[Diagnostic, ...]:
    """Remarks with their lines, in the order of the file."""
    found = [(file.nodes[diagnostic.path].node.start_mark, diagnostic) for diagnostic in issues]
    found.sort(key=lambda item: (item[0].line, item[0].column))
    return tuple(
        Diagnostic(
            diagnostic.severity,
            Fault(
                diagnostic.code,
                f"{file.name}:{mark.line + 1}:{mark.column + 1}",
                diagnostic.message,
                diagnostic.hint,
            ),
            diagnostic.answers,
        )
        for mark, diagnostic in found
    )


def every_condition(value: object) -> Iterator[Condition]:
    """Every condition of a questionnaire or of a part of it, wherever it stands."""
    if isinstance(value, Condition):
        yield value
    elif isinstance(value, Frozen):
        for field in type(value).fields:
            yield from every_condition(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from every_condition(item)


def _walk(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Every value with the keys that lead to it; items of lists have numbers for keys."""
    yield path, node
    if node.is_mapping():
        for key, value in node.pairs():
            yield from _walk(value, (*path, key.word()))
    elif node.is_sequence():
        for number, item in enumerate(node.items()):
            yield from _walk(item, (*path, str(number)))
