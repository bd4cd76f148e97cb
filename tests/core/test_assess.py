"""Levels, reasons, scores, causes and verdicts, on questionnaires of two or three questions."""

from __future__ import annotations

from typing import Any

import pytest

from sciatica_cli.core.assess import Assessment, assess, is_emergency
from sciatica_cli.core.conditions import Answer
from sciatica_cli.core.model import (
    LEVELS,
    Advice,
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Cause,
    Caution,
    In,
    LevelAtLeast,
    LevelText,
    Massage,
    Not,
    Point,
    Questionnaire,
    Route,
    Rule,
    Score,
    Treatment,
)
from tiny import choice, rule, tiny

QUESTIONS = (choice("a", "no", "yes"), choice("b", "no", "yes"), choice("c", "no", "yes"))
A, B, C = (In(name, ("yes",)) for name in "abc")


def judge(answers: dict[str, Answer], *rules: Rule, **parts: Any) -> Assessment:
    rules = rules or (rule("r", "routine", In("c", ("never",))),)
    return assess(tiny(QUESTIONS, rules, **parts), answers)


CALM: dict[str, Answer] = {"a": "no", "b": "no", "c": "no"}


# ------------------------------------------------ levels and reasons


def test_without_a_reason_it_is_self_care() -> None:
    result = judge(CALM, rule("r", "routine", A))
    assert (result.level, result.at_most, result.complete) == ("self_care", "self_care", True)
    assert result.reasons == ()


def test_the_highest_level_wins_and_nothing_lowers_it() -> None:
    rules = rule("low", "routine", A), rule("high", "same_day", B), rule("none", "self_care", C)
    result = judge(CALM | {"a": "yes", "b": "yes", "c": "yes"}, *rules)
    assert result.level == "same_day"
    assert [reason.rule.id for reason in result.reasons] == ["high", "low", "none"]


def test_an_unsure_answer_gives_the_lower_level_of_the_rule() -> None:
    result = judge(CALM | {"a": "unsure"}, rule("r", "emergency_now", A, "same_day"))
    (reason,) = result.reasons
    assert (reason.level, reason.certain, reason.because) == ("same_day", False, (("a", "unsure"),))
    assert result.level == result.at_most == "same_day"
    assert result.unsure == ("a",)
    assert result.could_change == (("a", "emergency_now"),)


def test_a_rule_may_give_nothing_for_unsure_but_is_listed_as_open() -> None:
    result = judge(CALM | {"a": "unsure"}, rule("r", "same_day", A, None))
    assert result.level == "self_care"
    assert [rule.id for rule in result.open_rules] == ["r"]


def test_missing_answers_leave_a_pair_of_bounds() -> None:
    result = judge({"b": "yes"}, rule("r", "emergency_now", A, "same_day"), rule("s", "routine", B))
    assert (result.level, result.at_most, result.complete) == ("routine", "emergency_now", False)
    assert result.could_change == (("a", "emergency_now"),)
    assert not is_emergency(result)


def test_a_certain_emergency_is_one_whatever_is_missing() -> None:
    assert is_emergency(judge({"a": "yes"}, rule("r", "emergency_now", A)))


def test_a_scope_rule_adds_a_level_and_stops_scores_and_verdicts() -> None:
    rules = rule("danger", "same_day", A), rule("young", "within_days", B, scope=True)
    result = judge(CALM | {"a": "yes", "b": "yes"}, *rules, scores=(SCORE,), options=(OPTION,))
    assert (result.status, result.level) == ("out_of_scope", "same_day")
    assert (result.scores, result.causes, result.what_now) == ((), (), ())
    assert result.massage.verdict == "not_assessed"
    assert [verdict.verdict for verdict in result.options] == ["not_assessed"]


def test_a_scope_that_is_only_possible_does_not_stop_anything() -> None:
    result = judge(CALM | {"b": "unsure"}, rule("young", "within_days", B, "routine", scope=True))
    assert (result.status, result.level) == ("assessed", "routine")


ROUTES = (
    Route("ambulance", "Ambulance", (), (), "emergency"),
    Route("line", "Line", (), (), "advice"),
)
WORDS = tuple(LevelText(n, n, n, n, "", "line" if n == "same_day" else "") for n in LEVELS)


def way_of(answers: dict[str, Answer], *rules: Rule) -> tuple[str, str]:
    result = judge(answers, *rules, routes=ROUTES, levels=WORDS)
    return result.go, result.tell


def test_the_fastest_way_among_the_reasons_for_the_level_leads() -> None:
    slow = rule("slow", "emergency_now", A, go="line", tell="slow")
    fast = rule("fast", "emergency_now", B, go="ambulance", tell="fast")
    assert way_of(CALM | {"a": "yes", "b": "yes"}, slow, fast) == ("ambulance", "fast")


def test_a_level_has_a_usual_way() -> None:
    assert way_of(CALM | {"a": "yes"}, rule("r", "same_day", A, tell="hello")) == ("line", "hello")
    assert way_of(CALM | {"a": "yes"}, rule("r", "routine", A)) == ("", "")


def test_an_unsure_emergency_goes_the_usual_way_of_its_lower_level() -> None:
    unsure = rule("r", "emergency_now", A, "same_day", go="ambulance", tell="hello")
    assert way_of(CALM | {"a": "unsure"}, unsure) == ("line", "not sure: a.")


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
def test_a_score_is_an_interval_under_unsure_and_missing(
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


def test_a_cap_that_holds_is_told() -> None:
    (result,) = judge(CALM | {"c": "yes"}, scores=(SCORE,)).scores
    assert [cap.because for cap in result.capped] == ["c holds it back"]


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
    assert result.fit == fit
    assert result.because == (("b is so",) if answers.get("b") == "yes" else ())


def test_a_cause_may_have_no_lesser_degree() -> None:
    (result,) = judge(CALM, causes=(Cause("x", "X", A, None, "say"),)).causes
    assert result.fit == "less_like"


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
def test_the_most_careful_verdict_wins_and_open_ones_never_say_try(
    answers: dict[str, Answer], verdict: str
) -> None:
    (result,) = judge(answers, options=(OPTION,)).options
    assert result.verdict == verdict


def test_an_unsure_answer_never_makes_a_caution_stricter_than_it_is() -> None:
    mild = Treatment("o", "O", "try", cautions=(Caution("talk", "discuss", A, "talk"),))
    (result,) = judge(CALM | {"a": "unsure"}, options=(mild,)).options
    assert result.verdict == "discuss"


@pytest.mark.parametrize("level", ["same_day", "emergency_now"])
def test_from_same_day_on_everything_but_comfort_waits(level: str) -> None:
    comfort = Treatment("pillow", "Pillow", "try", comfort=True)
    result = judge(CALM | {"c": "yes"}, rule("r", level, C), options=(OPTION, comfort))
    assert [verdict.verdict for verdict in result.options] == ["not_now", "try"]
    assert result.massage.verdict == "no"


def test_while_same_day_is_possible_nothing_is_promised() -> None:
    result = judge({"a": "no", "b": "no"}, rule("r", "same_day", C), options=(OPTION,))
    assert result.options[0].verdict == result.massage.verdict == "unknown"


@pytest.mark.parametrize(
    ("answers", "massage", "option"),
    [
        (CALM, "yes", "try"),
        (CALM | {"a": "yes"}, "caution", "ask_first"),
        (CALM | {"a": "unsure"}, "caution", "ask_first"),
        (CALM | {"b": "yes"}, "no", "not_now"),
        (CALM | {"c": "yes"}, "caution", "ask_first"),
        ({"a": "no", "b": "no"}, "unknown", "unknown"),
    ],
)
def test_massage_among_the_options_says_what_the_massage_part_says(
    answers: dict[str, Answer], massage: str, option: str
) -> None:
    cautions = (
        Caution("a", "caution", A, "a"),
        Caution("b", "no", B, "b"),
        Caution("c", "caution", LevelAtLeast("within_days"), "c"),
    )
    part = Massage(Treatment("massage", "M", "yes", cautions=cautions), (), (), (), (), (), ())
    listed = Treatment("massage", "M", "try", as_massage=True)
    result = judge(answers, rule("r", "within_days", C), massage=part, options=(listed,))
    assert (result.massage.verdict, result.options[0].verdict) == (massage, option)


# ------------------------------------------------ advice


def advice_for(answers: dict[str, Answer], *items: Advice) -> list[str]:
    return [item.id for item in judge(answers, what_now=items).what_now]


def test_of_a_slot_only_the_first_sentence_that_holds_is_said() -> None:
    items = Advice("first", "", "s", A), Advice("second", "", "s"), Advice("other", "", "")
    assert advice_for(CALM, *items) == ["second", "other"]
    assert advice_for(CALM | {"a": "yes"}, *items) == ["first", "other"]


def test_not_sure_brings_only_the_sentences_that_ask_for_it() -> None:
    careful, plain = Advice("careful", "", "", A, if_unsure=True), Advice("plain", "", "", A)
    assert advice_for(CALM | {"a": "unsure"}, careful, plain) == ["careful"]


def test_in_an_emergency_there_is_no_advice_for_the_week() -> None:
    result = judge(CALM | {"a": "yes"}, rule("r", "emergency_now", A), what_now=(Advice("x", ""),))
    assert result.what_now == ()


def test_a_questionnaire_knows_its_parts() -> None:
    bank: Questionnaire = tiny(QUESTIONS, (rule("r", "routine", A),), routes=ROUTES)
    assert bank.question("a") is QUESTIONS[0]
    assert bank.route("line") is ROUTES[1]
    with pytest.raises(KeyError):
        bank.question("z")
    with pytest.raises(KeyError):
        bank.route("z")
