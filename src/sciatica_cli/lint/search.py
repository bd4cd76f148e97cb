"""Asks the solver for answers with a given property, or proves that there are none."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..core.answers import Answers
from ..core.conditions import UNSURE
from ..core.faults import Fault, InternalError
from ..core.levels import LEVELS
from ..core.model import Questionnaire
from ..core.questions import ManyQuestion
from .diagnostics import ERROR, Issue, Path
from .solver import World

# Weights: which properties a good example should have.
COMPLETE, IN_SCOPE, LEAST_SEVERE, SURE, NOT_TICKED = 1000, 20, 3, 2, 1

ABOVE = LEVELS[1:]  # every level has at least the lowest


class Search:
    """All sets of answers to one questionnaire.

    Formulas can use `world`, whose answers are consistent, and worlds from `another`.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.world = World(questionnaire)
        self._consistent = self.world.consistent()
        self._solver = z3.Solver()
        self._solver.add(self.world.valid)
        self._others: dict[tuple[str, ...], World] = {}

    def another(self, *names: str) -> World:
        """A world where the answers to these questions may differ, and all others are the same."""
        if names not in self._others:
            self._others[names] = self.world.with_another(*names)
        return self._others[names]

    def possible(self, *formulas: z3.BoolRef) -> bool:
        """Whether some answers make all the formulas true."""
        return self.solution(*formulas) is not None

    def solution(self, *formulas: z3.BoolRef, consistent: bool = True) -> z3.ModelRef | None:
        """One way of making all the formulas true; None when there is none.

        With `consistent` false answers may also be given to questions that are not asked.
        """
        self._solver.push()
        self._solver.add(*formulas)
        if consistent:
            self._solver.add(self._consistent)
        found = check(self._solver)
        model = self._solver.model() if found == z3.sat else None
        self._solver.pop()
        if found == z3.unknown:
            fault = Fault("gave_up", "", f"the solver gave up: {self._solver.reason_unknown()}")
            raise InternalError((fault,))
        return model

    def example(self, *formulas: z3.BoolRef) -> Answers | None:
        """Answers that make the formulas true: complete and least severe, as far as possible."""
        some = self.solution(*formulas)
        if some is None:
            return None
        best = z3.Optimize()
        best.add(self.world.valid, self._consistent, *formulas)
        best.add_soft(self.world.complete(), COMPLETE)
        best.add_soft(self.world.in_scope(), IN_SCOPE)
        for question in self.questionnaire.questions:
            answer = self.world.unknowns[question.id]
            least_severe = z3.Or(
                self.world.hidden[question.id], answer.is_exactly(question.least_severe)
            )
            best.add_soft(least_severe, LEAST_SEVERE)
            best.add_soft(z3.Not(answer.values.get(UNSURE, False)), SURE)
            for ticked in answer.values.values() if isinstance(question, ManyQuestion) else ():
                best.add_soft(z3.Not(ticked), NOT_TICKED)
        found = check(best) == z3.sat
        return self.world.read(best.model() if found else some)

    def counterexample(
        self, path: Path, code: str, message: str, *formulas: z3.BoolRef
    ) -> Iterator[Issue]:
        """An issue with an example, if some answers make all the formulas true."""
        answers = self.example(*formulas)
        if answers is not None:
            yield Issue(path, ERROR, code, message, answers=answers)


def check(solver: z3.Solver | z3.Optimize) -> z3.CheckSatResult:
    """What the solver finds. Z3 catches Ctrl-C itself, which must be told apart from giving up.

    Raises:
        KeyboardInterrupt: somebody pressed Ctrl-C in the meantime.
    """
    try:
        found = solver.check()
        reason = solver.reason_unknown() if found == z3.unknown else ""
    except z3.Z3Exception as error:
        found, reason = z3.unknown, str(error)
        if not _is_stop(reason):
            raise
    if _is_stop(reason):
        raise KeyboardInterrupt
    return found


def _is_stop(reason: str) -> bool:
    """Such as "canceled", "sat.canceled" and "interrupted from keyboard"."""
    return "cancel" in reason or "interrupt" in reason


def lower_level(before: World, after: World) -> z3.BoolRef:
    """The level is lower in the second world than in the first."""
    return z3.Or([z3.And(before.level_at_least(v), z3.Not(after.level_at_least(v))) for v in ABOVE])


def in_words(questionnaire: Questionnaire, answers: Answers, always: bool = False) -> str:
    """The answers that are not the least severe (with `always`: all), in words for an author."""
    return ", ".join(
        f"{name}: {' + '.join(answer) if isinstance(answer, tuple) else answer}"
        for name, answer in answers.items()
        if always or answer != questionnaire.question(name).least_severe
    )
