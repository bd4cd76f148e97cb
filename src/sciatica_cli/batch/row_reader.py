"""Reads ranges of rows from files of columns, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..report.formats import ending_of
from .column_source import ARROW, RowRange, readable


class RowReader:
    """Reads ranges of rows; within a group, each continues where the last one ended.

    The last Parquet file stays open, since opening one costs memory.
    """

    def __init__(self) -> None:
        self._path = ""
        self._file: Any = None
        self._group: tuple[str, int | None] | None = None
        self._batches: Iterator[Any] = iter(())
        self._batch: Any = None  # what is left of the last one
        self._place = 0  # of its first row in the group

    def read(self, rows: RowRange) -> Iterator[Any]:
        """Read the rows, in record batches of any size.

        Raises:
            FaultError: they cannot be read.
        """
        group, end = (rows.path, rows.group), rows.start + rows.rows
        with readable(rows.path):
            if group != self._group or rows.start < self._place:
                self._group, self._place, self._batch = group, 0, None
                self._batches = self._batches_of(*group)
            while self._place < end:
                batch = self._batch if self._batch else next(self._batches, None)
                if batch is None:
                    raise ValueError("fewer rows than were counted")
                skipped = min(max(rows.start - self._place, 0), batch.num_rows)
                taken = min(end - self._place, batch.num_rows)
                self._place += taken
                self._batch = batch.slice(taken)
                if taken > skipped:
                    found = batch.slice(skipped, taken - skipped)
                    _validate(found)
                    yield found

    def _batches_of(self, path: str, group: int | None) -> Iterator[Any]:
        """All batches of a group."""
        if ending_of(path) not in ARROW:
            file = self._opened(path)
            yield from file.iter_batches(row_groups=[group], use_threads=False)
            return
        with pa.memory_map(path) as mapped:
            if group is None:
                yield from pa.ipc.open_stream(mapped)
            else:
                yield pa.ipc.open_file(mapped).get_batch(group)

    def _opened(self, path: str) -> Any:
        if path != self._path:
            with pq.ParquetFile(path) as file:
                words = _words(file)
            self._file = pq.ParquetFile(
                path, read_dictionary=words, page_checksum_verification=True
            )
            self._path = path
        return self._file


def _validate(batch: Any) -> None:
    """Check what the library takes on trust, and what could crash the program.

    Raises:
        ValueError: it is damaged.
    """
    batch.validate(full=True)
    str(batch.schema.names)  # which are decoded only now


def _words(file: Any) -> list[str]:
    """The columns of text or of lists of text, in which the same words occur again and again."""
    columns = [file.schema.column(place) for place in range(len(file.schema))]
    return [c.path for c in columns if c.logical_type.type == "STRING" and c.path != "id"]
