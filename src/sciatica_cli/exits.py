"""Exit statuses, those of sysexits.h where they exist; docs/json.md says when each is used."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .core.faults import FaultError
    from .core.levels import Level

OK = 0
INTERNAL = 1
USAGE = 2
BAD_ANSWERS = 65
NO_INPUT = 66
CANNOT_WRITE = 73
BAD_QUESTIONS = 78
INTERRUPTED = 130
CLOSED_PIPE = 141


def status_of(error: FaultError) -> int:
    """The exit status of a command that fails with this error."""
    from .core import faults  # would slow down `sciatica --version`

    statuses = {
        faults.UsageError: USAGE,
        faults.AnswersError: BAD_ANSWERS,
        faults.QuestionsError: BAD_QUESTIONS,
        faults.InputError: NO_INPUT,
        faults.OutputError: CANNOT_WRITE,
    }
    return statuses.get(type(error), INTERNAL)


def exit_status(level: Level, exit_level: bool) -> int:
    """The exit status of an assessment: OK or, with `--exit-level`, that of its level."""
    from .core.levels import Level

    statuses = {Level.WITHIN_DAYS: 10, Level.SAME_DAY: 20, Level.EMERGENCY_NOW: 30}
    return statuses.get(level, OK) if exit_level else OK
