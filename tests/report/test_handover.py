"""The hand-over sheet for a clinician: danger signs first, then what was said, denied, advised."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

import pytest

from reading import count_lines, headings, section, words
from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.levels import SAME_DAY
from sciatica_cli.core.questions import NONE
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Entry, Figure, Paragraph, Section
from sciatica_cli.report.formatting import answer_text
from sciatica_cli.report.handover import handover

AssessWith = Callable[..., Assessment]
SheetOf = Callable[[Assessment], tuple[Block, ...]]
PRESENT, UNSURE = strings.SIGNS_REPORTED, strings.SIGNS_UNSURE
NOTHING = {"medicines": ["none"], "mood": ["none"], "limits": ["none"]}


@pytest.fixture
def sheet_of(today: datetime.date) -> SheetOf:
    return lambda a: handover(a, "1.0", today)


def bullets(blocks: tuple[Block, ...], heading: str) -> list[str]:
    return [block.text for block in section(blocks, heading) if isinstance(block, Bullet)]


def line_of(a: Assessment, name: str) -> str:
    question = a.questionnaire.question(name)
    return f"{question.short}: {answer_text(question, a.flow.state.values[name])}"


# ------------------------------------------------ order and length


def test_the_sections_are_in_order_and_empty_ones_are_left_out(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    rest = [
        strings.BACKGROUND,
        strings.DENIED,
        strings.NOT_TICKED,
        strings.ASSESSMENT,
        strings.RECOMMENDATION,
    ]
    assert headings(sheet_of(assess_with())) == [PRESENT, *rest]
    doubtful = assess_with(saddle="unsure", **NEWLY_WEAK)
    assert headings(sheet_of(doubtful)) == [PRESENT, UNSURE, *rest]
    early = assess_with(partial=True, saddle="recent")
    found = headings(sheet_of(early))
    assert found[0] == PRESENT
    assert strings.BACKGROUND not in found
    for blocks in (sheet_of(doubtful), sheet_of(early)):
        assert all(block.children for block in blocks if isinstance(block, Section))


def test_the_sheet_begins_with_its_origin_and_blanks_for_the_patient(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(**NEWLY_WEAK)
    banner, *rest = sheet_of(a)
    about = strings.sheet_about("Thursday 26 November 2026")
    assert banner == Banner(a.level, strings.SHEET, (about,))
    assert Paragraph(strings.SHEET_BLANKS) in rest
    assert Paragraph(strings.SHEET_QUESTION) in rest


def test_the_sheet_is_about_one_page(
    assessments: Mapping[str, Assessment], sampled: list[str], sheet_of: SheetOf
) -> None:
    lines = sorted(count_lines(sheet_of(assessments[name])) for name in sampled)
    assert lines[len(lines) // 2] <= 66
    assert lines[len(lines) * 98 // 100] <= 78
    assert lines[-1] <= 90  # for somebody who ticks nearly everything


def test_the_sheet_gives_the_versions_and_the_date(
    assess_with: AssessWith, today: datetime.date
) -> None:
    a = assess_with()
    shown = words(handover(a, "9.8.7", today))
    assert strings.footer("9.8.7", a.questionnaire.version, "2026-11-26") in shown


# ------------------------------------------------ danger signs


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"saddle": "since"}, PRESENT),
        ({"saddle": "recent"}, PRESENT),
        ({"saddle": "unsure"}, UNSURE),
        ({"background": ["unsure"]}, UNSURE),
        ({"background": ["cancer"]}, PRESENT),
        ({"background": ["cancer", "unsure"]}, PRESENT),
    ],
)
def test_a_danger_sign_is_reported_or_unsure(
    assess_with: AssessWith, sheet_of: SheetOf, changes: dict[str, object], heading: str
) -> None:
    a = assess_with(**changes)
    (name,) = changes
    for part in (PRESENT, UNSURE):
        said = " ".join(bullets(sheet_of(a), part))
        assert (line_of(a, name) in said) == (part == heading), part


def test_without_a_danger_sign_the_sheet_says_that_none_was_reported(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    assert bullets(sheet_of(assess_with()), PRESENT) == [strings.NONE_REPORTED]
    assert UNSURE not in headings(sheet_of(assess_with()))


def test_a_follow_up_stands_with_the_question_it_follows(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    both = {"legs": "both", "both_kind": "nerve", "both_when": "long"}
    a = assess_with(bladder="unsure", **both)
    assert bullets(sheet_of(a), PRESENT) == [". ".join(line_of(a, name) for name in both)]


def test_what_was_denied_one_by_one_stands_apart_from_what_was_not_ticked(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(saddle="no", background=["none"], **NOTHING)
    blocks = sheet_of(a)
    denied = words(section(blocks, strings.DENIED)).casefold()
    unticked = [text.casefold() for text in bullets(blocks, strings.NOT_TICKED)]
    saddle = a.questionnaire.question("saddle")
    assert saddle.sheet.casefold() in denied
    assert len(unticked) == 2, "danger signs and risks, then everything else"
    for name in ("background", *NOTHING):
        question = a.questionnaire.question(name)
        said = (question.sheet or question.short).casefold()
        assert said in " ".join(unticked), name
        assert said not in denied, name
        assert said in unticked[0 if question.danger else 1], name


def test_a_sign_that_is_there_but_harmless_is_not_denied(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(saddle="before")
    blocks = sheet_of(a)
    assert line_of(a, "saddle") in words(section(blocks, strings.BACKGROUND))
    denied = words(section(blocks, strings.DENIED)).casefold()
    assert a.questionnaire.question("saddle").sheet.casefold() not in denied


# ------------------------------------------------ the answers


def test_the_sheet_has_every_answer_once_including_private_ones(
    assessments: Mapping[str, Assessment], sampled: list[str], sheet_of: SheetOf
) -> None:
    private = set()
    for name in sampled:
        a = assessments[name]
        shown = words(sheet_of(a)).casefold()
        for question_id, answer in a.flow.state.values.items():
            question = a.questionnaire.question(question_id)
            denied = question.sheet and answer == question.values[0]
            if answer == (NONE,):
                assert (question.sheet or question.short).casefold() in shown, (name, question_id)
            elif question.several or not denied:
                line = words([Paragraph(line_of(a, question_id))]).casefold()
                assert shown.count(line) == 1, (name, question_id)
            else:
                assert question.sheet.casefold() in shown, (name, question_id)
            private |= {question_id} if question.private else set()
    assert private


def test_the_sheet_has_the_drawing_of_the_body(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    inside = section(sheet_of(assess_with()), strings.BACKGROUND)
    assert isinstance(inside[0], Figure)


def test_missing_answers_are_counted_beside_the_danger_signs(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(partial=True, right_now=["none"], saddle="unsure")
    missing = Entry(strings.NOT_ANSWERED.capitalize(), strings.count_questions(len(a.needed)))
    assert missing in section(sheet_of(a), PRESENT)
    assert strings.NOT_ANSWERED.capitalize() not in words(sheet_of(assess_with()))


# ------------------------------------------------ what the program made of them


def test_what_the_program_advised_comes_last(assess_with: AssessWith, sheet_of: SheetOf) -> None:
    a = assess_with(**NEWLY_WEAK)
    blocks = sheet_of(a)
    assert headings(blocks)[-1] == strings.RECOMMENDATION
    level = a.questionnaire.level(a.level)
    said = f"{strings.level_text(level.title, level.deadline)}."
    assert section(blocks, strings.RECOMMENDATION)[0] == Entry(strings.CONCLUDED, said)


def test_every_reason_has_its_deadline_and_says_if_it_is_unsure(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(saddle="unsure", fever="yes")
    certain, unsure = bullets(sheet_of(a), strings.RECOMMENDATION)
    today = a.questionnaire.level(SAME_DAY).deadline.capitalize()
    (fever,) = [reason for reason in a.reasons if reason.certain]
    assert certain == f"{today}: {fever.rule.say}"
    names = f"{strings.NOT_SURE.lower()}: {a.questionnaire.question('saddle').short}"
    assert unsure == f"{today}: {strings.POSSIBLE_SIGN} ({names})"


def test_a_reason_is_left_out_if_a_more_urgent_one_rests_on_its_answers(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(legs="both", both_kind="nerve", both_when="recent", fever="yes")
    assert len({reason.level for reason in a.reasons}) > 1
    rules = {reason.rule.say: set(reason.because) for reason in a.reasons}
    said = [line.partition(": ")[2] for line in bullets(sheet_of(a), strings.RECOMMENDATION)]
    left_out = rules.keys() - set(said)
    assert left_out
    assert all(any(rules[say] <= rules[other] for other in said) for say in left_out)


def test_scores_are_given_in_points_as_rules_of_thumb(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with()
    roles = (a.questionnaire.page.headline_score, a.questionnaire.page.impact_score)
    assert "rules of thumb" in strings.ASSESSMENT
    said = bullets(sheet_of(a), strings.ASSESSMENT)
    for result in a.scores:
        assert result.band is not None
        points = strings.points(result.value, result.value, result.score.maximum)
        line = f"{result.score.title}: {result.band.label} ({points})"
        reached = result.band.id != result.score.bands[0].id
        assert (line in said) == (reached or result.score.id in roles)


def test_scores_that_are_still_open_are_left_out(
    assess_with: AssessWith, sheet_of: SheetOf
) -> None:
    a = assess_with(partial=True, age=40)
    still_open = {result.score.title for result in a.scores if result.band is None}
    assert still_open
    said = " ".join(bullets(sheet_of(a), strings.ASSESSMENT))
    assert not any(title in said for title in still_open)
