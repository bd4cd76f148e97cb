"""Private files for health answers: readable by the owner only, and never half written."""

from __future__ import annotations

import os

from .core.faults import Fault, InputError, OutputError, shown


def read_file(path: str, limit: int) -> bytes:
    """The content of a file, at most `limit` + 1 bytes.

    Raises:
        FaultError: the file does not exist, is a directory, or may not be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
        raise InputError((Fault("no_input", shown(path), message),)) from None


def check_writable(path: str, force: bool = False) -> None:
    """Check early what `write_private` would refuse later.

    Raises:
        FaultError: the file exists and `force` is not given, or its folder is not writable.
    """
    folder = os.path.dirname(os.path.abspath(path))
    if not os.access(folder, os.W_OK):
        message = "cannot be written: there is no such folder, or it is not yours"
        raise OutputError((Fault("cannot_write", shown(path), message),))
    if not force and os.path.lexists(path):
        hint = "choose another name, or use --force"
        raise OutputError((Fault("exists", shown(path), "this file exists", hint),))
    if os.path.isdir(path):
        message = "cannot be written: Is a directory"
        raise OutputError((Fault("cannot_write", shown(path), message),))


def write_private(path: str, text: str, force: bool = False) -> None:
    """Write a file with mode 0600 atomically, through a temporary file in the same folder.

    Raises:
        FaultError: the file exists and `force` is not given, or it cannot be written.
    """
    import tempfile  # slow to import, and few runs write a file

    check_writable(path, force)
    temporary = None
    try:
        folder = os.path.dirname(os.path.abspath(path))
        handle, temporary = tempfile.mkstemp(prefix=".sciatica-", dir=folder)  # mode 0600
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        message = f"cannot be written: {reason(error)}"
        raise OutputError((Fault("cannot_write", shown(path), message),)) from None
    finally:
        if temporary is not None:
            os.unlink(temporary)


def make_blocking(descriptor: int) -> None:
    """Make reads and writes wait, in case another program left the descriptor non-blocking."""
    if hasattr(os, "set_blocking"):  # missing on some Windows versions
        os.set_blocking(descriptor, True)


def reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
