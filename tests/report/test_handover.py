"""The hand-over sheet for a clinician: danger signs first, then SBAR, advice last."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessed import assess_answers
from reading import count_lines, headings, one_line, section, words
from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment, assess_record
from sciatica_cli.core.conditions import UNSURE, is_unsure
from sciatica_cli.core.flow import is_asked
from sciatica_cli.core.levels import EMERGENCY, SAME_DAY, Level
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import NONE, Question
from sciatica_cli.report import reasons, strings
from sciatica_cli.report.blocks import Banner, Block, Entry, Paragraph, Section
from sciatica_cli.report.handover import LINES, handover
from sciatica_cli.report.text import write_text
from tiny import examples, some_answers

AssessWith = Callable[..., Assessment]
SheetOf = Callable[[Assessment], tuple[Block, ...]]
TODAY = datetime.date(2026, 11, 26)
BOTH_LEGS = {"legs": "both", "both_kind": "nerve", "both_when": "long"}


def sheet_of(a: Assessment) -> tuple[Block, ...]:
    return handover(a, "1.0", TODAY)


@pytest.fixture(scope="module")
def sheets(assessments: Mapping[str, Assessment]) -> dict[str, tuple[Block, ...]]:
    """Return the sheet of every scenario."""
    return {name: sheet_of(a) for name, a in assessments.items()}


def entries(blocks: tuple[Block, ...], heading: str, label: str = "") -> list[str]:
    """Return the texts below a heading, of one label or of all."""
    inside = (block for block in section(blocks, heading) if isinstance(block, Entry))
    return [entry.text for entry in inside if label in ("", entry.label)]


def flags(a: Assessment) -> str:
    return words(section(sheet_of(a), strings.RED_FLAGS))


def said(question: Question, value: str | int) -> str:
    return question.shorthand(value) or question.label(value)


def shorthand(a: Assessment, name: str) -> str:
    answer = a.flow.state.values[name]
    values = answer if isinstance(answer, tuple) else (answer,)
    return "; ".join(said(a.questionnaire.question(name), value) for value in values)


# ------------------------------------------------ order and length


def test_the_sheet_is_in_the_order_of_sbar_with_danger_signs_first(assess_with: AssessWith) -> None:
    assert headings(sheet_of(assess_with())) == [
        strings.RED_FLAGS,
        strings.SITUATION,
        strings.BACKGROUND,
        strings.ASSESSMENT,
        strings.RECOMMENDATION,
    ]
    early = sheet_of(assess_with(partial=True, saddle="recent"))
    assert headings(early)[0] == strings.RED_FLAGS
    assert strings.SITUATION not in headings(early)
    assert all(block.children for block in early if isinstance(block, Section))


def test_the_sheet_begins_with_its_origin_and_ends_with_its_versions(
    assess_with: AssessWith,
) -> None:
    a = assess_with(**NEWLY_WEAK)
    banner, *rest = handover(a, "9.8.7", TODAY)
    assert banner == Banner(a.level, strings.SHEET, (strings.sheet_about("2026-11-26"),))
    assert rest[-1] == Paragraph(strings.sheet_footer("9.8.7", a.questionnaire.version))


def test_the_sheet_has_blanks_for_what_nobody_is_asked(assess_with: AssessWith) -> None:
    shown = words(sheet_of(assess_with()))
    for blank in ("Name", "Born", "Time", "Filled in by", "The patient's own question"):
        assert f"{blank}: ____" in shown


@pytest.mark.parametrize(
    ("answered_by", "said"),
    [
        ("self", "Filled in by: the patient"),
        ("helper", "Filled in by: somebody helping the patient"),
    ],
)
def test_the_sheet_says_who_filled_it_in_if_that_is_known(
    assess_with: AssessWith, answered_by: str, said: str
) -> None:
    blocks = handover(assess_with(), "1.0", TODAY, answered_by)
    assert said in words(blocks)
    assert count_lines(blocks) == count_lines(sheet_of(assess_with()))
    assert max(map(len, write_text(blocks).splitlines())) <= 80
    for blank in ("Name", "Born", "Time", "The patient's own question"):
        assert f"{blank}: ____" in words(blocks)


def test_the_sheet_of_every_scenario_has_55_lines_at_most(
    sheets: Mapping[str, tuple[Block, ...]],
) -> None:
    assert LINES == 55
    long = {name: count_lines(sheet) for name, sheet in sheets.items()}
    assert {name: lines for name, lines in long.items() if lines > LINES} == {}


def test_only_a_long_sheet_does_without_empty_lines(assessments: Mapping[str, Assessment]) -> None:
    for a in list(assessments.values())[::20]:
        blocks = sheet_of(a)
        sections = [block for block in blocks if isinstance(block, Section)]
        (spaced,) = {block.spaced for block in sections}
        assert spaced or count_lines(blocks) + len(sections) > LINES


# ------------------------------------------------ nothing is lost, nothing is made up


def check_nothing_is_lost(a: Assessment, blocks: tuple[Block, ...]) -> None:
    """Check that every answer stands on the sheet, and that it claims no other."""
    shown = words(blocks).casefold()
    denied = "; ".join(entries(blocks, strings.BACKGROUND, strings.DENIED))
    not_ticked = "; ".join(entries(blocks, strings.BACKGROUND, strings.NOT_TICKED))
    unsure = "".join(text.partition("not sure: ")[2] for text in shown.split(". "))
    for question in a.questionnaire.questions:
        answer = a.flow.state.values.get(question.id)
        values = answer if isinstance(answer, tuple) else (answer,)
        text = one_line(question.sheet)
        if is_unsure(answer):
            name = text or question.short
            assert name not in denied, question.id
            assert name not in not_ticked, question.id
            if values == (UNSURE,):
                assert name.casefold() in unsure, question.id
        elif answer is None:
            assert not text or text not in f"{denied} {not_ticked}", question.id
            if is_asked(question, a.flow.state):
                assert question.short.casefold() in shown, question.id
        elif text and values == ((NONE,) if question.several else question.values[:1]):
            assert text.casefold() in shown, question.id
            continue
        for value in values:
            if value not in (None, UNSURE):
                assert one_line(said(question, value)).casefold() in shown, (question.id, value)


def test_every_answer_of_a_scenario_is_on_the_sheet(
    assessments: Mapping[str, Assessment], sheets: Mapping[str, tuple[Block, ...]]
) -> None:
    for name, a in assessments.items():
        check_nothing_is_lost(a, sheets[name])


@examples(200)
@given(data=st.data())
def test_every_random_answer_is_on_the_sheet(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    missing = data.draw(st.booleans())
    answers = data.draw(some_answers(questionnaire, missing))
    a = assess_answers(questionnaire, answers)
    check_nothing_is_lost(a, sheet_of(a))


@pytest.mark.parametrize(("feels", "named"), [(["tingle"], True), (["ache"], False), (None, False)])
def test_a_step_without_an_answer_is_named_once_it_is_asked(
    assess_with: AssessWith, feels: list[str] | None, named: bool
) -> None:
    a = assess_with(partial=True, **({"feels": feels} if feels else {}))
    left = "; ".join(entries(sheet_of(a), strings.BACKGROUND, strings.NOT_ASKED))
    assert ("where it is numb" in left) is named


def test_choices_have_words_of_their_own(questionnaire: Questionnaire) -> None:
    for question in questionnaire.questions:
        denied = question.values[:1] if question.sheet and not question.several else ()
        values = [v for v in question.values if v not in (*denied, UNSURE)]
        values = [v for v in values if not (v == NONE and question.sheet)]
        texts = [question.shorthand(value) for value in values]
        if question.id != "preg_signs":
            assert all(texts), question.id
        assert len(set(texts)) == len(texts), question.id


def test_private_answers_are_shown_as_well(assess_with: AssessWith) -> None:
    a = assess_with(saddle="recent")
    assert a.questionnaire.question("saddle").private
    assert shorthand(a, "saddle") in flags(a)


# ------------------------------------------------ danger signs


@pytest.mark.parametrize("changes", [{"saddle": "since"}, {"background": ["cancer"]}])
def test_a_danger_sign_is_reported(assess_with: AssessWith, changes: dict[str, object]) -> None:
    a = assess_with(**changes)
    (name,) = changes
    assert entries(sheet_of(a), strings.RED_FLAGS, strings.SIGNS_REPORTED) == [
        f"{shorthand(a, name)}."
    ]


def test_an_unsure_danger_sign_is_neither_reported_nor_denied(assess_with: AssessWith) -> None:
    a = assess_with(saddle="unsure")
    blocks = sheet_of(a)
    saddle = a.questionnaire.question("saddle").sheet
    assert entries(blocks, strings.RED_FLAGS, strings.SIGNS_REPORTED) == ["none."]
    assert entries(blocks, strings.RED_FLAGS, strings.SIGNS_UNSURE) == [f"{saddle}."]
    assert saddle not in "".join(entries(blocks, strings.BACKGROUND))


def test_the_rest_of_an_unsure_list_is_unsure_and_what_is_ticked_reported(
    assess_with: AssessWith,
) -> None:
    a = assess_with(background=["cancer", "unsure"])
    background = a.questionnaire.question("background")
    blocks = sheet_of(a)
    assert entries(blocks, strings.RED_FLAGS, strings.SIGNS_REPORTED) == [
        f"{background.shorthand('cancer')}."
    ]
    (unsure,) = entries(blocks, strings.RED_FLAGS, strings.SIGNS_UNSURE)
    assert background.shorthand("clot") in unsure
    assert background.shorthand("clot") not in "".join(entries(blocks, strings.BACKGROUND))


def test_somebody_who_prefers_not_to_say_is_quoted(assess_with: AssessWith) -> None:
    a = assess_with(genital="unsure")
    genital = a.questionnaire.question("genital")
    assert f"{genital.sheet} (prefer not to say)" in flags(a)


def test_without_a_danger_sign_one_line_says_so(assess_with: AssessWith) -> None:
    assert flags(assess_with()) == (
        "Reported: none. Not sure: none. Not asked or answered: 3 questions, see B."
    )


def test_a_follow_up_comes_with_the_question_it_follows(assess_with: AssessWith) -> None:
    a = assess_with(bladder="unsure", **BOTH_LEGS)
    reported = "; ".join(shorthand(a, name) for name in BOTH_LEGS)
    assert entries(sheet_of(a), strings.RED_FLAGS, strings.SIGNS_REPORTED) == [f"{reported}."]


def test_a_follow_up_without_an_answer_is_named_with_its_sign(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, right_now=["none"], weakness="yes", weak_what=["bit"])
    when = a.questionnaire.question("weak_when").short.lower()
    (reported,) = entries(sheet_of(a), strings.RED_FLAGS, strings.SIGNS_REPORTED)
    assert reported.endswith(f"{strings.NOT_ANSWERED}: {when}.")


def test_what_has_no_answer_is_counted_above_and_named_below(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, right_now=["none"])
    (below,) = entries(sheet_of(a), strings.BACKGROUND, strings.NOT_ASKED)
    assert flags(a).endswith(f"{strings.NOT_ASKED}: {strings.named_below(len(below.split('; ')))}.")


def test_thoughts_of_self_harm_are_a_red_flag(assess_with: AssessWith) -> None:
    a = assess_with(mood=["harm"], harm_now="no")
    assert shorthand(a, "mood") in flags(a)


# ------------------------------------------------ situation and background


def test_the_complaint_is_in_short_words(assess_with: AssessWith) -> None:
    a = assess_with(course="worse", pain=7)
    blocks = section(sheet_of(a), strings.SITUATION)
    said = {block.label: block.text for block in blocks if isinstance(block, Entry)}
    assert said["Complaint"] == "42 years; male; left leg; leg worse than back; for 2 to 6 weeks."
    assert said["Course (last 2 weeks)"] == "worsening."
    assert said["Severity"].startswith("worst pain in 2 days 7/10; ")


def test_a_list_says_what_is_ticked_and_what_was_listed_besides(assess_with: AssessWith) -> None:
    a = assess_with(medicines=["nsaid"])
    (drugs,) = entries(sheet_of(a), strings.BACKGROUND, "Drugs")
    ticked, _, rest = drugs.partition(f"; {strings.REST_NOT_TICKED}: ")
    assert ticked == "NSAID"
    assert a.questionnaire.question("medicines").shorthand("opioid") in rest
    assert "NSAID" not in rest


def test_a_list_with_nothing_ticked_says_what_was_listed(assess_with: AssessWith) -> None:
    a = assess_with(medicines=["none"])
    (drugs,) = entries(sheet_of(a), strings.BACKGROUND, "Drugs")
    assert drugs == f"{strings.NONE_TICKED}: {a.questionnaire.question('medicines').sheet}."


def test_an_unsure_list_is_unsure_on_its_line(assess_with: AssessWith) -> None:
    a = assess_with(medicines=["unsure"])
    (drugs,) = entries(sheet_of(a), strings.BACKGROUND, "Drugs")
    assert drugs == f"{strings.UNSURE_OF}: {a.questionnaire.question('medicines').sheet}."


def test_a_blood_thinner_is_a_red_flag_and_among_the_drugs(assess_with: AssessWith) -> None:
    a = assess_with(background=["cancer", "warfarin"])
    (drugs,) = entries(sheet_of(a), strings.BACKGROUND, "Drugs")
    assert drugs.startswith("warfarin; ")
    assert "warfarin" in flags(a)


def test_a_sign_that_is_there_but_harmless_is_background(assess_with: AssessWith) -> None:
    a = assess_with(saddle="before", look=["old_swelling"])
    blocks = sheet_of(a)
    assert shorthand(a, "saddle") in "".join(entries(blocks, strings.BACKGROUND, "Sensory"))
    (also,) = entries(blocks, strings.BACKGROUND, strings.ELSE)
    assert also.startswith(shorthand(a, "look"))
    (denied,) = entries(blocks, strings.BACKGROUND, strings.DENIED)
    assert a.questionnaire.question("saddle").sheet not in denied


def test_what_was_denied_one_by_one_is_apart_from_lists(assess_with: AssessWith) -> None:
    a = assess_with(saddle="no", background=["none"])
    blocks = sheet_of(a)
    (denied,) = entries(blocks, strings.BACKGROUND, strings.DENIED)
    (listed,) = entries(blocks, strings.BACKGROUND, strings.NOT_TICKED)
    saddle, background = (a.questionnaire.question(n).sheet for n in ("saddle", "background"))
    assert saddle in denied
    assert saddle not in listed
    assert background in listed
    assert background not in denied


def test_what_was_not_asked_is_named_as_such(assess_with: AssessWith) -> None:
    a = assess_with(sex="male")
    (not_asked,) = entries(sheet_of(a), strings.BACKGROUND, strings.NOT_ASKED)
    assert a.questionnaire.question("pregnancy").short.lower() in not_asked
    assert a.questionnaire.question("hip").short.lower() not in not_asked


# ------------------------------------------------ assessment and recommendation


def test_the_assessment_gives_pattern_points_and_impact(assess_with: AssessWith) -> None:
    a = assess_with()
    (pattern,) = entries(sheet_of(a), strings.ASSESSMENT, strings.PATTERN)
    roles = (a.questionnaire.page.headline_score, a.questionnaire.page.impact_score)
    for result in a.scores:
        assert result.band is not None
        points = strings.points(result.value, result.value, result.score.maximum)
        assert (f"{result.band.label}, {points}" in pattern) == (result.score.id in roles)


def test_another_score_is_given_only_if_it_was_reached(
    assessments: Mapping[str, Assessment], sampled: list[str]
) -> None:
    seen = set()
    for name in sampled:
        a = assessments[name]
        roles = (a.questionnaire.page.headline_score, a.questionnaire.page.impact_score)
        labels = [b.label for b in section(sheet_of(a), strings.ASSESSMENT) if isinstance(b, Entry)]
        for result in a.scores:
            if result.score.id not in roles:
                reached = bool(result.band) and result.band != result.score.bands[0]
                assert (result.score.title in labels) == reached
                seen.add(reached)
    assert seen == {True, False}


def test_scores_that_are_still_open_are_left_out(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, age=40)
    headline = a.questionnaire.page.headline_score
    assert [r.band for r in a.scores if r.score.id == headline] == [None]
    assert strings.PATTERN not in words(sheet_of(a))


def test_the_cause_that_fits_best_comes_first(assess_with: AssessWith) -> None:
    a = assess_with()
    (causes,) = entries(sheet_of(a), strings.ASSESSMENT, strings.CAUSES)
    best = next(found for found in a.causes if found.fit == "resembles")
    assert causes.casefold().startswith(best.cause.title.casefold())
    assert strings.FIT["less_like"] not in causes


def test_the_last_part_says_what_when_and_where(assess_with: AssessWith) -> None:
    a = assess_with(**NEWLY_WEAK)
    blocks = sheet_of(a)
    level = a.questionnaire.level(a.level)
    told, where, because = entries(blocks, strings.RECOMMENDATION)
    assert told == f"{strings.level_text(level.title, level.deadline)}."
    assert where == f"{reasons.routes(a)[0].title}."
    assert because == f"{shorthand(a, 'weakness')}."


def test_an_ordinary_appointment_has_its_reason(assess_with: AssessWith) -> None:
    a = assess_with(course="same")
    assert a.level == Level.ROUTINE
    because = entries(sheet_of(a), strings.RECOMMENDATION)[-1]
    assert shorthand(a, "duration") in because
    assert shorthand(a, "course") in because


def test_a_reason_from_not_sure_says_so(assess_with: AssessWith) -> None:
    a = assess_with(saddle="unsure", fever="yes")
    because = entries(sheet_of(a), strings.RECOMMENDATION)[-1]
    saddle = a.questionnaire.question("saddle").short.lower()
    assert a.level == SAME_DAY
    assert f"{strings.UNSURE_OF}: {saddle}" in because
    assert shorthand(a, "fever") in because


def test_a_less_urgent_reason_is_named_if_it_rests_on_another_sign(
    assess_with: AssessWith,
) -> None:
    a = assess_with(saddle="recent", recent=["weight_loss"], course="same")
    assert {reason.level for reason in a.reasons} >= {EMERGENCY, Level.WITHIN_DAYS, Level.ROUTINE}
    blocks = section(sheet_of(a), strings.RECOMMENDATION)
    labels = [block.label for block in blocks if isinstance(block, Entry)]
    deadlines = [a.questionnaire.level(level).deadline for level in (EMERGENCY, Level.WITHIN_DAYS)]
    assert labels[2:] == [f"{d.capitalize()}, {strings.BECAUSE_OF}" for d in deadlines]


def test_nobody_is_told_a_reason_twice(assessments: Mapping[str, Assessment]) -> None:
    for a in list(assessments.values())[::7]:
        for text in entries(sheet_of(a), strings.RECOMMENDATION)[1:]:
            said = text.removesuffix(".").split("; ")
            assert len(set(said)) == len(said)


def test_the_sheet_of_a_single_purpose_makes_up_no_assessment(questionnaire: Questionnaire) -> None:
    a = assess_record(questionnaire, {"saddle": "recent"}, partial=True, purpose=Purpose.LEVEL)
    assert strings.ASSESSMENT not in headings(sheet_of(a))
    assert strings.RECOMMENDATION in headings(sheet_of(a))
