"""Measures over time: bars in a terminal, small plots in HTML, and a table everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt

from charts import COLUMNS, chart, one_measure, only_pain, row, series
from html_reader import Reader
from sciatica_cli.report.blocks import Chart, ChartRow
from sciatica_cli.report.chart import MAX_ROWS, left_out
from sciatica_cli.report.html import write_html
from sciatica_cli.report.markdown import write_markdown
from sciatica_cli.report.plot import EDGE, HEIGHT, WIDTH, Plot, plots
from sciatica_cli.report.terminal import write_svg, write_terminal
from sciatica_cli.report.text import MIN_WIDTH, write_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")
COUNTS = [1, 2, 4, 30]
WIDTHS = [88, 80, 60, 59, 40, 30, MIN_WIDTH]
HOSTILE = [
    "</svg><script>alert(1)</script>",
    '" onload="x',
    "a | b\n| c",
    "*x* _y_",
    "a\x1b[2Jb\x00",
]


def lines(block: Chart, width: int, ascii_only: bool = False) -> list[str]:
    """What a terminal shows below the title."""
    drawn = ANSI.sub("", write_terminal((block,), width, ascii_only=ascii_only))
    return [line.rstrip() for line in drawn.splitlines()][1:]


def cells(line: str) -> list[str]:
    return re.split(r" {2,}", line)


# ------------------------------------------------ terminal


def test_a_wide_terminal_shows_a_row_for_each_check_with_a_bar_and_its_text() -> None:
    assert lines(chart(row(0, 8, 5, 8), row(14, 4, 1, 0)), 80) == [
        "Date    Worst pain          How far down the pain goes      Effect on your life",
        "13 Nov  ████████░░ 8 of 10  ██████████ foot or toes         ██████████ 8 of 8",
        "27 Nov  ████░░░░░░ 4 of 10  ██░░░░░░░░ back, side or belly  ░░░░░░░░░░ 0 of 8",
    ]


def test_a_value_that_is_not_known_has_no_bar() -> None:
    assert lines(chart(row(0, None, None, None), row(7, 1)), 80)[1:] == [
        "13 Nov  not asked           not known                   not asked",
        "20 Nov  █░░░░░░░░░ 1 of 10  ████░░░░░░ buttock or hip   █████░░░░░ 4 of 8",
    ]


def test_a_narrow_terminal_shows_one_measure_after_the_other() -> None:
    assert lines(chart(row(0, 8, 5, None), row(14, 4, 1, 0)), 40) == [
        "Worst pain",
        "13 Nov  ████████░░ 8 of 10",
        "27 Nov  ████░░░░░░ 4 of 10",
        "How far down the pain goes",
        "13 Nov  ██████████ foot or toes",
        "27 Nov  ██░░░░░░░░ back, side or belly",
        "Effect on your life",
        "13 Nov  not asked",
        "27 Nov  ░░░░░░░░░░ 0 of 8",
    ]


def test_the_narrowest_terminal_shows_a_long_text_below_its_bar() -> None:
    assert lines(one_measure(row(0, 8)), MIN_WIDTH) == [
        "Worst pain",
        "13 Nov  ██████░░ 8 of 10",
    ]
    assert lines(only_pain(5, None, text="back, side or belly"), MIN_WIDTH) == [
        "Worst pain",
        "13 Nov  ████████░░░░░░░░",
        "        back, side or",
        "        belly",
        "20 Nov  back, side or",
        "        belly",
    ]


def test_where_bars_and_texts_do_not_fit_side_by_side_texts_are_wrapped() -> None:
    assert lines(chart(row(0, 8, 1), row(7, 4, 2, None)), 60) == [
        "                       How far down the pain    Effect on",
        "Date    Worst pain     goes                     your life",
        "13 Nov  ████░ 8 of 10  █░░░░ back, side or      ██░░░ 4 of 8",
        "                             belly",
        "20 Nov  ██░░░ 4 of 10  ██░░░ buttock or hip     not asked",
    ]


@pytest.mark.parametrize("width", [80, 88])
def test_three_measures_with_long_texts_fit_beside_each_other(width: int) -> None:
    texts = ("a text that is 22 long",) * 3
    rows = tuple(ChartRow("26 Nov 2025", day, (5, 5, 5), texts) for day in (0, 7))
    shown = lines(Chart("Title", "Date", COLUMNS, rows), width)
    assert sum(line.count("26 Nov 2025") for line in shown) == 2
    assert "".join(shown).count("long") == 6
    assert max(map(len, shown)) <= width


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_chart_fits_every_width(count: int, width: int, ascii_only: bool) -> None:
    shown = lines(series(count), width, ascii_only)
    assert max(map(len, shown)) <= width
    assert all(line.isprintable() for line in shown)
    if ascii_only:
        assert "".join(shown).isascii()
    bars = [bar for line in shown for bar in re.findall("[#-]{3,}|[█░]{3,}", line)]
    assert len(bars) == 3 * min(count, MAX_ROWS)


@pytest.mark.parametrize("width", [80, 60])
@pytest.mark.parametrize("count", COUNTS)
def test_the_bars_of_a_measure_stand_below_each_other_and_are_equally_long(
    width: int, count: int
) -> None:
    rows = [line for line in lines(series(count), width) if re.search("[█░]", line)]
    places = {tuple(bar.span() for bar in re.finditer("[█░]+", line)) for line in rows}
    assert len(places) == 1


def test_only_the_lowest_value_has_an_empty_bar_and_only_the_highest_a_full_one() -> None:
    shown = lines(one_measure(*(row(i, pain) for i, pain in enumerate((0, 1, 5, 9, 10)))), 24)[1:]
    bars = [cells(line)[1].split()[0] for line in shown]
    assert bars[0] == "░" * len(bars[0])
    assert bars[-1] == "█" * len(bars[0])
    assert all("█" in bar and "░" in bar for bar in bars[1:-1])
    assert [bar.count("█") for bar in bars] == sorted(bar.count("█") for bar in bars)


def test_a_value_beyond_the_scale_has_a_full_bar() -> None:
    assert lines(only_pain(12, 3), 40)[1].split()[2] == "█" * 10


def test_a_measure_whose_highest_value_is_0_has_an_empty_bar() -> None:
    block = Chart("Title", "Date", (("Falls", 0),), (ChartRow("13 Nov", 0, (0,), ("none",)),))
    assert lines(block, 40)[1] == "13 Nov  ░░░░░░░░░░ none"
    assert "<svg" not in write_html((block,))


@pytest.mark.parametrize("width", [80, 40])
def test_a_long_series_shows_its_first_check_and_its_last_ones(width: int) -> None:
    for count, omitted in ((12, 0), (13, 1), (30, 18)):
        block = series(count)
        shown = lines(one_measure(*block.rows), width)[1:]
        labels = [r.label for r in block.rows]
        if omitted:
            assert shown.pop(1) == left_out(omitted)
            labels = [labels[0], *labels[-11:]]
        assert [cells(line)[0] for line in shown] == labels
    assert left_out(1) == "... 1 more check"
    assert left_out(18) == "... 18 more checks"


def test_two_checks_on_one_day_are_two_rows() -> None:
    block = chart(row(0, 8), row(0, 6))
    assert [line[:6] for line in lines(block, 80)[1:]] == ["13 Nov"] * 2
    assert write_text((block,)).count("13 Nov") == 2


def test_a_chart_can_be_part_of_a_picture_of_a_terminal() -> None:
    assert "Effect" in write_svg((series(4),), 80, "Title")


def test_a_chart_without_rows_or_without_measures_is_still_written() -> None:
    for block in (chart(), Chart("Title", "Date", (), (ChartRow("13 Nov", 0, (), ()),))):
        for width in (80, MIN_WIDTH):
            assert block.title in write_terminal((block,), width)
            assert block.title in write_text((block,), width)
        assert block.title in write_markdown((block,))
        assert "<svg" not in write_html((block,))


# ------------------------------------------------ plain text


def test_plain_text_is_a_table_without_bars_if_it_fits() -> None:
    assert write_text((chart(row(0, 8, 5, None), row(14, 4, 1, 0)),), 80).splitlines() == [
        "Lower is better",
        "Date    Worst pain  How far down the pain goes  Effect on your life",
        "13 Nov  8 of 10     foot or toes                not asked",
        "27 Nov  4 of 10     back, side or belly         0 of 8",
    ]


def test_narrow_plain_text_is_a_sentence_for_each_check() -> None:
    assert write_text((chart(row(0, 8, 5, None)),), 60).splitlines() == [
        "Lower is better",
        "13 Nov: worst pain 8 of 10; how far down the pain goes foot",
        "  or toes; effect on your life not asked",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_plain_text_leaves_no_check_out(width: int) -> None:
    block = series(30)
    text = write_text((block,), width)
    assert max(map(len, text.splitlines())) <= width
    assert text.replace("\n", "").isprintable()
    assert all(text.count(f"\n{r.label}") >= 1 for r in block.rows)


# ------------------------------------------------ Markdown


@pytest.mark.parametrize("count", COUNTS)
def test_markdown_is_a_table_with_a_row_for_each_check(count: int) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(write_markdown((series(count),)))
    kinds = [token.type for token in tokens]
    assert (kinds.count("table_open"), kinds.count("tr_open")) == (1, count + 1)
    assert (kinds.count("th_open"), kinds.count("td_open")) == (4, 4 * count)


# ------------------------------------------------ HTML


def plot_of(block: Chart) -> Plot:
    (plot,) = plots(block)
    return plot


def points(plot: Plot) -> Iterator[list[tuple[float, float]]]:
    """The points of each line."""
    for line in plot.lines:
        yield [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())]


def test_each_measure_is_a_plot_of_its_own_and_the_table_below_has_every_value() -> None:
    reader = Reader(write_html((series(4),)))
    tags = [tag for tag, _ in reader.tags]
    assert (tags.count("svg"), tags.count("polyline"), tags.count("circle")) == (3, 3, 12)
    assert (tags.count("table"), tags.count("td"), tags.count("caption")) == (1, 12, 0)
    assert "script" not in tags
    assert tags.index("svg") < tags.index("table")


def test_a_plot_has_a_name_with_its_first_and_its_last_value() -> None:
    reader = Reader(write_html((chart(row(0, 8), row(7, 9), row(14, 4)),)))
    pictures = [attributes for tag, attributes in reader.tags if tag == "svg"]
    assert {picture["role"] for picture in pictures} == {"img"}
    assert [picture["aria-label"] for picture in pictures] == [
        "Worst pain: 13 Nov 8 of 10; 27 Nov 4 of 10",
        "How far down the pain goes: 13 Nov buttock or hip; 27 Nov buttock or hip",
        "Effect on your life: 13 Nov 4 of 8; 27 Nov 4 of 8",
    ]
    (table,) = (attributes for tag, attributes in reader.tags if tag == "table")
    assert table["aria-label"] == "Lower is better"


def test_each_dot_says_its_day_and_its_text() -> None:
    assert "<title>13 Nov: 8 of 10</title></circle>" in write_html((only_pain(8, 4),))


@pytest.mark.parametrize("block", [chart(row(0, 8)), chart(row(0, 8), row(0, 4))])
def test_without_two_days_there_is_only_the_table(block: Chart) -> None:
    reader = Reader(write_html((block,)))
    tags = [tag for tag, _ in reader.tags]
    assert "svg" not in tags
    assert "figure" not in tags
    assert tags.count("caption") == 1
    assert tags.count("td") == 3 * len(block.rows)


def test_days_are_to_scale_and_0_is_at_the_bottom() -> None:
    plot = plot_of(one_measure(row(0, 10), row(7, 0), row(28, 5)))
    (line,) = points(plot)
    assert line == [
        (EDGE, EDGE),
        (EDGE + (WIDTH - 2 * EDGE) / 4, EDGE + HEIGHT),
        (WIDTH - EDGE, EDGE + HEIGHT / 2),
    ]
    assert [(dot.x, dot.y) for dot in plot.dots] == line


def test_two_checks_on_one_day_are_two_dots_above_each_other_with_one_label() -> None:
    plot = plot_of(one_measure(row(0, 8), row(0, 6), row(7, 4), row(7, None)))
    assert plot.dots[0].x == plot.dots[1].x
    assert plot.dots[0].y < plot.dots[1].y
    texts = [[text for _, text in label.lines] for label in plot.labels]
    assert texts == [["13 Nov", "6 of 10"], ["20 Nov", "4 of 10"]]  # the last that is known
    assert plot.alt_text == "Worst pain: 13 Nov 6 of 10; 20 Nov 4 of 10"


def test_a_line_has_a_gap_where_a_value_is_not_known() -> None:
    plot = plot_of(only_pain(8, 7, None, 5, 4, None, 3))
    assert [len(line) for line in points(plot)] == [2, 2]
    assert len(plot.dots) == 5
    alone = plot_of(only_pain(8, None, 4))
    assert (len(alone.lines), len(alone.dots)) == (0, 2)


def test_a_measure_that_was_never_known_has_no_plot() -> None:
    assert plots(only_pain(None, None)) == ()
    assert [plot.name for plot in plots(chart(row(0, None), row(7, None)))] == [
        name for name, _ in COLUMNS[1:]
    ]


@pytest.mark.parametrize("count", [2, 3, 4, 30])
@pytest.mark.parametrize("text", ["", "a text that is 22 long"])
def test_the_first_and_the_last_day_are_labelled_and_no_labels_touch(count: int, text: str) -> None:
    block = only_pain(*(10 - i % 9 for i in range(count)), text=text)
    labels = plot_of(block).labels
    assert [label.lines[0][1] for label in (labels[0], labels[-1])] == [
        block.rows[0].label,
        block.rows[-1].label,
    ]
    assert len(labels) > 2 or count == 2 or text
    spans = []
    for label in labels:
        size = 6 * max(len(said) for _, said in label.lines)
        start = label.x - {"start": 0.0, "middle": size / 2, "end": size}[label.anchor]
        spans.append((start, start + size))
    assert spans[0][0] >= 0
    assert spans[-1][1] <= WIDTH
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


# ------------------------------------------------ hostile texts


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_stay_texts_in_every_format(text: str) -> None:
    rows = tuple(ChartRow(text, day, (5, None), (text, text)) for day in (0, 7))
    block = Chart(text, text, ((text, 10), (text, 10)), rows)
    html = write_html((block,))
    tags = [(tag, names) for tag, attributes in Reader(html).tags if (names := set(attributes))]
    assert not any("onload" in names for _, names in tags)
    assert "<script" not in html
    assert html.count("<svg") == 1
    markdown = write_markdown((block,))
    kinds = [t.type for t in MarkdownIt("commonmark").enable("table").parse(markdown)]
    assert (kinds.count("tr_open"), kinds.count("td_open")) == (3, 6)
    for width in (80, 40):
        written = [write_text((block,), width), write_terminal((block,), width, colour=False)]
        for shown in (*written, html, markdown):
            assert all(line.isprintable() for line in ANSI.sub("", shown).splitlines())
            assert "\x1b[2J" not in shown
