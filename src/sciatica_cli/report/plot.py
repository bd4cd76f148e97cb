"""Charts as shapes for SVG: a small plot for each measure, over the same days."""

from __future__ import annotations

import textwrap

from ..core.frozen import Frozen
from .blocks import Chart, ChartRow

WIDTH, HEIGHT = 280, 56  # of the area between the highest value and 0
EDGE = 6  # around that area, so that no dot is cut
FONT_SIZE, LINE_HEIGHT = 12, 14
LABEL_TOP = HEIGHT + 2 * EDGE + FONT_SIZE + 2  # the baseline of the first line
CHARACTER = 0.56 * FONT_SIZE  # the width of an average one
LABEL_CHARACTERS = 19  # of a line; two such labels fit side by side
BETWEEN = 10  # from one label to the next


class Dot(Frozen):
    """A known value; `title` names its day and its text."""

    x: float
    y: float
    title: str


class Label(Frozen):
    """What stands below a day: the attribute `text-anchor`, and lines with their heights."""

    x: float
    anchor: str
    lines: tuple[tuple[int, str], ...]


class Plot(Frozen):
    """One measure over time; `alt_text` has its first and its last value.

    `frame` is the attribute `d` of the lines at 0 and at the highest value. `lines` are the
    attributes `points` of the lines between the values, with gaps where one is not known.
    """

    name: str
    alt_text: str
    view_box: str
    frame: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


def plots(chart: Chart) -> tuple[Plot, ...]:
    """A plot for each measure with a known value; none if all the checks were on one day."""
    days = [row.day for row in chart.rows]
    if len(set(days)) < 2:
        return ()
    first, last = min(days), max(days)
    width = WIDTH - 2 * EDGE
    xs = [round(EDGE + width * (day - first) / (last - first), 1) for day in days]
    return tuple(
        _plot(chart, column, xs)
        for column in range(len(chart.columns))
        if any(row.values[column] is not None for row in chart.rows)
    )


def _plot(chart: Chart, column: int, xs: list[float]) -> Plot:
    name, maximum = chart.columns[column]
    dots: list[Dot] = []
    runs: list[list[str]] = [[]]
    for x, row in zip(xs, chart.rows, strict=True):
        value = row.values[column]
        if value is None:
            runs.append([])
            continue
        share = min(max(value / maximum, 0), 1) if maximum else 0
        y = round(EDGE + HEIGHT * (1 - share), 1)
        dots.append(Dot(x, y, f"{row.label}: {row.texts[column]}"))
        runs[-1].append(f"{x:g},{y:g}")
    days: dict[float, ChartRow] = {}  # for each day its last row with a known value, if any
    for x, row in zip(xs, chart.rows, strict=True):
        if x not in days or row.values[column] is not None:
            days[x] = row
    texts_by_day = [(x, row.label, row.texts[column]) for x, row in days.items()]
    labels = _labels(texts_by_day)
    below = max((y for label in labels for y, _ in label.lines), default=LABEL_TOP)
    ends = "; ".join(f"{day} {text}" for _, day, text in (texts_by_day[0], texts_by_day[-1]))
    return Plot(
        name=name,
        alt_text=f"{name}: {ends}",
        view_box=f"0 0 {WIDTH} {below + FONT_SIZE // 2}",
        frame=f"M0 {EDGE}H{WIDTH}M0 {EDGE + HEIGHT}H{WIDTH}",
        lines=tuple(" ".join(run) for run in runs if len(run) > 1),
        dots=tuple(dots),
        labels=labels,
    )


def _labels(texts_by_day: list[tuple[float, str, str]]) -> tuple[Label, ...]:
    """The first and the last day with their texts, and those between that have room."""
    placed: list[tuple[float, float, Label]] = []  # where each begins and ends
    final = len(texts_by_day) - 1
    for number in (0, final, *range(1, final)):
        x, day, text = texts_by_day[number]
        texts = [*_wrap(day), *_wrap(text)]
        size = max(map(len, texts), default=0) * CHARACTER
        anchor, before = {0: ("start", 0.0), final: ("end", size)}.get(number, ("middle", size / 2))
        start, end = x - before, x - before + size
        if number in (0, final) or all(
            end + BETWEEN <= other_start or other_end + BETWEEN <= start
            for other_start, other_end, _ in placed
        ):
            lines = tuple((LABEL_TOP + i * LINE_HEIGHT, line) for i, line in enumerate(texts))
            placed.append((start, end, Label(x, anchor, lines)))
    return tuple(label for _, _, label in sorted(placed, key=lambda item: item[0]))


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, LABEL_CHARACTERS)
