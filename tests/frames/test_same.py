"""A data frame gives, row by row, what the evaluator gives for one record."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rows import Record, expected, table_of
from scenarios import all_cases, answers_of
from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import as_record
from sciatica_cli.core.conditions import Between, In
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.questions import NONE, Question
from sciatica_cli.frames import score, score_table
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

Scored = Callable[..., pl.DataFrame]


def eagerly(table: pl.DataFrame, *more: Any, **options: Any) -> pl.DataFrame:
    return score(table, *more, **options)


def lazily(table: pl.DataFrame, *more: Any, **options: Any) -> pl.DataFrame:
    return score(table.lazy(), *more, **options).collect()


def by_duckdb(table: pl.DataFrame, *more: Any, **options: Any) -> pl.DataFrame:
    with duckdb.connect() as connection:
        connection.register("answers", table.to_arrow())
        return in_polars(score(connection.table("answers"), *more, **options).read_all())


def by_pyarrow(table: pl.DataFrame, *more: Any, **options: Any) -> pl.DataFrame:
    return in_polars(score_table(table.to_arrow(), *more, **options))


def in_polars(table: Any) -> pl.DataFrame:
    found = pl.from_arrow(table)
    assert isinstance(found, pl.DataFrame)
    return found


ENGINES = [eagerly, lazily, by_duckdb, by_pyarrow]


def rows(found: pl.DataFrame) -> list[Record]:
    return [{k: v for k, v in row.items() if k != "id"} for row in found.to_dicts()]


@cache
def cases() -> list[Record]:
    return [as_record(answers_of(SHIPPED, case)) for _, case in all_cases()]


@cache
def expected_of_scenarios(every: int) -> list[Record]:
    return [expected(SHIPPED, record) for record in cases()[::every]]


@pytest.mark.parametrize(
    ("engine", "every"),
    [
        (eagerly, 6),
        (by_pyarrow, 30),
        *(
            pytest.param(engine, every, marks=pytest.mark.slow)
            for engine, every in ((eagerly, 1), (by_pyarrow, 5), (by_duckdb, 5))
        ),
    ],
)
def test_every_scenario(engine: Scored, every: int) -> None:
    found = engine(table_of(SHIPPED, cases()[::every]))
    assert found["id"].to_list() == list(range(len(cases()[::every])))  # in order
    assert rows(found) == expected_of_scenarios(every)


@pytest.mark.parametrize(
    ("engine", "partial", "every"),
    [
        (lazily, False, 12),
        pytest.param(lazily, False, 3, marks=pytest.mark.slow),
        pytest.param(by_duckdb, True, 10, marks=pytest.mark.slow),
    ],
)
def test_every_scenario_with_an_answer_missing(engine: Scored, partial: bool, every: int) -> None:
    names = [question.id for question in SHIPPED.questions]
    records = [
        {name: answer for name, answer in record.items() if name != names[place % len(names)]}
        for place, record in enumerate(cases()[::every])
    ]
    found = engine(table_of(SHIPPED, records, lists=partial), partial=partial)
    assert rows(found) == [expected(SHIPPED, record, partial) for record in records]


def faulty_answers(question: Question) -> list[Any]:
    """Answers with a fault, of the right type."""
    if question.kind in ("number", "scale"):
        return [question.minimum - 1, question.maximum + 1]
    if question.kind != "many":
        return ["", "unknown"]
    first = question.choices[0].id
    return [[], [first, NONE], [first, first], ["unknown"], ["unknown", first], ["unknown"] * 2]


@st.composite
def records_of(draw: st.DrawFn, questionnaire: Questionnaire) -> list[Record]:
    """Good answers, contradictions and faults."""
    records: list[Record] = []
    for _ in range(8):
        record: Record = dict(draw(some_answers(questionnaire, missing=draw(st.booleans()))))
        for question in draw(st.lists(st.sampled_from(questionnaire.questions), max_size=3)):
            faulty = st.sampled_from(faulty_answers(question))
            record[question.id] = draw(any_answer(question) | any_answer(question) | faulty)
        records.append(record)
    return records


def as_ticks(questionnaire: Questionnaire, record: Record) -> Record:
    """The record as far as a column for each choice can tell it: in order, each once."""
    ticks = dict(record)
    for question in questionnaire.questions:
        answer = record.get(question.id)
        if question.kind == "many" and answer is not None:
            ticks[question.id] = [value for value in question.values if value in answer]
    return ticks


def check(engine: Scored, questionnaire: Questionnaire, records: list[Record]) -> None:
    ticked = [as_ticks(questionnaire, record) for record in records]
    for given_records, lists, partial in ((records, True, False), (ticked, False, True)):
        found = engine(
            table_of(questionnaire, given_records, lists), questionnaire, partial=partial
        )
        assert rows(found) == [expected(questionnaire, one, partial) for one in given_records]


@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data())
@examples(12)
def test_random_questionnaires(engine: Scored, data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    check(engine, questionnaire, data.draw(records_of(questionnaire)))


def test_every_fault_of_every_shipped_question() -> None:
    records = [
        {**cases()[place % len(cases())], question.id: answer}
        for question in SHIPPED.questions
        for place, answer in enumerate(faulty_answers(question))
    ]
    check(eagerly, SHIPPED, records)


@pytest.mark.parametrize("every", [600, pytest.param(300, marks=pytest.mark.slow)])
def test_every_shipped_question_answered_where_it_may_not_be_asked(every: int) -> None:
    records = [
        {**case, question.id: question.least_severe}
        for question in SHIPPED.questions
        for case in cases()[::every]
    ]
    check(eagerly, SHIPPED, records)


RENAMED = tiny(
    (
        choice("a", "x", "y", earlier={"y": ("ex", "why")}, was=("old_a",)),
        many("d", "x", "y", earlier={"x": ("ex", "chi"), "none": ("nothing",)}, was=("old_d",)),
    ),
    (rule("r", "routine", In("a", ("y",))), rule("s", "same_day", In("d", ("x",)))),
)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_earlier_name_of_a_choice_counts_as_the_choice(engine: Scored) -> None:
    lists = (
        *(["ex"], ["y", "chi"], ["chi", "x"], ["nothing"], ["nothing", "none"], ["unsure", "ex"]),
        *(["ex", "ex"], ["nothing", "ex"], ["why"], ["x", "why"], [], None),
    )
    texts = ("ex", "why", "y", "x", "chi", None)
    records = [{"a": a, "d": d} for a in texts for d in lists]
    table = table_of(RENAMED, records, lists=True)
    for names in ({}, {"a": "old_a", "d": "old_d"}):
        found = engine(table.rename(names), RENAMED)
        assert rows(found) == [expected(RENAMED, record) for record in records]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_of_an_earlier_name_of_a_choice_counts_as_its_column(engine: Scored) -> None:
    records = [{"a": "x", "d": d} for d in (["x"], ["y"], ["x", "y"], ["none"], None)]
    table = table_of(RENAMED, records)
    for name in ("d__chi", "old_d__ex"):
        found = engine(table.rename({"d__x": name, "d__none": "d__nothing"}), RENAMED)
        assert rows(found) == [expected(RENAMED, record) for record in records]


CHAIN = tiny(
    (
        choice("a", "x", "y"),
        choice("b", "x", "y", ask_if=In("a", ("x",))),
        choice("c", "x", "y", ask_if=In("b", ("x",))),
        many("d", "x", "y", ask_if=In("c", ("y",))),
        number("e", ask_if=In("d", ("x",))),
    ),
    (rule("r", "routine", In("a", ("x",))),),
)


@pytest.mark.parametrize(
    ("record", "problems"),
    [
        ({"a": "y", "b": "x", "c": "y"}, "contradiction:b"),
        ({"a": "y", "c": "y"}, "contradiction:c"),
        ({"a": "y", "b": "y", "c": "y", "d": ["x"]}, "contradiction:b contradiction:c"),
        ({"a": "y", "d": ["none"], "e": 1}, "contradiction:d contradiction:e"),
        ({"a": "y", "b": "z", "c": "y"}, "not_a_choice:b contradiction:c"),
        ({"a": "y", "d": ["none", "x"], "e": 4}, "none_not_alone:d out_of_range:e"),
        ({"b": "x", "c": "y"}, "missing:a missing:d missing:e"),
        ({"a": "z", "b": "x", "c": "x", "d": ["x"]}, "not_a_choice:a contradiction:d"),
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_of_a_chain_of_contradictions_the_first_is_named(
    engine: Scored, record: Record, problems: str
) -> None:
    (found,) = rows(engine(table_of(CHAIN, [record], lists=True), CHAIN))
    assert found == expected(CHAIN, record)
    assert found["problems"] == problems


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_without_a_fraction_is_a_whole_number(engine: Scored) -> None:
    tiny_one = tiny((number("n", maximum=200),), (rule("r", "routine", Between("n", 3, 200)),))
    table = pl.DataFrame({"n": [3.0, 2.0, 2.5, None, 201.0, float("inf")]})
    found = engine(table, tiny_one, partial=True)
    assert found["level"].to_list()[:2] == ["routine", "self_care"]
    codes = ["", "", "wrong_type:n", "", "out_of_range:n", "wrong_type:n"]
    assert [problem or "" for problem in found["problems"].to_list()] == codes
