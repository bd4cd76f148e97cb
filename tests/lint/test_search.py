"""The search for answers: the least severe example, and what happens when the solver gives up."""

from __future__ import annotations

import pytest
import z3

from sciatica_cli.bank.loader import load
from sciatica_cli.core.faults import FaultError
from sciatica_cli.exits import INTERNAL, status_of
from sciatica_cli.lint.search import Search, in_words

SHIPPED = load()


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(SHIPPED)


def test_an_example_is_harmless_complete_and_in_scope_if_possible(search: Search) -> None:
    answers = search.example(search.world.unknowns["saddle"].values["before"])
    assert answers is not None
    assert answers["saddle"] == "before"
    assert answers["pain"] == 0
    assert answers["pain_where"] != ("none",)
    assert set(in_words(SHIPPED, answers).split(", ")) > {"saddle: before"}


def test_impossible_answers_have_no_example(search: Search) -> None:
    hidden = search.world.hidden["preg_signs"]
    assert search.example(hidden, search.world.unknowns["preg_signs"].given) is None


def test_a_solver_that_gives_up_is_reported_as_a_fault(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(z3.Solver, "check", lambda solver: z3.unknown)
    with pytest.raises(FaultError) as caught:
        search.possible(z3.BoolVal(True))
    assert [fault.code for fault in caught.value.faults] == ["gave_up"]
    assert status_of(caught.value) == INTERNAL


def test_if_the_least_severe_example_is_not_found_any_example_is_used(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(z3.Optimize, "check", lambda best: z3.unknown)
    answers = search.example(search.world.unknowns["saddle"].values["recent"])
    assert answers is not None
    assert answers["saddle"] == "recent"
