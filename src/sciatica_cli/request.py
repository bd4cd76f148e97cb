"""What the command line asks for, in groups of options that belong together."""

from __future__ import annotations

import os

from .core.frozen import Frozen
from .core.purposes import Purpose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

NOT_GIVEN = (None, False, "")  # an unset shell variable gives an empty name


class Group(Frozen):
    """Options that belong together; to be constructed by keyword."""

    def with_defaults(self, defaults: Self) -> Self:
        """These options; those that are not given are taken from the defaults."""
        merged = {}
        for field in type(self).fields:
            value, default = getattr(self, field), getattr(defaults, field)
            if isinstance(value, Group):
                merged[field] = value.with_defaults(default)
            else:
                merged[field] = default if value in NOT_GIVEN else value
        return type(self)(**merged)


class Input(Group):
    """What is read, and what for.

    `source` None means standard input, `questions` None the shipped questions, `purpose` None all.
    """

    source: str | None = None
    questions: str | None = None
    partial: bool = False
    purpose: str | None = None

    @property
    def file(self) -> str | None:
        """The file to read; None for standard input, which "-" means as well."""
        return None if self.source == "-" else self.source

    @property
    def assessed_for(self) -> Purpose:
        """The purpose, all by default."""
        return Purpose(self.purpose or Purpose.ALL)


class View(Group):
    """What is shown of an assessment. Without a format, the ending of the output file decides."""

    format: str | None = None
    handover: bool = False
    full: bool = False
    explain: bool = False


class Terminal(Group):
    """How to write to the terminal."""

    plain: bool = False
    no_color: bool = False


class Saving(Group):
    """What is written to or read back from files. `output` None means standard output."""

    output: str | None = None
    force: bool = False
    save_answers: str | None = None
    resume: str | None = None

    @property
    def file(self) -> str | None:
        """The output file; None for standard output, which "-" means everywhere."""
        return None if self.output == "-" else self.output


class HistoryOptions(Group):
    """Whether a check is kept for a later one: where, and under which name.

    `store_file` None means the usual place of this user, `person` None no name.
    """

    store: bool = False
    store_file: str | None = None
    person: str | None = None


class Request(Group):
    """All options of a command."""

    input: Input = Input()
    view: View = View()
    terminal: Terminal = Terminal()
    saving: Saving = Saving()
    history: HistoryOptions = HistoryOptions()
    region: str | None = None
    quiet: bool = False
    exit_level: bool = False


def resume_command(path: str, questions: str | None) -> str:
    """The command that goes on from a file, as it is typed into a shell."""
    return _command(["--resume", _no_option(path)], {"--questions": questions})


def again_command(options: HistoryOptions, questions: str | None) -> str:
    """The command for the next check, as it is typed into a shell."""
    place = options.store_file
    given = {"--person": options.person, "--store-file": place, "--questions": questions}
    return _command(["again"], given)


def erase_command(options: HistoryOptions, number: int) -> str:
    """The command that erases a check, as it is typed into a shell."""
    return _command(["history", "--erase", str(number)], {"--store-file": options.store_file})


def _command(words: list[str], options: dict[str, str | None]) -> str:
    import shlex  # which one piped record does not need

    given = [word for name, path in options.items() if path for word in (name, _no_option(path))]
    return shlex.join(["sciatica", *words, *given])


def _no_option(path: str) -> str:
    return os.path.join(os.curdir, path) if path.startswith("-") else path
