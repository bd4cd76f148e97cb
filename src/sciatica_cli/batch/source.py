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
from .compressed import Decompressor, compression, decompressed

BLOCK = 1 << 20  # bytes that are read at once, which is about the size of a block
LINES = 1000  # the most in a block, as a short line may have a long result
BLOCKS = 4  # the most in a range
PAUSE = 0.005  # seconds without input, after which everything so far is assessed


class Block(Frozen):
    """Whole lines; `first` is the number of the first. Only the last of all may lack its newline.

    `read`: how many bytes of the input, which may be compressed, had been read by then.
    """

    first: int
    data: bytes
    read: int


class FileRange(Frozen):
    """Whole lines of an open file, by their bytes; `first` is the number of the first line.

    Another process reads them for itself. `lines`: of a block, at the most.
    """

    path: str
    descriptor: int
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
                data = os.pread(self.descriptor, min(BLOCK, self.end - place), place)
            except OSError as error:
                raise unreadable(self.path, error) from None
            if not data:
                message = "the file became shorter while it was read"
                hint = "wait until nothing writes to it"
                raise unusable(shown_path(self.path), message, hint)
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
        self._file = decompressed(self._raw, self.path)

    def blocks(self) -> Iterator[Block]:
        """Blocks of whole lines; a block ends where the input pauses."""
        number = 1
        for block in _cut(self._reads(), 1, self._lines):
            number = block.first + block.data.count(b"\n")
            yield block
        if isinstance(self._file, Decompressor) and self._file.damage:
            where = f"{shown_path(self.path)}: line {number}"
            message = f"cannot be read from here on: {self._file.damage}"
            raise unusable(where, message, "use another copy of the file")

    def shared_descriptor(self) -> int | None:
        """The descriptor of the file, if other processes can read ranges of it."""
        is_plain = self.size is not None and self._file is self._raw and hasattr(os, "pread")
        number = self._raw.fileno()
        # in another process the standard streams are its own
        return number if is_plain and number > 2 else None

    def ranges(self) -> Iterator[FileRange]:
        """The same lines as ranges of the file: about a block each, but not too many lines."""
        start, first = self._raw.tell(), 1

        def until(end: int) -> FileRange:
            return FileRange(str(self.path), self._raw.fileno(), start, end, first, self._lines)

        place = start
        for data, _ in self._reads():
            end = place
            for size, lines in _sizes(data, self._lines * BLOCKS):
                end += size
                yield until(end)
                start, first = end, first + lines
            place += len(data)
        if place > start:
            yield until(place)

    def close(self) -> None:
        self._raw.close()

    def _reads(self) -> Iterator[tuple[bytes, int]]:
        """Whatever can be read at once, and how many bytes of the input have been read by then."""
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
        """Whether more input arrives without a pause; no, where that cannot be known."""
        if compression(self.path):
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


def unusable(place: str, message: str, hint: str) -> InputError:
    """The error for an input that can be opened, but not used."""
    return InputError((Fault("no_input", place, message, hint),))


def _sizes(data: bytes, most: int) -> Iterator[tuple[int, int]]:
    """The bytes and the whole lines of each range; what is behind the last is no whole line."""
    count = data.count(b"\n")
    if 0 < count <= most:
        yield data.rfind(b"\n") + 1, count
    elif count:
        lines = data.split(b"\n")[:-1]
        for start in range(0, count, most):
            some = lines[start : start + most]
            yield sum(map(len, some)) + len(some), len(some)


def _cut(reads: Iterable[tuple[bytes, int]], first: int, lines: int) -> Iterator[Block]:
    """Blocks of whole lines, of which the first has the number `first`.

    Of a line that is too long, only its beginning is kept, and enough to see that it is too long.
    """
    rest, read = b"", 0
    for data, read in reads:
        head, newline, tail = data.rpartition(b"\n")
        if newline:
            whole = (rest + head).split(b"\n")
            for start in range(0, len(whole), lines):
                some = whole[start : start + lines]
                yield Block(first, b"\n".join(some) + b"\n", read)
                first += len(some)
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
