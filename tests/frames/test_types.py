"""Columns of every type that Arrow has: read as a single record is, or refused by name."""

from __future__ import annotations

import decimal
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rows import Record, expected
from sciatica_cli import FaultError
from sciatica_cli.core.conditions import Between, In
from sciatica_cli.core.questions import Choice, YesNoQuestion
from sciatica_cli.frames import score
from tiny import choice, examples, many, number, rule, tiny

YES_NO = (Choice("yes", "Yes"), Choice("no", "No"))
MANY = tuple(f"v{place}" for place in range(70))  # more names than a number has bits
TINY = tiny(
    (
        choice("a", "x", "y"),
        many("m", "x", "y"),
        many("w", *MANY),
        number("n", minimum=-5, maximum=200),
        YesNoQuestion("q", "s", "q?", "q", choices=YES_NO),
    ),
    (
        rule("r", "same_day", In("m", ("x",))),
        rule("s", "routine", In("a", ("y",))),
        rule("t", "within_days", Between("n", 100, 200)),
        rule("u", "emergency_now", In("w", (MANY[-1],))),
    ),
)
TEXTS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint32(), pa.large_string()),
]
LISTS = [
    pa.list_(pa.string()),
    pa.large_list(pa.large_string()),
    pa.list_(pa.string_view()),
    pa.list_view(pa.string()),
    pa.large_list_view(pa.string()),
    pa.large_list(pa.dictionary(pa.int32(), pa.string())),
]
WHOLE = [pa.int8(), pa.int16(), pa.int32(), pa.int64()]
FLOATS = [pa.float16(), pa.float32(), pa.float64()]


def results(table: pa.Table) -> list[Record]:
    found: list[Record] = score(table, TINY, partial=True).to_pylist()
    return found


def one_by_one(records: list[Record]) -> list[Record]:
    given_answers = ({k: v for k, v in record.items() if v is not None} for record in records)
    return [expected(TINY, record, partial=True) for record in given_answers]


texts = st.none() | st.sampled_from(["x", "y", "unsure", "z", ""])
lists = st.none() | st.lists(st.none() | st.sampled_from(["x", "y", "none", "unsure", "z"]))
wide = st.none() | st.lists(st.sampled_from([*MANY, "none", "z"]), max_size=4)


@given(data=st.data())
@examples(60)
def test_text_lists_and_numbers_of_every_kind(data: st.DataObject) -> None:
    count = data.draw(st.integers(0, 20))

    def column(values: st.SearchStrategy[Any]) -> list[Any]:
        return data.draw(st.lists(values, min_size=count, max_size=count))

    of_numbers = data.draw(st.sampled_from([*WHOLE, *FLOATS]))
    numbers = st.integers(-100, 100)
    if of_numbers in FLOATS:
        numbers = numbers.map(float) | st.sampled_from([2.5, float("inf"), float("nan")])
    columns = {
        "a": (column(texts), data.draw(st.sampled_from(TEXTS))),
        "m": (column(lists), data.draw(st.sampled_from(LISTS))),
        "w": (column(wide), data.draw(st.sampled_from(LISTS))),
        "n": (column(st.none() | numbers), of_numbers),
        "q": (column(st.none() | st.booleans()), pa.bool_()),
    }
    arrays = {name: pa.array(values, kind) for name, (values, kind) in columns.items()}
    table = pa.table(arrays)
    records = [
        dict(zip(columns, row, strict=True))
        for row in zip(*(values for values, _ in columns.values()), strict=True)
    ]
    assert results(table) == one_by_one(records)
    start = data.draw(st.integers(0, count))  # a part of a table shares its buffers
    assert results(table.slice(start)) == one_by_one(records[start:])


def test_huge_numbers() -> None:
    values = [2**64 - 1, 200, 0, None]
    table = pa.table({"n": pa.array(values, pa.uint64())})
    assert results(table) == one_by_one([{"n": value} for value in values])
    low = [-(2**63), 2**63 - 1, -5, 5]
    assert results(pa.table({"n": low})) == one_by_one([{"n": value} for value in low])


def test_lists_of_a_fixed_size() -> None:
    values = [["x", "y"], None, ["x", "x"], ["none", "x"], ["x", None]]
    table = pa.table({"m": pa.array(values, pa.list_(pa.string(), 2))})
    assert results(table) == one_by_one([{"m": value} for value in values])


def test_dictionaries_with_words_that_nobody_uses_or_that_come_twice() -> None:
    words = pa.array(["z", "y", "x", "y", None, "zz"])
    codes = pa.array([1, 2, 3, None, 4], pa.int8())
    table = pa.table({"a": pa.DictionaryArray.from_arrays(codes, words)})
    answers = ["y", "x", "y", None, None]
    assert results(table) == one_by_one([{"a": answer} for answer in answers])


def test_lists_behind_a_null() -> None:
    """What a null list still holds in memory is no answer."""
    items = pa.array(["x", "z", "y"])
    offsets = pa.array([0, 1, 2, 3], pa.int32())
    mask = pa.array([False, True, False])
    table = pa.table({"m": pa.ListArray.from_arrays(offsets, items, mask=mask)})
    assert results(table) == one_by_one([{"m": ["x"]}, {"m": None}, {"m": ["y"]}])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("a", pa.array([b"x"])),
        ("a", pa.array([1])),
        ("a", pa.array([datetime(2026, 1, 1, tzinfo=UTC)])),
        ("a", pa.array([1], pa.int8()).dictionary_encode()),
        ("n", pa.array([decimal.Decimal(5)])),
        ("n", pa.array(["5"])),
        ("n", pa.array([5], pa.duration("s"))),
        ("n", pa.array([True])),
        ("m", pa.array([[1]])),
        ("m", pa.array([[["x"]]])),
        ("m", pa.array([{"x": True}])),
        ("m", pa.array(["x"])),
        ("q", pa.array([1])),
        ("m__x", pa.array([1])),
    ],
)
def test_other_types_are_refused_by_name(name: str, values: pa.Array) -> None:
    with pytest.raises(FaultError) as caught:
        score(pa.table({name: values}), TINY)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("wrong_type", name)]


def test_text_that_is_no_text_is_reported_by_the_name_of_its_column() -> None:
    values = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xffsecret"]).buffers())
    with pytest.raises(FaultError) as caught:
        score(pa.table({"a": values}), TINY)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [("not_utf8", "a")]
    assert "secret" not in str(caught.value)


def test_many_batches_whose_words_do_not_fit_into_one_dictionary() -> None:
    kind = pa.dictionary(pa.int8(), pa.string())
    ids = [f"p{number}" for number in range(500)]
    batches = [pa.record_batch({"id": pa.array([one]).cast(kind), "n": [3]}) for one in ids]
    found = score(pa.Table.from_batches(batches), TINY, partial=True)
    assert found["id"].to_pylist() == ids
    assert found["level"].to_pylist() == ["self_care"] * len(ids)


def test_anything_that_gives_an_arrow_stream() -> None:
    class Stream:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pa.table({"a": ["x"]}).__arrow_c_stream__(requested_schema)

    reader = score(Stream(), TINY, partial=True)
    assert isinstance(reader, pa.RecordBatchReader)
    assert reader.read_all().to_pylist() == one_by_one([{"a": "x"}])
