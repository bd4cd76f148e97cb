"""The page in HTML: numbers to tap, and treatments that can be read without their columns."""

from __future__ import annotations

import datetime
import re

import pytest

from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.outline import SketchPart
from sciatica_cli.core.routes import Region
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Closing, Entry, Section, Treatment
from sciatica_cli.report.html import dialled, write_html
from sciatica_cli.report.page import page

SHIPPED = load()
TODAY = datetime.date(2026, 11, 26)


def numbers(blocks: tuple[Block, ...]) -> list[str]:
    """The numbers that a tap calls, in the order of the page."""
    return re.findall(r'href="tel:([^"]*)"', write_html(blocks))


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Call 999 (or 112), or go to A&E, now if", ["999", "112"]),
        ("emergency number 15 (SAMU, ambulance) or 112; text 114 if you cannot speak (France)",
         ["15", "112"]),
        ("Lifeline 13 11 14 (Australia)", ["131114"]),
        ("Crisis support line 800 70 2222, 24 hours; or emotional support line 116 123",
         ["800702222", "116123"]),
        ("Health Links 1-888-315-9257", ["18883159257"]),
        ("suicide prevention line (011) 5275-1135 (135 in and around Buenos Aires)",
         ["01152751135", "135"]),
        ("1800MEDICARE, health advice line: 1800 633 422", ["1800633422"]),
        ("#7119, medical advice line; *4141 from a mobile", []),
        ("Call your GP by Thursday 3 December 2026, 2026-12-03, in 10 weeks, 8am to 11pm", []),
        ("Call 1987 times", []),
    ],
)  # fmt: skip
def test_phone_numbers_become_links_but_years_and_dates_do_not(
    text: str, called: list[str]
) -> None:
    html = str(dialled(text))
    assert re.findall(r'href="tel:(\d*)"', html) == called
    assert re.sub(r"</?a[^>]*>", "", html).replace("&amp;", "&") == text


def test_a_number_is_escaped_like_any_text() -> None:
    assert "<b>" not in dialled("Call <b>999</b>")


def test_numbers_are_links_where_the_page_says_whom_to_call() -> None:
    heading = strings.CALL_NOW_IF.format(emergency="999", department="A&E")
    assert numbers((Section(heading, (Entry("Points", "111"),)),)) == ["999"]
    assert numbers((Section("Trials of 401 people", (Entry(strings.CALL, "111"),)),)) == ["111"]
    assert numbers((Banner("same_day", "Call 111 now", ("Nobody answers? 112",)),)) == [
        "111",
        "112",
    ]
    assert numbers((Closing("same_day", "Today. Call: 111"),)) == ["111"]


@pytest.mark.parametrize("region", SHIPPED.regions, ids=lambda region: region.id)
def test_every_emergency_number_can_be_tapped(region: Region) -> None:
    """On the page of an emergency, in its route and in its last line."""
    emergency = assess_record(SHIPPED, {"saddle": "recent"}, True)
    first = re.search(r"\d+", region.emergency)
    assert first
    assert numbers(page(emergency, region, "1.0", TODAY)).count(first[0]) >= 2


def test_each_treatment_says_how_much_it_helps_and_how_sure_that_is_on_lines_of_their_own() -> None:
    rows = (Treatment("Walk", "a little", "not sure", ("Not uphill.",)),)
    html = write_html((Section("You can try these", rows),))
    assert '<th scope="row" role="rowheader">Walk</th>' in html
    for said in (f"{strings.HELPS}: a little", f"{strings.SURE}: not sure"):
        assert f'<span class="said">{said}</span>' in html
    assert '<span class="note">Not uphill.</span>' in html
    assert re.search(r"\.said, \.note { display: block; }", html)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_ink_can_be_read_on_its_paper(scheme: int) -> None:
    root = re.findall(r":root {(.*?)}", write_html(()), re.DOTALL)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", root))
    inks = [name.removesuffix("-ink") for name in colours if name.endswith("-ink")]
    assert len(inks) >= 9
    for name in inks:
        paper = colours.get(f"{name}-paper", colours["page-paper"])
        assert contrast(colours[f"{name}-ink"], paper) >= 4.5, name
    shades = [name for name in colours if name.endswith("-shade")]
    assert len(shades) == 3
    for name in shades:  # areas need less contrast than words
        assert contrast(colours[name], colours["page-paper"]) >= 3, name


def test_a_sketch_of_what_to_do_is_below_its_sentence_and_is_not_read_aloud() -> None:
    corners = ((0, 0), (10, 0), (10, 10))
    sketch = (SketchPart(corners), SketchPart(corners, shaded=True))
    html = write_html((Bullet("Sleep on your side.", sketch), Bullet("Walk.")))
    first, second = html.split("<li>")[1:]
    assert first.index("Sleep on your side.") < first.index("<svg")
    assert 'aria-hidden="true"' in first
    assert first.count("<path") == 2
    assert first.count('class="meant"') == 1
    assert "<svg" not in second


def test_the_signs_that_mean_calling_now_have_a_frame() -> None:
    calls, others = (
        Section("Call", (Bullet("you faint"),), urgent=urgent) for urgent in (True, False)
    )
    assert '<section class="urgent">' in write_html((calls,))
    assert '<section class="urgent">' not in write_html((others,))
