"""Asks for the name of a file to write."""

from __future__ import annotations

import os
import shutil
import time

from ..report.blocks import Paragraph
from . import strings
from .prompter import Prompter

JSON = (".json",)
YES, NO = ("y", "yes"), ("n", "no", "b", "back", "q", "quit")  # no file has these names


def ask_name(
    prompter: Prompter,
    text: str,
    proposal: str,
    endings: tuple[str, ...],
    needs: str,
    enter_takes_it: bool = True,
) -> str:
    """The path of a file, or an empty text if the person does not want one.

    Asks again until the name has one of the endings (`needs` says so), so that no stray word or
    command becomes a file.
    """
    while name := prompter.read_line(text, proposal if enter_takes_it else ""):
        if name.lower() in NO:
            return ""
        if name.lower() in YES:
            return proposal
        if not name.isprintable():
            wrong = strings.NAME_SIGNS
        elif not name.lower().endswith(endings):
            wrong = needs
        elif _is_command(name):
            wrong = strings.NAME_COMMAND
        else:
            return os.path.expanduser(name)
        prompter.show((Paragraph(wrong),))
    return ""


def _is_command(name: str) -> bool:
    """As in "cat mine.json", typed for the shell."""
    first, *rest = name.split()
    return bool(rest) and not os.path.dirname(first) and shutil.which(first) is not None


def free_name(kind: str, ending: str) -> str:
    """A name for a new file in the current folder that says what it is."""
    base = f"sciatica-{kind}-{time.strftime('%Y-%m-%d')}"
    names = (f"{base}{number}{ending}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not os.path.lexists(name))
