"""The verdict on a treatment: massage, and the other options for relief."""

from __future__ import annotations

from .conditions import FALSE, TRUE, AnswerState, Because, answers_behind
from .frozen import Frozen
from .levels import SAME_DAY
from .model import MASSAGE_AS_OPTION, NOBODY, UNKNOWN_OUTCOME, WHOM_TO_ASK, Caution, Treatment

NOT_ASSESSED = "not_assessed"


class VerdictReason(Frozen):
    """A caution that holds, or that "not sure" leaves open (then not `certain`)."""

    caution: Caution
    certain: bool
    because: Because


class Verdict(Frozen):
    """The verdict on a treatment; it `waits` if the person must be seen the same day first.

    `ask` says whom to ask first: of those whom its reasons name, the last in WHOM_TO_ASK. While the
    person must be seen first anyway, that is nobody.
    """

    treatment: Treatment
    verdict: str
    reasons: tuple[VerdictReason, ...]
    waits: bool = False
    ask: str = NOBODY


def assess_treatment(
    treatment: Treatment, verdicts: tuple[str, ...], state: AnswerState, in_scope: bool
) -> Verdict:
    """The most careful verdict that certainly holds.

    A caution left open by "not sure" counts, but at most as the second most careful verdict. From
    SAME_DAY upwards everything but comfort waits until the person has been seen.
    """
    if not in_scope:
        return Verdict(treatment, NOT_ASSESSED, ())
    worst, second_worst = verdicts[-1], verdicts[-2]
    assert state.levels is not None
    waits, may_wait = (not treatment.comfort and end >= SAME_DAY for end in state.levels)
    verdict = worst if waits else treatment.verdict
    may_be_worse = worst if may_wait else verdict
    reasons = []
    for caution in treatment.cautions:
        low, high = state.bounds(caution.when)
        if low != FALSE:
            capped = min(second_worst, caution.verdict, key=verdicts.index)
            called_for = caution.verdict if low == TRUE else capped
            verdict = max(verdict, called_for, key=verdicts.index)
            reasons.append(VerdictReason(caution, low == TRUE, answers_behind(caution.when, state)))
        if low != high:
            may_be_worse = max(may_be_worse, caution.verdict, key=verdicts.index)
    if verdicts.index(may_be_worse) > verdicts.index(verdict):
        verdict = UNKNOWN_OUTCOME
    asked = (reason.caution.ask for reason in reasons if not waits)
    ask = max(asked, default=NOBODY, key=WHOM_TO_ASK.index)
    return Verdict(treatment, verdict, tuple(reasons), waits, ask)


def as_massage(option: Treatment, massage: Verdict) -> Verdict:
    """The massage verdict in the words of the other options."""
    verdict = MASSAGE_AS_OPTION.get(massage.verdict, massage.verdict)
    return Verdict(option, verdict, massage.reasons, massage.waits, massage.ask)
