"""Turns answers into an assessment: levels, reasons, scores, causes, verdicts, advice."""

from __future__ import annotations

from .answers import read_answers
from .body import BodyMap, locate
from .causes import CauseResult, assess_cause
from .conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    AnswerState,
    Because,
    Bounds,
    answers_behind,
    questions_of,
)
from .faults import AnswersError
from .flow import Flow, missing_answer, resolve
from .frozen import Frozen
from .levels import EMERGENCY, LOWEST, SAME_DAY, Level
from .model import MASSAGE_VERDICTS, OPTION_VERDICTS, Advice, Questionnaire, Rule
from .questions import is_unsure
from .scores import ScoreResult, assess_score
from .verdicts import Verdict, as_massage, assess_treatment

RuleValues = tuple[tuple[Rule, Bounds], ...]  # every rule with the bounds of its condition


class Reason(Frozen):
    """A rule that raised a level; not `certain` if it did so only because of "not sure"."""

    rule: Rule
    level: Level
    certain: bool
    because: Because


class Assessment(Frozen):
    """Everything that follows from one set of answers; docs/json.md explains each part.

    Whatever the missing answers turn out to be, the care level is at least `level` and at most
    `at_most`. `open_rules` are all those "not sure" leaves open, with or without a raised level.
    """

    questionnaire: Questionnaire
    flow: Flow
    state: AnswerState  # that of the flow, with the care level
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
        partial: accept missing answers.

    Raises:
        AnswersError: an answer is invalid or, unless `partial` or an emergency is already
            certain, missing. Its first line gives any urgent result that is already certain.
    """
    answers, faults = read_answers(questionnaire, record)
    flow = resolve(questionnaire, answers)
    faults += flow.faults
    assessment = assess(flow)
    if not faults and not partial and needs_all_answers(assessment):
        faults = tuple(map(missing_answer, flow.missing))
    if faults:
        raise AnswersError(faults, _already_certain(assessment))
    return assessment


def _already_certain(assessment: Assessment) -> str:
    """What to print before the faults: a bad answer must not hide an urgent result."""
    if assessment.level < SAME_DAY:
        return ""
    level = assessment.questionnaire.level(assessment.level)
    tell = f" {assessment.tell}" if assessment.tell else ""
    return f"Already certain from these answers: {level.title} ({level.deadline}).{tell}"


def assess(flow: Flow) -> Assessment:
    """Assess the answers that count in a resolved flow."""
    questionnaire = flow.questionnaire
    values = tuple((rule, flow.state.bounds(rule.when)) for rule in questionnaire.rules)
    reasons = _reasons(values, flow.state)
    level = reasons[0].level if reasons else LOWEST
    at_most = max(
        (_raised_level(rule, high) or LOWEST for rule, (_, high) in values), default=LOWEST
    )
    state = flow.state.with_levels(level, at_most)
    in_scope = not any(reason.rule.scope and reason.certain for reason in reasons)
    massage = assess_treatment(questionnaire.massage.treatment, MASSAGE_VERDICTS, state, in_scope)
    go, tell = _route_and_words(questionnaire, reasons, level)
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
        causes=tuple(assess_cause(c, state) for c in questionnaire.causes) if in_scope else (),
        body=locate(questionnaire.body, state) if questionnaire.body and in_scope else BodyMap(),
        massage=massage,
        massage_how=_advice(questionnaire.massage.how, state),
        options=tuple(
            as_massage(option, massage)
            if option.as_massage
            else assess_treatment(option, OPTION_VERDICTS, state, in_scope)
            for option in questionnaire.options
        ),
        what_now=_advice(questionnaire.what_now, state) if in_scope and level != EMERGENCY else (),
        unsure=_unsure(state),
        could_change=_could_change(values, flow, level),
    )


def _raised_level(rule: Rule, value: int) -> Level | None:
    """The level a rule raises when its condition has this value, or None."""
    return rule.level if value == TRUE else rule.unsure if value == UNKNOWN else None


def _reasons(values: RuleValues, state: AnswerState) -> tuple[Reason, ...]:
    reasons = []
    for rule, (low, _) in values:
        level = _raised_level(rule, low)
        if level is not None:
            reasons.append(Reason(rule, level, low == TRUE, answers_behind(rule.when, state)))
    return tuple(sorted(reasons, key=lambda reason: -reason.level.rank))


def route_of(questionnaire: Questionnaire, reason: Reason) -> str:
    """Name of the route for a reason: that of its rule at full level, else that of the level."""
    usual = questionnaire.level(reason.level).go
    return reason.rule.go or usual if reason.level == reason.rule.level else usual


def _route_and_words(
    questionnaire: Questionnaire, reasons: tuple[Reason, ...], level: Level
) -> tuple[str, str]:
    """The fastest route among the reasons for the level, and what to say there."""
    order = [route.id for route in questionnaire.routes]
    top = [(route_of(questionnaire, r), r) for r in reasons if r.level == level]
    top = [(route, reason) for route, reason in top if route]
    if not top:
        return "", ""
    route, first = min(top, key=lambda pair: (order.index(pair[0]), not pair[1].certain))
    if first.certain or not first.rule.tell:
        return route, first.rule.tell
    # The person was not sure, so name the questions and claim no symptom on their behalf.
    names = dict.fromkeys(name for _, r in top if not r.certain for name, _ in r.because)
    short_names = ", ".join(questionnaire.question(name).short for name in names)
    return route, f"{questionnaire.page.tell_unsure}: {short_names}."


def _advice(items: tuple[Advice, ...], state: AnswerState) -> tuple[Advice, ...]:
    """The sentences that hold; of those in one slot only the first."""
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
    """Missing and unsure questions, each with the highest level its answer could still raise."""
    could: dict[str, Level] = {}
    for rule, (_, high) in values:
        for name in questions_of(rule.when) if high != FALSE and rule.level > level else ():
            could[name] = max(could.get(name, LOWEST), rule.level)
    still_open = {*flow.missing, *_unsure(flow.state)}
    names = (question.id for question in flow.questionnaire.questions)
    return tuple((name, could[name]) for name in names if name in still_open and name in could)


def is_emergency(assessment: Assessment) -> bool:
    """Whether an emergency is certain, whatever the missing answers turn out to be."""
    return assessment.level == EMERGENCY


def emergency_reasons(assessment: Assessment) -> tuple[Reason, ...]:
    """The certain reasons for an emergency: "not sure" always raises less."""
    return tuple(r for r in assessment.reasons if r.certain and r.level == EMERGENCY)


def needs_all_answers(assessment: Assessment) -> bool:
    """Whether missing answers are faults, unless they are explicitly allowed."""
    return not is_emergency(assessment)
