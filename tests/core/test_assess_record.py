"""One decoded record, checked and assessed: what is refused, and what is said first."""

from __future__ import annotations

import pytest

from sciatica_cli.core.assess import Assessment, assess_record
from sciatica_cli.core.conditions import In
from sciatica_cli.core.faults import AnswersError, Fault
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.routes import LevelText, Route
from tiny import choice, rule, tiny

QUESTIONS = (
    choice("numb", "no", "yes"),
    choice("leg", "no", "yes"),
    choice("where", "calf", "foot", ask_if=In("leg", ("yes",))),
)
BANK = tiny(
    QUESTIONS,
    (
        rule(
            "now", "emergency_now", In("numb", ("yes",)), "same_day", go="line", tell="I am numb."
        ),
        rule("today", "same_day", In("where", ("foot",))),
        rule("soon", "within_days", In("leg", ("yes",)), go="line", tell="My leg hurts."),
    ),
    routes=(Route("line", "Line", (), (), "advice"),),
    levels=tuple(LevelText(name, f"Title {name}", f"by {name}", "") for name in LEVELS),
)


def check(partial: bool = False, **record: object) -> Assessment:
    return assess_record(BANK, record, partial)


def refused(partial: bool = False, **record: object) -> tuple[list[str], str]:
    with pytest.raises(AnswersError) as caught:
        check(partial, **record)
    return [fault.line() for fault in caught.value.faults], caught.value.first_line


def test_complete_answers_are_assessed() -> None:
    found = check(id="p-7", numb="no", leg="yes", where="calf")
    assert (found.level, found.complete) == ("within_days", True)
    assert found.flow.state.values == {"numb": "no", "leg": "yes", "where": "calf"}


def test_missing_answers_are_faults_each() -> None:
    wanted = ["leg: has no answer [missing]", "where: has no answer [missing]"]
    assert refused(numb="no") == (wanted, "")


def test_missing_answers_are_faults_unless_the_caller_says_otherwise() -> None:
    with pytest.raises(AnswersError, match="missing"):
        assess_record(BANK, {"numb": "no"})


def test_missing_answers_are_accepted_on_request() -> None:
    found = check(partial=True, numb="no")
    assert (found.level, found.at_most, found.complete) == ("self_care", "same_day", False)


def test_missing_answers_are_accepted_in_a_certain_emergency() -> None:
    assert check(numb="yes").level == "emergency_now"
    assert not check(numb="yes").complete


@pytest.mark.parametrize("partial", [False, True])
def test_bad_answers_are_faults_and_those_missing_are_not_told_beside_them(partial: bool) -> None:
    faults, first = refused(partial, leg="left", zebra="yes")
    assert [fault.split(":")[0] for fault in faults] == ["zebra", "leg"]
    assert first == ""


@pytest.mark.parametrize("partial", [False, True])
def test_contradictions_are_faults(partial: bool) -> None:
    (fault,), _ = refused(partial, numb="no", leg="no", where="foot")
    assert fault.startswith("where: this question does not apply after leg: no ")


def test_a_bad_answer_is_a_fault_even_in_an_emergency_which_is_said_first() -> None:
    (fault,), first = refused(numb="yes", leg="left")
    assert fault.startswith("leg: ")
    assert first == (
        "Already certain from these answers: Title emergency_now (by emergency_now). I am numb."
    )


def test_what_must_be_seen_today_is_said_before_the_faults() -> None:
    said = "Already certain from these answers: Title same_day (by same_day)."
    assert refused(leg="yes", where="foot")[1] == said
    assert refused(numb="maybe", leg="yes", where="foot")[1] == said


def test_what_can_wait_until_tomorrow_is_not_said_before_the_faults() -> None:
    assert refused(numb="maybe", leg="yes", where="calf")[1] == ""


HIDDEN = tiny(
    (
        choice("leg", "no", "yes"),
        choice("weak", "no", "yes", "fast", ask_if=In("leg", ("yes",))),
        choice("numb", "no", "yes"),
        choice("since", "years", "new", follows=In("numb", ("yes",))),
        choice("pale", "no", "yes", ask_if=In("leg", ("yes",))),
    ),
    (
        rule("fast", "emergency_now", In("weak", ("fast",)), "same_day"),
        rule("weak", "same_day", In("weak", ("yes",))),
        rule("numb", "same_day", In("numb", ("yes",))),
        rule("since", "emergency_now", In("since", ("new",)), "same_day"),
        rule("pale", "emergency_now", In("pale", ("yes",))),
    ),
)
NOT_ASKED = "this question does not apply after leg: no"


@pytest.mark.parametrize(
    ("answers", "level", "could_be", "first"),
    [
        ({"weak": "no"}, None, None, ""),
        ({"weak": "yes"}, None, "same_day", "would mean help the same day: weak (same_day)."),
        ({"weak": "fast"}, None, "emergency_now", "would be an emergency: weak."),
        (
            {"weak": "fast", "numb": "yes"},
            "same_day",
            "emergency_now",
            "would be an emergency: weak. Already certain from these answers: same_day (same_day).",
        ),
        ({"weak": "no", "numb": "yes"}, "same_day", None, "same_day (same_day)."),
        ({"weak": "no", "numb": "unsure"}, "same_day", None, "same_day (same_day)."),
        (
            {"weak": "fast", "numb": "yes", "since": "new"},
            "emergency_now",
            None,
            "Already certain from these answers: emergency_now (emergency_now).",
        ),
    ],
)
def test_a_contradiction_says_what_is_urgent_with_and_without_its_answer(
    answers: dict[str, object], level: str | None, could_be: str | None, first: str
) -> None:
    with pytest.raises(AnswersError) as caught:
        assess_record(HIDDEN, {"leg": "no", **answers})
    (fault,) = caught.value.faults
    hint = "leave this answer out, or correct the other one"
    assert fault == Fault("contradiction", "weak", NOT_ASKED, hint)
    assert caught.value.first_line.endswith(first)
    urgent = caught.value.urgent
    assert (urgent and urgent.level, urgent and urgent.could_be) == (level, could_be)


def test_every_contradicted_answer_that_would_be_an_emergency_is_named() -> None:
    with pytest.raises(AnswersError) as caught:
        assess_record(HIDDEN, {"leg": "no", "weak": "fast", "pale": "yes"})
    said = "One of these answers would be an emergency: weak, pale."
    assert caught.value.first_line == said


def test_a_record_is_checked_and_assessed_for_the_purpose() -> None:
    record: dict[str, object] = {"numb": "no", "leg": "no", "purpose": "level"}
    found = assess_record(BANK, record, purpose=Purpose.LEVEL)
    assert (found.purpose, found.complete) == (Purpose.LEVEL, True)
    assert found.massage.verdict == "not_assessed"
    with pytest.raises(AnswersError, match="other_purpose"):
        assess_record(BANK, record)
