from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import pytest

from assessed import assess_answers
from bodies import SMALL_BODY
from scenarios import all_cases, answers_of, assessed
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.routes import Region
from sciatica_cli.report.blocks import (
    Banner,
    Block,
    Bullet,
    Closing,
    Entry,
    Figure,
    Meter,
    Paragraph,
    Quote,
    Section,
    Step,
    Treatment,
)
from sciatica_cli.report.page import page
from sciatica_cli.report.text import write_text

AssessWith = Callable[..., Assessment]
PageOf = Callable[..., tuple[Block, ...]]
T = TypeVar("T")
SAMPLE = 5  # of the scenarios of a level, tests read every fifth page


class LazyByScenario(Mapping[str, T], Generic[T]):
    """A value for every scenario by name, computed on first use."""

    def __init__(self, make: Callable[[str], T]) -> None:
        self.make = make
        self.cache: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self.cache:
            self.cache[name] = self.make(name)
        return self.cache[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in all_cases())

    def __len__(self) -> int:
        return len(all_cases())


@pytest.fixture(scope="session")
def gb(questionnaire: Questionnaire) -> Region:
    region = questionnaire.region("gb")
    assert region is not None
    return region


@pytest.fixture(scope="session")
def today() -> datetime.date:
    return datetime.date(2026, 11, 26)  # a Thursday


@pytest.fixture
def assess_with(questionnaire: Questionnaire) -> AssessWith:
    """Assesses ordinary sciatica with some answers changed or, if partial, only those answers."""

    def assess(partial: bool = False, **changes: object) -> Assessment:
        case = {"base": "ordinary", "partial": partial, "set": changes}
        return assess_answers(questionnaire, answers_of(questionnaire, case))

    return assess


@pytest.fixture(scope="session")
def page_of(gb: Region, today: datetime.date) -> PageOf:
    """The page of an assessment, with British numbers unless another region is given."""

    def make(a: Assessment, region: Region = gb, **more: object) -> tuple[Block, ...]:
        return page(a, region, "1.0", today, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def assessments() -> Mapping[str, Assessment]:
    """The assessment of every scenario."""
    return LazyByScenario(assessed)


@pytest.fixture(scope="session")
def pages(
    assessments: Mapping[str, Assessment], gb: Region, today: datetime.date
) -> Mapping[str, tuple[Block, ...]]:
    """The short page of every scenario, with British numbers."""
    return LazyByScenario(lambda name: page(assessments[name], gb, "1.0", today))


@pytest.fixture(scope="session")
def texts(pages: Mapping[str, tuple[Block, ...]]) -> Mapping[str, str]:
    """The short pages as text, 80 columns wide."""
    return LazyByScenario(lambda name: write_text(pages[name]))


@pytest.fixture(scope="session")
def sampled(assessments: Mapping[str, Assessment]) -> list[str]:
    """Names of scenarios: every fifth of each level and status, with and without all answers."""
    kinds: dict[tuple[object, ...], list[str]] = {}
    for name, a in assessments.items():
        kinds.setdefault((a.level, a.status, a.level == a.at_most), []).append(name)
    return [name for names in kinds.values() for name in names[::SAMPLE]]


@pytest.fixture(scope="session")
def blocks() -> tuple[Block, ...]:
    """One block of every kind, with characters that are special in some format."""
    long = "A sentence that is longer than most terminals are wide, so that it must be wrapped."
    treatments = (
        Treatment("Walking [x]", "small, for a while", "very unsure", (f"Not & on {long}",)),
        Treatment("Heat", "large", "sure", (), (Paragraph("An <effect>."),)),
        Treatment("Operation", "", "", ("Later.",)),
    )
    return (
        Paragraph("Your result"),
        Banner("same_day", "Go [red]today[/red]", ("Not seen? Call.", f"Or {long}")),
        Section(
            "Why :smile:", (Paragraph(f"{long} {long}"), Bullet(f"Below 38.5 °C [bold]. {long}"))
        ),
        Section("Do this", (Step(f"One. {long}"), Step("Two."), Quote('I "cannot" *pee*.'))),
        Section("Call", (Entry("Call", f"111 (United Kingdom) {long}", "call"),), spaced=False),
        Section(
            "Does it look like it?",
            (
                Figure("Behind", SMALL_BODY, f"Pain: [back]. {long}"),
                Meter(
                    "Looks [like] it", f"<sign> {long}", 2, 3, 4, ("small *a*", "large *b*"), 0, 1
                ),
                Section("Inside", (Bullet("One level down."),)),
            ),
        ),
        Section("What else?", treatments),
        Section("Sources", (Bullet("A paper, 2020. https://doi.org/10.1/x"),), reference=True),
        Paragraph("<b>Not & a diagnosis</b> \\[x] {y} %s"),
        Closing("same_day", "Go today (today). Call: 111 (United Kingdom)"),
    )
