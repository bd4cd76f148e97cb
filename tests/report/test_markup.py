"""HTML and Markdown have the words of the page in the same order, and text is never markup."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from markdown_it import MarkdownIt

from bodies import SMALL_BODY, SQUARE
from charts import chart, row
from html_reader import MARKS, Reader
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.outline import View, Zone
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import (
    Banner,
    Block,
    Bullet,
    Chart,
    ChartRow,
    Closing,
    Drawing,
    Entry,
    Figure,
    Meter,
    Paragraph,
    Quote,
    Section,
    Step,
    Treatment,
)
from sciatica_cli.report.handover import handover
from sciatica_cli.report.html import write_html
from sciatica_cli.report.markdown import write_markdown
from sciatica_cli.report.raster import draw, plain
from sciatica_cli.report.text import write_text

PageOf = Callable[..., tuple[Block, ...]]
STEP = re.compile(r"^ \d\. ", re.MULTILINE)  # browsers number steps themselves
BLANKS = re.compile(r"  _+")  # to write on; elsewhere they are empty cells


def in_order(blocks: tuple[Block, ...]) -> str:
    """The words of the plain text without spaces, because it breaks long addresses."""
    # Narrow, so that no columns mix their words.
    said = BLANKS.sub("", STEP.sub("", write_text(blocks, 40)))
    return "".join(said.casefold().translate(MARKS).split())


def rendered(markdown: str) -> str:
    """The words of rendered Markdown without drawings and without spaces."""
    html = MarkdownIt("commonmark").enable("table").render(markdown)
    html = re.sub(r"<pre>.*?</pre>", "", html, flags=re.DOTALL)
    return "".join(Reader(html).words)


@pytest.fixture(scope="module")
def every_kind(
    assessments: Mapping[str, Assessment],
    pages: Mapping[str, tuple[Block, ...]],
    page_of: PageOf,
    today: datetime.date,
    blocks: tuple[Block, ...],
) -> list[tuple[Block, ...]]:
    """Short and full pages of every level, some hand-over sheets, and one block of every kind."""
    named = [
        name
        for level in LEVELS
        for name in [n for n, a in assessments.items() if a.level == level][::9][:4]
    ]
    full = [page_of(assessments[name], full=True) for name in named[::3]]
    explained = [page_of(assessments[name], explained=True) for name in named[::6]]
    sheets = [handover(assessments[name], "1.0", today) for name in named[::2]]
    return [*(pages[name] for name in named), *full, *explained, *sheets, blocks]


@pytest.fixture(scope="module")
def readers(every_kind: list[tuple[Block, ...]]) -> list[tuple[str, Reader]]:
    """Each page as HTML, and what a person reads there."""
    return [(text, Reader(text)) for text in map(write_html, every_kind)]


def test_html_has_the_words_of_the_plain_text_in_the_same_order(
    every_kind: list[tuple[Block, ...]], readers: list[tuple[str, Reader]]
) -> None:
    assert len(every_kind) > 25
    for blocks, (_, reader) in zip(every_kind, readers, strict=True):
        assert "".join(reader.words) == in_order(blocks)


def test_markdown_has_the_words_of_the_plain_text_in_the_same_order(
    every_kind: list[tuple[Block, ...]],
) -> None:
    for blocks in every_kind:
        assert rendered(write_markdown(blocks)) == in_order(blocks)


def test_a_chart_has_the_words_of_its_plain_table_in_the_same_order() -> None:
    rows = row(0, 8, 5, None), row(3, None, 4, 6), row(14, 4, 0, 1)
    for block in (chart(*rows), chart(rows[0])):  # with plots, and without
        blocks = (Banner("routine", "Rest"), block)
        table = "".join(write_text(blocks, 88).casefold().translate(MARKS).split())
        assert "".join(Reader(write_html(blocks)).words) == table
        assert rendered(write_markdown(blocks)) == table


def test_html_is_one_file_without_scripts_or_external_resources(
    readers: list[tuple[str, Reader]],
) -> None:
    for text, reader in readers:
        tags = {tag for tag, _ in reader.tags}
        assert not tags & {"script", "link", "img", "iframe", "object", "form", "input"}
        assert "url(" not in text.replace("url(#", "")  # those are in the page itself
        assert "@import" not in text
        for tag, attributes in reader.tags:
            assert not any(name.startswith("on") or name == "src" for name in attributes)
            assert tag == "a" or (attributes.get("href") or "#").startswith("#")
        assert ("html", {"lang": "en"}) in reader.tags


def test_html_has_one_main_heading_and_only_subheadings_below_it(
    readers: list[tuple[str, Reader]],
) -> None:
    for _, reader in readers:
        headings = reader.headings
        assert headings[0] == 1
        assert set(headings[1:]) <= {2, 3}


def test_screen_readers_get_the_alt_text_instead_of_the_drawing() -> None:
    figure = Figure("You", SMALL_BODY, "Pain: back.")
    text = write_html((figure,))
    for tag, said in (("title", "You"), ("desc", "Pain: back.")):
        (name,) = re.findall(rf'<{tag} id="([\w-]+)">{said}</{tag}>', text)
        assert name in re.findall(r'<svg [^>]*role="img" aria-labelledby="([^"]*)"', text)[0]
    seen = '<figcaption aria-hidden="true">You Pain: back.</figcaption>'
    assert seen in text  # else read out twice
    drawn = "\n".join(plain(draw(SMALL_BODY, ascii_only=True)))
    markdown = write_markdown((figure,))
    assert f"```text\n{drawn}\n\n" in markdown
    assert "\n\nYou Pain: back." in markdown


def test_a_score_is_a_bar_of_certain_and_possible_points() -> None:
    text = write_html((Meter("Looks like it", "one sign", 1, 3, 4, ("low", "high"), 0, 1),))
    assert '<i class="sure" style="width:25%">' in text
    assert '<i class="open" style="width:50%">' in text
    assert "1 to 3 of 4 points: [low] &lt; [high]" in text
    empty = write_html((Meter("Looks like it", "none", 0, 0, 0, ("low", "high"), 0, 0),))
    assert "width" not in empty.split("<main>")[1]


def test_treatments_are_a_table_whose_rows_say_what_their_columns_mean() -> None:
    rows = (
        Treatment("Heat", "a little", "not sure", ("Never on numb skin.",)),
        Treatment("Cold", "", "", (), (Paragraph("An effect."),)),
    )
    text = write_html(rows)
    reader = Reader(text)
    assert [tag for tag, _ in reader.tags].count("th") == 2
    assert text.count(f"{strings.HELPS}: a little") == text.count(strings.HELPS) == 1
    assert text.count(f"{strings.SURE}: not sure") == text.count(strings.SURE) == 1
    assert "An effect." in text
    markdown = write_markdown(rows)
    assert "- **Heat**: a little (not sure)" in markdown
    assert "  - Never on numb skin." in markdown
    assert "- **Cold**\n" in markdown


def test_things_to_do_are_a_numbered_list_and_words_to_say_a_quotation() -> None:
    blocks = (Section("Do this", (Step("One."), Step("Two."), Quote("I am numb."))),)
    reader = Reader(write_html(blocks))
    tags = [tag for tag, _ in reader.tags]
    assert (tags.count("ol"), tags.count("li"), tags.count("blockquote")) == (1, 2, 1)
    markdown = write_markdown(blocks)
    assert "1. One.\n2. Two.\n" in markdown
    assert '> "I am numb."' in markdown


def test_a_section_inside_a_section_is_a_heading_too() -> None:
    inner = Section("Inside", (Bullet("One."),))
    blocks = (Section("Outside", (inner, Paragraph("After."))),)
    assert Reader(write_html(blocks)).headings == [1, 2, 3]
    assert "## Inside" in write_markdown(blocks)


def test_web_addresses_become_links() -> None:
    block = Bullet("A paper, 2020. https://doi.org/10.1/x(2)_y (certainty: high)")
    assert 'href="https://doi.org/10.1/x(2)_y"' in write_html((block,))
    assert "<https://doi.org/10.1/x(2)_y>" in write_markdown((block,))


# ------------------------------------------------ escaping

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><b>x</b>",
    "[a](javascript:alert(1))",
    "![a](http://x/y.png)",
    "**bold** _it_ ~~no~~ `code`",
    "# heading",
    "1. list",
    "- list",
    "+ list",
    "> quote",
    "a | b | c",
    "&lt; &amp; &#60;",
    "{{ 7 * 7 }} {% raw %}",
    "one\ntwo\u2028three\x1b[2Jfour\x00",
    "---",
    "```",
    '" onmouseover="alert(1)',
    "<https://x.example/>",
)


def of_every_kind(text: str) -> Iterator[Block]:
    drawn = Drawing(SQUARE, (View(text, (), True), View(text, (Zone("a", SQUARE),), False)))
    yield Section(text, (Paragraph(text), Step(text), Quote(text), Bullet(text)), spaced=False)
    yield Section(text, (Figure(text, drawn, text), Meter(text, text, 1, 2, 3, (text, "x"), 0, 0)))
    yield Section(text, (Entry(text, text, "call"), Section(text, (Bullet(text),))), reference=True)
    yield Treatment(text, text, text, (text, text), (Paragraph(text), Bullet(text)))
    yield Chart(text, text, ((text, 3),), (ChartRow(text, 0, (1,), (text,)),))
    yield Paragraph("An end.")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_markup(text: str) -> None:
    blocks = (Banner("routine", text, (text,)), *of_every_kind(text), Closing("routine", text))
    plain = (Banner("routine", "A", ("A",)), *of_every_kind("A"), Closing("routine", "A"))
    html, expected = Reader(write_html(blocks)), Reader(write_html(plain))
    shape, usual = ([tag for tag, _ in reader.tags if tag != "a"] for reader in (html, expected))
    assert shape == usual
    assert "\x1b" not in write_html(blocks) + write_markdown(blocks)
    assert "\u2028" not in write_html(blocks) + write_markdown(blocks)
    markdown = MarkdownIt("commonmark").enable("table")
    tokens, usual_tokens = (
        [t.type for t in markdown.parse(write_markdown(some))] for some in (blocks, plain)
    )
    assert tokens == usual_tokens
    for token in markdown.parse(write_markdown(blocks)):
        for child in token.children or ():
            assert child.type not in ("html_inline", "image", "code_inline", "em_open")
            assert child.type != "link_open" or str(child.attrs["href"]).startswith("https://")


def test_markdown_is_not_littered_with_backslashes() -> None:
    text = "Take 1.5 l (about 3 pints), a half-hour walk, 50% more; 38 °C - not more than 39!"
    assert text in write_markdown((Paragraph(text),))


# ------------------------------------------------ colours


def themes(css: str) -> list[dict[str, str]]:
    """The colours of the light and the dark theme."""
    light, dark = css.split("@media (prefers-color-scheme: dark)")[:2]
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in (light, dark)]
    return [found[0], found[0] | found[1]]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1])
def test_every_pair_of_colours_has_enough_contrast(theme: int) -> None:
    css = write_html(()).split("<style>")[1].split("</style>")[0]
    colours = themes(css.split("@media print")[0])[theme]
    inks = [name for name in colours if name.endswith("-ink")]
    assert len(inks) >= 9
    for ink in inks:
        paper = colours.get(ink.replace("-ink", "-paper"), colours["page-paper"])
        darker, lighter = sorted((luminance(colours[ink]), luminance(paper)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, ink


def test_the_window_title_says_nothing_about_the_person() -> None:
    text = write_html((Banner("emergency_now", "An emergency", ("now",)),))
    assert f"<title>{strings.TITLE}</title>" in text
