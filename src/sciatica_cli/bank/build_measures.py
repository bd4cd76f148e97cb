"""Builds what a later check compares with an earlier one."""

from __future__ import annotations

from ..core.measures import Measure, Step
from ..core.questions import NumberQuestion
from .build_conditions import KnownNames
from .values import Values

KINDS = ("number", "score", "steps")
EVERY_STEP = {"points": 1, "percent": 100}


def build_measures(measures: Values, names: KnownNames) -> tuple[Measure, ...]:
    return tuple(_build_measure(name, values, names) for name, values in measures.items())


def _build_measure(name: str, values: Values, names: KnownNames) -> Measure:
    if sum(bool(values[kind]) for kind in KINDS) != 1:
        hint = "give one of `number`, `score` and `steps`"
        values.fault("bad_measure", "a measure is one thing", hint)
    if bool(values["steps"]) == bool(values["worth"]):
        hint = "say under `worth` from when on a number has changed; of steps, every change counts"
        values.fault("bad_measure", "it must be clear what counts as a change", hint)
    if values["least_when"] and not values["number"]:
        values.fault("bad_measure", "only a number can be left out", key="least_when")
    minimum, maximum = _range(values, names)
    steps: Values = values["steps"] or Values(values.node)
    worth = dict(values.pop("worth") or EVERY_STEP)
    if any(not 1 <= number <= 100 for number in worth.values()):
        values.fault("out_of_range", "a change is worth 1 to 100", key="worth")
    given = {
        "steps": _steps(steps, names),
        "least_when": names.optional(values["least_when"]),
        "minimum": minimum,
        "maximum": maximum,
    }
    return Measure(id=name, **(values | given | worth))


def _range(values: Values, names: KnownNames) -> tuple[int, int]:
    """The lowest and the highest value of a measure."""
    if values["score"]:
        values.check("score", "score", names.scores)
        score = names.scores.get(values["score"])
        return 0, score.maximum if score else 0
    if values["number"]:
        question = names.questions.get(values["number"])
        numbers = [q.id for q in names.questions.values() if isinstance(q, NumberQuestion)]
        values.check("number", "number", numbers)
        if isinstance(question, NumberQuestion):
            return question.minimum, question.maximum
    return 0, max(0, len(values["steps"] or ()) - 1)


def _steps(steps: Values, names: KnownNames) -> tuple[Step, ...]:
    if len(steps) == 1:
        steps.fault("bad_measure", "with one step nothing can change")
    for index, step in enumerate(steps.values()):
        if (step["when"] is None) != (index == 0):
            hint = "leave `when` out of the first step, and give it for the others"
            step.fault("bad_measure", "the lowest step is reached by everybody", hint)
    return tuple(
        Step(id=name, **(step | {"when": names.optional(step["when"])}))
        for name, step in steps.items()
    )
