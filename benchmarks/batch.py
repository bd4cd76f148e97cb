"""Compare the ways of assessing many records: `python benchmarks/batch.py [RECORDS] [ROUNDS]`.

It makes synthetic records (see records.py) and lets every candidate assess the same ones, each in
its own process. The candidates take turns, so that a busy machine slows all of them alike. Medians
are printed as ratios. Where other work shares the machine, the processor time says more than the
rest. Engines of data frames are included if they are installed.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ONE_CORE = {
    "POLARS_MAX_THREADS": "1",
    "DUCKDB_THREADS": "1",
    "ARROW_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
FEW = 50  # candidates that take records one by one get this many times fewer

PASS = "import sys\nfor line in open(sys.argv[1], 'rb'): sys.stdout.buffer.write(line)"
DECODE = """
import sys
from sciatica_cli.bank.loader import load
from sciatica_cli.batch.records import decoder
from sciatica_cli.core.purposes import Purpose
decode = decoder(load(), Purpose.ALL).decode
for line in open(sys.argv[1], "rb"): decode(line)
"""
EVALUATE = """
import json, sys
from sciatica_cli import assess, load
questionnaire = load()
for line in open(sys.argv[1], "rb"): print(json.dumps(assess(questionnaire, json.loads(line))))
"""
BATCH = "import sys; from sciatica_cli.__main__ import main; sys.exit(main())"
POLARS = """
import sys
import polars as pl
from sciatica_cli.frames import score
score(pl.scan_parquet(sys.argv[1])).sink_parquet(sys.argv[2])
"""
DUCKDB = """
import os, sys
import duckdb
from sciatica_cli.frames import score
source, target = duckdb.connect(), duckdb.connect()
threads = os.environ.get("DUCKDB_THREADS")
for one in (source, target):
    if threads: one.sql(f"SET threads = {threads}")
result = score(source.read_parquet(sys.argv[1]))
target.sql(f"COPY (FROM result) TO '{sys.argv[2]}' (FORMAT parquet)")
"""
PANDAS = """
import sys
import pandas as pd
from sciatica_cli.frames import score
score(pd.read_parquet(sys.argv[1])).to_parquet(sys.argv[2])
"""
SPARK = """
import os, sys
from pyspark.sql import SparkSession
from sciatica_cli.frames import score
os.environ["PYSPARK_PYTHON"] = sys.executable
builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", "4g")
spark = builder.config("spark.ui.enabled", "false").getOrCreate()
score(spark.read.parquet(sys.argv[1])).write.mode("overwrite").parquet(sys.argv[2])
"""
MEMORY = """
import sys
import pyarrow.parquet as pq
from sciatica_cli.frames import score
table = pq.read_table(sys.argv[1])
for _ in range(int(sys.argv[2])): score(table)
"""


class Entry:
    """A candidate to measure: a script, its arguments, and the number of records it gets."""

    def __init__(
        self, name: str, code: str, arguments: list[str], count: int, **environ: str
    ) -> None:
        self.name = name
        self.command = [sys.executable, "-c", code, *arguments]
        self.count = count
        self.environ = {**os.environ, **environ}
        self.seconds: list[float] = []
        self.processor: list[float] = []  # seconds of it, in all processes
        self.memory = 0.0

    def measure(self, folder: str) -> None:
        """Run once; record the seconds, and the peak memory in MiB of the largest process."""
        with open(os.devnull, "wb") as nothing:
            start = time.perf_counter()
            child = subprocess.Popen(
                self.command, stdout=nothing, stderr=nothing, env=self.environ, cwd=folder
            )
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds.append(time.perf_counter() - start)
            self.processor.append(usage.ru_utime + usage.ru_stime)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 65):
            raise SystemExit(f"{self.name}: exit status {child.returncode}")
        self.memory = max(self.memory, usage.ru_maxrss / 1024)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), *sys.path[1:]])
    with tempfile.TemporaryDirectory() as folder:
        entries = plan(Path(folder), count)
        for _ in range(rounds):
            for entry in entries:
                entry.measure(folder)
        report(entries)


def plan(folder: Path, count: int) -> list[Entry]:
    clean, mixed, faults, tenth, few, one = (
        write(folder / f"{name}.jsonl", number, share)
        for name, number, share in (
            ("clean", count, 0), ("mixed", count, 0.05), ("faults", count // 4, 1),
            ("tenth", count // 10, 0), ("few", count // FEW, 0), ("one", 1, 0),
        )
    )  # fmt: skip
    output = str(folder / "out")
    batch = ["batch", "-q", "--force", "-o", output]
    entries = [
        Entry("pass-through loop (the floor)", PASS, [clean], count),
        Entry("typed decoding only", DECODE, [clean], count),
        Entry("sciatica batch", BATCH, [*batch, clean], count),
        Entry("sciatica batch --jobs 2", BATCH, [*batch, clean, "--jobs", "2"], count),
        Entry("sciatica batch, a tenth of the records", BATCH, [*batch, tenth], count // 10),
        Entry("sciatica batch, 5 % faulty", BATCH, [*batch, mixed], count),
        Entry("sciatica batch, all faulty", BATCH, [*batch, faults], count // 4),
        Entry("sciatica batch, two fields", BATCH, [*batch, clean, "--fields", "id,level"], count),
        Entry("one by one: assess() in a loop", EVALUATE, [few], count // FEW),
        Entry("start-up of sciatica batch: one record", BATCH, [*batch, one], 1),
    ]  # fmt: skip
    if importlib.util.find_spec("pyarrow"):
        parquet = str(folder / "clean.parquet")
        subprocess.run([sys.executable, str(HERE / "frame_input.py"), clean, parquet], check=True)
        columns = str(folder / "out.parquet")
        batch = ["batch", "-q", "--force", "-o", columns, parquet]
        entries += [
            Entry("Parquet: sciatica batch", BATCH, batch, count, **ONE_CORE),
            Entry("Parquet: sciatica batch --jobs 2", BATCH, [*batch, "--jobs", "2"], count),
            Entry("Parquet: once into memory", MEMORY, [parquet, "0"], count, **ONE_CORE),
            Entry("Parquet: and assessed there 5 times", MEMORY, [parquet, "5"], count, **ONE_CORE),
        ]
        for engine, code, environ in (
            ("polars", POLARS, ONE_CORE), ("duckdb", DUCKDB, ONE_CORE), ("pandas", PANDAS, {}),
            ("pyspark", SPARK, {}),
        ):  # fmt: skip
            if importlib.util.find_spec(engine):
                target = columns if engine != "pyspark" else str(folder / "spark")
                entries.append(
                    Entry(f"Parquet: {engine}", code, [parquet, target], count, **environ)
                )
    return entries


def write(path: Path, count: int, faulty: float) -> str:
    """Write records to a file in another process.

    A child starts out with the peak memory of the process it was forked from, so this one must
    stay small.
    """
    with open(path, "wb") as file:
        made = [sys.executable, str(HERE / "records.py"), str(count), str(faulty)]
        subprocess.run(made, stdout=file, check=True)
    return str(path)


def report(entries: list[Entry]) -> None:
    """Print times per record as ratios to the floor, and speeds as ratios to `sciatica batch`."""
    floor, batch = entries[0], entries[2]
    print(f"{'':38}{'x floor':>9}{'speed':>8}{'records/s':>12}{'CPU us':>9}{'MiB':>7}")
    for entry in entries:
        each = entry.median / entry.count
        print(
            f"{entry.name:38}{each / (floor.median / floor.count):9.1f}"
            f"{batch.median / batch.count / each:8.2f}{1 / each:12,.0f}"
            f"{statistics.median(entry.processor) / entry.count * 1e6:9.2f}{entry.memory:7.0f}"
        )
    print("x floor: time per record, including start-up; speed: relative to `sciatica batch`")
    print("CPU us: microseconds of processor time per record, in all processes together")


if __name__ == "__main__":
    main()
