"""What is asked next, what is no longer applicable, and which answers are contradictions."""

from __future__ import annotations

import pytest

from sciatica_cli.core.assess import assess
from sciatica_cli.core.conditions import AllOf, AnyOf, In
from sciatica_cli.core.flow import missing_answer, progress, resolve
from tiny import choice, many, tiny

BANK = tiny(
    (
        choice("leg", "no", "yes"),
        choice("where", "calf", "foot", ask_if=In("leg", ("yes",))),
        choice("toe", "big", "small", ask_if=In("where", ("foot",))),
        choice("age", "young", "old", unsure=""),
    ),
    (),
)


def test_the_first_question_without_an_answer_is_asked_next() -> None:
    assert assess(resolve(BANK, {})).needed[0] == "leg"
    assert assess(resolve(BANK, {"leg": "no"})).needed[0] == "age"
    assert assess(resolve(BANK, {"leg": "no", "age": "old"})).needed == ()


def test_a_missing_answer_is_a_fault_at_its_question() -> None:
    assert missing_answer("leg").line() == "leg: has no answer [missing]"


def test_a_question_is_asked_behind_an_unsure_answer() -> None:
    assert resolve(BANK, {"leg": "unsure"}).missing == ("where", "toe", "age")


def test_a_question_that_depends_on_a_missing_answer_is_missing_too() -> None:
    flow = resolve(BANK, {})
    assert flow.missing == ("leg", "where", "toe", "age")
    assert not flow.complete


def test_an_answer_to_a_question_not_asked_contradicts_the_one_that_hides_it() -> None:
    flow = resolve(BANK, {"leg": "no", "where": "calf", "age": "old"})
    assert flow.not_applicable == ("where",)
    (fault,) = flow.faults
    assert fault.code == "contradiction"
    assert fault.line() == (
        "where: this question does not apply after leg: no "
        "(leave this answer out, or correct the other one) [contradiction]"
    )


def test_questions_that_are_not_asked_are_hidden_whether_answered_or_not() -> None:
    assert resolve(BANK, {"leg": "no", "where": "calf"}).state.hidden.keys() == {"where", "toe"}
    assert resolve(BANK, {}).state.hidden == {}


def test_in_a_chain_only_the_first_contradiction_is_reported() -> None:
    flow = resolve(BANK, {"leg": "no", "where": "foot", "toe": "big", "age": "old"})
    assert flow.not_applicable == ("where", "toe")
    assert [fault.path for fault in flow.faults] == ["where"]


def test_a_contradiction_names_a_hiding_question_that_was_not_asked_itself() -> None:
    flow = resolve(BANK, {"leg": "no", "toe": "big", "age": "old"})
    (fault,) = flow.faults
    assert "after where (not asked)" in fault.message


def test_a_contradiction_names_every_answer_that_caused_it() -> None:
    either = AnyOf((In("a", ("x",)), In("b", ("x",))))
    bank = tiny((choice("a", "x", "y"), choice("b", "x", "y"), choice("c", "x", ask_if=either)), ())
    (fault,) = resolve(bank, {"a": "y", "b": "y", "c": "x"}).faults
    assert "after a: y, b: y" in fault.message


def test_a_contradiction_names_what_was_not_asked_beside_what_was_answered() -> None:
    ask = AnyOf((In("where", ("foot",)), In("age", ("old",))))
    shoe = choice("shoe", "wide", ask_if=ask)
    bank = tiny((*BANK.questions, shoe), ())
    (fault,) = resolve(bank, {"leg": "no", "age": "young", "shoe": "wide"}).faults
    assert "after where (not asked), age: young" in fault.message


def test_a_contradiction_names_only_the_answers_that_hide_the_question() -> None:
    both = AllOf((In("a", ("x",)), In("b", ("x",))))
    bank = tiny((choice("a", "x", "y"), choice("b", "x", "y"), choice("c", "x", ask_if=both)), ())
    (fault,) = resolve(bank, {"b": "y", "c": "x"}).faults  # a is missing, and may still be x
    assert fault.message == "this question does not apply after b: y"


def test_a_contradiction_names_every_choice_that_was_ticked() -> None:
    bank = tiny((many("signs", "x", "y", "z"), choice("b", "x", ask_if=In("signs", ("z",)))), ())
    (fault,) = resolve(bank, {"signs": ("x", "y"), "b": "x"}).faults
    assert fault.message == "this question does not apply after signs: x, y"


def test_nothing_is_contradicted_while_the_parent_is_missing_or_unsure() -> None:
    assert resolve(BANK, {"where": "calf"}).faults == ()
    assert resolve(BANK, {"leg": "unsure", "where": "calf"}).faults == ()


def test_what_an_unsure_answer_hides_is_remembered_with_its_condition() -> None:
    new = In("sign", ("yes",))
    bank = tiny((choice("sign", "no", "yes"), choice("when", "old", "new", follows=new)), ())
    assert resolve(bank, {"sign": "unsure"}).state.open_behind == {"when": new}
    assert resolve(bank, {"sign": "no"}).state.open_behind == {}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, (0, 2)),
        ({"leg": "yes"}, (1, 3)),
        ({"leg": "yes", "where": "foot"}, (2, 4)),
        ({"leg": "no"}, (1, 2)),
        ({"leg": "no", "age": "old"}, (2, 2)),
    ],
)
def test_progress_counts_what_is_certain_to_be_asked(
    answers: dict[str, str], expected: tuple[int, int]
) -> None:
    flow = resolve(BANK, dict(answers))
    assert progress(flow, flow.missing) == expected


def test_progress_includes_a_question_that_may_still_be_asked() -> None:
    bank = tiny((choice("a", "x"), choice("b", "x", ask_if=In("a", ("x",)))), ())
    assert progress(resolve(bank, {"a": "unsure"}), ("b",)) == (1, 2)
