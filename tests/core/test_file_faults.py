"""Files that cannot be read or written: each fault says why, and what to do."""

from __future__ import annotations

import errno

import pytest

from sciatica_cli.core.faults import shown_path, unreadable, unwritable


@pytest.mark.parametrize(
    ("error", "to_read", "to_write"),
    [
        (FileNotFoundError(), "there is no such file (", "there is no such folder ("),
        (IsADirectoryError(), "this is a folder (name a", "this is a folder (add the name"),
        (PermissionError(), "you have no permission (use", "you have no permission (choose"),
        (OSError(errno.ENOSPC, "No space"), "No space (", "the disk is full (free some space"),
        (OSError(errno.EIO, "I/O error"), "I/O error (use another", "I/O error (choose another"),
        (OSError(), "OSError (use another copy", "OSError (choose another"),
    ],
)
def test_a_fault_says_why_and_what_to_do(error: OSError, to_read: str, to_write: str) -> None:
    (read,) = unreadable("a.json", error).faults
    assert read.line().startswith(f"a.json: cannot be read: {to_read}")
    assert read.line().endswith(") [no_input]")
    (written,) = unwritable("a.json", error).faults
    assert written.line().startswith(f"a.json: cannot be written: {to_write}")
    assert written.line().endswith(") [cannot_write]")


def test_standard_output_that_cannot_be_written_is_told_of_files() -> None:
    (fault,) = unwritable(None, OSError(None, "it is closed")).faults
    line = "output: cannot be written: it is closed (write to a file with -o FILE) [cannot_write]"
    assert fault.line() == line


def test_a_path_is_shown_whole_or_from_its_end() -> None:
    assert shown_path("/long/" * 30 + "a.json") == "/long/" * 30 + "a.json"
    assert shown_path("x" * 500 + "/a.json") == "…" + "x" * 192 + "/a.json"
    assert shown_path("a\x1b[2J\nb") == "a[2J b"
