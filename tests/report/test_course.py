"""How it has gone since earlier checks: what is said, where, and how much room it takes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from reading import count_lines, section, words
from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment, is_emergency
from sciatica_cli.core.checks import Check, check_from
from sciatica_cli.core.course import course_of
from sciatica_cli.core.levels import Level
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import Region
from sciatica_cli.report import course_strings as strings
from sciatica_cli.report import reasons
from sciatica_cli.report.blocks import Banner, Block, Closing
from sciatica_cli.report.course import in_short, on_sheet, since
from sciatica_cli.report.first_screen import first_screen
from sciatica_cli.report.fit import fit
from sciatica_cli.report.handover import LINES, handover
from sciatica_cli.report.json_writer import assessment_data
from sciatica_cli.report.page import FIRST_LINES, MAX_LINES, page
from sciatica_cli.report.stored_checks import listing, recorded

Assessments = Mapping[str, Assessment]
AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
TODAY = datetime.date(2026, 11, 26)
DAY = 24 * 60 * 60
NOON = int(datetime.datetime(2026, 11, 26, 12).timestamp())
URGENT = {"saddle": "recent"}
EMPTY: dict[str, Any] = {}


def then(a: Assessment, days: int = 14, **more: Any) -> Check:
    """An earlier check that came to this assessment."""
    return check_from(assessment_data(a, "1.0") | more, NOON - days * DAY)


def since_then(now: Assessment, *checks: Check) -> str:
    course = course_of(now.flow, checks)
    return words([part for one in since(course, now, TODAY) for part in blocks(one)])


def blocks(part: Any) -> tuple[Block, ...]:
    return tuple(inside.block for inside in part.parts)


# ------------------------------------------------ what is said


def test_what_is_new_is_not_called_a_danger_sign_on_a_page_that_shows_none(
    assess_with: AssessWith,
) -> None:
    """An operation on the knee is new and worth knowing, and no danger by itself."""
    now = assess_with(recent=["operation"], recent_when="weeks_6_12")
    course = course_of(now.flow, (then(assess_with()),))
    assert (now.level, len(course.new_signs)) == (Level.SELF_CARE, 1)
    assert "1 new sign," in words([in_short(course, now, TODAY)])
    assert "danger" not in words([in_short(course, now, TODAY)])


def test_where_nothing_can_be_compared_nothing_is_counted(assess_with: AssessWith) -> None:
    now = assess_with()
    course = course_of(now.flow, (then(assess_with(), measures={}),))
    assert "0" not in words([in_short(course, now, TODAY)]).removeprefix(
        "Since Thursday 12 November"
    )
    assert strings.compared(0, 0, 0) in since_then(now, then(assess_with(), measures={}))


@pytest.mark.parametrize("counts", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_one_thing_is_spoken_of_as_one(counts: tuple[int, int, int]) -> None:
    verdict = (strings.BETTER, strings.WORSE, strings.SAME)[counts.index(1)]
    assert strings.compared(*counts) == f"The one thing that can be compared is {verdict.lower()}."


def test_less_urgent_advice_after_an_urgent_one_asks_whether_anybody_has_seen_it(
    assess_with: AssessWith,
) -> None:
    now, routine = assess_with(), assess_with(course="worse")
    for before in (assess_with(**NEWLY_WEAK), assess_with(partial=True, **URGENT)):
        said = since_then(now, then(before))
        assert strings.SEEN_SINCE in said
        assert "ask for less" not in said
    assert routine.level == Level.ROUTINE
    assert strings.KEEP_APPOINTMENT in since_then(now, then(routine))
    assert strings.SEEN_SINCE not in since_then(assess_with(**NEWLY_WEAK), then(routine))


def test_an_unfinished_check_is_no_advice_to_compare_with(assess_with: AssessWith) -> None:
    unfinished = assess_with(partial=True, age=42)
    assert strings.NOT_FINISHED_THEN in since_then(assess_with(), then(unfinished))
    said = since_then(unfinished, then(assess_with(course="worse")))
    assert strings.NOT_FINISHED_NOW in said
    assert "ask for less" not in said
    # An emergency is certain, whatever is missing.
    urgent = assess_with(partial=True, **URGENT)
    assert "call for help sooner" in since_then(urgent, then(assess_with()))


def test_the_list_says_that_a_check_was_not_finished(
    questionnaire: Questionnaire, assess_with: AssessWith
) -> None:
    unfinished = then(assess_with(partial=True, age=42))
    said = words(listing(questionnaire, {"": (unfinished,)}, "place", TODAY))
    assert "not finished; at least:" in said
    other = then(assess_with(partial=True, age=42), questionnaire={"version": "1"})
    assert strings.NOT_FINISHED_DAY in words(recorded(questionnaire, other, TODAY))
    for finished in (assess_with(), assess_with(partial=True, **URGENT)):
        said = words(listing(questionnaire, {"": (then(finished),)}, "place", TODAY))
        assert "not finished" not in said


def test_what_is_new_comes_before_what_is_better(assess_with: AssessWith) -> None:
    said = since_then(assess_with(**NEWLY_WEAK, pain=2), then(assess_with(pain=9)))
    assert said.index(strings.NEW_SINCE) < said.index("better") < said.index(strings.BETTER)


# ------------------------------------------------ it changes nothing else


def test_history_changes_neither_what_to_do_nor_a_page_for_help(
    assessments: Assessments, sampled: list[str], page_of: PageOf, gb: Region
) -> None:
    before = then(assessments["danger/crash_and_low_nerves"])
    for name in sampled[::4]:
        a = assessments[name]
        shown = page(a, gb, "1.0", TODAY, course=course_of(a.flow, (before,)))
        usual = page(a, gb, "1.0", TODAY)
        if is_emergency(a) or reasons.has_own_page(a):
            assert shown == usual, name
        for kind in (Banner, Closing):
            assert [b for b in shown if isinstance(b, kind)] == [
                b for b in usual if isinstance(b, kind)
            ], name


# ------------------------------------------------ how much room it takes


@pytest.fixture(scope="module")
def long_checks(questionnaire: Questionnaire, assessments: Assessments) -> tuple[Check, ...]:
    """Twelve checks, of those that take most room on the sheet."""
    ordinary = assessments["danger/crash_and_low_nerves"]

    def length(check: Check) -> int:
        course = course_of(ordinary.flow, (check,))
        return len(words(next(iter(on_sheet(course, ordinary)))[:1]))

    checks = [then(a) for name, a in assessments.items() if name.startswith(("danger/", "pairs/"))]
    checks.sort(key=length, reverse=True)
    days = range(400, 0, -30)
    return tuple(
        Check(
            **{field: getattr(check, field) for field in Check.fields}
            | {"taken_at": NOON - d * DAY}
        )
        for check, d in zip(checks, days, strict=False)
    )[:12]


@pytest.mark.parametrize("count", [1, 4, 12])
def test_a_sheet_with_earlier_checks_has_55_lines_at_most(
    assessments: Assessments, long_checks: tuple[Check, ...], count: int
) -> None:
    assert LINES == 55
    for name in list(assessments)[::25]:
        a = assessments[name]
        sheet = handover(a, "1.0", TODAY, "", course_of(a.flow, long_checks[:count]))
        assert count_lines(sheet) <= LINES, name


@pytest.mark.parametrize("count", [1, 4, 12])
def test_a_page_with_earlier_checks_fits_unless_only_what_must_stay_is_left(
    assessments: Assessments,
    long_checks: tuple[Check, ...],
    count: int,
    gb: Region,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longer = {}
    names = list(assessments)[::20]
    for name in names:
        a = assessments[name]
        course = course_of(a.flow, long_checks[:count])
        first, usual = (
            count_lines(
                fit(first_screen(a, gb, TODAY, full=False, course=c), FIRST_LINES, count_lines)
            )
            for c in (course, None)
        )
        assert first <= max(FIRST_LINES, usual), name
        shown = page(a, gb, "1.0", TODAY, course=course)
        if count_lines(shown) > MAX_LINES:
            longer[name] = shown
    assert len(longer) <= len(names) * 0.08
    monkeypatch.setattr("sciatica_cli.report.page.MAX_LINES", 0)
    for name, shown in longer.items():
        a = assessments[name]
        assert shown == page(a, gb, "1.0", TODAY, course=course_of(a.flow, long_checks[:count]))
        assert count_lines(shown) <= 106, name


def test_a_sheet_has_the_last_check_longest(
    assess_with: AssessWith, long_checks: tuple[Check, ...]
) -> None:
    a = assess_with()
    choices = list(on_sheet(course_of(a.flow, long_checks[:4]), a))
    assert [len(lines) for lines in choices] == [5, 4, 3, 2, 1]
    last = choices[0][-2]
    assert all(last in lines for lines in choices)
    assert choices[-1] == (last,)
    course = course_of(a.flow, long_checks[:1])
    sheet = handover(a, "1.0", TODAY, "", course)
    assert section(sheet, strings.EARLIER_CHECKS) == next(iter(on_sheet(course, a)))


def test_a_check_of_the_future_is_one_of_today() -> None:
    assert [strings.days_ago(days) for days in (-3, 0, 1, 2)] == [
        "earlier today", "earlier today", "yesterday", "2 days ago",
    ]  # fmt: skip


def test_versions_are_named_only_if_they_differ() -> None:
    assert strings.other_questions("1", "1") == "The questions have changed since then."
    assert "version 1 then, 2 now" in strings.other_questions("1", "2")
