"""Cells of a row: the bits of expressions in, a text for each record out."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from recorded import line, run
from sciatica_cli.batch.records import AnswerBits, as_decoded
from sciatica_cli.batch.rows import ID, PROBLEMS, CsvWriter, RowWriter, flat_writer, nested_writer
from sciatica_cli.core.conditions import Between
from sciatica_cli.core.expressions import And, Expression, Negated, Or, Reaches
from sciatica_cli.core.outcomes import ALWAYS, OutcomeExpressions
from sciatica_cli.core.result_columns import FlagColumn, NamesColumn, TotalColumn, WordColumn
from sciatica_cli.judge.codegen import CompiledExpressions
from sciatica_cli.judge.selectors import AssessedRecords
from tiny import number, rule, tiny

NUMBERS = range(1024)
HIGH = 900  # from here on most columns do not apply


def reaches(bound: int) -> Expression:
    return Reaches("n", bound)


def has_bit(place: int) -> Expression:
    """The binary digit of the number at this place is 1."""
    starts = range(1 << place, 1024, 2 << place)
    ranges = (And((reaches(n), Negated(reaches(n + (1 << place))))) for n in starts)
    return Or(tuple(ranges))


LOW = Negated(reaches(HIGH))
LIST = NamesColumn(("names",), ALWAYS, tuple((f"bit{n}", has_bit(n)) for n in range(10)))
SUM = TotalColumn(("sums", "a", "value"), LOW, -3, tuple(map(reaches, range(1, 128))))
BAND = WordColumn(("sums", "a", "band"), LOW, (("x", reaches(500)),), None)
FLAG = FlagColumn(("flag",), ALWAYS, reaches(7))


def rows_of(writer: RowWriter, ids: range | list[str] = NUMBERS) -> list[str]:
    """The row of a record for each of the numbers."""
    questions = (number("n", maximum=1024),)
    outcomes = OutcomeExpressions(
        tiny(questions, (rule("r", "routine", Between("n", at_least=900)),))
    )
    compiled = CompiledExpressions(outcomes, writer.expressions)
    records = [as_decoded(outcomes.questionnaire, None, {"n": n}) for n in NUMBERS]
    passed, _, _ = AnswerBits(outcomes.questionnaire, compiled.tests).read(records)
    bits = compiled.evaluate(passed, len(records))
    return list(writer.results(AssessedRecords(NUMBERS, ids, bits)))


def expected(n: int) -> dict[str, Any]:
    """The flat values of one record."""
    return {
        "id": n,
        "names": [f"bit{place}" for place in range(10) if n >> place & 1],
        "sums__a__value": None if n >= HIGH else min(n, 127) - 3,
        "sums__a__band": "x" if 500 <= n < HIGH else None,
        "flag": n >= 7,
    }


COLUMNS = (ID, LIST, SUM, BAND, FLAG)


def test_flat_rows_have_every_list_and_every_sum() -> None:
    found = [json.loads(row) for row in rows_of(flat_writer(COLUMNS))]
    assert found == [expected(n) for n in NUMBERS]


def test_an_object_is_empty_where_its_columns_do_not_apply() -> None:
    table = {"id": (ID,), "names": (LIST,), "sums": (SUM, BAND), "none": (), "flag": (FLAG,)}
    found = [json.loads(row) for row in rows_of(nested_writer(table))]
    assert [row["names"] for row in found] == [expected(n)["names"] for n in NUMBERS]
    assert found[HIGH - 1]["sums"] == {"a": {"value": 124, "band": "x"}}
    assert found[HIGH]["sums"] == found[0]["none"] == {}


def test_csv_is_read_back_by_the_csv_module() -> None:
    ids = ["", "a,b", 'say "no"', "plain", "é;"] * 205
    writer = CsvWriter([*COLUMNS, PROBLEMS])
    header, *found = csv.reader([writer.header, *rows_of(writer, ids[: len(NUMBERS)])])
    assert header == ["id", "names", "sums__a__value", "sums__a__band", "flag", "problems"]
    for n, (ident, *cells, problems) in enumerate(found):
        row = expected(n)
        value = "" if row["sums__a__value"] is None else str(row["sums__a__value"])
        flag = json.dumps(row["flag"])
        assert ident == ids[n]
        assert cells == [" ".join(row["names"]), value, row["sums__a__band"] or "", flag]
        assert problems == ""


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\N{NO-BREAK SPACE}=1", "\uff1d1"]


@pytest.mark.parametrize("faulty", [{}, {"age": 400}])
def test_csv_safe_takes_the_force_out_of_formulas(faulty: dict[str, int], tmp_path: Path) -> None:
    ids = [*FORMULAS, "p-1", "a=b", "", 7, -7]
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(line({"id": i, "right_now": ["chest"]} | faulty) for i in ids))

    def written(*options: str) -> list[str]:
        done = run(str(path), "--format", "csv", "--fields", "id", *options)
        return [row[0] for row in csv.reader(done.stdout.decode().splitlines())]

    assert written() == ["id", *map(str, ids)]
    assert written("--csv-safe") == ["id", *(f"'{i}" if i in FORMULAS else str(i) for i in ids)]


def test_csv_safe_is_for_csv_only(tmp_path: Path) -> None:
    done = run("--csv-safe", "-o", str(tmp_path / "out.jsonl"), stdin=b"{}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--csv-safe works for CSV only" in done.stderr


@pytest.mark.parametrize("field", ["id", "open", "scores__impact__band", "options__exercise"])
def test_a_row_with_nothing_in_it_is_still_a_row(field: str, tmp_path: Path) -> None:
    path, errors = tmp_path / "in.jsonl", str(tmp_path / "bad.jsonl")
    records = [{"right_now": ["chest"]}, {"age": 12}, {"right_now": ["chest"], "saddle": "unsure"}]
    path.write_bytes(b"\n".join(map(line, records)))
    done = run(str(path), "--partial", "--format", "csv", "--fields", field, "--errors", errors)
    rows = list(csv.reader(done.stdout.decode().splitlines()))
    assert len(rows) == 1 + len(records)
    assert [len(row) for row in rows] == [1] * len(rows)
    assert all(row.strip() for row in done.stdout.decode().splitlines())
