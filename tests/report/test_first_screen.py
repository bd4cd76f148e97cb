"""The first screen is the answer: what to do, by when, why, and what would change that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from reading import count_lines, headings, one_line, section, words
from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment, is_emergency
from sciatica_cli.core.levels import EMERGENCY, LEVELS, SAME_DAY, Level
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import Region
from sciatica_cli.rendering import Result, result_blocks
from sciatica_cli.report import reasons, strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Entry, Paragraph, Section, Step
from sciatica_cli.report.filling import fill
from sciatica_cli.report.first_screen import (
    DECIDED_RANK,
    PATTERN_RANK,
    STEPS,
    THIRD_STEP_RANK,
    first_screen,
)
from sciatica_cli.report.fit import KEEP, Part, Parts, SectionPart, blocks_of, fit
from sciatica_cli.report.page import FIRST_LINES
from sciatica_cli.report.style import MONO
from sciatica_cli.report.text import write_text
from sciatica_cli.report.write import NARROW, Look, draw
from sciatica_cli.request import View

Assessments = Mapping[str, Assessment]
AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
Pages = Mapping[str, tuple[Block, ...]]

# What is never left out can take more than 22 lines: in a pregnancy with signs of its own to watch
# for, with a weak leg and another reason, with several reasons for a call today, each with its
# words to say, and with several signs of an emergency and the answers behind them.
LONGEST = {Level.ROUTINE: 24, Level.WITHIN_DAYS: 24, SAME_DAY: 25, EMERGENCY: 27}
SHARE = {Level.ROUTINE: 0.04, Level.WITHIN_DAYS: 0.04, SAME_DAY: 0.15, EMERGENCY: 0.03}
# Of a window of 40 columns and 24 lines, four show keys and one how much is below.
NARROW_WIDTH, VERDICT_LINES, SEEN_LINES = 39, 11, 19
ALL_DAYS = pytest.mark.parametrize(
    "every", [pytest.param(5), pytest.param(2, marks=pytest.mark.slow)]
)


@pytest.fixture
def parts_of(gb: Region, today: object) -> Callable[[Assessment], Parts]:
    return lambda a: first_screen(a, gb, today, full=False)  # type: ignore[arg-type]


@pytest.fixture
def first_of(parts_of: Callable[[Assessment], Parts]) -> Callable[[Assessment], tuple[Block, ...]]:
    """The first screen of an assessment."""
    return lambda a: fit(parts_of(a), FIRST_LINES, count_lines)


FirstOf = Callable[[Assessment], tuple[Block, ...]]
PartsOf = Callable[[Assessment], Parts]


def usual(a: Assessment) -> bool:
    """Whether the first screen is neither about an emergency nor about a route of its own."""
    return not is_emergency(a) and not reasons.has_own_page(a)


def ranks(parts: Parts) -> set[int]:
    return {
        inside.rank
        for part in parts
        for inside in ((part,) if isinstance(part, Part) else (part, *part.parts))
    }


def only_kept(parts: Parts) -> tuple[Block, ...]:
    """What is left once everything that may go has gone."""
    left: list[Part | SectionPart] = []
    for part in parts:
        if isinstance(part, Part):
            left += [part] if part.rank == KEEP else [part.instead] if part.instead else []
        elif inside := tuple(p for p in part.parts if p.rank == KEEP):
            left.append(SectionPart(part.heading, inside, urgent=part.urgent))
    return blocks_of(tuple(left), spaced=False)


# ------------------------------------------------ length


@ALL_DAYS
def test_the_first_screen_has_22_lines_unless_only_what_must_stay_is_left(
    assessments: Assessments, parts_of: PartsOf, every: int
) -> None:
    assert FIRST_LINES == 22
    for name in list(assessments)[::every]:
        parts = parts_of(assessments[name])
        shown = fit(parts, FIRST_LINES, count_lines)
        assert count_lines(shown) <= FIRST_LINES or shown == only_kept(parts), name


@ALL_DAYS
def test_few_screens_are_longer_and_none_by_much(
    assessments: Assessments, first_of: FirstOf, every: int
) -> None:
    lines: dict[Level, list[int]] = {level: [] for level in LEVELS}
    for name in list(assessments)[::every]:
        a = assessments[name]
        lines[a.level].append(count_lines(first_of(a)))
        most = LONGEST.get(a.level, FIRST_LINES) if a.status == "assessed" else FIRST_LINES
        assert lines[a.level][-1] <= most, name
    for level, counts in lines.items():
        longer = sum(count > FIRST_LINES for count in counts)
        assert longer <= len(counts) * SHARE.get(level, 0), level


def test_every_page_begins_with_its_first_screen(
    assessments: Assessments, pages: Pages, sampled: list[str], first_of: FirstOf
) -> None:
    for name in sampled:
        shown = first_of(assessments[name])
        assert pages[name][: len(shown)] == shown, name


def test_the_first_screen_fits_with_the_words_of_any_country(
    questionnaire: Questionnaire, assess_with: AssessWith, today: object
) -> None:
    for region in questionnaire.regions:
        for changes in ({}, NEWLY_WEAK, {"weakness": "unsure"}):
            parts = first_screen(assess_with(**changes), region, today, full=False)  # type: ignore[arg-type]
            assert count_lines(fit(parts, FIRST_LINES, count_lines)) <= FIRST_LINES + 3, region.id


# ------------------------------------------------ order


def test_the_answer_comes_before_the_reasons_and_the_signs_come_last(
    assess_with: AssessWith, first_of: FirstOf, gb: Region
) -> None:
    shown = first_of(assess_with())
    assert isinstance(shown[0], Paragraph)
    assert shown[0].text == strings.your_result("Thursday 26 November 2026")
    assert isinstance(shown[1], Banner)
    now, soon = strings.CALL_NOW_IF, strings.CALL_TODAY_IF
    assert headings(shown) == [strings.TO_DO, *(fill(t, gb, None) for t in (now, soon))]  # type: ignore[arg-type]


def test_an_urgent_screen_says_how_to_get_help_before_what_to_do_until_then(
    assess_with: AssessWith, first_of: FirstOf
) -> None:
    a = assess_with(**NEWLY_WEAK)
    found = headings(first_of(a))
    route = a.questionnaire.route(a.go).title
    assert found[:4] == [strings.REASONS, route, strings.WHAT_TO_SAY, strings.UNTIL_SEEN]
    assert found[4].startswith(strings.CALL_NOW_IF.split(" {")[0])
    assert len(found) == 5  # "today" needs no list for today


# ------------------------------------------------ what is never left out


def test_what_to_do_and_by_when_is_in_the_banner(
    assessments: Assessments, sampled: list[str], first_of: FirstOf, gb: Region, today: object
) -> None:
    for name in sampled:
        a = assessments[name]
        banner = next(block for block in first_of(a) if isinstance(block, Banner))
        assert banner.level == a.level
        if reasons.is_final(a) and not reasons.has_own_page(a):
            act = [fill(t, gb, today) for t in a.questionnaire.level(a.level).act]  # type: ignore[arg-type]
            assert [banner.title, *banner.lines] == act, name


@pytest.mark.parametrize(
    ("changes", "level", "dates"),
    [
        ({}, "self_care", ["10 December"]),
        ({"duration": "weeks_2_6", "course": "same"}, "routine", ["7 January", "10 December"]),
        (
            {"weakness": "yes", "weak_what": ["bit"], "weak_when": "since"},
            "within_days",
            ["tomorrow, Friday 27 November", "Thursday 3 December"],
        ),
    ],
)
def test_every_deadline_is_a_date(
    assess_with: AssessWith,
    first_of: FirstOf,
    changes: dict[str, object],
    level: str,
    dates: list[str],
) -> None:
    a = assess_with(**changes)
    assert a.level == level
    shown = words(first_of(a)).casefold()
    assert [date for date in dates if date.casefold() not in shown] == []


def test_every_reason_for_the_level_is_given(
    assessments: Assessments, sampled: list[str], first_of: FirstOf
) -> None:
    for name in sampled:
        a = assessments[name]
        shown = words(first_of(a))
        for reason in reasons.top_reasons(a):
            if reason.certain:
                assert reason.rule.say in shown, name


def test_every_sign_that_is_unsure_is_named(
    assessments: Assessments, sampled: list[str], first_of: FirstOf
) -> None:
    for name in sampled:
        a = assessments[name]
        shown = words(first_of(a))
        for reason in reasons.top_reasons(a):
            for sign, _ in reason.because if not reason.certain else ():
                assert a.questionnaire.question(sign).unsure_text in shown, (name, sign)
        if usual(a):
            for sign, _ in a.could_change:
                if sign in a.unsure:
                    assert a.questionnaire.question(sign).unsure_text in shown, (name, sign)


def test_the_signs_to_call_at_once_are_all_there(
    assessments: Assessments, sampled: list[str], first_of: FirstOf
) -> None:
    for name in sampled:
        a = assessments[name]
        if usual(a):
            shown = words(first_of(a))
            for sign in a.questionnaire.watch_for:
                assert (sign.say in shown) == (sign.level > a.level), name


def test_whoever_must_be_seen_today_reads_whom_to_call(
    assessments: Assessments, sampled: list[str], first_of: FirstOf, gb: Region
) -> None:
    for name in sampled:
        a = assessments[name]
        for route in reasons.routes(a) if a.level >= SAME_DAY else ():
            assert words([Paragraph(getattr(gb, route.number))]) in words(first_of(a)), name


def test_who_must_not_drive_reads_it_on_the_first_screen(
    assessments: Assessments, first_of: FirstOf
) -> None:
    seen = set()
    for name in list(assessments)[::3]:
        a = assessments[name]
        driving = [item for item in a.what_now if item.slot == "driving" and item.first]
        if driving and usual(a) and a.status == "assessed" and reasons.is_final(a):
            seen.add(a.level)
            assert driving[0].say in words(first_of(a)), name
    assert len(seen) >= 3


def test_of_the_things_to_do_the_urgent_ones_stay(
    assessments: Assessments, sampled: list[str], parts_of: PartsOf
) -> None:
    for name in sampled:
        a = assessments[name]
        urgent = {item.say for item in a.what_now if item.urgent}
        for part in parts_of(a) if usual(a) else ():
            if isinstance(part, SectionPart):
                steps = [p for p in part.parts if isinstance(p.block, Step)]
                assert len(steps) <= STEPS
                assert all(
                    p.rank == KEEP for p in steps if getattr(p.block, "text", "") in urgent
                ), name


# ------------------------------------------------ on a narrow screen


@ALL_DAYS
def test_forty_columns_begin_with_the_action_and_the_number(
    assessments: Assessments, gb: Region, today: object, every: int
) -> None:
    """Within 8 lines stands what to do and, if it is urgent, whom to call; within 16 why."""
    for name in list(assessments)[::every]:
        a = assessments[name]
        parts = first_screen(a, gb, today, full=False, narrow=True)  # type: ignore[arg-type]
        lines = write_text(blocks_of(parts), 40).splitlines()
        top = one_line(" ".join(lines[:8]))
        banner = next(part.block for part in parts if isinstance(part.block, Banner))  # type: ignore[union-attr]
        assert banner.title.upper() in top, name
        if a.level >= SAME_DAY:
            route = a.questionnaire.route(a.go)
            number = route.call_first or getattr(gb, route.number).split(" ", 3)
            said = number if isinstance(number, str) else " ".join(number[:3])
            assert said in top, name
            assert a.reasons[0].rule.say[:20] in one_line(" ".join(lines[:16])) or not (
                a.reasons[0].certain
            ), name


@pytest.mark.parametrize("every", [30, pytest.param(2, marks=pytest.mark.slow)])
def test_a_phone_shows_the_answer_and_a_number_without_scrolling(
    assessments: Assessments, gb: Region, every: int
) -> None:
    """As drawn in 40 columns: the verdict in its box, and whom to call, before line 20 of 24.

    On a calm page the reasons come before the signs that mean calling, so that it does not alarm.
    """
    look = Look(MONO, NARROW_WIDTH, utf8=True)
    for name in list(assessments)[::every]:
        lines = draw(result_blocks(Result(assessments[name], gb), View(), look), look).splitlines()
        bottom = next(i for i, line in enumerate(lines) if "╰" in line or "┗" in line)
        assert bottom < VERDICT_LINES, name
        assert re.search(r"\b(999|111)\b", " ".join(lines[:SEEN_LINES])), name


def test_on_a_narrow_screen_the_signs_come_right_after_the_reasons(
    assess_with: AssessWith, gb: Region, today: object
) -> None:
    for changes in ({}, NEWLY_WEAK):
        a = assess_with(**changes)
        wide, narrow = (
            blocks_of(first_screen(a, gb, today, full=False, narrow=narrow))  # type: ignore[arg-type]
            for narrow in (False, True)
        )
        assert sorted(headings(wide)) == sorted(headings(narrow))
        now = fill(strings.CALL_NOW_IF, gb, today)  # type: ignore[arg-type]
        reasons_given = strings.REASONS in headings(narrow)
        assert headings(narrow).index(now) == int(reasons_given)
        assert count_lines((narrow[0],)) == len(write_text((narrow[0],), 40).splitlines()) == 1


def test_a_narrow_terminal_gets_the_narrow_page(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with()
    for width, narrow in ((NARROW - 1, True), (NARROW, False)):
        shown = result_blocks(Result(a, gb), View(), Look(width=width))
        found = headings(shown)
        assert (found[0] != strings.TO_DO) == narrow


# ------------------------------------------------ pregnancy


def test_somebody_pregnant_calls_the_midwife_about_a_sign_of_today(
    assess_with: AssessWith, first_of: FirstOf, gb: Region, today: object
) -> None:
    usual = fill(strings.CALL_TODAY_IF, gb, today)  # type: ignore[arg-type]
    assert usual in headings(first_of(assess_with()))
    a = assess_with(sex="female", pregnancy="from_20")
    whom = next(r.rule.call_today for r in a.reasons if r.rule.call_today)
    found = headings(first_of(a))
    assert fill(strings.call_today_if(whom), gb, today) in found  # type: ignore[arg-type]
    assert usual not in found


# ------------------------------------------------ what goes first


def test_what_decided_the_pattern_goes_first_then_the_third_step_then_the_pattern(
    assess_with: AssessWith, parts_of: PartsOf
) -> None:
    assert DECIDED_RANK < THIRD_STEP_RANK < PATTERN_RANK
    parts = parts_of(assess_with(feels=["shooting"], numb_where=None))
    assert {DECIDED_RANK, THIRD_STEP_RANK, PATTERN_RANK} <= ranks(parts)
    sizes = range(count_lines(blocks_of(parts)), 0, -1)
    shown = [words(fit(parts, lines, count_lines)) for lines in sizes]
    (third,) = (
        block.text
        for part in parts
        if isinstance(part, SectionPart)
        for p in part.parts
        if p.rank == THIRD_STEP_RANK and isinstance(block := p.block, Step)
    )
    pattern = next(
        p.block.text
        for p in parts
        if isinstance(p, Part) and p.rank == PATTERN_RANK and isinstance(p.block, Paragraph)
    )
    last_seen = [
        max(i for i, text in enumerate(shown) if what in text)
        for what in (strings.FOR_IT, third, pattern)
    ]
    assert last_seen == sorted(set(last_seen))


def test_advice_that_does_not_fit_is_given_below(
    assessments: Assessments, sampled: list[str], pages: Pages, first_of: FirstOf
) -> None:
    for name in sampled:
        a = assessments[name]
        if usual(a) and a.status == "assessed":
            for item in a.what_now:
                if item.first and item in reasons.advice(a) and item.urgent:
                    assert item.say in words(pages[name]), name
    moved = [
        item.say
        for name in sampled
        for item in assessments[name].what_now
        if item.first and item.say in words(section(pages[name], strings.NEXT))
    ]
    assert moved


# ------------------------------------------------ few answers, other people, other questions


def test_few_answers_never_read_like_a_result(assess_with: AssessWith, first_of: FirstOf) -> None:
    a = assess_with(partial=True, age=40, saddle="no")
    assert (a.level, a.at_most) == (LEVELS[0], EMERGENCY)
    shown = first_of(a)
    assert shown[1] == Banner(a.level, strings.NO_RESULT_YET, (strings.NOT_YET_KNOWN.capitalize(),))
    worst = Paragraph(strings.open_answers(a.questionnaire.level(EMERGENCY).title))
    assert worst not in shown  # it is about the answers, but reads like a finding
    assert strings.unfinished(len(a.needed), "") in words(shown)
    assert a.questionnaire.page.no_danger not in words(shown)
    assert not section(shown, strings.TO_DO)
    assert any(sign.say in words(shown) for sign in a.questionnaire.watch_for)


def test_a_level_that_is_certain_already_is_given_as_what_is_known_so_far(
    assess_with: AssessWith, first_of: FirstOf
) -> None:
    a = assess_with(partial=True, age=15)
    assert Level.ROUTINE < a.level < a.at_most
    banner = next(block for block in first_of(a) if isinstance(block, Banner))
    assert banner.title == strings.so_far(a.questionnaire.level(a.level).title)


def test_missing_answers_that_cannot_change_the_level_are_not_mentioned(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(partial=True, right_now=["none"], saddle="recent")
    assert a.level == a.at_most == EMERGENCY
    assert not a.complete
    assert "still open" not in words(page_of(a))


def test_one_missing_answer_is_counted_in_the_singular() -> None:
    assert strings.unfinished(1, "today").startswith("Not finished: 1 question is still open.")
    assert strings.unfinished(2, "today").startswith("Not finished: 2 questions are still open.")
    assert strings.answer_first(1).startswith("Answer the open question.")


def test_an_unsure_answer_that_could_change_the_result_is_named(
    assess_with: AssessWith, first_of: FirstOf
) -> None:
    assert strings.COULD_CHANGE not in words(first_of(assess_with()))
    a = assess_with(genital="unsure")
    entry = next(b for b in first_of(a) if isinstance(b, Entry))
    assert entry.label == strings.BECAUSE
    assert entry.text == f"{a.questionnaire.question('genital').unsure_say}. {strings.COULD_CHANGE}"


@pytest.mark.parametrize("full", [False, True])
def test_each_answer_that_was_not_sure_is_named_once(
    assess_with: AssessWith, page_of: PageOf, full: bool
) -> None:
    a = assess_with(bladder="unsure", weakness="unsure")
    assert len([reason for reason in a.reasons if not reason.certain]) > 2
    says = "; ".join(a.questionnaire.question(n).unsure_say for n in ("bladder", "weakness"))
    said = f"{strings.POSSIBLE_SIGN} ({strings.BECAUSE}: {says})"
    assert section(page_of(a, full=full), strings.REASONS) == (Bullet(said),)


def test_who_is_outside_the_scope_reads_why_and_both_lists_of_signs(
    assessments: Assessments, first_of: FirstOf
) -> None:
    outside = [a for a in assessments.values() if a.status == "out_of_scope" and usual(a)]
    assert len(outside) > 5
    for a in outside:
        shown = first_of(a)
        for reason in a.reasons:
            if reason.rule.scope and reason.level == a.level:
                assert reason.rule.say in words(shown)
        if a.level < SAME_DAY:
            assert Paragraph(strings.OUT_OF_SCOPE) in shown
            assert [s for s in a.questionnaire.watch_for if s.say not in words(shown)] == []


def test_a_section_without_anything_in_it_is_not_shown(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    for name in sampled:
        assert all(b.children for b in pages[name] if isinstance(b, Section)), name
