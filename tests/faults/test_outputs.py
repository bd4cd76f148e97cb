"""Where an output goes: devices, pipes and links are never replaced, and nobody else's are used."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli import files, targets
from sciatica_cli.batch.plan import row_format
from sciatica_cli.core.faults import FaultError
from sciatica_cli.files import check_writable, write_private
from sciatica_cli.rendering import check_ending

pytestmark = pytest.mark.slow  # a process for every case
ORDINARY = Path(__file__).parents[2] / "examples" / "ordinary.json"
PROGRAM = [sys.executable, "-m", "sciatica_cli"]
CHECK = ["check", str(ORDINARY), "--json"]
BATCH = ["batch"]
RECORD = ORDINARY.read_bytes().replace(b"\n", b" ")
NOBODY = 65534
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another account's file"
)
linux = pytest.mark.skipif(sys.platform != "linux", reason="names of descriptors differ")


def run(*arguments: str, shell: str = '"$@"', cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", shell, "sh", *PROGRAM, *arguments],
        input=RECORD,
        capture_output=True,
        cwd=cwd,
        check=False,
    )


def code_of(caught: pytest.ExceptionInfo[FaultError]) -> str:
    (fault,) = caught.value.faults
    return fault.code


BOTH = pytest.mark.parametrize("command", [CHECK, BATCH], ids=["check", "batch"])


@BOTH
@pytest.mark.parametrize("more", [[], ["--force"]])
@pytest.mark.parametrize("name", ["-", pytest.param("/dev/stdout", marks=linux)])
def test_standard_output_has_several_names(
    command: list[str], name: str, more: list[str], tmp_path: Path
) -> None:
    usual = run(*command, cwd=tmp_path)
    named = run(*command, "-o", name, *more, cwd=tmp_path)
    assert (named.returncode, named.stdout) == (0, usual.stdout)
    (tmp_path / "log").write_bytes(b"before\n")
    shell = '"$@" >> log'  # to be opened by its name, which must not cut it
    assert run(*command, "-o", name, *more, cwd=tmp_path, shell=shell).returncode == 0
    assert (tmp_path / "log").read_bytes() == b"before\n" + usual.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


@linux
@BOTH
def test_a_descriptor_is_written_through(command: list[str], tmp_path: Path) -> None:
    usual = run(*command, cwd=tmp_path)
    done = run(*command, "-o", "/dev/fd/7", cwd=tmp_path, shell='"$@" 7> seven')
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "seven").read_bytes() == usual.stdout
    closed = run(*command, "-o", "/dev/fd/9", cwd=tmp_path)
    assert (closed.returncode, closed.stdout) == (73, b"")


@BOTH
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_a_pipe_is_written_through_and_stays(
    command: list[str], more: list[str], tmp_path: Path
) -> None:
    usual = run(*command, cwd=tmp_path)
    os.mkfifo(tmp_path / "pipe.tsv")  # a pipe has no ending
    shell = 'cat pipe.tsv > got & "$@"; wait'
    assert run(*command, "-o", "pipe.tsv", *more, cwd=tmp_path, shell=shell).returncode == 0
    assert (tmp_path / "got").read_bytes() == usual.stdout
    assert stat.S_ISFIFO((tmp_path / "pipe.tsv").lstat().st_mode)


@as_root
@BOTH
def test_a_device_stays_a_device(command: list[str], tmp_path: Path) -> None:
    device = tmp_path / "nothing"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 3))
        device.read_bytes()
    except OSError:
        pytest.skip("no devices can be made here")
    (tmp_path / "link").symlink_to("nothing")
    for name in ("nothing", "link"):
        assert run(*command, "-o", name, "--force", cwd=tmp_path).returncode == 0
    assert stat.S_ISCHR(device.lstat().st_mode)
    assert (tmp_path / "link").is_symlink()


@BOTH
def test_ones_own_link_is_followed_and_stays(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "out.jsonl").symlink_to("data/real")
    arguments = [*command, "-o", "out.jsonl", *(["--format", "json"] if command is CHECK else [])]
    assert run(*arguments, cwd=tmp_path).returncode == 0
    first = (tmp_path / "data" / "real").read_bytes()
    assert run(*arguments, cwd=tmp_path).returncode == 73
    assert run(*arguments, "--force", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.jsonl").is_symlink()
    assert (tmp_path / "data" / "real").read_bytes() == first
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["real"]


@as_root
@BOTH
@pytest.mark.parametrize("kind", ["link", "pipe"])
@pytest.mark.parametrize("more", [[], ["--force"]])
def test_what_somebody_else_put_there_is_not_used(
    command: list[str], kind: str, more: list[str], tmp_path: Path
) -> None:
    planted = tmp_path / "out"
    if kind == "link":
        planted.symlink_to("stolen")
    else:
        os.mkfifo(planted)
    os.chown(planted, NOBODY, NOBODY, follow_symlinks=False)
    done = run(*command, "-o", "out", *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (73, b"")
    assert f"this {kind} belongs to somebody else".encode() in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@as_root
@pytest.mark.parametrize("planted", ["file", "link", "pipe", "second name"])
@pytest.mark.parametrize("more", ["--force", "--resume"])
def test_a_part_that_somebody_else_put_there_is_not_used(
    planted: str, more: str, tmp_path: Path
) -> None:
    study, part = tmp_path / "study.jsonl", tmp_path / "out.part"
    study.write_bytes(RECORD)
    if planted == "pipe":
        os.mkfifo(part)
    elif planted == "link":
        part.symlink_to("elsewhere")
    else:
        part.touch()
    if planted == "second name":
        os.link(part, tmp_path / "second")
    elif planted == "file":
        os.chown(part, NOBODY, NOBODY)
    done = run("batch", "study.jsonl", "-o", "out", more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (73, b"")
    assert not (tmp_path / "elsewhere").exists()
    assert part.is_symlink() or part.stat().st_size == 0


ENDINGS = [".tsv", ".bz2", ".xlsx", ".pdf", ".xz", ".zip", ".yaml", ".unknown"]


@pytest.mark.parametrize("ending", [*ENDINGS, ".csv", ".jsonl", ".gz", ".html.gz"])
def test_a_page_is_not_written_under_an_ending_that_says_something_else(ending: str) -> None:
    with pytest.raises(FaultError) as caught:
        check_ending(f"out{ending}")
    assert caught.value.faults[0].message == "no page can be written with this ending"


@pytest.mark.parametrize("ending", [*ENDINGS, ".json", ".html", ".txt", ".md", ".tsv.gz"])
def test_rows_are_not_written_under_an_ending_that_says_something_else(ending: str) -> None:
    name = f"out{ending}"
    for names in ((name, None), (None, name), ("out.csv", "bad.csv")):
        with pytest.raises(FaultError) as caught:
            row_format(None, *names)
        assert caught.value.faults[0].message == "no results can be written with this ending"
        assert row_format("csv", *names) == "csv"


@pytest.mark.parametrize("folder", ["", "results/", "a.b/"])
def test_an_ending_alone_is_one_too(folder: str) -> None:
    """As `-o "$name.csv"` makes it if the variable is not set."""
    assert row_format(None, f"{folder}.csv") == row_format(None, f"{folder}.csv.gz") == "csv"
    assert row_format(None, f"{folder}name") == "jsonl"
    check_ending(f"{folder}.html")
    check_ending(f"{folder}name")
    for name in (f"{folder}.xlsx", f"{folder}.pdf"):
        with pytest.raises(FaultError):
            row_format(None, name)
        with pytest.raises(FaultError):
            check_ending(name)


@BOTH
def test_an_ending_is_refused_before_anything_is_written(
    command: list[str], tmp_path: Path
) -> None:
    command = [word for word in command if word != "--json"]
    done = run(*command, "-o", "out.tsv", cwd=tmp_path)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    named = ["--format", "json" if "check" in command else "csv"]
    assert run(*command, "-o", "out.tsv", *named, cwd=tmp_path).returncode == 0


# ------------------------------------------------ a file that cannot simply be replaced


def test_a_file_that_is_mounted_by_itself_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mounted"
    path.write_text("what was there before, and longer than the new text")
    inode = path.stat().st_ino

    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(files.os, "replace", busy)
    write_private(str(path), "new", force=True)
    assert (path.read_text(), path.stat().st_ino) == ("new", inode)
    assert [found.name for found in tmp_path.iterdir()] == ["mounted"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_replaced(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    sync = os.fsync

    def appear(number: int) -> None:
        path.write_text("somebody else's")
        sync(number)

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(files.os, "fsync", appear)
    if not links:
        monkeypatch.setattr(files.os, "link", no_links)
    with pytest.raises(FaultError) as caught:
        write_private(str(path), "mine")
    assert code_of(caught) == "exists"
    assert [found.read_text() for found in tmp_path.iterdir()] == ["somebody else's"]


def test_a_file_system_without_links_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(files.os, "link", no_links)
    write_private(str(tmp_path / "out"), "mine")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_write_that_fails_leaves_everything_as_it_was(
    step: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out"
    path.write_text("before")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as faulty:
        faulty.setattr(files.os, step, fail)
        with pytest.raises(FaultError) as caught:
            write_private(str(path), "after", force=True)
    assert code_of(caught) == "cannot_write"
    assert [found.read_text() for found in tmp_path.iterdir()] == ["before"]


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize(
    ("step", "more"),
    [("fsync", []), ("link", []), ("fsync", ["--force"]), ("replace", ["--force"])],
)
def test_a_signal_during_a_write_leaves_no_answers(
    number: signal.Signals, step: str, more: list[str], tmp_path: Path
) -> None:
    if more:
        (tmp_path / "out.json").write_text("before")
    code = (
        "import os, sys\n"
        "from sciatica_cli.__main__ import main\n"
        f"usual = os.{step}\n"
        f"os.{step} = lambda *a, **k: (os.kill(os.getpid(), {int(number)}), usual(*a, **k))\n"
        f"sys.argv = ['sciatica', *{[*CHECK, '-o', 'out.json', *more]!r}]\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == (130 if number == signal.SIGINT else -number)
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == ({"out.json": "before"} if more else {})


@linux
@pytest.mark.parametrize("more", [[], ["--force"]])
@pytest.mark.parametrize("step", ["write", "fsync"])
def test_not_even_a_kill_during_a_write_leaves_answers(
    step: str, more: list[str], tmp_path: Path
) -> None:
    """The file has no name until it is whole, on the usual file systems of Linux."""
    if not has_nameless_files(tmp_path):
        pytest.skip("this file system has no files without a name")
    if more:
        (tmp_path / "out.json").write_text("before")
    code = (
        "import os, signal, sys\n"
        "from sciatica_cli.__main__ import main\n"
        f"usual = os.{step}\n"
        f"os.{step} = lambda *a: (usual(*a), os.kill(os.getpid(), signal.SIGKILL))\n"
        f"sys.argv = ['sciatica', *{[*CHECK, '-o', 'out.json', *more]!r}]\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert done.returncode == -signal.SIGKILL
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == ({"out.json": "before"} if more else {})


def has_nameless_files(folder: Path) -> bool:
    try:
        os.close(os.open(folder, os.O_WRONLY | files.O_TMPFILE, 0o600))
    except OSError:
        return False
    return True


@pytest.mark.parametrize("missing", ["files without a name", "/proc"])
def test_a_file_is_written_where_none_can_be_without_a_name(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = os.link

    def no_proc(source: str, *more: object, **options: object) -> None:
        if source.startswith("/proc"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        usual(source, *more, **options)  # type: ignore[arg-type]

    if missing == "/proc":
        monkeypatch.setattr(files.os, "link", no_proc)
    else:
        monkeypatch.setattr(files, "O_TMPFILE", 0)
    path = tmp_path / "out"
    write_private(str(path), "first")
    with pytest.raises(FaultError):
        write_private(str(path), "second")
    write_private(str(path), "third", force=True)
    assert [(p.name, p.read_text(), p.stat().st_mode & 0o777) for p in tmp_path.iterdir()] == [
        ("out", "third", 0o600)
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone/out", "there is no such folder"),
        ("folder", "this is a folder"),
        ("folder/", "this is a folder"),
        ("a\0b", "this cannot be the name of a file"),
        ("loop", "Too many levels of symbolic links"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_name_that_cannot_be_written_is_reported(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    for write in (check_writable, lambda path: write_private(path, "text")):
        if len(name) == 300 and write is check_writable:
            continue
        with pytest.raises(FaultError) as caught:
            write(name)
        (fault,) = caught.value.faults
        assert fault.code == "cannot_write"
        assert reason in fault.message
        assert "-o FILE" not in fault.hint  # which is what was given


def test_a_disk_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "disk"
    path.touch()
    monkeypatch.setattr(targets.stat, "S_ISREG", lambda _: False)
    monkeypatch.setattr(targets.stat, "S_ISBLK", lambda _: True)
    with pytest.raises(FaultError) as caught:
        check_writable(str(path), force=True)
    assert "this is a disk" in caught.value.faults[0].message


def test_an_output_goes_to_a_file_although_standard_output_is_closed(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt", "a.json"):
        done = run("check", str(ORDINARY), "-o", name, cwd=tmp_path, shell='"$@" >&-')
        assert (done.returncode, done.stderr) == (0, b"")
        assert (tmp_path / name).stat().st_size > 1000


def test_an_endless_questions_file_is_read_with_a_limit(tmp_path: Path) -> None:
    for arguments in (["check", str(ORDINARY), "--questions"], ["lint"]):
        done = run(*arguments, "/dev/zero", cwd=tmp_path)
        assert done.returncode == 78
        assert b"larger than 1 MiB" in done.stdout + done.stderr
