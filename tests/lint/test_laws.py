"""Each law is proved for the shipped questions, and a planted breach of it is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import z3

from assessed import assess_answers
from sciatica_cli.bank.loader import load
from sciatica_cli.core import completeness, expressions, outcomes
from sciatica_cli.core.assess import assess
from sciatica_cli.core.conditions import TRUE, UNSURE, AllOf, AnyOf, Between, In, Not
from sciatica_cli.core.expressions import ConditionExpressions, OneOf, to_expressions
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.measures import Measure, Step
from sciatica_cli.core.model import (
    Band,
    Cause,
    Caution,
    Massage,
    Point,
    Questionnaire,
    Score,
    Treatment,
)
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.lint import laws as laws_module
from sciatica_cli.lint import purpose_laws
from sciatica_cli.lint.diagnostics import NOTE, Issue
from sciatica_cli.lint.equivalent_choices import equivalent_choices
from sciatica_cli.lint.laws import laws
from sciatica_cli.lint.prove import rule_examples
from sciatica_cli.lint.purpose_laws import left_out_questions_do_not_matter
from sciatica_cli.lint.search import Search
from sciatica_cli.lint.solver import World
from sciatica_cli.lint.unreachable import unreachable
from tiny import choice, many, number, rule, tiny

SHIPPED = load()


def codes(issues: list[Issue]) -> list[tuple[str, str]]:
    return sorted({(diagnostic.code, "/".join(diagnostic.path)) for diagnostic in issues})


def broken(questionnaire: Questionnaire) -> list[Issue]:
    return [diagnostic for diagnostic in laws(Search(questionnaire)) if diagnostic.severity != NOTE]


@pytest.fixture(scope="module")
def shipped() -> list[Issue]:
    """What is wrong with the shipped questions, but for the law that takes longest to prove."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(laws_module, "left_out_questions_do_not_matter", lambda search: iter(()))
        return list(laws(Search(SHIPPED)))


def test_the_shipped_questions_obey_the_laws(shipped: list[Issue]) -> None:
    assert codes([diagnostic for diagnostic in shipped if diagnostic.severity != NOTE]) == []


@pytest.mark.slow
def test_what_a_purpose_leaves_out_of_the_shipped_questions_does_not_matter() -> None:
    assert codes(list(left_out_questions_do_not_matter(Search(SHIPPED)))) == []


def test_rules_that_raise_nothing_for_unsure_are_listed_with_their_reason(
    shipped: list[Issue],
) -> None:
    listed = [diagnostic for diagnostic in shipped if diagnostic.code == "unsure_silent"]
    silent = [rule for rule in SHIPPED.rules if rule.unsure is None and rule.unsure_because]
    for fired, diagnostic in zip(silent, listed, strict=True):
        assert diagnostic.path[1] == fired.id
        assert fired.unsure_because in diagnostic.message


@pytest.mark.slow
def test_the_shipped_questions_have_no_unreachable_or_covered_part() -> None:
    search = Search(SHIPPED)
    assert codes([*unreachable(search), *equivalent_choices(search)]) == []


A_IS = {value: In("a", (value,)) for value in "xyz"}


def test_a_more_severe_answer_that_lowers_the_level_is_found_with_an_example() -> None:
    signs = (choice("a", "x", "y", "z", danger=True, harmless=("x",)), number("age", maximum=99))
    old = Between("age", at_least=70)
    planted = tiny(signs, (rule("r", "same_day", AllOf((A_IS["y"], old))),))
    (diagnostic,) = broken(planted)
    assert (diagnostic.code, diagnostic.path) == ("danger_order", ("questions", "a"))
    assert diagnostic.message == '"z" instead of "y" can lower the level'
    assert diagnostic.answers is not None
    worse = diagnostic.answers | {"a": "z"}
    assert assess_answers(planted, diagnostic.answers).level == "same_day"
    assert assess_answers(planted, worse).level == "self_care"


def test_unsure_that_can_lower_the_level_is_found() -> None:
    sign = choice("a", "x", "y", danger=True, harmless=("x",))
    says_no = tiny((sign,), (rule("r", "same_day", A_IS["x"]), rule("s", "same_day", A_IS["y"])))
    messages = [diagnostic.message for diagnostic in broken(says_no)]
    assert messages == ['"unsure" instead of "x" can lower the level']


def test_an_additional_tick_that_lowers_the_level_is_found() -> None:
    signs = (many("a", "x", "y", danger=True),)
    planted = tiny(signs, (rule("r", "same_day", AllOf((A_IS["x"], Not(A_IS["y"])))),))
    messages = [diagnostic.message for diagnostic in broken(planted)]
    assert messages == ['ticking "y" can lower the level', 'ticking "unsure" can lower the level']


CHAIN = tiny(
    (choice("a", "x", "y"), choice("b", "x", "y", ask_if=A_IS["y"])),
    (
        rule("r", "same_day", In("b", ("y",)), unsure="within_days"),
        rule("s", "routine", A_IS["x"]),
    ),
)


def test_a_correct_engine_obeys_every_law() -> None:
    assert codes(broken(CHAIN)) == []


DANGER = choice("a", "no", "yes", danger=True)
SINCE = choice("b", "years", "new", unsure="", danger=True, follows=In("a", ("yes",)))
SINCE_NEW = rule("r", "emergency_now", In("b", ("new",)), unsure="same_day")


def test_not_sure_is_compared_with_the_worst_that_a_follow_up_can_say() -> None:
    assert codes(broken(tiny((DANGER, SINCE), (SINCE_NEW,)))) == []
    steady = rule("s", "same_day", In("a", ("no",)), unsure="routine")
    messages = [d.message for d in broken(tiny((DANGER, SINCE), (SINCE_NEW, steady)))]
    assert '"unsure" instead of "no" can lower the level' not in messages
    assert '"yes" instead of "no" can lower the level' not in messages
    swapped = choice("b", "new", "years", unsure="", follows=In("a", ("yes",)))
    messages = [diagnostic.message for diagnostic in broken(tiny((DANGER, swapped), (SINCE_NEW,)))]
    assert messages == ['"yes" instead of "unsure" can lower the level']


def test_a_follow_up_that_forgets_not_sure_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_behind", lambda parent, leaf: leaf)
    planted = tiny((DANGER, SINCE), (SINCE_NEW,))
    assert {d.message for d in broken(planted)} == {'"not sure" about a counts as a no'}


def unsure_is_no(expressions: ConditionExpressions) -> ConditionExpressions:
    return ConditionExpressions(
        expressions.certain,
        expressions.certain,
        expressions.certain_at_most,
        expressions.certain_at_most,
    )


def missing_is_no(expressions: ConditionExpressions) -> ConditionExpressions:
    return ConditionExpressions(
        expressions.certain, expressions.possible, expressions.certain, expressions.possible
    )


def unsure_is_yes_at_most(expressions: ConditionExpressions) -> ConditionExpressions:
    return ConditionExpressions(
        expressions.certain,
        expressions.possible,
        expressions.possible,
        expressions.possible_at_most,
    )


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (unsure_is_no, "unsure_as_no"),
        (missing_is_no, "bounds_widen"),
        (unsure_is_yes_at_most, "level_open"),
    ],
)
def test_an_engine_that_confuses_unsure_missing_and_no_is_found(
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[ConditionExpressions], ConditionExpressions],
    code: str,
) -> None:
    monkeypatch.setattr(outcomes, "to_expressions", lambda c, q: fault(to_expressions(c, q)))
    assert code in {diagnostic.code for diagnostic in broken(CHAIN)}


def test_a_purpose_that_leaves_out_too_much_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(list(left_out_questions_do_not_matter(Search(CHAIN)))) == []
    monkeypatch.setattr(purpose_laws, "complete", lambda outcomes, purpose: outcomes.in_scope())
    issues = list(left_out_questions_do_not_matter(Search(CHAIN)))
    assert {issue.code for issue in issues} == {"purpose_open"}
    message = 'with the purpose "level", the level routine can depend on a question left out'
    assert message in [issue.message for issue in issues]


@pytest.mark.slow
@pytest.mark.parametrize("purpose", [Purpose.LEVEL, Purpose.MASSAGE])
def test_a_purpose_that_forgets_conditions_of_the_shipped_questions_is_found(
    purpose: Purpose, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the proof for the shipped questions is not empty."""
    part = "_care" if purpose is Purpose.LEVEL else "_massage"
    every = getattr(completeness, part)
    monkeypatch.setattr(completeness, part, lambda outcomes: [*every(outcomes)][::2])
    issues = list(left_out_questions_do_not_matter(Search(SHIPPED)))
    assert issues
    found = issues[0].answers
    assert found is not None
    assert not assess(resolve(SHIPPED, found), purpose).complete


def test_an_engine_that_counts_hidden_answers_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def atom(world: World, atom: OneOf) -> object:
        if isinstance(atom, OneOf):
            return z3.Or([world.unknowns[atom.question].values[value] for value in atom.values])
        return sound(world, atom)

    sound = World._atom
    monkeypatch.setattr(World, "_atom", atom)
    assert ("hidden_counts", "questions/b") in codes(broken(CHAIN))


def unreachable_parts(**parts: object) -> list[tuple[str, str]]:
    """Return what is unreachable in a questionnaire with one question about x, y or z."""
    questions = parts.pop("questions", (choice("a", "x", "y", "z"),))
    rules = parts.pop("rules", ())
    return codes(list(unreachable(Search(tiny(questions, rules, **parts)))))  # type: ignore[arg-type]


NEVER = AllOf((A_IS["x"], A_IS["y"]))
TREATMENT = Treatment("rest", "Rest", "try")


def test_a_question_that_is_never_asked_is_found() -> None:
    asked = choice("a", "x", "y", unsure="")  # after "not sure" the other would be asked
    assert unreachable_parts(questions=(asked, choice("b", "x", ask_if=NEVER))) == [
        ("never_asked", "questions/b")
    ]


def test_a_rule_that_never_fires_is_found() -> None:
    assert (
        unreachable_parts(rules=(rule("r", "routine", NEVER),))
        == [
            ("covered", "care_rules/r"),
            ("never_fires", "care_rules/r"),
        ][1:]
    )


def test_a_band_a_point_and_a_sum_that_are_never_reached_are_found() -> None:
    points = (Point("p", A_IS["x"], 2, "x"), Point("q", NEVER, 1, "never"))
    bands = (Band("low", "low", AllOf(())), Band("high", "high", NEVER))
    assert unreachable_parts(scores=(Score("s", "S", points, bands, maximum=3),)) == [
        ("never_counts", "scores/s/points/q"),
        ("never_reached", "scores/s"),
        ("never_reached", "scores/s/bands/high"),
    ]


def test_a_step_of_a_measure_that_is_never_reached_is_found() -> None:
    steps = (Step("no", "no"), Step("x", "x", A_IS["x"]), Step("never", "never", NEVER))
    covered = Step("y", "y", A_IS["y"]), Step("also", "also", A_IS["y"])
    assert unreachable_parts(measures=(Measure("m", "M", steps=(*steps, *covered)),)) == [
        ("never_reached", "measures/m/steps/never"),
        ("never_reached", "measures/m/steps/y"),
    ]


def test_a_cause_that_nobody_ever_gets_is_found() -> None:
    cause = Cause("c", "C", NEVER, A_IS["x"], "say", because=(Point("p", NEVER, 0, "why"),))
    assert unreachable_parts(causes=(cause,)) == [
        ("never_counts", "causes/c/because/p"),
        ("never_told", "causes/c/strong"),
    ]


def test_a_caution_behind_a_stronger_one_is_found() -> None:
    strong = Caution("strong", "not_now", AnyOf((A_IS["x"], A_IS["y"])), "no")
    weak = Caution("weak", "ask_first", A_IS["x"], "ask")
    option = Treatment("rest", "Rest", "try", cautions=(strong, weak))
    assert unreachable_parts(options=(option,)) == [("never_told", "options/rest/cautions/weak")]


def test_a_verdict_that_nobody_gets_is_found() -> None:
    always = Caution("always", "no", AnyOf((A_IS["x"], Not(A_IS["x"]))), "no")
    massage = Treatment("massage", "Massage", "yes", cautions=(always,))
    assert unreachable_parts(massage=Massage(massage, (), (), (), (), (), ())) == [
        ("never_told", "massage")
    ]


def test_a_covered_rule_is_a_note_and_explains_silences_it() -> None:
    wide = rule("wide", "same_day", AnyOf((A_IS["x"], A_IS["y"])))
    narrow = rule("narrow", "within_days", A_IS["x"])
    assert unreachable_parts(rules=(wide, narrow)) == [("covered", "care_rules/narrow")]
    assert (
        unreachable_parts(rules=(wide, rule("narrow", "within_days", A_IS["x"], explains=True)))
        == []
    )
    unsure = rule("narrow", "within_days", A_IS["x"], unsure="routine")
    assert (
        unreachable_parts(rules=(wide, unsure)) == []
    )  # it fires for "not sure", the other does not


def test_choices_that_change_nothing_are_found_unless_they_are_noted_or_harmless() -> None:
    fires = rule("r", "routine", A_IS["z"])

    def found(**more: object) -> list[tuple[str, str]]:
        question = choice("a", "x", "y", "z", **more)
        return codes(list(equivalent_choices(Search(tiny((question,), (fires,))))))

    assert found() == [("no_difference", "questions/a/choices/y")]
    assert found(noted=("y",)) == []
    assert found(harmless=("x", "y")) == []


def test_a_tick_that_changes_nothing_is_found_even_if_a_rule_names_it() -> None:
    silent = rule("r", "routine", AllOf((In("m", ("x",)), NEVER)))
    heard = rule("s", "routine", In("m", ("y",)))
    questions = (choice("a", "x", "y", unsure=""), many("m", "x", "y"))
    found = codes(list(equivalent_choices(Search(tiny(questions, (silent, heard))))))
    assert ("no_difference", "questions/m/choices/x") in found
    assert ("no_difference", "questions/m/choices/y") not in found


@pytest.fixture(scope="module")
def examples() -> dict[str, dict[str, object]]:
    return {name: dict(answers) for name, answers in rule_examples(SHIPPED)}


@pytest.mark.slow
def test_every_rule_has_an_example(examples: dict[str, dict[str, object]]) -> None:
    assert set(examples) == {rule.id for rule in SHIPPED.rules}


@pytest.mark.slow
def test_an_example_is_complete_fires_its_rule_and_is_harmless_elsewhere(
    examples: dict[str, dict[str, object]],
) -> None:
    for name, answers in examples.items():
        flow = resolve(SHIPPED, answers)  # type: ignore[arg-type]
        fired = next(rule for rule in SHIPPED.rules if rule.id == name)
        assert flow.state.bounds(fired.when)[0] == TRUE, name
        assert not flow.missing, name
        assert not flow.not_applicable, name
        assert not any(UNSURE in answer for answer in answers.values() if isinstance(answer, tuple))
        assert assess_answers(SHIPPED, flow.state.values).level >= fired.level
