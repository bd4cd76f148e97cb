"""Compressed files, known by their ending: .gz and .zst."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from typing import Any, Protocol

GZIP, ZSTD = ".gz", ".zst"
LEVEL = 6  # of gzip; the 9 that it would take costs four times as much


class Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writes(Protocol):
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...


def ending(path: str | None) -> str:
    """How the file is packed; empty when it is not, or when there is no file."""
    suffix = os.path.splitext(path or "")[1].lower()
    return suffix if suffix in (GZIP, ZSTD) else ""


def unpack(file: io.FileIO, path: str | None) -> Reads:
    """The file as it reads unpacked."""
    if ending(path) == GZIP:
        return gzip.GzipFile(fileobj=file, mode="rb")
    unpacked: Reads = _zstd().ZstdFile(file) if ending(path) else file
    return unpacked


def pack(file: Writes, path: str | None) -> Writes:
    """A file that packs what is written into the given one; closing it leaves that open."""
    if ending(path) == GZIP:  # without a time in it: the same results are the same bytes
        return gzip.GzipFile(None, "wb", LEVEL, fileobj=file, mtime=0)
    packed: Writes = _zstd().ZstdFile(file, "w") if ending(path) else file
    return packed


def unpack_errors(path: str | None) -> tuple[type[Exception], ...]:
    """What reading it may raise: the disk, a file cut off, one that is packed otherwise."""
    own = (_zstd().ZstdError,) if ending(path) == ZSTD else (zlib.error,)
    return (OSError, EOFError, *own)


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
