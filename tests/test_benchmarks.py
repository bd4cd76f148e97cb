"""What the benchmarks measure is what they say they measure."""

from __future__ import annotations

import json

import pytest

from records import FAULTS, records
from sciatica_cli import FaultError, assess, load
from sciatica_cli.record import read_record


def test_the_records_of_the_benchmarks_are_sound() -> None:
    for line in records(30):
        assess(load(), json.loads(line))


def test_the_faulty_ones_are_refused() -> None:
    for line in records(2 * len(FAULTS), faulty=1):
        with pytest.raises(FaultError):
            assess(load(), read_record(line))
