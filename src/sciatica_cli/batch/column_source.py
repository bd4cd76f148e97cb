"""Rows from files of columns: Parquet, Arrow, or a folder of Parquet files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..core.faults import Fault, InputError, UsageError, shown_path, unreadable
from ..core.frozen import Frozen
from ..report.formats import ending_of

ROWS = 1 << 15  # read at once

PARQUET, ARROW = ".parquet", (".arrow", ".feather")
NEEDED = "files of columns need two more packages"


def is_columnar(path: str | None) -> bool:
    """Whether an input holds columns, by its name."""
    if path is None or path == "-":
        return False
    return ending_of(path) in (PARQUET, *ARROW) or os.path.isdir(path)


def require_columns() -> None:
    """See to it that files of columns can be read and written.

    Raises:
        FaultError: a package is missing.
    """
    try:
        import sciatica_cli.frames  # noqa: F401
    except ImportError:
        hint = "pip install 'sciatica-cli[frames]'"
        raise UsageError((Fault("usage", "", NEEDED, hint),)) from None


class Piece(Frozen):
    """Rows of a file that are read together; `first` is the number of the first in all files.

    `part` is a row group of a Parquet file or a batch of an Arrow file; None means all of it.
    `read`: how many bytes of the input have been read after it, roughly.
    """

    path: str
    part: int | None
    first: int
    read: int


class ColumnSource:
    """An input of rows in one file, or in all Parquet files of a folder in the order of names.

    Raises:
        FaultError: it cannot be read.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.is_device = False
        with readable(path):
            self.files = _parquet_files(path) if os.path.isdir(path) else [path]
            self.statuses = list(map(os.stat, self.files))
        self.size = sum(status.st_size for status in self.statuses)
        if not self.files:
            hint = "name a folder that has some"
            message = "there are no Parquet files in this folder"
            raise InputError((Fault("no_input", shown_path(path), message, hint),))

    def blocks(self) -> Iterator[Piece]:
        """The pieces of all files in order."""
        first = 1
        before = 0
        for path, status in zip(self.files, self.statuses, strict=True):
            with readable(path):
                counts = _row_counts(path)
            rows = max(sum(count for _, count in counts), 1)
            done = 0
            for part, count in counts:
                done += count
                yield Piece(path, part, first, before + status.st_size * done // rows)
                first += count
            before += status.st_size

    def would_read(self, path: str) -> bool:
        """Whether another run would take a file of this name for input, too."""
        folder = os.path.realpath(self.path)
        return os.path.isdir(folder) and os.path.realpath(path).startswith(folder + os.sep)

    def close(self) -> None:
        """No file stays open."""


class PieceReader:
    """Reads pieces; the Parquet file of the last one stays open, as opening costs memory."""

    def __init__(self) -> None:
        self._path = ""
        self._file: Any = None

    def read(self, piece: Piece) -> Iterator[Any]:
        """The rows of a piece, in record batches of any size.

        Raises:
            FaultError: they cannot be read.
        """
        import pyarrow as pa

        with readable(piece.path):
            if ending_of(piece.path) not in ARROW:
                groups = [piece.part]
                file = self._opened(piece.path)
                yield from file.iter_batches(ROWS, row_groups=groups, use_threads=False)
                return
            with pa.memory_map(piece.path) as mapped:
                if piece.part is None:
                    yield from pa.ipc.open_stream(mapped)
                else:
                    yield pa.ipc.open_file(mapped).get_batch(piece.part)

    def _opened(self, path: str) -> Any:
        import pyarrow.parquet as pq

        if path != self._path:
            with pq.ParquetFile(path) as file:
                words = _words(file)
            self._file = pq.ParquetFile(path, read_dictionary=words)
            self._path = path
        return self._file


def _words(file: Any) -> list[str]:
    """The columns of text, and of lists of it, in which most words come again and again."""
    columns = [file.schema.column(place) for place in range(len(file.schema))]
    return [c.path for c in columns if c.logical_type.type == "STRING" and c.path != "id"]


@contextmanager
def readable(path: str) -> Iterator[None]:
    """What is wrong with a file, as a fault that names it."""
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
    message = f"this is not {kind} file, or it is damaged"
    return InputError(
        (Fault("no_input", shown_path(path), message, "use another copy of the file"),)
    )


def _parquet_files(folder: str) -> list[str]:
    """All Parquet files under a folder; names with a dot or _ are for the engines themselves."""
    found: list[str] = []
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(_shown(folders))
        names = (name for name in sorted(_shown(files)) if ending_of(name) == PARQUET)
        found += [os.path.join(here, name) for name in names]
    return found


def _shown(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not name.startswith((".", "_")))


def _row_counts(path: str) -> list[tuple[int | None, int]]:
    """The parts of a file and how many rows each has."""
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
            pa.ipc.open_stream(mapped)
            return [(None, 0)]
        parts = range(file.num_record_batches)
        return [(part, file.get_batch(part).num_rows) for part in parts]
