"""What a later check compares with an earlier one, as the questions file lists it."""

from __future__ import annotations

from .conditions import Condition
from .frozen import Frozen


class Step(Frozen):
    """A step of a measure. It is reached when `when` holds; the first one needs no condition.

    `sheet` is the step in the words of clinicians, if they differ.
    """

    id: str
    label: str
    when: Condition | None = None
    sheet: str = ""


class Measure(Frozen):
    """Something that can become better or worse; lower is better.

    It is a `number` (the name of a question), a `score` (its name), or `steps`, lowest first, and
    goes from `minimum` to `maximum`. A change counts from `points` on, or from `percent` of the
    higher of two numbers; neither is 0. A number is the `minimum` when `least_when`
    holds, although it is not asked then. `charted` measures are part of the picture of the course.
    """

    id: str
    label: str
    number: str = ""
    score: str = ""
    steps: tuple[Step, ...] = ()
    minimum: int = 0
    maximum: int = 0
    points: int = 0
    percent: int = 0
    least_when: Condition | None = None
    charted: bool = False
    sheet: str = ""
    sources: tuple[str, ...] = ()
