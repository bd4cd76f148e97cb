"""Lines from a file or a pipe, in blocks, as they come."""

from __future__ import annotations

import errno
import io
import os
import select
import stat
import sys
from collections.abc import Iterable, Iterator

from ..core.faults import Fault, FaultError, InputError, shown_path, unreadable
from ..core.frozen import Frozen
from ..record import IGNORED_BEFORE, MAX_BYTES, no_input
from ..streams import is_open, make_blocking
from .packed import Unpacker, ending, unpack

BLOCK = 1 << 20  # bytes that are read at once, and so about the bytes of a block
LINES = 1000  # of a block at the most: a short line may have a long result
BLOCKS = 4  # of a part at the most
PAUSE = 0.005  # seconds without input; what has come is assessed then


class Block(Frozen):
    """Whole lines; `first` is the number of the first. Only the last of all may lack its newline.

    `read`: how many bytes of the input had been read by then, packed as they may be.
    """

    first: int
    data: bytes
    read: int


class Part(Frozen):
    """Whole lines of an open file, by their bytes; `first` is the number of the first line.

    Other processes read them for themselves. `lines`: of a block, at the most.
    """

    path: str
    file: int
    start: int
    end: int
    first: int
    lines: int

    def blocks(self) -> Iterator[Block]:
        """The blocks of these lines."""
        return _cut(self._reads(), self.first, self.lines)

    def _reads(self) -> Iterator[tuple[bytes, int]]:
        place = self.start
        while place < self.end:
            try:
                data = os.pread(self.file, min(BLOCK, self.end - place), place)
            except OSError as error:
                raise unreadable(self.path, error) from None
            if not data:
                message = "the file became shorter while it was read"
                hint = "wait until nothing writes to it"
                raise InputError((Fault("no_input", shown_path(self.path), message, hint),))
            place += len(data)
            yield data, place


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
        """Blocks of whole lines; a block ends where the input pauses."""
        number = 1
        for block in _cut(self._reads(), 1, self._lines):
            number = block.first + block.data.count(b"\n")
            yield block
        if isinstance(self._file, Unpacker) and self._file.damage:
            where = f"{shown_path(self.path)}: line {number}"
            message = f"cannot be read from here on: {self._file.damage}"
            raise InputError((Fault("no_input", where, message, "use another copy of the file"),))

    @property
    def file(self) -> int | None:
        """The file, if others can read parts of it."""
        is_plain = self.size is not None and self._file is self._raw and hasattr(os, "pread")
        number = self._raw.fileno()
        # in another process the standard streams are its own
        return number if is_plain and number > 2 else None

    def parts(self) -> Iterator[Part]:
        """The same lines as parts of the file, of about a block each, but of few lines."""
        file, start, number = self._raw.fileno(), self._raw.tell(), 1
        place = start
        most = self._lines * BLOCKS
        for data, _ in self._reads():
            end = place
            for size, lines in _sizes(data, most):
                end += size
                yield Part(str(self.path), file, start, end, number, self._lines)
                start = end
                number += lines
            place += len(data)
        if place > start:
            yield Part(str(self.path), file, start, place, number, self._lines)

    def close(self) -> None:
        self._raw.close()

    def _reads(self) -> Iterator[tuple[bytes, int]]:
        """What is read at once, and how many bytes of the input have been read by then."""
        read = 0
        try:
            while data := self._file.read(BLOCK):
                while self.size is None and len(data) < BLOCK and self._has_more():
                    more = self._file.read(BLOCK - len(data))
                    if not more:
                        break
                    data += more
                read += len(data)
                yield data, read if self.size is None else self._raw.tell()
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


def _sizes(data: bytes, most: int) -> Iterator[tuple[int, int]]:
    """The bytes and the number of whole lines that make parts; what is behind them is no line."""
    count = data.count(b"\n")
    if 0 < count <= most:
        yield data.rfind(b"\n") + 1, count
    elif count:
        lines = data.split(b"\n")[:-1]
        for start in range(0, count, most):
            part = lines[start : start + most]
            yield sum(map(len, part)) + len(part), len(part)


def _cut(reads: Iterable[tuple[bytes, int]], first: int, lines: int) -> Iterator[Block]:
    """Blocks of whole lines, of which the first has the number `first`.

    Of a line that is too long only as much is kept as shows that it is, and how it begins.
    """
    rest, read = b"", 0
    for data, read in reads:
        head, newline, tail = data.rpartition(b"\n")
        if newline:
            whole = (rest + head).split(b"\n")
            for start in range(0, len(whole), lines):
                portion = whole[start : start + lines]
                yield Block(first, b"\n".join(portion) + b"\n", read)
                first += len(portion)
            rest = b""
        rest = _shortened(rest + tail)
    if rest:
        yield Block(first, rest, read)


def _shortened(line: bytes) -> bytes:
    """A line that is too long, cut; what it says must not be lost behind blanks."""
    if len(line) <= MAX_BYTES:
        return line
    content = line.lstrip(IGNORED_BEFORE)
    return line[: min(len(line) - len(content), MAX_BYTES + 1)] + content[: MAX_BYTES + 1]
