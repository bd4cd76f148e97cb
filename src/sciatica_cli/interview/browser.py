"""Shows a page in the browser, through a private file that is removed in the end."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from typing import IO

PREFIX, ENDING = "sciatica-page-", ".html"
NAME = re.compile(rf"{PREFIX}\w+{re.escape(ENDING)}")
GRAPHICAL = ("", "macosx", "default", "windows-default")  # names of browsers without a terminal


class BrowserPages:
    """The pages that were opened. As long as it runs, the program holds a lock on each file."""

    def __init__(self) -> None:
        self.files: list[IO[str]] = []

    def open(self, html: str) -> bool:
        """Write a page and open it; False, and nothing is left, if there is no browser."""
        import webbrowser

        with contextlib.suppress(webbrowser.Error, OSError):
            browser = webbrowser.get()
            if not (_has_desktop() or getattr(browser, "name", "") in GRAPHICAL):
                return False  # it would draw over our own screen
            file = _private_file()
            self.files.append(file)
            file.write(html)
            file.flush()
            if browser.open(f"file://{file.name}"):
                return True
        self.close()
        return False

    def close(self) -> None:
        """Remove all pages."""
        while self.files:
            file = self.files.pop()
            with contextlib.suppress(OSError):
                file.close()
            with contextlib.suppress(OSError):
                os.unlink(file.name)


def remove_left_pages() -> None:
    """Remove the pages of one's own that a killed program could not remove."""
    with contextlib.suppress(OSError):
        folder = tempfile.gettempdir()
        for name in filter(NAME.fullmatch, os.listdir(folder)):
            with contextlib.suppress(OSError):
                _remove_if_left(os.path.join(folder, name))


def _private_file() -> IO[str]:
    handle, path = tempfile.mkstemp(prefix=PREFIX, suffix=ENDING)  # mode 0600
    os.close(handle)
    file = open(path, "w", encoding="utf-8")  # noqa: SIM115 (until the end)
    _lock(file.fileno())
    return file


def _remove_if_left(path: str) -> None:
    """Remove a file unless a program holds it; raises OSError if it does, or it is not ours."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        _lock(number)
        if os.name == "posix" and os.fstat(number).st_uid != os.geteuid():
            return
    finally:
        os.close(number)
    os.unlink(path)


def _lock(number: int) -> None:
    """Lock an open file; raises OSError if another program holds it."""
    if sys.platform != "win32":  # where a file that is open cannot be removed anyway
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _has_desktop() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return os.name == "nt" or any(os.environ.get(name) for name in names)
