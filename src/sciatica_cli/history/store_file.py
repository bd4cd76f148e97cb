"""The file of the store: where it is, and that nobody else can read it or plant another."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator

from ..core.faults import Fault, OutputError
from ..files import BINARY, NO_FOLLOW
from ..targets import MAX_LINKS, is_own

NAME = "checks.sqlite"
SUFFIXES = ("", "-journal", "-wal", "-shm")  # of the file and what SQLite may leave beside it
FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077  # their permissions
OPEN_FILES_STAY = os.name == "nt"
NOT_OURS = "this file belongs to somebody else, or is no ordinary file"


def default_path() -> str:
    """The file in the folder for data of this account.

    Raises:
        OutputError: this account has no home folder.
    """
    import platformdirs  # slow, and only needed when checks are kept or read

    home = os.path.expanduser("~")
    folder = platformdirs.user_data_dir("sciatica", appauthor=False)
    if not os.path.isabs(folder):  # the rule for such variables is to ignore them
        folder = os.path.join(home, ".local", "share", "sciatica")
    if not os.path.isabs(folder):
        hint = "name a file with --store-file"
        raise OutputError((Fault("cannot_write", "", "there is no home folder", hint),))
    return os.path.join(folder, NAME)


def resolve_links(path: str) -> str:
    """The path of a file without links, which may lead to each other but must be one's own.

    Raises:
        OSError: one belongs to somebody else, or there cannot be such a file.
    """
    try:
        for _ in range(MAX_LINKS):
            if not os.path.islink(path):
                return os.path.realpath(path)
            if not is_own(os.lstat(path)):
                raise OSError(None, NOT_OURS)
            path = os.path.join(os.path.dirname(path), os.readlink(path))
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    except ValueError:
        raise OSError(None, "this cannot be the name of a file") from None


def identity(path: str) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None if there is none."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def create_private(path: str, folder: str | None) -> None:
    """Create an empty file that only its owner can read, unless there is a file already.

    Args:
        folder: is created and made private as well; None leaves the folder of the file as it is.

    Raises:
        OSError: there cannot be such a file.
    """
    if folder is not None:
        _prepare_folder(folder)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY
    try:
        number = os.open(path, flags, FILE_MODE)
    except FileExistsError:
        return
    os.close(number)
    _restrict(path, FILE_MODE)  # whatever the umask took away


def _prepare_folder(folder: str) -> None:
    home = os.path.expanduser("~")
    if not os.path.isdir(home) and folder.startswith(home):
        raise FileNotFoundError(errno.ENOENT, "", home)  # gone, for example a network disk
    _make_folder(folder)
    found = os.stat(folder)
    if not is_own(found):
        raise PermissionError(errno.EACCES, "", folder)
    if found.st_mode & OTHERS:
        _restrict(folder, FOLDER_MODE)


def _make_folder(folder: str) -> None:
    """Make a folder, and those that it is in, as the rule for such folders wants: for the owner.

    `os.makedirs` would leave the rights of those that it is in to the umask.
    """
    if os.path.isdir(folder):
        return
    _make_folder(os.path.dirname(folder))
    try:
        os.mkdir(folder, FOLDER_MODE)
    except FileExistsError:  # another program was faster, or it is no folder
        if not os.path.isdir(folder):
            raise NotADirectoryError(errno.ENOTDIR, "this is no folder", folder) from None
    else:
        _restrict(folder, FOLDER_MODE)


def ensure_private(path: str) -> None:
    """Refuse what is no file of this account; make private what others could read.

    Raises:
        OSError: it belongs to somebody else, is a folder, a pipe, a link or a device, or cannot be
            looked at.
    """
    for name in (path + ending for ending in SUFFIXES):
        try:
            found = os.lstat(name)
        except FileNotFoundError:
            continue
        if stat.S_ISDIR(found.st_mode) and name == path:
            raise IsADirectoryError(errno.EISDIR, "", name)
        if not (stat.S_ISREG(found.st_mode) and is_own(found)):
            raise OSError(None, NOT_OURS, name)
        if found.st_mode & OTHERS:
            _restrict(name, FILE_MODE)


@contextlib.contextmanager
def lock_folder(path: str, exclusive: bool, seconds: float) -> Iterator[None]:
    """Share the folder of a file with other programs that use it, or wait to have it alone.

    A file may only be deleted while nobody has it open: to whoever has, SQLite would show the
    journal of the next file of that name as one that a crash has left, and delete it.

    Args:
        exclusive: whether the file is to be deleted.
        seconds: to wait for the others.

    Raises:
        TimeoutError: they take longer.
    """
    with contextlib.ExitStack() as stack:
        try:
            import fcntl

            folder = os.open(os.path.dirname(path), os.O_RDONLY)
        except (ImportError, OSError):  # Windows deletes no open file; others may not be listed
            folder = None
        if folder is not None:
            stack.callback(os.close, folder)
            kind, end = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH, time.monotonic() + seconds
            while not _has_lock(folder, kind | fcntl.LOCK_NB):
                if time.monotonic() > end:
                    raise TimeoutError
                time.sleep(0.01)
        yield


def _has_lock(number: int, kind: int) -> bool:
    """Whether a lock was got, or there are none on this file system."""
    import fcntl

    try:
        fcntl.flock(number, kind)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _restrict(path: str, mode: int) -> None:
    """Set permissions, where the file system has any and can be written to."""
    if hasattr(os, "geteuid"):
        with contextlib.suppress(OSError):
            os.chmod(path, mode)


def remove(path: str) -> None:
    """Delete a file, and what SQLite has left beside it. On Windows, what is open stays."""
    for ending in reversed(SUFFIXES):
        try:
            os.unlink(path + ending)
        except FileNotFoundError:
            continue
        except PermissionError:
            if not OPEN_FILES_STAY:
                raise
