"""Compressed files, known by their ending: .gz and .zst."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from contextlib import suppress
from typing import Any, Protocol

from ..report.formats import ending_of

GZIP, ZSTD = ".gz", ".zst"
CHUNK = 1 << 16  # compressed bytes that are read at once
PADDING = b"\0"  # may follow a member, as it does on tapes
STARTS = {GZIP: b"\x1f\x8b", ZSTD: b"\x28\xb5\x2f\xfd"}
LEVEL = 6  # of gzip; its default of 9 takes four times as long


class Reads(Protocol):
    def read(self, size: int, /) -> bytes | None: ...


class Writes(Protocol):
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...
    def close(self) -> None: ...


def compression(path: str | None) -> str:
    """The ending that names the compression of a file; empty where there is none."""
    suffix = ending_of(path)
    return suffix if suffix in (GZIP, ZSTD) else ""


class Decompressor:
    """Reads a compressed file of one or more members, as far as it is whole.

    Once all of that has been read, `damage` says what is wrong with the rest.
    """

    def __init__(self, file: Reads, kind: str) -> None:
        self.damage = ""
        self._file = file
        self._make = _Inflate if kind == GZIP else _zstd().ZstdDecompressor
        self._errors = (zlib.error,) if kind == GZIP else (_zstd().ZstdError,)
        self._start = STARTS[kind]
        self._member: Any = self._make()
        self._members = 0  # that were whole
        self._begun = self._ended = False
        self._rest = b""  # read, but not yet given to a member

    def read(self, size: int, /) -> bytes:
        """Up to so many bytes; none at the end of what is whole."""
        while not self._ended:
            packed, at_end = self._rest, False
            if not packed and self._member.needs_input:
                packed = self._file.read(CHUNK) or b""
                at_end = not packed
            self._rest = b""
            before, waiting = self._before()
            self._begun = self._begun or packed.startswith(self._start)
            try:
                data: bytes = self._member.decompress(packed, size)
            except self._errors:
                self._end("it is damaged" if self._begun else self._what_follows())
                return self._whole_part(before, waiting + packed)
            if self._member.eof:
                self._rest = self._member.unused_data.lstrip(PADDING)
                self._member, self._begun = self._make(), False
                self._members += 1
            elif at_end and not data:
                self._end("it is cut off" if self._begun else "")
            if data:
                return data
        return b""

    def _before(self) -> tuple[Any, bytes]:
        """A copy of the member as it is now, and the input that it has not used yet.

        A member of a zstd file cannot be copied: only at its start is a new one the same.
        """
        if isinstance(self._member, _Inflate):
            return self._member.copy()
        return (None if self._begun else self._make()), b""

    def _whole_part(self, before: Any, packed: bytes) -> bytes:
        """What these bytes contain before the error in them, which made it unavailable."""
        whole = []
        if before is not None:
            with suppress(*self._errors):
                for place in range(len(packed)):
                    whole.append(before.decompress(packed[place : place + 1]))
        return b"".join(whole)

    def _end(self, damage: str) -> None:
        self._ended, self.damage = True, damage

    def _what_follows(self) -> str:
        return "something else follows" if self._members else "it is not packed as its name says"


class _Inflate:
    """A member of a gzip file, with the methods of a member of a zstd file."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def decompress(self, data: bytes, size: int) -> bytes:
        return self._member.decompress(self._member.unconsumed_tail + data, size)

    def copy(self) -> tuple[Any, bytes]:
        return self._member.copy(), self._member.unconsumed_tail

    @property
    def needs_input(self) -> bool:
        return not self._member.unconsumed_tail

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data


def decompressed(file: io.FileIO, path: str | None) -> Reads:
    """The content of a file: through a `Decompressor`, if its name says that it is compressed."""
    return Decompressor(file, compression(path)) if compression(path) else file


def compressed(file: Writes, path: str | None) -> Writes:
    """A file that compresses into the given one if `path` says so; closing it leaves that open."""
    if compression(path) == GZIP:  # without the time, so that equal results are equal bytes
        return gzip.GzipFile(None, "wb", LEVEL, fileobj=file, mtime=0)
    writer: Writes = _zstd().ZstdFile(file, "w") if compression(path) else file
    return writer


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
