"""A purpose asks only what can still matter, and answers the same as asking everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from purposes import asked, outcomes
from scenarios import answers_of, bases
from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import assess
from sciatica_cli.core.completeness import complete
from sciatica_cli.core.conditions import AnyOf, Condition, LevelAtLeast
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import LEVELS
from sciatica_cli.core.model import (
    MASSAGE_VERDICTS,
    Advice,
    Caution,
    Massage,
    Questionnaire,
    Treatment,
)
from sciatica_cli.core.outcomes import OutcomeExpressions
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.routes import Route
from tiny import (
    any_answer,
    completions,
    conditions,
    examples,
    nearly,
    questionnaires,
    rule,
    some_answers,
    tiny,
    value_of,
)

SHIPPED = load()
SOME = (Purpose.LEVEL, Purpose.MASSAGE)


# ------------------------------------------------ random questionnaires


@st.composite
def with_massage(draw: st.DrawFn) -> Questionnaire:
    """Draw a questionnaire with scope rules, routes, cautions and sentences about massage."""
    whole = draw(questionnaires())
    leaves = conditions(list(whole.questions), 1)
    levels = st.sampled_from(LEVELS[1:]).map(LevelAtLeast)
    late: st.SearchStrategy[Condition] = (
        leaves | levels | st.builds(lambda *parts: AnyOf(parts), leaves, levels)
    )
    routes = tuple(Route(name, name, (), (), "emergency") for name in ("fast", "slow"))
    rules = tuple(
        rule(
            one.id,
            one.level,
            one.when,
            one.unsure,
            scope=draw(st.integers(0, 3)) == 0,
            go=draw(st.sampled_from(["", "fast", "slow"])),
        )
        for one in whole.rules
    )
    cautions = tuple(
        Caution(f"c{place}", draw(st.sampled_from(MASSAGE_VERDICTS)), draw(late), "say")
        for place in range(draw(st.integers(0, 2)))
    )
    how = tuple(
        Advice(
            f"h{place}",
            "say",
            slot=draw(st.sampled_from(["", "one"])),
            when=draw(st.none() | late),
            if_unsure=draw(st.booleans()),
        )
        for place in range(draw(st.integers(0, 3)))
    )
    treatment = Treatment("massage", "Massage", "yes", cautions=cautions)
    massage = Massage(treatment, (), how, (), (), (), ())
    return tiny(whole.questions, rules, massage=massage, routes=routes)


@given(st.data())
@examples(300)
def test_answers_to_questions_that_were_not_needed_change_nothing(data: st.DataObject) -> None:
    questionnaire = data.draw(with_massage())
    answers = data.draw(some_answers(questionnaire))
    for purpose in SOME:
        found = assess(resolve(questionnaire, answers), purpose)
        if found.needed:
            continue
        assert found.level == found.at_most
        for full in completions(questionnaire, answers):
            after = assess(resolve(questionnaire, full), purpose)
            assert outcomes(after) == outcomes(found)


@given(st.data())
@examples(300)
def test_asking_only_what_is_needed_gives_the_same_as_asking_everything(
    data: st.DataObject,
) -> None:
    questionnaire = data.draw(with_massage())
    everything = data.draw(some_answers(questionnaire, missing=False))
    for purpose in SOME:
        given_ = asked(questionnaire, everything, purpose)
        assert given_.items() <= everything.items()
        found = assess(resolve(questionnaire, given_), purpose)
        full = assess(resolve(questionnaire, everything), purpose)
        assert outcomes(found) == outcomes(full)


@given(st.data())
@examples(100)
def test_the_first_needed_question_is_certain_to_be_asked(data: st.DataObject) -> None:
    """So an answer to it is never contradicted by one that is given later."""
    questionnaire = data.draw(with_massage())
    given_: Answers = {}
    for purpose in SOME:
        while needed := assess(resolve(questionnaire, given_), purpose).needed:
            given_[needed[0]] = data.draw(any_answer(questionnaire.question(needed[0])))
            flow = resolve(questionnaire, given_)
            assert not flow.faults
        everything = dict(given_)
        while missing := resolve(questionnaire, everything).missing:
            everything[missing[0]] = data.draw(any_answer(questionnaire.question(missing[0])))
        assert not resolve(questionnaire, everything).not_applicable


@given(st.data())
@examples(200)
def test_the_expression_of_completeness_agrees_with_the_needed_questions(
    data: st.DataObject,
) -> None:
    questionnaire = data.draw(with_massage())
    expressions = OutcomeExpressions(questionnaire)
    answers = data.draw(some_answers(questionnaire))
    for purpose in Purpose:
        found = assess(resolve(questionnaire, answers), purpose)
        assert value_of(complete(expressions, purpose), found.state) == found.complete


@given(st.data())
@examples(100)
def test_the_expressions_of_the_route_agree_with_the_evaluator(data: st.DataObject) -> None:
    questionnaire = data.draw(with_massage())
    expressions = OutcomeExpressions(questionnaire)
    found = assess(resolve(questionnaire, data.draw(some_answers(questionnaire))))
    for route in questionnaire.routes:
        assert value_of(expressions.goes(route.id), found.state) == (found.go == route.id)


# ------------------------------------------------ the shipped questions

ORDINARY = [answers_of(SHIPPED, {"base": name}) for name in bases()]


@given(st.data())
@examples(15)
def test_the_shipped_questions_give_the_same_for_each_purpose(data: st.DataObject) -> None:
    everything = data.draw(
        st.one_of(
            some_answers(SHIPPED, missing=False),
            *(nearly(SHIPPED, answers) for answers in ORDINARY),
        )
    )
    for purpose in SOME:
        given_ = asked(SHIPPED, everything, purpose)
        found = assess(resolve(SHIPPED, given_), purpose)
        full = assess(resolve(SHIPPED, everything), purpose)
        assert outcomes(found) == outcomes(full)
