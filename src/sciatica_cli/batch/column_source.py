"""Rows from files of columns: Parquet, Arrow, or a folder of Parquet files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ..core.faults import Fault, InputError, UsageError, shown_path, unreadable
from ..core.frozen import Frozen
from ..report.formats import ending_of
from .source import unusable

TEXT_ROWS = 1 << 12  # judged together; a row of text needs a hundred times the memory of columns
PARQUET, ARROW = ".parquet", (".arrow", ".feather")
NEEDED = "files of columns need two more packages"


def is_columnar(path: str | None) -> bool:
    """Whether an input is a file of columns, or a folder of them, going by its name."""
    if path is None or path == "-":
        return False
    return ending_of(path) in (PARQUET, *ARROW) or os.path.isdir(path)


def require_columns() -> None:
    """Check that files of columns can be read and written.

    Raises:
        FaultError: a package is missing.
    """
    try:
        import sciatica_cli.frames  # noqa: F401
    except ImportError:
        hint = "pip install 'sciatica-cli[frames]'"
        raise UsageError((Fault("usage", "", NEEDED, hint),)) from None


class RowRange(Frozen):
    """Rows of a file that are judged together.

    `group` is the row group of a Parquet file, or the batch of an Arrow file, in which they begin
    at `start`; None means the whole file. `first` is the number of the first row in all files.
    `read`: how many bytes of the input have been read after them, roughly.
    """

    path: str
    group: int | None
    start: int
    rows: int
    first: int
    read: int


class ColumnSource:
    """An input of rows: one file, or all Parquet files of a folder in the order of their names.

    Args:
        rows: the most rows of a range.

    Raises:
        FaultError: it cannot be read.
    """

    def __init__(self, path: str, rows: int) -> None:
        self.path = path
        self._rows = rows
        self.is_device = False
        with readable(path):
            self.files = _parquet_files(path) if os.path.isdir(path) else [path]
        self.statuses = list(map(_status, self.files))
        self.size = sum(status.st_size for status in self.statuses)
        if not self.files:
            hint = "name a folder that has some"
            message = "there are no Parquet files in this folder"
            raise unusable(shown_path(path), message, hint)

    def blocks(self) -> Iterator[RowRange]:
        """The ranges of all files, in order."""
        first = 1
        before = 0
        for path, status in zip(self.files, self.statuses, strict=True):
            with readable(path):
                counts = _row_counts(path)
            total = sum(count for _, count in counts)
            done = 0
            for group, count in counts:
                for start in range(0, count, self._rows):
                    rows = min(self._rows, count - start)
                    done += rows
                    read = before + status.st_size * done // total
                    yield RowRange(path, group, start, rows, first, read)
                    first += rows
            before += status.st_size

    def contains(self, path: str) -> bool:
        """Whether the input is a folder, and a file of this name would be in it."""
        folder = os.path.realpath(self.path)
        return os.path.isdir(folder) and os.path.realpath(path).startswith(folder + os.sep)

    def close(self) -> None:
        """There is nothing to close: no file stays open."""


@contextmanager
def readable(path: str) -> Iterator[None]:
    """Turn errors of the system and of the library into faults that name the file."""
    import pyarrow as pa

    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise unreadable(path, error) from None
        raise _damaged(path) from None
    except (pa.ArrowException, ValueError):
        raise _damaged(path) from None


def _damaged(path: str) -> InputError:
    kind = "an Arrow" if ending_of(path) in ARROW else "a Parquet"
    message = f"this is not {kind} file, or it is damaged or encrypted"
    return unusable(shown_path(path), message, "use another copy of the file")


def _status(path: str) -> os.stat_result:
    with readable(path):
        status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
        message = "columns can only be read from a file"
        hint = "write them to a file first"
        raise unusable(shown_path(path), message, hint)
    return status


def _parquet_files(folder: str) -> list[str]:
    """All Parquet files under a folder, without names that engines keep for themselves (. and _).

    Raises:
        OSError: a folder cannot be read. Skipping it would lose its rows silently.
    """
    found: list[str] = []
    seen = {os.path.realpath(folder)}

    def stop(error: OSError) -> None:
        raise error

    def is_new(place: str) -> bool:
        """Links may form a circle."""
        seen_before = place in seen
        seen.add(place)
        return not seen_before

    for here, folders, files in os.walk(folder, onerror=stop, followlinks=True):
        shown = sorted(_shown(folders))
        folders[:] = [name for name in shown if is_new(os.path.realpath(os.path.join(here, name)))]
        names = (name for name in sorted(_shown(files)) if ending_of(name) == PARQUET)
        found += [os.path.join(here, name) for name in names]
    return found


def _shown(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not name.startswith((".", "_")))


def _row_counts(path: str) -> list[tuple[int | None, int]]:
    """Each row group of a file, or each batch, and how many rows it has."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if ending_of(path) not in ARROW:
        with pq.ParquetFile(path) as file:
            groups = range(file.metadata.num_row_groups)
            return [(group, file.metadata.row_group(group).num_rows) for group in groups]
    with pa.memory_map(path) as mapped:
        try:
            file = pa.ipc.open_file(mapped)
        except pa.ArrowInvalid:  # a stream, which does not say how many rows it has
            return [(None, sum(batch.num_rows for batch in pa.ipc.open_stream(mapped)))]
        batches = range(file.num_record_batches)
        return [(batch, file.get_batch(batch).num_rows) for batch in batches]
