"""Builds the lines of the hand-over sheet."""

from __future__ import annotations

from ..core.sheet import SheetLine
from .build_conditions import KnownNames
from .values import Values


def build_sheet(lines: Values, names: KnownNames) -> tuple[SheetLine, ...]:
    """The lines in order; each question has a place in one of them at most."""
    taken: set[str] = set()
    for line in lines.values():
        line.check("of", "question", names.questions)
        for name in line["of"]:
            if name in taken:
                line.fault("name_taken", f'"{name}" already stands in a line', key="of")
            taken.add(name)
        also: Values = line["also"] or Values(line.node)
        for name in also:
            also.nodes[name].check_known("question", name, names.questions)
            if name in names.questions:
                also.check(name, "choice", names.questions[name].values)
    return tuple(
        SheetLine(id=name, **(line | {"also": tuple(line["also"].items())}))
        for name, line in lines.items()
    )
