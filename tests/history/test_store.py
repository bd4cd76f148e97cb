"""What is added to the store is there until it is erased, whoever else uses it meanwhile."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import forks
from sciatica_cli.core.faults import FaultError, InputError, OutputError
from sciatica_cli.history import store, store_file
from sciatica_cli.history.store import Store, StoredCheck

TEXT = '{"pain": 4, "note": "ü\\u0000 \N{SNOWMAN}"}'


def add(a_store: Store, person: str = "Ann", at: int = 1_700_000_000, text: str = TEXT) -> int:
    return a_store.add(person, at, "GB", "self", text)


FIRST_LOCK_BYTE, LOCK_BYTES = 0x40000000, 512  # where SQLite locks a file


def line_of(caught: pytest.ExceptionInfo[FaultError]) -> str:
    (fault,) = caught.value.faults
    return fault.line()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "checks.sqlite"


@pytest.fixture
def a_store(path: Path) -> Store:
    return Store(str(path))


def test_what_is_added_comes_back(a_store: Store) -> None:
    person, region = "O'Hara \x00\x1b[31m \N{SNOWMAN} \u202e", "GB"
    number = a_store.add(person, 5, region, "helper", TEXT)
    expected = StoredCheck(number, person, 5, region, "helper", TEXT)
    assert a_store.checks() == (expected,)
    assert a_store.check(number) == expected
    assert a_store.check(number + 1) is None


def test_nothing_is_created_by_asking(a_store: Store, path: Path) -> None:
    assert not a_store.exists
    assert (a_store.checks(), a_store.people(), a_store.check(1)) == ((), (), None)
    assert (a_store.erase(1), a_store.erase_all()) == (False, False)
    assert not path.parent.joinpath(path.name).exists()
    assert not list(path.parent.iterdir())


def test_checks_come_oldest_first_and_people_latest_first(a_store: Store) -> None:
    for person, at in (("Ann", 30), ("Ben", 10), ("", 20), ("Ben", 20)):
        add(a_store, person, at)
    assert [check.number for check in a_store.checks()] == [2, 3, 4, 1]
    assert [check.number for check in a_store.checks("Ben")] == [2, 4]
    assert a_store.checks("Cid") == ()
    assert a_store.people() == ("Ann", "Ben", "")


def test_a_number_is_not_given_again(a_store: Store) -> None:
    assert [add(a_store), add(a_store)] == [1, 2]
    assert a_store.erase(2)
    assert not a_store.erase(2)
    assert add(a_store) == 3


@pytest.mark.parametrize("number", [0, -1, 7, 1 << 62, 1 << 64, 10**40])
def test_a_number_that_nobody_has_is_not_erased(a_store: Store, number: int) -> None:
    add(a_store)
    assert not a_store.erase(number)
    assert a_store.check(number) is None
    assert len(a_store.checks()) == 1


@pytest.mark.parametrize("size", [10, 3000, 60_000])
def test_nothing_that_was_erased_is_left_in_the_file(a_store: Store, path: Path, size: int) -> None:
    seeded = random.Random(1)
    texts = [f"MARK{i:03}-" * (seeded.randrange(size) // 8 + 1) for i in range(40)]
    numbers = [add(a_store, f"MARK{i:03}", text=json.dumps(text)) for i, text in enumerate(texts)]
    for i in seeded.sample(range(40), 39):
        assert a_store.erase(numbers[i])
        numbers[i] = 0
        left = path.read_bytes()
        assert [b"MARK%03d" % j in left for j in range(40)] == list(map(bool, numbers))
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_what_an_interrupted_erasing_left_is_gone_after_the_next(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full between the erasing and the packing; the person tries again."""
    for i in range(5):
        add(a_store, text=json.dumps(f"MARK{i}" * 500))
    before = path.stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(store, "VACUUM", "SELECT nothing")
        with pytest.raises(FaultError):
            a_store.erase(1)
    assert not a_store.erase(1)
    assert path.stat().st_size < before


def test_erasing_all_deletes_the_file(a_store: Store, path: Path) -> None:
    add(a_store)
    assert a_store.erase_all()
    assert not a_store.exists
    assert not list(path.parent.iterdir())
    assert add(a_store) == 1


def test_where_an_open_file_cannot_be_deleted_it_stays_without_checks(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str) -> None:
        raise PermissionError

    add(a_store, "MARK")
    monkeypatch.setattr(store_file, "OPEN_FILES_STAY", True)
    monkeypatch.setattr(os, "unlink", refuse)
    assert a_store.erase_all()
    assert a_store.checks() == ()
    assert b"MARK" not in path.read_bytes()


@pytest.mark.parametrize("content", [None, b""], ids=["no file", "empty"])
def test_an_empty_file_is_a_store_without_checks(
    a_store: Store, path: Path, content: bytes | None
) -> None:
    """A program may have been killed right after it made the file."""
    if content is not None:
        path.write_bytes(content)
    assert a_store.checks() == ()
    assert not a_store.erase(1)
    assert add(a_store) == 1
    if content is not None:
        path.write_bytes(content)
        assert a_store.erase_all()
    assert path.exists() is (content is None)


def test_what_could_not_be_read_again_is_not_added(a_store: Store) -> None:
    for person, at, text in [
        ("x" * 201, 5, "{}"),
        ("\udcff", 5, "{}"),
        ("Ann", -1, "{}"),
        ("Ann", 1 << 70, "{}"),
        ("Ann", 5, '"' + "x" * (3 << 20) + '"'),
        ("Ann", 5, '"' + "\N{SNOWMAN}" * (1 << 19) + '"'),
    ]:
        with pytest.raises(OutputError) as caught:
            add(a_store, person, at, text)
        assert line_of(caught).endswith("[cannot_write]")
        assert "xx" not in line_of(caught)
    assert not a_store.exists


# Two programs at once.


OPEN = """
import sys
from sciatica_cli.history.store import Store
a_store = Store(sys.argv[1])
"""


def start(code: str, path: Path, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", OPEN + code, str(path), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def result_of(process: subprocess.Popen[bytes]) -> list[int]:
    told, _ = process.communicate()
    assert process.returncode == 0
    return [int(word) for word in told.split()]


ADD = """
for i in range(25):
    print(a_store.add(sys.argv[2], i, "GB", "", "{}"))
"""
ERASE = """
erased = 0
while erased < 20:
    for check in a_store.checks("A")[:1]:
        if a_store.erase(check.number):
            print(check.number)
            erased += 1
"""


@pytest.mark.slow
def test_four_writers_and_an_eraser_lose_nothing_and_share_no_number(path: Path) -> None:
    writers = [start(ADD, path, person) for person in "ABCD"]
    eraser = start(ERASE, path)
    numbers = [result_of(writer) for writer in writers]
    erased = result_of(eraser)
    given = [number for some in numbers for number in some]
    assert len(set(given)) == len(given) == 100
    assert set(erased) < set(numbers[0])
    assert {check.number for check in Store(str(path)).checks()} == set(given) - set(erased)
    for person, some in zip("ABCD", numbers, strict=True):
        left = {check.number for check in Store(str(path)).checks(person)}
        assert left == set(some) - set(erased)


ADD_UNTIL_TOLD = """
for i in range(int(sys.argv[3])):
    a_store.add(sys.argv[2], i, "GB", "", "{}")
print(len(a_store.checks()))
"""
ERASE_ALL = """
for i in range(40):
    a_store.erase_all()
"""


@pytest.mark.slow
def test_no_writer_fails_while_another_program_erases_all(path: Path) -> None:
    writers = [start(ADD_UNTIL_TOLD, path, person, 40) for person in "ABC"]
    erasers = [start(ERASE_ALL, path), start(ERASE_ALL, path)]
    for process in (*writers, *erasers):
        result_of(process)
    left = Store(str(path))
    add(left, "last")
    assert left.checks()[-1].person == "last" or left.people()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform != "linux", reason="a file that is open can be deleted")
def test_a_writer_that_waited_for_a_file_that_was_deleted_adds_to_a_new_one(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    add(a_store, "old")
    # Locked as SQLite does it; a child must not get a connection from its parent.
    holder = os.open(path, os.O_RDWR)
    fcntl.lockf(holder, fcntl.LOCK_EX, LOCK_BYTES, FIRST_LOCK_BYTE)
    reads, writes = os.pipe()
    opened = store.Store._open

    def tell(self: Store, file: str) -> sqlite3.Connection:
        connection = opened(self, file)
        os.write(writes, b"opened")
        return connection

    monkeypatch.setattr(store.Store, "_open", tell)
    child = forks.start(lambda: add(a_store, "waited"))
    assert os.read(reads, 6) == b"opened"  # the old file; now it waits for the lock
    store_file.remove(str(path))
    os.close(holder)
    assert os.read(reads, 6) == b"opened"
    assert os.waitpid(child, 0)[1] == 0
    assert Store(str(path)).people() == ("waited",)


@pytest.mark.skipif(sys.platform != "linux", reason="a file that is open can be deleted")
@pytest.mark.parametrize("step", ["create_private", "identity", "ensure_private", "open"])
def test_a_file_that_is_deleted_at_any_step_loses_no_check(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    add(a_store, "old")
    deleted = []

    def deleting(original: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            result = original(*arguments)
            if not deleted:
                deleted.append(step)
                store_file.remove(str(path))
            return result

        return run

    where = (store.Store, "_open") if step == "open" else (store_file, step)
    monkeypatch.setattr(*where, deleting(getattr(*where)))
    assert add(a_store, "new") == 1
    assert deleted
    assert a_store.people() == ("new",)


@pytest.mark.parametrize("step", ["identity", "ensure_private", "open"])
def test_a_file_that_is_deleted_while_it_is_read_or_erased_has_nothing(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    where = (store.Store, "_open") if step == "open" else (store_file, step)
    original = getattr(*where)

    def deleting(*arguments: object) -> object:
        result = original(*arguments)
        store_file.remove(str(path))
        return result

    for action, expected in [
        (a_store.checks, ()),
        (lambda: a_store.erase(1), False),
        (a_store.erase_all, True),
    ]:
        add(a_store)
        with monkeypatch.context() as patch:
            patch.setattr(*where, deleting)
            assert action() == expected


@pytest.fixture
def locked(a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    """Return a connection of another program to a store with one check; nobody waits for it."""
    monkeypatch.setattr(store, "SECONDS_TO_WAIT", 0)
    add(a_store)
    return sqlite3.connect(path, isolation_level=None)


def test_a_store_that_another_program_locks_ends_in_one_line(
    a_store: Store, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN EXCLUSIVE")
    for read in (a_store.checks, a_store.people, lambda: a_store.check(1)):
        with pytest.raises(InputError) as caught:
            read()
        assert "another program is using it (try again when" in line_of(caught)
    for write in (lambda: add(a_store), lambda: a_store.erase(1), a_store.erase_all):
        with pytest.raises(OutputError) as caught_writing:
            write()
        assert line_of(caught_writing).endswith("[store_busy]")
    locked.execute("COMMIT")
    locked.close()
    assert len(a_store.checks()) == 1


def test_a_reader_in_another_program_holds_up_writers_only(
    a_store: Store, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN")
    locked.execute("SELECT * FROM checks").fetchall()
    assert len(a_store.checks()) == 1
    for write in (lambda: add(a_store), lambda: a_store.erase(1), a_store.erase_all):
        with pytest.raises(OutputError) as caught:
            write()
        assert line_of(caught).endswith("[store_busy]")
    locked.execute("COMMIT")
    locked.close()
    assert len(a_store.checks()) == 1


def test_no_connection_stays_open(a_store: Store, path: Path, tmp_path: Path) -> None:
    """Of a store that was used in every way, or refused, no descriptor is left."""
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("descriptors are not listed here")
    before = len(os.listdir("/proc/self/fd"))
    add(a_store)
    a_store.checks()
    a_store.erase(1)
    path.write_bytes(b"nothing of ours")
    for action in (a_store.checks, lambda: add(a_store), a_store.erase_all):
        with pytest.raises(FaultError):
            action()
    assert len(os.listdir("/proc/self/fd")) == before


# A file that is deleted while another program has it open: SQLite would mix up the journals.


def test_a_file_that_came_since_the_old_one_was_deleted_is_not_deleted(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(a_store)
    found = [store_file.identity(str(path))] * 3 + [None]  # gone when it is to be deleted, then new
    monkeypatch.setattr(store_file, "identity", lambda _path: found.pop(0))
    assert a_store.erase_all()
    assert not found
    assert path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="deletes no open file anyway")
def test_a_file_is_not_deleted_while_another_program_has_it_open(
    a_store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SECONDS_TO_WAIT", 0)
    add(a_store, "MARK")
    with store_file.lock_folder(str(path), exclusive=False, seconds=0):
        with pytest.raises(OutputError) as caught:
            a_store.erase_all()
        assert line_of(caught).endswith("[store_busy]")
        assert a_store.checks() == ()  # erased already
        assert b"MARK" not in path.read_bytes()
    assert a_store.erase_all()
    assert not path.exists()
