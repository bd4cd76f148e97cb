"""A purpose asks only what can still matter, and answers the same as asking everything."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from purposes import asked, outcomes
from scenarios import answers_of, bases
from sciatica_cli.bank.loader import load
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.carried import carry
from sciatica_cli.core.checks import Check
from sciatica_cli.core.completeness import complete
from sciatica_cli.core.conditions import AnyOf, Condition, LevelAtLeast
from sciatica_cli.core.course import questions_to_compare
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
from sciatica_cli.core.questions import LASTS, Question
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
ORDINARY = [answers_of(SHIPPED, {"base": name}) for name in bases()]


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
        assert value_of(expressions.takes_route(route.id), found.state) == (found.go == route.id)


# ------------------------------------------------ a second check


@st.composite
def with_lasting_answers(draw: st.DrawFn) -> Questionnaire:
    """Draw a questionnaire that says how long answers hold, and which are about danger."""
    whole = draw(with_massage())

    def marked(question: Question) -> Question:
        values = {field: getattr(question, field) for field in type(question).fields}
        marks = {"lasts": draw(st.sampled_from(["", *LASTS])), "danger": draw(st.booleans())}
        return type(question)(**values | marks)

    values = {field: getattr(whole, field) for field in Questionnaire.fields}
    return Questionnaire(**values | {"questions": tuple(map(marked, whole.questions))})


def second_check(
    questionnaire: Questionnaire, then: Answers, today: Answers, purpose: Purpose
) -> Assessment:
    """Check again: confirm what is true today, and answer what is asked, for comparisons too."""
    before = assess(resolve(questionnaire, then))
    check = Check(
        taken_at=0, purpose=purpose, level=before.level, complete=before.complete, version="1",
        sha256=questionnaire.sha256, record=dict(then), measures={},
    )  # fmt: skip
    carried = carry(questionnaire, check)
    known = {name: a for name, a in carried.to_confirm.items() if today.get(name) == a}
    answers = asked(questionnaire, today, purpose, known=known)
    found = assess(resolve(questionnaire, answers), purpose)
    names = questions_to_compare(questionnaire, check)
    while more := [name for name in found.needed_for_the_rest if name in names]:
        answers[more[0]] = today[more[0]]
        answers = asked(questionnaire, today, purpose, known=answers)
        found = assess(resolve(questionnaire, answers), purpose)
    return found


def gives_the_same(questionnaire: Questionnaire, then: Answers, today: Answers) -> None:
    for purpose in Purpose:
        found = second_check(questionnaire, then, today, purpose)
        full = assess(resolve(questionnaire, today), purpose)
        assert found.complete
        assert outcomes(found) == outcomes(full)
        assert found.state.values.items() <= today.items()


@given(st.data())
@examples(300)
def test_a_second_check_gives_the_same_as_a_first_one(data: st.DataObject) -> None:
    """Whatever was answered then, it hides no question that matters today."""
    questionnaire = data.draw(with_lasting_answers())
    then = data.draw(some_answers(questionnaire))
    today = data.draw(some_answers(questionnaire, missing=False))
    gives_the_same(questionnaire, then, today)


@given(st.data())
@examples(15)
def test_a_second_check_with_the_shipped_questions_gives_the_same(data: st.DataObject) -> None:
    ordinary = [nearly(SHIPPED, answers) for answers in ORDINARY]
    then = data.draw(st.one_of(some_answers(SHIPPED), *ordinary))
    gives_the_same(SHIPPED, then, data.draw(st.one_of(*ordinary)))


# ------------------------------------------------ the shipped questions


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
