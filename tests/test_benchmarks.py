"""What the benchmarks measure is what they say they measure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        (["interview.py"], "massage"),
        (["batch.py", "100", "1"], "Parquet: polars"),
    ],
)
@pytest.mark.slow
def test_every_benchmark_without_installation_runs(arguments: list[str], row: str) -> None:
    script = Path(__file__).parents[1] / "benchmarks" / arguments[0]
    done = subprocess.run(
        [sys.executable, str(script), *arguments[1:]], capture_output=True, check=True, text=True
    )
    assert row in done.stdout
