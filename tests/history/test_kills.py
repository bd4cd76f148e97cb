"""A program that is killed at any moment leaves the old state or the new one, for its owner alone.

Each test runs one action again and again in a child, and kills it at its first system call that
changes files, then at its second, and so on until it comes to its end. The quick run tries every
fifth call only.
"""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from killing import Call, calls_that_write
from sciatica_cli.history import schema, store
from sciatica_cli.history.store import Store

FIRST = ("Ann", 1_700_000_000, "GB", "self", '{"marker": "FIRST-' + "x" * 9000 + '"}')
SECOND = ("Ben", 1_700_000_100, "GB", "self", '{"marker": "SECOND-' + "y" * 9000 + '"}')
THIRD = ("Cid", 1_700_000_200, "GB", "", '{"marker": "THIRD"}')
FILE = "checks.sqlite"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for data, in which there is none of this program yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "sciatica"


@pytest.fixture(params=[5, pytest.param(1, marks=pytest.mark.slow)])
def every(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def rows(path: Path) -> list[tuple[str, ...]]:
    checks = Store(str(path)).checks() if path.parent.exists() else ()
    return [
        (check.person, check.taken_at, check.region, check.answered_by, check.assessment)
        for check in checks
    ]


def is_private(folder: Path) -> bool:
    """Whether nobody else may do anything with what is there now."""
    paths = [folder.parent, folder, *folder.iterdir()] if folder.exists() else [folder.parent]
    modes = [stat.S_IMODE(path.lstat().st_mode) for path in paths if path.exists()]
    return not any(mode & 0o077 for mode in modes)


def with_open_mask(action: Callable[[], object]) -> Callable[[], object]:
    def run() -> None:
        os.umask(0)
        action()

    return run


def kill_everywhere(
    folder: Path,
    prepare: Callable[[], object],
    action: Callable[[], object],
    check: Callable[[bool], object],
    every: int,
) -> int:
    """Kill an action at its first call and each `every` calls later; returns how many it made.

    Args:
        prepare: makes the old state; run before each.
        check: looks at what is left; told whether the action came to its end.
    """
    for moment in itertools.count(step=every):
        if folder.exists():
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            folder.parent.rmdir()
        prepare()
        *calls, status = calls_that_write(with_open_mask(action), moment)
        for call in calls:
            assert isinstance(call, Call)
            assert not call.path or Path(call.path).parent == folder, "a file somewhere else"
        check(status == 0)
        assert is_private(folder)
        if status == 0:
            return moment
        assert status == -signal.SIGKILL
        Store().add(*THIRD)  # goes on as if nothing had been
        assert rows(folder / FILE)[-1] == THIRD
        assert [path.name for path in folder.iterdir()] == [FILE]
    raise AssertionError


def test_the_first_check_is_kept_whole_or_not_at_all(home: Path, every: int) -> None:
    def check(ended: bool) -> None:
        assert rows(home / FILE) in ([[FIRST]] if ended else [[], [FIRST]])

    kills = kill_everywhere(home, lambda: None, lambda: Store().add(*FIRST), check, every)
    assert kills > 10


def test_a_further_check_is_kept_whole_or_not_at_all(home: Path, every: int) -> None:
    def check(ended: bool) -> None:
        assert rows(home / FILE) in ([] if ended else [[FIRST]]) + [[FIRST, SECOND]]

    kills = kill_everywhere(
        home, lambda: Store().add(*FIRST), lambda: Store().add(*SECOND), check, every
    )
    assert kills > 10


def add_two() -> None:
    Store().add(*FIRST)
    Store().add(*SECOND)


def test_a_check_is_erased_whole_or_not_at_all(home: Path, every: int) -> None:
    def check(ended: bool) -> None:
        assert rows(home / FILE) in ([] if ended else [[FIRST, SECOND]]) + [[SECOND]]
        if ended:
            assert b"FIRST" not in (home / FILE).read_bytes()

    kills = kill_everywhere(home, add_two, lambda: Store().erase(1), check, every)
    assert kills > 10


def test_all_checks_are_erased_or_none_is(home: Path, every: int) -> None:
    def check(ended: bool) -> None:
        assert rows(home / FILE) in ([] if ended else [[FIRST, SECOND]]) + [[]]
        if ended:
            assert not list(home.iterdir())

    kills = kill_everywhere(home, add_two, lambda: Store().erase_all(), check, every)
    assert kills > 10


def test_a_store_is_brought_to_a_newer_version_whole_or_not_at_all(
    home: Path, every: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        *schema.MIGRATIONS,
        ("ALTER TABLE checks ADD COLUMN mood TEXT NOT NULL DEFAULT 'fine'",),
    )

    def use(steps: tuple[tuple[str, ...], ...]) -> None:
        schema._tables_of.cache_clear()
        monkeypatch.setattr(schema, "MIGRATIONS", steps)
        monkeypatch.setattr(store, "MIGRATIONS", steps)
        monkeypatch.setattr(store, "NEWEST", len(steps))

    def make_old() -> None:
        use(steps[:1])
        add_two()
        use(steps)

    def version() -> int:
        connection = sqlite3.connect(home / FILE)
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        connection.close()
        return int(found)

    def check(ended: bool) -> None:
        assert version() in ({2} if ended else {1, 2})
        assert rows(home / FILE) == [FIRST, SECOND]
        assert version() == 2

    kills = kill_everywhere(home, make_old, lambda: Store().checks(), check, every)
    use(steps[:1])
    assert kills > 10


def test_nobody_else_may_read_a_file_at_any_moment(home: Path) -> None:
    for action in (lambda: Store().add(*FIRST), lambda: Store().erase(1), Store().erase_all):
        calls = []
        for call in calls_that_write(with_open_mask(action)):
            assert is_private(home)
            calls.append(call)
        assert calls.pop() == 0
        assert len(calls) > 3
