"""Which of many records are sound, what the others lack, and where expressions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from ..core.answers import AnswerReader, Answers, limit_unknown_keys
from ..core.assess import assess
from ..core.completeness import complete
from ..core.conditions import Answer
from ..core.expressions import And, Expression, IsMissing, Negated
from ..core.faults import Fault, Urgent
from ..core.flow import missing_answer, resolve
from ..core.frozen import Frozen
from ..core.levels import SAME_DAY, Level
from ..core.outcomes import NEVER, OutcomeExpressions
from ..core.purposes import Purpose
from ..core.questions import Question
from ..core.readings import as_given, find_urgent
from .bits import Bits, places
from .codegen import CompiledExpressions, contradictions
from .memo import REMEMBERED

SHORT = 50  # characters of a text, and texts of a list, that are remembered
Record = dict[str, object]


class Refusal(Frozen):
    """Why a record is not assessed, and any urgent result that is known all the same."""

    faults: tuple[Fault, ...]
    urgent: Urgent | None

    @property
    def levels(self) -> dict[str, Level]:
        """The levels that are known despite the faults: `level` is certain, `could_be` possible."""
        if self.urgent is None:
            return {}
        known = {"level": self.urgent.level, "could_be": self.urgent.could_be}
        return {name: level for name, level in known.items() if level}

    @property
    def problems(self) -> str:
        """All of it in one cell: `out_of_range:age missing:saddle level:emergency_now`."""
        faults = (f"{fault.code}:{fault.path}" for fault in self.faults)
        return " ".join((*faults, *(f"{name}:{level}" for name, level in self.levels.items())))


class Judge:
    """Judges records of answers to one questionnaire.

    The evaluator in `core` defines the meaning; a judge says the same of many records at once.

    Args:
        expressions: what to evaluate for each record, besides whether it is sound.
        purpose: what the records are assessed for.
        partial: accept records with missing answers.
    """

    def __init__(
        self,
        outcomes: OutcomeExpressions,
        expressions: Iterable[Expression],
        purpose: Purpose = Purpose.ALL,
        *,
        partial: bool = False,
    ) -> None:
        self.questionnaire = questionnaire = outcomes.questionnaire
        self._purpose = purpose
        self.contradictory = contradictions(outcomes)
        unfinished = And((Negated(complete(outcomes, purpose)), outcomes.needs_all_answers()))
        self._unfinished = NEVER if partial else unfinished
        # only of the unfinished, since an emergency needs no more answers
        self._same_day = NEVER if partial else outcomes.level_at_least(SAME_DAY)
        named = questionnaire.questions if purpose.covers_all and not partial else ()
        self._missing = {IsMissing(q.id): missing_answer(q.id) for q in named}
        own = (self.contradictory, self._unfinished, self._same_day, *self._missing)
        compiled = CompiledExpressions(outcomes, [*own, *expressions])
        self.evaluate = compiled.evaluate
        self.tests = compiled.tests
        self._reader = AnswerReader(questionnaire, purpose, _cached_check(questionnaire.question))

    def read(self, record: Record) -> tuple[Answers, tuple[Fault, ...]]:
        """The valid answers of one record, and its faults except contradictions."""
        answers, faults = self._reader.read(record)
        return answers, limit_unknown_keys(faults)

    def contradicted(self, answers: Answers) -> tuple[Fault, ...]:
        """The contradictions among valid answers."""
        return resolve(self.questionnaire, answers).faults

    def refusal(self, record: Record, faults: tuple[Fault, ...]) -> Refusal:
        """The refusal of one record with faults."""
        return Refusal(faults, find_urgent(self.questionnaire, [as_given(record)]))

    def incomplete(
        self, bits: Bits, count: int, sound: int, answers: Callable[[int], Answers]
    ) -> tuple[dict[int, Refusal], int]:
        """Refuse the records that cannot be assessed until more is answered.

        Args:
            bits: of `count` records.
            sound: the bits of the records that have no fault.
            answers: gives the answers of the record at a place.

        Returns:
            the refusals by the places of their records, and the bits of all others that are sound.
        """
        found = bits[self._unfinished] & sound
        if not found:
            return {}, sound
        unfinished = list(places(found, count))
        if self._purpose.covers_all:
            missing: dict[int, list[Fault]] = {place: [] for place in unfinished}
            for expression, fault in self._missing.items():
                for place in places(bits[expression] & found, count):
                    missing[place].append(fault)
        else:  # no expression says which answers a smaller purpose needs
            flows = {place: resolve(self.questionnaire, answers(place)) for place in unfinished}
            missing = {
                place: list(map(missing_answer, assess(flow, self._purpose).needed))
                for place, flow in flows.items()
            }
        soon = set(places(bits[self._same_day] & found, count))
        refused = {
            place: Refusal(tuple(faults), Urgent(SAME_DAY, None, "") if place in soon else None)
            for place, faults in missing.items()
        }
        return refused, sound & ~found


def _cached_check(
    question: Callable[[str], Question],
) -> Callable[[Question, object], Answer | Fault]:
    """Check an answer, and remember the results for short texts and lists of them."""

    @lru_cache(REMEMBERED)
    def check(name: str, given: str | tuple[str, ...]) -> Answer | Fault:
        return question(name).accept(given if isinstance(given, str) else list(given))

    def accept(asked: Question, given: object) -> Answer | Fault:
        if isinstance(given, str) and len(given) <= SHORT:
            return check(asked.id, given)
        if isinstance(given, list) and len(given) <= SHORT and all(map(_is_short, given)):
            return check(asked.id, tuple(given))
        return asked.accept(given)

    return accept


def _is_short(item: object) -> bool:
    return isinstance(item, str) and len(item) <= SHORT
