"""The tables of the store in each version, and how one becomes the next."""

from __future__ import annotations

import os
import sqlite3
from functools import lru_cache
from itertools import chain

APPLICATION_ID = 0x53434941  # "SCIA" in the head of the file tells it from those of other programs
HEADER_SIZE = 20  # bytes, as far as they say whether there is a write-ahead log
WITHOUT_LOG = b"SQLite format 3\0", b"\1\1"  # both ends of such a header
# AUTOINCREMENT: a number that was erased is not given again. The types are checked on reading, as
# systems of 2020, which Python 3.11 still runs on, have an SQLite that does not know STRICT.
CHECKS = """CREATE TABLE checks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    region TEXT NOT NULL,
    answered_by TEXT NOT NULL,
    assessment TEXT NOT NULL,
    checksum INTEGER NOT NULL
)"""
MIGRATIONS = ((CHECKS,),)  # from nothing to version 1, from there to version 2, and so on
Rows = list[tuple[str, str, str, str]]


def is_unchanged_by_opening(path: str) -> bool:
    """Whether SQLite can open a file without changing it: it is empty, or has our kind of journal.

    To be called before SQLite opens it, which would end the log of another program.
    """
    if os.path.exists(path + "-journal"):  # what is in the file may be half written
        return True
    with open(path, "rb") as file:
        header = file.read(HEADER_SIZE)
    return not header or (header[:16], header[18:]) == WITHOUT_LOG


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a store, 0 for a new file; -1 if it is something else.

    Nothing but the tables themselves is accepted: a trigger or a view could do anything.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS) and application == APPLICATION_ID:
        return int(version)
    expected = APPLICATION_ID if version else 0
    if not 0 <= version <= len(MIGRATIONS) or application != expected:
        return -1
    return int(version) if _tables(connection) == _tables_of(version) else -1


def is_sound(connection: sqlite3.Connection, version: int) -> bool:
    """Whether the file is as SQLite writes it, and a new number could be given."""
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        return False
    bad = "typeof(seq) != 'integer' OR seq NOT BETWEEN 0 AND 1 << 62"
    count = f"SELECT count(*) FROM sqlite_sequence WHERE {bad}"
    return version == 0 or connection.execute(count).fetchone() == (0,)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a store from a version to the newest, within the transaction that has begun."""
    for statement in chain.from_iterable(MIGRATIONS[version:]):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@lru_cache
def _tables_of(version: int) -> Rows:
    connection = sqlite3.connect(":memory:")
    for statement in chain.from_iterable(MIGRATIONS[:version]):
        connection.execute(statement)
    tables = _tables(connection)
    connection.close()
    return tables


def _tables(connection: sqlite3.Connection) -> Rows:
    columns = "type, name, tbl_name, sql"
    return connection.execute(f"SELECT {columns} FROM sqlite_master ORDER BY name").fetchall()
