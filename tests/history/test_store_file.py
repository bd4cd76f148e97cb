"""Where the checks are kept: private at every moment, nowhere unexpected, nobody else's file.

Whatever is in the way, the person gets one line that says where, what, and how to go on.
"""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

from forks import NOBODY, become_nobody, result_in_child
from sciatica_cli.core.faults import FaultError, InputError, OutputError
from sciatica_cli.history.store import Store
from sciatica_cli.history.store_file import default_path

CHECK = ("Ann", 1_700_000_000, "GB", "self", '{"pain": 4}')
LARGE = ("Ann", 1_700_000_000, "GB", "self", '"' + "x" * 20_000 + '"')
STRANGE_NAMES = [
    "with space.sqlite",
    "?mode=memory",
    "#?&%41%00;'\"",
    "ü\N{SNOWMAN}",
    "new\nline",
    "\udcff\udcfe",  # bytes that are no UTF-8
    "-",
    "checks.sqlite-journal",
    "file:x?mode=ro",
    ":memory:",
]
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs what Linux has")
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another account's file"
)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def uses(store: Store) -> list[Callable[[], object]]:
    """Everything that can be done with a store."""
    reading = [store.checks, store.people, lambda: store.check(1)]
    return [*reading, lambda: store.add(*CHECK), lambda: store.erase(1), store.erase_all]


def lines(store: Store) -> list[str]:
    """What each use is answered with: the fault as a line, or an empty text."""
    told = []
    for use in uses(store):
        try:
            use()
        except FaultError as error:
            (fault,) = error.faults
            told.append(fault.line())
        else:
            told.append("")
    return told


def check_refused(store: Store, reason: str) -> None:
    told = lines(store)
    assert all(reason in line and line.count("\n") == 0 for line in told), told
    assert all(os.path.dirname(store.path)[-10:] in line for line in told)


@pytest.fixture
def shared() -> Iterator[Path]:
    """Return a folder which every account can reach, as those of pytest cannot be."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


# The default place.


def test_the_place_follows_the_rules_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "my data"))
    if sys.platform == "linux":
        assert default_path() == str(tmp_path / "my data" / "sciatica" / "checks.sqlite")
    Store().add(*CHECK)
    assert Path(default_path()).is_file()


def test_no_test_uses_the_checks_of_whoever_runs_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ours = str(tmp_path_factory.getbasetemp())
    assert default_path().startswith(ours)
    program = "from sciatica_cli.history.store_file import default_path; print(default_path())"
    told = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert told.stdout.decode().startswith(ours)


@linux
@pytest.mark.parametrize("value", ["", "data", "./data", "../data", " ", None])
def test_a_variable_without_an_absolute_folder_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    if value is None:
        monkeypatch.delenv("XDG_DATA_HOME")
    else:
        monkeypatch.setenv("XDG_DATA_HOME", value)
    Store().add(*CHECK)
    usual = tmp_path / "home" / ".local" / "share" / "sciatica" / "checks.sqlite"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [usual]


@linux
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o777])
def test_folders_and_file_are_for_the_owner_alone_whatever_the_umask(
    shared: Path, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    home = shared / "home"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "a" / "b"))

    def use() -> str:
        become_nobody()
        os.umask(mask)
        Store().add(*CHECK)
        Store().add(*CHECK)
        return str(len(Store().checks()))

    assert result_in_child(use) == "2"
    folder = home / "a" / "b" / "sciatica"
    assert [mode_of(path) for path in (home / "a", home / "a" / "b", folder)] == [0o700] * 3
    assert mode_of(folder / "checks.sqlite") == 0o600


@linux
def test_a_folder_and_a_file_that_others_may_read_are_narrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "data" / "sciatica"
    Store().add(*CHECK)
    (tmp_path / "data").chmod(0o755)
    folder.chmod(0o777)
    (folder / "checks.sqlite").chmod(0o644)
    assert len(Store().checks()) == 1
    assert mode_of(folder / "checks.sqlite") == 0o600
    Store().add(*CHECK)
    assert mode_of(folder) == 0o700
    assert mode_of(tmp_path / "data") == 0o755  # not ours to change


@linux
def test_a_link_from_the_default_place_leaves_the_other_folder_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder, stick = tmp_path / "data" / "sciatica", tmp_path / "stick"
    folder.mkdir(parents=True)
    stick.mkdir()
    stick.chmod(0o755)
    (folder / "checks.sqlite").symlink_to(stick / "mine.sqlite")
    Store().add(*CHECK)
    assert [mode_of(path) for path in (folder, stick)] == [0o700, 0o755]
    assert mode_of(stick / "mine.sqlite") == 0o600


@linux
def test_the_folder_of_a_named_file_is_left_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    Store(str(folder / "x.sqlite")).add(*CHECK)
    assert (mode_of(folder), mode_of(folder / "x.sqlite")) == (0o755, 0o600)


@linux
@pytest.mark.parametrize("variables", [{"HOME": "/nowhere/me"}, {"HOME": "/proc/nowhere"}], ids=str)
def test_a_home_that_is_gone_is_not_made(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    store = Store()
    assert store.checks() == ()
    with pytest.raises(OutputError) as caught:
        store.add(*CHECK)
    (fault,) = caught.value.faults
    assert fault.line().startswith(variables["HOME"])
    assert "there is no such folder (" in fault.line()
    assert not os.path.exists(variables["HOME"])


@linux
@pytest.mark.parametrize("name", ["HOME", "XDG_DATA_HOME"])
@pytest.mark.parametrize("kind", ["file", "device"])
def test_a_home_that_is_a_file_ends_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv(name, str(tmp_path / "file") if kind == "file" else "/dev/null")
    with pytest.raises(OutputError) as caught:
        Store().add(*CHECK)
    (fault,) = caught.value.faults
    assert fault.code == "cannot_write"
    assert Store().checks() == ()
    assert not Store().erase_all()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


@linux
def test_without_a_home_a_file_has_to_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_, **__: "relative/sciatica")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as caught:
        Store()
    (fault,) = caught.value.faults
    assert fault.line() == (
        "there is no home folder (name a file with --store-file) [cannot_write]"
    )
    assert not list(tmp_path.iterdir())
    Store("named.sqlite").add(*CHECK)
    assert [path.name for path in tmp_path.iterdir()] == ["named.sqlite"]


# Names.


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be")
@pytest.mark.parametrize("name", STRANGE_NAMES, ids=ascii)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = Store(str(tmp_path / name))
    assert store.add(*CHECK) == 1
    assert len(Store(str(tmp_path / name)).checks()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert store.erase_all()
    assert not list(tmp_path.iterdir())


def test_a_long_path_is_a_path(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x" * 100] * 3)
    folder.mkdir(parents=True)
    store = Store(str(folder / "checks.sqlite"))
    assert store.add(*CHECK) == 1
    assert len(store.checks()) == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x" * 300, "ame too long"),
        ("nul\0", "this cannot be the name of a file"),
        ("/".join(["x" * 200] * 4), ""),
    ],
    ids=["long", "NUL", "long path"],
)
def test_what_cannot_be_a_name_ends_in_one_line(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(OutputError) as caught:
        Store(str(tmp_path / name)).add(*CHECK)
    (fault,) = caught.value.faults
    assert reason in fault.line()
    assert len(fault.line()) < 400


def test_the_folder_of_a_named_file_is_not_made(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "gone" / "x.sqlite"))
    assert store.checks() == ()
    assert not store.erase_all()
    with pytest.raises(OutputError) as caught:
        store.add(*CHECK)
    (fault,) = caught.value.faults
    assert "there is no such folder (create the folder" in fault.line()
    assert not list(tmp_path.iterdir())


# What is there already.


@linux
@pytest.mark.parametrize("name", ["/dev/null", "/dev/zero", "/dev/full"])
def test_a_device_is_no_store(name: str) -> None:
    told = lines(Store(name))
    assert all("or is no ordinary file" in line for line in told), told


@linux
def test_a_pipe_is_no_store_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    check_refused(Store(str(tmp_path / "pipe")), "no ordinary file")


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    check_refused(Store(str(tmp_path / "folder")), "this is a folder")
    assert (tmp_path / "folder").is_dir()


@linux
def test_ones_own_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "link.sqlite"
    link.symlink_to("disk/second.sqlite")
    (tmp_path / "disk" / "second.sqlite").symlink_to("real.sqlite")
    store = Store(str(link))
    assert store.checks() == ()
    assert not store.erase_all()  # a link to nothing is nothing
    assert store.add(*CHECK) == 1
    assert mode_of(tmp_path / "disk" / "real.sqlite") == 0o600
    assert len(Store(str(tmp_path / "disk" / "real.sqlite")).checks()) == 1
    assert store.erase_all()
    assert link.is_symlink()
    assert not (tmp_path / "disk" / "real.sqlite").exists()
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["second.sqlite"]


@linux
def test_links_in_a_circle_are_no_store(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    told = lines(Store(str(tmp_path / "a")))
    assert all(told[:4]), told


@as_root
def test_ones_own_link_to_the_link_of_somebody_else_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").symlink_to("theirs")
    (tmp_path / "theirs").symlink_to("target")
    os.chown(tmp_path / "theirs", NOBODY, NOBODY, follow_symlinks=False)
    check_refused(Store(str(tmp_path / "mine")), "this file belongs to somebody else")
    assert not (tmp_path / "target").exists()


@as_root
@pytest.mark.parametrize("planted", ["x.sqlite", "x.sqlite-journal", "x.sqlite-wal"])
@pytest.mark.parametrize("kind", ["file", "link", "pipe"])
def test_nothing_that_somebody_else_has_put_there_is_used(
    tmp_path: Path, planted: str, kind: str
) -> None:
    store = Store(str(tmp_path / "x.sqlite"))
    if planted != "x.sqlite":
        store.add(*CHECK)
    (tmp_path / "target").write_bytes(b"")
    path = tmp_path / planted
    if kind == "file":
        path.write_bytes(b"")
    elif kind == "link":
        path.symlink_to("target")
    else:
        os.mkfifo(path)
    os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    check_refused(store, "this file belongs to somebody else, or is no ordinary file")
    assert (tmp_path / "target").read_bytes() == b""


@linux
def test_a_journal_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "x.sqlite"))
    store.add(*CHECK)
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "x.sqlite-journal").symlink_to("precious")
    check_refused(store, "is no ordinary file")
    assert (tmp_path / "precious").read_bytes() == b"mine"


@as_root
def test_a_default_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "sciatica").mkdir()
    os.chown(tmp_path / "sciatica", NOBODY, NOBODY)
    with pytest.raises(OutputError) as caught:
        Store().add(*CHECK)
    (fault,) = caught.value.faults
    assert "you have no permission" in fault.line()
    assert not list((tmp_path / "sciatica").iterdir())


@linux
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_may_only_be_read_is_read(shared: Path, what: str) -> None:
    folder = shared / "mine"
    folder.mkdir()
    store = Store(str(folder / "x.sqlite"))
    store.add(*CHECK)
    before = (folder / "x.sqlite").read_bytes()
    for path in (folder, folder / "x.sqlite"):
        os.chown(path, NOBODY, NOBODY) if os.geteuid() == 0 else None
    (folder / "x.sqlite" if what == "file" else folder).chmod(0o400 if what == "file" else 0o500)

    def use() -> str:
        become_nobody()
        return "\n".join(lines(store))

    *reading, adding, erasing, erasing_all = result_in_child(use).split("\n")
    assert reading == ["", "", ""]
    for line in (adding, erasing, erasing_all):
        assert line.endswith("you have no permission (choose a folder of your own) [cannot_write]")
    assert (folder / "x.sqlite").read_bytes() == before
    folder.chmod(0o700)
    assert [path.name for path in folder.iterdir()] == ["x.sqlite"]


@linux
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_store_that_may_not_be_read_is_reported(shared: Path, what: str) -> None:
    folder = shared / "mine"
    folder.mkdir()
    store = Store(str(folder / "x.sqlite"))
    store.add(*CHECK)
    for path in (folder, folder / "x.sqlite"):
        os.chown(path, NOBODY, NOBODY) if os.geteuid() == 0 else None
    (folder / "x.sqlite" if what == "file" else folder).chmod(0)

    def use() -> str:
        become_nobody()
        return "\n".join(lines(store))

    for line in result_in_child(use).split("\n"):
        assert "you have no permission" in line


# A full disk.


@linux
@pytest.mark.parametrize("step", [9500, pytest.param(512, marks=pytest.mark.slow)])
@pytest.mark.parametrize("use", ["first", "add", "erase", "erase all"])
def test_on_a_full_disk_all_is_as_before(tmp_path: Path, use: str, step: int) -> None:
    """With a limit of the size of files for a disk; of every size in turn."""
    path = tmp_path / "x.sqlite"
    store = Store(str(path))

    def limited(limit: int, action: Callable[[], object]) -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            action()
        except FaultError as error:
            (fault,) = error.faults
            return fault.line()
        return "done"

    action = {
        "first": lambda: store.add(*LARGE),
        "add": lambda: store.add(*LARGE),
        "erase": lambda: store.erase(1),
        "erase all": store.erase_all,
    }[use]
    refused = 0
    for limit in range(0, 80_000, step):
        store.erase_all()
        for _ in range(0 if use == "first" else 2):
            store.add(*LARGE)
        before = store.checks()
        told = result_in_child(lambda limit=limit: limited(limit, action))
        if told == "done":
            break
        assert told.endswith("[cannot_write]")
        assert "the disk is full" in told, told
        assert "xx" not in told
        refused += 1
        if use in ("first", "add"):
            assert store.checks() == before
        else:
            after = store.checks()
            assert after in (before, before[1:] if use == "erase" else ())
        assert [path.name for path in tmp_path.iterdir()] == ["x.sqlite"]
        assert store.add(*CHECK)
    assert told == "done"
    assert refused > 10_000 // step


def test_what_is_read_is_an_input_and_what_is_written_an_output(tmp_path: Path) -> None:
    """The exit status of a command follows from it."""
    (tmp_path / "folder").mkdir()
    store = Store(str(tmp_path / "folder"))
    *reading, add, erase, erase_all = uses(store)
    for use in reading:
        with pytest.raises(InputError):
            use()
    for use in (add, erase, erase_all):
        with pytest.raises(OutputError):
            use()
