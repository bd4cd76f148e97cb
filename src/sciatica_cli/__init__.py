"""Self-check for back and leg pain: `load()` the questions and `assess()` answers.

    from sciatica_cli import assess, load
    assess(load(), {"right_now": ["none"], "saddle": "recent"})["level"]

Importing this module is cheap; everything else is imported on first use.
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
    """The questions shipped with this program, or those in a file.

    Raises:
        FaultError: the file cannot be read or has faults.
    """
    from .bank.loader import load as find

    return find(path)


def assess(
    questionnaire: Questionnaire,
    answers: Mapping[str, object],
    *,
    partial: bool = False,
    purpose: str = "all",
) -> dict[str, object]:
    """Assess one record of answers; returns `sciatica.assessment/2` (docs/json.md).

    Args:
        questionnaire: returned by `load`.
        answers: answers by question name, as in a JSON answers file.
        partial: assess even if answers are missing.
        purpose: what to assess: "level" (how urgent it is, where to go, whether the program is
            made for it), "massage" (that and massage) or "all". Answers that can no longer change
            it may be missing.

    Raises:
        FaultError: answers are bad; or they are missing, `partial` is not set, and no emergency
            is certain.
        ValueError: there is no such purpose.
    """
    from .core.assess import assess_record
    from .core.ids import id_of
    from .core.purposes import Purpose
    from .report.json_writer import assessment_data

    record = dict(answers)
    assessment = assess_record(questionnaire, record, partial, Purpose(purpose))
    return assessment_data(assessment, __version__, id_of(record))


def __getattr__(name: str) -> object:
    if name == "FaultError":
        from .core.faults import FaultError

        return FaultError
    raise AttributeError(name)
