"""Proves that the questions a purpose leaves out could not have changed anything it covers."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..core.completeness import complete
from ..core.expressions import And, Expression, Negated
from ..core.levels import SAME_DAY
from ..core.model import MASSAGE_VERDICTS, WHOM_TO_ASK
from ..core.outcomes import OutcomeExpressions
from ..core.purposes import Purpose
from .diagnostics import Issue
from .search import ABOVE, Search


def left_out_questions_do_not_matter(search: Search) -> Iterator[Issue]:
    """If answers are complete for a purpose, every way of adding the others gives the same."""
    world = search.world
    other = search.another(*(question.id for question in search.questionnaire.questions))
    same = [z3.Implies(a.given, other.unknowns[n].same_as(a)) for n, a in world.unknowns.items()]
    finished = z3.And(other.valid, other.consistent(), other.complete(), *same)
    for purpose in (Purpose.LEVEL, Purpose.MASSAGE):
        enough = world.formula(complete(world.outcomes, purpose))
        for what, outcome in _outcomes(world.outcomes, purpose):
            differs = world.formula(outcome) != other.formula(outcome)
            message = f'with the purpose "{purpose}", {what} can depend on a question left out'
            formulas = finished, enough, differs
            yield from search.counterexample(("questions",), "purpose_open", message, *formulas)


def _outcomes(outcomes: OutcomeExpressions, purpose: Purpose) -> Iterator[tuple[str, Expression]]:
    """What the purpose covers: in words, and as expressions."""
    whole = outcomes.questionnaire
    yield from ((f"the level {level}", outcomes.level_at_least(level)) for level in ABOVE)
    yield from ((f"the route {route.id}", outcomes.takes_route(route.id)) for route in whole.routes)
    yield "the scope", outcomes.in_scope()
    if not purpose.covers_massage:
        return
    massage = whole.massage.treatment
    said = And((outcomes.in_scope(), Negated(outcomes.level_at_least(SAME_DAY))))
    for verdict in MASSAGE_VERDICTS:
        yield f"the verdict {verdict}", outcomes.verdict(massage, verdict)
    for who in WHOM_TO_ASK[1:]:
        yield f"asking the {who}", outcomes.asks_at_least(massage, who)
    for caution in massage.cautions:
        when = outcomes.of(caution.when)
        yield f"the caution {caution.id}", And((said, when.possible))
        yield f"the certain caution {caution.id}", And((said, when.certain))
    tips = And((said, Negated(outcomes.verdict(massage, MASSAGE_VERDICTS[-1]))))
    for item in whole.massage.how:
        yield f"the advice {item.id}", And((tips, outcomes.shown(whole.massage.how, item)))
