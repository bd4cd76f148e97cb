"""What somebody asks for, by options or by keys, in groups that belong together."""

from __future__ import annotations

from .core.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

NOT_GIVEN = (None, False, "")  # an empty name, as from an unset variable of a shell, says nothing


class Group(Frozen):
    """Options that belong together. Construct by keyword."""

    def after(self, before: Self) -> Self:
        """These options; those given before the command count where it gives none of its own."""
        merged = {}
        for field in type(self).fields:
            own = getattr(self, field)
            merged[field] = getattr(before, field) if own in NOT_GIVEN else own
        return type(self)(**merged)


class Input(Group):
    """What is read. `source` None means standard input, `questions` None the shipped ones."""

    source: str | None = None
    questions: str | None = None
    partial: bool = False


class View(Group):
    """What is shown of an assessment. Without a format the ending of the output decides."""

    format: str | None = None
    handover: bool = False
    full: bool = False
    explain: bool = False


class Terminal(Group):
    """What a terminal may be sent."""

    plain: bool = False
    no_color: bool = False


class Saving(Group):
    """What is kept in files. `output` None means standard output."""

    output: str | None = None
    force: bool = False
    save_answers: str | None = None
    resume: str | None = None


class Request(Frozen):
    """What the command line asks for. Construct by keyword."""

    input: Input = Input()
    view: View = View()
    terminal: Terminal = Terminal()
    saving: Saving = Saving()
    region: str | None = None
    quiet: bool = False
    exit_level: bool = False

    def after(self, before: Request) -> Request:
        """This request of a command, and what was asked for before the command; see `Group`."""
        return Request(
            input=self.input.after(before.input),
            view=self.view.after(before.view),
            terminal=self.terminal.after(before.terminal),
            saving=self.saving.after(before.saving),
            region=self.region or before.region,
            quiet=self.quiet or before.quiet,
            exit_level=self.exit_level or before.exit_level,
        )
