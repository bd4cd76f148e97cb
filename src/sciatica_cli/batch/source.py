"""Lines from a file or a pipe, in blocks, as they come."""

from __future__ import annotations

import errno
import io
import os
import select
import stat
import sys
from collections.abc import Iterator

from ..core.faults import Fault, FaultError, InputError, shown_path, unreadable
from ..core.frozen import Frozen
from ..record import BEFORE, MAX_BYTES, no_input
from ..streams import is_open, make_blocking
from .packed import Unpacker, ending, unpack

BLOCK = 1 << 20  # bytes that are read at once, and so about the bytes of a block
LINES = 1000  # of a block at the most: a short line may have a long result
PAUSE = 0.005  # seconds without input; what has come is assessed then


class Block(Frozen):
    """Whole lines; `first` is the number of the first. Only the last of all may lack its newline.

    `read`: how many bytes of the input had been read by then, packed as they may be.
    """

    first: int
    data: bytes
    read: int


class Source:
    """An input of lines: a file, or with None or "-" standard input.

    `size`: its bytes, None for a pipe; what is not a pipe can be read again from its start, and
    `statuses` has that of its file.

    Args:
        lines: of a block, at the most.

    Raises:
        FaultError: it cannot be opened; from `blocks`, that it cannot be read.
    """

    def __init__(self, path: str | None, lines: int = LINES) -> None:
        self._lines = lines
        self.path = None if path == "-" else path
        if self.path is None and not is_open(sys.stdin):
            raise no_input()
        try:
            if self.path is None:
                self._raw = io.FileIO(sys.stdin.fileno(), closefd=False)
            else:
                self._raw = io.FileIO(self.path)
            make_blocking(self._raw.fileno())
            status = os.fstat(self._raw.fileno())
        except OSError as error:
            raise self._unreadable(error) from None
        self.is_device = stat.S_ISCHR(status.st_mode)
        self.size = status.st_size if stat.S_ISREG(status.st_mode) else None
        self.statuses = [] if self.size is None else [status]
        self._file = unpack(self._raw, self.path)

    def blocks(self) -> Iterator[Block]:
        """Blocks of whole lines; a block ends where the input pauses.

        Of a line that is too long only as much is kept as shows that it is, and how it begins.
        """
        number, rest, read = 1, b"", 0
        for data in self._reads():
            read = read + len(data) if self.size is None else self._raw.tell()
            head, newline, tail = data.rpartition(b"\n")
            if newline:
                for lines in self._portions(rest + head):
                    yield Block(number, b"\n".join(lines) + b"\n", read)
                    number += len(lines)
                rest = b""
            rest = _shortened(rest + tail)
        if rest:
            yield Block(number, rest, read)
        if isinstance(self._file, Unpacker) and self._file.damage:
            where = f"{shown_path(self.path)}: line {number}"
            message = f"cannot be read from here on: {self._file.damage}"
            raise InputError((Fault("no_input", where, message, "use another copy of the file"),))

    def _portions(self, data: bytes) -> Iterator[list[bytes]]:
        lines = data.split(b"\n")
        for start in range(0, len(lines), self._lines):
            yield lines[start : start + self._lines]

    def close(self) -> None:
        self._raw.close()

    def _reads(self) -> Iterator[bytes]:
        try:
            while data := self._file.read(BLOCK):
                while self.size is None and len(data) < BLOCK and self._has_more():
                    more = self._file.read(BLOCK - len(data))
                    if not more:
                        break
                    data += more
                yield data
        except OSError as error:
            raise self._unreadable(error) from None

    def _has_more(self) -> bool:
        """Something comes without a pause; where that cannot be known, nothing does."""
        if ending(self.path):
            return False
        try:
            return bool(select.select([self._raw], [], [], PAUSE)[0])
        except (OSError, ValueError):  # a pipe on Windows
            return False

    def _unreadable(self, error: OSError) -> FaultError:
        name = "input" if self.path is None else self.path
        if self.path is None and error.errno == errno.EBADF:
            return no_input()  # opened for writing only, as nohup does
        return unreadable(name, error)


def _shortened(line: bytes) -> bytes:
    """A line that is too long, cut; what it says must not be lost behind blanks."""
    if len(line) <= MAX_BYTES:
        return line
    content = line.lstrip(BEFORE)
    return line[: min(len(line) - len(content), MAX_BYTES + 1)] + content[: MAX_BYTES + 1]
