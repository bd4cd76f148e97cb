"""Where rows go: standard output, or a file that gets its name when it is whole."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator

from ..core.faults import Fault, FaultError, OutputError, shown_path, unwritable
from ..files import BINARY, NO_FOLLOW, check_writable, move_into_place
from ..streams import is_open, make_blocking, write_all
from ..targets import Target, already_exists, find_target, is_own
from .compressed import Writes, compressed

PART_SUFFIX = ".part"


class Descriptor:
    """An open file without a buffer: whatever fails, fails at once and only once."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, data: bytes) -> int:
        write_all(self.number, data)
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush."""

    def close(self) -> None:
        os.close(self.number)


class Sink:
    """An output of rows.

    A file is written as `PATH.part`, which only its owner can read, and renamed when it is whole.
    If the work is interrupted, it can continue from that file. A device, a pipe or an open
    descriptor is written to directly.

    Args:
        path: the file; None for standard output.
        resume: continue the part file, if there is one.
        force: replace an existing file or part file.

    Raises:
        FaultError: it cannot be written, here or later.
        BrokenPipeError: nobody reads standard output any more.
    """

    def __init__(self, path: str | None, resume: bool = False, force: bool = False) -> None:
        self.path = path = None if path == "-" else path
        self._closed = self._finished = False
        self._force = force
        self._target = None if path is None else find_target(path)
        self.part_path = part_path_of(self._target)
        try:
            if path is None or self._target is None:
                self._raw = Descriptor(_standard_output())
            elif self.part_path is None:
                self._raw = Descriptor(self._target.open())
            else:
                check_writable(path, force)
                self._raw = Descriptor(_open_part(self.part_path, resume, force))
        except OSError as error:
            raise self._failed(error) from None
        self._file: Writes = compressed(self._raw, path)

    def whole_lines(self) -> Iterator[bytes]:
        """The whole lines of the part file, each with its newline."""
        if self.part_path is not None:
            with open(self.part_path, "rb") as file:
                yield from (line for line in file if line.endswith(b"\n"))

    def truncate(self, size: int) -> None:
        """Keep so many bytes of the part file, and continue after them."""
        os.truncate(self._raw.number, size)
        os.lseek(self._raw.number, size, os.SEEK_SET)

    def write(self, data: bytes) -> None:
        """Write all of it at once."""
        try:
            self._file.write(data)
            self._file.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._failed(error) from None

    def finish(self) -> None:
        """The output is whole: give it its name."""
        try:
            if self._file is not self._raw:
                self._file.close()
            if self._target is not None and self.part_path is not None:
                os.fsync(self._raw.number)
                self._finished = True
                self.close()
                move_into_place(self.part_path, self._target.path, self._force)
        except FileExistsError:
            raise already_exists(str(self.path)) from None
        except OSError as error:
            raise self._failed(error) from None

    def close(self, keep: bool = True) -> None:
        """Close the file; if it is unfinished, keep the part file or delete it."""
        if self.path is None or self._closed:
            return
        self._closed = True
        if self.part_path is not None and not keep and not self._finished:
            os.unlink(self.part_path)
        self._raw.close()

    def _failed(self, error: OSError) -> FaultError:
        return unwritable(self.path, error)


def part_path_of(target: Target | None) -> str | None:
    """The name of an output until it is whole; None if it is written to directly."""
    return None if target is None or target.is_stream else target.path + PART_SUFFIX


def _standard_output() -> int:
    if not is_open(sys.stdout):
        raise OSError(errno.EBADF, "it is closed")
    number = sys.stdout.fileno()
    make_blocking(number)
    return number


def _lock(number: int, part: str) -> None:
    """Keep two runs from writing to one file, on systems that have locks."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        hint = "wait until it ends, or choose another name"
        fault = Fault("exists", shown_path(part), "another run is writing to this file", hint)
        raise OutputError((fault,)) from None


def _open_part(part: str, resume: bool, force: bool) -> int:
    exists = os.path.lexists(part)
    if exists and not (resume or force):
        hint = "continue it with --resume, or start again with --force"
        fault = Fault(
            "exists", shown_path(part), "this is the unfinished work of an earlier run", hint
        )
        raise OutputError((fault,))
    flags = os.O_RDWR | os.O_CREAT | NO_FOLLOW | BINARY
    number = os.open(part, flags | (0 if exists else os.O_EXCL), 0o600)
    found = os.fstat(number)
    if not (stat.S_ISREG(found.st_mode) and is_own(found) and found.st_nlink == 1):
        os.close(number)  # whoever put it there could read what is written into it
        raise OSError(errno.EPERM, "it belongs to somebody else, or has another name too")
    _lock(number, part)
    if not resume:
        os.truncate(number, 0)
    os.fchmod(number, 0o600) if hasattr(os, "fchmod") else None
    return number
