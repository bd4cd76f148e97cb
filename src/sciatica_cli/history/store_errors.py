"""Errors of SQLite and of the system, as faults with one clear line."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator

from ..core.faults import (
    Fault,
    FaultError,
    InputError,
    OutputError,
    shown_path,
    unreadable,
    unwritable,
)

BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
REFUSED = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT", "SQLITE_TOOBIG", "SQLITE_ERROR")
OTHER_FILE = "use another file with --store-file"
MESSAGES = {
    "store_damaged": (
        "this file of kept checks is damaged",
        f"move it away or delete it, or {OTHER_FILE}",
    ),
    "not_a_store": ("this is no file of kept checks", OTHER_FILE),
    "store_newer": (
        "a newer version of sciatica has written this",
        f"update sciatica, or {OTHER_FILE}",
    ),
    "store_busy": ("another program is using it", "try again when that has ended"),
}
FULL = "the disk is full, or has failed"
TROUBLE = "the disk has failed, or is gone"
TOO_LARGE = "this check is too large to be kept"


class UnusableError(Exception):
    """A store cannot be used: the code of the fault, and the check if it alone is damaged."""

    def __init__(self, code: str, number: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.number = number


@contextlib.contextmanager
def as_faults(path: str, writing: bool) -> Iterator[None]:
    """Turn what goes wrong with a store into faults.

    Raises:
        FaultError: an InputError or, if it was to be written, an OutputError. What is wrong with
            its content is always an InputError.
    """
    error_for = unwritable if writing else unreadable
    try:
        yield
    except UnusableError as error:
        raise _fault(error.code, path, number=error.number) from None
    except UnicodeDecodeError:  # a message of SQLite about names in the file
        raise _fault("store_damaged", path) from None
    except TimeoutError:
        raise _fault("store_busy", path, writing) from None
    except OSError as error:
        raise error_for(error.filename or path, error) from None
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(BUSY):
            raise _fault("store_busy", path, writing) from None
        if not name or name.startswith(DAMAGED):
            raise _fault("store_damaged", path) from None
        reasons = {
            "SQLITE_FULL": OSError(errno.ENOSPC, ""),
            "SQLITE_IOERR_WRITE": OSError(None, FULL),  # a quota, a limit, or a bad disk
        }
        refused = PermissionError() if name.startswith(REFUSED) else OSError(None, TROUBLE)
        raise error_for(path, reasons.get(name, refused)) from None


def _fault(code: str, path: str, writing: bool = False, number: int | None = None) -> FaultError:
    message, hint = MESSAGES[code]
    if number is not None:
        message = f"check {number} in this file is damaged"
        hint = f"sciatica history --erase {number} removes it"
    fault = Fault(code, shown_path(path), message, hint)
    return OutputError((fault,)) if writing else InputError((fault,))
