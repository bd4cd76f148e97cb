"""Private files for health data: only the owner can read them, and none is ever half written."""

from __future__ import annotations

import errno
import os

from .core.faults import unreadable, unwritable, usage_error
from .streams import write_all
from .targets import already_exists, find_target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

BINARY = getattr(os, "O_BINARY", 0)  # on Windows
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
O_TMPFILE = getattr(os, "O_TMPFILE", 0)  # only on Linux; without it, `open` refuses a folder
SAME_FILE = "an input and an output are the same file", "choose another name for the output"


def read_file(path: str, limit: int, code: str = "no_input") -> bytes:
    """The content of a file, at most `limit` + 1 bytes.

    Raises:
        FaultError: the file does not exist, is a directory, or may not be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except ValueError:
        error = OSError(None, "this cannot be the name of a file")
        raise unreadable(path, error, code) from None
    except OSError as error:
        raise unreadable(path, error, code) from None


def check_writable(path: str, force: bool = False) -> None:
    """Check early what `write_private` would refuse later.

    Raises:
        FaultError: the file exists and `force` is not given, or its folder is not writable.
    """
    target = find_target(path)
    if target.is_stream:
        return
    folder = os.path.dirname(target.path) or os.curdir
    if not os.path.isdir(folder):
        raise unwritable(path, FileNotFoundError())
    if not os.access(folder, os.W_OK):
        raise unwritable(path, PermissionError())
    if target.exists and not force:
        raise already_exists(path)


def check_is_not_input(path: str, *inputs: str | int | None) -> None:
    """Refuse to write over what was read, also with `force`.

    Args:
        inputs: names or descriptors of what was read; None is skipped.

    Raises:
        FaultError: one of them is the same file.
    """
    target = find_target(path)
    if target.is_stream or not target.exists:
        return
    for read in inputs:
        try:
            same = read is not None and os.path.samestat(os.stat(read), os.stat(target.path))
        except (OSError, ValueError):  # it cannot be read anyway
            continue
        if same:
            raise usage_error(*SAME_FILE)


def write_private(path: str, text: str, force: bool = False) -> None:
    """Write a file with mode 0600 atomically, through a temporary file in the same folder.

    A stream is written to, and never replaced. If the path is a link of this account, the file
    behind it is replaced.

    Raises:
        FaultError: the file exists and `force` is not given, or it cannot be written.
    """
    check_writable(path, force)
    target, data = find_target(path), text.encode("utf-8", errors="replace")
    try:
        if target.is_stream:
            number = target.open()
            try:
                write_all(number, data)
            finally:
                os.close(number)
            return
        _write_file(target.path, data, force)
    except FileExistsError:
        raise already_exists(path) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from None


def _write_file(path: str, data: bytes, force: bool) -> None:
    temporary = os.path.join(os.path.dirname(path), f".sciatica-{os.urandom(8).hex()}")
    done = _remove_if_stopped(temporary)
    try:
        nameless = _write_nameless(temporary if force else path, data)
        if not nameless:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY
            number = os.open(temporary, flags, 0o600)
            try:
                write_all(number, data)
                os.fsync(number)
            finally:
                os.close(number)
        if force or not nameless:
            move_into_place(temporary, path, force)
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        done()


def _write_nameless(path: str, data: bytes) -> bool:
    """Write a file that gets its name once it is whole, so that not even KILL leaves a part of it.

    Returns:
        False if the file system has no files without names, or cannot name them later.

    Raises:
        FileExistsError: a file of that name exists.
        OSError: it cannot be written.
    """
    try:
        number = os.open(os.path.dirname(path) or os.curdir, os.O_WRONLY | O_TMPFILE, 0o600)
    except OSError:
        return False
    try:
        write_all(number, data)
        os.fsync(number)
        try:
            # Python follows this link only if a folder is given, too.
            os.link(f"/proc/self/fd/{number}", path, src_dir_fd=number, follow_symlinks=True)
        except FileExistsError:
            raise
        except OSError:
            return False
    finally:
        os.close(number)
    return True


def move_into_place(temporary: str, path: str, force: bool) -> None:
    """Move a file to its final name atomically; an existing file is replaced only with `force`.

    Raises:
        FileExistsError: a file of that name exists, perhaps since a moment ago.
        OSError: it cannot be moved.
    """
    if force:
        try:
            os.replace(temporary, path)
        except OSError as error:
            if error.errno != errno.EBUSY:  # a file that is mounted by itself
                raise
            _write_in_place(temporary, path)
        return
    try:
        os.link(temporary, path)  # unlike a rename, never replaces
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError from None
        os.replace(temporary, path)
        return
    os.unlink(temporary)


def _write_in_place(temporary: str, path: str) -> None:
    """Copy into a file that cannot be replaced; the copy stays until that has worked."""
    number = os.open(path, os.O_WRONLY | NO_FOLLOW | BINARY)
    try:
        with open(temporary, "rb") as file:
            while data := file.read(1 << 20):
                write_all(number, data)
        os.ftruncate(number, os.lseek(number, 0, os.SEEK_CUR))
        os.fsync(number)
    finally:
        os.close(number)
    os.unlink(temporary)


def _remove_if_stopped(temporary: str) -> Callable[[], None]:
    """Remove a file if a signal ends the program, until the returned function is called."""
    import signal
    import threading

    def end(number: int, _frame: object) -> None:
        if os.path.lexists(temporary):
            os.unlink(temporary)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    handled = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in handled:
        signal.signal(number, end)

    def done() -> None:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)

    return done
