"""Draws a chart in characters for a terminal: a bar and its text for each measure of each check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ..core.control_characters import clean
from ..core.frozen import Frozen
from .blocks import Chart
from .text import wrap

TABLE_MIN_WIDTH = 60  # columns; a narrower window shows one measure after the other
MAX_BAR, MIN_BAR, GAP = 10, 5, 2  # columns
MIN_BAR_ALONE = 3  # where one measure has the whole width
MAX_ROWS, LAST_ROWS = 12, 11  # a longer series shows its first row and its last ones
# What is wrapped to make room, each with those before: names, texts without a bar, all texts.
NOTHING, NAMES, ALONE, ALL = range(4)
BLOCKS, ASCII = ("█", "░"), ("#", "-")  # like the bar of a score


class Measured(Frozen):
    """A measure with its value and its text in every row that is shown."""

    name: str
    maximum: int
    values: tuple[int | None, ...]
    texts: tuple[str, ...]


class Sizes(Frozen):
    """The columns that a bar takes and, for each measure, the text beside it; 0 is below it."""

    bar: int
    texts: tuple[int, ...]

    @property
    def cells(self) -> list[int]:
        return [self.bar + bool(text) + text for text in self.texts]


def drawn_chart(chart: Chart, width: int, ascii_only: bool = False) -> Iterator[tuple[str, bool]]:
    """The lines, at most `width` columns wide, and whether each is a head."""
    yield from ((line, False) for line in wrap(clean(chart.title), width))
    rows = chart.rows if len(chart.rows) <= MAX_ROWS else (chart.rows[0], *chart.rows[-LAST_ROWS:])
    signs = ASCII if ascii_only else BLOCKS
    measures = [
        Measured(
            clean(name),
            maximum,
            tuple(row.values[place] for row in rows),
            tuple(clean(row.texts[place]) for row in rows),
        )
        for place, (name, maximum) in enumerate(chart.columns)
    ]
    head, labels = clean(chart.head), [clean(row.label) for row in rows]
    first = min(max(map(len, (head, *labels))), width // 2)
    omitted = len(chart.rows) - len(rows)

    def table(some: Sequence[Measured], sizes: Sizes) -> Iterator[tuple[str, bool]]:
        for number, label in enumerate(labels):
            if omitted and number == 1:
                yield left_out(omitted), False
            cells = [wrap(label, first), *_cells(some, number, sizes, signs)]
            yield from ((line, False) for line in _lines(cells, [first, *sizes.cells]))

    room = width - first
    sizes = _sizes(measures, room) or _wrapping_sizes(measures, room)
    if sizes and width >= TABLE_MIN_WIDTH:
        widths = [first, *sizes.cells]
        names = map(wrap, (head, *(measure.name for measure in measures)), widths)
        yield from ((line, True) for line in _lines(_bottom_aligned(list(names)), widths))
        yield from table(measures, sizes)
        return
    for measure in measures:
        yield from ((line, True) for line in wrap(measure.name, width))
        beside = _sizes([measure], room, MIN_BAR_ALONE)
        yield from table([measure], beside or Sizes(room - GAP, (0,)))


def left_out(count: int) -> str:
    """The line between the first check and the last ones."""
    return f"... {count} more {'check' if count == 1 else 'checks'}"


def _cells(
    measures: Sequence[Measured], row: int, sizes: Sizes, signs: tuple[str, str]
) -> Iterator[list[str]]:
    """The lines of each cell of a row."""
    for measure, beside, cell in zip(measures, sizes.texts, sizes.cells, strict=True):
        value, text = measure.values[row], measure.texts[row]
        if value is None:
            yield wrap(text, cell)
            continue
        bar = _bar(value, measure.maximum, sizes.bar, signs)
        if beside:
            lines = wrap(text, beside)
            starts = [bar, *[" " * sizes.bar] * (len(lines) - 1)]
            yield [f"{start} {line}" for start, line in zip_longest(starts, lines, fillvalue="")]
        else:
            yield [bar, *wrap(text, cell)]


def _bar(value: int, maximum: int, width: int, signs: tuple[str, str]) -> str:
    """Only the lowest value has an empty bar, and only the highest a full one."""
    share = value / maximum if maximum else 0
    length = min(max(round(share * width), share > 0), width - (share < 1))
    full, empty = signs
    return full * length + empty * (width - length)


def _sizes(measures: Sequence[Measured], width: int, shortest: int = MIN_BAR) -> Sizes | None:
    """The longest bars beside which texts need not be wrapped, if there is room for any."""
    room = width - len(measures) * (GAP + 1)
    for wrapped in (NOTHING, NAMES, ALONE):
        for bar in range(MAX_BAR, shortest - 1, -1):
            texts = [_needed(measure, bar, wrapped) for measure in measures]
            if sum(texts) <= room - len(measures) * bar:
                return Sizes(bar, tuple(texts))
    return None


def _wrapping_sizes(measures: Sequence[Measured], width: int) -> Sizes | None:
    """Short bars, and texts that must be wrapped, if there is room for their words."""
    room = width - len(measures) * (GAP + 1 + MIN_BAR)
    texts = [_needed(measure, MIN_BAR, ALONE) for measure in measures]
    least = [_needed(measure, MIN_BAR, ALL) for measure in measures]
    if sum(least) > room:
        return None
    while sum(texts) > room:
        spare = [i for i in range(len(texts)) if texts[i] > least[i]]
        texts[max(spare, key=lambda i: texts[i])] -= 1
    return Sizes(MIN_BAR, tuple(texts))


def _needed(measure: Measured, bar: int, wrapped: int) -> int:
    """The columns beside the bar that a measure needs.

    A text without a bar has the place of the bar as well, and so has the name.
    """
    beside, over = [1], [measure.name] if wrapped < NAMES else measure.name.split()
    lengths = [len(piece) - bar - 1 for piece in over]
    for value, text in zip(measure.values, measure.texts, strict=True):
        if value is None:
            pieces = text.split() if wrapped >= ALONE else [text]
            lengths += [len(piece) - bar - 1 for piece in pieces]
        else:
            beside += map(len, text.split() if wrapped >= ALL else [text])
    return max(*beside, *lengths)


def _lines(cells: Sequence[list[str]], widths: Sequence[int]) -> Iterator[str]:
    """Cells beside each other, each a list of lines."""
    for line in zip_longest(*cells, fillvalue=""):
        padded = (f"{text:<{width}}" for text, width in zip(line, widths, strict=True))
        yield (" " * GAP).join(padded).rstrip()


def _bottom_aligned(cells: Sequence[list[str]]) -> list[list[str]]:
    height = max(map(len, cells))
    return [[""] * (height - len(cell)) + cell for cell in cells]
