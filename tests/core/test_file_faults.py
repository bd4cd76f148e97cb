"""Files that cannot be read or written: each fault says why, and what to do."""

from __future__ import annotations

import errno

import pytest

from sciatica_cli.core.faults import (
    MAX_COMPARED,
    MAX_PAIRS,
    MAX_PATH,
    Fault,
    FaultError,
    UsageError,
    nearest,
    pairs,
    shown_path,
    unreadable,
    unwritable,
    usage_error,
)


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
    assert shown_path("x" * MAX_PATH) == "x" * MAX_PATH


def test_a_request_that_makes_no_sense_is_one_fault() -> None:
    error = usage_error("both", "choose one")
    assert isinstance(error, UsageError)
    assert error.faults == (Fault("usage", "", "both", "choose one"),)
    assert usage_error("a", "b", "--as", "no_name").faults == (Fault("no_name", "--as", "a", "b"),)


def test_no_faults_are_left_out_unless_that_is_said() -> None:
    assert FaultError(()).more == 0
    assert FaultError((), more=7).more == 7


def test_a_near_name_is_looked_for_unless_that_would_take_too_long() -> None:
    assert nearest("sadle", ("bladder", "saddle")) == "did you mean saddle?"
    assert pairs("x" * 7, ("ab", "cde")) == 35
    assert pairs("x" * 9 * MAX_COMPARED, ("ab",)) == 2 * MAX_COMPARED
    known = ("y" * (MAX_PAIRS // 5 - 5), "sadle")
    assert pairs("sadly", known) == MAX_PAIRS
    assert nearest("sadly", known) == "did you mean sadle?"
    assert nearest("sadly", ("y" * (MAX_PAIRS // 5), "sadle")) == ""
