from __future__ import annotations

from collections.abc import Callable

import pytest

from assessed import assess_answers
from scenarios import all_cases, answers_of, assess_case
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire, Region
from sciatica_cli.report.blocks import (
    Banner,
    Block,
    Bullet,
    Closing,
    Entry,
    Figure,
    Heading,
    Meter,
    Option,
    Paragraph,
)
from sciatica_cli.report.page import page
from sciatica_cli.report.text import write_text

Judge = Callable[..., Assessment]


@pytest.fixture(scope="session")
def gb(questionnaire: Questionnaire) -> Region:
    region = questionnaire.region("gb")
    assert region is not None
    return region


@pytest.fixture
def judge(questionnaire: Questionnaire) -> Judge:
    """Assesses an ordinary sciatica with some answers changed, or only those answers."""

    def judge_(partial: bool = False, **changes: object) -> Assessment:
        case = {"base": "ordinary", "partial": partial, "set": changes}
        return assess_answers(questionnaire, answers_of(questionnaire, case))

    return judge_


@pytest.fixture(scope="session")
def assessments(questionnaire: Questionnaire) -> dict[str, Assessment]:
    """The assessment of every scenario."""
    return {name: assess_case(questionnaire, case) for name, case in all_cases()}


@pytest.fixture(scope="session")
def pages(assessments: dict[str, Assessment], gb: Region) -> dict[str, tuple[Block, ...]]:
    """The short page of every scenario, with British numbers."""
    return {name: page(assessment, gb, "1.0") for name, assessment in assessments.items()}


@pytest.fixture(scope="session")
def texts(pages: dict[str, tuple[Block, ...]]) -> dict[str, str]:
    """The same pages as text of 80 columns."""
    return {name: write_text(blocks) for name, blocks in pages.items()}


@pytest.fixture
def blocks() -> tuple[Block, ...]:
    """One block of every kind, with signs that mean something elsewhere."""
    long = "A sentence that is longer than most terminals are wide, so that it must be wrapped."
    return (
        Banner("same_day", "Go [red]today[/red]", "When: today"),
        Heading("What :smile: to do"),
        Paragraph(f"{long} {long}"),
        Bullet(f"Below 38.5 °C [bold]. {long}"),
        Entry("Call", f"111 (United Kingdom) {long}", "call"),
        Figure("Behind", ("|##|", "|:%|"), f"Pain: [back]. {long}"),
        Meter("Looks [like] it", f"<sign> {long}", 2, 3, 4, ("small *a*", "large *b*"), 0, 1),
        Heading("What else?"),
        Option("try", "very low", f"Walking: {long}", "try"),
        Option("ask first", "high", "Heat: never on numb skin", "ask_first"),
        Paragraph("<b>Not & a diagnosis</b> \\[x] {y} %s"),
        Closing("same_day", "Go today (today). Call: 111 (United Kingdom)"),
    )
