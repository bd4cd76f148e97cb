"""What has changed since an earlier check: each measure, and new signs of danger.

Nothing here decides anything. A care level follows from today's answers alone.
"""

from __future__ import annotations

from .checks import Check
from .conditions import FALSE, TRUE, UNSURE, Answer, AnswerState, questions_of, values_of
from .flow import Flow, resolve
from .frozen import Frozen
from .measures import Measure
from .model import Questionnaire
from .questions import NONE, Question
from .scores import assess_score

BETTER, SAME, WORSE, UNKNOWN = ("improved", "unchanged", "worsened", "unknown")


class Value(Frozen):
    """The lowest and the highest value that a measure may have; the same if it is known."""

    low: int
    high: int

    @property
    def known(self) -> bool:
        return self.low == self.high


class Change(Frozen):
    """A measure then and now; `then` is None if it was not recorded as we measure it today."""

    measure: Measure
    then: Value | None
    now: Value
    verdict: str


class NewSign(Frozen):
    """Answers about danger that are new, or worse than they were."""

    question: Question
    values: tuple[str, ...]


class Course(Frozen):
    """The earlier checks of a person, oldest first, and what changed since the last of them."""

    checks: tuple[Check, ...]
    changes: tuple[Change, ...]
    new_signs: tuple[NewSign, ...]

    @property
    def last(self) -> Check:
        return self.checks[-1]

    def changes_that(self, verdict: str) -> tuple[Change, ...]:
        """The changes with this verdict, such as those that have `improved`."""
        return tuple(change for change in self.changes if change.verdict == verdict)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many measures are better, worse and the same."""
        better, worse, same = (len(self.changes_that(v)) for v in (BETTER, WORSE, SAME))
        return better, worse, same


def course_of(flow: Flow, checks: tuple[Check, ...]) -> Course:
    """What changed from the last of these checks, of which there is at least one, to a flow."""
    questionnaire, last = flow.questionnaire, checks[-1]
    changes = []
    for measure in questionnaire.measures:
        then = value_then(measure, last)
        now = measured(questionnaire, measure, flow.state)
        found = UNKNOWN if then is None else verdict(measure, then, now)
        changes.append(Change(measure, then, now, found))
    then_flow = resolve(questionnaire, last.answers(questionnaire))
    return Course(checks, tuple(changes), _new_signs(then_flow, flow))


def measured(questionnaire: Questionnaire, measure: Measure, state: AnswerState) -> Value:
    """A measure by these answers, also out of scope."""
    if measure.score:
        result = assess_score(questionnaire.score(measure.score), state)
        return Value(result.low, result.high)
    if measure.number:
        answer = state.values.get(measure.number)
        if isinstance(answer, int):
            return Value(answer, answer)
        least = measure.least_when is not None and state.holds(measure.least_when)
        return Value(measure.minimum, measure.minimum if least else measure.maximum)
    low = high = 0
    for index, step in enumerate(measure.steps):
        lowest, highest = (TRUE, TRUE) if step.when is None else state.bounds(step.when)
        low = index if lowest == TRUE else low
        high = index if highest != FALSE else high
    return Value(low, high)


def measures_data(questionnaire: Questionnaire, state: AnswerState) -> dict[str, object]:
    """What is recorded of all measures: numbers, or the names of steps."""
    data: dict[str, object] = {}
    for measure in questionnaire.measures:
        value = measured(questionnaire, measure, state)
        names = [step.id for step in measure.steps] or range(measure.maximum + 1)
        data[measure.id] = {"low": names[value.low], "high": names[value.high]}
    return data


def questions_to_compare(questionnaire: Questionnaire, check: Check) -> tuple[str, ...]:
    """The questions that have to be asked again to compare what was known in a check."""
    names: list[str] = []
    for measure in questionnaire.measures:
        then = value_then(measure, check)
        if then is None or not then.known:
            continue
        names += [measure.number] if measure.number else []
        parts = questionnaire.score(measure.score).points if measure.score else measure.steps
        names += [name for part in parts for name in questions_of(part.when)]
    return tuple(dict.fromkeys(names))


def value_then(measure: Measure, check: Check) -> Value | None:
    """A measure as it was recorded in a check: see `recorded_value`."""
    return recorded_value(measure, check.measures.get(measure.id))


def recorded_value(measure: Measure, data: object) -> Value | None:
    """What was recorded; None if that is not a value of the measure as it is today."""
    if not isinstance(data, dict):
        return None
    positions: dict[object, int] = {step.id: index for index, step in enumerate(measure.steps)}
    positions = positions or {n: n for n in range(measure.minimum, measure.maximum + 1)}
    ends = [data.get("low"), data.get("high")]
    if not all(type(end) in (int, str) and end in positions for end in ends):
        return None
    low, high = (positions[end] for end in ends)
    return Value(low, high) if low <= high else None


def verdict(measure: Measure, then: Value, now: Value) -> str:
    """BETTER, SAME or WORSE if that is certain, else UNKNOWN."""
    if _has_fallen(measure, then.low, now.high):
        return BETTER
    if _has_fallen(measure, now.low, then.high):
        return WORSE
    may_differ = _has_fallen(measure, then.high, now.low) or _has_fallen(
        measure, now.high, then.low
    )
    return UNKNOWN if may_differ else SAME


def _has_fallen(measure: Measure, before: int, after: int) -> bool:
    """Whether a value has become so much lower that it counts.

    A rise is measured against the higher number, too: so it is as large as the fall back.
    """
    fall = before - after
    return fall >= measure.points or (fall > 0 and fall * 100 >= measure.percent * before)


def _new_signs(then: Flow, now: Flow) -> tuple[NewSign, ...]:
    """What is new about the danger signs; a follow-up says nothing beside the sign it follows."""
    found: dict[str, NewSign] = {}
    for question in now.questionnaire.questions:
        answer = now.state.values.get(question.id)
        if not question.danger or answer is None or question.id in then.missing:
            continue
        values = _new_values(question, then.state.values.get(question.id), answer)
        if values and found.keys().isdisjoint(questions_of(question.follows)):
            found[question.id] = NewSign(question, values)
    return tuple(found.values())


def _new_values(question: Question, then: Answer | None, now: Answer) -> tuple[str, ...]:
    """The values that are signs of danger, and were not chosen then; a choice must be worse."""
    known = {UNSURE, NONE, *question.harmless_values, *values_of(then)}
    new = tuple(str(value) for value in values_of(now) if value not in known)
    if question.several or then in (None, UNSURE) or not new:
        return new
    order = question.values
    return new if order.index(str(now)) > order.index(str(then)) else ()
