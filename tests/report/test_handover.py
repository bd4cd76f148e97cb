"""The hand-over sheet for a clinician: all answers, sorted by their meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from scenarios import NEWLY_WEAK
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.levels import SAME_DAY
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Entry, Figure, Heading, Paragraph
from sciatica_cli.report.formatting import answer_text
from sciatica_cli.report.handover import handover
from sciatica_cli.report.text import write_text

AssessWith = Callable[..., Assessment]
PRESENT, UNSURE, ABSENT = strings.FINDINGS


def bullets(blocks: tuple[Block, ...], title: str) -> list[str]:
    """The bullets below a heading."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text == title
        elif inside and isinstance(block, Bullet):
            found.append(block.text)
    return found


def line_of(a: Assessment, name: str) -> str:
    question, answer = a.questionnaire.question(name), a.flow.state.values[name]
    if question.danger and answer == ("none",):
        harmless = question.harmless_values
        labels = [choice.label for choice in question.choices if choice.id not in harmless]
        return f"{question.short}: {strings.none_of('; '.join(labels))}"
    return f"{question.short}: {answer_text(question, answer)}"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"saddle": "no"}, ABSENT),
        ({"saddle": "before"}, ABSENT),
        ({"saddle": "since"}, PRESENT),
        ({"saddle": "recent"}, PRESENT),
        ({"saddle": "unsure"}, UNSURE),
        ({"background": ["none"]}, ABSENT),
        ({"background": ["unsure"]}, UNSURE),
        ({"background": ["cancer"]}, PRESENT),
        ({"background": ["cancer", "unsure"]}, PRESENT),
    ],
)
def test_a_danger_sign_is_present_unsure_or_absent(
    assess_with: AssessWith, changes: dict[str, object], title: str
) -> None:
    a = assess_with(**changes)
    (name,) = changes
    for heading in strings.FINDINGS:
        line = line_of(a, name)
        lines = " ".join(bullets(handover(a, "1.0"), heading))
        assert (line in lines) == (heading == title), heading


def test_the_sections_are_in_order_and_empty_ones_are_left_out(assess_with: AssessWith) -> None:
    def titles(a: Assessment) -> list[str]:
        return [block.text for block in handover(a, "1.0") if isinstance(block, Heading)]

    assert titles(assess_with()) == [strings.SITUATION, strings.BACKGROUND, ABSENT]
    a = assess_with(saddle="unsure", **NEWLY_WEAK)
    assert titles(a) == [strings.SITUATION, strings.BACKGROUND, PRESENT, UNSURE, ABSENT]


def test_the_sheet_is_about_one_page(assessments: Mapping[str, Assessment]) -> None:
    lines = sorted(write_text(handover(a, "1.0")).count("\n") for a in assessments.values())
    assert lines[len(lines) // 2] <= 66
    assert lines[len(lines) * 99 // 100] <= 78
    assert lines[-1] <= 90  # for somebody who ticks nearly everything


def test_the_sheet_has_the_drawing_of_the_body(assess_with: AssessWith) -> None:
    assert any(isinstance(block, Figure) for block in handover(assess_with(), "1.0"))


def test_a_follow_up_stands_with_the_question_it_follows(assess_with: AssessWith) -> None:
    both = {"legs": "both", "both_kind": "nerve", "both_when": "long"}
    blocks = handover(assess_with(bladder="unsure", **both), "1.0")
    assert bullets(blocks, PRESENT) == [
        ". ".join(line_of(assess_with(**both), name) for name in both)
    ]


def test_lists_with_nothing_ticked_share_one_line(assess_with: AssessWith) -> None:
    a = assess_with(medicines=["none"], mood=["none"], limits=["none"], tried=["none"])
    line = bullets(handover(a, "1.0"), strings.BACKGROUND)[-1]
    names, _, rest = line.partition(": None of these. ")
    assert {"Medicines", "Mood", "What it stops"} <= set(names.split(", "))
    assert rest == line_of(a, "tried")


def test_the_sheet_lists_every_answer_once_including_private_ones(
    assessments: Mapping[str, Assessment],
) -> None:
    private = set()
    for a in list(assessments.values())[::5]:
        blocks = handover(a, "1.0")
        parts = (*strings.FINDINGS, strings.BACKGROUND)
        lines = ". ".join(line for title in parts for line in bullets(blocks, title))
        for name, answer in a.flow.state.values.items():
            if answer == ("none",) and not a.questionnaire.question(name).danger:
                assert a.questionnaire.question(name).short in lines
            else:
                assert lines.count(line_of(a, name)) == 1, name
        private |= {n for n in a.flow.state.values if a.questionnaire.question(n).private}
    assert private


def test_the_sheet_begins_with_its_origin_and_the_advice(assess_with: AssessWith) -> None:
    a = assess_with(**NEWLY_WEAK)
    blocks = handover(a, "1.0")
    level = a.questionnaire.level(a.level)
    assert blocks[0] == Banner(a.level, strings.SHEET, strings.SHEET_ABOUT)
    assert Entry(strings.CONCLUDED, f"{strings.level_text(level.title, level.deadline)}.") in blocks
    assert Entry(strings.IN_OWN_WORDS, f'"{a.tell}"') in blocks


def test_every_reason_has_its_deadline_and_says_if_it_is_unsure(assess_with: AssessWith) -> None:
    a = assess_with(saddle="unsure", fever="yes")
    certain, unsure = bullets(handover(a, "1.0"), strings.SITUATION)
    today = a.questionnaire.level(SAME_DAY).deadline.capitalize()
    (fever,) = [reason for reason in a.reasons if reason.certain]
    assert certain == f"{today}: {fever.rule.say}"
    names = f"{strings.NOT_SURE.lower()}: {a.questionnaire.question('saddle').short}"
    assert unsure == f"{today}: {strings.POSSIBLE_SIGN} ({names})"


def test_a_reason_is_left_out_if_a_more_urgent_one_rests_on_its_answers(
    assess_with: AssessWith,
) -> None:
    a = assess_with(legs="both", both_kind="nerve", both_when="recent", fever="yes")
    assert len({reason.level for reason in a.reasons}) > 1
    rules = {reason.rule.say: set(reason.because) for reason in a.reasons}
    said = [line.partition(": ")[2] for line in bullets(handover(a, "1.0"), strings.SITUATION)]
    left_out = rules.keys() - set(said)
    assert left_out
    assert all(any(rules[say] <= rules[other] for other in said) for say in left_out)


def scores(a: Assessment) -> str:
    return "".join(
        block.text
        for block in handover(a, "1.0")
        if isinstance(block, Entry) and block.label == strings.SCORES
    )


def test_the_sheet_gives_scores_in_points_as_rules_of_thumb(assess_with: AssessWith) -> None:
    a = assess_with()
    assert "rules of thumb" in strings.SCORES
    for result in a.scores:
        assert result.band is not None
        points = strings.points(result.value, result.value, result.score.maximum)
        assert f"{result.score.title}: {result.band.label} ({points})" in scores(a)


def test_the_sheet_leaves_out_scores_that_are_still_open(assess_with: AssessWith) -> None:
    a = assess_with(partial=True, age=40)
    still_open = {result.score.title for result in a.scores if result.band is None}
    assert still_open
    assert not any(title in scores(a) for title in still_open)


def test_a_sheet_after_two_answers_counts_the_missing_ones(
    assess_with: AssessWith,
) -> None:
    a = assess_with(partial=True, right_now=["none"], saddle="recent")
    blocks = handover(a, "1.0")
    assert bullets(blocks, PRESENT) == [line_of(a, "saddle")]
    assert bullets(blocks, ABSENT) == [line_of(a, "right_now")]
    missing = strings.count_questions(len(a.flow.missing))
    assert Entry(strings.NOT_ANSWERED.capitalize(), missing) in blocks


def test_a_complete_sheet_mentions_no_missing_answers(assess_with: AssessWith) -> None:
    assert strings.NOT_ANSWERED.capitalize() not in write_text(handover(assess_with(), "1.0"))


def test_the_sheet_gives_the_versions_and_the_date(assess_with: AssessWith) -> None:
    a = assess_with()
    footer = strings.footer("9.8.7", a.questionnaire.version, "2026-01-02")
    assert handover(a, "9.8.7", "2026-01-02")[-1] == Paragraph(footer)
    assert "9.8.7" in footer
    assert a.questionnaire.version in footer
    assert "2026-01-02" in footer
    assert "2026-01-02" not in write_text(handover(a, "9.8.7"))
