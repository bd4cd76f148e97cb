"""`sciatica batch`: every line is accounted for, whatever is in it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import stat
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from compact import compact, flat
from recorded import Batch, command, line, rows_of, run
from sciatica_cli.bank.loader import load
from sciatica_cli.batch.compressed import Decompressor, _zstd
from sciatica_cli.cli import run_cli
from sciatica_cli.pipe import assess_record
from sciatica_cli.record import MAX_BYTES as MAX
from sciatica_cli.record import UTF8_MARK
from sciatica_cli.report.json_writer import assessment_data
from sciatica_cli.version import __version__
from small import SMALL

SHIPPED = load()
Records = list[dict[str, Any]]


def expected(path: Path) -> Records:
    return list(_expected(path.read_bytes()))


@cache  # most tests have the same study
def _expected(data: bytes) -> Records:
    lines = enumerate(data.split(b"\n"), start=1)
    return [compact(SHIPPED, text, number) for number, text in lines if text.strip()]


def is_bad(row: dict[str, Any]) -> bool:
    return row["schema"] == "sciatica.faults/1"


# ------------------------------------------------ one line in, one line out


def test_each_line_gives_its_result_or_its_faults_in_order(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(study, "-o", "out.jsonl") == 65
    rows = rows_of(Path("out.jsonl"))
    assert rows == expected(study)
    assert [row["line"] for row in rows if is_bad(row)] == [23, 26, 35, 36]
    assert capsys.readouterr().err == (
        f"sciatica: 4 of {len(rows)} records refused, the first in line 23 "
        "(bad_id 1, missing 1, not_a_choice 1, not_json 1); 1 of them may need help the same day\n"
    )


def test_a_study_without_faults_ends_well(
    batch: Batch, good: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in").write_bytes(b"\n".join(map(line, good)) + b"\n")
    assert batch("in", "-o", "out.jsonl") == 0
    assert [row["id"] for row in rows_of(Path("out.jsonl"))] == [record["id"] for record in good]
    assert capsys.readouterr().err == f"sciatica: {len(good)} records assessed\n"
    assert batch("in", "-o", "again.jsonl", "--quiet") == 0
    assert capsys.readouterr().err == ""


SPOILT = {
    "too_large": lambda good: line(good)[:-1] + b" " * (1 << 20) + b"}",
    "not_json": lambda good: line(good).replace(b'"saddle"', b'"sad\0dle"'),
    "not_utf8": lambda good: line(good | {"id": "X"}).replace(b"X", b"\xff"),
    "duplicate_key": lambda good: line(good)[:-1] + b',"age":50}',
    "contradiction": lambda good: line(good | {"preg_signs": ["none"]}),
    "several_records": lambda good: line(good) + line(good),
    "not_an_object": lambda good: b"[1]",
}


@pytest.mark.parametrize("code", SPOILT)
def test_what_is_wrong_with_a_line_is_a_fault_of_that_line_alone(
    code: str, batch: Batch, good: Records
) -> None:
    man = next(r for r in good if "preg_signs" not in r and r.get("pregnancy", "no") == "no")
    Path("in").write_bytes(b"\n".join([line(man), SPOILT[code](man), line(man)]))
    assert batch("in", "-o", "out.jsonl") == 65
    first, spoilt, last = rows_of(Path("out.jsonl"))
    assert [fault["code"] for fault in spoilt["faults"]] == [code]
    assert (spoilt["line"], last["line"]) == (2, 3)
    assert first | {"line": 3} == last
    assert not is_bad(first)


def test_a_place_in_a_bad_line_is_reported_without_a_line_number_of_its_own(batch: Batch) -> None:
    Path("in").write_bytes(b'\n\n{"age": }\n')
    batch("in", "-o", "out.jsonl")
    (row,) = rows_of(Path("out.jsonl"))
    assert (row["line"], row["faults"][0]["path"]) == (3, "column 9")


def test_answers_may_be_missing_if_that_is_asked_for_or_it_is_an_emergency(batch: Batch) -> None:
    Path("in").write_bytes(b'{"saddle": "recent"}\n{"saddle": "since"}\n')
    assert batch("in", "-o", "strict.jsonl") == 65
    emergency, refused = rows_of(Path("strict.jsonl"))
    assert (emergency["level"], emergency["complete"]) == ("emergency_now", False)
    assert {fault["code"] for fault in refused["faults"]} == {"missing"}
    assert batch("in", "--partial", "-o", "partial.jsonl") == 0
    _, taken = rows_of(Path("partial.jsonl"))
    assert (taken["level"], taken["at_most"]) == ("same_day", "emergency_now")


# ------------------------------------------------ which rows, and of what form


def test_bad_lines_may_go_to_a_file_of_their_own(batch: Batch, study: Path) -> None:
    assert batch(study, "-o", "out.jsonl", "--errors", "bad.jsonl") == 65
    rows = expected(study)
    assert rows_of(Path("out.jsonl")) == [row for row in rows if not is_bad(row)]
    assert rows_of(Path("bad.jsonl")) == [row for row in rows if is_bad(row)]


def test_fail_fast_stops_before_the_first_bad_line_and_names_it(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(study, "-o", "out.jsonl", "--fail-fast") == 65
    assert not Path("out.jsonl").exists()
    assert rows_of(Path("out.jsonl.part")) == expected(study)[:20]
    assert capsys.readouterr().err == (
        'sciatica: line 23: saddle: "perhaps" is not one of the choices '
        "(choose from: no, before, since, came_and_went, recent, unsure) [not_a_choice]\n"
        "sciatica: the results so far are in out.jsonl.part; continue with --resume\n"
    )


def test_full_writes_the_whole_assessment_of_each_record(batch: Batch, good: Records) -> None:
    Path("in").write_bytes(b"\n".join([line(good[3]), b"{", line(good[4])]))
    assert batch("in", "-o", "out.jsonl", "--full") == 65
    first, bad, second = rows_of(Path("out.jsonl"))
    assert is_bad(bad)
    for row, record, number in ((first, good[3], 1), (second, good[4], 3)):
        whole = assessment_data(assess_record(SHIPPED, record), __version__, record["id"])
        assert row == json.loads(json.dumps(whole)) | {"line": number}


def test_fields_are_picked_and_put_in_order(batch: Batch, study: Path) -> None:
    names = ["level", "id", "scores__impact__band", "rules", "options__heat_cold"]
    batch(study, "-o", "out.jsonl", "--fields", ", ".join(names))
    for row, whole in zip(rows_of(Path("out.jsonl")), expected(study), strict=True):
        if is_bad(whole):
            assert row == whole
        else:
            values = flat(whole)
            assert list(row.items()) == [(name, values.get(name)) for name in names]


def test_a_group_of_fields_is_named_by_its_prefix(batch: Batch, study: Path) -> None:
    batch(study, "-o", "out.jsonl", "--fields", "id,scores,id")
    (row, *_) = rows_of(Path("out.jsonl"))
    ids = [score.id for score in SHIPPED.scores]
    parts = [f"scores__{name}__{part}" for name in ids for part in ("value", "band")]
    assert list(row) == ["id", *parts]


def test_an_unknown_field_is_refused_before_anything_is_read(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(study, "-o", "out.jsonl", "--fields", "levl") == 2
    assert capsys.readouterr().err == (
        "sciatica: levl: there is no such field in a result (did you mean level?) [unknown_field]\n"
    )
    assert not list(Path().glob("out*"))


@pytest.mark.parametrize("arguments", [("-o", "out.csv"), ("-o", "out.txt", "--format", "csv")])
def test_csv_has_a_column_for_each_field_and_one_for_problems(
    arguments: tuple[str, ...], batch: Batch, study: Path
) -> None:
    batch(study, *arguments)
    with open(arguments[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wholes = expected(study)
    for row, whole in zip(rows, wholes, strict=True):
        if is_bad(whole):
            problems = [f"{fault['code']}:{fault['path']}" for fault in whole["faults"]]
            problems += [f"{key}:{whole[key]}" for key in ("level", "could_be") if key in whole]
            values = {"id": whole["id"], "line": whole["line"], "problems": " ".join(problems)}
        else:
            values = flat(whole)
        assert row == {name: as_cell(values.get(name)) for name in row}
    assert list(rows[0])[:3] == ["id", "line", "purpose"]
    assert list(rows[0])[-1] == "problems"


def as_cell(value: object) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)


def test_an_id_with_commas_and_quotes_stays_one_cell(batch: Batch, good: Records) -> None:
    ident = 'a,"b" ;c'
    Path("in").write_bytes(line(good[0] | {"id": ident}))
    batch("in", "-o", "out.csv", "--fields", "level,id", "--errors", "bad")
    with open("out.csv", encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["id"] == ident
    assert Path("out.csv").read_text(encoding="utf-8").startswith("level,id\n")


# ------------------------------------------------ files


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_files_are_compressed_and_decompressed_by_their_ending(
    ending: str, batch: Batch, study: Path
) -> None:
    library = gzip if ending == ".gz" else _zstd()
    packed = Path(f"study.jsonl{ending}")
    packed.write_bytes(library.compress(study.read_bytes()))
    assert batch(packed, "-o", f"out.jsonl{ending}") == 65
    text = library.decompress(Path(f"out.jsonl{ending}").read_bytes()).decode()
    assert [json.loads(row) for row in text.splitlines()] == expected(study)


GARBAGE = b"garbage, not packed"


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_all_whole_lines_of_a_damaged_compressed_file_are_assessed(
    ending: str, jobs: int, batch: Batch, study: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    library = gzip if ending == ".gz" else _zstd()
    text = study.read_bytes() + b"\n"
    packed = Path(f"study.jsonl{ending}")
    count = text.count(b"\n")
    whole = library.compress(text)
    rest = {"something else follows": GARBAGE, "it is cut off": library.compress(text)[:14]}
    for damage, after in rest.items():
        packed.write_bytes(whole + whole + after)
        assert batch(packed, "--jobs", jobs) == 66
        output = capfd.readouterr()
        rows = [json.loads(row) for row in output.out.splitlines()]
        again = [row | {"line": row["line"] + count} for row in expected(study)]
        assert rows[: 2 * len(again)] == expected(study) + again
        assert len(rows) <= 2 * len(again) + 1
        where = f"study.jsonl{ending}: line {2 * count + 1}"
        fault = f"{where}: cannot be read from here on: {damage} (use another copy of the file)"
        assert output.err == f"sciatica: {fault} [no_input]\n"


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_file_that_is_not_compressed_as_its_name_says_is_refused(
    ending: str, batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study.rename(f"study.jsonl{ending}")
    assert batch(f"study.jsonl{ending}", "-o", "out.jsonl") == 66
    assert "line 1: cannot be read from here on: it is not pack" in capsys.readouterr().err
    assert [path.name for path in Path().iterdir()] == [f"study.jsonl{ending}"]


def test_an_emergency_in_what_is_left_of_a_compressed_file_is_reported(
    batch: Batch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    packed = gzip.compress(b'{"right_now": ["chest"], "age": 4' + os.urandom(4000).hex().encode())
    (tmp_path / "in.gz").write_bytes(packed[: len(packed) // 2])
    assert batch("in.gz") == 66
    (row,) = capfd.readouterr().out.splitlines()
    assert json.loads(row)["level"] == "emergency_now"


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("place", [0.5, 0.9, -6, -3])
def test_all_that_is_whole_is_read_from_a_file_that_is_damaged_inside(
    ending: str, place: float, batch: Batch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Half way, near the end, in the sum of gzip that reveals damage, and in its size."""
    lines = [b'{"right_now": ["chest"], "id": "%d"}\n' % (n * 7919 % 9973) for n in range(300)]
    if ending == ".gz":
        packed = bytearray(gzip.compress(b"".join(lines)))
    else:
        library = _zstd()
        options = {library.CompressionParameter.checksum_flag: 1}
        packed = bytearray(library.compress(b"".join(lines), options=options))
        place = -3  # all is in one block, of which nothing can be read if it is damaged
    packed[int(place * len(packed)) if place > 0 else int(place)] ^= 0x55
    Path(f"in.jsonl{ending}").write_bytes(packed)
    assert batch(f"in.jsonl{ending}", "--fields", "id,level") == 66
    output = capfd.readouterr()
    assert "cannot be read from here on: it is damaged" in output.err
    rows = [json.loads(row) for row in output.out.splitlines()]
    whole = [row["id"] for row in rows if row.get("level") == "emergency_now"]
    assert len(whole) >= (100 if place > 0 else 300)
    assert whole[:100] == [str(n * 7919 % 9973) for n in range(100)]


def test_what_is_buffered_when_damage_is_found_is_read_too() -> None:
    """A small file can hold a long text, of which only so much is asked for at once."""
    text = b"a" * 100_000 + bytes(range(256))
    packed = bytearray(gzip.compress(text))
    packed[-6] ^= 1
    file = Decompressor(io.BytesIO(bytes(packed)), ".gz")
    assert b"".join(iter(lambda: file.read(1000), b"")) == text
    assert file.damage == "it is damaged"


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
def test_a_compressed_file_gives_all_its_bytes_however_they_are_asked_for(size: int) -> None:
    text = bytes(range(256)) * 300 + bytes(70_000)
    for ending, library in ((".gz", gzip), (".zst", _zstd())):
        file = Decompressor(io.BytesIO(library.compress(text) + library.compress(text)), ending)
        pieces = list(iter(lambda file=file: file.read(size), b""))
        assert b"".join(pieces) == text + text
        assert max(map(len, pieces)) <= size
        assert not file.damage


def test_a_record_behind_more_blanks_than_a_record_may_have_is_not_lost(
    batch: Batch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    record = b'{"right_now": ["chest"]}'
    lines = [mark + b" " * size + record for size in (MAX, 3 * MAX) for mark in (b"", UTF8_MARK)]
    (tmp_path / "in").write_bytes(b"\n".join([*lines, b" " * 3 * MAX, record]))
    assert batch("in") == 65
    rows = [json.loads(row) for row in capfd.readouterr().out.splitlines()]
    assert [row["level"] for row in rows] == ["emergency_now"] * 5
    assert [row["line"] for row in rows] == [1, 2, 3, 4, 6]
    assert [row["faults"][0]["code"] for row in rows[:4]] == ["too_large"] * 4


def test_a_run_does_not_read_what_it_writes(study: Path) -> None:
    before = study.read_bytes()
    for output in ([], ["-o", "-"], ["-o", "/dev/stdout"], ["--errors", "/dev/stdout"]):
        with open(study, "ab") as appended:
            done = subprocess.run(
                [*command(str(study)), *output],
                stdout=appended,
                stderr=subprocess.PIPE,
                check=False,
            )
        assert (done.returncode, study.read_bytes()) == (2, before)
        assert b"an input and an output are the same file" in done.stderr


def test_an_output_is_readable_by_its_owner_only(batch: Batch, study: Path) -> None:
    os.umask(0)
    batch(study, "-o", "out.jsonl", "--errors", "bad.jsonl")
    for name in ("out.jsonl", "bad.jsonl"):
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    assert not list(Path().glob("*.part"))


def test_no_file_is_replaced_unless_that_is_asked_for(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out.jsonl").write_text("precious", encoding="utf-8")
    assert batch(study, "-o", "out.jsonl") == 73
    assert "out.jsonl: a file with that name already exists" in capsys.readouterr().err
    assert Path("out.jsonl").read_text(encoding="utf-8") == "precious"
    assert batch(study, "-o", "out.jsonl", "--force") == 65
    assert rows_of(Path("out.jsonl")) == expected(study)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("missing.jsonl",), 66, "missing.jsonl: cannot be read: there is no such file"),
        (("study.jsonl", "-o", "no/such"), 73, "no/such: cannot be written: there is no such"),
        (("study.jsonl", "--questions", "study.jsonl"), 78, "study.jsonl:2:1: did not find"),
        (
            ("study.jsonl", "--full", "--fields", "id"),
            2,
            "--full cannot be combined with --fields or CSV",
        ),
        (
            ("study.jsonl", "--full", "--format", "csv"),
            2,
            "--full cannot be combined with --fields or CSV",
        ),
        (("study.jsonl", "--resume"), 2, "--resume needs the output file of the first run"),
        (("study.jsonl", "--resume", "-o", "a.gz"), 2, "a compressed output cannot be resumed"),
        (
            ("study.jsonl", "--resume", "-o", "a", "--summary"),
            2,
            "--summary cannot be combined with --resume",
        ),
        (
            ("study.jsonl", "-o", "study.jsonl", "--force"),
            2,
            "an input and an output are the same file",
        ),
        (("study.jsonl", "-o", "a", "--errors", "a"), 2, "-o and --errors name the same file"),
    ],
)
def test_what_cannot_be_done_is_reported_in_one_line(
    arguments: tuple[str, ...],
    status: int,
    message: str,
    batch: Batch,
    study: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert batch(*arguments) == status
    (text,) = capsys.readouterr().err.splitlines()
    assert text.startswith(f"sciatica: {message}")
    assert [path.name for path in study.parent.iterdir()] == ["study.jsonl"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("in", "-o", "./in"),
        ("in", "-o", "link"),
        ("link", "-o", "in"),
        ("in.part", "-o", "in"),
        ("in", "-o", "x", "--errors", "./in"),
        ("in", "-o", "x", "--errors", "x.part"),
        ("in", "-o", "x", "--errors", "./x"),
    ],
)
def test_nothing_is_written_over_the_input_or_over_another_output(
    arguments: tuple[str, ...], batch: Batch, good: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("in", "in.part"):
        Path(name).write_bytes(line(good[0]))
    Path("link").symlink_to("in")
    assert batch(*arguments, "--force") == 2
    assert capsys.readouterr().err.count("\n") == 1
    for name in ("in", "in.part"):
        assert Path(name).read_bytes() == line(good[0])


def test_nothing_is_written_over_the_questions(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("q.jsonl").write_text(SMALL, encoding="utf-8")
    assert batch(study, "--questions", "q.jsonl", "-o", "q.jsonl", "--force") == 2
    assert "an input and an output are the same file" in capsys.readouterr().err
    assert Path("q.jsonl").read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("fields", ["", " , "])
def test_fields_without_a_name_are_refused(
    fields: str, batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(study, "--fields", fields) == 2
    assert "--fields names no field" in capsys.readouterr().err


def test_a_folder_is_no_output(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("folder").mkdir()
    assert batch(study, "-o", "folder", "--force") == 73
    assert "folder: cannot be written: this is a folder" in capsys.readouterr().err
    assert not Path("folder.part").exists()


@pytest.mark.parametrize("option", ["--json", "--handover", "--explain", "--region=GB"])
def test_options_for_single_records_are_refused(
    option: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli([option, "batch", str(study)]) == 2
    assert "work for one record only (leave them out" in capsys.readouterr().err


def test_an_empty_input_is_reported_and_replaces_nothing(
    batch: Batch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("in").write_bytes(b"\n \n")
    Path("out.csv").write_text("precious", encoding="utf-8")
    assert batch("in", "-o", "out.csv", "--force") == 65
    assert "the input is empty" in capsys.readouterr().err
    assert Path("out.csv").read_text(encoding="utf-8") == "precious"
    assert not Path("out.csv.part").exists()
    with open(os.devnull, "rb") as nothing:
        done = run("-o", str(tmp_path / "x"), stdin=nothing.read())
    assert done.returncode == 65


# ------------------------------------------------ a table of counts


def test_a_summary_counts_what_the_rows_say(
    batch: Batch, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(study, "--summary", "-o", "out.jsonl") == 65
    table = capsys.readouterr().out
    rows = [row for row in rows_of(Path("out.jsonl")) if not is_bad(row)]
    assert table.startswith(f"{len(rows)} records assessed\n")
    parts = {part.splitlines()[0]: part.splitlines()[1:] for part in table.split("\n\n")}
    counted = {title: counts_in(lines) for title, lines in parts.items() if title not in LISTS}
    assert counted["level"] == count(row["level"] for row in rows)
    assert counted["scope"] == count(row["status"] for row in rows)
    assert counted["massage"] == count(row["massage"] for row in rows)
    assert counted["rules that fired"] == count(rule for row in rows for rule in row["rules"])
    assert counted['left open by "not sure"'] == count(rule for row in rows for rule in row["open"])
    for score in SHIPPED.scores:
        bands = (row["scores"][score.id]["band"] for row in rows if row["scores"])
        assert counted[f"band of {score.id}"] == count(band or "open" for band in bands)
    bars = [text.split()[-1] for text in parts["level"]]
    assert len({len(bar) for bar in bars}) > 1
    assert max(map(len, table.splitlines())) <= 80


LISTS = ("causes", "options")


def counts_in(lines: list[str]) -> dict[str, int]:
    return {text.split()[0]: int(text.split()[1].replace(",", "")) for text in lines[:]}


def count(values: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


def test_a_summary_alone_writes_no_rows(
    batch: Batch, good: Records, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    Path("in").write_bytes(b"\n".join(map(line, good)))
    assert batch("in", "--summary") == 0
    text = capfd.readouterr().out
    assert text.startswith(f"{len(good)} records assessed\n\nlevel\n  emergency_now")
    assert max(map(len, text.splitlines())) <= 46  # a count and its share need that much
    assert "\u2588" not in text  # there is no room for bars


def test_a_summary_shows_levels_that_missing_answers_leave_open(
    batch: Batch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("in").write_bytes(b'{"saddle": "since"}\n')
    batch("in", "--summary", "--partial")
    text = capfd.readouterr().out
    assert "level at most, with any answers in place of the missing ones" in text
    Path("in").write_bytes(b"{}\n")
    assert batch("in", "--summary") == 65
    assert capfd.readouterr().out == "no record was assessed\n"
