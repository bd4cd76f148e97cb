"""Urgent help: the page of an emergency, routes with a page of their own, the stop screen."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

import pytest

from reading import count_lines, headings, section, words
from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment, emergency_reasons, is_emergency
from sciatica_cli.core.levels import EMERGENCY, SAME_DAY
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import Region
from sciatica_cli.report import reasons, strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Closing, Entry, Quote, walk
from sciatica_cli.report.urgent import MAX_QUOTES, STOP_LINES, stop_screen

Assessments = Mapping[str, Assessment]
AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
Pages = Mapping[str, tuple[Block, ...]]
SERVICES = ("emergency", "advice", "crisis", "maternity")
LATE = {"sex": "female", "pregnancy": "from_20"}


@pytest.fixture(scope="module")
def emergencies(assessments: Assessments) -> list[str]:
    """Names of scenarios with an emergency about the body."""
    return [
        name for name, a in assessments.items() if is_emergency(a) and not reasons.has_own_page(a)
    ]


@pytest.fixture(scope="module")
def own_pages(assessments: Assessments) -> list[str]:
    return [name for name, a in assessments.items() if reasons.has_own_page(a)]


# ------------------------------------------------ the page of an emergency


def test_an_emergency_page_shows_only_what_helps_to_go(
    assessments: Assessments, pages: Pages, emergencies: list[str]
) -> None:
    assert len(emergencies) > 100
    for name in emergencies[::3]:
        a = assessments[name]
        routes = [route.title for route in reasons.routes(a)]
        assert headings(pages[name]) == [*routes, strings.WHAT_TO_SAY, strings.GO_BACK_IF], name
        assert isinstance(pages[name][0], Banner)
        assert pages[name][0].level == EMERGENCY


def test_it_gives_every_reason_with_the_answers_behind_it(
    assessments: Assessments, pages: Pages, emergencies: list[str]
) -> None:
    for name in emergencies[::3]:
        a = assessments[name]
        bullets = [block.text for block in pages[name] if isinstance(block, Bullet)]
        long = reasons.texts(a, reasons.top_reasons(a))
        short = reasons.texts(a, reasons.top_reasons(a), with_answers=False)
        certain = [r for r in reasons.top_reasons(a) if r.certain]
        assert all(f"({strings.BECAUSE}: " in text for text in long[: len(certain)]), name
        for text, *either in zip(bullets, long, short, strict=True):
            assert text in either, name
        # Of a screen that is too long, the answers of the last reasons go first.
        first = [text in long for text in bullets]
        assert first == sorted(first, reverse=True), name


def test_it_gives_no_reason_to_stay(
    assessments: Assessments, pages: Pages, emergencies: list[str]
) -> None:
    for name in emergencies[::3]:
        a = assessments[name]
        shown = words(pages[name])
        assert a.questionnaire.page.no_danger not in shown, name
        assert strings.OUT_OF_SCOPE not in shown, name
        for item in a.what_now:
            assert item.say not in shown, name
        for option in a.questionnaire.options:
            assert option.title not in shown, name


def test_it_says_how_to_go_and_what_not_to_do_for_the_fastest_route(
    assessments: Assessments, pages: Pages, emergencies: list[str]
) -> None:
    for name in emergencies[::3]:
        a = assessments[name]
        route = a.questionnaire.route(a.go)
        shown = words(section(pages[name], route.title))
        assert [text for text in (*route.do, *route.avoid) if text not in shown] == [], name


def test_the_words_to_say_cover_the_certain_reasons(
    assessments: Assessments, pages: Pages, emergencies: list[str]
) -> None:
    for name in emergencies[::3]:
        a = assessments[name]
        quotes = [b.text for b in section(pages[name], strings.WHAT_TO_SAY) if isinstance(b, Quote)]
        assert quotes[0] == a.tell, name
        tells = {r.rule.tell for r in reasons.top_reasons(a) if r.certain} | {a.tell}
        assert set(quotes) <= tells
        assert len(quotes) == min(MAX_QUOTES, len(tells)), name


# ------------------------------------------------ routes


def test_a_crisis_has_the_page_to_itself(
    assessments: Assessments, pages: Pages, own_pages: list[str], gb: Region
) -> None:
    assert own_pages
    for name in own_pages:
        a = assessments[name]
        (route,) = reasons.routes(a)
        found = [title for title in headings(pages[name]) if title != strings.MORE_REASONS]
        assert found == [route.title, strings.WHAT_TO_SAY], name
        assert pages[name][0] == Banner(a.level, route.title), name
        first, second, *_ = section(pages[name], route.title)
        assert isinstance(first, Entry)
        assert gb.crisis in first.text, "the crisis line comes first"
        assert isinstance(second, Entry)
        assert second.label == strings.ALSO
        assert gb.emergency in second.text
        assert route.look_again in words(pages[name])
        lesser = reasons.texts(a, reasons.lesser_reasons(a)) if not is_emergency(a) else []
        below = section(pages[name], strings.MORE_REASONS)
        assert [block.text for block in below if isinstance(block, Bullet)] == lesser, name


def test_a_number_that_only_the_person_has_comes_before_that_of_the_region(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(right_now=["late_pregnancy"], **LATE)
    route = a.questionnaire.route(a.go)
    assert route.call_first
    blocks = page_of(a)
    called, otherwise = (b for b in section(blocks, route.title) if isinstance(b, Entry))
    assert called.text == route.call_first
    assert otherwise.label == strings.NO_ANSWER
    assert otherwise.text.startswith(strings.EMERGENCY_NUMBER)
    last = blocks[-1]
    assert isinstance(last, Closing)
    assert last.text.index(route.call_first) < last.text.index(strings.NO_ANSWER)


def test_a_replaced_route_is_not_shown(assess_with: AssessWith, page_of: PageOf) -> None:
    for weeks, shown in (("from_20", "maternity"), ("under_20", "early_pregnancy")):
        a = assess_with(sex="female", pregnancy=weeks, preg_signs=["bleeding"])
        titles = headings(page_of(a))
        assert {r.id for r in a.questionnaire.routes if r.title in titles} == {shown}


# ------------------------------------------------ numbers


def test_the_last_line_repeats_the_number_to_call(
    assessments: Assessments, pages: Pages, sampled: list[str], gb: Region
) -> None:
    for name in sampled:
        a, last = assessments[name], pages[name][-1]
        assert isinstance(last, Closing)
        if a.level >= SAME_DAY:
            assert getattr(gb, a.questionnaire.route(a.go).number) in last.text, name
        else:
            assert f"{strings.CALL}: " not in last.text, name


def test_every_number_to_call_is_shown_with_its_country(
    questionnaire: Questionnaire, assessments: Assessments, page_of: PageOf, sampled: list[str]
) -> None:
    urgent = [assessments[name] for name in sampled if assessments[name].level >= SAME_DAY][::12]
    for region in (region for region in questionnaire.regions if region.id != "other"):
        numbers = [getattr(region, service) for service in SERVICES if getattr(region, service)]
        for a in urgent:
            for block in walk(page_of(a, region)):
                if isinstance(block, Entry | Closing) and any(n in block.text for n in numbers):
                    assert f"({region.name})" in block.text, region.id


def test_a_country_without_an_advice_line_is_told_whom_to_call(
    questionnaire: Questionnaire, assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(**NEWLY_WEAK)
    assert a.questionnaire.route(a.go).number == "advice"
    without = [region for region in questionnaire.regions if not region.advice]
    assert without
    for region in without:
        last = page_of(a, region)[-1]
        assert isinstance(last, Closing)
        assert last.text.endswith(strings.NO_ADVICE_LINE)


def test_an_uncertain_number_asks_to_be_checked(
    questionnaire: Questionnaire, assessments: Assessments, page_of: PageOf
) -> None:
    a = next(a for a in assessments.values() if a.go == "ambulance")
    for region in questionnaire.regions:
        shown = words(page_of(a, region))
        assert (strings.CHECK_NUMBER in shown) == ("emergency" in region.uncertain), region.id


# ------------------------------------------------ sent home again


def test_who_is_sent_home_reads_when_to_go_back_and_only_below_the_first_screen(
    assessments: Assessments,
    pages: Pages,
    page_of: PageOf,
    emergencies: list[str],
    gb: Region,
    today: datetime.date,
) -> None:
    for name in emergencies[::9]:
        a = assessments[name]
        signs = [Bullet(w.say) for w in a.questionnaire.watch_for if w.level == EMERGENCY]
        assert len(signs) > 3
        for blocks in (pages[name], page_of(a, full=True)):
            assert list(section(blocks, strings.GO_BACK_IF)) == signs, name
        assert strings.GO_BACK_IF.upper() not in words(stop_screen(a, gb, today)), name


# ------------------------------------------------ the stop screen


def test_the_stop_screen_fits_on_a_screen(
    questionnaire: Questionnaire,
    assessments: Assessments,
    emergencies: list[str],
    own_pages: list[str],
    today: datetime.date,
) -> None:
    for name in (*emergencies, *own_pages):
        a = assessments[name]
        if is_emergency(a):
            for region in questionnaire.regions[::18]:
                screen = stop_screen(a, region, today)
                assert count_lines(screen) <= STOP_LINES == 20, name
                assert f'"{a.tell}"' in words(screen), name


def test_the_stop_screen_is_about_what_is_new(
    assess_with: AssessWith, gb: Region, today: datetime.date
) -> None:
    a = assess_with(saddle="recent", right_now=["chest"])
    first, second = emergency_reasons(a)[:2]
    assert first.rule.say in words(stop_screen(a, gb, today))
    later = words(stop_screen(a, gb, today, acknowledged={first.rule.id}))
    assert second.rule.say in later
    assert first.rule.say not in later


def test_the_stop_screen_shows_something_when_nothing_is_new(
    assess_with: AssessWith, gb: Region, today: datetime.date
) -> None:
    a = assess_with(saddle="recent")
    known = {reason.rule.id for reason in emergency_reasons(a)}
    assert a.reasons[0].rule.say in words(stop_screen(a, gb, today, acknowledged=known))
