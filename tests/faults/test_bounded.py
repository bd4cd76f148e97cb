"""Hostile input takes bounded work and few words. Work is counted; no clock is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from sciatica_cli.bank.loader import load
from sciatica_cli.core import answers, readings
from sciatica_cli.core.answers import MAX_UNKNOWN, limit_unknown_keys, read_answers
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.readings import MAX_READINGS_IN_ALL
from sciatica_cli.output import MAX_FAULT_LINES, fault_lines
from sciatica_cli.record import find_urgent_in

SHIPPED = load()
NAMES = [question.id for question in SHIPPED.questions]


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> Callable[[], int]:
    """Count the calls of a function that a module uses."""
    calls = []
    original = getattr(module, name)

    def count(*arguments: Any) -> Any:
        calls.append(name)
        return original(*arguments)

    monkeypatch.setattr(module, name, count)
    return lambda: len(calls)


@pytest.mark.parametrize("more", [0, 1, 80_000])
def test_of_unknown_keys_only_the_first_are_named(
    more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = counted(monkeypatch, answers, "nearest")
    record: dict[str, object] = {f"sadd{n}": 1 for n in range(MAX_UNKNOWN + more)}
    _, every = read_answers(SHIPPED, record)
    assert len(every) == len(record)  # whoever reads them may need to know which
    faults = limit_unknown_keys(every)
    assert sought() == MAX_UNKNOWN
    named = [fault.path for fault in faults[:MAX_UNKNOWN]]
    assert named == list(record)[:MAX_UNKNOWN]
    rest = [fault.message for fault in faults[MAX_UNKNOWN:]]
    assert rest == ([f"and {more:,} more keys without a question"] if more else [])


@pytest.mark.parametrize("more", [0, 1, 30])
def test_of_many_faults_only_the_first_are_reported(more: int) -> None:
    record: dict[str, object] = {name: {} for name in NAMES[: MAX_FAULT_LINES + more]}
    with pytest.raises(FaultError) as caught:
        assess_record(SHIPPED, record)
    assert len(caught.value.faults) == MAX_FAULT_LINES + more
    lines = fault_lines(caught.value.faults)
    assert all(line.endswith("[wrong_type]") for line in lines[:MAX_FAULT_LINES])
    assert lines[MAX_FAULT_LINES:] == ((f"and {more} more",) if more else ())


@pytest.mark.parametrize(
    "text",
    [
        b"{}" * 500_000,
        b'{"age": 44}' * 50_000,
        b'{"right_now": ["none"]}' * 40_000,
        b"".join(b'{"right_now": ["none"], "age": %d}' % (n % 90) for n in range(20_000)),
        b"{" + b",".join(b'"age": %d, "feels": ["ache"]' % n for n in range(9)) * 3000 + b"}",
    ],
)
def test_readings_of_a_faulty_text_are_limited(
    text: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved = counted(monkeypatch, readings, "resolve")
    find_urgent_in(SHIPPED, text)
    assert resolved() <= MAX_READINGS_IN_ALL + 1


def test_what_was_not_read_is_not_claimed_to_be_certain() -> None:
    emergency = b'{"right_now": ["chest"]}'
    few, many = (find_urgent_in(SHIPPED, emergency * n) for n in (2, MAX_READINGS_IN_ALL + 1))
    assert few is not None
    assert many is not None
    assert (few.level, few.could_be) == ("emergency_now", None)
    assert (many.level, many.could_be) == (None, "emergency_now")
    assert many.line.startswith("One of these answers would be an emergency: right_now")


def test_a_record_with_many_faults_is_one_short_row_of_a_batch(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    from sciatica_cli.cli import run_cli

    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"right_now": ["chest"]} | {f"k{n}": n for n in range(50_000)}))
    sought = counted(monkeypatch, answers, "nearest")
    assert run_cli(["batch", str(path)]) == 65
    row = json.loads(capfd.readouterr().out)
    assert (len(row["faults"]), row["level"]) == (MAX_UNKNOWN + 1, "emergency_now")
    assert sought() == MAX_UNKNOWN


ONLY_ONCE = "use sciatica batch"


def test_in_a_stream_nobody_is_told_to_use_a_stream(
    capfd: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    from sciatica_cli.cli import run_cli

    path = tmp_path / "pretty.jsonl"
    path.write_text('{\n  "age": 44,\n  "saddle": "no"\n}\n{} {}\n' + " " * 2_000_000 + "{}\n")
    assert run_cli(["batch", str(path)]) == 65
    told = capfd.readouterr()
    assert ONLY_ONCE not in told.out + told.err
    assert told.out.count("write each record on a line of its own") == 4
    assert run_cli(["check", str(path)]) == 65
    assert ONLY_ONCE in capfd.readouterr().err
