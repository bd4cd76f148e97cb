"""Many lines at once give the same as each line alone, and every bad line its faults."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sciatica_cli.batch.assessor as module
from compact import compact
from recorded import line
from scenarios import all_cases, answers_of
from sciatica_cli.bank.loader import load
from sciatica_cli.batch.assessor import Assessor
from sciatica_cli.batch.rows import ID, LINE, nested_writer
from sciatica_cli.core.answers import SCHEMA, as_record
from sciatica_cli.core.conditions import Between, In
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.outcomes import OutcomeExpressions
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.result_columns import result_table
from tiny import (
    any_answer,
    choice,
    examples,
    many,
    number,
    questionnaires,
    rule,
    some_answers,
    tiny,
)

SHIPPED = load()
CASES = [as_record(answers_of(SHIPPED, case)) for _, case in all_cases()[::4]]


def assessor_of(
    questionnaire: Questionnaire, partial: bool = False, purpose: Purpose = Purpose.ALL
) -> Assessor:
    outcomes = OutcomeExpressions(questionnaire)
    writer = nested_writer({"id": (ID,), "line": (LINE,), **result_table(outcomes, purpose)})
    return Assessor(outcomes, writer, purpose, partial=partial)


ASSESSORS = {False: assessor_of(SHIPPED), True: assessor_of(SHIPPED, partial=True)}


def both(
    lines: list[bytes], partial: bool = False, questionnaire: Questionnaire = SHIPPED
) -> tuple[list[Any], list[Any]]:
    """What the lines give together, and what each gives as a single record."""
    shipped = questionnaire is SHIPPED
    assessor = ASSESSORS[partial] if shipped else assessor_of(questionnaire, partial)
    rows = assessor.assess(1, lines).rows
    together = [json.loads(rows[place]) for place in range(len(lines))]
    numbered = enumerate(lines, start=1)
    return together, [compact(questionnaire, text, number, partial) for number, text in numbered]


def test_an_earlier_name_of_a_choice_counts_as_the_choice() -> None:
    signs = many("d", "x", "y", earlier={"x": ("ex",), "none": ("nothing",)})
    questions = (choice("a", "x", "y", earlier={"y": ("why",)}, was=("old_a",)), signs)
    rules = (rule("r", "routine", In("a", ("y",))), rule("s", "same_day", In("d", ("x",))))
    records: list[dict[str, Any]] = [
        {"a": "why", "d": ["y", "ex"]},
        {"old_a": "why", "d": ["nothing"]},
        {"a": "x", "d": ["ex", "x"]},
        {"a": "x", "d": ["nothing", "ex"]},
        {"a": "ex", "d": ["why"]},
    ]
    together, alone = both(list(map(line, records)), questionnaire=tiny(questions, rules))
    assert together == alone
    assert [row.get("level") for row in together] == ["same_day", "routine", "same_day", None, None]


@pytest.mark.parametrize("every", [4, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("purpose", [Purpose.LEVEL, Purpose.MASSAGE])
def test_every_scenario_gives_the_same_line_both_ways_for_a_purpose(
    purpose: Purpose, every: int
) -> None:
    """Complete, with every second or third question, and partial."""
    cases = CASES[::every]
    shorter = [dict(list(record.items())[:: 1 + place % 3]) for place, record in enumerate(cases)]
    lines = [line(record) for record in (*cases, *shorter)]
    for partial in (False, True):
        rows = assessor_of(SHIPPED, partial, purpose).assess(1, lines).rows
        alone = [
            compact(SHIPPED, text, number, partial, purpose)
            for number, text in enumerate(lines, start=1)
        ]
        assert [json.loads(rows[place]) for place in range(len(lines))] == alone


@given(st.data())
@examples(40)
def test_random_questionnaires_give_the_same_line_both_ways_for_a_purpose(
    data: st.DataObject,
) -> None:
    questionnaire = data.draw(questionnaires())
    lines = [line(data.draw(some_answers(questionnaire))) for _ in range(3)]
    for purpose in (Purpose.LEVEL, Purpose.MASSAGE):
        rows = assessor_of(questionnaire, purpose=purpose).assess(1, lines).rows
        for place, text in enumerate(lines):
            alone = compact(questionnaire, text, place + 1, purpose=purpose)
            assert json.loads(rows[place]) == alone


@pytest.mark.parametrize("partial", [False, True], ids=["whole", "partial"])
def test_every_scenario_gives_the_same_line_both_ways(partial: bool) -> None:
    together, alone = both([line(record) for record in CASES], partial)
    assert together == alone


GOOD = CASES[0]
FAULTY: list[bytes] = [
    b"[]",
    b"{",
    b'{"id": 1} {"id": 2}',
    b"\xff\xfe",
    line(GOOD)[:-1] + b', "saddle": "no"}',  # a duplicate key
    line(GOOD | {"sadle": "no"}),
    line(GOOD | {"saddle": "new"}),
    line(GOOD | {"saddle": ["no"]}),
    line(GOOD | {"age": 130}),
    line(GOOD | {"age": True}),
    line(GOOD | {"age": 42.5}),
    line(GOOD | {"look": []}),
    line(GOOD | {"look": ["none", "blisters"]}),
    line(GOOD | {"look": ["blisters", "blisters"]}),
    line(GOOD | {"preg_signs": ["none"]}),  # it is not asked
    line(GOOD | {"saddle": None}),  # missing
    line(GOOD | {"id": "x" * 201}),
    line(GOOD | {"id": "two\nlines"}),
    line(GOOD | {"id": True}),
    line(GOOD | {"id": 10**200}),
    line(GOOD | {"id": -(10**200)}),
    line(GOOD | {"look": ["blisters"] * 60}),
    line(GOOD | {"look": [["blisters"]]}),
    line(GOOD | {"saddle": "x" * 60}),
    line(GOOD | {"schema": "sciatica.answers/3"}),
    line(GOOD | {"purpose": "level"}),
    line(GOOD | {"region": 44}),
    line(GOOD | {"answered_by": "me"}),
    line(GOOD | {"answered_at": "now"}),
    b"[" * 100_000,
]
UNUSUAL: list[bytes] = [
    line(GOOD | {"id": "a:b", "schema": SCHEMA, "questionnaire": "1", "answered_at": 5}),
    line(GOOD | {"schema": "sciatica.answers/1", "purpose": "all", "region": "GB"}),
    line(GOOD | {"id": 7}),
    line(GOOD | {"id": None}),
    line(GOOD | {"id": 44.0, "age": 42.0, "answered_at": 5e0}),
    line(GOOD | {"id": "\N{ZERO WIDTH JOINER}\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"}),
    line(GOOD | {"id": 'quo"ted \\ é'}),
    json.dumps(GOOD | {"id": "é"}, ensure_ascii=False).encode(),
    line({"saddle": "recent"}),  # an emergency, whatever is missing
    line({"age": 12, "saddle": "recent"}),
    b"  " + line(GOOD) + b"\r\n",
]


def test_a_bad_line_gives_its_faults_and_does_not_touch_its_neighbours() -> None:
    lines = [line(GOOD), *FAULTY, *UNUSUAL, line(GOOD)]
    together, alone = both(lines)
    assert together == alone
    schemas = [row["schema"] for row in together]
    bad = ["sciatica.faults/1"] * len(FAULTY)
    assert schemas[1 : len(FAULTY) + 1] == bad
    assert set(schemas[len(FAULTY) + 1 :]) == {"sciatica.result/2"}
    numbers = [row["line"] for row in together]
    assert numbers == list(range(1, len(lines) + 1))


def test_true_and_false_answer_a_yes_no_question() -> None:
    case = next(c for _, c in all_cases() if (c.get("set") or {}).get("harm_now") == "yes")
    asked = as_record(answers_of(SHIPPED, case))
    together, _ = both([line(asked), line(asked | {"harm_now": True})])
    first, second = (row | {"line": 0} for row in together)
    assert first == second


def test_good_lines_are_assessed_together_and_not_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def alone(*args: object) -> Any:
        raise AssertionError(args)

    monkeypatch.setattr(module, "read_record", alone)
    everything = [case for _, case in all_cases()[::4] if not case.get("partial")]
    plain = [as_record(answers_of(SHIPPED, case)) for case in everything]
    assessed = ASSESSORS[False].assess(1, [line(record) for record in plain])
    assert len(assessed.rows) == len(plain) > 100
    assert not assessed.refused


@given(st.data())
@examples(40)
def test_random_answers_give_the_same_both_ways(data: st.DataObject) -> None:
    records: list[dict[str, Any]] = []
    for _ in range(4):
        record = as_record(data.draw(some_answers(SHIPPED, missing=data.draw(st.booleans()))))
        question = data.draw(st.sampled_from(SHIPPED.questions))
        if data.draw(st.booleans()):  # perhaps a contradiction
            record |= {question.id: data.draw(any_answer(question))}
        if data.draw(st.booleans()):  # perhaps a fault
            record |= {question.id: data.draw(st.sampled_from(["yes", "unsure", 3, ["none"], {}]))}
        records.append(record)
    for partial in (False, True):
        together, alone = both([line(record) for record in records], partial)
        assert together == alone


@given(st.data())
@examples(40)
def test_random_questionnaires_give_the_same_both_ways(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    lines = [line(as_record(data.draw(some_answers(questionnaire)))) for _ in range(5)]
    for partial in (False, True):
        together, alone = both(lines, partial, questionnaire)
        assert together == alone


def test_a_question_with_very_many_answers_is_remembered_in_part_only() -> None:
    old = Between("n", at_least=9_000)
    questions = (number("n", maximum=10_000), choice("a", "x", "y"))
    assessor = assessor_of(tiny(questions, (rule("r", "routine", old),)))
    lines = [line({"n": n, "a": "x"}) for n in range(10_000)]
    rows = assessor.assess(1, lines).rows
    together = [json.loads(rows[place])["level"] for place in range(len(lines))]
    assert together == ["self_care"] * 9_000 + ["routine"] * 1_000
