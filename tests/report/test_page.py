"""The page: the answer, then massage, treatments, the pattern, and what to expect."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from assessed import assess_answers
from purposes import asked
from reading import count_lines, headings, one_line, section, words
from scenarios import NEWLY_WEAK, answers_of
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import Assessment, assess, is_emergency
from sciatica_cli.core.conditions import In
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import SAME_DAY, Level
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.routes import Region
from sciatica_cli.core.verdicts import Verdict
from sciatica_cli.report import reasons, strings
from sciatica_cli.report.blocks import (
    Block,
    Bullet,
    Closing,
    Entry,
    Form,
    Meter,
    Paragraph,
    Treatment,
    walk,
)
from sciatica_cli.report.filling import fill
from sciatica_cli.report.formatting import affirmed, because_text, sentence
from sciatica_cli.report.page import FIRST_LINES, MAX_LINES
from sciatica_cli.report.relief import SCREEN_LINES, massage_alone
from sciatica_cli.report.terminal import write_terminal
from tiny import many, tiny

Assessments = Mapping[str, Assessment]
AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
Pages = Mapping[str, tuple[Block, ...]]
Texts = Mapping[str, str]


def treatments(blocks: Iterable[Block]) -> dict[str, Treatment]:
    return {block.title: block for block in walk(tuple(blocks)) if isinstance(block, Treatment)}


def groups(blocks: Iterable[Block]) -> dict[str, list[str]]:
    """The titles of the treatments in each group."""
    found = {}
    for heading in headings(blocks):
        if titles := list(treatments(section(blocks, heading))):
            found[heading] = titles
    return found


def is_usual(a: Assessment) -> bool:
    """Whether the page judges more than how to get help."""
    usual = not is_emergency(a) and not reasons.has_own_page(a)
    return usual and a.status == "assessed" and not reasons.is_open(a)


# ------------------------------------------------ order and length


def test_the_sections_of_a_page_are_in_order(assess_with: AssessWith, page_of: PageOf) -> None:
    blocks = page_of(assess_with())
    found = [title for title in headings(blocks) if title not in strings.GROUPS.values()]
    assert found[3:] == [
        strings.MASSAGE,
        strings.OPTIONS,
        strings.SCIATICA,
        strings.NEXT,
        strings.EXPECT,
    ]
    assert isinstance(blocks[-1], Closing)


@pytest.mark.parametrize("every", [pytest.param(5), pytest.param(1, marks=pytest.mark.slow)])
def test_the_short_page_has_at_most_ninety_lines(
    assessments: Assessments,
    pages: Pages,
    page_of: PageOf,
    every: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A page is longer only if nothing is left on it that may go.

    That is the page of somebody who is not sure about whole lists of illnesses, each of which may
    forbid each treatment.
    """
    assert MAX_LINES == 90
    names = list(assessments)[::every]
    longer = [name for name in names if count_lines(pages[name]) > MAX_LINES]
    assert len(longer) <= len(names) / 100
    monkeypatch.setattr("sciatica_cli.report.page.MAX_LINES", 0)
    for name in longer:
        assert pages[name] == page_of(assessments[name]), name
        assert count_lines(pages[name]) <= 114, name


@pytest.mark.slow
def test_in_a_terminal_the_drawing_takes_few_lines_more(
    assessments: Assessments, pages: Pages, page_of: PageOf
) -> None:
    def write(blocks: tuple[Block, ...]) -> str:
        return write_terminal(blocks, 80)

    for name in list(assessments)[::10]:
        if count_lines(pages[name]) <= MAX_LINES:
            shown = page_of(assessments[name], write=write)
            assert write(shown).count("\n") <= MAX_LINES + 26, name


def test_the_short_page_fits_with_the_numbers_of_any_country(
    questionnaire: Questionnaire, assessments: Assessments, page_of: PageOf
) -> None:
    longest = [a for name, a in assessments.items() if name.startswith("unsure/")][::20]
    for region in questionnaire.regions[::6]:
        for a in longest:
            assert count_lines(page_of(a, region)) <= MAX_LINES, region.id


def test_general_hints_go_before_what_the_answers_ask_for(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    """What rests on an answer stays: tips with a condition, cautions, causes that fit."""
    for name in sampled:
        a = assessments[name]
        if is_usual(a):
            shown = words(section(pages[name], strings.MASSAGE))
            if a.massage_allowed:
                assert [t.id for t in a.massage_how if t.when and t.say not in shown] == [], name
                assert a.questionnaire.massage.stop[0].say in shown, name
            pattern = words(section(pages[name], strings.SCIATICA))
            for found in a.causes if a.level < SAME_DAY else ():
                if found.fit in ("resembles", "partly") and not found.cause.pointer:
                    assert f"{found.cause.title}: {strings.FIT[found.fit]}" in pattern, name


# ------------------------------------------------ no figures, marks or hidden parts


@pytest.mark.parametrize(
    "mark", ["points", "<", ">", "[", "]", "--full", "(+", "and 1 more", "None", "{", "}"]
)
def test_the_short_page_has_no_points_marks_or_hidden_parts(
    texts: Texts, sampled: list[str], mark: str
) -> None:
    assert [name for name in sampled if mark in texts[name]] == []


def test_points_and_scales_are_on_the_full_page(assess_with: AssessWith, page_of: PageOf) -> None:
    short, full = page_of(assess_with()), page_of(assess_with(), full=True)
    assert not any(isinstance(block, Meter) for block in walk(short))
    assert any(isinstance(block, Meter) for block in walk(full))


@pytest.mark.parametrize("phrase", ["nothing serious", "all clear", "you are fine", "don't worry"])
def test_no_page_says_that_nothing_is_wrong(texts: Texts, sampled: list[str], phrase: str) -> None:
    assert [name for name in sampled if phrase in one_line(texts[name]).casefold()] == []


def test_no_page_rules_out_sciatica(texts: Texts, sampled: list[str]) -> None:
    shown = {name: one_line(texts[name]).casefold() for name in sampled}
    assert [name for name, text in shown.items() if "not sciatica" in text] == []


def test_urgent_is_never_used_as_a_deadline(texts: Texts, sampled: list[str]) -> None:
    deadline = re.compile(r"(?<!not )urgent(?!ly| care| today)")
    shown = {name: one_line(texts[name]).casefold() for name in sampled}
    assert [name for name, text in shown.items() if deadline.search(text)] == []


def test_a_grade_beside_a_treatment_cannot_be_read_as_a_dose() -> None:
    assert [word for word in strings.EVIDENCE.values() if "low" in word or "high" in word] == []


# ------------------------------------------------ reasons


def test_the_full_page_names_the_answers_behind_each_reason(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(**NEWLY_WEAK)
    question = a.questionnaire.question("weak_when")
    (short,) = section(page_of(a), strings.REASONS)
    (full, *_) = section(page_of(a, full=True), strings.REASONS)
    assert short == Bullet(a.reasons[0].rule.say)
    assert isinstance(full, Bullet)
    assert full.text.startswith(a.reasons[0].rule.say)
    assert f"{question.short}: {question.label('recent')}" in full.text


def test_the_full_page_has_the_lesser_reasons_too(assess_with: AssessWith, page_of: PageOf) -> None:
    a = assess_with(fever="yes", coping="no_sleep", look=["calf_swollen", "blisters"])
    assert len(section(page_of(a), strings.REASONS)) == len(reasons.top_reasons(a))
    assert len(section(page_of(a, full=True), strings.REASONS)) == len(a.reasons)


def test_a_reason_from_not_sure_names_the_question(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(weakness="unsure")
    assert not a.reasons[0].certain
    shown = words(section(page_of(a), strings.REASONS))
    said = a.questionnaire.question("weakness").unsure_say
    assert said.startswith("I ")
    assert f"({strings.BECAUSE}: {said})" in shown


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


# ------------------------------------------------ massage and treatments


def cautions(verdict: Verdict) -> list[str]:
    """What has to be said with a verdict; what must wait anyway needs no further terms."""
    waits = verdict.verdict in ("no", "not_now")
    return [
        sentence(reason.caution.say)
        for reason in verdict.reasons
        if not waits or reason.caution.verdict == verdict.verdict
    ]


def test_every_caution_about_massage_is_named(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    for name in sampled:
        a = assessments[name]
        if is_usual(a) and not a.massage.waits:
            shown = words(section(pages[name], strings.MASSAGE))
            assert [say for say in cautions(a.massage) if say not in shown] == [], name


def test_massage_alone_answers_on_one_screen_and_says_the_rest_below(
    assessments: Assessments, sampled: list[str]
) -> None:
    """Up to the signs to stop, or every caution if many answers are unsure; nothing is lost."""
    for name in sampled:
        a = assessments[name]
        if not is_usual(a):
            continue
        *first, more = massage_alone(a)
        many_unsure = sum(not reason.certain for reason in a.massage.reasons) > 3
        assert count_lines(tuple(first)) <= SCREEN_LINES or many_unsure, name
        assert [say for say in cautions(a.massage) if say not in words(first)] == [] or (
            a.massage.waits
        ), name
        part, above, below = a.questionnaire.massage, words(first), words((more,))
        tips = (*a.massage_how, *part.choose, *part.tell, *part.stop)
        said = (*(tips if a.massage_allowed else ()), *part.risks)
        assert [tip.id for tip in said if (tip.say in above) == (tip.say in below)] == [], name


def test_every_caution_about_a_treatment_is_named(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    for name in sampled:
        a = assessments[name]
        rows = treatments(pages[name])
        for verdict in a.options if is_usual(a) and rows else ():  # none while all of them wait
            if not verdict.treatment.as_massage:
                notes = " ".join(rows[verdict.treatment.title].notes)
                assert [say for say in cautions(verdict) if say not in notes] == [], name


def test_every_treatment_is_on_the_page_once(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    for name in sampled:
        a = assessments[name]
        if is_usual(a):
            titles = [b.title for b in walk(pages[name]) if isinstance(b, Treatment)]
            assert len(titles) == len(set(titles)), name
            if any(verdict.waits for verdict in a.options):
                may = [verdict.treatment.title for verdict in a.options if not verdict.waits]
                said = strings.all_wait(a.questionnaire.page.until_seen, may)
                assert (titles, said in words(pages[name])) == ([], True), name
            else:
                assert sorted(titles) == sorted(o.title for o in a.questionnaire.options), name


@pytest.mark.parametrize("verdict", ["try", "discuss", "not_now"])
def test_a_treatment_is_in_the_group_of_its_verdict(
    assess_with: AssessWith, page_of: PageOf, verdict: str
) -> None:
    a = assess_with()
    expected = {
        v.treatment.title for v in a.options if v.verdict == verdict and not v.treatment.as_massage
    }
    assert expected
    assert expected <= set(groups(page_of(a))[strings.GROUPS[verdict]])


def test_groups_come_in_the_order_of_how_much_one_can_do_alone(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    order = list(strings.GROUPS.values())
    seen = set()
    for name in sampled:
        found = [order.index(heading) for heading in groups(pages[name])]
        assert found == sorted(found), name
        seen |= set(found)
    assert len(seen) > 6


def test_a_reason_names_what_was_said_to_be_so() -> None:
    none, some = ("look", ("none",)), ("eases", ("lie",))
    assert affirmed((none, some)) == (some,)
    assert affirmed((none,)) == (none,)


@pytest.mark.parametrize(
    ("answers", "ask"),
    [
        ({"background": ["other_anticoagulant"]}, "pharmacist"),
        ({"background": ["other_anticoagulant", "bones"]}, "doctor"),
        (
            {
                "background": ["other_anticoagulant", "bones"],
                "sex": "female",
                "pregnancy": "from_20",
            },
            "midwife",
        ),
        ({}, "nobody"),
    ],
)
def test_with_care_says_whom_to_ask_first(
    assess_with: AssessWith, page_of: PageOf, answers: dict[str, object], ask: str
) -> None:
    a = assess_with(**answers)
    assert (a.massage.verdict, a.massage.ask) == ("caution", ask)
    blocks = page_of(a)
    verdict = section(blocks, strings.MASSAGE)[0]
    advice = next(text.say for text in a.questionnaire.massage.verdicts if text.id == "caution")
    assert isinstance(verdict, Entry)
    behind = [r for r in a.massage.reasons if ask != "nobody" and r.caution.ask == ask]
    assert verdict.text.endswith(advice)
    assert verdict.text.startswith(strings.ASK_FIRST[ask])
    for reason in behind:
        assert because_text(a.questionnaire, reason.because, reason.caution.when) in verdict.text
    title = next(o.title for o in a.questionnaire.options if o.as_massage)
    group = strings.GROUPS[ask if ask in strings.GROUPS else "caution"]
    assert title in groups(blocks)[group]


def test_a_massage_that_has_to_wait_asks_nobody_first(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(background=["cancer"])
    assert (a.massage.verdict, a.massage.ask) == ("no", "nobody")
    massage = section(page_of(a), strings.MASSAGE)
    assert strings.ASK_FIRST["cancer_team"] not in words(massage)
    assert isinstance(massage[0], Entry)
    assert massage[0].label == strings.VERDICTS["no"].capitalize()


def test_what_one_must_not_do_now_gives_no_reason_to_do_it(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    rows = section(page_of(assess_with()), strings.GROUPS["not_now"])
    assert [
        row for row in rows if isinstance(row, Treatment) and (row.helps or row.certainty)
    ] == []


def test_a_prescribed_medicine_is_never_stopped_without_asking(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    for name in sampled:
        if is_usual(assessments[name]) and assessments[name].level < SAME_DAY:
            assert strings.KEEP_TAKING in words(pages[name]), name


def test_while_help_is_needed_today_only_comfort_is_offered(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    same_day = [n for n in sampled if assessments[n].level == SAME_DAY and is_usual(assessments[n])]
    assert len(same_day) > 20
    for name in same_day:
        a = assessments[name]
        comfort = [option.title for option in a.questionnaire.options if option.comfort]
        assert strings.all_wait(a.questionnaire.page.until_seen, comfort) in words(pages[name])
        assert not treatments(pages[name]), name


def test_a_caution_names_its_answers_on_the_full_page(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(background=["other_anticoagulant"])
    caution = next(reason for reason in a.massage.reasons if reason.because)
    label = a.questionnaire.question("background").label("other_anticoagulant")
    say = sentence(caution.caution.say)
    full = words(section(page_of(a, full=True), strings.MASSAGE))
    assert f"{say} ({strings.BECAUSE}: {label})" in full
    short = words(section(page_of(a), strings.MASSAGE))
    assert say in short
    assert short.count(label) == 1, "the verdict names it already"


# ------------------------------------------------ the pattern


def test_the_causes_that_fit_best_come_first(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    order = list(strings.FIT.values())
    order.insert(2, order.pop())  # still open: between "in part" and "less well"
    for name in sampled:
        titles = {f.cause.title for f in assessments[name].causes if not f.cause.pointer}
        fits = [
            next(i for i, fit in enumerate(order) if block.text.startswith(fit))
            for block in section(pages[name], strings.SCIATICA)
            if isinstance(block, Entry) and block.label in titles
        ]
        assert fits == sorted(fits), name


def test_what_else_it_could_be_is_named_without_a_verdict(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    seen = False
    for name in sampled:
        entries = [
            block
            for block in section(pages[name], strings.SCIATICA)
            if isinstance(block, Entry) and block.label == strings.COULD_BE
        ]
        pointers = [
            f.cause.title
            for f in assessments[name].causes
            if f.cause.pointer and f.fit == "resembles" and is_usual(assessments[name])
        ]
        if assessments[name].level >= SAME_DAY:
            pointers = []  # who needs help today does not need a name for it
        assert [e.text for e in entries] == (["; ".join(pointers)] if pointers else []), name
        seen |= bool(entries)
    assert seen


def test_an_unfinished_page_gives_nothing_that_an_open_answer_could_change(
    assessments: Assessments, pages: Pages
) -> None:
    unfinished = [name for name, a in assessments.items() if reasons.is_open(a)]
    assert len(unfinished) > 6
    seen = 0
    for name in unfinished:
        a, blocks = assessments[name], pages[name]
        if reasons.has_own_page(a):
            continue
        assert strings.unfinished(len(a.needed), "") in words(blocks), name
        if a.status == "assessed":
            seen += 1
            assert Paragraph(strings.answer_first(len(a.needed))) in blocks, name
        assert not treatments(blocks), name
        for heading in (strings.SCIATICA, strings.EXPECT):
            assert not section(blocks, heading), name
        verdict = [b for b in section(blocks, strings.MASSAGE) if isinstance(b, Entry)]
        assert [b.outcome for b in verdict] in ([], ["no"]), name
        for item in a.what_now:
            assert item.urgent or item.say not in words(blocks), name
    assert seen > 2


def test_advice_that_an_open_answer_could_replace_is_not_given(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, weakness="yes", weak_what=["bit"], weak_when="since")
    (walking,) = [item for item in a.what_now if item.id == "move_weak"]
    assert walking.urgent
    assert walking not in reasons.advice(a), "the answer about coping may ask for rest"


# ------------------------------------------------ the full page


def test_the_full_page_has_every_effect_and_source(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with()
    full = page_of(a, full=True)
    assert headings(full)[-1] == strings.SOURCES
    shown = words(section(full, strings.SOURCES))
    cited = {name for option in a.questionnaire.options for name in option.sources}
    for source in a.questionnaire.sources:
        if source.id in cited:
            assert " ".join(source.cite.split()[:6]) in shown, source.id
    effects = [block.text for block in walk(full) if isinstance(block, Paragraph)]
    assert [o.title for o in a.questionnaire.options if o.effect not in effects] == []


def test_the_full_page_has_all_that_the_short_page_has(
    assessments: Assessments, sampled: list[str], page_of: PageOf
) -> None:
    for name in sampled[::7]:
        a = assessments[name]
        full = words(page_of(a, full=True))
        if not a.massage.waits:
            for block in walk(page_of(a)):
                if isinstance(block, Bullet | Paragraph):
                    said = block.text.split(" (")[0].removesuffix(strings.LONGER)
                    assert words([Paragraph(said)]) in full, name


# ------------------------------------------------ the frame


def test_the_last_line_repeats_what_to_do_and_by_when(
    assessments: Assessments,
    sampled: list[str],
    pages: Pages,
    gb: Region,
    today: datetime.date,
) -> None:
    for name in sampled:
        a, last = assessments[name], pages[name][-1]
        level = a.questionnaire.level(a.level)
        assert isinstance(last, Closing)
        assert last.level == a.level
        if reasons.has_own_page(a):
            assert last.text.startswith(reasons.routes(a)[0].title), name
        elif reasons.is_final(a):
            assert last.text.startswith(fill(level.act[0], gb, today)), name
            if a.level < SAME_DAY:
                assert fill(level.do, gb, today) in last.text, name
                assert last.text.endswith(strings.CALL_AT_ONCE), name
        else:
            started = Level(a.level).rank > 0
            assert (level.title if started else strings.NO_RESULT_YET) in last.text, name
        assert (strings.CALL + ": " in last.text) == (a.level >= SAME_DAY), name


def test_the_page_says_what_the_rest_holds_and_that_there_is_more(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    short, urgent = words(page_of(assess_with())), words(page_of(assess_with(**NEWLY_WEAK)))
    assert strings.REST in short
    assert strings.REST_WAITS in urgent
    assert strings.LONGER in short
    assert strings.LONGER not in words(page_of(assess_with(), full=True))
    assert strings.LONGER not in words(page_of(assess_with(saddle="recent")))


# ------------------------------------------------ what to do next, and what to expect


def test_what_to_expect_gives_no_instruction_and_what_to_do_no_expectation(
    assessments: Assessments, sampled: list[str], pages: Pages
) -> None:
    seen = set()
    for name in sampled:
        a = assessments[name]
        for heading, expected in ((strings.NEXT, False), (strings.EXPECT, True)):
            said = {getattr(b, "text", "") for b in section(pages[name], heading)}
            items = [item for item in a.what_now if item.say in said]
            assert [item.id for item in items if item.expect != expected] == [], name
            seen |= {expected} if items else set()
    assert seen == {True, False}


def test_the_diary_has_a_line_for_each_of_the_next_days(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with()
    (note,) = [item for item in a.what_now if item.diary]
    (form,) = [b for b in section(page_of(a), strings.NEXT) if isinstance(b, Form)]
    assert form.title == note.say
    assert form.columns == strings.DIARY_COLUMNS
    assert form.rows[:3] == ("Thu 26 Nov", "Fri 27 Nov", "Sat 28 Nov")
    (full,) = [b for b in section(page_of(a, full=True), strings.NEXT) if isinstance(b, Form)]
    assert full.rows[-1] == "Mon 30 Nov"


def test_massage_has_its_reasons_its_manner_and_its_end_apart(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(background=["other_anticoagulant"])
    children = section(page_of(a), strings.MASSAGE)
    assert headings(children) == [
        strings.WHY_CAREFUL,
        strings.HOW_MASSAGED,
        strings.WHEN_TO_STOP,
    ]
    assert a.questionnaire.massage.stop[0].say in words(section(children, strings.WHEN_TO_STOP))
    waiting = section(page_of(assess_with(fever="cold")), strings.MASSAGE)
    assert headings(waiting) == [strings.WHY_NOT]


def test_every_page_states_its_limits_and_versions(
    texts: Texts, sampled: list[str], questionnaire: Questionnaire
) -> None:
    for name in sampled:
        shown = one_line(texts[name])
        assert strings.LIMITS in shown, name
        assert "Not a diagnosis, not reviewed by clinicians." in shown, name
        assert f"sciatica 1.0, questions {questionnaire.version}, 2026-11-26." in shown, name


def test_an_urgent_page_gives_the_date_of_the_numbers(
    assess_with: AssessWith, page_of: PageOf, gb: Region
) -> None:
    checked = strings.numbers_checked(gb.checked)
    assert checked in words(page_of(assess_with(**NEWLY_WEAK)))
    assert checked not in words(page_of(assess_with()))


def test_questions_that_were_not_shipped_are_announced(
    root: Path, page_of: PageOf, texts: Texts, sampled: list[str]
) -> None:
    foreign = load(str(root / "questions.yaml"))
    a = assess_answers(foreign, answers_of(foreign, {"base": "ordinary"}))
    announced = strings.foreign_questions(foreign.sha256)
    assert foreign.sha256[:16] in announced
    above = words(page_of(a)).split(strings.TO_DO.upper())[0]
    assert announced in above
    assert not any("SHA-256" in texts[name] for name in sampled)


# ------------------------------------------------ other people, other purposes


def test_who_is_outside_the_scope_is_judged_on_nothing_but_the_level(
    assessments: Assessments, pages: Pages
) -> None:
    outside = [name for name, a in assessments.items() if a.status == "out_of_scope"]
    assert len(outside) > 10
    for name in outside:
        assert not treatments(pages[name])
        for heading in (strings.SCIATICA, strings.MASSAGE, strings.EXPECT):
            assert not section(pages[name], heading), name


@pytest.mark.parametrize("purpose", ["level", "massage"])
def test_the_page_of_a_purpose_says_what_it_leaves_out(
    questionnaire: Questionnaire, page_of: PageOf, purpose: str
) -> None:
    everything = answers_of(questionnaire, {"base": "ordinary"})
    given = asked(questionnaire, everything, Purpose(purpose))
    a = assess(resolve(questionnaire, given), Purpose(purpose))
    assert a.complete
    blocks = page_of(a)
    shown = words(blocks)
    assert strings.only_covers(purpose, len(a.needed_for_the_rest)) in shown
    assert bool(section(blocks, strings.MASSAGE)) == (purpose == "massage")
    assert not section(blocks, strings.SCIATICA)
    assert not treatments(blocks)
    assert [s for s in questionnaire.watch_for if s.say not in shown] == []
    assert count_lines(blocks) < FIRST_LINES + (8 if purpose == "level" else 30)


def test_a_purpose_asks_for_more_only_while_something_is_missing() -> None:
    assert "Answer 1 question more" in strings.only_covers("level", 1)
    assert "Ask for everything" in strings.only_covers("massage", 0)
