"""What the name of an output stands for: an open descriptor, a device, a pipe, or a file.

In a shared folder anybody can plant a link or a pipe under a name that somebody else is going to
use. So links are followed, and pipes written to, only if they belong to this account.
"""

from __future__ import annotations

import errno
import os
import stat

from .core.faults import Fault, OutputError, shown_path, unwritable
from .core.frozen import Frozen

MAX_LINKS = 40  # in a chain; the limit of Linux


class Target(Frozen):
    """Where an output goes.

    `path` is the file or device, with links followed, and `number` that of an open descriptor.
    """

    path: str
    exists: bool = False
    device: bool = False
    number: int | None = None

    @property
    def is_stream(self) -> bool:
        """Whether it is a device, a pipe or a descriptor: it is written to, and never replaced."""
        return self.device or self.number is not None

    def open(self) -> int:
        """A new descriptor of a stream."""
        if self.number is not None:  # opening it by name would truncate the file behind it
            return os.dup(self.number)
        return os.open(self.path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))


def find_target(path: str) -> Target:
    """What a name stands for.

    Raises:
        OutputError: a folder, a disk, or a link or pipe of somebody else.
    """
    try:
        return _follow(path)
    except ValueError:
        raise unwritable(path, OSError(None, "this cannot be the name of a file")) from None
    except OSError as error:
        raise unwritable(path, error) from None


def names_stream(path: str) -> bool:
    """Whether a name is that of a stream, so that its ending says nothing about a format."""
    try:
        return _follow(path).is_stream
    except (OSError, ValueError, OutputError):
        return False


def _follow(path: str) -> Target:
    place = path
    for _ in range(MAX_LINKS):
        folder, name = os.path.split(place)
        number = _descriptor(os.path.realpath(folder or os.curdir), name)
        if number is not None:
            os.fstat(number)
            return Target(place, number=number)
        try:
            found = os.lstat(place)
        except FileNotFoundError:
            return Target(place)
        if not stat.S_ISLNK(found.st_mode):
            return _of_kind(path, place, found)
        _refuse_if_planted(path, found, "link")
        place = os.path.join(folder, os.readlink(place))
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _of_kind(path: str, place: str, found: os.stat_result) -> Target:
    mode = found.st_mode
    if stat.S_ISREG(mode):
        return Target(place, exists=True)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if stat.S_ISBLK(mode):
        raise _refused(path, "this is a disk, not a file")
    if not stat.S_ISCHR(mode):
        _refuse_if_planted(path, found, "pipe")
    return Target(place, exists=True, device=True)


def _descriptor(folder: str, name: str) -> int | None:
    """The number of an open descriptor whose name this is, as /dev/stdout leads to one."""
    if not (name.isascii() and name.isdigit()):
        return None
    named = ("/dev/fd", f"/proc/{os.getpid()}/fd")
    return int(name) if folder in named else None


def is_own(found: os.stat_result) -> bool:
    """Whether it belongs to this account or, as /dev/stdout does, to root."""
    return not hasattr(os, "geteuid") or found.st_uid in (0, os.geteuid())


def _refuse_if_planted(path: str, found: os.stat_result, kind: str) -> None:
    if not is_own(found):
        raise _refused(path, f"this {kind} belongs to somebody else")


def _refused(path: str, reason: str) -> OutputError:
    hint = "choose another name, in a folder of your own"
    return OutputError(
        (Fault("cannot_write", shown_path(path), f"cannot be written: {reason}", hint),)
    )


def already_exists(path: str) -> OutputError:
    """The error for a file that would have to be replaced."""
    message = "a file with that name already exists"
    hint = "choose another name, or replace it with --force"
    return OutputError((Fault("exists", shown_path(path), message, hint),))
