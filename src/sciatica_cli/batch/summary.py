"""How often each level, verdict and band was given, and each rule fired: a table with bars."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from ..core.assess import NOT_ASSESSED
from ..core.levels import LEVELS
from ..core.model import MASSAGE_VERDICTS, OPTION_VERDICTS, Questionnaire
from ..core.outcomes import FITS, UNKNOWN
from ..report.text import readable
from ..report.write import Look
from .judge import Counts

LABEL, COUNT, SHARE = 25, 10, 7  # columns of the table
BAR, POOR_BAR = "\u2588", "#"
OPEN = "open"  # a band that missing or unsure answers leave open


class Table:
    """Lines of label, count, share and bar; the bar has the room that is left."""

    def __init__(self, counts: Counts, whole: int, look: Look) -> None:
        self.lines = [f"{whole:,} records assessed"]
        self._counts = counts
        self._whole = whole
        self._width = readable(look.width)
        self._room = max(0, self._width - LABEL - COUNT - SHARE - 4)
        self._sign = BAR if look.utf8 else POOR_BAR

    def head(self, title: str) -> None:
        self.lines += ["", title]

    def bars(self, column: str, values: Iterable[str | None]) -> None:
        """A line for each value of a field; what never came up is left out."""
        for value in values:
            if count := self._counts[column, value]:
                share = count / self._whole
                bar = self._sign * max(1, round(share * self._room)) if self._room else ""
                label = f"  {value or OPEN:<{LABEL}}{count:>{COUNT},}"
                self.lines.append(f"{label}{share:>{SHARE}.1%}  {bar}".rstrip())

    def shares(self, label: str, column: str, values: Iterable[str]) -> None:
        """All values of a field on one line."""
        found = [(value, self._counts[column, value] / self._whole) for value in values]
        text = ", ".join(f"{value} {share:.1%}" for value, share in found if share)
        first, rest = f"  {label:<{LABEL}} ", " " * 4
        self.lines += wrap(text, self._width, initial_indent=first, subsequent_indent=rest)


def summary(questionnaire: Questionnaire, counts: Counts, good: int, look: Look) -> str:
    """The table of a run in which `good` records were assessed, as text."""
    if not good:
        return "no record was assessed\n"
    table = Table(counts, good, look)
    table.head("level")
    table.bars("level", LEVELS[::-1])
    if any(counts["level", level] != counts["at_most", level] for level in LEVELS):
        table.head("level at most, with any answers in place of the missing ones")
        table.bars("at_most", LEVELS[::-1])
    table.head("scope")
    table.bars("status", ("assessed", "out_of_scope"))
    for score in questionnaire.scores:
        table.head(f"band of {score.id}")
        table.bars(f"scores__{score.id}__band", (*(band.id for band in score.bands), None))
    table.head("causes")
    for cause in questionnaire.causes:
        table.shares(cause.id, f"causes__{cause.id}", FITS)
    table.head("massage")
    table.bars("massage", (*MASSAGE_VERDICTS, UNKNOWN, NOT_ASSESSED))
    table.head("options")
    for option in questionnaire.options:
        verdicts = (*OPTION_VERDICTS, UNKNOWN, NOT_ASSESSED)
        table.shares(option.id, f"options__{option.id}", verdicts)
    for title, column in (("rules that fired", "rules"), ('left open by "not sure"', "open")):
        table.head(title)
        rules = [rule.id for rule in questionnaire.rules]
        table.bars(column, sorted(rules, key=lambda rule: -counts[column, rule]))
    return "\n".join(table.lines) + "\n"
