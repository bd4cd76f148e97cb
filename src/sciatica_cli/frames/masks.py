"""Bits of records as NumPy and Arrow hold them, and as the judge does (see `judge.bits`)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from ..judge.bits import all_bits

Array = np.ndarray[Any, Any]


def to_bits(flags: Array) -> int:
    """Flags as the bits of one integer, the first the highest. Any flag that is not 0 is set."""
    packed = np.packbits(flags)
    return int.from_bytes(packed.tobytes(), "big") >> (-len(flags) % 8)


def to_flags(bits: int, count: int) -> Array:
    """The bits of `count` records as bytes, 0 or 1."""
    padding = -count % 8
    packed = (bits << padding).to_bytes((count + padding) // 8, "big")
    return np.unpackbits(np.frombuffer(packed, np.uint8), count=count)


def valid_bits(column: pa.Array) -> int:
    """The bits of the rows in which a column is not null."""
    if not column.null_count:
        return all_bits(len(column))
    return boolean_bits(column.is_valid())


def boolean_bits(column: pa.Array) -> int:
    """The bits of the rows in which a Boolean column is true."""
    return to_bits(column.fill_null(False).to_numpy(zero_copy_only=False))


def boolean_array(bits: int, count: int, valid: Array | None = None) -> pa.Array:
    """Bits as a Boolean column, null where `valid` is not set."""
    data = pa.py_buffer(np.packbits(to_flags(bits, count), bitorder="little"))
    return pa.Array.from_buffers(pa.bool_(), count, [validity(valid), data])


def validity(valid: Array | None) -> pa.Buffer | None:
    """Flags as the buffer of an Arrow array that says which values are not null."""
    return None if valid is None else pa.py_buffer(np.packbits(valid, bitorder="little"))
