"""Pipes, signals, full disks, several processes: the command as a shell runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

import pexpect
import pytest

from recorded import command, line, rows_of, run
from sciatica_cli.batch import workers
from sciatica_cli.batch.plan import Plan
from sciatica_cli.batch.source import Block, FileRange
from sciatica_cli.cli import run_cli
from sciatica_cli.core.faults import InputError, InternalError
from sciatica_cli.report.strings import WAITING_FOR_LINES

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
Records = list[dict[str, Any]]


def start(*arguments: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command(*arguments), stdin=pipe, stdout=pipe, stderr=pipe)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_result_comes_when_the_input_pauses(jobs: str, good: Records) -> None:
    with start("--jobs", jobs) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number, record in enumerate(good[:3], start=1):
            process.stdin.write(line(record) + b"\n")
            process.stdin.flush()
            row = json.loads(process.stdout.readline())
            assert (row["id"], row["line"]) == (record["id"], number)
        process.stdin.close()
        assert process.wait() == 0


def test_several_processes_write_the_same_bytes(study: Path, tmp_path: Path) -> None:
    study.write_bytes(study.read_bytes() * 40)
    alone = run(str(study), "--summary", "-o", str(tmp_path / "one"))
    several = run(str(study), "--summary", "-o", str(tmp_path / "two"), "--jobs", "3")
    assert several.returncode == alone.returncode == 65
    assert (several.stdout, several.stderr) == (alone.stdout, alone.stderr)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_several_processes_read_a_file_that_is_standard_input(study: Path, tmp_path: Path) -> None:
    for jobs in ("1", "3"):
        with study.open("rb") as file:
            options = ("--jobs", jobs, "-o", str(tmp_path / f"{jobs}.jsonl"))
            assert subprocess.run(command(*options), stdin=file, check=False).returncode == 65
    assert (tmp_path / "3.jsonl").read_bytes() == (tmp_path / "1.jsonl").read_bytes()


def test_a_file_that_becomes_shorter_is_reported(study: Path) -> None:
    with study.open("rb") as file:
        whole = FileRange(str(study), file.fileno(), 0, study.stat().st_size, 1, 1000)
        os.truncate(study, 1000)
        with pytest.raises(InputError) as caught:
            list(whole.blocks())
    assert caught.value.faults[0].message == "the file became shorter while it was read"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_was_done(jobs: str, good: Records, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    with start("-o", str(output), "--jobs", jobs) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(line(good[0]) + b"\n")
        process.stdin.flush()
        part = Path(f"{output}.part")
        while not (part.exists() and part.read_bytes()):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        message = process.stderr.read().decode()
        assert process.wait() == 130
    assert message == (
        f"sciatica: stopped after 1 record\nsciatica: the results so far are in {part}\n"
    )
    assert rows_of(part)[0]["id"] == good[0]["id"]


@pytest.mark.parametrize("blocks", [pytest.param(0, marks=needs_proc), 5])
def test_ctrl_c_in_a_terminal_reaches_all_processes_and_only_one_speaks(
    blocks: int, good: Records
) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command("--jobs", "3"), stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for _ in range(blocks):
            process.stdin.write(line(good[0]) + b"\n")
            process.stdin.flush()
            process.stdout.readline()
        # Without a block nothing comes out, but a second thread reads once it has been waited for.
        while not blocks and len(os.listdir(f"/proc/{process.pid}/task")) < 2:
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        message = process.stderr.read().decode()
        assert process.wait() == 130
    waited = "" if blocks else f"sciatica: {WAITING_FOR_LINES}\n"
    assert message == f"{waited}sciatica: stopped after {blocks} records\n"


@needs_proc
def test_no_process_stays_behind_when_the_first_is_killed(good: Records) -> None:
    with start("--jobs", "2") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(3):
            process.stdin.write(line(good[0]) + b"\n")
            process.stdin.flush()
            process.stdout.readline()
        others = children(process.pid)
        assert len(others) == 2
        process.kill()
        process.wait()
        end = time.monotonic() + 60
        while any(map(is_alive, others)):
            assert time.monotonic() < end
            time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_input_that_does_not_wait_is_waited_for(good: Records) -> None:
    """As it is inherited from programs that run an event loop."""
    reads, writes = os.pipe()
    os.set_blocking(reads, False)
    with subprocess.Popen(
        command("-q"), stdin=reads, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        os.close(reads)
        for number in (1, 2):
            os.write(writes, line(good[0]) + b"\n")
            assert json.loads(process.stdout.readline())["line"] == number
        os.close(writes)
        assert process.wait() == 0


def test_closed_streams_are_reported_in_one_line_or_not_at_all(study: Path) -> None:
    program = [sys.executable, "-m", "sciatica_cli", "batch", str(study)]
    shell = ["sh", "-c"]
    done = subprocess.run([*shell, '"$@" >&-', "sh", *program], stderr=subprocess.PIPE, check=False)
    closed = b"it is closed (write to a file with -o FILE)"
    message = b"sciatica: output: cannot be written: " + closed + b" [cannot_write]\n"
    assert (done.returncode, done.stderr) == (73, message)
    done = subprocess.run(
        [*shell, '"$@" 2>&-', "sh", *program], stdout=subprocess.PIPE, check=False
    )
    assert done.returncode == 65
    assert all(row.startswith(b"{") for row in done.stdout.splitlines())


def test_a_reader_that_goes_away_is_reported_in_one_line(good: Records, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.write_bytes((line(good[0]) + b"\n") * 2_000)
    with start(str(source)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        message = process.stderr.read().decode()
        assert process.wait() == 141
    assert message.startswith("sciatica: the reader closed the output: stopped after ")
    assert message.count("\n") == 1


@needs_full
@pytest.mark.parametrize("arguments", [(), ("-o", "/dev/full")])
def test_a_full_disk_is_reported_in_one_line(arguments: tuple[str, ...], good: Records) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command(*arguments),
            input=line(good[0]),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    name = arguments[1] if arguments else "output"
    full_disk = "the disk is full (free some space, or choose another place)"
    message = f"sciatica: {name}: cannot be written: {full_disk} [cannot_write]\n"
    assert (done.returncode, done.stderr.decode()) == (73, message)


def test_many_records_in_a_pipe_are_sent_to_batch(good: Records) -> None:
    several = b"\n".join(map(line, good[:3]))
    code = "import sys; from sciatica_cli.__main__ import main; sys.exit(main())"
    for data in (several, several * 2_000):
        done = subprocess.run(
            [sys.executable, "-c", code], input=data, capture_output=True, check=False
        )
        *_, message = done.stderr.decode().splitlines()  # the first may say that one is urgent
        assert "for many recorded ones, one per line, use sciatica batch" in message
        assert (done.returncode, done.stdout) == (65, b"")


def test_no_input_and_no_terminal_is_a_usage_error() -> None:
    with open(os.devnull, "rb") as nothing:
        done = subprocess.run(command(), stdin=nothing, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


@needs_proc
@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b'{"id": "' + b"x" * 40_000_000 + b'"}\n{"id": 2}\n', ["too_large", "missing"]),
        (b"{}\n" * 10_000, ["missing"] * 10_000),
        (
            b"".join(b'{"saddle": "%d' % n + b"x" * 300_000 + b'"}\n' for n in range(200)),
            ["not_a_choice"] * 200,
        ),
    ],
    ids=["one long line", "many short lines", "long texts"],
)
def test_no_input_takes_more_memory_than_it_may(
    data: bytes, codes: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "in"
    source.write_bytes(data)
    code = (
        "import sys; from sciatica_cli.cli import run_cli; run_cli(sys.argv[1:]); "
        "print(open('/proc/self/status').read(), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "batch", str(source), "-q"], capture_output=True, check=True
    )
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    assert [row["faults"][0]["code"] for row in rows] == codes
    peak = next(text for text in done.stderr.splitlines() if text.startswith(b"VmHWM"))
    assert int(peak.split()[1]) < 64 * 1024  # KiB


# ------------------------------------------------ a terminal


def test_a_bar_shows_how_far_a_run_is(study: Path, tmp_path: Path) -> None:
    screen = in_terminal(study, tmp_path, "-o", str(tmp_path / "out"))
    size = f"{study.stat().st_size / 1000:.1f}"
    assert f"{size}/{size} kB" in screen
    assert "records/s, 4 refused" in screen
    assert "records refused, the first in line 23" in screen


@pytest.mark.parametrize("option", ["--plain", "--quiet"])
def test_whoever_wants_no_bar_sees_none(option: str, study: Path, tmp_path: Path) -> None:
    screen = in_terminal(study, tmp_path, "-o", str(tmp_path / "out"), option)
    assert screen.count("\n") == 1
    assert "\x1b" not in screen


def test_there_is_no_bar_among_the_rows(study: Path, tmp_path: Path) -> None:
    assert "records/s" not in in_terminal(study, tmp_path)


def in_terminal(study: Path, folder: Path, *arguments: str) -> str:
    program, *rest = command(str(study), *arguments)
    child = pexpect.spawn(program, rest, cwd=str(folder), dimensions=(24, 80), timeout=60)
    shown = child.read().decode()
    child.wait()  # pexpect gives it only a moment to end
    child.close()
    assert child.exitstatus == 65
    return shown


LOST = "sciatica: one of the processes ended, perhaps for lack of memory (use fewer --jobs)"


@needs_proc
def test_a_process_that_dies_ends_the_run_in_one_line(good: Records) -> None:
    with start("--jobs", "2") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for child in (True, True, False):  # a second one starts while the first waits
            process.stdin.write(line(good[0]) + b"\n")
            process.stdin.flush()
            process.stdout.readline()
            for pid in children(process.pid) if child else ():
                os.kill(pid, signal.SIGKILL)
        message = process.stderr.read().decode().splitlines()
        assert process.wait() == 1
    assert message[0] == f"{LOST} [process_lost]"


def children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


def test_processes_that_die_while_others_start_end_the_run(
    study: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workers, "START", "import sys; sys.exit(3)")
    study.write_bytes(study.read_bytes() * 20)
    for jobs in ("2", "5"):
        assert run_cli(["batch", str(study), "--jobs", jobs]) == 1
        output = capfd.readouterr()
        assert (output.out, output.err.splitlines()) == ("", [f"{LOST} [process_lost]"])


def test_processes_that_cannot_be_started_end_the_run(
    study: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", str(study.parent / "nothing"))
    assert run_cli(["batch", str(study), "--jobs", "2"]) == 1
    output = capfd.readouterr()
    assert (output.out, output.err.splitlines()) == ("", [f"{LOST} [process_lost]"])


def test_a_process_that_starts_while_the_run_ends_does_not_stay_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    process = workers.Process(Plan())
    end = Thread(target=process.end)
    started: list[subprocess.Popen[bytes]] = []

    class Slow(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            end.start()
            end.join(0.1)  # time to end too soon
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr(workers.subprocess, "Popen", Slow)
    with pytest.raises(InternalError, match="process_lost"):
        process.assess(Block(1, b"{}\n", 3))
    end.join()
    assert [one.returncode for one in started] == [-signal.SIGKILL]


@pytest.mark.skipif(sys.platform != "linux", reason="limits differ")
@pytest.mark.parametrize("limit", ["-n 20", "-v 400000"])
def test_several_processes_with_few_resources_end(limit: str, study: Path) -> None:
    shell = ["sh", "-c", f'ulimit {limit}; exec "$@"', "sh"]
    done = subprocess.run(
        [*shell, *command(str(study), "--jobs", "12")], capture_output=True, check=False
    )
    assert done.returncode in (1, 65)
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr
