"""A text that is not quite JSON gives what can be read of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_cli.readable import readable_objects
from tiny import examples


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ('{"now": ["chest"], "age": NaN}', "now", [["chest"]]),
        ('{"now": ["chest"], "age": forty four}', "now", [["chest"]]),
        ('{"now": ["chest"], "now": ["none"]}', "now", [["chest"], ["none"]]),
        ('{"now": ["chest"]', "now", [["chest"]]),  # the end is missing
        ('{"now": ["chest"], "age": 4', "now", [["chest"]]),
        ('{"now": ["chest", "str', "now", [["chest"]]),
        ('{"numb": "new"', "numb", ["new"]),
        ('{"numb": "new", ', "numb", ["new"]),
        ('{"now": ["chest"],', "now", [["chest"]]),
        ('{"now": ["chest"]\n', "now", [["chest"]]),
        ('{"now": ["chest", ', "now", [["chest"]]),
        ('{"age": 44, ', "age", [44]),
        ('{"now": ["chest"], "ag', "now", [["chest"]]),  # a key is cut off
        ('{"age": 44, "now"', "age", [44]),
        ('{"now": ["chest"], sorry}', "now", [["chest"]]),
        ('{"now": ["chest"] sorry, "age": 44}', "now", [["chest"]]),
        ('{"numb": "new", "ag', "numb", ["new"]),
        ('{"numb": "new", sorry, "age": 44}', "numb", [["new", "sorry"]]),
        ('{"numb": "no", "new", "age": 44}', "numb", [["no", "new"]]),
        ('{"now": ["chest"] "age": 44}', "now", [["chest"]]),  # a comma is missing
        ('{"age": 44 "now": ["chest"]}', "now", [["chest"]]),
        ('{"age": 44,, "now": ["chest"],}', "now", [["chest"]]),
        ("{now: [chest]}", "now", [["chest"]]),
        ("{'now': ['chest']}", "now", [["chest"]]),
        ("{\u201cnow\u201d: [\u201cchest\u201d]}", "now", [["chest"]]),  # a word processor's marks
        ("{\u201enow\u201c: \u2018chest\u2019}", "now", ["chest"]),
        ('{"now": "a \u201cword\u201d"}', "now", ["a \u201cword\u201d"]),
        (json.dumps('{"now": ["chest"]}'), "now", [["chest"]]),  # JSON within JSON
        ('"now": ["chest"], "age": 44}', "now", [["chest"]]),  # the beginning is missing
        ("now: [chest]\nage: 44\n", "now", [["chest"]]),
        ('{"deep": ' + "[" * 5000 + "]" * 5000 + ', "now": ["chest"]}', "now", [["chest"]]),
        ('{"n": ' + "9" * 5000 + ', "now": ["chest"]}', "now", [["chest"]]),
        ('{"text": "a, b: {c} [d] \\" e", "now": ["chest"]}', "now", [["chest"]]),
        ('{"text": {"now": ["chest"]}}', "now", []),  # not a key of the record
    ],
)
def test_what_is_whole_is_read(text: str, name: str, values: list[object]) -> None:
    found = readable_objects(text)[0]
    assert [known(value) for value in found.get(name, [])] == values


def known(value: object) -> object:
    """A value without the items that could not be read."""
    return [i for i in value if isinstance(i, str)] if isinstance(value, list) else value


@pytest.mark.parametrize("text", ['{"age": 4', '{"numb": "ne', '{"numb": tru', '{"age"', "{", '{"'])
def test_a_value_that_is_cut_off_is_not_read(text: str) -> None:
    (found,) = readable_objects(text)
    assert [
        value for values in found.values() for value in values if type(value) is not object
    ] == []


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "44", '"now"', "}{"[:1], "]]]", ":::"])
def test_there_may_be_nothing_to_read(text: str) -> None:
    assert [found for found in readable_objects(text) if found] == []


@pytest.mark.parametrize(
    "text",
    [
        '{"now": ["chest"]} {"now": ["none"]}',
        '{"now": ["chest"]}\n\n{"now": ["none"]',
        '[{"now": ["chest"]}, {"now": ["none"]}]',
        '{"now": ["chest"]}, {"now": ["none"]}',
    ],
)
def test_records_stay_apart(text: str) -> None:
    assert readable_objects(text) == ({"now": [["chest"]]}, {"now": [["none"]]})


plain = st.none() | st.booleans() | st.integers() | st.text()
records = st.dictionaries(st.text(min_size=1), plain | st.lists(plain))


@examples(200)
@given(records)
def test_a_record_without_faults_is_read_as_it_is(record: dict[str, object]) -> None:
    (found,) = readable_objects(json.dumps(record)) or ({},)
    assert found == {name: [value] for name, value in record.items()}


@examples(200)
@given(records, st.data())
def test_nothing_is_read_that_a_text_cut_off_does_not_say(
    record: dict[str, object], data: st.DataObject
) -> None:
    text = json.dumps(record)
    for found in readable_objects(text[: data.draw(st.integers(0, len(text)))]):
        for name, (value,) in found.items():
            whole = record[name]
            if isinstance(value, list) and isinstance(whole, list):
                read = value if value == whole else value[:-1]  # the last item may be cut off
                assert read == whole[: len(read)]
            else:
                assert value == whole or type(value) is object
