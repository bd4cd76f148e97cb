"""The expressions of outcomes agree with the assessment, for any answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessed import assess_answers
from scenarios import answers_of, bases
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import Assessment, needs_all_answers
from sciatica_cli.core.conditions import AllOf, AnswerState, Between, In, LevelAtLeast, Not
from sciatica_cli.core.expressions import Expression
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY, LEVELS, Level
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
from sciatica_cli.core.outcomes import ALWAYS, NEVER, OutcomeExpressions, least_value
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

Statement = tuple[str, Expression, Callable[[Assessment], bool]]


def statements(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    """Yield every statement: in words, as an expression, and as the evaluator decides it."""
    yield from levels_and_verdicts(outcomes)
    yield from scores_and_causes(outcomes)
    whole = outcomes.questionnaire
    for item in whole.massage.how:
        shown = outcomes.shown(whole.massage.how, item)
        yield f"how {item.id}", shown, lambda a, i=item: i in a.massage_how
    for spot in whole.body.pain if whole.body else ():
        yield f"shaded {spot.id}", outcomes.shaded(spot), lambda a, s=spot: s in a.body.pain
    for item in whole.what_now:
        yield f"now {item.id}", outcomes.in_what_now(item), lambda a, i=item: i in a.what_now


def levels_and_verdicts(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    whole = outcomes.questionnaire
    yield "in scope", outcomes.in_scope(), lambda a: a.status == "assessed"
    yield "needs all answers", outcomes.needs_all_answers(), needs_all_answers
    for level in LEVELS:
        for end in (0, 1):
            reached = outcomes.level_at_least(level, end)
            yield f"{level} {end}", reached, lambda a, v=level, e=end: rank(a, e) >= Level(v).rank
    for one in whole.rules:
        gives = outcomes.raises(one, one.level)
        yield f"{one.id} gives", gives, lambda a, r=one: (r, r.level) in gifts(a)
    for verdict in (*MASSAGE_VERDICTS, UNKNOWN_OUTCOME):
        given_ = outcomes.verdict(whole.massage.treatment, verdict)
        yield f"massage {verdict}", given_, lambda a, v=verdict: a.massage.verdict == v
    for option in whole.options:
        for verdict in (*OPTION_VERDICTS, UNKNOWN_OUTCOME):
            told = option.id, verdict
            yield str(told), outcomes.verdict(option, verdict), lambda a, t=told: t in verdicts(a)
    for place, who in enumerate(WHOM_TO_ASK):
        for index, treatment in enumerate((whole.massage.treatment, *whole.options)):
            asks = outcomes.asks_at_least(treatment, who)
            yield f"{index} asks {who}", asks, lambda a, i=index, p=place: asked(a)[i] >= p


def scores_and_causes(outcomes: OutcomeExpressions) -> Iterator[Statement]:
    whole = outcomes.questionnaire
    for score in whole.scores:
        for band in score.bands:
            told = score.id, band.id
            yield str(told), outcomes.band(score, band.id), lambda a, t=told: t in bands(a)
        for value in range(least_value(score), score.maximum + 2):
            least = outcomes.value_at_least(score, value)
            reached = score.id, value
            yield f"{reached}", least, lambda a, r=reached: values(a).get(r[0], r[1]) >= r[1]
    for cause in whole.causes:
        for fit in FITS:
            told = cause.id, fit
            yield str(told), outcomes.fit(cause, fit), lambda a, t=told: t in fits(a)


def rank(found: Assessment, end: int) -> int:
    return Level(found.at_most if end else found.level).rank


def gifts(found: Assessment) -> list[tuple[object, str]]:
    return [(reason.rule, reason.level) for reason in found.reasons]


def bands(found: Assessment) -> list[tuple[str, str]]:
    return [(result.score.id, result.band.id) for result in found.scores if result.band]


def values(found: Assessment) -> dict[str, int]:
    return {result.score.id: result.value for result in found.scores}


def fits(found: Assessment) -> list[tuple[str, str]]:
    return [(result.cause.id, result.fit) for result in found.causes]


def verdicts(found: Assessment) -> list[tuple[str, str]]:
    return [(verdict.treatment.id, verdict.verdict) for verdict in found.options]


def asked(found: Assessment) -> list[int]:
    """The place in WHOM_TO_ASK of whom massage and each option names."""
    return [WHOM_TO_ASK.index(verdict.ask) for verdict in (found.massage, *found.options)]


def unlike(told: list[Statement], found: Assessment) -> list[str]:
    """List the statements that differ from the evaluator; out of scope, scores are skipped."""
    state = AnswerState(
        found.flow.state.values, found.flow.state.hidden, (found.level, found.at_most)
    )
    return [
        words
        for words, expression, said in told
        if found.status == "assessed" or not words.startswith("('")
        if value_of(expression, state) != said(found)
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
    told = list(statements(OutcomeExpressions(questionnaire)))
    for _ in range(3):
        answers = data.draw(some_answers(questionnaire))
        assert unlike(told, assess_answers(questionnaire, answers)) == []


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
    told = list(statements(OutcomeExpressions(WHOLE)))
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
            assert unlike(told, assess_answers(WHOLE, given_)) == [], given_


def test_there_is_one_verdict_one_fit_and_at_most_one_band() -> None:
    answers = {"saddle": "since", "age": 44}
    found = assess_answers(SHIPPED, answers)
    state = resolve(SHIPPED, answers).state
    state = AnswerState(state.values, state.hidden, (found.level, found.at_most))
    outcomes = OutcomeExpressions(SHIPPED)
    for option in SHIPPED.options:
        told = [outcomes.verdict(option, v) for v in (*OPTION_VERDICTS, UNKNOWN_OUTCOME)]
        assert sum(value_of(expression, state) for expression in told) == 1
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
