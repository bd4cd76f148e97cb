"""Self-check for back and leg pain: `load()` the questions, `assess()` answers.

    from sciatica_cli import assess, load
    assess(load(), {"right_now": ["none"], "saddle": "recent"})["level"]

Importing this module costs nothing; the work is imported where it is used.
"""

from __future__ import annotations

from .version import __version__

__all__ = ["FaultError", "__version__", "assess", "load"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .core.faults import FaultError
    from .core.model import Questionnaire


def load(path: str | None = None) -> Questionnaire:
    """The questions shipped with this program, or those of a file.

    Raises:
        FaultError: the file cannot be read or has faults.
    """
    from .bank.loader import load as find

    return find(path)


def assess(
    questionnaire: Questionnaire, answers: Mapping[str, object], *, partial: bool = False
) -> dict[str, object]:
    """Assess one record of answers; the result is `sciatica.assessment/1` (docs/json.md).

    Args:
        questionnaire: what `load` gave.
        answers: question names to answers, as in a JSON answers file.
        partial: assess although answers are missing.

    Raises:
        FaultError: answers are bad or, unless `partial` or already an emergency, missing.
    """
    from .core.assess import assess_record
    from .report.json_writer import assessment_data

    record = dict(answers)
    assessment = assess_record(questionnaire, record, partial)
    return assessment_data(assessment, __version__, record.get("id"))


def __getattr__(name: str) -> object:
    if name == "FaultError":
        from .core.faults import FaultError

        return FaultError
    raise AttributeError(name)
