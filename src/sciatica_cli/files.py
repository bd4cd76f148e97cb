"""Private files for health answers: readable by the owner only, and never half written."""

from __future__ import annotations

import os

from .core.faults import Fault, OutputError, shown_path, unreadable, unwritable


def read_file(path: str, limit: int) -> bytes:
    """The content of a file, at most `limit` + 1 bytes.

    Raises:
        FaultError: the file does not exist, is a directory, or may not be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise unreadable(path, error) from None


def check_writable(path: str, force: bool = False) -> None:
    """Check early what `write_private` would refuse later.

    Raises:
        FaultError: the file exists and `force` is not given, or its folder is not writable.
    """
    if is_device(path):
        return
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise unwritable(path, FileNotFoundError())
    if not os.access(folder, os.W_OK):
        raise unwritable(path, PermissionError())
    if os.path.isdir(path):
        raise unwritable(path, IsADirectoryError())
    if not force and os.path.lexists(path):
        message = "a file with that name already exists"
        hint = "choose another name, or replace it with --force"
        raise OutputError((Fault("exists", shown_path(path), message, hint),))


def write_private(path: str, text: str, force: bool = False) -> None:
    """Write a file with mode 0600 atomically, through a temporary file in the same folder.

    A device such as /dev/null is written to: a file in its place would break the whole machine.

    Raises:
        FaultError: the file exists and `force` is not given, or it cannot be written.
    """
    import tempfile  # slow to import, and few runs write a file

    check_writable(path, force)
    temporary = None
    try:
        if is_device(path):
            with open(path, "w", encoding="utf-8") as device:
                device.write(text)
            return
        folder = os.path.dirname(os.path.abspath(path))
        handle, temporary = tempfile.mkstemp(prefix=".sciatica-", dir=folder)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        if temporary is not None:
            os.unlink(temporary)


def is_device(path: str) -> bool:
    """Whether this is a device, a pipe or an open descriptor, which must not be replaced."""
    if os.path.realpath(path).startswith(("/proc/", "/dev/fd/")):  # as /dev/stdout is
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def make_blocking(descriptor: int) -> None:
    """Make reads and writes wait, in case another program left the descriptor non-blocking."""
    if hasattr(os, "set_blocking"):  # missing on some Windows versions
        os.set_blocking(descriptor, True)
