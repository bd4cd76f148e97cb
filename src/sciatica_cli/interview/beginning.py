"""What an interview starts from: nothing, saved answers, or an earlier check."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.frozen import Frozen
from ..core.model import Questionnaire
from . import strings
from .saved import SavedAnswers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.carried import Carried
    from ..core.checks import Check


class Beginning(Frozen):
    """Answers to go on from, or earlier checks of a person, oldest first.

    `notes` tell the person what was taken over. `carried` is what may be taken over from the last
    check, once it is confirmed; `to_compare` are questions that only the comparison needs.
    """

    saved: SavedAnswers
    notes: tuple[str, ...] = ()
    earlier: tuple[Check, ...] = ()
    person: str = ""
    carried: Carried | None = None
    to_compare: tuple[str, ...] = ()


def from_saved(questionnaire: Questionnaire, saved: SavedAnswers, resumed: bool) -> Beginning:
    """Going on from saved answers, or from nothing."""
    notes = tuple(_about_saved(questionnaire, saved)) if resumed else ()
    return Beginning(saved, notes)


def _about_saved(questionnaire: Questionnaire, saved: SavedAnswers) -> Iterator[str]:
    """What was taken over from the file, and which questions are asked again."""
    yield strings.resumed(len(saved.answers))
    if saved.version:
        yield strings.OTHER_VERSION.format(old=saved.version, new=questionnaire.version)
    if saved.stale:
        yield strings.STALE
    if saved.again:
        names = ", ".join(question.short for question in saved.again)
        yield strings.ASK_AGAIN.format(names=names)
    if saved.unknown:
        yield strings.NOT_USED.format(names=", ".join(saved.unknown))
