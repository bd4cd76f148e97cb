"""What somebody asks for, by options or by keys."""

from __future__ import annotations

from .core.frozen import Frozen


class Request(Frozen):
    """What the command line asks for.

    `source` None means standard input; `format` empty means the one that `output` ends in.
    """

    source: str | None = None
    format: str = ""
    handover: bool = False
    partial: bool = False
    region: str | None = None
    questions: str | None = None
    output: str | None = None
    force: bool = False
    full: bool = False
    explain: bool = False
    plain: bool = False
    no_color: bool = False
    quiet: bool = False
    exit_level: bool = False
    save_answers: str | None = None
    resume: str | None = None

    def after(self, before: Request) -> Request:
        """This request, and where it leaves something open, what was asked for before it."""
        return Request(*(getattr(self, f) or getattr(before, f) for f in Request.fields))
