"""The expressions of outcomes agree with the assessment, for any answers."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessed import assess_answers
from scenarios import answers_of, bases
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.conditions import AllOf, AnswerState, Between, In, LevelAtLeast, Not
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY, LEVELS
from sciatica_cli.core.model import (
    FITS,
    MASSAGE_VERDICTS,
    OPTION_VERDICTS,
    UNKNOWN_OUTCOME,
    WHOM_TO_ASK,
    Advice,
    Band,
    Body,
    Cause,
    Caution,
    Massage,
    Point,
    Questionnaire,
    Score,
    Spot,
    Treatment,
)
from sciatica_cli.core.outcomes import ALWAYS, NEVER, OutcomeExpressions
from statements import Statement, statements
from tiny import (
    choice,
    conditions,
    examples,
    many,
    nearly,
    number,
    rule,
    some_answers,
    tiny,
    value_of,
)


def unlike(stated: list[Statement], found: Assessment) -> list[str]:
    """List the statements that differ from the evaluator."""
    state = AnswerState(
        found.flow.state.values, found.flow.state.hidden, (found.level, found.at_most)
    )
    return [
        words for words, expression, said in stated if value_of(expression, state) != said(found)
    ]


SHIPPED = load()


@cache
def of_the_shipped() -> list[Statement]:
    return list(statements(OutcomeExpressions(SHIPPED)))


# at random, which is mostly an emergency or out of scope, and nearly as in an ordinary case
ORDINARY = [answers_of(SHIPPED, {"base": name}) for name in bases()]
shipped_answers = st.one_of(
    some_answers(SHIPPED),
    some_answers(SHIPPED, missing=False),
    *(nearly(SHIPPED, answers) for answers in ORDINARY),
)


@given(st.data())
@examples(80)
def test_outcomes_agree_with_the_evaluator_on_the_shipped_questions(data: st.DataObject) -> None:
    assert unlike(of_the_shipped(), assess_answers(SHIPPED, data.draw(shipped_answers))) == []


QUESTIONS = (
    choice("a", "x", "y", "z"),
    many("m", "x", "y"),
    number("n", maximum=2),
    choice("h", "x", "y", ask_if=In("a", ("y", "z"))),
)


@st.composite
def whole_questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Scores, causes, cautions and advice over four questions, all at random."""

    def when() -> object:
        return draw(conditions(list(QUESTIONS)))

    def cautions(words: tuple[str, ...]) -> tuple[Caution, ...]:
        drawn = [
            Caution(
                f"c{i}",
                draw(st.sampled_from(words)),
                draw(late),
                "",
                ask=draw(st.sampled_from(WHOM_TO_ASK)),
            )
            for i in range(draw(st.integers(0, 3)))
        ]
        return tuple(drawn)

    late = conditions(list(QUESTIONS)) | st.sampled_from(LEVELS[1:]).map(LevelAtLeast)
    adds = st.integers(-2, 3).filter(bool)
    points = tuple(Point(f"p{i}", when(), draw(adds), "") for i in range(draw(st.integers(1, 4))))
    low = Band("low", "", In("a", ()))
    score = Score("s", "", points, (low, Band("high", "", when())), maximum=12)
    cause = Cause("c", "", when(), draw(st.none() | conditions(list(QUESTIONS))), "")
    massage = Treatment("massage", "", "yes", cautions=cautions(MASSAGE_VERDICTS))
    option = Treatment(
        "o",
        "",
        draw(st.sampled_from(OPTION_VERDICTS)),
        cautions=cautions(OPTION_VERDICTS),
        comfort=draw(st.booleans()),
    )
    slots = st.sampled_from(["", "s"])
    advice = tuple(
        Advice(f"a{i}", "", draw(slots), draw(st.none() | late), if_unsure=draw(st.booleans()))
        for i in range(3)
    )
    levels = st.sampled_from(LEVELS[1:])
    rules = tuple(
        rule(f"r{i}", draw(levels), when(), draw(st.sampled_from([None, LEVELS[0]])))
        for i in range(2)
    )
    scope = rule("scope", draw(levels), when(), scope=True)
    return tiny(
        QUESTIONS,
        (*rules, scope) if draw(st.booleans()) else rules,
        scores=(score,),
        causes=(cause,),
        massage=Massage(massage, (), advice, (), (), (), ()),
        options=(option, Treatment("massage", "", "try", as_massage=True)),
        what_now=advice,
    )


@given(st.data())
@examples(80)
def test_outcomes_agree_with_the_evaluator_on_random_questionnaires(data: st.DataObject) -> None:
    questionnaire = data.draw(whole_questionnaires())
    stated = list(statements(OutcomeExpressions(questionnaire)))
    for _ in range(3):
        answers = data.draw(some_answers(questionnaire))
        assert unlike(stated, assess_answers(questionnaire, answers)) == []


A_X, A_Y, N_1 = In("a", ("x",)), In("a", ("y",)), Between("n", at_least=1)
M_X, M_Y, H_X = In("m", ("x",)), In("m", ("y",)), In("h", ("x",))
WHOLE = tiny(
    QUESTIONS,
    (
        rule("worst", EMERGENCY, AllOf((A_Y, M_X)), "same_day"),
        rule("bad", "same_day", H_X, "within_days"),
        rule("mild", "routine", N_1),
        rule("child", "within_days", Between("n", below=1), scope=True),
    ),
    scores=(
        Score(
            "s",
            "",
            (Point("up", A_X, 2, ""), Point("down", M_Y, -1, ""), Point("more", M_X, 1, "")),
            (Band("low", "", AllOf(())), Band("mid", "", A_X), Band("high", "", AllOf((A_X, M_X)))),
            maximum=3,
        ),
    ),
    causes=(Cause("c", "", AllOf((A_X, M_X)), A_X, ""), Cause("d", "", H_X, None, "")),
    massage=Massage(
        Treatment(
            "massage",
            "",
            "yes",
            cautions=(
                Caution("k", "caution", M_X, "", ask="midwife"),
                Caution("n", "no", H_X, "", ask="doctor"),
            ),
        ),
        (),
        (
            Advice("first", "", "t", A_X),
            Advice("other", "", "u"),
            Advice("second", "", "t"),
            Advice("own", ""),
        ),
        *((),) * 4,
    ),
    options=(
        Treatment(
            "o", "", "discuss", cautions=(Caution("k", "ask_first", M_X, "", ask="pharmacist"),)
        ),
        Treatment("p", "", "try", cautions=(Caution("n", "not_now", M_Y, ""),), comfort=True),
        Treatment("q", "", "not_now"),
        Treatment("massage", "", "try", as_massage=True),
    ),
    what_now=(Advice("unsure", "", "t", A_X, if_unsure=True), Advice("else", "", "t")),
    body=Body("", (), (), (Spot("p", "", A_X), Spot("q", "", A_Y, if_unsure=True)), (), (), ""),
)


def test_outcomes_agree_with_the_evaluator_for_every_set_of_answers() -> None:
    stated = list(statements(OutcomeExpressions(WHOLE)))
    picks: list[list[Any]] = [
        ["x", "y", "unsure", None],
        [("x",), ("y",), ("x", "unsure"), ("unsure",), ("none",), None],
        [0, 1, None],
        ["x", "y", "unsure", None],
    ]
    for row in product(*picks):
        given_ = {q.id: pick for q, pick in zip(QUESTIONS, row, strict=True) if pick is not None}
        counted = resolve(WHOLE, given_).state.values
        if counted == given_:
            assert unlike(stated, assess_answers(WHOLE, given_)) == [], given_


def test_there_is_one_verdict_one_fit_and_at_most_one_band() -> None:
    answers = {"saddle": "since", "age": 44}
    found = assess_answers(SHIPPED, answers)
    state = resolve(SHIPPED, answers).state
    state = AnswerState(state.values, state.hidden, (found.level, found.at_most))
    outcomes = OutcomeExpressions(SHIPPED)
    for option in SHIPPED.options:
        stated = [outcomes.verdict(option, v) for v in (*OPTION_VERDICTS, UNKNOWN_OUTCOME)]
        assert sum(value_of(expression, state) for expression in stated) == 1
    for cause in SHIPPED.causes:
        assert sum(value_of(outcomes.fit(cause, fit), state) for fit in FITS) == 1
    for score in SHIPPED.scores:
        pairs = combinations([outcomes.band(score, band.id) for band in score.bands], 2)
        assert not any(value_of(a, state) and value_of(b, state) for a, b in pairs)


def test_a_sum_that_is_always_or_never_reached_needs_no_count() -> None:
    outcomes = OutcomeExpressions(WHOLE)
    (score,) = WHOLE.scores  # from -1 to 3
    assert outcomes.value_at_least(score, -1) == ALWAYS
    assert outcomes.value_at_least(score, 4) == NEVER
    empty = Score("e", "", (), score.bands)
    assert [outcomes.value_at_least(empty, number) for number in (0, 1)] == [ALWAYS, NEVER]


def test_massage_among_the_options_has_no_words_of_its_own() -> None:
    (option,) = [option for option in SHIPPED.options if option.as_massage]
    assert OutcomeExpressions(SHIPPED).verdict(option, "discuss") == NEVER


def test_an_expression_knows_the_questions_it_depends_on() -> None:
    follow_up = choice("f", "x", follows=In("a", ("y",)))
    outcomes = OutcomeExpressions(
        tiny((*QUESTIONS, follow_up), (rule("r", EMERGENCY, Not(Between("n", at_least=1))),))
    )
    assert outcomes.questions_of(outcomes.in_scope()) == frozenset()
    assert outcomes.asked("a") == ALWAYS
    assert outcomes.questions_of(outcomes.asked("h")) == {"a"}
    assert outcomes.asked("f") == outcomes.of(In("a", ("y",))).certain_at_most
    assert outcomes.questions_of(outcomes.level_at_least(EMERGENCY)) == {"n"}
    assert outcomes.questions_of(outcomes.of(LevelAtLeast(EMERGENCY)).certain) == {""}


def test_what_was_worked_out_once_is_found_again() -> None:
    outcomes = OutcomeExpressions(SHIPPED)
    when = SHIPPED.rules[0].when
    assert outcomes.of(when) is outcomes.of(when)
    assert outcomes.level_at_least(EMERGENCY) is outcomes.level_at_least(EMERGENCY)
    assert outcomes.questions_of(outcomes.in_scope()) is outcomes.questions_of(outcomes.in_scope())
    with pytest.raises(KeyError):
        outcomes.asked("nothing")
