"""Runs an action in a child: with other rights, limits or variables than the tests have."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable

NOBODY = 65534


def fork() -> int:
    """Like os.fork, in a process that may have a thread of pytest-xdist."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def start(action: Callable[[], object]) -> int:
    """Start an action in a child; its number."""
    child = fork()
    if not child:
        status = 1
        try:
            action()
            status = 0
        finally:
            os._exit(status)
    return child


def result_in_child(action: Callable[[], str]) -> str:
    """What an action returns that runs in a child; `crashed` if it raises."""
    reads, writes = os.pipe()

    def send() -> None:
        os.write(writes, action().encode())

    child = start(send)
    os.close(writes)
    with open(reads, encoding="utf-8") as pipe:
        result = pipe.read()
    return result if os.waitpid(child, 0)[1] == 0 else "crashed"


def become_nobody() -> None:
    """Give up the rights of the administrator, if these are there."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
