"""Which questions a purpose needs, worked out by hand on small questionnaires.

`test_purpose_laws.py` compares the same on random ones.
"""

from __future__ import annotations

import pytest

from purposes import outcomes
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import assess
from sciatica_cli.core.completeness import complete
from sciatica_cli.core.conditions import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Named,
    Not,
)
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import Advice, Caution, Massage, Questionnaire, Rule, Treatment
from sciatica_cli.core.outcomes import OutcomeExpressions
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import Question
from sciatica_cli.core.routes import LevelText, Route
from tiny import choice, number, possible_answers, rule, tiny, value_of

ROUTES = tuple(Route(name, name, (), (), "emergency") for name in ("fast", "slow"))
LEVEL_TEXTS = tuple(
    LevelText(level, level, level, level, go="slow" if level == "within_days" else "")
    for level in LEVELS
)


def yes(*names: str) -> list[Condition]:
    return [In(name, ("yes",)) for name in names]


def ask(name: str, unsure: str = "Not sure", **more: Condition) -> Question:
    return choice(name, "no", "yes", unsure=unsure, **more)


def make(
    questions: tuple[Question, ...],
    rules: tuple[Rule, ...] = (),
    cautions: tuple[Caution, ...] = (),
    how: tuple[Advice, ...] = (),
) -> Questionnaire:
    treatment = Treatment("massage", "Massage", "yes", cautions=cautions)
    massage = Massage(treatment, (), how, (), (), (), ())
    return tiny(questions, rules, massage=massage, routes=ROUTES, levels=LEVEL_TEXTS)


def needs(questionnaire: Questionnaire, purpose: Purpose, **answers: str) -> str:
    """The needed questions, joined: all names in these tests are single letters.

    Whether there are any must agree with the expression of completeness.
    """
    found = assess(resolve(questionnaire, dict(answers)), purpose)
    is_complete = complete(OutcomeExpressions(questionnaire), purpose)
    assert value_of(is_complete, found.state) == found.complete
    return "".join(found.needed)


def test_each_purpose_covers_what_the_one_before_it_covers() -> None:
    assert [purpose.covers_massage for purpose in Purpose] == [False, True, True]
    assert [purpose.covers_all for purpose in Purpose] == [False, False, True]


# ------------------------------------------------ the level, its route, and the scope


def of_rules(*rules: Rule) -> Questionnaire:
    return make(tuple(map(ask, "abc")), rules)


@pytest.mark.parametrize(
    ("level", "go", "needed"),
    [
        ("routine", "fast", ""),  # a lower level, however fast
        ("within_days", "fast", "b"),
        ("within_days", "slow", ""),  # the usual route of that level
        ("within_days", "", ""),
        ("same_day", "", "b"),  # a higher level, even without a route
    ],
)
def test_a_rule_is_open_if_it_can_raise_the_level_or_name_a_faster_route(
    level: str, go: str, needed: str
) -> None:
    a, b = yes("a", "b")
    bank = of_rules(rule("r", "within_days", a), rule("s", level, b, go=go))
    assert needs(bank, Purpose.LEVEL, a="yes") == needed
    assert needs(bank, Purpose.LEVEL) == "ab"
    assert needs(bank, Purpose.ALL, a="yes") == "bc"


@pytest.mark.parametrize(("go", "needed"), [("fast", ""), ("slow", "b"), ("", "b")])
def test_a_route_that_is_known_closes_the_slower_ones(go: str, needed: str) -> None:
    a, b = yes("a", "b")
    bank = of_rules(rule("r", "same_day", a, go=go), rule("s", "same_day", b, go="fast"))
    assert needs(bank, Purpose.LEVEL, a="yes") == needed
    bank = of_rules(rule("r", "same_day", a, go=go), rule("s", "same_day", b))
    assert needs(bank, Purpose.LEVEL, a="yes") == ""


def test_the_lowest_level_needs_an_answer_only_for_a_route() -> None:
    a, b = yes("a", "b")
    bank = of_rules(rule("r", "self_care", a), rule("s", "self_care", b, go="slow"))
    assert needs(bank, Purpose.LEVEL) == "b"
    assert needs(bank, Purpose.LEVEL, b="yes") == ""


def test_not_sure_raises_only_the_lower_level_by_its_usual_route() -> None:
    a, b, c = yes("a", "b", "c")
    bank = of_rules(
        rule("r", "emergency_now", AllOf((a, b)), "within_days", go="fast"),
        rule("s", "within_days", c, go="fast"),
    )
    assert needs(bank, Purpose.LEVEL, a="unsure", c="no") == "b"  # b may still raise it
    assert needs(bank, Purpose.LEVEL, a="unsure", c="yes") == ""  # but no faster than c
    assert needs(bank, Purpose.LEVEL, a="unsure", b="yes") == "c"  # c is faster
    assert needs(bank, Purpose.LEVEL, a="yes", c="yes") == "b"


def test_what_not_sure_cannot_raise_is_not_asked() -> None:
    a, b = yes("a", "b")
    bank = of_rules(rule("r", "same_day", AllOf((a, b))))
    assert needs(bank, Purpose.LEVEL, a="unsure") == ""
    assert needs(bank, Purpose.LEVEL, a="no") == ""


def test_a_scope_rule_is_open_until_the_scope_has_ended() -> None:
    a, b, c = yes("a", "b", "c")
    bank = of_rules(
        rule("r", "same_day", a),
        rule("s", "routine", b, "self_care", scope=True),
        rule("t", "routine", c, scope=True),
    )
    assert needs(bank, Purpose.LEVEL, a="yes") == "bc"
    assert needs(bank, Purpose.LEVEL, a="yes", b="unsure") == "c"
    assert needs(bank, Purpose.LEVEL, a="yes", b="yes") == ""
    assert needs(bank, Purpose.LEVEL, b="yes") == "a"


def test_an_unsure_scope_rule_never_ends_the_scope() -> None:
    a, b, c = yes("a", "b", "c")
    bank = of_rules(
        rule("r", "same_day", a), rule("s", "routine", AllOf((b, c)), "self_care", scope=True)
    )
    assert needs(bank, Purpose.LEVEL, a="yes", b="unsure") == ""


# ------------------------------------------------ massage


@pytest.mark.parametrize(("level", "needed"), [("within_days", "bc"), ("same_day", "")])
def test_massage_is_not_asked_about_once_it_waits(level: str, needed: str) -> None:
    a, b, c = yes("a", "b", "c")
    cautions = (Caution("k", "caution", b, ""),)
    bank = make(
        tuple(map(ask, "abc")), (rule("r", level, a),), cautions, (Advice("h", "", when=c),)
    )
    assert needs(bank, Purpose.MASSAGE, a="yes") == needed
    assert needs(bank, Purpose.MASSAGE) == "abc"
    assert needs(bank, Purpose.LEVEL) == "a"


def test_massage_is_not_asked_about_out_of_scope() -> None:
    a, b = yes("a", "b")
    bank = make(
        tuple(map(ask, "ab")),
        (rule("r", "routine", a, scope=True),),
        (Caution("k", "caution", b, ""),),
    )
    assert needs(bank, Purpose.MASSAGE, a="no") == "b"
    assert needs(bank, Purpose.MASSAGE, a="yes") == ""


@pytest.mark.parametrize(
    ("verdict", "answer", "needed"),
    [
        ("yes", "yes", "bc"),
        ("caution", "yes", "bc"),
        ("no", "yes", "b"),  # no sentences on how, but further reasons
        ("no", "unsure", "bc"),
        ("no", "no", "bc"),
    ],
)
def test_the_strictest_verdict_closes_the_sentences_on_how(
    verdict: str, answer: str, needed: str
) -> None:
    a, b, c = yes("a", "b", "c")
    cautions = (Caution("k", verdict, a, ""), Caution("l", "caution", b, ""))
    bank = make(tuple(map(ask, "abc")), (), cautions, (Advice("h", "", when=c),))
    assert needs(bank, Purpose.MASSAGE, a=answer) == needed
    assert needs(bank, Purpose.MASSAGE, a=answer, b="unsure") == needed.replace("b", "")


def test_of_two_of_the_strictest_cautions_either_closes_the_sentences() -> None:
    a, b, c = yes("a", "b", "c")
    cautions = (Caution("k", "no", a, ""), Caution("l", "no", b, ""))
    bank = make(tuple(map(ask, "abc")), (), cautions, (Advice("h", "", when=c),))
    assert needs(bank, Purpose.MASSAGE, a="yes", b="no") == ""
    assert needs(bank, Purpose.MASSAGE, a="no", b="yes") == ""
    assert needs(bank, Purpose.MASSAGE, a="no", b="no") == "c"


def test_a_caution_that_can_only_be_unsure_is_still_a_reason() -> None:
    a, b = yes("a", "b")
    bank = make(tuple(map(ask, "ab")), (), (Caution("k", "caution", AllOf((a, b)), ""),))
    assert needs(bank, Purpose.MASSAGE, a="unsure") == "b"
    assert needs(bank, Purpose.MASSAGE, a="no") == ""


def test_a_caution_that_holds_only_for_not_sure_may_still_become_certain() -> None:
    a, b = yes("a", "b")
    bank = make(tuple(map(ask, "ab")), (), (Caution("k", "caution", AnyOf((a, b)), ""),))
    assert needs(bank, Purpose.MASSAGE, a="unsure") == "b"
    assert needs(bank, Purpose.MASSAGE, a="yes") == ""


def test_a_level_in_a_caution_is_as_open_as_the_level() -> None:
    a, b, c = yes("a", "b", "c")
    late = AllOf((LevelAtLeast(Level.ROUTINE), c))
    bank = make(
        tuple(map(ask, "abc")),
        (rule("r", "routine", a), rule("s", "routine", b)),
        (Caution("k", "caution", late, ""),),
    )
    assert needs(bank, Purpose.MASSAGE, a="no") == "bc"
    assert needs(bank, Purpose.MASSAGE, a="no", b="no") == ""
    assert needs(bank, Purpose.MASSAGE, a="yes") == "c"


@pytest.mark.parametrize(
    ("slot", "if_unsure", "answer", "needed"),
    [
        ("s", False, "yes", ""),  # the first in the slot is shown, so the second never is
        ("s", False, "no", "c"),
        ("s", False, "unsure", "c"),
        ("s", True, "unsure", ""),
        ("", False, "yes", "c"),
    ],
)
def test_a_sentence_is_open_unless_another_has_its_slot(
    slot: str, if_unsure: bool, answer: str, needed: str
) -> None:
    a, c = yes("a", "c")
    how = (
        Advice("h", "", slot, a, if_unsure=if_unsure),
        Advice("i", "", slot, c),
        Advice("always", "", slot),
    )
    bank = make(tuple(map(ask, "ac")), (), (), how)
    assert needs(bank, Purpose.MASSAGE, a=answer) == needed
    assert needs(bank, Purpose.MASSAGE) == "ac"


def test_a_sentence_for_everybody_closes_its_slot_and_no_other() -> None:
    a, b, c = yes("a", "b", "c")
    how = (
        Advice("always", "", "s"),
        Advice("all", "", "u"),
        Advice("h", "", "s", a),
        Advice("i", "", "t", b),
        Advice("j", "", "", c),
    )
    bank = make(tuple(map(ask, "abc")), (), (), how)
    assert needs(bank, Purpose.MASSAGE) == "bc"
    assert needs(bank, Purpose.MASSAGE, b="yes") == "c"


@pytest.mark.parametrize(("if_unsure", "needed"), [(False, ""), (True, "b")])
def test_a_sentence_that_can_only_be_unsure_is_open_if_that_shows_it(
    if_unsure: bool, needed: str
) -> None:
    a, b = yes("a", "b")
    how = (Advice("h", "", when=AllOf((a, b)), if_unsure=if_unsure),)
    bank = make(tuple(map(ask, "ab")), (), (), how)
    assert needs(bank, Purpose.MASSAGE, a="unsure") == needed


def test_what_a_purpose_does_not_cover_is_not_assessed() -> None:
    how = (Advice("h", ""),)
    flow = resolve(make((ask("a"),), how=how), {"a": "no"})
    level, massage = (assess(flow, purpose) for purpose in (Purpose.LEVEL, Purpose.MASSAGE))
    assert (level.massage.verdict, level.massage_how) == ("not_assessed", ())
    assert (massage.massage.verdict, massage.massage_how) == ("yes", how)


# ------------------------------------------------ questions behind others


def test_only_the_open_parts_of_a_condition_are_asked_about() -> None:
    a, b, c = yes("a", "b", "c")
    bank = of_rules(rule("r", "routine", AnyOf((AllOf((a, b)), Named("n", Not(c))))))
    assert needs(bank, Purpose.LEVEL, a="no", b="no") == "c"
    assert needs(bank, Purpose.LEVEL, c="yes") == "ab"
    assert needs(bank, Purpose.LEVEL, c="no") == ""


def test_a_needed_question_needs_what_may_hide_it() -> None:
    a, b, c = yes("a", "b", "c")
    questions = (ask("a"), ask("b", ask_if=a), ask("c", ask_if=b), ask("d"))
    bank = make(questions, (rule("r", "routine", c),))
    assert needs(bank, Purpose.LEVEL) == "abc"
    assert needs(bank, Purpose.LEVEL, a="yes") == "bc"
    assert needs(bank, Purpose.LEVEL, a="unsure", b="unsure") == "c"
    assert needs(bank, Purpose.LEVEL, a="no") == ""


def test_an_answer_that_counts_needs_what_may_hide_its_question() -> None:
    (a,) = yes("a")
    for behind in ({"ask_if": a}, {"follows": a}):
        bank = make((ask("a"), ask("b", **behind), ask("c")))
        assert needs(bank, Purpose.LEVEL, b="yes") == "a"
        assert needs(bank, Purpose.LEVEL, a="yes", b="yes") == ""
        assert needs(bank, Purpose.LEVEL) == ""


def test_a_question_that_is_surely_asked_needs_no_more() -> None:
    """A missing answer could make its condition true, but "not sure" asks it already."""
    a, b, c = yes("a", "b", "c")
    bank = make((ask("a"), ask("b"), ask("c", ask_if=AnyOf((a, b)))), (rule("r", "routine", c),))
    assert needs(bank, Purpose.LEVEL, a="unsure") == "c"
    assert needs(bank, Purpose.LEVEL, a="unsure", c="yes") == ""
    bank = make((ask("a"), ask("b"), ask("c", follows=AnyOf((a, b)))), (rule("r", "routine", c),))
    assert needs(bank, Purpose.LEVEL, a="unsure") == "bc"
    assert needs(bank, Purpose.LEVEL, a="unsure", c="yes") == "b"
    assert needs(bank, Purpose.LEVEL, a="yes") == "c"


def test_a_hidden_follow_up_is_as_open_as_what_it_follows() -> None:
    """No answer to b lets c be asked, but whether b is asked decides the value of c."""
    a, b, c = yes("a", "b", "c")
    questions = (ask("a"), ask("b"), ask("c", follows=AllOf((a, b))))
    bank = make(questions, (rule("r", "same_day", c, "routine"),))
    assert needs(bank, Purpose.LEVEL, a="unsure") == "b"
    assert needs(bank, Purpose.LEVEL, a="unsure", b="yes") == ""
    assert needs(bank, Purpose.LEVEL, a="yes") == "bc"
    assert needs(bank, Purpose.LEVEL, a="no") == ""


def test_the_rest_is_what_would_be_asked_beyond_the_purpose() -> None:
    a, b = yes("a", "b")
    questions = (ask("a"), ask("b"), ask("c", ask_if=b), ask("d", follows=a), ask("e"))
    bank = make(questions, (rule("r", "routine", b),))

    def rest(**answers: str) -> str:
        found = assess(resolve(bank, dict(answers)), Purpose.LEVEL)
        return "".join(found.needed_for_the_rest)

    assert rest() == "ae"  # c and d only if the answers before them ask them
    assert rest(a="yes", b="yes") == "cde"
    assert rest(a="no", b="no") == "e"
    assert assess(resolve(bank, {}), Purpose.ALL).needed_for_the_rest == ()


# ------------------------------------------------ every set of answers

A, B, C, D = yes(*"abcd")
CARE = make(
    tuple(map(ask, "abcd")),
    (
        rule("fast", "same_day", A, "within_days", go="fast"),
        rule("slow", "same_day", B, "within_days", go="slow"),
        rule("alike", "same_day", D, go="slow"),
        rule("none", "same_day", C),
        rule("usual", "within_days", AllOf((B, C)), "routine", go="fast"),
        rule("low", "self_care", D, go="slow"),
        rule("everybody", "self_care", A),
        rule("scope", "routine", AllOf((C, D)), "self_care", scope=True),
    ),
)
MASSAGE = make(
    (*map(ask, "ab"), ask("c"), ask("d", unsure="")),
    (
        rule("wait", "same_day", AllOf((A, D)), "within_days"),
        rule("child", "routine", AllOf((B, D)), scope=True),
        rule("mild", "routine", C, "self_care"),
    ),
    (
        Caution("k", "caution", AllOf((A, B)), ""),
        Caution("l", "no", AllOf((B, C)), ""),
        Caution("m", "no", LevelAtLeast(Level.WITHIN_DAYS), ""),
        Caution("n", "yes", D, ""),
    ),
    (
        Advice("h", "", "s", AllOf((A, C)), if_unsure=True),
        Advice("i", "", "s", B),
        Advice("j", "", "s"),
        Advice("k", "", "t", AnyOf((C, LevelAtLeast(Level.ROUTINE)))),
        Advice("l", "", "t", A, if_unsure=True),
        Advice("m", "", "", B),
        Advice("n", "", "", AllOf((C, D))),
    ),
)
BEHIND = make(
    (
        ask("a"),
        ask("b", follows=A),
        ask("c", ask_if=AnyOf((A, B))),
        number("d", maximum=1, follows=AllOf((B, C))),
        ask("e", unsure="", ask_if=C),
    ),
    (
        rule("r", "same_day", In("e", ("yes",)), "routine"),
        rule("s", "routine", AllOf((B, C)), "self_care"),
    ),
    (Caution("k", "caution", Between("d", at_least=1), ""), Caution("l", "no", C, "")),
    (Advice("h", "", when=AllOf((B, In("e", ("no",)))), if_unsure=True),),
)


def every_set_of_answers(questionnaire: Questionnaire) -> list[Answers]:
    """All ways to answer some of the questions without a contradiction."""
    found: list[Answers] = [{}]
    for question in questionnaire.questions:
        picks: list[Answers] = [{question.id: answer} for answer in possible_answers(question)]
        found += [given | pick for given in found for pick in picks]
    return [given for given in found if not resolve(questionnaire, given).not_applicable]


@pytest.mark.parametrize(
    "questionnaire", [CARE, MASSAGE, BEHIND], ids=["care", "massage", "behind"]
)
def test_what_is_not_needed_changes_nothing_and_the_expressions_agree(
    questionnaire: Questionnaire,
) -> None:
    expressions = OutcomeExpressions(questionnaire)
    rows = every_set_of_answers(questionnaire)
    for purpose in Purpose:
        is_complete = complete(expressions, purpose)
        found = [assess(resolve(questionnaire, answers), purpose) for answers in rows]
        ends = [(one.state.values.items(), outcomes(one)) for one in found if one.flow.complete]
        for one in found:
            assert value_of(is_complete, one.state) == one.complete, one.state.values
            for route in questionnaire.routes:
                goes = value_of(expressions.takes_route(route.id), one.state)
                assert goes == (one.go == route.id), one.state.values
            if one.complete:
                given = one.state.values.items()
                after = [end for values, end in ends if given <= values]
                assert after
                assert all(end == outcomes(one) for end in after), one.state.values
