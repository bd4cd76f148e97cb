"""Follow-ups: the second step of a question, which can never disarm "not sure"."""

from __future__ import annotations

from itertools import product

import pytest

from assessed import assess_answers
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import assess
from sciatica_cli.core.conditions import FALSE, TRUE, UNKNOWN, AnyOf, Between, In
from sciatica_cli.core.flow import is_asked, progress, resolve
from tiny import choice, completions, many, number, possible_answers, rule, tiny

# The sign in a first step, when it began in a second, and how it went on in a third.
NUMB = choice("numb", "no", "yes", danger=True)
SINCE = choice("since", "years", "weeks", "new", unsure="", follows=In("numb", ("yes",)))
WORSE = choice("worse", "no", "yes", unsure="", follows=In("since", ("weeks",)))
NEW = In("since", ("new",))
TWO_STEPS = tiny(
    (NUMB, SINCE, WORSE),
    (
        rule("new", "emergency_now", AnyOf((NEW, In("worse", ("yes",)))), "same_day"),
        rule("weeks", "within_days", In("since", ("weeks",)), "routine"),
    ),
)


def by_hand(answers: Answers) -> tuple[str, str]:
    """The level and the highest level of the two-step questionnaire, without conditions."""
    numb, since, worse = (answers.get(name) for name in ("numb", "since", "worse"))
    if numb is None:
        return "self_care", "emergency_now"
    if numb == "no":
        return "self_care", "self_care"
    if numb == "unsure":
        return "same_day", "same_day"
    if since is None:
        return "self_care", "emergency_now"
    if since == "years":
        return "self_care", "self_care"
    if since == "new" or worse == "yes":
        return "emergency_now", "emergency_now"
    return "within_days", "within_days" if worse == "no" else "emergency_now"


def test_every_way_of_answering_two_steps_gives_the_level_worked_out_by_hand() -> None:
    names = [question.id for question in TWO_STEPS.questions]
    seen = 0
    for steps in range(len(names) + 1):
        for row in product(*map(possible_answers, TWO_STEPS.questions[:steps])):
            answers = dict(zip(names, row, strict=False))
            if resolve(TWO_STEPS, answers).faults:
                continue
            found = assess_answers(TWO_STEPS, answers)
            assert (found.level, found.at_most) == by_hand(answers), answers
            seen += 1
    assert seen == 9


def test_a_follow_up_is_asked_only_once_its_condition_is_certain() -> None:
    assert resolve(TWO_STEPS, {"numb": "no"}).missing == ()
    assert resolve(TWO_STEPS, {"numb": "unsure"}).missing == ()
    flow = resolve(TWO_STEPS, {"numb": "yes"})
    assert flow.missing == ("since", "worse")
    assert assess(flow).needed[0] == SINCE.id


def test_while_the_first_step_is_missing_the_second_may_still_be_asked() -> None:
    flow = resolve(TWO_STEPS, {})
    assert flow.missing == ("numb", "since", "worse")
    assert not is_asked(SINCE, flow.state)
    assert progress(flow, flow.missing) == (0, 1)
    assert resolve(TWO_STEPS, {"since": "years"}).faults == ()


@pytest.mark.parametrize("first", ["no", "unsure"])
def test_an_answer_to_a_follow_up_that_is_not_asked_is_a_contradiction(first: str) -> None:
    (fault,) = resolve(TWO_STEPS, {"numb": first, "since": "years"}).faults
    assert (fault.code, fault.path) == ("contradiction", "since")
    assert fault.message == f"this question does not apply after numb: {first}"


def test_a_chain_behind_not_sure_has_one_contradiction_and_counts_nothing() -> None:
    flow = resolve(TWO_STEPS, {"numb": "unsure", "since": "weeks", "worse": "no"})
    assert [fault.path for fault in flow.faults] == ["since"]
    assert flow.not_applicable == ("since", "worse")
    assert flow.state.values == {"numb": "unsure"}


@pytest.mark.parametrize(
    ("answers", "asked", "bounds"),
    [
        ({"a": ("none",), "b": "no"}, False, (FALSE, FALSE)),
        ({"a": ("unsure",), "b": "no"}, False, (UNKNOWN, UNKNOWN)),
        ({"a": ("x", "unsure"), "b": "no"}, True, (FALSE, TRUE)),
        ({"a": ("unsure",)}, True, (FALSE, TRUE)),  # as b may still be yes
        ({"a": ("none",)}, True, (FALSE, TRUE)),
        ({}, True, (FALSE, TRUE)),
    ],
)
def test_conditions_on_a_follow_up_have_the_values_of_its_own_condition_until_it_is_asked(
    answers: Answers, asked: bool, bounds: tuple[int, int]
) -> None:
    either = AnyOf((In("a", ("x",)), In("b", ("yes",))))
    weeks = number("weeks", 0, 9, follows=either)
    bank = tiny((many("a", "x", "y"), choice("b", "no", "yes", unsure=""), weeks), ())
    flow = resolve(bank, answers)
    assert ("weeks" in flow.missing) == asked
    for leaf in (Between("weeks", 2), Between("weeks", None, 2)):
        assert flow.state.bounds(leaf) == bounds


def test_a_condition_that_can_be_unknown_but_not_true_keeps_its_follow_up_open() -> None:
    """The parent is at best unknown, so the follow-up is not asked, but not harmless either."""
    both = In("a", ("x",))
    unsure = choice("b", "no", "yes", ask_if=both)
    bank = tiny((choice("a", "x", "y"), unsure, choice("c", "z", follows=In("b", ("yes",)))), ())
    flow = resolve(bank, {"b": "unsure"})
    assert flow.state.bounds(In("c", ("z",))) == (UNKNOWN, UNKNOWN)
    assert "c" not in flow.missing


def test_every_completion_of_a_first_step_stays_within_its_bounds() -> None:
    for answers in ({}, {"numb": "yes"}, {"numb": "yes", "since": "weeks"}):
        now = assess_answers(TWO_STEPS, dict(answers))
        for complete in completions(TWO_STEPS, dict(answers)):
            assert now.level <= assess_answers(TWO_STEPS, complete).level <= now.at_most
