"""The store: one SQLite file with all checks that were kept.

Each change is one transaction with a rollback journal. A write-ahead log would keep what was
erased. Whatever is read from the file may have been put there by anybody.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..core.frozen import Frozen
from ..record import MAX_BYTES
from . import store_file
from .schema import MIGRATIONS, is_sound, is_unchanged_by_opening, migrate, version_of
from .store_errors import TOO_LARGE, UnusableError, as_faults

NEWEST = len(MIGRATIONS)
SECONDS_TO_WAIT = 10  # for another program that writes
MAX_TEXT_LENGTH = 200  # characters of a name or a code
MAX_TIME = 1 << 37  # seconds since 1970; no calendar of ours goes further
MAX_NUMBER = 1 << 62
COLUMNS = "person, taken_at, region, answered_by, assessment, checksum"
LAST_NUMBER = """SELECT coalesce(max(seq), 0) FROM
    (SELECT seq FROM sqlite_sequence UNION ALL SELECT max(number) FROM checks)"""
ANY_CHECK = "SELECT 1 FROM checks LIMIT 1"
DEFERRED, IMMEDIATE, EXCLUSIVE = "BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"
VACUUM = "VACUUM"
PRAGMAS = (
    "journal_mode = DELETE",
    "secure_delete = ON",  # overwrites what is erased
    "synchronous = EXTRA",  # a loss of power brings nothing back that was erased
    "temp_store = MEMORY",  # no copy of anything in a temporary file
    "trusted_schema = OFF",
    "cell_size_check = ON",
)


class StoredCheck(Frozen):
    """A row of the store.

    `number` is never given again. `taken_at` is in seconds since 1970, `assessment` is JSON. Texts
    may contain anything, control characters too, and are cleaned where they are shown.
    """

    number: int
    person: str
    taken_at: int
    region: str
    answered_by: str
    assessment: str

    @property
    def is_sound(self) -> bool:
        """Whether all values are of their types, and within bounds."""
        texts = self.person, self.region, self.answered_by, self.assessment
        return (
            all(type(text) is str for text in texts)
            and all(len(text) <= MAX_TEXT_LENGTH for text in texts[:3])
            and len("".join(texts).encode(errors="replace")) <= MAX_BYTES
            and not any("\ud800" <= sign <= "\udfff" for sign in "".join(texts))
            and type(self.number) is type(self.taken_at) is int
            and 0 < self.number < MAX_NUMBER
            and 0 <= self.taken_at < MAX_TIME
        )

    @property
    def checksum(self) -> int:
        """Of all values: SQLite does not notice another number, or another letter within a text."""
        numbers = str(self.number), str(self.taken_at)
        values = *numbers, self.person, self.region, self.answered_by, self.assessment
        return zlib.crc32("\0".join(values).encode())


class Store:
    """The checks that were kept. There is no file before the first one is added.

    Every method opens the file, and raises a FaultError if it cannot be read or written, is
    damaged, no store, or from a newer version.
    """

    def __init__(self, path: str | None = None) -> None:
        """Name a store.

        Args:
            path: its file; None for the place of this account.
        """
        with as_faults(path or "", writing=False):  # the working folder may be gone
            self.path = store_file.default_path() if path is None else os.path.abspath(path)
        self._own_folder = os.path.dirname(self.path) if path is None else None

    @property
    def exists(self) -> bool:
        """Whether there is a file."""
        return os.path.exists(self.path)

    def add(
        self, person: str, taken_at: int, region: str, answered_by: str, assessment: str
    ) -> int:
        """Add a check; returns its number."""
        check = StoredCheck(1, person, taken_at, region, answered_by, assessment)
        with as_faults(self.path, writing=True):
            if not check.is_sound:
                raise OSError(None, TOO_LARGE)
        with self._transaction(IMMEDIATE, create=True) as connection:
            assert connection is not None
            last: int = connection.execute(LAST_NUMBER).fetchone()[0]
            row = (last + 1, person, taken_at, region, answered_by, assessment)
            values = *row, StoredCheck(*row).checksum
            places = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO checks (number, {COLUMNS}) VALUES ({places})", values)
            return last + 1

    def people(self) -> tuple[str, ...]:
        """The names under which checks are kept; who was checked last comes first."""
        return tuple(dict.fromkeys(check.person for check in reversed(self.checks())))

    def checks(self, person: str | None = None) -> tuple[StoredCheck, ...]:
        """The checks of a person, or of everybody, oldest first."""
        with self._transaction(DEFERRED) as connection:
            if connection is None:
                return ()
            order = "ORDER BY taken_at, number"
            rows = connection.execute(f"SELECT number, {COLUMNS} FROM checks {order}")
            checks = tuple(map(_from_row, rows))
        return tuple(check for check in checks if person in (None, check.person))

    def check(self, number: int) -> StoredCheck | None:
        """The check of that number, if there is one."""
        return next((check for check in self.checks() if check.number == number), None)

    def erase(self, number: int) -> bool:
        """Erase a check, and overwrite what it held; False if there is none."""
        with self._transaction(IMMEDIATE, vacuum=True) as connection:
            if connection is None or not 0 < number < MAX_NUMBER:
                return False
            erased = connection.execute("DELETE FROM checks WHERE number = ?", (number,))
            return erased.rowcount > 0

    def erase_all(self) -> bool:
        """Erase all checks and delete the file; False if there was none.

        A program that waits for the file meanwhile finds that it is gone, and makes a new one. What
        was added between the two steps stays.
        """
        with as_faults(self.path, writing=True):
            if store_file.identity(store_file.resolve_links(self.path)) is None:
                return False
        with self._transaction(IMMEDIATE, vacuum=True) as connection:
            if connection is not None:
                connection.execute("DELETE FROM checks")
        with self._transaction(EXCLUSIVE, remove=True):
            return True

    @contextlib.contextmanager
    def _transaction(
        self, begin: str, create: bool = False, vacuum: bool = False, remove: bool = False
    ) -> Iterator[sqlite3.Connection | None]:
        """A transaction on the file that is there now; None if there is none, or nothing in it.

        Args:
            begin: the statement that begins it.
            create: make the file, and its tables, if need be.
            vacuum: write the file anew after it, without a trace of what was erased.
            remove: delete the file if it holds no checks; never without its lock, because the file
                may be a new one, of another program.
        """
        with as_faults(self.path, writing=begin != DEFERRED), contextlib.ExitStack() as stack:
            while True:
                stack.close()
                file = store_file.resolve_links(self.path)
                if create:
                    store_file.create_private(file, self._own_folder)
                stack.enter_context(store_file.lock_folder(file, remove, SECONDS_TO_WAIT))
                before = store_file.identity(file)
                if before is None:
                    if create:
                        continue
                    yield None
                    return
                # Whoever waited for the lock may have got that of a file which was deleted.
                with _unless_gone(file, before):
                    connection = stack.enter_context(contextlib.closing(self._open(file)))
                    has_tables = self._begin(connection, begin, create)
                if store_file.identity(file) == before:
                    break
            yield connection if has_tables else None
            if remove and not (has_tables and connection.execute(ANY_CHECK).fetchone()):
                store_file.remove(file)
            if connection.in_transaction:
                connection.execute("COMMIT")
            if vacuum and has_tables:
                with _unless_gone(file, before):
                    connection.execute(VACUUM)

    def _begin(self, connection: sqlite3.Connection, begin: str, create: bool) -> bool:
        """Begin a transaction on tables of the newest version; False if there are none."""
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(begin)
        version = _usable_version(connection)
        if version < NEWEST and (create or version):
            if begin == DEFERRED:
                connection.execute("ROLLBACK")
                connection.execute(IMMEDIATE)
                version = _usable_version(connection)
            migrate(connection, version)
            version = NEWEST
        return version > 0

    def _open(self, file: str) -> sqlite3.Connection:
        store_file.ensure_private(file)
        if not is_unchanged_by_opening(file):
            raise UnusableError("not_a_store")
        connection = sqlite3.connect(
            f"file:{quote(os.fsencode(file))}?mode=rw",
            uri=True,
            timeout=SECONDS_TO_WAIT,
            isolation_level=None,
        )
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * MAX_BYTES)
        return connection


def _from_row(row: tuple[Any, ...]) -> StoredCheck:
    *values, checksum = row
    check = StoredCheck(*values)
    if not (check.is_sound and check.checksum == checksum):
        number = check.number if 0 < check.number < MAX_NUMBER else None
        raise UnusableError("store_damaged", number)
    return check


def _usable_version(connection: sqlite3.Connection) -> int:
    """The version of a store that can be used; 0 for an empty file."""
    version = version_of(connection)
    if version > NEWEST:
        raise UnusableError("store_newer")
    if version < 0:
        raise UnusableError("not_a_store")
    if not is_sound(connection, version):
        raise UnusableError("store_damaged")
    return version


@contextlib.contextmanager
def _unless_gone(file: str, before: tuple[int, int]) -> Iterator[None]:
    """Ignore errors if the file is not the same any more."""
    try:
        yield
    except (sqlite3.Error, OSError, UnusableError):
        if store_file.identity(file) == before:
            raise
