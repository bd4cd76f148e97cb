"""What an interview starts from: nothing, saved answers, or an earlier check."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.answers import Answers
from ..core.frozen import Frozen
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..report.formatting import answer_text
from . import strings
from .prompter import DONE, LINE_KEYS, MenuItem, Prompter, visible_answer
from .saved import SavedAnswers
from .state import make_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..core.carried import Carried
    from ..core.checks import Check


class Beginning(Frozen):
    """Answers to go on from, or earlier checks of a person, oldest first.

    `notes` tell the person what was taken over. `carried` are the answers of the last check that
    hold if they are confirmed, and `to_compare` the questions that only the comparison needs.
    """

    saved: SavedAnswers
    notes: tuple[str, ...] = ()
    earlier_checks: tuple[Check, ...] = ()
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
    if saved.to_ask_again:
        names = ", ".join(question.short for question in saved.to_ask_again)
        yield strings.ASK_AGAIN.format(names=names)
    if saved.unknown:
        yield strings.NOT_USED.format(names=", ".join(saved.unknown))


def confirm_carried(
    prompter: Prompter, questionnaire: Questionnaire, carried: Carried, purpose: Purpose
) -> tuple[Answers, Answers]:
    """Show once the answers that may still hold, and let the person choose what has changed.

    Returns:
        the answers that were confirmed, and those that are only to be preselected.
    """
    needed = make_state(questionnaire, {}, purpose=purpose).assessment.needed
    names = [name for name in carried.to_confirm if name in needed][: len(LINE_KEYS)]
    lasting = {name: carried.to_confirm[name] for name in names}  # nothing that is not shown
    again: set[str] = set()
    while lasting:
        go_on = strings.THE_REST_IS_TRUE if again else strings.STILL_TRUE
        items = [MenuItem(DONE, go_on, strings.STILL_TRUE_KEY)]
        for key, (name, answer) in zip(LINE_KEYS, lasting.items(), strict=False):
            question = questionnaire.question(name)
            text = visible_answer(question, answer, answer_text(question, answer))
            items.append(MenuItem(name, strings.asked_again(text) if name in again else text, key))
        given = prompter.menu(strings.CONFIRM, tuple(items), confirm=True)
        if given == DONE:
            break
        again ^= {given}  # choosing it twice takes it back
    confirmed = {name: answer for name, answer in lasting.items() if name not in again}
    others = {n: a for n, a in carried.to_confirm.items() if n not in confirmed}
    return confirmed, carried.chosen | others
