"""How often each level, verdict and band was given, and each rule fired: a table with bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from textwrap import wrap

from ..core.expressions import Expression
from ..core.result_columns import (
    NamedExpressions,
    NamesColumn,
    ResultColumn,
    ResultTable,
    WordColumn,
)
from ..judge.bits import Bits
from ..report.text import readable_width
from ..report.write import Look

Counts = Counter[tuple[str, str | None]]  # by the name of a column, and the value in it
LABEL, COUNT, SHARE = 25, 10, 7  # columns of the table
BAR, POOR_BAR = "\u2588", "#"
OPEN = "open"  # a band that missing or unsure answers leave open


def counted_expressions(columns: Sequence[ResultColumn]) -> list[Expression]:
    """The expressions that `count_values` needs."""
    return [e for c in columns for e in (c.applies, *(when for _, when in _values(c)))]


def count_values(columns: Sequence[ResultColumn], bits: Bits, good: int) -> Counts:
    """How often each word and name occurs among the records whose bit is set in `good`."""
    counts: Counts = Counter()
    for column in columns:
        where = bits[column.applies] & good
        found = {value: (bits[when] & where).bit_count() for value, when in _values(column)}
        counts.update({(column.name, value): count for value, count in found.items()})
        if isinstance(column, WordColumn):
            counts[column.name, column.other] = where.bit_count() - sum(found.values())
    return counts


def _values(column: ResultColumn) -> NamedExpressions:
    """The values of a column that are counted, and when each holds."""
    if isinstance(column, WordColumn):
        return column.words
    return column.names if isinstance(column, NamesColumn) else ()


class Table:
    """Lines with a label, a count, a share and a bar, which gets the room that is left."""

    def __init__(self, counts: Counts, whole: int, look: Look) -> None:
        self.lines = [f"{whole:,} records assessed"]
        self._counts = counts
        self._whole = whole
        self._width = readable_width(look.width)
        self._room = max(0, self._width - LABEL - COUNT - SHARE - 4)
        self._sign = BAR if look.utf8 else POOR_BAR

    def head(self, title: str) -> None:
        self.lines += ["", title]

    def bars(self, column: str, values: Iterable[str | None]) -> None:
        """Add a line for each value of a field, except those that never occur."""
        for value in values:
            if count := self._counts[column, value]:
                share = count / self._whole
                bar = self._sign * max(1, round(share * self._room)) if self._room else ""
                label = f"  {value or OPEN:<{LABEL}}{count:>{COUNT},}"
                self.lines.append(f"{label}{share:>{SHARE}.1%}  {bar}".rstrip())

    def shares(self, label: str, column: str, values: Iterable[str | None]) -> None:
        """Add all values of a field on one line."""
        found = [(value, self._counts[column, value] / self._whole) for value in values]
        text = ", ".join(f"{value} {share:.1%}" for value, share in found if share)
        first, rest = f"  {label:<{LABEL}} ", " " * 4
        self.lines += wrap(text, self._width, initial_indent=first, subsequent_indent=rest)


def summary(columns: ResultTable, counts: Counts, good: int, look: Look) -> str:
    """The table of a run in which `good` records were assessed, as text."""
    if not good:
        return "no record was assessed\n"
    table = Table(counts, good, look)
    words = {c.path: c.values for c in chain(*columns.values()) if isinstance(c, WordColumn)}
    levels = words["level",]
    table.head("level")
    table.bars("level", levels)
    if any(counts["level", level] != counts["at_most", level] for level in levels):
        table.head("level at most, with any answers in place of the missing ones")
        table.bars("at_most", levels)
    table.head("scope")
    table.bars("status", words["status",])
    for score in (column for column in columns["scores"] if column.path in words):
        table.head(f"band of {score.path[1]}")
        table.bars(score.name, words[score.path])
    table.head("causes")
    for cause in columns["causes"]:
        table.shares(cause.path[1], cause.name, words[cause.path])
    table.head("massage")
    table.bars("massage", words["massage",])
    table.head("options")
    for option in columns["options"]:
        table.shares(option.path[1], option.name, words[option.path])
    for title, key in (("rules that fired", "rules"), ('left open by "not sure"', "open")):
        table.head(title)
        rules = [name for c in columns[key] if isinstance(c, NamesColumn) for name, _ in c.names]
        table.bars(key, sorted(rules, key=lambda rule: -counts[key, rule]))
    return "\n".join(table.lines) + "\n"
