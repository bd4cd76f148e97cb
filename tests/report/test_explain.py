"""`--explain`: every rule, score and verdict, with the answers and sources it is based on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sciatica_cli.core.assess import Assessment
from sciatica_cli.report.blocks import Block
from sciatica_cli.report.explain import explain
from sciatica_cli.report.text import write_text

AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]


def explanation(a: Assessment) -> str:
    return " ".join(write_text(tuple(explain(a))).split())


def test_a_rule_that_fired_is_shown_with_its_answers_and_sources(assess_with: AssessWith) -> None:
    text = explanation(assess_with(saddle="recent"))
    assert "saddle_recent [emergency_now, certain]: New numbness between the legs" in text
    assert "You answered: Skin between the legs: Yes, it began or got worse" in text
    assert "Sources: girft_2023 (high)" in text


def test_a_rule_that_fired_because_of_not_sure_says_so(assess_with: AssessWith) -> None:
    assert "saddle_recent [same_day, you were not sure]" in explanation(
        assess_with(saddle="unsure")
    )


def test_a_rule_that_not_sure_leaves_open_is_listed(assess_with: AssessWith) -> None:
    text = explanation(assess_with(genital="unsure"))
    assert "LEFT OPEN" in text
    assert "genital_recent [emergency_now]:" in text.split("LEFT OPEN")[1]


def test_every_rule_that_fired_or_stayed_open_is_listed(
    assessments: Mapping[str, Assessment],
) -> None:
    for a in list(assessments.values())[::10]:
        text = explanation(a)
        for rule in (*(reason.rule for reason in a.reasons), *a.open_rules):
            assert f"{rule.id} [" in text


def test_the_lowest_level_is_explained_too(assess_with: AssessWith) -> None:
    assert "No rule gave a level, so the lowest one applies." in explanation(assess_with())


def test_scores_are_explained_point_by_point(assess_with: AssessWith) -> None:
    text = explanation(assess_with())
    assert "sciatica_pattern [likely]: 11 of 12 points." in text
    assert "+2 the pain is more in the leg than in the back (Leg or back worse: The leg)" in text
    assert "held back by: both legs are affected" in explanation(
        assess_with(legs="both", both_kind="ache")
    )


def test_every_verdict_is_shown_with_its_cautions(assess_with: AssessWith) -> None:
    a = assess_with(background=["other_anticoagulant"])
    text = explanation(a)
    for verdict in (a.massage, *a.options):
        assert f"{verdict.treatment.id} [" in text
        for reason in verdict.reasons:
            assert f"{reason.caution.id}" in text


def test_the_explained_page_extends_the_full_page_and_names_its_sources(
    assess_with: AssessWith, page_of: PageOf
) -> None:
    a = assess_with(saddle="since")
    full = write_text(page_of(a, full=True))
    explained = write_text(page_of(a, explained=True))
    assert set(full.split("SOURCES")[0].split()) <= set(explained.split())
    assert "- girft_2023: " in explained
    assert "girft_2023" not in full
