"""The engines that are too heavy for every day: `pytest -m scale -n0`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rows import Record, expected, table_of
from scenarios import all_cases, answers_of
from sciatica_cli import FaultError
from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import as_record
from sciatica_cli.core.conditions import Between
from sciatica_cli.frames import score
from tiny import number, rule, tiny

pytestmark = [
    pytest.mark.scale,
    pytest.mark.timeout(600),
    # engines warn of one another's versions
    pytest.mark.filterwarnings("ignore"),
]
SHIPPED = load()
NAMES = [question.id for question in SHIPPED.questions]
CASES = [as_record(answers_of(SHIPPED, case)) for _, case in all_cases()[::3]]
# every third with an answer missing, every third with one that cannot be
RECORDS: list[Record] = [
    record
    if place % 3 == 0
    else {name: answer for name, answer in record.items() if name != NAMES[place % len(NAMES)]}
    if place % 3 == 1
    else {**record, "age": 999}
    for place, record in enumerate(CASES)
]
TABLE = table_of(SHIPPED, RECORDS)


@cache
def judged() -> list[Record]:
    return [{"id": place, **expected(SHIPPED, record)} for place, record in enumerate(RECORDS)]


def needs(engine: str) -> Any:
    return pytest.importorskip(engine, reason=f"{engine} is not installed (extra: scale)")


def rows(frame: Any) -> list[Record]:
    """The rows of a pandas frame, with None for whatever stands for nothing."""
    return [
        {name: None if value is None or value != value else value for name, value in row.items()}
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records")
    ]


def plain(pandas: Any) -> Any:
    """As people get it: objects, and floats where a number is missing."""
    return pandas.DataFrame(TABLE.to_dict(as_series=False))


@pytest.mark.parametrize("backend", ["plain", "numpy_nullable", "pyarrow"])
def test_pandas(backend: str) -> None:
    frame = plain(needs("pandas"))
    if backend != "plain":
        frame = frame.convert_dtypes(dtype_backend=backend)
    frame.index += 5
    found = score(frame)
    assert type(found) is type(frame)
    assert list(found.index) == list(frame.index)
    assert rows(found) == judged()


def test_pandas_whole_numbers_as_floats() -> None:
    questionnaire = tiny((number("n"),), (rule("r", "routine", Between("n", 2)),))
    frame = needs("pandas").DataFrame({"n": [1.0, None, 1.5, 9.0, float("inf"), 3.0]})
    found = rows(score(frame, questionnaire))
    assert [row["problems"] for row in found] == [
        *(None, "missing:n", "wrong_type:n", "out_of_range:n", "wrong_type:n", None)
    ]
    assert [row["level"] for row in found] == ["self_care", *[None] * 4, "routine"]


def test_pandas_refuses_what_is_neither_true_nor_false() -> None:
    pandas = needs("pandas")
    with pytest.raises(FaultError, match="wrong_type"):
        score(pandas.DataFrame({"saddle": ["no"], "look__none": ["true"]}))
    with pytest.raises(FaultError, match="wrong_type"):
        score(pandas.DataFrame({"look__none": [True, None, "maybe"]}))
    assert list(score(pandas.DataFrame({"saddle": [], "look__none": []}))["level"]) == []


def test_pandas_carries_over_any_values_and_reads_none_it_cannot_hold() -> None:
    pandas = needs("pandas")
    ids = [1, "a", 2.5]
    found = score(pandas.DataFrame({"id": ids, "age": [40] * 3}), partial=True)
    assert list(found["id"]) == ids
    for name, values in ("saddle", ["\ud800"]), ("age", [10**30]), ("look", ["none", ["none"]]):
        for keep in (("id",), (name,)):
            with pytest.raises(FaultError, match=r"wrong_type"):
                score(pandas.DataFrame({name: pandas.Series(values, dtype=object)}), keep=keep)


def test_dask() -> None:
    dask = needs("dask.dataframe")
    frame = plain(needs("pandas")).convert_dtypes(dtype_backend="pyarrow")
    found = score(dask.from_pandas(frame, npartitions=3))
    assert isinstance(found, dask.DataFrame)
    assert rows(found.compute(scheduler="threads")) == judged()
    assert {str(kind) for kind in found.dtypes} == {str(kind) for kind in found.compute().dtypes}


def test_dask_refuses_the_text_it_makes_of_true_and_false_with_gaps() -> None:
    frame = plain(needs("pandas"))
    with pytest.raises(FaultError, match="wrong_type"):
        score(needs("dask.dataframe").from_pandas(frame, npartitions=3))


def test_dask_in_processes(tmp_path: Path) -> None:
    dask = needs("dask.dataframe")
    TABLE.write_parquet(tmp_path / "answers.parquet")
    frame = dask.read_parquet(tmp_path / "answers.parquet")
    found = score(frame, SHIPPED).compute(scheduler="processes")
    assert rows(found) == judged()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = needs("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", "4g")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.parametrize("lists", [False, True], ids=["ticks", "lists"])
def test_spark(spark: Any, tmp_path: Path, lists: bool) -> None:
    table_of(SHIPPED, RECORDS, lists).write_parquet(tmp_path / "answers.parquet")
    found = spark.read.parquet(str(tmp_path / "answers.parquet")).transform(score)
    assert [row.asDict() for row in found.collect()] == judged()


def test_spark_names_a_wrong_column_before_it_runs_anything(spark: Any) -> None:
    frame = spark.createDataFrame([(1, "x")], ["id", "sadle"])
    with pytest.raises(FaultError, match="unknown_column"):
        score(frame)


def test_ray(tmp_path: Path) -> None:
    ray = needs("ray")
    TABLE.write_parquet(tmp_path / "answers.parquet")
    ray.init(num_cpus=1, include_dashboard=False, logging_level="ERROR")
    try:
        import ray.data

        found = score(ray.data.read_parquet(str(tmp_path / "answers.parquet"))).take_all()
    finally:
        ray.shutdown()
    assert sorted(found, key=lambda row: row["id"]) == judged()


def test_polars_reads_the_same() -> None:
    assert pl.DataFrame(score(TABLE)).to_dicts() == judged()
