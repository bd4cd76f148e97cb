"""Kills a child at each system call that changes files, in turn, as a crash could.

Linux alone: the child is forked, asks to be traced, and is stopped at every system call.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable, Iterator

import pytest

from forks import fork

TRACE_ME, SYSCALL, SET_OPTIONS, SYSCALL_INFO = 0, 24, 0x4200, 0x420E
OPTIONS = 1 | 1 << 20  # stops of system calls are marked; the child ends with its tracer
ENTRY, INFO = 1, struct.Struct("=B3xI2Q7Q")  # of linux/ptrace.h: op, arch, 2 pointers, nr, 6 args
MARKED_STOP = signal.SIGTRAP | 0x80
MACHINES = ("x86_64", "aarch64")
NUMBERS = """
write 1 64, pwrite64 18 68, writev 20 66, fsync 74 82, fdatasync 75 83, truncate 76 45,
ftruncate 77 46, fallocate 285 47, open 2 -, openat 257 56, mkdir 83 -, mkdirat 258 34,
link 86 -, linkat 265 37, unlink 87 -, unlinkat 263 35, rename 82 -, renameat 264 38,
renameat2 316 276, chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452
"""
CALLS = {
    number: name
    for name, *numbers in map(str.split, NUMBERS.split(","))
    for machine, number in zip(MACHINES, numbers, strict=True)
    if machine == platform.machine()
}
OPENS = {"open": (0, 1), "openat": (1, 2)}  # which arguments are the path and the flags


class Call:
    """A system call that is about to be made: its name, and the path that it opens if it does."""

    def __init__(self, name: str, path: str) -> None:
        self.name = name
        self.path = path


def calls_that_write(
    action: Callable[[], object], kill_at: int | None = None
) -> Iterator[Call | int]:
    """Run an action in a child and yield each call that changes files, before it is made.

    Args:
        kill_at: the number, from 0, of the call at which the child is killed, after it was yielded.

    Yields:
        The calls, and last the status of the child: 0, or 1 after an exception, or minus a signal.
    """
    if not CALLS or sys.platform != "linux":
        pytest.skip("needs Linux on x86_64 or aarch64")
    trace = ctypes.CDLL(None, use_errno=True).ptrace
    trace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    trace.restype = ctypes.c_long
    child = fork()
    if not child:
        _be_traced(trace, action)
    try:
        yield from _follow(trace, child, kill_at)
    finally:
        try:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def _be_traced(trace: Callable[..., int], action: Callable[[], object]) -> None:
    status = 1
    try:
        if trace(TRACE_ME, 0, None, None):
            os._exit(77)
        os.kill(os.getpid(), signal.SIGSTOP)
        action()
        status = 0
    finally:
        os._exit(status)


def _follow(trace: Callable[..., int], child: int, kill_at: int | None) -> Iterator[Call | int]:
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) or trace(SET_OPTIONS, child, None, OPTIONS):
        pytest.skip("no program may trace another here")
    met, passed_on = 0, 0
    while True:
        trace(SYSCALL, child, None, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            yield os.waitstatus_to_exitcode(status)
            return
        passed_on = os.WSTOPSIG(status)
        if passed_on != MARKED_STOP:
            continue
        passed_on = 0
        call = _call(trace, child)
        if call is None:
            continue
        yield call
        if met == kill_at:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            yield os.waitstatus_to_exitcode(status)
            return
        met += 1


def _call(trace: Callable[..., int], child: int) -> Call | None:
    """The call that the child is about to make, if it may change files."""
    buffer = ctypes.create_string_buffer(256)
    if trace(SYSCALL_INFO, child, 256, ctypes.addressof(buffer)) <= 0:
        pytest.skip("this kernel does not tell which system call it is")
    kind, _, _, _, number, *arguments = INFO.unpack_from(buffer)
    name = CALLS.get(str(number))
    if kind != ENTRY or name is None:
        return None
    if name not in OPENS:
        return Call(name, "")
    path, flags = OPENS[name]
    if not arguments[flags] & os.O_CREAT:
        return None
    return Call(name, _text(child, arguments[path]))


def _text(child: int, address: int) -> str:
    with open(f"/proc/{child}/mem", "rb", buffering=0) as memory:
        memory.seek(address)
        return os.fsdecode(memory.read(512).partition(b"\0")[0])
