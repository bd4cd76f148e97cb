"""Small questionnaires made by hand or at random, and answers to them."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.conditions import (
    AllOf,
    Answer,
    AnswerState,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    Not,
)
from sciatica_cli.core.expressions import (
    And,
    Count,
    Expression,
    IsMissing,
    LevelReached,
    Negated,
    OneOf,
    Or,
    Reaches,
)
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import LEVELS, Level
from sciatica_cli.core.model import Massage, Page, Questionnaire, Rule, Treatment
from sciatica_cli.core.questions import (
    NONE,
    Choice,
    ChoiceQuestion,
    ManyQuestion,
    NumberQuestion,
    Question,
)
from sciatica_cli.core.routes import LevelText


def examples(count: int) -> settings:
    """Run this many random examples in the full profile, and a share of them in others."""
    return settings(max_examples=max(3, count * settings().max_examples // 100))


YES_NO = (Choice("no", "No"), Choice("yes", "Yes"))


Earlier = dict[str, tuple[str, ...]]  # the earlier names of choices


def _choices(values: tuple[str, ...], earlier: Earlier | None) -> tuple[Choice, ...]:
    return tuple(Choice(v, v.upper(), was=(earlier or {}).get(v, ())) for v in values)


def choice(
    name: str,
    *values: str,
    unsure: str = "Not sure",
    earlier: Earlier | None = None,
    **more: Any,
) -> Question:
    choices = _choices(values, earlier)
    return ChoiceQuestion(name, "s", f"{name}?", name, choices=choices, unsure=unsure, **more)


def many(
    name: str,
    *values: str,
    unsure: str = "Not sure",
    earlier: Earlier | None = None,
    **more: Any,
) -> Question:
    choices = _choices((*values, NONE), earlier)
    return ManyQuestion(name, "s", f"{name}?", name, choices=choices, unsure=unsure, **more)


def number(name: str, minimum: int = 0, maximum: int = 3, **more: Any) -> Question:
    return NumberQuestion(name, "s", f"{name}?", name, minimum=minimum, maximum=maximum, **more)


def rule(name: str, level: str, when: Condition, unsure: str | None = None, **more: Any) -> Rule:
    lower = None if unsure is None else Level(unsure)
    return Rule(name, Level(level), when, f"{name} says", lower, **more)


def tiny(questions: tuple[Question, ...], rules: tuple[Rule, ...], **parts: Any) -> Questionnaire:
    """Make a questionnaire that contains only what is given."""
    empty = Massage(Treatment("massage", "Massage", "yes"), (), (), (), (), (), ())
    return Questionnaire(
        **{
            "title": "Tiny",
            "version": "1",
            "sha256": "0" * 64,
            "shipped": True,
            "intro": (),
            "sections": (),
            "questions": questions,
            "scores": (),
            "rules": rules,
            "causes": (),
            "massage": empty,
            "options": (),
            "what_now": (),
            "watch_for": (),
            "levels": tuple(LevelText(level, level, level, level) for level in LEVELS),
            "routes": (),
            "regions": (),
            "sources": (),
            "page": Page("", "", "", "", "not sure"),
            "checked": "",
            "review_by": "",
        }
        | parts
    )


@st.composite
def conditions(draw: st.DrawFn, questions: list[Question], depth: int = 2) -> Condition:
    """Draw a condition; never `not` over a question that can be hidden, which is refused."""
    kinds = ["leaf"] if depth == 0 else ["leaf", "all", "any", "not", "some"]
    kind = draw(st.sampled_from(kinds))
    if kind == "leaf":
        return draw(leaf_of(draw(st.sampled_from(questions))))
    if kind == "not":
        seen = [question for question in questions if question.asked_when is None]
        return Not(draw(conditions(seen, depth - 1)))
    parts = tuple(draw(st.lists(conditions(questions, depth - 1), min_size=1, max_size=3)))
    if kind == "some":
        return AtLeast(draw(st.integers(1, len(parts))), parts)
    return AllOf(parts) if kind == "all" else AnyOf(parts)


def leaf_of(question: Question) -> st.SearchStrategy[Condition]:
    if question.kind == "number":
        ends = st.none() | st.integers(question.minimum, question.maximum)
        return st.builds(Between, st.just(question.id), ends, ends)
    values = [c.id for c in question.choices]
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)
    return st.builds(In, st.just(question.id), chosen)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Draw two to four questions, some of them hidden by others, and up to four rules."""
    questions: list[Question] = []
    for name in ("a", "b", "c", "d")[: draw(st.integers(2, 4))]:
        asked: dict[str, Any] = {}
        if questions and draw(st.booleans()):
            asked[draw(st.sampled_from(["ask_if", "follows"]))] = draw(conditions(questions, 1))
        unsure = draw(st.sampled_from(["Not sure", ""]))
        kind = draw(st.sampled_from(["choice", "many", "number"]))
        if kind == "number":
            questions.append(number(name, maximum=2, **asked))
        elif kind == "many":
            questions.append(many(name, "x", "y", unsure=unsure, **asked))
        else:
            questions.append(choice(name, "x", "y", "z", unsure=unsure, **asked))
    rules = []
    for index in range(draw(st.integers(1, 4))):
        level = draw(st.integers(1, 4))
        unsure_level = draw(st.none() | st.sampled_from(LEVELS[:level]))
        when = draw(conditions(questions))
        rules.append(rule(f"r{index}", LEVELS[level], when, unsure_level))
    return tiny(tuple(questions), tuple(rules))


def possible_answers(question: Question) -> list[Answer]:
    """Return all possible answers to a small question."""
    if question.kind in ("number", "scale"):
        return list(range(question.minimum, question.maximum + 1))
    values = question.values
    if question.kind != "many":
        return list(values)
    picks = [v for v in values if v != NONE]
    sets = [
        tuple(v for v, on in zip(picks, row, strict=True) if on)
        for row in product((0, 1), repeat=len(picks))
    ]
    return [s for s in sets if s] + [(NONE,)]


def any_answer(question: Question) -> st.SearchStrategy[Answer]:
    """Draw a valid answer to any question, harmless ones as often as all others together."""
    if question.kind in ("number", "scale"):
        return st.integers(question.minimum, question.maximum)
    values = question.values
    if question.kind != "many":
        harmless = st.just(values[0])
        return harmless | st.sampled_from(values)
    picks = [v for v in values if v != NONE]
    chosen = st.sets(st.sampled_from(picks), min_size=1, max_size=3)
    ticked = chosen.map(lambda c: tuple(v for v in values if v in c))
    return st.just((NONE,)) | ticked


@st.composite
def some_answers(draw: st.DrawFn, questionnaire: Questionnaire, missing: bool = True) -> Answers:
    """Draw answers without contradictions; with `missing` false, to all questions asked."""
    given: Answers = {}
    for question in questionnaire.questions:
        flow = resolve(questionnaire, given)
        if question.id in flow.missing and not (missing and draw(st.booleans())):
            given[question.id] = draw(any_answer(question))
    flow = resolve(questionnaire, given)
    return dict(flow.state.values)


@st.composite
def nearly(draw: st.DrawFn, questionnaire: Questionnaire, base: Answers) -> Answers:
    """Change a few answers at random, and answer what is asked because of that."""
    names = draw(st.lists(st.sampled_from([q.id for q in questionnaire.questions]), max_size=4))
    given = dict(base)
    for name in names:
        given[name] = draw(any_answer(questionnaire.question(name)))
    given = dict(resolve(questionnaire, given).state.values)
    while missing := resolve(questionnaire, given).missing:
        given[missing[0]] = draw(any_answer(questionnaire.question(missing[0])))
    return given


def completions(questionnaire: Questionnaire, answers: Answers) -> list[Answers]:
    """Return all ways to fill in the missing answers without contradicting those given."""
    done: list[Answers] = []
    still = [dict(answers)]
    while still:
        current = still.pop()
        flow = resolve(questionnaire, current)
        if flow.not_applicable:
            continue
        if not flow.missing:
            done.append(current)
            continue
        name = flow.missing[0]
        question = questionnaire.question(name)
        still += [current | {name: answer} for answer in possible_answers(question)]
    return done


def value_of(expression: Expression, state: AnswerState) -> bool:
    """Return the value that any translation of an expression must have."""
    if isinstance(expression, And):
        return all(value_of(part, state) for part in expression.parts)
    if isinstance(expression, Or):
        return any(value_of(part, state) for part in expression.parts)
    if isinstance(expression, Negated):
        return not value_of(expression.part, state)
    if isinstance(expression, Count):
        return sum(value_of(p, state) for p in expression.parts) >= expression.at_least
    if isinstance(expression, LevelReached):
        level = state.levels[expression.end]
        return level >= expression.level
    assert isinstance(expression, OneOf | Reaches | IsMissing)
    answer = state.values.get(expression.question)
    if isinstance(expression, IsMissing):
        return answer is None and expression.question not in state.hidden
    if isinstance(expression, Reaches):
        return isinstance(answer, int) and answer >= expression.bound
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return any(value in chosen for value in expression.values)
