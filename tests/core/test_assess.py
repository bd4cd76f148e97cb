"""Levels, reasons, scores, causes and verdicts, on questionnaires of two or three questions."""

from __future__ import annotations

from typing import Any

import pytest

from assessed import assess_answers
from sciatica_cli.core.assess import (
    Assessment,
    emergency_reasons,
    is_emergency,
    needs_all_answers,
)
from sciatica_cli.core.conditions import (
    AllOf,
    Answer,
    AnswerState,
    AnyOf,
    AtLeast,
    In,
    LevelAtLeast,
    Not,
)
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import (
    Advice,
    Band,
    Body,
    Cause,
    Caution,
    Massage,
    Point,
    Rule,
    Score,
    Spot,
    Treatment,
)
from sciatica_cli.core.routes import LevelText, Route
from tiny import choice, many, rule, tiny

QUESTIONS = (choice("a", "no", "yes"), choice("b", "no", "yes"), choice("c", "no", "yes"))
A, B, C = (In(name, ("yes",)) for name in "abc")
A_OR_B = AnyOf((A, B))


def judge(answers: dict[str, Answer], *rules: Rule, **parts: Any) -> Assessment:
    rules = rules or (rule("r", "routine", In("c", ("never",))),)
    return assess_answers(tiny(QUESTIONS, rules, **parts), answers)


CALM: dict[str, Answer] = {"a": "no", "b": "no", "c": "no"}


# ------------------------------------------------ levels and reasons


def test_without_a_reason_the_level_is_self_care() -> None:
    result = judge(CALM, rule("r", "routine", A))
    assert (result.level, result.at_most, result.complete) == ("self_care", "self_care", True)
    assert result.reasons == ()


def test_without_rules_every_level_is_the_lowest() -> None:
    result = assess_answers(tiny(QUESTIONS, ()), {})
    assert (result.level, result.at_most) == ("self_care", "self_care")


def test_the_state_of_an_assessment_knows_the_level() -> None:
    result = judge({"a": "yes"}, rule("r", "routine", A), rule("s", "same_day", B))
    assert result.state == AnswerState({"a": "yes"}, {}, (Level.ROUTINE, Level.SAME_DAY))


def test_an_assessment_keeps_what_it_was_made_from() -> None:
    bank = tiny(QUESTIONS, (rule("r", "routine", A),))
    result = assess_answers(bank, CALM)
    assert result.questionnaire is bank
    assert result.flow.state.values == CALM


def test_the_highest_level_wins_and_nothing_lowers_it() -> None:
    rules = rule("low", "routine", A), rule("high", "same_day", B), rule("none", "self_care", C)
    result = judge(CALM | {"a": "yes", "b": "yes", "c": "yes"}, *rules)
    assert result.level == "same_day"
    assert [reason.rule.id for reason in result.reasons] == ["high", "low", "none"]


def test_an_unsure_answer_raises_the_lower_level_of_the_rule() -> None:
    result = judge(CALM | {"a": "unsure"}, rule("r", "emergency_now", A, "same_day"))
    (reason,) = result.reasons
    assert (reason.level, reason.certain, reason.because) == ("same_day", False, (("a", "unsure"),))
    assert result.level == result.at_most == "same_day"
    assert result.unsure == ("a",)
    assert result.could_change == (("a", "emergency_now"),)


def test_a_reason_names_only_the_answers_that_decided() -> None:
    result = judge(CALM | {"b": "yes"}, rule("r", "routine", AnyOf((A, B))))
    assert result.reasons[0].because == (("b", "yes"),)


def test_unsure_lists_questions_and_not_their_other_choices() -> None:
    bank = tiny(
        (many("signs", "x", "y"), many("more", "x"), *QUESTIONS), (rule("r", "routine", A),)
    )
    answers: dict[str, Answer] = {"signs": ("x", "unsure"), "more": ("x",), "b": "unsure"}
    assert assess_answers(bank, answers).unsure == ("signs", "b")


def test_could_change_gives_the_highest_level_that_each_question_could_still_raise() -> None:
    rules = (
        rule("high", "emergency_now", A),
        rule("low", "routine", AnyOf((A, B))),
        rule("middle", "same_day", B),
    )
    assert judge({"c": "no"}, *rules).could_change == (("a", "emergency_now"), ("b", "same_day"))


def test_not_sure_that_hides_a_follow_up_could_change_the_level() -> None:
    follow_up = choice("when", "old", "new", follows=A)
    other = choice("since", "old", "new", follows=B)
    bank = tiny(
        (*QUESTIONS, follow_up, other),
        (
            rule("when", "emergency_now", In("when", ("new",)), "same_day"),
            rule("since", "within_days", In("since", ("new",)), "routine"),
        ),
    )
    found = assess_answers(bank, {"a": "unsure", "b": "unsure", "c": "no"})
    assert dict(found.could_change) == {"a": "emergency_now"}
    assert [reason.because for reason in found.reasons] == [(("a", "unsure"),), (("b", "unsure"),)]


def test_a_question_that_cannot_raise_the_level_is_not_in_could_change() -> None:
    rules = (
        rule("certain", "within_days", C),
        rule("same", "within_days", A),
        rule("lower", "routine", A),
        rule("cannot_hold", "emergency_now", AllOf((A, Not(C)))),
        rule("higher", "same_day", B),
    )
    assert judge({"c": "yes"}, *rules).could_change == (("b", "same_day"),)


def test_a_rule_that_raises_nothing_for_unsure_is_still_listed_as_open() -> None:
    result = judge(CALM | {"a": "unsure"}, rule("r", "same_day", A, None))
    assert result.level == "self_care"
    assert [rule.id for rule in result.open_rules] == ["r"]


def test_missing_answers_leave_a_lower_and_an_upper_bound() -> None:
    result = judge({"b": "yes"}, rule("r", "emergency_now", A, "same_day"), rule("s", "routine", B))
    assert (result.level, result.at_most, result.complete) == ("routine", "emergency_now", False)
    assert result.could_change == (("a", "emergency_now"),)
    assert not is_emergency(result)
    assert needs_all_answers(result)


def test_a_certain_emergency_stays_one_whatever_is_missing() -> None:
    rules = rule("r", "emergency_now", A), rule("s", "routine", A), rule("t", "emergency_now", B)
    result = judge({"a": "yes"}, *rules)
    assert is_emergency(result)
    assert not needs_all_answers(result)
    assert [reason.rule.id for reason in emergency_reasons(result)] == ["r"]


def test_an_emergency_that_not_sure_leaves_open_is_no_reason_for_one() -> None:
    unsure = judge({"a": "unsure"}, rule("r", "emergency_now", A, "same_day"))
    assert not is_emergency(unsure)
    assert emergency_reasons(unsure) == ()


def test_a_scope_rule_raises_a_level_and_stops_scores_and_verdicts() -> None:
    rules = rule("danger", "same_day", A), rule("young", "within_days", B, scope=True)
    parts = {"scores": (SCORE,), "causes": (CAUSE,), "options": (OPTION,), "body": BODY}
    result = judge(CALM | {"a": "yes", "b": "yes"}, *rules, **parts)
    assert (result.status, result.level) == ("out_of_scope", "same_day")
    assert (result.scores, result.causes, result.what_now) == ((), (), ())
    assert result.body.pain == ()
    assert result.massage.verdict == "not_assessed"
    (option,) = result.options
    assert (option.treatment, option.verdict, option.reasons) == (OPTION, "not_assessed", ())


def test_a_scope_rule_that_is_only_possible_stops_nothing() -> None:
    result = judge(CALM | {"b": "unsure"}, rule("young", "within_days", B, "routine", scope=True))
    assert (result.status, result.level) == ("assessed", "routine")


ROUTES = (
    Route("ambulance", "Ambulance", (), (), "emergency"),
    Route("line", "Line", (), (), "advice"),
)
WORDS = tuple(LevelText(n, n, n, n, go="line" if n == "same_day" else "") for n in LEVELS)


def way_of(answers: dict[str, Answer], *rules: Rule) -> tuple[str, str]:
    result = judge(answers, *rules, routes=ROUTES, levels=WORDS)
    return result.go, result.tell


def test_the_fastest_route_among_the_reasons_for_the_level_leads() -> None:
    slow = rule("slow", "emergency_now", A, go="line", tell="slow")
    fast = rule("fast", "emergency_now", B, go="ambulance", tell="fast")
    assert way_of(CALM | {"a": "yes", "b": "yes"}, slow, fast) == ("ambulance", "fast")


def test_a_level_has_a_default_route() -> None:
    assert way_of(CALM | {"a": "yes"}, rule("r", "same_day", A, tell="hello")) == ("line", "hello")
    assert way_of(CALM | {"a": "yes"}, rule("r", "routine", A)) == ("", "")


NOT_SURE = "I am not sure about this"  # of a question without a sentence of its own


def test_an_unsure_emergency_takes_the_default_route_of_its_lower_level() -> None:
    unsure = rule("r", "emergency_now", A, "same_day", go="ambulance", tell="hello")
    assert way_of(CALM | {"a": "unsure"}, unsure) == ("line", f"not sure. {NOT_SURE}: a.")


def test_of_two_reasons_with_the_same_route_the_certain_one_provides_the_sentence() -> None:
    unsure = rule("u", "emergency_now", A, "same_day", tell="perhaps this")
    certain = rule("c", "same_day", B, tell="this")
    assert way_of(CALM | {"a": "unsure", "b": "yes"}, unsure, certain) == ("line", "this")


def test_the_sentence_for_not_sure_names_each_unsure_question_once() -> None:
    rules = [
        rule(n, "emergency_now", w, "same_day", tell="x") for n, w in (("r", A), ("s", A_OR_B))
    ]
    answers: dict[str, Answer] = {"a": "unsure", "b": "unsure"}
    assert way_of(CALM | answers, *rules) == (
        "line",
        f"not sure. {NOT_SURE}: a. {NOT_SURE}: b.",
    )


# ------------------------------------------------ scores

LOW = Band("low", "low", AnyOf((A, Not(A))))
HIGH = Band("high", "high", AllOf((AtLeast(2, (A, A, B, Not(C))), Not(C))))
SCORE = Score(
    "s",
    "Score",
    (Point("a", A, 2, "a"), Point("b", B, 1, "b"), Point("c", C, -1, "c")),
    (LOW, HIGH),
    (Point("cap", C, 0, "c holds it back"),),
    3,
)


@pytest.mark.parametrize(
    ("answers", "value", "low", "high", "answered", "bands"),
    [
        (CALM, 0, 0, 0, 3, ("low", "low")),
        (CALM | {"a": "yes"}, 2, 2, 2, 3, ("high", "high")),
        (CALM | {"a": "unsure"}, 0, 0, 2, 2, ("low", "high")),
        ({"a": "yes", "b": "yes"}, 3, 2, 3, 2, ("low", "high")),
        (CALM | {"c": "yes", "a": "yes"}, 1, 1, 1, 3, ("low", "low")),
        (CALM | {"c": "unsure"}, 0, -1, 0, 2, ("low", "low")),
    ],
)
def test_unsure_and_missing_answers_make_a_score_an_interval(
    answers: dict[str, Answer],
    value: int,
    low: int,
    high: int,
    answered: int,
    bands: tuple[str, str],
) -> None:
    (result,) = judge(answers, scores=(SCORE,)).scores
    assert (result.value, result.low, result.high, result.answered) == (value, low, high, answered)
    assert (result.bands[0].id, result.bands[1].id) == bands
    assert (result.band is None) == (bands[0] != bands[1])


def test_a_cap_that_holds_is_reported() -> None:
    (result,) = judge(CALM | {"c": "yes"}, scores=(SCORE,)).scores
    assert [cap.because for cap in result.capped] == ["c holds it back"]


@pytest.mark.parametrize("open_answer", [{}, {"c": "unsure"}])
def test_a_cap_that_only_may_hold_is_not_reported(open_answer: dict[str, Answer]) -> None:
    (result,) = judge({"a": "no", "b": "no"} | open_answer, scores=(SCORE,)).scores
    assert result.capped == ()


def test_a_score_lists_the_points_that_certainly_count() -> None:
    (result,) = judge({"a": "yes", "b": "unsure"}, scores=(SCORE,)).scores
    assert result.score is SCORE
    assert [point.because for point in result.certain] == ["a"]


# ------------------------------------------------ causes

CAUSE = Cause("x", "X", A, B, "say", because=(Point("b", B, 0, "b is so"),))


@pytest.mark.parametrize(
    ("answers", "fit"),
    [
        ({"a": "yes", "b": "no"}, "resembles"),
        ({"a": "no", "b": "yes"}, "partly"),
        ({"a": "unsure", "b": "no"}, "partly"),
        ({"a": "no", "b": "no"}, "less_like"),
        ({"b": "yes"}, "unknown"),
        ({"a": "no"}, "unknown"),
    ],
)
def test_a_cause_fits_in_degrees(answers: dict[str, Answer], fit: str) -> None:
    (result,) = judge(answers, causes=(CAUSE,)).causes
    assert (result.cause, result.fit) == (CAUSE, fit)
    assert result.points == (CAUSE.because if answers.get("b") == "yes" else ())


def test_a_cause_is_not_less_like_while_a_missing_answer_could_make_it_a_partial_fit() -> None:
    both = Cause("x", "X", AllOf((A, B)), None, "say")
    fits = [
        judge({"a": "unsure"} | later, causes=(both,)).causes[0].fit
        for later in ({}, {"b": "yes"}, {"b": "no"})
    ]
    assert fits == ["unknown", "partly", "less_like"]


def test_a_cause_may_have_no_partial_fit() -> None:
    (result,) = judge(CALM, causes=(Cause("x", "X", A, None, "say"),)).causes
    assert result.fit == "less_like"


# ------------------------------------------------ the body

BODY = Body("Behind", (), (), (Spot("calf", "calf", A),), (), (), "")


def test_the_body_shows_where_it_hurts_if_there_is_a_drawing() -> None:
    assert judge(CALM | {"a": "yes"}, body=BODY).body.pain == BODY.pain
    assert judge(CALM | {"a": "yes"}).body.pain == ()


# ------------------------------------------------ verdicts

ASK = Caution("ask", "ask_first", A, "ask")
STOP = Caution("stop", "not_now", B, "stop")
OPTION = Treatment("o", "O", "try", cautions=(ASK, STOP))


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (CALM, "try"),
        (CALM | {"a": "yes"}, "ask_first"),
        (CALM | {"a": "yes", "b": "yes"}, "not_now"),
        (CALM | {"a": "unsure"}, "ask_first"),
        (CALM | {"b": "unsure"}, "ask_first"),
        ({"b": "no", "c": "no"}, "unknown"),
        ({"a": "yes", "c": "no"}, "unknown"),
        ({"b": "yes", "c": "no"}, "not_now"),
    ],
)
def test_the_most_restrictive_verdict_wins_and_open_cautions_never_allow_try(
    answers: dict[str, Answer], verdict: str
) -> None:
    (result,) = judge(answers, options=(OPTION,)).options
    assert (result.treatment, result.verdict) == (OPTION, verdict)


def test_a_verdict_lists_its_cautions_and_the_answers_behind_them() -> None:
    (result,) = judge({"a": "unsure", "b": "yes", "c": "no"}, options=(OPTION,)).options
    assert [(r.caution, r.certain, r.because) for r in result.reasons] == [
        (ASK, False, (("a", "unsure"),)),
        (STOP, True, (("b", "yes"),)),
    ]


def test_a_caution_that_does_not_hold_or_is_not_answered_is_no_reason() -> None:
    (result,) = judge({"a": "no", "c": "no"}, options=(OPTION,)).options
    assert result.reasons == ()


def test_an_unsure_answer_never_makes_a_caution_stricter_than_it_is() -> None:
    mild = Treatment("o", "O", "try", cautions=(Caution("talk", "discuss", A, "talk"),))
    (result,) = judge(CALM | {"a": "unsure"}, options=(mild,)).options
    assert result.verdict == "discuss"


@pytest.mark.parametrize(
    ("answers", "ask"),
    [
        (CALM, "nobody"),
        (CALM | {"c": "yes"}, "nobody"),
        (CALM | {"a": "yes"}, "midwife"),
        (CALM | {"b": "yes"}, "pharmacist"),
        (CALM | {"b": "unsure"}, "pharmacist"),
        (CALM | {"a": "unsure", "b": "yes", "c": "yes"}, "midwife"),
        ({"b": "yes"}, "pharmacist"),
        ({}, "nobody"),
    ],
)
def test_a_verdict_names_the_last_in_order_of_those_whom_its_cautions_name(
    answers: dict[str, Answer], ask: str
) -> None:
    cautions = (
        Caution("a", "caution", A, "a", ask="midwife"),
        Caution("b", "no", B, "b", ask="pharmacist"),
        Caution("c", "caution", C, "c"),
    )
    part = Massage(Treatment("massage", "M", "yes", cautions=cautions), (), (), (), (), (), ())
    listed = Treatment("massage", "M", "try", as_massage=True)
    result = judge(answers, massage=part, options=(listed, OPTION))
    assert [verdict.ask for verdict in (result.massage, *result.options)] == [ask, ask, "nobody"]


def test_out_of_scope_nobody_is_to_be_asked() -> None:
    doctor = Treatment("o", "O", "try", cautions=(Caution("a", "discuss", A, "a", ask="doctor"),))
    scope = rule("r", "routine", C, scope=True)
    for c, verdict, ask in (("no", "discuss", "doctor"), ("yes", "not_assessed", "nobody")):
        (result,) = judge(CALM | {"a": "yes", "c": c}, scope, options=(doctor,)).options
        assert (result.verdict, result.ask) == (verdict, ask)


@pytest.mark.parametrize("level", ["same_day", "emergency_now"])
def test_from_same_day_upwards_everything_but_comfort_waits(level: str) -> None:
    comfort = Treatment("pillow", "Pillow", "try", comfort=True)
    result = judge(CALM | {"c": "yes"}, rule("r", level, C), options=(OPTION, comfort))
    assert [verdict.verdict for verdict in result.options] == ["not_now", "try"]
    assert result.massage.verdict == "no"
    assert [verdict.waits for verdict in (*result.options, result.massage)] == [True, False, True]


def test_while_same_day_is_possible_no_treatment_is_recommended() -> None:
    result = judge({"a": "no", "b": "no"}, rule("r", "same_day", C), options=(OPTION,))
    assert result.options[0].verdict == result.massage.verdict == "unknown"


@pytest.mark.parametrize(
    ("answers", "massage", "option"),
    [
        (CALM, "yes", "try"),
        (CALM | {"a": "yes"}, "caution", "ask_first"),
        (CALM | {"a": "unsure"}, "caution", "ask_first"),
        (CALM | {"b": "yes"}, "no", "not_now"),
        (CALM | {"b": "unsure"}, "caution", "ask_first"),
        (CALM | {"c": "yes"}, "caution", "ask_first"),
        ({"a": "no", "b": "no"}, "unknown", "unknown"),
    ],
)
def test_massage_among_the_options_has_the_verdict_of_the_massage_part(
    answers: dict[str, Answer], massage: str, option: str
) -> None:
    cautions = (
        Caution("a", "caution", A, "a"),
        Caution("b", "no", B, "b"),
        Caution("c", "caution", LevelAtLeast(Level.WITHIN_DAYS), "c"),
    )
    part = Massage(Treatment("massage", "M", "yes", cautions=cautions), (), (), (), (), (), ())
    listed = Treatment("massage", "M", "try", as_massage=True)
    result = judge(answers, rule("r", "within_days", C), massage=part, options=(listed,))
    assert (result.massage.verdict, result.options[0].verdict) == (massage, option)
    assert result.massage_allowed == (massage in ("yes", "caution"))
    assert result.options[0].treatment is listed
    assert result.options[0].reasons == result.massage.reasons


def test_massage_among_the_options_waits_when_massage_does() -> None:
    listed = Treatment("massage", "M", "try", as_massage=True)
    (option,) = judge(CALM | {"c": "yes"}, rule("r", "same_day", C), options=(listed,)).options
    assert (option.verdict, option.waits) == ("not_now", True)
    (option,) = judge(CALM, rule("r", "same_day", C), options=(listed,)).options
    assert (option.verdict, option.waits) == ("try", False)


# ------------------------------------------------ advice


def advice_for(answers: dict[str, Answer], *items: Advice) -> list[str]:
    return [item.id for item in judge(answers, what_now=items).what_now]


def test_only_the_first_sentence_of_a_slot_that_holds_is_shown() -> None:
    items = Advice("first", "", "s", A), Advice("second", "", "s"), Advice("other", "", "")
    assert advice_for(CALM, *items) == ["second", "other"]
    assert advice_for(CALM | {"a": "yes"}, *items) == ["first", "other"]


def test_slots_do_not_affect_one_another_or_sentences_without_a_slot() -> None:
    slots = {"heat": "s", "walk": "t", "cold": "s", "rest": "", "lift": ""}
    items = [Advice(name, "", slot) for name, slot in slots.items()]
    assert advice_for(CALM, *items) == ["heat", "walk", "rest", "lift"]


def test_a_missing_answer_shows_no_sentence() -> None:
    assert (
        advice_for({"b": "no"}, Advice("x", "", "", A), Advice("y", "", "", A, if_unsure=True))
        == []
    )


def test_massage_advice_follows_the_same_rules() -> None:
    how = Advice("gentle", "", "s", A), Advice("usual", "", "s")
    part = Massage(Treatment("massage", "M", "yes"), (), how, (), (), (), ())
    assert judge(CALM | {"a": "yes"}, massage=part).massage_how == how[:1]
    assert judge(CALM, massage=part).massage_how == how[1:]


def test_not_sure_shows_only_the_sentences_marked_if_unsure() -> None:
    careful, plain = Advice("careful", "", "", A, if_unsure=True), Advice("plain", "", "", A)
    assert advice_for(CALM | {"a": "unsure"}, careful, plain) == ["careful"]


def test_in_an_emergency_there_is_no_advice_for_the_week() -> None:
    result = judge(CALM | {"a": "yes"}, rule("r", "emergency_now", A), what_now=(Advice("x", ""),))
    assert result.what_now == ()
