"""Asks for the name of a file, and writes it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable

from ..core.control_characters import clean
from ..core.faults import FaultError
from . import strings
from .prompter import Prompter, show_text

JSON = (".json",)
YES, NO = ("y", "yes"), ("n", "no", "b", "back", "q", "quit")  # no file has these names


def save_as(
    prompter: Prompter,
    text: str,
    proposal: str,
    endings: tuple[str, ...],
    needs: str,
    write: Callable[[str], object],
    enter_takes_it: bool = True,
) -> str:
    """Ask for the name of a file until it is written; returns its path.

    The path is empty if the person does not want a file. No stray word or command becomes a file: a
    name without an ending is completed, and asked for again. What was typed is never lost.

    Args:
        text: the question, with {name} for the proposed name.
        endings: one of which the name must have; the first completes it.
        needs: the sentence that says so.
        write: writes the file, or raises FaultError.
    """
    typed = ""
    while True:
        takes = proposal if enter_takes_it else ""
        name = prompter.read_line(text.format(name=proposal), takes, typed)
        if not name or name.lower() in NO:
            return ""
        if name.lower() in YES:
            name = proposal
        typed = clean(name)
        if not name.isprintable():
            wrong = strings.NAME_SIGNS
        elif _is_command(name):
            wrong = strings.NAME_COMMAND
        elif not name.lower().endswith(endings):
            wrong = needs
            if name[-1].isalnum() and not os.path.splitext(name)[1]:
                typed = proposal = name + endings[0]
                wrong += f" {strings.ending_added(endings[0])}"
        else:
            path = os.path.expanduser(name)
            try:
                write(path)
            except FaultError as error:
                wrong = strings.not_written(error.faults[0])
            else:
                return path
        show_text(prompter, wrong)


def _is_command(name: str) -> bool:
    """As in "cat mine.json", typed for the shell."""
    first, *rest = name.split()
    return bool(rest) and not os.path.dirname(first) and shutil.which(first) is not None


def free_name(kind: str, ending: str) -> str:
    """A name for a new file in the current folder that says what it is."""
    base = f"sciatica-{kind}-{time.strftime('%Y-%m-%d')}"
    names = (f"{base}{number}{ending}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not os.path.lexists(name))
