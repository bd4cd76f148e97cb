"""Where the checks are kept, and that nobody else can read or plant anything there."""

from __future__ import annotations

import os
import stat

from ..core.faults import Fault, InputError, OutputError, shown_path, unwritable
from ..files import BINARY, NO_FOLLOW
from ..targets import is_own

NAME = "checks.sqlite"
BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite may leave with the name of a file
FOLDER_MODE, FILE_MODE = 0o700, 0o600
SHARED = 0o077  # the permissions of others
PRIVATE_FILE = "this file belongs to somebody else, or is no ordinary file"


def default_place() -> str:
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


def exists(path: str) -> bool:
    return os.path.lexists(path)


def identity(path: str) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None if there is none."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def prepare(path: str, in_default_place: bool) -> None:
    """Make sure that there is a file, which may be empty and which only its owner can read.

    Args:
        in_default_place: its folder is made, or narrowed, too; any other is left as it is.

    Raises:
        OutputError: there cannot be such a file.
    """
    folder = os.path.dirname(path)
    try:
        if in_default_place:
            _prepare_folder(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY
        try:
            number = os.open(path, flags, FILE_MODE)
        except FileExistsError:
            check(path)
            return
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(number, FILE_MODE)  # whatever the umask took away
        finally:
            os.close(number)
    except ValueError:
        raise unwritable(path, OSError(None, "this cannot be the name of a file")) from None
    except OSError as error:
        raise unwritable(path, error) from None


def _prepare_folder(folder: str) -> None:
    home = os.path.expanduser("~")
    if not os.path.isdir(home) and folder.startswith(home):
        raise FileNotFoundError  # a home that is gone, for example a network disk
    os.makedirs(folder, FOLDER_MODE, exist_ok=True)
    found = os.stat(folder)
    if not is_own(found):
        raise PermissionError
    if hasattr(os, "geteuid") and found.st_mode & SHARED:
        os.chmod(folder, FOLDER_MODE)


def check(path: str) -> None:
    """Refuse what is no file of this account; narrow what others could read.

    Raises:
        InputError: it belongs to somebody else, or is a folder, a pipe or a device.
        OSError: it cannot be looked at.
    """
    for ending in BESIDE:
        try:
            link = os.lstat(path + ending)
            found = os.stat(path + ending) if not ending else link
        except FileNotFoundError:
            continue
        if not (stat.S_ISREG(found.st_mode) and is_own(found) and is_own(link)):
            hint = "choose another place with --store-file"
            where = shown_path(path + ending)
            raise InputError((Fault("no_input", where, PRIVATE_FILE, hint),))
        if hasattr(os, "geteuid") and found.st_mode & SHARED and found.st_uid == os.geteuid():
            os.chmod(path + ending, FILE_MODE)


def remove(path: str) -> None:
    """Delete a file, and what SQLite has left beside it."""
    for ending in reversed(BESIDE):
        if os.path.lexists(path + ending):
            os.unlink(path + ending)
