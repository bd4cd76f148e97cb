"""The sheet for a clinician: everything that was answered, sorted by what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sciatica_cli.core.assess import Assessment
from sciatica_cli.report import strings
from sciatica_cli.report.blocks import Banner, Block, Bullet, Entry, Figure, Heading, Paragraph
from sciatica_cli.report.formatting import answer_text
from sciatica_cli.report.handover import handover
from sciatica_cli.report.text import write_text

Judge = Callable[..., Assessment]
PRESENT, OPEN, ABSENT = strings.FINDINGS


def bullets(blocks: tuple[Block, ...], title: str) -> list[str]:
    """The lines below a heading."""
    found, inside = [], False
    for block in blocks:
        if isinstance(block, Heading):
            inside = block.text == title
        elif inside and isinstance(block, Bullet):
            found.append(block.text)
    return found


def said(a: Assessment, name: str) -> str:
    question, answer = a.questionnaire.question(name), a.flow.state.values[name]
    if question.danger and answer == ("none",):
        labels = [choice.label for choice in question.choices if choice.id != "none"]
        return f"{question.short}: {strings.none_of('; '.join(labels))}"
    return f"{question.short}: {answer_text(question, answer)}"


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"saddle": "no"}, ABSENT),
        ({"saddle": "before"}, ABSENT),
        ({"saddle": "since"}, PRESENT),
        ({"saddle": "recent"}, PRESENT),
        ({"saddle": "unsure"}, OPEN),
        ({"background": ["none"]}, ABSENT),
        ({"background": ["unsure"]}, OPEN),
        ({"background": ["cancer"]}, PRESENT),
        ({"background": ["cancer", "unsure"]}, PRESENT),
    ],
)
def test_a_danger_sign_is_present_unsure_or_absent(
    judge: Judge, changes: dict[str, object], title: str
) -> None:
    a = judge(**changes)
    (name,) = changes
    for heading in strings.FINDINGS:
        line = said(a, name)
        told = " ".join(bullets(handover(a, "1.0"), heading))
        assert (line in told) == (heading == title), heading


def test_the_parts_stand_in_order_and_empty_ones_are_left_out(judge: Judge) -> None:
    def titles(a: Assessment) -> list[str]:
        return [block.text for block in handover(a, "1.0") if isinstance(block, Heading)]

    assert titles(judge()) == [strings.SITUATION, strings.BACKGROUND, ABSENT]
    a = judge(saddle="unsure", weakness="recent")
    assert titles(a) == [strings.SITUATION, strings.BACKGROUND, PRESENT, OPEN, ABSENT]


def test_the_sheet_is_about_one_page(assessments: Mapping[str, Assessment]) -> None:
    lines = sorted(write_text(handover(a, "1.0")).count("\n") for a in assessments.values())
    assert lines[len(lines) // 2] <= 66
    assert lines[len(lines) * 99 // 100] <= 78
    assert lines[-1] <= 90  # somebody who ticks nearly everything


def test_the_body_is_drawn_on_it(judge: Judge) -> None:
    assert any(isinstance(block, Figure) for block in handover(judge(), "1.0"))


def test_every_answer_stands_on_it_once_private_ones_too(
    assessments: Mapping[str, Assessment],
) -> None:
    private = set()
    for a in list(assessments.values())[::5]:
        blocks = handover(a, "1.0")
        parts = (*strings.FINDINGS, strings.BACKGROUND)
        told = ". ".join(line for title in parts for line in bullets(blocks, title))
        for name in a.flow.state.values:
            assert told.count(said(a, name)) == 1, name
        private |= {n for n in a.flow.state.values if a.questionnaire.question(n).private}
    assert private


def test_it_begins_with_who_made_it_and_what_was_advised(judge: Judge) -> None:
    a = judge(weakness="recent")
    blocks = handover(a, "1.0")
    level = a.questionnaire.level(a.level)
    assert blocks[0] == Banner(a.level, strings.SHEET, strings.SHEET_ABOUT)
    assert Entry(strings.CONCLUDED, f"{strings.level_text(level.title, level.deadline)}.") in blocks
    assert Entry(strings.IN_OWN_WORDS, f'"{a.tell}"') in blocks


def test_every_reason_is_told_with_its_level_and_its_doubt(judge: Judge) -> None:
    a = judge(saddle="unsure", fever="yes")
    lines = bullets(handover(a, "1.0"), strings.SITUATION)
    assert len(lines) == len(a.reasons)
    for line, reason in zip(lines, a.reasons, strict=True):
        deadline = a.questionnaire.level(reason.level).deadline
        assert line.startswith(f"{deadline.capitalize()}: {reason.rule.say}")
        assert line.endswith(f"({strings.NOT_SURE.lower()})") != reason.certain


def scores(a: Assessment) -> str:
    return "".join(
        block.text
        for block in handover(a, "1.0")
        if isinstance(block, Entry) and block.label == strings.SCORES
    )


def test_scores_are_told_in_points_as_a_rule_of_thumb(judge: Judge) -> None:
    a = judge()
    assert "rules of thumb" in strings.SCORES
    for result in a.scores:
        assert result.band is not None
        points = strings.points(result.value, result.value, result.score.maximum)
        assert f"{result.score.title}: {result.band.label} ({points})" in scores(a)


def test_a_score_that_is_still_open_is_not_told(judge: Judge) -> None:
    a = judge(partial=True, age=40)
    still_open = {result.score.title for result in a.scores if result.band is None}
    assert still_open
    assert not any(title in scores(a) for title in still_open)


def test_an_emergency_after_two_answers_gives_a_sheet_that_counts_what_is_missing(
    judge: Judge,
) -> None:
    a = judge(partial=True, right_now=["none"], saddle="recent")
    blocks = handover(a, "1.0")
    assert bullets(blocks, PRESENT) == [said(a, "saddle")]
    assert bullets(blocks, ABSENT) == [said(a, "right_now")]
    missing = strings.count_questions(len(a.flow.missing))
    assert Entry(strings.NOT_ANSWERED.capitalize(), missing) in blocks


def test_a_complete_sheet_misses_nothing(judge: Judge) -> None:
    assert strings.NOT_ANSWERED.capitalize() not in write_text(handover(judge(), "1.0"))


def test_it_names_the_versions_and_the_date(judge: Judge) -> None:
    a = judge()
    footer = strings.footer("9.8.7", a.questionnaire.version, "2026-01-02")
    assert handover(a, "9.8.7", "2026-01-02")[-1] == Paragraph(footer)
    assert "9.8.7" in footer
    assert a.questionnaire.version in footer
    assert "2026-01-02" in footer
    assert "2026-01-02" not in write_text(handover(a, "9.8.7"))
