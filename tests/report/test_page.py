"""The page: what it shows, in which order, and what it never says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from assessed import assess_answers
from scenarios import NEWLY_WEAK, answers_of
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import Assessment, is_emergency
from sciatica_cli.core.care import route_of
from sciatica_cli.core.conditions import In
from sciatica_cli.core.levels import EMERGENCY, LEVELS, SAME_DAY, Level
from sciatica_cli.core.model import Questionnaire, Region
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import (
    Banner,
    Block,
    Bullet,
    Closing,
    Entry,
    Heading,
    Option,
    OptionHeader,
    Paragraph,
)
from sciatica_cli.report.formatting import because_text, sentence
from sciatica_cli.report.page import page, stop_screen
from sciatica_cli.report.terminal import write_terminal
from sciatica_cli.report.text import write_text
from tiny import many, tiny

AssessWith = Callable[..., Assessment]
Pages = Mapping[str, tuple[Block, ...]]
Writer = Callable[[tuple[Block, ...]], str]
Texts = Mapping[str, str]
SERVICES = ("emergency", "advice", "crisis", "maternity")


def is_row(block: Block) -> bool:
    """Whether it is an option rather than the column titles."""
    return isinstance(block, Option) and not isinstance(block, OptionHeader)


def headings(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Heading)]


def part(blocks: Iterable[Block], title: str) -> tuple[Block, ...]:
    """The blocks below a heading, up to the next heading."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text == title
        elif inside:
            found.append(block)
    return tuple(found)


def one_line(text: str) -> str:
    return " ".join(text.split())


def words(blocks: Iterable[Block]) -> str:
    """All the words in one line."""
    return one_line(write_text(tuple(blocks)))


def own_page(a: Assessment) -> bool:
    return bool(a.go) and all(
        a.questionnaire.route(route_of(a.questionnaire, reason.rule, reason.level)).own_page
        for reason in a.reasons
        if reason.level == a.level
    )


def is_urgent(a: Assessment) -> bool:
    return a.level >= SAME_DAY


# ------------------------------------------------ order


def test_the_sections_of_a_self_care_page_are_in_order(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with()
    assert a.level == "self_care"
    blocks = page(a, gb, "1.0")
    assert isinstance(blocks[0], Banner)
    assert headings(blocks) == [
        strings.HELP_NOW,
        strings.SCIATICA,
        strings.MASSAGE,
        strings.OPTIONS,
        strings.DOCTOR,
        strings.WHAT_NOW,
    ]
    assert isinstance(blocks[-1], Closing)


@pytest.mark.parametrize("full", [False, True])
def test_a_page_begins_with_the_level_and_its_deadline(
    assess_with: AssessWith, gb: Region, full: bool
) -> None:
    a = assess_with(**NEWLY_WEAK)
    title, deadline = a.questionnaire.level(a.level).title, a.questionnaire.level(a.level).deadline
    first = page(a, gb, "1.0", full=full)[0]
    assert first == Banner(SAME_DAY, title, strings.deadline(deadline))


def test_an_urgent_page_starts_with_how_to_get_help(assess_with: AssessWith, gb: Region) -> None:
    blocks = page(assess_with(**NEWLY_WEAK), gb, "1.0")
    assert headings(blocks)[:4] == [
        strings.HELP_NOW,
        strings.WHAT_TO_DO,
        strings.WHAT_TO_SAY,
        strings.SCIATICA,
    ]


def test_an_emergency_page_shows_only_what_helps_now(
    assessments: Mapping[str, Assessment], pages: Pages
) -> None:
    seen = 0
    for name, a in assessments.items():
        if is_emergency(a) and a.status == "assessed" and not own_page(a):
            seen += 1
            assert headings(pages[name]) == [
                strings.HELP_NOW,
                strings.WHAT_TO_DO,
                strings.WHAT_TO_SAY,
                strings.WATCH,
            ], name
            assert not any(isinstance(block, Option) for block in pages[name]), name
    assert seen > 20


def test_a_route_with_its_own_page_says_nothing_about_the_back(
    assessments: Mapping[str, Assessment], pages: Pages
) -> None:
    alone = [name for name, a in assessments.items() if own_page(a)]
    assert alone
    for name in alone:
        titles = [h for h in headings(pages[name]) if h != strings.DOCTOR]
        assert titles == [strings.HELP_NOW, strings.WHAT_TO_DO, strings.WHAT_TO_SAY], name


def test_a_same_day_page_sums_up_all_options_but_comfort_in_one_entry(
    assessments: Mapping[str, Assessment], pages: Pages
) -> None:
    same_day = [n for n, a in assessments.items() if a.level == SAME_DAY and not own_page(a)]
    assert len(same_day) > 20
    for name in same_day:
        a = assessments[name]
        if a.status == "assessed":
            comfort = [option.title for option in a.questionnaire.options if option.comfort]
            options = part(pages[name], strings.OPTIONS)
            rows = [block.text for block in options if is_row(block)]
            assert [row.split(":")[0] for row in rows] == comfort, name
            (waiting,) = [block for block in options if isinstance(block, Entry)]
            assert a.questionnaire.page.until_seen in waiting.text


def test_every_option_has_a_row_if_none_has_to_wait(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with()
    rows = [b for b in part(page(a, gb, "1.0"), strings.OPTIONS) if is_row(b)]
    titles = [option.title for option in a.questionnaire.options]
    assert [row.text.split(":")[0] for row in rows] == titles
    assert {row.evidence for row in rows} <= set(strings.EVIDENCE.values())


# ------------------------------------------------ length


@pytest.mark.parametrize(
    "write",
    [write_text, pytest.param(lambda blocks: write_terminal(blocks, 80), marks=pytest.mark.slow)],
)
def test_the_short_page_has_at_most_sixty_lines(
    assessments: Mapping[str, Assessment], gb: Region, write: Writer
) -> None:
    some = list(assessments.items())[::5]
    lines = {
        name: write(page(a, gb, "1.0", "2026-11-22", write=write)).count("\n") for name, a in some
    }
    assert {name: count for name, count in lines.items() if count > 60} == {}


def test_the_short_page_fits_with_the_numbers_of_any_country(
    questionnaire: Questionnaire, assessments: Mapping[str, Assessment]
) -> None:
    longest = [a for name, a in assessments.items() if name.startswith("unsure/")][::8]
    for region in questionnaire.regions:
        for a in longest:
            assert write_text(page(a, region, "1.0"), 80).count("\n") <= 66, region.id


def test_the_stop_screen_fits_on_a_screen(
    questionnaire: Questionnaire, assessments: Mapping[str, Assessment]
) -> None:
    for a in [a for a in assessments.values() if is_emergency(a)]:
        for region in questionnaire.regions[::6]:
            screen = stop_screen(a, region)
            assert write_text(screen, 80).count("\n") <= 20  # and 4 more for the menu
            assert f'"{a.tell}"' in words(screen)


def test_the_full_page_has_every_effect_and_source(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with()
    short, full = page(a, gb, "1.0"), page(a, gb, "1.0", full=True)
    assert strings.MORE in words(short)
    assert strings.MORE not in words(full)
    assert headings(full)[-1] == strings.SOURCES
    shown = words(part(full, strings.SOURCES))
    cited = {name for option in a.questionnaire.options for name in option.sources}
    for source in a.questionnaire.sources:
        if source.id in cited:
            assert " ".join(source.cite.split()[:6]) in shown, source.id
    for option in a.questionnaire.options:
        assert option.effect in [block.text for block in full if isinstance(block, Paragraph)]


# ------------------------------------------------ the last line and the numbers


def test_the_last_line_repeats_the_level_and_if_urgent_the_number(
    assessments: Mapping[str, Assessment], pages: Pages, gb: Region
) -> None:
    for name, a in assessments.items():
        level, last = a.questionnaire.level(a.level), pages[name][-1]
        assert isinstance(last, Closing)
        assert last.level == a.level
        if a.level == a.at_most:
            said_already = level.deadline in level.title.lower()
            deadline = "" if said_already else f" ({level.deadline})"
            assert last.text.startswith(f"{level.title}{deadline}"), name
        else:
            started = Level(a.level).rank > 0
            assert (level.title if started else strings.NO_RESULT_YET) in last.text, name
        number = getattr(gb, a.questionnaire.route(a.go).number) if a.go else ""
        assert (strings.CALL in last.text) == is_urgent(a), name
        assert number in last.text, name
        assert bool(number) == is_urgent(a), name


def test_every_number_is_shown_with_its_country(
    questionnaire: Questionnaire, assessments: Mapping[str, Assessment]
) -> None:
    some = [a for a in assessments.values() if is_urgent(a)][::6]
    for region in questionnaire.regions:
        numbers = [getattr(region, service) for service in SERVICES if getattr(region, service)]
        for a in some if region.id != "other" else []:
            for block in page(a, region, "1.0"):
                text = getattr(block, "text", "")
                if any(number in text for number in numbers):
                    assert f"({region.name})" in text, region.id


def test_a_country_without_an_advice_line_is_told_whom_to_call(
    questionnaire: Questionnaire, assess_with: AssessWith
) -> None:
    a = assess_with(**NEWLY_WEAK)
    assert a.questionnaire.route(a.go).number == "advice"
    without = [region for region in questionnaire.regions if not region.advice]
    assert without
    for region in without:
        last = page(a, region, "1.0")[-1]
        assert isinstance(last, Closing)
        assert last.text.endswith(strings.NO_ADVICE_LINE)


def test_a_number_that_only_the_person_has_comes_before_that_of_the_region(
    assess_with: AssessWith, gb: Region
) -> None:
    a = assess_with(right_now=["late_pregnancy"], sex="female", pregnancy="from_20")
    first = a.questionnaire.route(a.go).call_first
    assert first
    blocks = page(a, gb, "1.0")
    called, otherwise = (b for b in part(blocks, strings.WHAT_TO_DO) if isinstance(b, Entry))
    assert called.text == first
    assert otherwise.label == strings.NO_ANSWER
    assert otherwise.text.startswith(strings.EMERGENCY_NUMBER)
    last = blocks[-1]
    assert isinstance(last, Closing)
    assert last.text.index(first) < last.text.index(strings.EMERGENCY_NUMBER)


def test_a_replaced_route_is_not_shown(assess_with: AssessWith, gb: Region) -> None:
    for weeks, shown in (("from_20", "maternity"), ("under_20", "early_pregnancy")):
        a = assess_with(sex="female", pregnancy=weeks, preg_signs=["bleeding"])
        titles = {
            b.label for b in part(page(a, gb, "1.0"), strings.WHAT_TO_DO) if isinstance(b, Entry)
        }
        routes = {route.id for route in a.questionnaire.routes if route.title in titles}
        assert routes == {shown}


def test_an_uncertain_number_asks_to_be_checked(
    questionnaire: Questionnaire, assessments: Mapping[str, Assessment]
) -> None:
    a = next(a for a in assessments.values() if a.go == "ambulance")
    for region in questionnaire.regions:
        shown = words(page(a, region, "1.0"))
        assert (strings.CHECK_NUMBER in shown) == ("emergency" in region.uncertain), region.id


def test_an_urgent_page_gives_the_date_of_the_numbers(assess_with: AssessWith, gb: Region) -> None:
    checked = strings.numbers_checked(gb.checked)
    assert checked in words(page(assess_with(**NEWLY_WEAK), gb, "1.0"))
    assert checked not in words(page(assess_with(), gb, "1.0"))


# ------------------------------------------------ words


@pytest.mark.parametrize("phrase", ["nothing serious", "all clear", "you are fine", "don't worry"])
def test_no_page_says_that_nothing_is_wrong(texts: Texts, phrase: str) -> None:
    assert [name for name, text in texts.items() if phrase in one_line(text).casefold()] == []


def test_no_page_rules_out_sciatica_or_gives_a_percentage(pages: Pages) -> None:
    for name, blocks in pages.items():
        judged = [block for block in blocks if block not in part(blocks, strings.HELP_NOW)]
        shown = words(judged).casefold()
        assert "not sciatica" not in shown, name
        assert "%" not in shown, name


def test_urgent_is_never_used_as_a_deadline(texts: Texts) -> None:
    lower_case = {name: one_line(text).casefold() for name, text in texts.items()}
    assert [
        name for name, text in lower_case.items() if re.search(r"urgent(?!ly| care)", text)
    ] == []


def test_every_page_states_its_limits(texts: Texts, assessments: Mapping[str, Assessment]) -> None:
    for name, text in texts.items():
        one_line_text = one_line(text)
        assert "Not a diagnosis, not reviewed by clinicians." in one_line_text, name
        assert own_page(assessments[name]) or strings.LIMITS in one_line_text, name


def test_the_page_gives_the_versions_and_the_date_if_there_is_one(
    assess_with: AssessWith, gb: Region
) -> None:
    a = assess_with()
    versions = f"sciatica 9.8.7, questions {a.questionnaire.version}"
    assert f"{versions}, 2026-01-02." in words(page(a, gb, "9.8.7", "2026-01-02"))
    assert f"{versions}." in words(page(a, gb, "9.8.7"))


# ------------------------------------------------ reasons


def test_a_reason_names_the_answers_it_is_based_on(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with(**NEWLY_WEAK)
    question = a.questionnaire.question("weak_when")
    below = part(page(a, gb, "1.0"), strings.HELP_NOW)
    (reason,) = [block for block in below if isinstance(block, Bullet)]
    assert reason.text.startswith(a.reasons[0].rule.say)
    assert f"{question.short}: {question.label('recent')}" in reason.text


def test_a_reason_from_not_sure_names_the_question(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with(weakness="unsure")
    assert not a.reasons[0].certain
    shown = words(part(page(a, gb, "1.0"), strings.HELP_NOW))
    assert f"({strings.NOT_SURE}: {a.questionnaire.question('weakness').short})" in shown


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (("x", "y"), "Y"),
        (("y", "z"), "Y; Z"),
        (("y", "unsure"), "Y; Not sure"),
        (("unsure",), "skin: Not sure"),
        (("none",), "skin: NONE"),
    ],
)
def test_a_reason_names_only_the_decisive_items_of_a_list(
    answer: tuple[str, ...], expected: str
) -> None:
    bank = tiny((many("skin", "x", "y", "z"),), ())
    assert because_text(bank, (("skin", answer),), In("skin", ("y", "z"))) == expected


def test_a_caution_names_the_answers_behind_it(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with(fever="yes")
    caution = next(reason for reason in a.massage.reasons if reason.because)
    label = a.questionnaire.question("fever").label("yes")
    shown = words(part(page(a, gb, "1.0", full=True), strings.MASSAGE))
    assert f"{sentence(caution.caution.say)} (" in shown
    assert label in shown


@pytest.mark.parametrize(
    ("answers", "ask"),
    [
        ({"background": ["thinner"]}, "pharmacist"),
        ({"background": ["thinner", "bones"]}, "doctor"),
        ({"background": ["thinner", "bones"], "sex": "female", "pregnancy": "from_20"}, "midwife"),
        ({}, "nobody"),
    ],
)
def test_with_care_says_whom_to_ask_first(
    assess_with: AssessWith, gb: Region, answers: dict[str, object], ask: str
) -> None:
    a = assess_with(**answers)
    assert (a.massage.verdict, a.massage.ask) == ("caution", ask)
    verdict = next(b for b in part(page(a, gb, "1.0"), strings.MASSAGE) if isinstance(b, Entry))
    advice = next(text.say for text in a.questionnaire.massage.verdicts if text.id == "caution")
    assert verdict.text == f"{strings.ASK_FIRST[ask]} {advice}".strip()
    row = next(b for b in part(page(a, gb, "1.0"), strings.OPTIONS) if "Massage" in words([b]))
    assert words([row]).startswith(strings.VERDICTS["caution"])


def test_a_massage_that_has_to_wait_asks_nobody_first(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with(background=["cancer"])
    assert (a.massage.verdict, a.massage.ask) == ("no", "nobody")
    assert strings.ASK_FIRST["cancer_team"] not in words(page(a, gb, "1.0"))


def test_an_option_gives_the_reason_against_it(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with()
    rows = [b.text for b in part(page(a, gb, "1.0"), strings.OPTIONS) if is_row(b)]
    for row, verdict in zip(rows, a.options, strict=True):
        if verdict.treatment.as_massage or not verdict.reasons:
            assert row == f"{verdict.treatment.title}: {verdict.treatment.size}"
        else:
            says = verdict.reasons[0].caution.say.rstrip(".")
            assert row.startswith(f"{verdict.treatment.title}: {says}")


def test_reasons_that_do_not_fit_are_counted(assess_with: AssessWith, gb: Region) -> None:
    a = assess_with(fever="yes", coping="no_sleep", look=["calf_swollen", "blisters"])
    top = [reason for reason in a.reasons if reason.level == a.level]
    below = part(page(a, gb, "1.0"), strings.HELP_NOW)
    shown = sum(isinstance(block, Bullet) for block in below)
    assert 0 < shown < len(top)
    assert Paragraph(strings.more_reasons(len(top) - shown)) in below
    full = part(page(a, gb, "1.0", full=True), strings.HELP_NOW)
    assert sum(isinstance(block, Bullet) for block in full) == len(a.reasons)


@pytest.mark.parametrize("full", [False, True])
def test_each_answer_that_was_not_sure_is_named_once(
    assess_with: AssessWith, gb: Region, full: bool
) -> None:
    a = assess_with(bladder="unsure", weakness="unsure")
    assert len([reason for reason in a.reasons if not reason.certain]) > 2
    names = ", ".join(a.questionnaire.question(name).short for name in ("bladder", "weakness"))
    below = part(page(a, gb, "1.0", full=full), strings.HELP_NOW)
    shown = [block.text for block in below if isinstance(block, Bullet)]
    assert shown == [f"{strings.POSSIBLE_SIGN} ({strings.NOT_SURE}: {names})"]


def test_unsure_answers_that_could_change_the_result_are_named(
    assess_with: AssessWith, gb: Region
) -> None:
    for sign in ("saddle", "weakness", "legs"):  # by itself, by its follow-up, by the second one
        a = assess_with(**{sign: "unsure"})
        shown = words(part(page(a, gb, "1.0"), strings.DOCTOR))
        assert f"{a.questionnaire.question(sign).short}. {strings.COULD_CHANGE}" in shown
    assert strings.COULD_CHANGE not in words(page(assess_with(), gb, "1.0"))


# ------------------------------------------------ other questions, other people, few answers


def test_questions_that_were_not_shipped_are_announced(root: Path, gb: Region) -> None:
    foreign = load(str(root / "questions.yaml"))
    a = assess_answers(foreign, answers_of(foreign, {"base": "ordinary"}))
    blocks = page(a, gb, "1.0")
    announced = strings.foreign_questions(foreign.sha256)
    assert blocks[1] == Paragraph(announced)
    assert foreign.sha256[:16] in announced


def test_shipped_questions_are_not_announced(texts: Texts) -> None:
    assert not any("SHA-256" in text for text in texts.values())


def test_a_page_says_when_somebody_is_out_of_scope(
    assessments: Mapping[str, Assessment], pages: Pages
) -> None:
    outside = [n for n, a in assessments.items() if a.status == "out_of_scope" and not own_page(a)]
    assert outside
    for name in outside:
        shown = Paragraph(strings.OUT_OF_SCOPE) in pages[name]
        assert shown == (assessments[name].level != "emergency_now"), name
        assert not {strings.SCIATICA, strings.MASSAGE, strings.OPTIONS, strings.WHAT_NOW} & set(
            headings(pages[name])
        ), name
    inside = [name for name in assessments if name not in outside]
    assert not any(Paragraph(strings.OUT_OF_SCOPE) in pages[name] for name in inside)


def test_a_page_from_few_answers_never_reads_like_a_result(
    assess_with: AssessWith, gb: Region
) -> None:
    a = assess_with(partial=True, age=40, saddle="no")
    assert (a.level, a.at_most) == (LEVELS[0], EMERGENCY)
    blocks = page(a, gb, "1.0")
    assert blocks[0] == Banner(
        a.level, strings.NO_RESULT_YET, strings.deadline(strings.NOT_YET_KNOWN)
    )
    worst = a.questionnaire.level(EMERGENCY).title
    below = part(blocks, strings.HELP_NOW)
    assert Paragraph(strings.open_answers(len(a.flow.missing), worst)) in below
    assert Paragraph(a.questionnaire.page.no_danger) not in below
    assert isinstance(blocks[-1], Closing)
    assert strings.NOT_YET_KNOWN in blocks[-1].text


def test_one_missing_answer_is_counted_in_the_singular() -> None:
    assert strings.open_answers(1, "X").startswith("1 question has no answer")
    assert strings.open_answers(2, "X").startswith("2 questions have no answer")


def test_missing_answers_that_cannot_change_the_level_are_not_mentioned(
    assess_with: AssessWith, gb: Region
) -> None:
    a = assess_with(partial=True, right_now=["none"], saddle="recent")
    assert a.level == a.at_most == EMERGENCY
    assert not a.complete
    assert "no answer yet" not in words(page(a, gb, "1.0"))
