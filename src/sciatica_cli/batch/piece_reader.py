"""Reads pieces of files of columns, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..report.formats import ending_of
from .column_source import ARROW, Piece, readable


class PieceReader:
    """Reads pieces, the next one of a part from where the last one ended.

    The Parquet file of the last one stays open, as opening costs memory.
    """

    def __init__(self) -> None:
        self._path = ""
        self._file: Any = None
        self._part: tuple[str, int | None] | None = None
        self._batches: Iterator[Any] = iter(())
        self._batch: Any = None  # what is left of the last one
        self._place = 0  # of its first row in the part

    def read(self, piece: Piece) -> Iterator[Any]:
        """The rows of a piece, in record batches of any size.

        Raises:
            FaultError: they cannot be read.
        """
        part, end = (piece.path, piece.part), piece.start + piece.rows
        with readable(piece.path):
            if part != self._part or piece.start < self._place:
                self._part, self._place, self._batch = part, 0, None
                self._batches = self._batches_of(piece)
            while self._place < end:
                batch = self._batch if self._batch else next(self._batches, None)
                if batch is None:
                    raise ValueError("fewer rows than were counted")
                skipped = min(max(piece.start - self._place, 0), batch.num_rows)
                taken = min(end - self._place, batch.num_rows)
                self._place += taken
                self._batch = batch.slice(taken)
                if taken > skipped:
                    found = batch.slice(skipped, taken - skipped)
                    _validate(found)
                    yield found

    def _batches_of(self, piece: Piece) -> Iterator[Any]:
        """All batches of the part that a piece is from."""
        if ending_of(piece.path) not in ARROW:
            groups, file = [piece.part], self._opened(piece.path)
            yield from file.iter_batches(row_groups=groups, use_threads=False)
            return
        with pa.memory_map(piece.path) as mapped:
            if piece.part is None:
                yield from pa.ipc.open_stream(mapped)
            else:
                yield pa.ipc.open_file(mapped).get_batch(piece.part)

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
    """Check what the library believes a file, and what could end the program.

    Raises:
        ValueError: it is damaged.
    """
    batch.validate(full=True)
    str(batch.schema.names)  # are decoded only now


def _words(file: Any) -> list[str]:
    """The columns of text, and of lists of it, in which most words come again and again."""
    columns = [file.schema.column(place) for place in range(len(file.schema))]
    return [c.path for c in columns if c.logical_type.type == "STRING" and c.path != "id"]
