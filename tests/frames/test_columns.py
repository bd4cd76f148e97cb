"""Which columns a data frame may have, of which types, and what is said of others."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from rows import result_columns, table_of
from scenarios import answers_of, bases
from sciatica_cli import FaultError
from sciatica_cli.bank.loader import load
from sciatica_cli.core.conditions import In
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.questions import Choice, YesNoQuestion
from sciatica_cli.exits import status_of
from sciatica_cli.frames import score, score_table
from tiny import choice, many, number, rule, tiny

SHIPPED = load()
YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
TINY = tiny(
    (
        choice("a", "x", "y", was=("old_a",)),
        many("m", "x", "y", was=("old_m",)),
        many("p", "x", "y", unsure=""),
        number("n", maximum=200),
        YesNoQuestion("q", "s", "q?", "q", choices=YES_NO),
    ),
    (rule("r", "same_day", In("m", ("x",))), rule("s", "routine", In("a", ("unsure",)))),
)
GOOD: dict[str, list[Any]] = {
    "a": ["x"],
    "m__x": [True],
    "m__none": [False],
    "p__none": [True],
    "n": [3],
    "q": ["no"],
}


def problems(columns: dict[str, Any], questionnaire: Questionnaire = TINY, **more: Any) -> Any:
    return faults_in(score(pl.DataFrame(columns), questionnaire, **more)["problems"].to_list())


def faults_in(problems: list[str | None]) -> list[str | None]:
    """The problems alone, without the urgent level that may follow them."""
    urgent = ("level:", "could_be:")
    return [
        text and " ".join(p for p in text.split() if not p.startswith(urgent)) for text in problems
    ]


def faults(columns: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(FaultError) as caught:
        score(pl.DataFrame(columns), TINY, **more)
    return [(fault.code, fault.path) for fault in caught.value.faults]


# ------------------------------------------------ what comes out


def test_the_columns_of_results_and_their_types() -> None:
    table = table_of(SHIPPED, [dict(answers_of(SHIPPED, {"base": name})) for name in bases()])
    found = score(table)
    assert found.columns == ["id", *result_columns(SHIPPED), "problems"]
    others = {name: str(kind) for name, kind in found.schema.items() if kind != pl.Categorical}
    values = {f"scores__{one.id}__value": "Int64" for one in SHIPPED.scores}
    texts = dict.fromkeys(("rules", "open", "problems"), "String")
    assert others == {"id": "Int64", "complete": "Boolean", **values, **texts}


def test_what_is_kept_comes_first_and_unchanged() -> None:
    table = {"site": ["B", "A"], "n": [1, 2], "when": [None, 2.5]}
    found = score(pl.DataFrame(table), TINY, keep=("when", "site", "n", "id"), partial=True)
    assert found.columns[:4] == ["when", "site", "n", "purpose"]
    assert found.select("when", "site", "n").to_dict(as_series=False) == {
        name: table[name] for name in ("when", "site", "n")
    }
    for column in ("n", "id"):
        assert score(pl.DataFrame({column: [1, 2]}), TINY, keep=(), partial=True).height == 2


def test_frames_that_differ_only_in_the_words_of_a_kept_column() -> None:
    for words in ["a", "b"], ["x", "y"], ["b", "a"]:
        frame = pl.DataFrame({"id": pl.Series(words, dtype=pl.Enum(words)), "n": [1, 2]})
        assert score(frame, TINY, partial=True)["id"].equals(frame["id"])


@pytest.mark.parametrize("kind", [pl.Int128, pl.Object])
def test_a_column_that_arrow_cannot_hold_is_named(kind: Any) -> None:
    assert faults({"id": pl.Series([None], dtype=kind)}) == [("wrong_type", "id")]


def test_a_lazy_frame_stays_lazy_and_errors_show_no_answer() -> None:
    table = pl.DataFrame(GOOD)
    lazy = score(table.lazy(), TINY)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(score(table, TINY))
    rows = pl.DataFrame({"id": range(9), "a": ["x", "y", "unsure"] * 3})
    unsure = pl.col("level") == "routine"
    queries: tuple[Callable[[Any], Any], ...] = (
        lambda found: found.head(4).filter(unsure),
        lambda found: found.filter(unsure).head(2),
        lambda found: found.slice(2, 4).filter(unsure).select("id"),
    )
    for query in queries:
        answer = query(score(rows.lazy(), TINY, partial=True))
        whole = query(score(rows, TINY, partial=True))
        for engine in ("in-memory", "streaming"):
            assert answer.collect(engine=engine).equals(whole)
            assert whole.height > 0
    with duckdb.connect() as connection:
        reader = score(connection.sql("select 'x' as a, 3 as n"), TINY, partial=True)
        assert isinstance(reader, pa.RecordBatchReader)
        with duckdb.connect() as another:  # the first one is busy until all is read
            query = "select level, count(*) from reader group by level"
            assert another.sql(query).fetchall() == [("self_care", 1)]
    with pytest.raises(TypeError):
        score({"a": ["secret"]}, TINY)


@pytest.mark.parametrize("columns", [{"id": pl.Series([], dtype=pl.Int64)}, {"id": [1, 2]}])
def test_without_rows_or_answers(columns: dict[str, Any]) -> None:
    found = score(pl.DataFrame(columns), TINY)
    missing = "missing:a missing:m missing:p missing:n missing:q"
    assert found["problems"].to_list() == [missing] * len(columns["id"])
    found = score(pl.DataFrame(columns), TINY, partial=True)
    assert found["at_most"].to_list() == ["same_day"] * len(columns["id"])


# ------------------------------------------------ what goes in


def test_a_row_with_one_column_for_each_choice() -> None:
    assert problems(GOOD) == [None]
    assert problems({**GOOD, "m__x": [None], "m__none": [None]}) == ["missing:m"]
    assert problems({**GOOD, "m__x": [None]}) == ["empty_list:m"]
    assert problems({**GOOD, "m__x": [False]}) == ["empty_list:m"]
    assert problems({**GOOD, "m__x": [True], "m__none": [True]}) == ["none_not_alone:m"]
    assert problems({**GOOD, "m__unsure": [True]}) == [None]
    assert problems({**GOOD, "m__none": [True], "m__x": [False], "m__unsure": [True]}) == [
        "none_not_alone:m"
    ]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (["x"], None),
        (["y", "unsure", "x"], None),
        (["none"], None),
        (None, "missing:m"),
        ([], "empty_list:m"),
        (["x", "x"], "repeated:m"),
        (["x", "z"], "not_a_choice:m"),
        (["z", "z"], "not_a_choice:m"),
        (["none", "none"], "repeated:m"),
        (["none", "x"], "none_not_alone:m"),
        (["x", None], "wrong_type:m"),
        ([None], "wrong_type:m"),
    ],
)
def test_a_row_with_a_list(answer: list[str | None] | None, problem: str | None) -> None:
    lists = [["x"], answer, ["y"]]
    columns = {"a": ["x"] * 3, "p": [["x"]] * 3, "n": [3] * 3, "q": ["no"] * 3}
    table = pl.DataFrame({**columns, "m": pl.Series(lists, dtype=pl.List(pl.String))})
    arrow = table.to_arrow()
    with duckdb.connect() as connection:
        connection.register("answers", arrow)
        by_duckdb = score(connection.table("answers"), TINY).read_all()
    assert faults_in(score(table, TINY)["problems"].to_list()) == [None, problem, None]
    assert faults_in(by_duckdb["problems"].to_pylist()) == [None, problem, None]
    assert faults_in(score(arrow.slice(1), TINY)["problems"].to_pylist()) == [problem, None]


def test_yes_and_no_as_text_or_boolean() -> None:
    for answer, problem in [
        ("yes", None),
        (True, None),
        (False, None),
        ("Yes", "not_a_choice:q"),
        (None, "missing:q"),
    ]:
        assert problems({**GOOD, "q": [answer]}) == [problem]


def test_numbers_at_their_ends() -> None:
    for answer, problem in [
        (0, None),
        (200, None),
        (-1, "out_of_range:n"),
        (201, "out_of_range:n"),
    ]:
        assert problems({**GOOD, "n": pl.Series([answer], dtype=pl.Int16)}) == [problem]
    small = pl.Series([127, None], dtype=pl.Int8)  # a type that cannot hold the ends
    two = {name: values * 2 for name, values in GOOD.items()}
    assert problems({**two, "n": small}) == [None, "missing:n"]


def test_texts_that_are_categories() -> None:
    for kind in (pl.Categorical, pl.Enum(["x", "stranger"])):
        assert problems({**GOOD, "a": pl.Series(["x"], dtype=kind)}) == [None]
    category = pl.Series(["stranger"], dtype=pl.Categorical)
    assert problems({**GOOD, "a": category}) == ["not_a_choice:a"]


def test_a_column_of_nothing_is_missing_whatever_its_type() -> None:
    empty = {name: [None] for name in GOOD}
    for table in (pl.DataFrame(empty), pa.table(empty)):
        (found,) = list(score(table, TINY)["problems"])
        assert str(found) == "missing:a missing:m missing:p missing:n missing:q"


def test_names_that_a_question_once_had() -> None:
    renamed = {
        "old_a" if name == "a" else name.replace("m__", "old_m__"): v for name, v in GOOD.items()
    }
    assert problems(renamed) == [None]
    assert faults({**GOOD, "old_a": ["x"]}) == [("repeated", "old_a")]
    assert faults({**GOOD, "old_m__x": [True]}) == [("repeated", "old_m__x")]
    assert faults({**GOOD, "m": [["x"]]}) == [("repeated", "m")]


def test_two_columns_of_one_name_are_refused() -> None:
    with duckdb.connect() as connection:
        for name, code in (("a", "repeated"), ("A", "unknown_column")):
            relation = connection.sql(f"select 'x' as a, 3 as n, 'y' as {name}")
            with pytest.raises(FaultError) as caught:
                score(relation, TINY)
            assert [(f.code, f.path) for f in caught.value.faults] == [(code, name)]
    twice = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], names=["a", "a"])
    with pytest.raises(FaultError, match="repeated"):
        score(twice, TINY)


def test_an_emergency_is_reported_in_spite_of_a_fault() -> None:
    (found,) = score(pl.DataFrame({**GOOD, "n": [999]}), TINY)["problems"].to_list()
    assert found == "out_of_range:n level:same_day"


def test_columns_that_match_no_question() -> None:
    assert faults({**GOOD, "nn": [1], "m__z": [True], "x" * 50: [1]}) == [
        ("unknown_column", "nn"),
        ("unknown_column", "m__z"),
        ("unknown_column", "x" * 39 + "…"),
    ]
    with pytest.raises(FaultError) as caught:
        score(pl.DataFrame({"sadle": ["no"]}))
    assert caught.value.faults[0].hint == "did you mean saddle?"
    assert status_of(caught.value) == 65
    assert faults({**GOOD, "level": ["x"]}, keep=("id", "level")) == [("repeated", "level")]


def test_what_a_record_says_of_itself_is_checked_as_in_json() -> None:
    sound = {
        "id": [1.5],
        "schema": ["sciatica.answers/2"],
        "questionnaire": ["2026.12"],
        "answered_at": [1_790_000_000],
        "purpose": ["all"],
        "region": [None],
        "answered_by": ["helper"],
    }
    assert problems({**sound, **GOOD}) == [None]
    assert problems({**GOOD, "schema": ["sciatica.answers/9"]}) == ["bad_schema:schema"]
    assert problems({**GOOD, "purpose": ["level"]}) == ["other_purpose:purpose"]
    assert problems({**GOOD, "purpose": ["level"]}, purpose="level", partial=True) == [None]
    assert faults({**GOOD, "answered_at": ["today"], "questionnaire": [2.5]}) == [
        ("wrong_type", "questionnaire"),
        ("wrong_type", "answered_at"),
    ]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("a", [1]),
        ("a", [True]),
        ("a", [["x"]]),
        ("n", ["3"]),
        ("n", [True]),
        ("q", [1]),
        ("m__x", [1]),
        ("m__x", ["true"]),
        ("p", ["x"]),
        ("p", [[1]]),
    ],
)
def test_columns_of_a_wrong_type(name: str, values: list[Any]) -> None:
    columns = {key: value for key, value in GOOD.items() if key != f"{name}__none"}
    assert faults({**columns, name: values}) == [("wrong_type", name)]


def test_all_faults_of_columns_are_reported_at_once_and_no_answer() -> None:
    with pytest.raises(FaultError) as caught:
        score(pl.DataFrame({"a": [1.5], "n": ["secret"], "b": [1]}), TINY)
    assert str(caught.value) == "unknown_column, wrong_type"
    lines = " ".join(fault.line() for fault in caught.value.faults)
    assert "n: the column holds string_view (give whole numbers) [wrong_type]" in lines
    assert "secret" not in lines


# ------------------------------------------------ pieces of a large table


def test_one_piece_of_a_large_table() -> None:
    table = pa.table(GOOD)
    for piece in (table, table.to_batches()[0]):
        found = score_table(piece, TINY)
        assert isinstance(found, pa.Table)
        assert found.column("level").to_pylist() == ["same_day"]
    kinds = {str(field.type) for field in score_table(table, TINY).schema}
    assert kinds == {"string", "bool", "dictionary<values=string, indices=int8, ordered=0>"}
    assert pickle.loads(pickle.dumps(score_table)) is score_table


@pytest.mark.parametrize("package", ["pyarrow", "numpy"])
def test_without_a_package_there_is_a_hint(package: str) -> None:
    code = (
        f"import sys; sys.modules['{package}'] = None\n"
        "try: import sciatica_cli.frames\n"
        "except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip().endswith("pip install 'sciatica-cli[frames]'")
