"""`sciatica batch` on files that are columns already: the same command, the same results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recorded import Batch, line, rows_of
from rows import table_of
from sciatica_cli.bank.loader import load

SHIPPED = load()
NOT_UTF8 = pa.array([b"\xffsecret"])
Records = list[dict[str, Any]]


@pytest.fixture
def both(good: Records, tmp_path: Path) -> Path:
    """The same records, good and faulty, as lines of JSON and as a Parquet file."""
    faulty = [
        good[0] | {"saddle": "perhaps"},
        good[1] | {"age": 999},
        {"id": "few", "age": 40},
        good[2] | {"id": "no\u202eid"},
        good[3] | {"right_now": ["none", "chest"]},
    ]
    records = [*good[:20], *faulty, *good[20:]]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(map(line, records)))
    ids = pl.Series("id", [record["id"] for record in records])
    table = table_of(SHIPPED, records, lists=True).with_columns(ids)
    table.write_parquet(tmp_path / "in.parquet", row_group_size=30)
    return tmp_path


def of_parquet(path: str) -> Records:
    rows: Records = pl.read_parquet(path).to_dicts()
    return rows


def as_csv(path: str) -> Records:
    texts = pl.read_csv(path, infer_schema=False).to_dicts()
    return [{name: value for name, value in row.items() if value is not None} for row in texts]


def as_text(row: dict[str, Any]) -> dict[str, str]:
    """A row of columns as CSV would write it."""
    words = {True: "true", False: "false"}
    return {
        name: words[value] if isinstance(value, bool) else str(value)
        for name, value in row.items()
        if value not in (None, "")
    }


# ------------------------------------------------ the same as from lines


@pytest.mark.parametrize("options", [(), ("--fields", "id,level,rules"), ("--purpose", "level")])
def test_rows_of_text_are_those_of_the_same_records_as_lines(
    batch: Batch, both: Path, options: tuple[str, ...]
) -> None:
    for ending in ("jsonl", "csv"):
        statuses = [
            batch(source, "-o", f"{source}.{ending}", *options)
            for source in ("in.jsonl", "in.parquet")
        ]
        assert statuses == [65, 65]
        assert Path(f"in.parquet.{ending}").read_text() == Path(f"in.jsonl.{ending}").read_text()


@pytest.mark.parametrize("ending", ["parquet", "arrow", "feather"])
def test_columns_of_results_are_those_of_csv(batch: Batch, both: Path, ending: str) -> None:
    assert batch("in.jsonl", "-o", "out.csv") == 65
    assert batch("in.parquet", "-o", f"out.{ending}") == 65
    if ending == "parquet":
        found = of_parquet("out.parquet")
    else:
        found = pl.read_ipc(f"out.{ending}").to_dicts()
    assert list(found[0])[:4] == ["id", "line", "purpose", "status"]
    assert list(found[0])[-1] == "problems"
    assert [as_text(row) for row in found] == as_csv("out.csv")
    assert os.stat(f"out.{ending}").st_mode & 0o777 == 0o600


def test_several_processes_write_the_same_file(batch: Batch, both: Path) -> None:
    assert batch("in.parquet", "-o", "one.parquet") == 65
    assert batch("in.parquet", "-o", "two.parquet", "--jobs", "2") == 65
    assert Path("one.parquet").read_bytes() == Path("two.parquet").read_bytes()


def test_bad_rows_go_to_an_output_of_their_own(
    batch: Batch, both: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert batch("in.jsonl", "-o", "out.csv", "--errors", "lines.jsonl") == 65
    message = capfd.readouterr().err
    assert batch("in.parquet", "-o", "out.parquet", "--errors", "rows.jsonl") == 65
    assert capfd.readouterr().err == message.replace("in line 21", "in row 21")
    assert rows_of(Path("rows.jsonl")) == rows_of(Path("lines.jsonl"))
    found = of_parquet("out.parquet")
    assert [as_text(row) for row in found] == as_csv("out.csv")
    assert "problems" not in found[0]


def test_the_first_bad_row_can_end_the_run(
    batch: Batch, both: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert batch("in.parquet", "-o", "out.parquet", "--fail-fast") == 65
    assert "sciatica: row 21: saddle: " in capfd.readouterr().err
    assert not Path("out.parquet").exists()


def test_a_summary_counts_the_same(
    batch: Batch, both: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = []
    for source in ("in.jsonl", "in.parquet"):
        assert batch(source, "--summary") == 65
        said.append(capfd.readouterr().out)
    assert said[0] == said[1]


def test_a_folder_is_read_in_the_order_of_names(batch: Batch, both: Path) -> None:
    table = pq.read_table("in.parquet")
    Path("parts/a=2").mkdir(parents=True)
    pq.write_table(table.slice(0, 30), "parts/1.parquet")
    pq.write_table(table.slice(30, 1), "parts/2.parquet")
    pq.write_table(table.slice(31), "parts/a=2/0.parquet")
    for name in ("parts/.hidden.parquet", "parts/_log.parquet", "parts/notes.txt"):
        Path(name).write_text("nothing to read")
    assert batch("parts", "-o", "parts.jsonl") == 65
    assert batch("in.parquet", "-o", "whole.jsonl") == 65
    assert Path("parts.jsonl").read_text() == Path("whole.jsonl").read_text()
    assert batch("parts", "-o", "parts/out.parquet") == 2


def test_arrow_files_and_streams_are_read(batch: Batch, both: Path) -> None:
    table = pq.read_table("in.parquet")
    with pa.OSFile("file.arrow", "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=20)
    with pa.OSFile("stream.arrow", "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=20)
    for source in ("in.parquet", "file.arrow", "stream.arrow"):
        assert batch(source, "-o", f"{source}.jsonl") == 65
        assert Path(f"{source}.jsonl").read_text() == Path("in.parquet.jsonl").read_text()


def test_files_whose_ids_are_of_other_types(batch: Batch, both: Path) -> None:
    table = pq.read_table("in.parquet").slice(0, 2).drop_columns("id")
    Path("parts").mkdir()
    for name, ids in (("1", [1, 2]), ("2", ["a", "b"])):
        pq.write_table(table.append_column("id", pa.array(ids)), f"parts/{name}.parquet")
    assert batch("parts", "-o", "out.jsonl") == 0
    assert [row["id"] for row in rows_of(Path("out.jsonl"))] == [1, 2, "a", "b"]
    assert batch("parts", "-o", "out.parquet") == 66
    assert not Path("out.parquet").exists()


def test_ids_of_files_never_change_their_type(
    batch: Batch, both: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = pq.read_table("in.parquet").slice(0, 2)
    files = {
        "none": pa.nulls(2),
        "numbers": pa.array([1, 2]),
        "texts": pa.array(["007", "12"]),
        "large": pa.array([2**64 - 1, 0], pa.uint64()),
    }
    message = "id: the ids of the files are of different types"
    pairs = {
        ("numbers", "texts"): message,
        ("texts", "numbers"): message,
        ("numbers", "large"): message,
        ("none", "numbers"): message,
        ("none", "texts"): "",
        ("numbers", "none"): "",
    }
    for (first, second), said in pairs.items():
        folder = Path(f"{first}-{second}")
        folder.mkdir()
        for name, ids in (("1", files[first]), ("2", files[second])):
            pq.write_table(table.set_column(0, "id", ids), folder / f"{name}.parquet")
        assert batch(folder, "-o", "out.parquet", "--force") == (66 if said else 0)
        assert said in capfd.readouterr().err
        if not said:
            ids = [*files[first].to_pylist(), *files[second].to_pylist()]
            assert [row["id"] for row in of_parquet("out.parquet")] == ids


@pytest.mark.parametrize("kind", [pa.string_view(), pa.dictionary(pa.int8(), pa.string())])
@pytest.mark.parametrize("output", ["out.jsonl", "out.arrow", "out.parquet"])
def test_ids_are_checked_in_every_kind_of_text(
    batch: Batch, both: Path, kind: pa.DataType, output: str
) -> None:
    ids = pa.array(["plain", "tab\t"]).cast(kind)
    table = pq.read_table("in.parquet").slice(0, 2).set_column(0, "id", ids)
    with pa.OSFile("in.arrow", "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    assert batch("in.arrow", "-o", output, "--errors", "bad.jsonl") == 65
    assert [fault["line"] for fault in rows_of(Path("bad.jsonl"))] == [2]


@pytest.mark.slow
def test_large_row_groups_are_read_in_pieces(
    batch: Batch, both: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pq.read_table("in.parquet")
    with pa.OSFile("stream.arrow", "wb") as file, pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=45)
    pq.write_table(table, "group.parquet")
    assert batch("in.parquet", "-o", "whole.jsonl") == 65
    monkeypatch.setattr("sciatica_cli.batch.command.TEXT_ROWS", 10)
    for source, jobs in (("group.parquet", 1), ("group.parquet", 2), ("stream.arrow", 2)):
        assert batch(source, "-o", "out.jsonl", "--force", "--jobs", jobs) == 65
        assert Path("out.jsonl").read_text() == Path("whole.jsonl").read_text()


def test_a_folder_with_links_is_read_once(batch: Batch, both: Path) -> None:
    for folder in ("parts", "elsewhere"):
        Path(folder).mkdir()
    os.link("in.parquet", "parts/1.parquet")
    os.link("in.parquet", "elsewhere/2.parquet")
    Path("parts/circle").symlink_to("..")
    Path("parts/link").symlink_to("../elsewhere")
    Path("elsewhere/up").symlink_to("../parts")
    os.unlink("in.parquet")
    assert batch("parts", "--fields", "line", "-o", "out.jsonl") == 65
    rows = pq.read_metadata("parts/1.parquet").num_rows
    assert len(rows_of(Path("out.jsonl"))) == 2 * rows


# ------------------------------------------------ what cannot be done


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("in.jsonl", "-o", "x.parquet"), 2, "results of JSON lines cannot be written as columns"),
        (("in.parquet", "--format", "parquet"), 2, "cannot be written to standard output"),
        (("in.parquet", "-o", "x.parquet.gz"), 2, "no results can be written with this ending"),
        (("in.parquet", "--full"), 2, "--full works for JSON lines only"),
        (("in.parquet", "-o", "x.jsonl", "--resume"), 2, "--resume works for JSON lines only"),
        (("in.parquet", "-o", "in.parquet", "--force"), 2, "are the same file"),
        (("in.parquet", "-o", "x.parquet", "--fields", "levle"), 2, "did you mean level?"),
        (("none.parquet",), 66, "none.parquet: cannot be read: there is no such file"),
        (("text.parquet",), 66, "text.parquet: this is not a Parquet file, or it is damaged"),
        (("cut.parquet",), 66, "cut.parquet: this is not a Parquet file, or it is damaged"),
        (("text.arrow",), 66, "text.arrow: this is not an Arrow file, or it is damaged"),
        (("empty",), 66, "empty: there are no Parquet files in this folder"),
        (("pipe.parquet",), 66, "pipe.parquet: columns can only be read from a file"),
        (("lost",), 66, "lost/b.parquet: cannot be read: there is no such file"),
        (("bytes.parquet",), 66, "bytes.parquet: this is not a Parquet file, or it is damaged"),
        (("name.arrow",), 66, "name.arrow: this is not an Arrow file, or it is damaged"),
        (("bytes.arrow",), 66, "bytes.arrow: this is not an Arrow file, or it is damaged"),
        (("rowless.parquet",), 65, "the input is empty (give a row for each record)"),
        (
            ("sadle.parquet",),
            65,
            "sadle.parquet: sadle: there is no such question (did you mean saddle?)",
        ),
        (("sadle.parquet", "--jobs", "2"), 65, "sadle: there is no such question"),
        (
            ("ids.parquet",),
            65,
            "ids.parquet: id: the column holds double (give text or whole numbers",
        ),
    ],
)
def test_what_cannot_be_done_is_reported_in_one_line(
    batch: Batch,
    both: Path,
    arguments: tuple[str, ...],
    status: int,
    said: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    whole = Path("in.parquet").read_bytes()
    Path("text.parquet").write_text("no columns")
    Path("text.arrow").write_text("no columns")
    Path("cut.parquet").write_bytes(whole[: len(whole) // 2])
    Path("empty").mkdir()
    Path("lost").mkdir()
    Path("lost/b.parquet").symlink_to("nowhere")
    os.mkfifo("pipe.parquet")
    table = pq.read_table("in.parquet")
    with pa.OSFile("in.arrow", "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    no_text = pa.table({"saddle": pa.Array.from_buffers(pa.string(), 1, NOT_UTF8.buffers())})
    pq.write_table(no_text, "bytes.parquet")
    Path("name.arrow").write_bytes(Path("in.arrow").read_bytes().replace(b"saddle", b"sadd\xffe"))
    with pa.OSFile("bytes.arrow", "wb") as file, pa.ipc.new_file(file, no_text.schema) as writer:
        writer.write_table(no_text)
    pq.write_table(pa.table({"id": pa.array([], pa.string())}), "rowless.parquet")
    pq.write_table(pa.table({"sadle": ["no"]}), "sadle.parquet")
    pq.write_table(pa.table({"id": [1.5]}), "ids.parquet")
    assert batch(*arguments) == status
    output = capfd.readouterr()
    assert said in output.err
    assert len(output.err.splitlines()) == 1
    assert not output.out
    assert not Path("x.parquet").exists()
    assert not list(both.glob("*.part"))
    assert Path("in.parquet").read_bytes() == whole


def test_damaged_data_ends_the_run_and_shows_no_answer(
    batch: Batch, both: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(Path("in.parquet").read_bytes())
    data[2000:6000] = bytes(4000)
    Path("damaged.parquet").write_bytes(data)
    assert batch("damaged.parquet", "-o", "x.parquet") == 66
    assert "damaged.parquet: this is not a Parquet file, or it is damaged" in capfd.readouterr().err
    assert not Path("x.parquet").exists()


def test_without_pyarrow_there_is_a_hint(both: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from sciatica_cli.cli import run_cli\n"
        "sys.exit(run_cli(['batch', 'in.parquet']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=both, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().endswith("(pip install 'sciatica-cli[frames]') [usage]\n")


def test_ids_are_checked_before_they_are_written(batch: Batch, both: Path) -> None:
    ids = ["plain", "\u00e9t\u00e9", None, "two words", "tab\t", "x" * 300, "\u202e"]
    table = pa.table({"id": ids, "age": [40] * len(ids)})
    pq.write_table(table, "ids.parquet")
    (both / "ids.jsonl").write_text("\n".join(json.dumps({"id": i, "age": 40}) for i in ids))
    for source in ("ids.parquet", "ids.jsonl"):
        assert batch(source, "--partial", "--fields", "id,level", "-o", f"{source}.jsonl") == 65
    assert Path("ids.parquet.jsonl").read_text() == Path("ids.jsonl.jsonl").read_text()
    assert batch("ids.parquet", "--partial", "-o", "out.parquet") == 65
    found = of_parquet("out.parquet")
    assert [row["id"] for row in found] == [*ids[:4], None, None, None]
    assert [row["problems"] for row in found] == [None] * 4 + ["bad_id:id"] * 3
