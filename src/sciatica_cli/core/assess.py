"""From answers to an assessment: levels, reasons, scores, causes, verdicts, advice."""

from __future__ import annotations

from .answers import Answers
from .body import BodyMap, locate
from .conditions import (
    FALSE,
    TRUE,
    UNKNOWN,
    Answer,
    AnswerState,
    Bounds,
    because,
    bounds,
    questions_of,
)
from .flow import Flow, resolve
from .frozen import Frozen
from .model import (
    EMERGENCY,
    LEVELS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    SAME_DAY,
    UNSURE,
    Advice,
    Cause,
    Caution,
    Condition,
    LevelAtLeast,
    Questionnaire,
    Rule,
    Treatment,
    level_rank,
)
from .scores import ScoreResult, assess_score

NOT_ASSESSED = "not_assessed"
UNKNOWN_VERDICT = "unknown"

RuleValues = tuple[tuple[Rule, Bounds], ...]  # every rule with the bounds of its condition


class Reason(Frozen):
    """A rule that gave a level; not `certain` when only "not sure" answers made it do so."""

    rule: Rule
    level: str
    certain: bool
    because: tuple[tuple[str, Answer | None], ...]


class CauseResult(Frozen):
    """`fit` is resembles, partly, less_like or unknown."""

    cause: Cause
    fit: str
    because: tuple[str, ...]


class VerdictReason(Frozen):
    """A caution that holds, or that "not sure" leaves open."""

    caution: Caution
    certain: bool
    because: tuple[tuple[str, Answer | None], ...]


class Verdict(Frozen):
    treatment: Treatment
    verdict: str
    reasons: tuple[VerdictReason, ...]


class Assessment(Frozen):
    """All that follows from one set of answers; docs/json.md says what each part means.

    `level` and `at_most` bound the care level over every way of giving the missing answers.
    `open_rules` are those that "not sure" leaves open, whether or not they gave a level for it.
    """

    questionnaire: Questionnaire
    flow: Flow
    status: str
    complete: bool
    level: str
    at_most: str
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
    could_change: tuple[tuple[str, str], ...]


def assess(questionnaire: Questionnaire, answers: Answers) -> Assessment:
    """Assess answers that `answers.read_answers` accepts; pointless ones do not count."""
    flow = resolve(questionnaire, answers)
    values = tuple((rule, bounds(rule.when, flow.sheet)) for rule in questionnaire.rules)
    reasons = _reasons(values, flow.sheet)
    level = reasons[0].level if reasons else LEVELS[0]
    at_most = max((_raised_level(rule, high) for rule, (_, high) in values), key=level_rank)
    sheet = AnswerState(flow.sheet.values, flow.sheet.hidden, (level, at_most or LEVELS[0]))
    in_scope = not any(reason.rule.scope and reason.certain for reason in reasons)
    massage = _verdict(questionnaire.massage.treatment, MASSAGE_VERDICTS, sheet, in_scope)
    go, tell = _way(questionnaire, reasons, level)
    return Assessment(
        questionnaire=questionnaire,
        flow=flow,
        status="assessed" if in_scope else "out_of_scope",
        complete=flow.complete,
        level=level,
        at_most=sheet.levels[1],
        go=go,
        tell=tell,
        reasons=reasons,
        open_rules=tuple(rule for rule, (low, _) in values if low == UNKNOWN),
        scores=tuple(assess_score(s, sheet) for s in questionnaire.scores) if in_scope else (),
        causes=tuple(_cause(c, sheet) for c in questionnaire.causes) if in_scope else (),
        body=locate(questionnaire.body, sheet) if questionnaire.body and in_scope else BodyMap(),
        massage=massage,
        massage_how=_advice(questionnaire.massage.how, sheet),
        options=tuple(
            _as_massage(option, massage)
            if option.as_massage
            else _verdict(option, OPTION_VERDICTS, sheet, in_scope)
            for option in questionnaire.options
        ),
        what_now=_advice(questionnaire.what_now, sheet) if in_scope and level != EMERGENCY else (),
        unsure=_unsure(sheet),
        could_change=_could_change(questionnaire, values, flow, level),
    )


def _raised_level(rule: Rule, value: int) -> str | None:
    """The level a rule gives for the value of its condition: its own, that for unsure, or none."""
    return rule.level if value == TRUE else rule.unsure if value == UNKNOWN else None


def _reasons(values: RuleValues, sheet: AnswerState) -> tuple[Reason, ...]:
    reasons = []
    for rule, (low, _) in values:
        level = _raised_level(rule, low)
        if level is not None:
            reasons.append(Reason(rule, level, low == TRUE, _answered(rule.when, sheet)))
    return tuple(sorted(reasons, key=lambda reason: -level_rank(reason.level)))


def _answered(when: Condition, sheet: AnswerState) -> tuple[tuple[str, Answer | None], ...]:
    return tuple((name, sheet.values.get(name)) for name in because(when, sheet))


def way(questionnaire: Questionnaire, reason: Reason) -> str:
    """The route a reason asks for: its rule's own at full level, else the usual of the level."""
    usual = questionnaire.level(reason.level).go
    return reason.rule.go or usual if reason.level == reason.rule.level else usual


def _way(questionnaire: Questionnaire, reasons: tuple[Reason, ...], level: str) -> tuple[str, str]:
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


def _cause(cause: Cause, sheet: AnswerState) -> CauseResult:
    strong = bounds(cause.strong, sheet)
    some = bounds(cause.some, sheet) if cause.some else (FALSE, FALSE)
    told = tuple(p.because for p in cause.because if bounds(p.when, sheet)[0] == TRUE)
    if strong[0] == TRUE:
        return CauseResult(cause, "resembles", told)
    if strong[1] == TRUE and strong[0] == FALSE:
        return CauseResult(cause, "unknown", told)
    if some[0] == TRUE or strong[0] == UNKNOWN:
        return CauseResult(cause, "partly", told)
    may_fit = some[1] == TRUE or strong[1] == UNKNOWN  # once the missing answers are there
    return CauseResult(cause, "unknown" if may_fit else "less_like", told)


def _verdict(
    treatment: Treatment, verdicts: tuple[str, ...], sheet: AnswerState, in_scope: bool
) -> Verdict:
    """The most careful verdict that certainly holds; open cautions make it no better than `ask`.

    From SAME_DAY upwards everything but comfort waits until the person has been seen.
    """
    if not in_scope:
        return Verdict(treatment, NOT_ASSESSED, ())
    worst, ask = verdicts[-1], verdicts[-2]
    cautions = treatment.cautions
    if not treatment.comfort:
        cautions = (Caution(SAME_DAY, worst, LevelAtLeast(SAME_DAY), ""), *cautions)
    verdict = treatment.verdict
    reasons = []
    may_be_worse = verdict
    for caution in cautions:
        low, high = bounds(caution.when, sheet)
        if low != FALSE:
            given = (
                caution.verdict if low == TRUE else min(ask, caution.verdict, key=verdicts.index)
            )
            verdict = max(verdict, given, key=verdicts.index)
            answered = _answered(caution.when, sheet)
            reasons.append(VerdictReason(caution, low == TRUE, answered))
        if low != high:
            may_be_worse = max(may_be_worse, caution.verdict, key=verdicts.index)
    if verdicts.index(may_be_worse) > verdicts.index(verdict):
        verdict = UNKNOWN_VERDICT
    return Verdict(treatment, verdict, tuple(reasons))


def _as_massage(option: Treatment, massage: Verdict) -> Verdict:
    """Massage among the options says the same as the massage verdict, in the options' words."""
    words = dict(zip(MASSAGE_VERDICTS, ("try", "ask_first", "not_now"), strict=True))
    return Verdict(option, words.get(massage.verdict, massage.verdict), massage.reasons)


def _advice(items: tuple[Advice, ...], sheet: AnswerState) -> tuple[Advice, ...]:
    """The sentences that hold, and of each slot only the first."""
    taken: set[str] = set()
    chosen = []
    for item in items:
        low = TRUE if item.when is None else bounds(item.when, sheet)[0]
        if item.slot not in taken and (low == TRUE or (low == UNKNOWN and item.if_unsure)):
            chosen.append(item)
            taken |= {item.slot} - {""}
    return tuple(chosen)


def _unsure(sheet: AnswerState) -> tuple[str, ...]:
    return tuple(
        name
        for name, answer in sheet.values.items()
        if answer == UNSURE or (isinstance(answer, tuple) and UNSURE in answer)
    )


def _could_change(
    questionnaire: Questionnaire, values: RuleValues, flow: Flow, level: str
) -> tuple[tuple[str, str], ...]:
    """Missing and unsure questions, each with the highest level its answer could still bring."""
    could: dict[str, str] = {}
    for rule, (_, high) in values:
        if high == FALSE or level_rank(rule.level) <= level_rank(level):
            continue  # it cannot hold, or brings nothing higher than what is certain
        for name in questions_of(rule.when):
            could[name] = max(could.get(name, LEVELS[0]), rule.level, key=level_rank)
    still_open = (*flow.missing, *_unsure(flow.sheet))
    return tuple(
        (q.id, could[q.id]) for q in questionnaire.questions if q.id in still_open and q.id in could
    )


def is_emergency(assessment: Assessment) -> bool:
    """True when an emergency is certain, whatever the answers still missing."""
    return assessment.level == EMERGENCY
