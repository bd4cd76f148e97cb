"""Files that are no store, or a damaged one, or one that somebody has tampered with."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sciatica_cli.history.store import StoredCheck

Breaking = Callable[[Path], object]  # is given the path of a sound store
SQL_OF_OTHERS = "CREATE TABLE notes (text); INSERT INTO notes VALUES ('mine')"


def change(path: Path, statements: str) -> None:
    """Run SQL that SQLite itself would refuse to a program with ordinary rights."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(statements)
    connection.close()


def checksum(*values: object) -> int:
    """The checksum that a store would give to a row, whatever is in it."""
    try:
        return StoredCheck(*values).checksum
    except (TypeError, ValueError):
        return 0


def change_rows(path: Path, statements: str) -> None:
    """Change rows so that their checksums are right all the same."""
    change(path, statements)
    fields = "number, person, taken_at, region, answered_by, assessment"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.create_function("checksum_of", 6, checksum)
    connection.execute(f"UPDATE checks SET checksum = checksum_of({fields})")
    connection.close()


def with_rows(statements: str) -> Breaking:
    return lambda path: change_rows(path, statements)


def with_sql(statements: str) -> Breaking:
    return lambda path: change(path, statements)


def with_schema(old: str, new: str) -> Breaking:
    """Change the text of the schema, so that the table no longer is what it was."""
    statement = f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}')"
    return with_sql(f"PRAGMA writable_schema = ON; {statement}")


def loosely(statements: str) -> Breaking:
    """Change rows while the table takes nulls, and make it as strict again as it was."""

    def run(path: Path) -> None:
        with_schema("NOT NULL", "/*N*/")(path)
        change_rows(path, statements)
        with_schema("/*N*/", "NOT NULL")(path)

    return run


def with_bytes(content: bytes) -> Breaking:
    return lambda path: path.write_bytes(content)


def at(offset: int, new: bytes) -> Breaking:
    def run(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[offset : offset + len(new)] = new
        path.write_bytes(data)

    return run


def of_another_program(path: Path) -> None:
    path.unlink()
    change(path, SQL_OF_OTHERS)


def with_a_log_of_another_program(path: Path) -> None:
    """As a program leaves it that was killed: part of its data is only in the log."""
    path.unlink()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(SQL_OF_OTHERS)
    kept = {ending: path.with_name(path.name + ending).read_bytes() for ending in ("", "-wal")}
    connection.close()
    for ending, data in kept.items():
        path.with_name(path.name + ending).write_bytes(data)


def with_a_log(path: Path) -> None:
    """A store that somebody has given a write-ahead log."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE checks SET person = 'other'")
    kept = {ending: path.with_name(path.name + ending).read_bytes() for ending in ("", "-wal")}
    connection.close()
    for ending, data in kept.items():
        path.with_name(path.name + ending).write_bytes(data)


def with_a_hole_behind(path: Path) -> None:
    with open(path, "r+b") as file:
        file.truncate(1 << 40)


def sparse_zeros(path: Path) -> None:
    path.write_bytes(b"")
    with_a_hole_behind(path)


def with_a_journal_of_noise(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(random.Random(1).randbytes(5000))


ROW = "INSERT INTO checks VALUES"
BROKEN: dict[str, Breaking] = {
    "text": with_bytes(b"Dear diary,\n" * 100),
    "one byte": with_bytes(b"S"),
    "head alone": with_bytes(b"SQLite format 3\0"),
    "zeros": with_bytes(bytes(8192)),
    "JSON": with_bytes(b'{"saddle": "no"}'),
    "another program": of_another_program,
    "another program with a log": with_a_log_of_another_program,
    "a log": with_a_log,
    "no mark": with_sql("PRAGMA application_id = 0"),
    "another mark": with_sql("PRAGMA application_id = 1"),
    "version 0": with_sql("PRAGMA user_version = 0"),
    "version -1": with_sql("PRAGMA user_version = -1"),
    "newer": with_sql("PRAGMA user_version = 7"),
    "newest": with_sql("PRAGMA user_version = 2147483647; DROP TABLE checks"),
    "no table": with_sql("DROP TABLE checks"),
    "table of another": with_sql("CREATE TABLE more (x)"),
    "index": with_sql("CREATE INDEX more ON checks (person)"),
    "trigger": with_sql("CREATE TRIGGER t AFTER INSERT ON checks BEGIN DELETE FROM checks; END"),
    "view": with_sql("CREATE VIEW v AS SELECT * FROM checks"),
    "view for a table": with_sql(
        "ALTER TABLE checks RENAME TO c2; CREATE VIEW checks AS SELECT * FROM c2"
    ),
    "statistics": with_sql("ANALYZE"),
    "column": with_sql("ALTER TABLE checks ADD COLUMN mood TEXT"),
    "schema that is strict": with_sql(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || ' STRICT' "
        "WHERE name = 'checks'"
    ),
    "schema with a default": with_schema("region TEXT NOT NULL", "region TEXT DEFAULT 7"),
    "schema of nonsense": with_schema("CREATE TABLE", "DROP IT"),
    "number 0": with_rows(f"{ROW} (0, '', 1, '', '', '{{}}', 0)"),
    "number below 0": with_rows(f"{ROW} (-5, '', 1, '', '', '{{}}', 0)"),
    "highest number": with_rows(f"{ROW} (9223372036854775807, '', 1, '', '', '{{}}', 0)"),
    "time below 0": with_rows("UPDATE checks SET taken_at = -1"),
    "time far away": with_rows("UPDATE checks SET taken_at = 9223372036854775807"),
    "name of a megabyte": with_rows(
        "UPDATE checks SET person = replace(hex(zeroblob(500000)), '0', 'x')"
    ),
    "region of a megabyte": with_rows(
        "UPDATE checks SET region = replace(hex(zeroblob(500000)), '0', 'x')"
    ),
    "assessment of 3 MiB": with_rows(
        "UPDATE checks SET assessment = replace(hex(zeroblob(1572864)), '0', 'x')"
    ),
    "assessment of 1 MiB and some": with_rows(
        "UPDATE checks SET assessment = replace(hex(zeroblob(524290)), '0', 'x')"
    ),
    "sequence at its end": with_sql("UPDATE sqlite_sequence SET seq = 9223372036854775807"),
    "sequence of text": with_sql("UPDATE sqlite_sequence SET seq = 'soon'"),
    "name that is no UTF-8": with_sql("UPDATE checks SET person = CAST(x'fffe41' AS TEXT)"),
    "name that is null": loosely("UPDATE checks SET person = NULL"),
    "name that is a blob": loosely("UPDATE checks SET person = x'416e6e'"),
    "time that is null": loosely("UPDATE checks SET taken_at = NULL"),
    "time that is text": loosely("UPDATE checks SET taken_at = 'soon'"),
    "time that is a fraction": loosely("UPDATE checks SET taken_at = 1.5"),
    "assessment that is a blob": loosely("UPDATE checks SET assessment = CAST('{}' AS BLOB)"),
    "assessment that is null": loosely("UPDATE checks SET assessment = NULL"),
    "another name": with_sql("UPDATE checks SET person = 'other'"),
    "another time": with_sql("UPDATE checks SET taken_at = taken_at + 1"),
    "another letter": with_sql("UPDATE checks SET assessment = replace(assessment, '1', '2')"),
    "sparse zeros": sparse_zeros,
    "pages of another size": at(16, b"\x02\x00"),
    "UTF-16": at(56, b"\0\0\0\2"),
    "a log by its head": at(18, b"\2\2"),
    "an unknown format": at(18, b"\3\3"),
}
UNREADABLE_CHECKS: dict[str, Breaking] = {
    "no JSON": with_rows("UPDATE checks SET assessment = 'nothing'"),
    "empty": with_rows("UPDATE checks SET assessment = ''"),
    "a list": with_rows("UPDATE checks SET assessment = '[]'"),
    "an empty object": with_rows("UPDATE checks SET assessment = '{}'"),
    "deep": with_rows("UPDATE checks SET assessment = replace(hex(zeroblob(100000)), '0', '[')"),
    "huge numbers": with_rows(
        "UPDATE checks SET assessment = '{\"level\": ' || "
        "replace(hex(zeroblob(5000)), '0', '9') || '}'"
    ),
}
