"""From answers to an assessment: levels, reasons, scores, causes, verdicts, advice."""

from __future__ import annotations

from .answers import read_answers
from .body import BodyMap, locate
from .conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    Answer,
    AnswerState,
    Bounds,
    Condition,
    because,
    questions_of,
)
from .faults import AnswersError
from .flow import Flow, missing_answer, resolve
from .frozen import Frozen
from .levels import EMERGENCY, LOWEST, SAME_DAY, Level
from .model import (
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    Advice,
    Cause,
    Caution,
    Questionnaire,
    Rule,
    Treatment,
)
from .questions import is_unsure
from .scores import ScoreResult, assess_score

NOT_ASSESSED = "not_assessed"
UNKNOWN_VERDICT = "unknown"

RuleValues = tuple[tuple[Rule, Bounds], ...]  # every rule with the bounds of its condition
Because = tuple[tuple[str, Answer | None], ...]  # questions with their answers, None: not asked


class Reason(Frozen):
    """A rule that gave a level; not `certain` when only "not sure" answers made it do so."""

    rule: Rule
    level: Level
    certain: bool
    because: Because


class CauseResult(Frozen):
    """`fit` is resembles, partly, less_like or unknown."""

    cause: Cause
    fit: str
    because: tuple[str, ...]


class VerdictReason(Frozen):
    """A caution that holds, or that "not sure" leaves open."""

    caution: Caution
    certain: bool
    because: Because


class Verdict(Frozen):
    """The verdict on a treatment; it `waits` when the person has to be seen the same day first."""

    treatment: Treatment
    verdict: str
    reasons: tuple[VerdictReason, ...]
    waits: bool = False


class Assessment(Frozen):
    """All that follows from one set of answers; docs/json.md says what each part means.

    `level` and `at_most` bound the care level over every way of giving the missing answers.
    `open_rules` are those that "not sure" leaves open, whether or not they gave a level for it.
    """

    questionnaire: Questionnaire
    flow: Flow
    state: AnswerState  # of the flow, once the level is known
    status: str
    level: Level
    at_most: Level
    go: str
    tell: str
    reasons: tuple[Reason, ...]
    open_rules: tuple[Rule, ...]
    scores: tuple[ScoreResult, ...]
    causes: tuple[CauseResult, ...]
    body: BodyMap
    massage: Verdict
    massage_how: tuple[Advice, ...]
    options: tuple[Verdict, ...]
    what_now: tuple[Advice, ...]
    unsure: tuple[str, ...]
    could_change: tuple[tuple[str, Level], ...]

    @property
    def complete(self) -> bool:
        return self.flow.complete


def assess_record(
    questionnaire: Questionnaire, record: dict[str, object], partial: bool = False
) -> Assessment:
    """Check and assess one decoded record.

    Args:
        record: question names to answers, and the reserved keys.
        partial: assess although answers are missing.

    Raises:
        AnswersError: answers are bad or, unless `partial` or an emergency is already certain,
            missing. Its first line says what is already certain and urgent.
    """
    answers, faults = read_answers(questionnaire, record)
    flow = resolve(questionnaire, answers)
    faults += flow.faults
    assessment = assess(flow)
    if not faults and not partial and not is_emergency(assessment):
        faults = tuple(map(missing_answer, flow.missing))
    if faults:
        raise AnswersError(faults, _already_certain(assessment))
    return assessment


def _already_certain(assessment: Assessment) -> str:
    """Said before the faults: bad answers elsewhere must not hide what the good ones show."""
    if assessment.level < SAME_DAY:
        return ""
    level = assessment.questionnaire.level(assessment.level)
    tell = f" {assessment.tell}" if assessment.tell else ""
    return f"Already certain from these answers: {level.title} ({level.deadline}).{tell}"


def assess(flow: Flow) -> Assessment:
    """Assess the answers that count."""
    questionnaire = flow.questionnaire
    values = tuple((rule, flow.state.bounds(rule.when)) for rule in questionnaire.rules)
    reasons = _reasons(values, flow.state)
    level = reasons[0].level if reasons else LOWEST
    raised = (_raised_level(rule, high) for rule, (_, high) in values)
    at_most = max((found for found in raised if found is not None), default=LOWEST)
    state = flow.state.with_levels(level, at_most)
    in_scope = not any(reason.rule.scope and reason.certain for reason in reasons)
    massage = _verdict(questionnaire.massage.treatment, MASSAGE_VERDICTS, state, in_scope)
    go, tell = _way(questionnaire, reasons, level)
    return Assessment(
        questionnaire=questionnaire,
        flow=flow,
        state=state,
        status="assessed" if in_scope else "out_of_scope",
        level=level,
        at_most=at_most,
        go=go,
        tell=tell,
        reasons=reasons,
        open_rules=tuple(rule for rule, (low, _) in values if low == UNKNOWN),
        scores=tuple(assess_score(s, state) for s in questionnaire.scores) if in_scope else (),
        causes=tuple(_cause(c, state) for c in questionnaire.causes) if in_scope else (),
        body=locate(questionnaire.body, state) if questionnaire.body and in_scope else BodyMap(),
        massage=massage,
        massage_how=_advice(questionnaire.massage.how, state),
        options=tuple(
            _as_massage(option, massage)
            if option.as_massage
            else _verdict(option, OPTION_VERDICTS, state, in_scope)
            for option in questionnaire.options
        ),
        what_now=_advice(questionnaire.what_now, state) if in_scope and level != EMERGENCY else (),
        unsure=_unsure(state),
        could_change=_could_change(values, flow, level),
    )


def _raised_level(rule: Rule, value: int) -> Level | None:
    """The level a rule raises for the value of its condition: its own, that for unsure, or none."""
    return rule.level if value == TRUE else rule.unsure if value == UNKNOWN else None


def _reasons(values: RuleValues, state: AnswerState) -> tuple[Reason, ...]:
    reasons = []
    for rule, (low, _) in values:
        level = _raised_level(rule, low)
        if level is not None:
            reasons.append(Reason(rule, level, low == TRUE, _answered(rule.when, state)))
    return tuple(sorted(reasons, key=lambda reason: -reason.level.rank))


def _answered(when: Condition, state: AnswerState) -> Because:
    return tuple((name, state.values.get(name)) for name in because(when, state))


def way(questionnaire: Questionnaire, reason: Reason) -> str:
    """The route a reason asks for: its rule's own at full level, else the usual of the level."""
    usual = questionnaire.level(reason.level).go
    return reason.rule.go or usual if reason.level == reason.rule.level else usual


def _way(
    questionnaire: Questionnaire, reasons: tuple[Reason, ...], level: Level
) -> tuple[str, str]:
    """How to go and what to say: the fastest way among the reasons for the level."""
    order = [route.id for route in questionnaire.routes]
    top = [reason for reason in reasons if reason.level == level and way(questionnaire, reason)]
    if not top:
        return "", ""
    lead = min(top, key=lambda r: (order.index(way(questionnaire, r)), not r.certain))
    if lead.certain or not lead.rule.tell:
        return way(questionnaire, lead), lead.rule.tell
    # Not sure: no words are put in anybody's mouth, only the questions are named.
    names = dict.fromkeys(name for r in top if not r.certain for name, _ in r.because)
    shorts = ", ".join(questionnaire.question(name).short for name in names)
    return way(questionnaire, lead), f"{questionnaire.page.tell_unsure}: {shorts}."


def _cause(cause: Cause, state: AnswerState) -> CauseResult:
    strong = state.bounds(cause.strong)
    some = state.bounds(cause.some) if cause.some else (FALSE, FALSE)
    told = tuple(p.because for p in cause.because if state.holds(p.when))
    if strong[0] == TRUE:
        return CauseResult(cause, "resembles", told)
    if strong[1] == TRUE and strong[0] == FALSE:
        return CauseResult(cause, "unknown", told)
    if some[0] == TRUE or strong[0] == UNKNOWN:
        return CauseResult(cause, "partly", told)
    may_fit = some[1] == TRUE or strong[1] == UNKNOWN  # once the missing answers are there
    return CauseResult(cause, "unknown" if may_fit else "less_like", told)


def _verdict(
    treatment: Treatment, verdicts: tuple[str, ...], state: AnswerState, in_scope: bool
) -> Verdict:
    """The most careful verdict that certainly holds; open cautions make it no better than `ask`.

    From SAME_DAY upwards everything but comfort waits until the person has been seen.
    """
    if not in_scope:
        return Verdict(treatment, NOT_ASSESSED, ())
    worst, ask = verdicts[-1], verdicts[-2]
    assert state.levels is not None
    may_wait, waits = (not treatment.comfort and end >= SAME_DAY for end in reversed(state.levels))
    verdict = worst if waits else treatment.verdict
    may_be_worse = worst if may_wait else verdict
    reasons = []
    for caution in treatment.cautions:
        low, high = state.bounds(caution.when)
        if low != FALSE:
            given = (
                caution.verdict if low == TRUE else min(ask, caution.verdict, key=verdicts.index)
            )
            verdict = max(verdict, given, key=verdicts.index)
            answered = _answered(caution.when, state)
            reasons.append(VerdictReason(caution, low == TRUE, answered))
        if low != high:
            may_be_worse = max(may_be_worse, caution.verdict, key=verdicts.index)
    if verdicts.index(may_be_worse) > verdicts.index(verdict):
        verdict = UNKNOWN_VERDICT
    return Verdict(treatment, verdict, tuple(reasons), waits)


def _as_massage(option: Treatment, massage: Verdict) -> Verdict:
    """Massage among the options says the same as the massage verdict, in the options' words."""
    words = dict(zip(MASSAGE_VERDICTS, ("try", "ask_first", "not_now"), strict=True))
    verdict = words.get(massage.verdict, massage.verdict)
    return Verdict(option, verdict, massage.reasons, massage.waits)


def _advice(items: tuple[Advice, ...], state: AnswerState) -> tuple[Advice, ...]:
    """The sentences that hold, and of each slot only the first."""
    taken: set[str] = set()
    chosen = []
    for item in items:
        low = TRUE if item.when is None else state.bounds(item.when)[0]
        if item.slot not in taken and (low == TRUE or (low == UNKNOWN and item.if_unsure)):
            chosen.append(item)
            taken |= {item.slot} - {""}
    return tuple(chosen)


def _unsure(state: AnswerState) -> tuple[str, ...]:
    return tuple(name for name, answer in state.values.items() if is_unsure(answer))


def _could_change(values: RuleValues, flow: Flow, level: Level) -> tuple[tuple[str, Level], ...]:
    """Missing and unsure questions, each with the highest level its answer could still bring."""
    could: dict[str, Level] = {}
    for rule, (_, high) in values:
        if high == FALSE or rule.level <= level:
            continue  # it cannot hold, or brings nothing higher than what is certain
        for name in questions_of(rule.when):
            could[name] = max(could.get(name, LOWEST), rule.level)
    still_open = {*flow.missing, *_unsure(flow.state)}
    names = (question.id for question in flow.questionnaire.questions)
    return tuple((name, could[name]) for name in names if name in still_open and name in could)


def is_emergency(assessment: Assessment) -> bool:
    """True when an emergency is certain, whatever the answers still missing."""
    return assessment.level == EMERGENCY
