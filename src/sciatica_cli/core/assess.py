"""Turns answers into an assessment: levels, reasons, scores, causes, verdicts, advice."""

from __future__ import annotations

from .answers import read_answers
from .body import BodyMap, locate
from .care import Care, Reason, RuleValues, assess_care
from .causes import CauseResult, assess_cause
from .conditions import FALSE, UNKNOWN, AnswerState, is_unsure, questions_of
from .faults import AnswersError
from .flow import Flow, is_asked, missing_answer, resolve
from .frozen import Frozen
from .levels import EMERGENCY, LOWEST, Level
from .model import MASSAGE_VERDICTS, OPTION_VERDICTS, Advice, Questionnaire, Rule
from .purposes import Purpose
from .scores import ScoreResult, assess_score
from .verdicts import Verdict, as_massage, assess_treatment


class Assessment(Frozen):
    """Everything that follows from one set of answers; docs/json.md explains each part.

    Parts that the `purpose` does not cover are as empty as those out of scope; `needed` are the
    missing questions that can still change what it does cover. Whatever the missing answers turn
    out to be, the care level is at least `level` and at most `at_most`. `open_rules` are all those
    "not sure" leaves open, with or without a raised level.
    """

    questionnaire: Questionnaire
    flow: Flow
    state: AnswerState  # that of the flow, with the care level
    purpose: Purpose
    needed: tuple[str, ...]
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
        """Whether no answer is missing that can still change an outcome of the purpose."""
        return not self.needed

    @property
    def massage_allowed(self) -> bool:
        """Whether the person may be massaged, if only with care."""
        return self.massage.verdict in MASSAGE_VERDICTS[:-1]

    @property
    def needed_for_the_rest(self) -> tuple[str, ...]:
        """The questions that would be asked for the parts the purpose does not cover."""
        left = (name for name in self.flow.missing if name not in self.needed)
        return tuple(
            name for name in left if is_asked(self.questionnaire.question(name), self.state)
        )


def assess_record(
    questionnaire: Questionnaire,
    record: dict[str, object],
    partial: bool = False,
    purpose: Purpose = Purpose.ALL,
) -> Assessment:
    """Check and assess one decoded record.

    Args:
        record: question names to answers, and the reserved keys.
        partial: accept missing answers.
        purpose: what to assess; answers that can no longer matter for it may be missing.

    Raises:
        AnswersError: an answer is invalid or, unless `partial` or an emergency is already
            certain, missing. Its first line gives any urgent result that is already certain, or
            that there would be if a contradicted answer counted.
    """
    answers, faults = read_answers(questionnaire, record, purpose)
    flow = resolve(questionnaire, answers)
    faults += flow.faults
    assessment = assess(flow, purpose)
    if not faults and not partial and needs_all_answers(assessment):
        faults = tuple(map(missing_answer, assessment.needed))
    if faults:
        from .readings import as_given, find_urgent

        raise AnswersError(faults, find_urgent(questionnaire, [as_given(record)]))
    return assessment


def assess(flow: Flow, purpose: Purpose = Purpose.ALL) -> Assessment:
    """Assess the answers that count in a resolved flow, as far as the purpose covers it."""
    questionnaire = flow.questionnaire
    care = assess_care(questionnaire, flow.state)
    state = flow.state.with_levels(care.level, care.at_most)
    in_scope = care.in_scope
    massage = assess_treatment(
        questionnaire.massage.treatment,
        MASSAGE_VERDICTS,
        state,
        in_scope and purpose.covers_massage,
    )
    all_ = in_scope and purpose.covers_all
    emergency = care.level == EMERGENCY
    return Assessment(
        questionnaire=questionnaire,
        flow=flow,
        state=state,
        purpose=purpose,
        needed=_needed(flow, care, purpose),
        status="assessed" if in_scope else "out_of_scope",
        level=care.level,
        at_most=care.at_most,
        go=care.go,
        tell=care.tell,
        reasons=care.reasons,
        open_rules=tuple(rule for rule, (low, _) in care.values if low == UNKNOWN),
        scores=tuple(assess_score(s, state) for s in questionnaire.scores) if all_ else (),
        causes=tuple(assess_cause(c, state) for c in questionnaire.causes) if all_ else (),
        body=locate(questionnaire.body, state) if questionnaire.body and all_ else BodyMap(),
        massage=massage,
        massage_how=_advice(questionnaire.massage.how, state) if purpose.covers_massage else (),
        options=tuple(
            as_massage(option, massage)
            if option.as_massage and purpose.covers_all
            else assess_treatment(option, OPTION_VERDICTS, state, all_)
            for option in questionnaire.options
        ),
        what_now=_advice(questionnaire.what_now, state) if all_ and not emergency else (),
        unsure=_unsure(state),
        could_change=_could_change(care.values, flow, care.level),
    )


def _needed(flow: Flow, care: Care, purpose: Purpose) -> tuple[str, ...]:
    """The missing questions that can still change what the purpose covers, in order."""
    if purpose.covers_all:
        return flow.missing
    from .needed import needed  # a piped record is mostly assessed for everything, and is faster

    return needed(flow, care, purpose)


def _advice(items: tuple[Advice, ...], state: AnswerState) -> tuple[Advice, ...]:
    """The sentences that hold; of those in one slot only the first."""
    taken: set[str] = set()
    chosen = []
    for item in items:
        if item.slot not in taken and state.holds(item.when, item.if_unsure):
            chosen.append(item)
            taken |= {item.slot} - {""}
    return tuple(chosen)


def _unsure(state: AnswerState) -> tuple[str, ...]:
    return tuple(name for name, answer in state.values.items() if is_unsure(answer))


def _could_change(values: RuleValues, flow: Flow, level: Level) -> tuple[tuple[str, Level], ...]:
    """Missing and unsure questions, each with the highest level its answer could still raise.

    A follow-up that is not asked because of "not sure" stands for that answer.
    """
    could: dict[str, Level] = {}
    for rule, (_, high) in values:
        names = list(questions_of(rule.when)) if high != FALSE and rule.level > level else []
        for name in names:  # which grows
            could[name] = max(could.get(name, LOWEST), rule.level)
            names += questions_of(flow.state.open_behind.get(name))
    still_open = {*flow.missing, *_unsure(flow.state)}
    order = [question.id for question in flow.questionnaire.questions]
    return tuple((name, could[name]) for name in order if name in still_open and name in could)


def is_emergency(assessment: Assessment) -> bool:
    """Whether an emergency is certain, whatever the missing answers turn out to be."""
    return assessment.level == EMERGENCY


def emergency_reasons(assessment: Assessment) -> tuple[Reason, ...]:
    """The certain reasons for an emergency: "not sure" always raises less."""
    return tuple(r for r in assessment.reasons if r.certain and r.level == EMERGENCY)


def needs_all_answers(assessment: Assessment) -> bool:
    """Whether missing answers are faults, unless they are explicitly allowed."""
    return not is_emergency(assessment)
