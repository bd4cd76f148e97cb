"""Small charts for tests: pain, how far down it goes, and a third measure."""

from __future__ import annotations

import datetime

from sciatica_cli.report.blocks import Chart, ChartRow

COLUMNS = (("Worst pain", 10), ("How far down the pain goes", 5), ("Effect on your life", 8))
REACH = (
    "no pain now", "back, side or belly", "buttock or hip",
    "thigh or knee", "calf or shin", "foot or toes",
)  # fmt: skip
FIRST = datetime.date(2026, 11, 13)


def row(day: int, pain: int | None, reach: int | None = 2, effect: int | None = 4) -> ChartRow:
    """A check so many days after the first."""
    date = FIRST + datetime.timedelta(day)
    texts = (
        "not asked" if pain is None else f"{pain} of 10",
        "not known" if reach is None else REACH[reach],
        "not asked" if effect is None else f"{effect} of 8",
    )
    return ChartRow(f"{date.day} {date:%b}", day, (pain, reach, effect), texts)


def chart(*rows: ChartRow) -> Chart:
    return Chart("Lower is better", "Date", COLUMNS, rows)


def series(count: int) -> Chart:
    """So many checks, a week apart, getting better."""
    rows = (row(7 * i, 10 - i % 9, 5 - i % 6, max(0, 8 - i)) for i in range(count))
    return chart(*rows)


def only_pain(*pains: int | None, text: str = "") -> Chart:
    """A check a week with one measure, which says the same text each time if there is one."""
    return one_measure(*(row(7 * i, pain) for i, pain in enumerate(pains)), text=text)


def one_measure(*rows: ChartRow, text: str = "") -> Chart:
    """A chart of the first measure of these rows."""
    kept = (ChartRow(r.label, r.day, r.values[:1], (text or r.texts[0],)) for r in rows)
    return Chart("Lower is better", "Date", COLUMNS[:1], tuple(kept))
