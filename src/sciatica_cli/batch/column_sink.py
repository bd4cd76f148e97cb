"""Results as a Parquet or Arrow file, on top of an output of bytes."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..core.faults import Fault, InputError
from .plan import PARQUET
from .sink import Sink

GROUP = 1 << 17  # rows that are compressed together


class ColumnSink:
    """An output of record batches, which arrive as Arrow streams.

    An unfinished file cannot be read, so its part is never kept.
    """

    part_path = None

    def __init__(self, sink: Sink, file_format: str) -> None:
        self._sink = sink
        self._bytes = _Bytes(sink)
        self._format = file_format
        self._writer: Any = None
        self._schema: pa.Schema | None = None
        self._waiting: list[pa.RecordBatch] = []

    def write(self, data: bytes) -> None:
        """Write the batches of one stream."""
        for batch in pa.ipc.open_stream(data):
            if self._schema is None:
                self._schema = _with_ids(batch.schema)
                self._writer = self._opened(self._schema)
            self._waiting.append(self._fitting(batch, self._schema))
        if sum(batch.num_rows for batch in self._waiting) >= GROUP:
            self._flush()

    def finish(self) -> None:
        """The output is whole: give it its name."""
        self._flush()
        if self._writer is not None:
            self._writer.close()
        self._writer = None
        self._sink.finish()

    def close(self, _keep: bool = True) -> None:
        """Close the file, and delete it if it is unfinished."""
        if self._writer is not None:
            self._bytes.is_over = True
            self._writer.close()
        self._sink.close(keep=False)

    @staticmethod
    def _fitting(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """Fit the ids, whose type may differ from file to file; text never becomes a number."""
        if batch.schema == schema:
            return batch
        ids, fitting = batch["id"].type, schema.field("id").type
        if pa.types.is_null(ids) or pa.types.is_string(ids) == pa.types.is_string(fitting):
            with suppress(pa.ArrowInvalid, pa.ArrowNotImplementedError):
                return batch.cast(schema)
        hint = "write rows of text, with -o and .jsonl or .csv"
        message = "the ids of the files are of different types"
        raise InputError((Fault("wrong_type", "id", message, hint),))

    def _opened(self, schema: pa.Schema) -> Any:
        file = pa.PythonFile(self._bytes, mode="w")
        if self._format == PARQUET:
            return pq.ParquetWriter(file, schema)
        return pa.ipc.new_file(file, schema)

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting))
            self._waiting = []


def _with_ids(schema: pa.Schema) -> pa.Schema:
    """The schema of the results, in which ids are text if the first batch has none."""
    place = schema.get_field_index("id")
    if place < 0 or not pa.types.is_null(schema.field(place).type):
        return schema
    return schema.set(place, pa.field("id", pa.string()))


class _Bytes(io.RawIOBase):
    """A sink as a file that is written from start to end; closing it leaves the sink open."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._written = 0
        self.is_over = False  # from then on, what the library still writes is dropped

    def write(self, data: Any, /) -> int:
        if not self.is_over:
            self._sink.write(bytes(data))
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def writable(self) -> bool:
        return True
