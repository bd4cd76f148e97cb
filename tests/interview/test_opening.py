"""The opening asks what neither an option, a variable nor the saved answers say."""

from __future__ import annotations

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.interview import strings
from sciatica_cli.interview.opening import Opening, open_interview
from sciatica_cli.interview.saved import SavedAnswers
from sciatica_cli.request import Request
from terminal import SHIPPED


def opened(
    *typed: str, region: str | None = None, who: str = "self", saved: SavedAnswers | None = None
) -> tuple[Opening, ScriptedPrompter]:
    prompter = ScriptedPrompter({}, choices=[who, "all"])
    prompter.typed = list(typed)
    saved = saved or SavedAnswers({}, 0)
    return open_interview(prompter, Request(region=region), SHIPPED, saved), prompter


WRITTEN = {
    "gb": ["GB", " gb ", "GB\r", "\tuk\n", "U.K.", "England", "SCOTLAND", "n. ireland"],
    "us": ["us", "USA", "u.s.a.", "America", "the States", "united  states"],
    "nl": ["NL", "Holland", "the Netherlands", "nederland"],
}
NAMES = [(region, name) for region, names in WRITTEN.items() for name in names]


@pytest.mark.parametrize(("region", "name"), NAMES)
@pytest.mark.parametrize("how", ["typed", "option", "variable"])
def test_a_country_may_be_written_in_many_ways_everywhere(
    monkeypatch: pytest.MonkeyPatch, how: str, region: str, name: str
) -> None:
    if how == "variable":
        monkeypatch.setenv("SCIATICA_REGION", name)
    opening, prompter = opened(name, region=name if how == "option" else None)
    assert opening.region.id == region
    assert len(prompter.lines_read) == (how == "typed")


@pytest.mark.parametrize("blank", ["", " ", "\r\n"])
def test_a_blank_country_is_asked_for(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    monkeypatch.setenv("SCIATICA_REGION", blank)
    opening, prompter = opened("uk", region=blank)
    assert opening.region.id == "gb"
    assert prompter.lines_read == [strings.COUNTRY]


def test_a_country_without_numbers_is_asked_for_until_it_is_known() -> None:
    opening, prompter = opened("atlantis", "lemuria", "holland", region="erewhon")
    assert opening.region.id == "nl"
    for name in ("erewhon", "atlantis", "lemuria"):
        assert any(f'no phone numbers for "{name}"' in shown for shown in prompter.shown)


def test_a_misspelt_country_is_suggested() -> None:
    opening, prompter = opened("Untied Kindom", "united kingdom")
    assert opening.region.id == "gb"
    assert any("Did you mean United Kingdom?" in shown for shown in prompter.shown)


def test_back_at_the_country_asks_again_what_the_person_wants_to_know() -> None:
    prompter = ScriptedPrompter({}, choices=["self", "all", "level"])
    prompter.typed = [None, "gb"]
    opening = open_interview(prompter, Request(), SHIPPED, SavedAnswers({}, 0))
    assert (opening.purpose, opening.region.id) == ("level", "gb")


def test_back_goes_through_the_whole_opening_so_that_a_slip_can_be_corrected() -> None:
    prompter = ScriptedPrompter(
        {}, choices=["helper", "esc", "helper", "all", "esc", "self", "level"]
    )
    prompter.typed = [None, "gb"]
    opening = open_interview(prompter, Request(), SHIPPED, SavedAnswers({}, 0))
    who, what = strings.WHO, strings.WHAT
    assert prompter.titles == [who, what, who, what, what, who, what]
    assert opening == Opening("self", Purpose.LEVEL, SHIPPED.region("gb"))


def test_enter_alone_gives_general_advice_although_a_variable_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SCIATICA_REGION", "atlantis")
    opening, prompter = opened("")
    assert (opening.region.id, len(prompter.lines_read)) == ("other", 1)


def test_a_helper_is_told_whom_the_answers_and_the_result_mean() -> None:
    for who, told in (("helper", True), ("self", False)):
        opening, prompter = opened("gb", who=who)
        assert opening.answered_by == who
        said = " ".join(" ".join(prompter.shown).split())
        assert (strings.FOR_HELPER in said) == told


def test_an_emergency_among_the_saved_answers_is_reported_before_anything_is_asked() -> None:
    opening, prompter = opened(saved=SavedAnswers({"right_now": ("collapse",)}, 0))
    assert (prompter.menus, prompter.lines_read) == ([], [])
    assert opening.answered_by == "", "nobody knows who filled it in"
