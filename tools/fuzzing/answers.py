"""One record, and streams of records: read alone, line by line and as a data frame."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from compact import compact
from rows import expected, table_of
from sciatica_cli.batch import command as batch_command
from sciatica_cli.batch.assessor import Assessor
from sciatica_cli.batch.command import run_batch
from sciatica_cli.batch.line_worker import LineWorker
from sciatica_cli.batch.plan import Plan
from sciatica_cli.batch.request import BatchRequest
from sciatica_cli.batch.rows import ID, LINE, nested_writer
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.outcomes import OutcomeExpressions
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import ManyQuestion, NumberQuestion
from sciatica_cli.core.result_columns import result_table
from sciatica_cli.frames import score
from sciatica_cli.pipe import run
from sciatica_cli.record import MAX_BYTES, read_record
from sciatica_cli.request import Input, Request, View

from .oracles import (
    SHIPPED,
    STATUSES,
    capture,
    check_harmless,
    command,
    has_emergency,
    pick,
    reports_emergency,
    require,
)
from .records import make_record, make_stream, mix

WAYS: list[tuple[bool, Purpose]] = [
    (False, Purpose.ALL), (True, Purpose.ALL), (False, Purpose.LEVEL), (True, Purpose.MASSAGE),
]  # fmt: skip
PAGES = [
    Request(view=View(format="text")), Request(view=View(format="html", handover=True)),
    Request(view=View(format="md", full=True)), Request(view=View(explain=True)),
    Request(view=View(handover=True)), Request(region="gb "), Request(region="\x1b[2J"),
]  # fmt: skip
BIGGEST_INTEGER = 2**63


def options_of(data: bytes) -> tuple[bool, Purpose]:
    """How an input is assessed: whether partially, and what for."""
    way: tuple[bool, Purpose] = pick(data, WAYS)
    return way


class Answers:
    """One record: assessed alone, as the line of a stream, and as the row of a frame."""

    name = "answers"

    def make(self, random: Random, corpus: Sequence[bytes]) -> bytes:
        if corpus and random.random() < 0.2:
            return mix(random.choice(corpus), make_record(random), random)
        return make_record(random)

    def check(self, data: bytes) -> str:
        partial, purpose = options_of(data)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.json"
            path.write_bytes(data)
            source = Input(source=str(path), partial=partial, purpose=str(purpose))
            result = capture(lambda: run(Request(input=source, view=View(format="json"))))
            if pick(data, [True, *[False] * 5]):
                page = capture(
                    lambda: run(Request(input=source).with_defaults(pick(data[1:], PAGES)))
                )
                require(bool(page.out) == bool(result.out), "a page, but no JSON, or the opposite")
        require(bool(result.out) == (result.status == 0), f"status {result.status} with a result")
        if has_emergency(data):
            require(reports_emergency(result), "an emergency is not reported")
        line = check_line(data.replace(b"\n", b" "), partial, purpose)
        return f"{result.status} {signature(line)}"

    def check_together(self, inputs: Sequence[bytes]) -> None:
        """All that a frame can hold of these records is assessed there as it is alone.

        The first one is also given to the program as people start it.
        """
        check_process(inputs[0])
        records = [fitting for data in inputs if (fitting := fitting_record(data)) is not None]
        if not records:
            return
        for partial in (False, True):
            found = score(table_of(SHIPPED, records, lists=True), partial=partial).to_dicts()
            for row, record in zip(found, records, strict=True):
                row.pop("id")
                alone = expected(SHIPPED, record, partial)
                require(row == alone, f"another result in a frame: {json.dumps(record)}")


@cache
def assessor(partial: bool, purpose: Purpose) -> Assessor:
    outcomes = OutcomeExpressions(SHIPPED)
    writer = nested_writer({"id": (ID,), "line": (LINE,), **result_table(outcomes, purpose)})
    return Assessor(outcomes, writer, purpose, partial=partial)


def check_line(line: bytes, partial: bool, purpose: Purpose) -> dict[str, Any]:
    """Check that a line of a stream gives the same as alone; returns that."""
    rows = assessor(partial, purpose).assess(1, [line]).rows
    if not line.strip():
        require(not rows, "a blank line has a row")
        return {}
    alone = compact(SHIPPED, line, 1, partial, purpose)
    require(json.loads(rows[0]) == alone, "another result in a stream")
    return alone


def signature(row: dict[str, Any]) -> str:
    """What is special about a result, in a few words."""
    codes = sorted({fault["code"] for fault in row.get("faults", [])})
    return f"{row.get('level')} {row.get('could_be')} {row.get('status')} {' '.join(codes)}"


def fitting_record(data: bytes) -> dict[str, Any] | None:
    """The part of a record that fits into the columns of a frame."""
    try:
        record = read_record(data)
    except FaultError:
        return None
    fitting = {}
    for question in SHIPPED.questions:
        given = record.get(question.id)
        if isinstance(question, NumberQuestion):
            fits = type(given) is int and abs(given) < BIGGEST_INTEGER
        elif isinstance(question, ManyQuestion):
            fits = isinstance(given, list) and all(map(_is_text, given))
        else:
            fits = _is_text(given)
        if fits:
            fitting[question.id] = given
    return fitting


def _is_text(value: object) -> bool:
    """Text, as columns hold it: without half a character."""
    return (isinstance(value, str) and value.isprintable()) or value == ""


class Streams:
    """Many lines through the whole batch command, compared with each line alone."""

    name = "streams"

    def make(self, random: Random, corpus: Sequence[bytes]) -> bytes:
        if corpus and random.random() < 0.3:
            return mix(random.choice(corpus), make_stream(random), random)
        return make_stream(random)

    def check(self, data: bytes) -> str:
        partial, purpose = options_of(data)
        with tempfile.TemporaryDirectory() as folder:
            source, output = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
            source.write_bytes(data)
            plan = Plan(partial=partial, purpose=purpose)
            request = BatchRequest(plan=plan, source=str(source), output=str(output))
            with patch.object(batch_command, "worker_of", worker):
                result = capture(lambda: run_batch(request))
            rows = [] if result.status and not output.exists() else output.read_text("utf-8")
        wanted = [
            compact(SHIPPED, line, number, partial, purpose)
            for number, line in enumerate(data.split(b"\n"), start=1)
            if line.strip()
        ]
        if rows:
            check_harmless(rows)
        found = [json.loads(row) for row in rows.splitlines()] if rows else []
        require(len(found) == len(wanted), f"{len(found)} rows for {len(wanted)} lines")
        for row, alone in zip(found, wanted, strict=True):
            require(row == alone, f"line {row['line']} differs from the same record alone")
        return f"{result.status} {sorted(map(signature, found))[:3]}"


worker = cache(LineWorker)


def check_process(data: bytes) -> None:
    """Check that the program, started as people start it, says the same as in this process."""
    if len(data) > MAX_BYTES:
        return
    run = subprocess.run(
        [sys.executable, "-m", "sciatica_cli", "check", "-", "--json"],
        input=data, capture_output=True, check=False,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_bytes(data)
        result = command("check", str(path), "--json")
    require(run.returncode in STATUSES, f"status {run.returncode} of a process")
    require(run.stdout.decode() == result.out, "a process writes something else")
    require(run.stderr.decode() == result.err, "a process says something else")
