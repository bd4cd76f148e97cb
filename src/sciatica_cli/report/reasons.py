"""Why a level was reached: the reasons and the answers behind them, in words."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.assess import Assessment, is_emergency
from ..core.care import Reason, route_of
from ..core.conditions import TRUE
from ..core.levels import EMERGENCY, LOWEST, SAME_DAY, Level
from ..core.model import Advice
from ..core.routes import Route
from . import strings
from .formatting import affirmed, because_text, unsure_reasons, unsure_says


def title(a: Assessment) -> str:
    """The level in words. It must not read like a result while answers could still raise it."""
    level_title = a.questionnaire.level(a.level).title
    if is_final(a):
        return level_title
    return strings.so_far(level_title) if a.level > LOWEST else strings.NO_RESULT_YET


def deadline(a: Assessment) -> str:
    if a.level == LOWEST and not is_final(a):
        return strings.NOT_YET_KNOWN
    return a.questionnaire.level(a.level).deadline


def is_final(a: Assessment) -> bool:
    """Whether no missing answer can raise the level any more."""
    return a.level == a.at_most


def is_open(a: Assessment) -> bool:
    """Whether a missing answer could overturn advice; an emergency stands whatever is missing."""
    return not a.complete and a.level < EMERGENCY


def top_reasons(a: Assessment) -> list[Reason]:
    return [reason for reason in a.reasons if reason.level == a.level]


def lesser_reasons(a: Assessment) -> list[Reason]:
    """Reasons below the level that still need a doctor within days."""
    return [reason for reason in a.reasons if Level.ROUTINE < reason.level < a.level]


def texts(a: Assessment, reasons: Sequence[Reason], with_answers: bool = True) -> list[str]:
    """Each certain reason with its answers, then those from "not sure", each answer once."""
    found = []
    for reason in reasons:
        if reason.certain:
            answers = because_text(a.questionnaire, affirmed(reason.because), reason.rule.when)
            behind = f" ({strings.BECAUSE}: {answers})" if with_answers else ""
            found.append(f"{reason.rule.say}{behind}")
    for _, say, answers in unsure_reasons(a, reasons, unsure_says):
        found.append(f"{say} ({strings.BECAUSE}: {answers})")
    return found


def advice(a: Assessment) -> list[Advice]:
    """What to do and expect now; if help is needed the same day, only what is urgent.

    While answers are missing, only what is urgent and cannot be replaced by other advice.
    """
    if is_open(a):
        return [item for item in a.what_now if item.urgent and not _may_be_replaced(a, item)]
    return [item for item in a.what_now if item.urgent or a.level < SAME_DAY]


def _may_be_replaced(a: Assessment, item: Advice) -> bool:
    """Whether a missing answer could make other advice take the place of this."""
    items = a.questionnaire.what_now
    before = items[: items.index(item)] if item.slot else ()
    earlier = [other for other in before if other.slot == item.slot]
    return any(other.when and a.state.bounds(other.when)[1] == TRUE for other in earlier)


def routes(a: Assessment) -> list[Route]:
    """The ways to get help that the reasons for the level ask for, fastest first."""
    ids = _route_ids(a)
    needed = [route for route in a.questionnaire.routes if route.id in ids]
    replaced = {name for route in needed for name in route.replaces}
    return [route for route in needed if route.id not in replaced]


def has_own_page(a: Assessment) -> bool:
    """Whether every reason for the level has a route that gets the page to itself."""
    ids = _route_ids(a)
    return bool(ids) and all(id_ and a.questionnaire.route(id_).own_page for id_ in ids)


def is_only_about_help(a: Assessment) -> bool:
    """Whether the page says only how to get help, since anything else would weaken that."""
    return is_emergency(a) or has_own_page(a)


def _route_ids(a: Assessment) -> set[str]:
    """The routes for the reasons of the level; an empty text for a reason without a route."""
    return {route_of(a.questionnaire, r.rule, r.level) for r in top_reasons(a)}
