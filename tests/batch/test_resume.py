"""Unfinished work: saved in a part file and continued; no record is lost or done twice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from recorded import Batch, line, rows_of
from sciatica_cli.batch.sink import Sink

FORMS = {
    "lines": ("out.jsonl", []),
    "faults apart": ("out.jsonl", ["--errors", "bad.jsonl"]),
    "csv": ("out.csv", ["--fields", "level,id"]),
    "csv, faults apart": ("out.csv", ["--fields", "level", "--errors", "bad.jsonl"]),
    "whole": ("out.jsonl", ["--full"]),
}


@pytest.fixture
def small(study: Path) -> Path:
    """The study without most of its good records."""
    lines = study.read_bytes().split(b"\n")
    path = study.with_name("small.jsonl")
    path.write_bytes(b"\n".join(lines[2:9] + lines[20:28] + lines[33:38]))
    return path


def texts(*names: str) -> dict[str, bytes]:
    return {name: Path(name).read_bytes() for name in names if Path(name).exists()}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_work_that_stopped_anywhere_ends_the_same(form: str, batch: Batch, small: Path) -> None:
    output, options = FORMS[form]
    arguments = (small, "-o", output, *options)
    assert batch(*arguments) == 65
    whole = texts(output, "bad.jsonl")
    for share in (0, 0.03, 0.2, 0.5, 0.51, 0.83, 0.999, 1):
        for name, text in whole.items():
            os.unlink(name)
            part = text if name == "bad.jsonl" else text[: int(len(text) * share)]
            Path(f"{name}.part").write_bytes(part)
        assert batch(*arguments, "--resume") == 65
        assert texts(output, "bad.jsonl") == whole, share
        assert not list(Path().glob("*.part"))


@pytest.mark.parametrize("share", [0, 0.4, 0.9])
def test_faults_may_be_ahead_of_the_results(share: float, batch: Batch, small: Path) -> None:
    """As after a stop between the two: the faults of a block are written first."""
    arguments = (small, "-o", "out.jsonl", "--errors", "bad.jsonl")
    batch(*arguments)
    whole = texts("out.jsonl", "bad.jsonl")
    faults = whole["bad.jsonl"]
    cut = int(len(faults) * share)
    reached = faults[:cut].count(b"\n")
    first_lost = rows_of(Path("bad.jsonl"))[reached]["line"]
    rows = whole["out.jsonl"].splitlines(keepends=True)
    before = [row for row in rows if int(row.split(b'"line":')[1].split(b",")[0]) < first_lost]
    for name in whole:
        os.unlink(name)
    Path("bad.jsonl.part").write_bytes(faults[:cut])
    Path("out.jsonl.part").write_bytes(b"".join(before))
    assert batch(*arguments, "--resume") == 65
    assert texts("out.jsonl", "bad.jsonl") == whole


def test_the_account_of_the_whole_is_given_in_the_end(
    batch: Batch, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(small, "-o", "out.jsonl")
    rows = Path("out.jsonl").read_bytes().splitlines(keepends=True)
    Path("out.jsonl").unlink()
    Path("out.jsonl.part").write_bytes(b"".join(rows[:9]))
    capsys.readouterr()
    assert batch(small, "-o", "out.jsonl", "--resume") == 65
    assert capsys.readouterr().err == (
        "sciatica: 9 records had been assessed before\n"
        f"sciatica: 4 of {len(rows)} records refused (since then bad_id 1, missing 1, not_json 1)"
        "; 1 of them may need help the same day\n"
    )


def test_a_part_that_is_in_the_way_is_not_touched(
    batch: Batch, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("out.jsonl.part").write_bytes(b"precious\n")
    assert batch(small, "-o", "out.jsonl") == 73
    assert capsys.readouterr().err == (
        "sciatica: out.jsonl.part: this is the unfinished work of an earlier run "
        "(continue it with --resume, or start again with --force) [exists]\n"
    )
    assert Path("out.jsonl.part").read_bytes() == b"precious\n"
    assert batch(small, "-o", "out.jsonl", "--force") == 65


@pytest.mark.parametrize("change", ["input", "options", "longer", "faults", "header"])
def test_what_another_run_left_is_not_continued(
    change: str, batch: Batch, small: Path, good: list[dict[str, Any]], capsys: Any
) -> None:
    options = ["-o", "out.csv" if change == "header" else "out.jsonl"]
    options += ["--errors", "bad.jsonl"] if change == "faults" else []
    batch(small, *options)
    name = options[1]
    for made in (name, "bad.jsonl"):
        if Path(made).exists():
            Path(made).rename(f"{made}.part")
    if change == "input":
        lines = small.read_bytes().split(b"\n")
        small.write_bytes(b"\n".join([line(good[40]), *lines]))
    if change == "options":
        options += ["--fields", "id"]
    if change == "longer":
        small.write_bytes(small.read_bytes().split(b"\n")[0])
    if change == "faults":
        Path("bad.jsonl.part").write_bytes(b'{"line":1}\n{"line":0}\n')
    if change == "header":
        options += ["--fields", "id"]
    part = Path(f"{name}.part").read_bytes()
    capsys.readouterr()
    assert batch(small, *options, "--resume") == 2
    first, *_ = capsys.readouterr().err.splitlines()
    assert first == (
        f"sciatica: {name}.part: this unfinished work was not made from this input with these "
        "options (use those of the first run, or start again with --force) [other_run]"
    )
    assert Path(f"{name}.part").read_bytes() == part


def test_faults_that_have_their_name_already_are_continued(batch: Batch, small: Path) -> None:
    """As after a crash between the two renames."""
    arguments = (small, "-o", "out.jsonl", "--errors", "bad.jsonl")
    batch(*arguments)
    whole = texts("out.jsonl", "bad.jsonl")
    Path("out.jsonl").rename("out.jsonl.part")
    assert batch(*arguments, "--resume") == 65
    assert texts("out.jsonl", "bad.jsonl") == whole


def test_the_last_faults_are_looked_at_again_too(batch: Batch, small: Path) -> None:
    """Answers that were missing may be missing with --partial."""
    small.write_bytes(small.read_bytes().split(b"\n")[0] + b'\n{"age": 40}\n')
    arguments = (small, "-o", "out.jsonl", "--errors", "bad.jsonl")
    assert batch(*arguments) == 65
    Path("out.jsonl").rename("out.jsonl.part")
    assert batch(*arguments, "--resume", "--partial") == 2


def test_two_runs_do_not_write_one_file(
    batch: Batch, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = Sink("out.jsonl")
    running.write(b"row\n")
    for option in ("--resume", "--force"):
        assert batch(small, "-o", "out.jsonl", option) == 73
        assert capsys.readouterr().err == (
            "sciatica: out.jsonl.part: another run is writing to this file "
            "(wait until it ends, or choose another name) [exists]\n"
        )
    running.close()
    assert Path("out.jsonl.part").read_bytes() == b"row\n"


def test_the_work_continues_after_the_bad_line_is_fixed(
    batch: Batch, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    while batch(small, "-o", "out.jsonl", "--fail-fast", "--resume") == 65:
        bad = int(capsys.readouterr().err.split("line ")[1].split(":")[0])
        lines = small.read_bytes().split(b"\n")
        lines[bad - 1] = lines[0]
        small.write_bytes(b"\n".join(lines))
    rows = rows_of(Path("out.jsonl"))
    assert {row["schema"] for row in rows} == {"sciatica.result/2"}
    blank = [number for number, text in enumerate(lines, start=1) if not text.strip()]
    assert [row["line"] for row in rows] == [n for n in range(1, len(lines) + 1) if n not in blank]
