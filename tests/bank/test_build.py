"""From a questions file to a questionnaire: the result, and every mistake with its position."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_cli.bank.build import build
from sciatica_cli.bank.score_bounds import greatest_sum
from sciatica_cli.bank.shape import Block, Entries, Field, ListOf, OneOf, Variants
from sciatica_cli.bank.shape_file import FILE
from sciatica_cli.core.conditions import (
    TRUE,
    AllOf,
    Answer,
    AnswerState,
    AnyOf,
    AtLeast,
    Between,
    Condition,
    In,
    LevelAtLeast,
    Named,
    Not,
    leaves,
)
from sciatica_cli.core.faults import Fault, FaultError
from sciatica_cli.core.levels import Level
from sciatica_cli.core.model import Point, Questionnaire
from sciatica_cli.core.questions import Choice
from sciatica_cli.core.scores import assess_score
from sciatica_cli.exits import BAD_QUESTIONS, status_of
from tiny import choice, conditions, examples, many, number, possible_answers

HERE = "¦"  # marks where in a new text the fault is expected


def made(text: str) -> Questionnaire:
    return build(text.encode(), "small.yaml")


def faults(text: str) -> tuple[Fault, ...]:
    with pytest.raises(FaultError) as caught:
        made(text)
    assert status_of(caught.value) == BAD_QUESTIONS
    return caught.value.faults


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def place(text: str) -> str:
    """Return the position of the mark in a text."""
    before = text[: text.index(HERE)]
    return f"small.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


# ------------------------------------------------ a good file


def test_a_small_file_becomes_a_questionnaire(small: str) -> None:
    bank = made(small)
    assert (bank.title, bank.version, bank.shipped) == ("Small", "7", False)
    assert bank.sha256 == hashlib.sha256(small.encode()).hexdigest()
    assert [section.id for section in bank.sections] == ["danger", "pain"]
    assert [question.id for question in bank.questions] == ["numb", "age", "feels", "better"]
    assert [rule.id for rule in bank.rules] == ["numb_now", "child"]
    assert [rule.scope for rule in bank.rules] == [False, True]
    assert bank.intro == ("For adults.",)


def test_questions_are_built_as_written(small: str) -> None:
    numb, age, feels, better = made(small).questions
    assert (numb.kind, numb.ask, numb.short, numb.why) == (
        "choice",
        "Is it numb?",
        "Numb",
        "It matters.",
    )
    assert (numb.danger, numb.private, numb.harmless, numb.unsure) == (
        True,
        False,
        ("no",),
        "Not sure",
    )
    assert numb.choices[1] == Choice("since", "Since it began")
    assert (age.minimum, age.maximum, age.values) == (0, 120, ())
    assert feels.ask_if == Between("age", 18)
    assert better.choices == (Choice("no", "No"), Choice("yes", "Yes"))


def test_a_yes_no_question_may_label_its_two_choices(small: str) -> None:
    text = changed(
        small, "kind: yes_no", "kind: yes_no\n    choices:\n      no: Never\n      yes: Always"
    )
    assert made(text).question("better").label("yes") == "Always"


def test_an_answer_holds_as_long_as_the_file_says(small: str) -> None:
    lasts = "lasts: until_told\n    lasts_for: {yes: life}"
    better = made(changed(small, "kind: yes_no", f"kind: yes_no\n    {lasts}")).question("better")
    assert [better.how_long(value) for value in better.values] == ["until_told", "life"]
    age = made(changed(small, "minimum: 0", "lasts: now\n    minimum: 0")).question("age")
    assert age.how_long(44) == "now"
    assert made(small).question("better").how_long("yes") == ""


def test_a_question_may_have_words_for_somebody_who_answers_for_another_person(small: str) -> None:
    text = changed(small, "kind: yes_no", "kind: yes_no\n    ask_them: Are they better?")
    assert made(text).question("better").ask_them == "Are they better?"
    assert made(small).question("better").ask_them == ""


def test_somebody_who_is_not_sure_says_it_in_the_words_of_the_question(small: str) -> None:
    text = changed(small, "kind: yes_no", "kind: yes_no\n    unsure_say: I cannot tell")
    assert made(text).question("better").unsure_text == "I cannot tell"
    question = made(small).question("better")
    assert question.unsure_text == f"I am not sure about this: {question.short}"


def test_a_level_says_what_to_do_with_places_for_dates_and_words(small: str) -> None:
    act = "act:\n      what: Ask your {doctor} {next_weekday}.\n      latest: By {in_14_days}."
    level = made(
        changed(small, "do: Book a visit.", f"do: Again {{in_7_days}}.\n    {act}")
    ).levels[1]
    assert level.act == ("Ask your {doctor} {next_weekday}.", "By {in_14_days}.")
    assert level.do == "Again {in_7_days}."
    assert made(small).levels[1].act == ()


def test_a_region_has_words_of_its_own_or_general_ones(small: str) -> None:
    words = 'emergency: "999"\n    doctor: GP\n    department: A&E'
    region, other = made(changed(small, 'emergency: "999"', words)).regions
    assert (region.doctor, region.department) == ("GP", "A&E")
    assert (other.doctor, other.department) == ("doctor", "an emergency department")


def test_advice_may_stand_on_the_first_screen(small: str) -> None:
    text = changed(small, "say: Walk a little.", "say: Walk a little.\n    first: true")
    assert [advice.first for advice in made(text).what_now] == [True]
    assert [advice.first for advice in made(small).what_now] == [False]


def test_a_caution_may_say_whom_to_ask_first(small: str) -> None:
    bank = made(changed(small, "verdict: caution", "verdict: caution\n      ask: midwife"))
    treatments = (bank.massage.treatment, *bank.options)
    assert [treatment.cautions[0].ask for treatment in treatments] == ["midwife", "nobody"]


def test_a_label_of_74_characters_is_allowed(small: str) -> None:
    text = changed(small, "none: Neither", f"none: {'x' * 74}")
    assert made(text).question("feels").label("none") == "x" * 74


@pytest.mark.parametrize(
    ("level", "extra", "unsure"),
    [
        ("emergency_now", "", "same_day"),
        ("same_day", "", "within_days"),
        ("within_days", "", None),
        ("emergency_now", "unsure: routine", "routine"),
        ("within_days", "unsure: self_care", "self_care"),
        ("within_days", "unsure: none", None),
        ("same_day", "unsure: none\n    unsure_because: Too common.", None),
    ],
)
def test_not_sure_raises_the_level_below_unless_the_rule_says_otherwise(
    small: str, level: str, extra: str, unsure: str | None
) -> None:
    text = changed(small, "level: emergency_now", f"level: {level}\n    {extra}")
    assert made(text).rules[0].unsure == unsure


def test_entries_without_dates_have_those_of_the_file(small: str) -> None:
    text = changed(small, "year:", "review_by: 2026-03-03\n    year:")
    bank = made(changed(text, "say: New numb", "checked: 2025-05-05\n    say: New numb"))
    assert (bank.checked, bank.review_by) == ("2026-01-01", "2026-07-01")
    gb, other = bank.regions
    assert (gb.checked, gb.review_by) == ("2026-02-02", "2026-07-01")
    assert (other.checked, other.review_by) == ("2026-01-01", "2026-07-01")
    assert (bank.sources[0].checked, bank.sources[0].review_by) == ("2026-01-01", "2026-03-03")
    assert (bank.rules[0].checked, bank.rules[0].review_by) == ("2025-05-05", "2026-07-01")
    assert (bank.rules[1].checked, bank.rules[1].review_by) == ("2026-01-01", "2026-07-01")


NO = In("better", ("no",))
SOME = AtLeast(2, (In("numb", ("recent",)), Between("age", 60), In("numb", ("since",))))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{numb: recent}", In("numb", ("recent",))),
        ("{numb: [since, recent]}", In("numb", ("since", "recent"))),
        ("{numb: no}", In("numb", ("no",))),
        ("{better: yes}", In("better", ("yes",))),
        ("{age: {at_least: 60}}", Between("age", 60, None)),
        ("{age: {below: 18}}", Between("age", None, 18)),
        ("{age: {at_least: 60, below: 121}}", Between("age", 60, 121)),
        ("{better: no, feels: dull}", AllOf((NO, In("feels", ("dull",))))),
        ("{all: [{better: no}]}", AllOf((NO,))),
        ("{any: [{better: no}, {feels: dull}]}", AnyOf((NO, In("feels", ("dull",))))),
        ("{not: {better: no}}", Not(NO)),
        ("{some: {at_least: 2, of: [{numb: recent}, {age: {at_least: 60}}, {numb: since}]}}", SOME),
        ("{finding: odd_skin}", Named("odd_skin", In("numb", ("since", "recent")))),
        ("{level: {at_least: routine}}", LevelAtLeast(Level.ROUTINE)),
    ],
)
def test_a_condition_is_built_as_written(small: str, text: str, condition: Condition) -> None:
    bank = made(changed(small, "{level: {at_least: same_day}}", text))
    assert bank.options[0].cautions[0].when == condition


@pytest.mark.parametrize(
    ("band", "holds"),
    [
        ("little", {"little"}),
        ("some_of_it", {"some_of_it"}),
        ("much", {"much"}),
        ("[little, much]", {"little", "much"}),
    ],
)
def test_a_condition_on_a_band_holds_only_in_that_band(
    small: str, band: str, holds: set[str]
) -> None:
    bank = made(changed(small, "{score: {pattern: much}}", f"{{score: {{pattern: {band}}}}}"))
    for state in sheets():
        result = assess_score(bank.scores[0], state)
        assert result.band is not None
        assert (state.bounds(bank.causes[0].strong)[0] == TRUE) == (result.band.id in holds)


# ------------------------------------------------ scores


def sheets() -> list[AnswerState]:
    """Return all sets of answers to the small file that its score distinguishes."""
    feelings = [("none",), ("dull",), ("sharp",), ("dull", "sharp")]
    answers = product(["no", "since", "recent"], [30, 59, 60, 90], feelings, ["no", "yes"])
    return [
        AnswerState(dict(zip(("numb", "age", "feels", "better"), row, strict=True)))
        for row in answers
    ]


@pytest.mark.parametrize("start", [1, 2, 3])
def test_the_band_depends_on_the_sum_the_conditions_and_the_caps(small: str, start: int) -> None:
    (score,) = made(changed(small, "from: 1", f"from: {start}")).scores
    for state in sheets():
        feels, age = state.values["feels"], state.values["age"]
        assert isinstance(feels, tuple)
        assert isinstance(age, int)
        sharp, odd, capped = "sharp" in feels, state.values["numb"] != "no", "dull" in feels
        total = 2 * sharp + odd - (age >= 60)
        band = "little"
        if total >= start or (sharp and odd):
            band = "much" if sharp and odd and not capped else "some_of_it"
        result = assess_score(score, state)
        assert (result.value, result.band and result.band.id) == (total, band)
        assert [cap.id for cap in result.capped] == ["dull"] * capped


def test_the_maximum_is_the_greatest_sum_that_can_be_reached(small: str) -> None:
    (score,) = made(small).scores
    assert score.maximum == 3 == max(assess_score(score, state).value for state in sheets())


A, B, N = choice("a", "x", "y", "z"), many("b", "x", "y"), number("n", 0, 9)
BANK = {question.id: question for question in (A, B, N)}


def points(*weighted: tuple[Condition, int]) -> tuple[Point, ...]:
    return tuple(Point(str(i), when, add, "") for i, (when, add) in enumerate(weighted))


@pytest.mark.parametrize(
    ("given_points", "greatest"),
    [
        ((), 0),
        (((In("a", ("x",)), 2), (In("a", ("y",)), 3)), 3),
        (((In("b", ("x",)), 2), (In("b", ("y",)), 3)), 5),
        (((In("b", ("x",)), 2), (In("b", ("none",)), 3)), 3),
        (((Between("n", 6, 8), 2), (Between("n", 8), 1)), 2),
        (((Between("n", 6), 2), (Between("n", 8), 1)), 3),
        (((In("a", ("x",)), 2), (In("a", ("x", "y", "z")), -1)), 1),
        (((Not(In("a", ("x",))), 1), (In("b", ("x",)), 1), (In("a", ("x",)), -5)), 2),
        (((AllOf((In("a", ("x",)), In("b", ("x",)))), 4), (In("a", ("y",)), 3)), 4),
    ],
)
def test_points_that_exclude_each_other_do_not_add_up(
    given_points: tuple[tuple[Condition, int], ...], greatest: int
) -> None:
    assert greatest_sum(points(*given_points), BANK) == greatest


def looks_at_no_none(condition: Condition) -> bool:
    return all("none" not in leaf.values for leaf in leaves(condition) if isinstance(leaf, In))


CONDITIONS = conditions(list(BANK.values())).filter(looks_at_no_none)


@examples(60)
@given(st.lists(st.tuples(CONDITIONS, st.integers(0, 3)), max_size=4))
def test_the_greatest_sum_equals_that_found_by_trying_every_answer(
    weighted: list[tuple[Condition, int]],
) -> None:
    best = 0
    for row in product(*(certain_answers(name) for name in BANK)):
        state = AnswerState(dict(zip(BANK, row, strict=True)))
        best = max(best, sum(add for when, add in weighted if state.bounds(when)[0] == TRUE))
    assert greatest_sum(points(*weighted), BANK) == best


def certain_answers(name: str) -> list[Answer]:
    answers = possible_answers(BANK[name])
    return [a for a in answers if a != "unsure" and not (isinstance(a, tuple) and "unsure" in a)]


# ------------------------------------------------ mistakes, each with its position

SKIN = "odd_skin: {numb: [since, recent]}"
SCORE = "strong: {score: {pattern: much}}"
NUMB = "section: danger\n    harmless: [no]\n    kind: choice"
BETTER = "section: pain\n    kind: yes_no"
RULE = "level: emergency_now\n    go: hospital\n    tell: I am newly numb."
ODD = "findings:\n  odd_skin"
NO_BANDS = "\n      one:\n        label: one\n"

MISTAKES = [
    # names and values
    ("adults: For adults.", "¦Adults: For adults.", "bad_name"),
    ("walk:\n", "¦2walk:\n", "bad_name"),
    ("intro:\n  adults: For adults.", "intro: ¦For adults.", "wrong_type"),
    ("say: Walk a little.", "say: ¦[Walk a little]", "wrong_type"),
    ("minimum: 0", "minimum: ¦zero", "wrong_type"),
    ("minimum: 0", 'minimum: ¦"0"', "wrong_type"),
    ("danger: true", "danger: ¦yes", "wrong_type"),
    ("cite: A book", 'cite: ¦""', "empty_text"),
    ("cite: A book", "cite: ¦A book # the first", "lost_text"),
    ("intro:\n  adults: For adults.", "intro: {adults: ¦For adults.}", "text_in_braces"),
    ('year: "2020"', 'year: "2020"\n    ¦year: "2021"', "duplicate_key"),
    ('year: "2020"', 'year: "2020"\n    ¦<<: {link: none}', "merge_key"),
    # questions
    (NUMB, "section: ¦dangre\n    harmless: [no]\n    kind: choice", "unknown_section"),
    (BETTER, "¦section: danger\n    kind: yes_no", "outside_section"),
    (NUMB, "section: danger\n    harmless: [no]\n    kind: ¦choise", "unknown_kind"),
    (NUMB, "section: danger\n    harmless: ¦[never]\n    kind: choice", "unknown_choice"),
    (BETTER, f"{BETTER}\n    lasts: ¦forever", "unknown_period"),
    (BETTER, f"{BETTER}\n    lasts: now\n    lasts_for: {{yes: ¦forever}}", "unknown_period"),
    (BETTER, f"{BETTER}\n    lasts: now\n    lasts_for: ¦{{maybe: life}}", "unknown_choice"),
    (BETTER, f"{BETTER}\n    lasts: now\n    lasts_for: ¦{{unsure: life}}", "unknown_choice"),
    ("minimum: 0", "minimum: 0\n    ¦lasts_for: {none: life}", "unknown_key"),
    ("minimum: 0", "minimum: 0\n    ¦renamed_choices: {none: no}", "unknown_key"),
    (BETTER, f"{BETTER}\n    renamed_choices: ¦{{y: maybe}}", "unknown_choice"),
    (BETTER, f"{BETTER}\n    renamed_choices: ¦{{y: unsure}}", "unknown_choice"),
    (BETTER, f"{BETTER}\n    renamed_choices: ¦{{y: yep, yep: yes}}", "unknown_choice"),
    (BETTER, f"{BETTER}\n    renamed_choices: ¦{{no: yes}}", "name_taken"),
    (BETTER, f"{BETTER}\n    renamed_choices: {{unsure: ¦yes}}", "reserved_name"),
    (BETTER, f"{BETTER}\n    sheet_words:\n      ¦maybe: perhaps", "unknown_choice"),
    (BETTER, f"{BETTER}\n    sheet_words:\n      ¦unsure: perhaps", "unknown_choice"),
    ("minimum: 0", "minimum: 0\n    ¦sheet_words: {none: no}", "unknown_key"),
    (BETTER, f"{BETTER}\n    was: ¦[age]", "name_taken"),
    (BETTER, f"{BETTER}\n    was: ¦[better]", "name_taken"),
    (BETTER, f"{BETTER}\n    was: ¦[id]", "name_taken"),
    (BETTER, f"{BETTER}\n    was: ¦[worse, worse]", "name_taken"),
    (BETTER, f"{BETTER}\n    ask_them: ¦[Are they better?]", "wrong_type"),
    (BETTER, "¦section: pain\n    kind: choice", "missing_key"),
    (
        "ask_if: {age: {at_least: 18}}",
        "ask_if: {age: {at_least: 18}}\n    follows: ¦{numb: since}",
        "two_conditions",
    ),
    (BETTER, "¦section: pain\n    kind: number\n    minimum: 0", "missing_key"),
    (BETTER, "¦section: pain\n    kind: scale\n    minimum: 3\n    maximum: 3", "out_of_range"),
    ("kind: yes_no", "kind: yes_no\n    choices:\n      ¦no: No", "missing_key"),
    ("none: Neither", "none: Neither\n      unsure: ¦Who knows", "reserved_name"),
    ("none: Neither", f"none: ¦{'x' * 75}", "long_label"),
    # conditions
    (SKIN, "odd_skin: ¦{}", "empty_condition"),
    (SKIN, "odd_skin: ¦recent", "wrong_type"),
    (SKIN, "odd_skin: {¦nubm: recent}", "unknown_question"),
    (SKIN, "odd_skin: {numb: ¦resent}", "unknown_choice"),
    (SKIN, "odd_skin: {numb: [since, ¦unsure]}", "unknown_choice"),
    (SKIN, "odd_skin: {numb: ¦{at_least: 1}}", "wrong_type"),
    (SKIN, "odd_skin: {age: ¦18}", "wrong_type"),
    (SKIN, "odd_skin: {age: ¦[18, 19]}", "wrong_type"),
    (SKIN, "odd_skin: {age: {at_least: ¦old}}", "wrong_type"),
    (SKIN, 'odd_skin: {age: {at_least: ¦"60"}}', "wrong_type"),
    (SKIN, "odd_skin: {age: {at_least: ¦60.5}}", "wrong_type"),
    (SKIN, "odd_skin: {age: ¦{at_least: 122}}", "out_of_range"),
    (SKIN, "odd_skin: {age: ¦{below: -1}}", "out_of_range"),
    (SKIN, "odd_skin: {age: ¦{}}", "empty_condition"),
    (SKIN, "odd_skin: {age: {at_least: 18, ¦above: 3}}", "unknown_key"),
    (SKIN, "odd_skin: {some: ¦{at_least: 3, of: [{numb: since}, {age: {below: 9}}]}}", "bad_count"),
    (SKIN, "odd_skin: {some: ¦{at_least: 0, of: [{numb: since}]}}", "bad_count"),
    (SKIN, "odd_skin: {some: ¦{at_least: 1}}", "missing_key"),
    (SKIN, "odd_skin: {some: {at_least: 1, ¦from: x, of: [{numb: since}]}}", "unknown_key"),
    (SKIN, "odd_skin: {finding: ¦odd_skin}", "unknown_finding"),
    (SKIN, "odd_skin: {finding: ¦[x, y]}", "wrong_type"),
    (SKIN, "odd_skin: {score: {pattern: ¦much}}", "unknown_score"),
    (SKIN, "odd_skin: {¦level: {at_least: routine}}", "level_too_early"),
    ("ask_if: {age", "ask_if: {¦better: yes, age", "asked_later"),
    ("ask_if: {age", "ask_if: {¦feels: sharp, age", "asked_later"),
    (SCORE, "strong: {score: {pattern: ¦lots}}", "unknown_band"),
    (SCORE, "strong: {score: {patern: ¦much}}", "unknown_score"),
    (SCORE, "strong: {¦level: {at_least: same_day}}", "level_too_early"),
    ("when: {level: {at_least: same_day}}", "when: {level: {at_least: ¦soon}}", "unknown_level"),
    (SKIN, "odd_skin: {all: ¦[]}", "empty_condition"),
    (SKIN, "odd_skin: {any: ¦[]}", "empty_condition"),
    (SKIN, "odd_skin: {not: ¦{feels: sharp}}", "not_over_hidden"),
    (SKIN, "odd_skin: {not: ¦{any: [{numb: no}, {feels: sharp}]}}", "not_over_hidden"),
    # findings and scores
    ("findings:\n", "findings:\n  age: ¦{numb: recent}\n", "name_taken"),
    ("scores:\n", f"scores:\n  better:\n    ¦title: X\n    bands:{NO_BANDS}", "name_taken"),
    ("scores:\n", f"scores:\n  odd_skin:\n    ¦title: X\n    bands:{NO_BANDS}", "name_taken"),
    ("scores:\n", "scores:\n  empty:\n    ¦title: X\n", "missing_key"),
    ("label: some of it\n        from: 1", "¦label: some of it", "missing_key"),
    ("from: 1", "from: ¦4", "out_of_reach"),
    ("from: 1", "from: ¦-1", "out_of_reach"),
    ("from: 1", "from: ¦one", "wrong_type"),
    (SCORE, "strong: {score: {pattern: ¦[]}}", "empty_condition"),
    (SCORE, "strong: {score: ¦{}}", "empty_condition"),
    ("title: Heat\n", "title: Heat\n    same_as: ¦heat\n", "unknown_option"),
    (
        "title: Pattern\n    caps:\n      dull:\n        band: some_of_it",
        "title: Pattern\n    caps:\n      dull:\n        band: ¦sum_of_it",
        "unknown_band",
    ),
    # the hand-over sheet
    (ODD, f"sheet:\n  a:\n    label: A\n    part: ¦flags\n{ODD}", "unknown_part"),
    (ODD, f"sheet:\n  a:\n    label: A\n    of: ¦[agee]\n{ODD}", "unknown_question"),
    (ODD, f"sheet:\n  a:\n    label: A\n    of: ¦[age, age]\n{ODD}", "name_taken"),
    (ODD, f"sheet:\n  a:\n    label: A\n    also: {{nubm: ¦[no]}}\n{ODD}", "unknown_question"),
    (ODD, f"sheet:\n  a:\n    label: A\n    also: {{numb: ¦[resent]}}\n{ODD}", "unknown_choice"),
    # rules
    (RULE, "level: ¦emergency\n    go: hospital", "unknown_level"),
    (RULE, "¦level: emergency_now\n    tell: I am newly numb.", "missing_key"),
    (RULE, "¦level: emergency_now\n    go: hospital", "missing_key"),
    (RULE, f"{RULE}\n    unsure: ¦emergency_now", "unsure_level"),
    (RULE, f"{RULE}\n    unsure: ¦maybe", "unsure_level"),
    (RULE, f"¦{RULE}\n    unsure: none", "missing_key"),
    (RULE, "level: same_day\n    go: ¦hopsital", "unknown_route"),
    ("sources: [book]", "sources: [book, ¦boook]", "unknown_source"),
    ("sources: [book]", "sources: ¦boook", "unknown_source"),
    ("level: same_day\n    say: numbness", "level: ¦tomorrow\n    say: numbness", "unknown_level"),
    # verdicts
    ("title: Heat\n    verdict: try", "title: Heat\n    verdict: ¦yes", "unknown_verdict"),
    ("verdict: caution", "verdict: ¦ask_first", "unknown_verdict"),
    ("verdict: not_now", "verdict: ¦no", "unknown_verdict"),
    ("verdict: not_now", "verdict: not_now\n        ask: ¦nurse", "unknown_adviser"),
    ("title: Massage\n  evidence: low", "title: Massage\n  evidence: ¦weak", "unknown_grade"),
    (
        "title: Heat\n    verdict: try\n    evidence: moderate",
        "title: Heat\n    verdict: try\n    evidence: ¦medium",
        "unknown_grade",
    ),
    # the page
    ("do: Rest a little.", "do: ¦Rest until {in_some_days}.", "unknown_place"),
    ("do: Book a visit.", "do: Book.\n    act:\n      what: ¦Ask your {docter}.", "unknown_place"),
    ("headline_score: pattern", "headline_score: ¦patern", "unknown_score"),
]


@pytest.mark.parametrize(("old", "new", "code"), MISTAKES)
def test_a_mistake_is_reported_with_its_position(small: str, old: str, new: str, code: str) -> None:
    text = changed(small, old, new)
    found = faults(text.replace(HERE, ""))
    assert code in [fault.code for fault in found]
    assert {fault.path for fault in found} == {place(text)}


ROUTINE = "  routine:\n    title: Book\n    deadline: in weeks\n    do: Book a visit.\n"
WHOLE = [  # mistakes that concern the file as a whole
    ("  child:\n", "  numb_now:\n", "name_taken"),
    (ROUTINE, "", "bad_levels"),
    ("  routine:\n", "  rutine:\n", "bad_levels"),
    ("  other:\n", "  elsewhere:\n", "missing_key"),
    ("    go: hospital\n  emergency_now", "    go: hopsital\n  emergency_now", "unknown_route"),
    ("number: emergency", "number: emergencies", "unknown_number"),
    ("number: emergency", "number: emergency\n    replaces: hopsital", "unknown_route"),
    ("number: emergency", "number: emergency\n    also: name", "unknown_number"),
    ("massage:\n", "massages:\n", "missing_key"),
    ("care_rules:\n", "careful_rules:\n", "missing_key"),
    ("page:\n", "paper:\n", "missing_key"),
    ("title: Small\n", "", "missing_key"),
]


@pytest.mark.parametrize(("old", "new", "code"), WHOLE)
def test_mistakes_about_the_whole_file_are_reported(
    small: str, old: str, new: str, code: str
) -> None:
    assert code in [fault.code for fault in faults(changed(small, old, new))]


@pytest.mark.parametrize(
    "name",
    [
        "all",
        "any",
        "not",
        "some",
        "finding",
        "score",
        "level",
        "none",
        "unsure",
        "id",
        "schema",
        "questionnaire",
    ],
)
def test_a_reserved_word_cannot_name_a_question(small: str, name: str) -> None:
    text = changed(small, "  better:\n    section", f"  {name}:\n    ¦section")
    assert [(fault.code, fault.path) for fault in faults(text.replace(HERE, ""))] == [
        ("reserved_name", place(text))
    ]


BLOCKS = [  # the last line of a block of each kind
    "review_by: 2026-07-01",
    "no_danger: No danger sign.",
    "do: Rest a little.",
    "number: emergency",
    "intro: Now the pain.",
    "why: It matters.",
    "because: dull too",
    "because: odd skin",
    "about: ...",
    "label: much of it",
    "say: This is for adults.",
    "tell: I am newly numb.",
    "say: It may be a nerve.",
    "effect: It helps a little.",
    "say: Not on numb skin.",
    "effect: It warms.",
    "say: Later.",
    "say: Walk a little.",
    "say: numbness",
    "from: a letter",
    "link: none kept",
]


@pytest.mark.parametrize("line", BLOCKS)
def test_an_unknown_key_is_reported_in_every_part_of_the_file(small: str, line: str) -> None:
    text = changed(small, "    title: Pattern", "    title: Pattern\n    about: ...")
    start = text.index(line)
    indent = " " * (start - text.rfind("\n", 0, start) - 1)
    text = changed(text, line, f"{line}\n{indent}¦colour: red")
    assert [(fault.code, fault.path) for fault in faults(text.replace(HERE, ""))] == [
        ("unknown_key", place(text))
    ]


NEEDED = [
    "until_seen: Wait until you have been seen.",
    "no_danger: No danger sign.",
    "deadline: when you like",
    "do: Rest a little.",
    "title: Go to a hospital",
    "number: emergency",
    "title: Danger signs",
    "ask: How old are you?",
    "short: Age",
    "because: over 60",
    "label: much of it",
    "say: This is for adults.",
    "when: {age: {below: 18}}",
    "when: {finding: odd_skin}\n        add: 1",
    "strong: {score: {pattern: much}}",
    "say: It may be a nerve.",
    "size: small",
    "effect: It warms.",
    "say: Later.",
    "say: Walk a little.",
    "name: United Kingdom",
    'emergency: "999"',
    "from: a letter",
    "cite: A book",
    "link: none kept",
]


@pytest.mark.parametrize("line", NEEDED)
def test_a_missing_required_key_is_reported(small: str, line: str) -> None:
    key = line[: line.index(":")]
    text = changed(small, line, "review_by: 2026-07-01" if "name" in line else "was: []")
    missing = [fault.message for fault in faults(text) if fault.code == "missing_key"]
    assert missing == [f"`{key}` is missing"]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ('version: "7"', 'verzion: "7"', "did you mean version?"),
        (SKIN, "odd_skin: {nubm: recent}", "did you mean numb?"),
        (SKIN, "odd_skin: {numb: resent}", "did you mean recent?"),
        (SKIN, "odd_skin: {findin: x}", "did you mean finding?"),
        (SCORE, "strong: {score: {patern: much}}", "did you mean pattern?"),
        (SCORE, "strong: {score: {pattern: mutch}}", "did you mean much?"),
        (BETTER, "section: pian\n    kind: yes_no", "did you mean pain?"),
        (RULE, "level: same_day\n    go: hopsital", "did you mean hospital?"),
        (RULE, "level: emergency_nov\n    go: hospital", "did you mean emergency_now?"),
        ("sources: [book]", "sources: [bok]", "did you mean book?"),
        ("verdict: caution", "verdict: cation", "did you mean caution?"),
        ("headline_score: pattern", "headline_score: patern", "did you mean pattern?"),
        (SKIN, "odd_skin: {xyzzy: recent}", ""),
    ],
)
def test_for_a_misspelt_name_the_most_similar_one_is_suggested(
    small: str, old: str, new: str, hint: str
) -> None:
    (fault,) = faults(changed(small, old, new))
    assert fault.hint == hint


def test_all_mistakes_are_reported_at_once_in_the_order_of_the_file(small: str) -> None:
    text = changed(small, "cite: A book", "cite: A book # the first")
    text = changed(text, SKIN, "odd_skin: {numb: resent}")
    text = changed(text, "verdict: caution", "verdict: cation")
    text = changed(text, 'version: "7"', 'verzion: "7"')
    found = faults(text)
    codes = ["unknown_key", "unknown_choice", "unknown_verdict", "lost_text"]
    assert [fault.code for fault in found] == codes
    lines = [int(fault.path.split(":")[1]) for fault in found]
    assert lines == sorted(lines)


def test_a_mistake_in_a_finding_is_reported_once_however_often_it_is_used(small: str) -> None:
    text = changed(small, SKIN, "odd_skin: {numb: resent}")
    text = changed(text, "{feels: sharp, finding: odd_skin}", "{finding: odd_skin}")
    assert len(faults(text)) == 1


@pytest.mark.parametrize("text", ["hello", "[a, b]", "---\n...\n", "{}"])
def test_a_file_without_the_required_parts_is_refused(text: str) -> None:
    assert {fault.code for fault in faults(text)} <= {"wrong_type", "missing_key", "bad_levels"}


# ------------------------------------------------ the drawing


def test_the_body_is_a_drawing_with_places(small: str) -> None:
    body = made(small).body
    assert body is not None
    assert body.outline == ((0, 0), (40, 0), (40, 200), (0, 200))
    behind, front = body.views
    assert [view.sides for view in body.views] == [("left", "right"), ("right", "left")]
    assert [zone.id for zone in behind.zones] == ["low", "leg"]
    assert behind.zones[0].shape == ((0, 80), (30, 80), (30, 100), (0, 100))
    assert (front.title, front.zones) == ("From the front", ())
    drawn = {spot.name: spot.zones for spot in (*body.pain, *body.numb)}
    assert drawn == {
        "back": ("left_low", "right_low"),
        "left leg": ("left_leg",),
        "right leg": ("right_leg",),
        "inside": (),
    }
    assert body.nerves[0].say == "a skin nerve"
    assert body.caveat == "Only a hint."


def test_the_body_is_optional(small: str) -> None:
    start, end = small.index("body:"), small.index("massage:")
    assert made(small[:start] + small[end:]).body is None


CORNERS = "[30, 190], [2, 190]"  # two of the leg


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("zones: left_leg", "zones: left_log", "unknown_zone"),
        ("zones: low", "zones: leg", "unused_zone"),
        (CORNERS, "[51, 190], [2, 190]", "outside_canvas"),
        (CORNERS, "[30, 201], [2, 190]", "outside_canvas"),
        (CORNERS, "[-1, 190], [2, 190]", "outside_canvas"),
        ("[[0, 0], [40, 0], [40, 200], [0, 200]]", "[[0, 0], [9, 9]]", "bad_shape"),
        (CORNERS, "[30, 190, 3]", "bad_shape"),
        (CORNERS, "[30, low]", "wrong_type"),
        (f"[[2, 110], [30, 110], {CORNERS}]", "[[41, 9], [49, 9], [45, 20]]", "zone_off_body"),
        ("      zones: left_leg\n", "", "not_drawn"),
        ("      not_drawn_because: It is hidden.\n", "", "not_drawn"),
        ("zones: left_leg", "zones: left_leg\n      not_drawn_because: No.", "not_drawn"),
    ],
)
def test_a_mistake_in_the_drawing_is_reported(small: str, old: str, new: str, code: str) -> None:
    assert code in [fault.code for fault in faults(changed(small, old, new))]


# ------------------------------------------------ completeness

READING = {  # reported by read_yaml alone, see test_yaml_source.py
    *("empty", "too_large", "not_utf8", "not_yaml", "too_deep"),
    *("several_documents", "anchor", "alias", "tag", "bad_sign", "directive"),
}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("    number: age\n", "    number: agee\n", "unknown_number"),
        ("    number: age\n", "    number: numb\n", "unknown_number"),
        ("    number: age\n", "    number: age\n    score: pattern\n", "bad_measure"),
        ("    number: age\n", "", "bad_measure"),
        ("    score: pattern\n", "    score: pattren\n", "unknown_score"),
        ("    worth: {points: 10, percent: 50}\n", "", "bad_measure"),
        ("points: 10", "points: 0", "out_of_range"),
        ("percent: 50", "percent: 101", "out_of_range"),
        ("    sheet: numb\n", "    worth: {points: 1, percent: 1}\n", "bad_measure"),
        ("    sheet: numb\n", "    least_when: {numb: no}\n", "bad_measure"),
        (
            "        label: not numb\n",
            "        label: no\n        when: {numb: no}\n",
            "bad_measure",
        ),
        ("        sheet: unchanged\n        when: {numb: since}\n", "", "bad_measure"),
        (
            """\
      old:
        label: as it was
        sheet: unchanged
        when: {numb: since}
      new:
        label: newly numb
        when: {numb: recent}
""",
            "",
            "bad_measure",
        ),
    ],
)
def test_a_mistake_in_a_measure_is_reported(small: str, old: str, new: str, code: str) -> None:
    assert code in [fault.code for fault in faults(changed(small, old, new))]


def test_a_measure_says_what_it_measures_and_what_counts_as_a_change(small: str) -> None:
    years, numbness, pattern = made(small).measures
    assert (years.number, years.minimum, years.maximum) == ("age", 0, 120)
    assert (years.points, years.percent, years.charted) == (10, 50, True)
    assert [step.id for step in numbness.steps] == ["none", "old", "new"]
    assert (numbness.minimum, numbness.maximum, numbness.points) == (0, 2, 1)
    assert (pattern.score, pattern.maximum) == ("pattern", 3)


OTHERS = {"unknown_key", "reserved_name"}  # tested above for every part
OTHERS |= {"bad_shape", "outside_canvas", "zone_off_body"}  # of the body
OTHERS |= {"unknown_sketch"}
OTHERS |= {"unknown_zone", "unused_zone", "not_drawn"}
OTHERS |= {"bad_measure", "unknown_number"}


def codes_of(root: Path) -> set[str]:
    """Every fault code that reading a questions file can report."""
    folder = root / "src" / "sciatica_cli" / "bank"
    codes = {field.code for field in fields_in(FILE) if isinstance(field, OneOf)}
    for path in folder.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            strings = [getattr(argument, "value", None) for argument in call.args]
            if call.func.attr in ("fault", "unknown") and isinstance(strings[0], str):
                codes.add(strings[0])
            elif call.func.attr == "check":
                codes.add(f"unknown_{strings[1]}")
            elif call.func.attr == "refuse":
                codes.add(str(strings[1]))
            elif call.func.attr == "check_known" and isinstance(strings[0], str):
                codes.add(f"unknown_{strings[0]}")
    return codes


def fields_in(field: Field) -> Iterator[Field]:
    """A field of the description and all fields inside it."""
    yield field
    inner: Collection[Field] = ()
    match field:
        case Block():
            inner = field.fields.values()
        case Variants():
            inner = dict.fromkeys(field.blocks.values())
        case Entries():
            inner = (field.entry,)
        case ListOf():
            inner = (field.item,)
    for part in inner:
        yield from fields_in(part)


def test_every_fault_code_is_tested(root: Path) -> None:
    tested = {code for _, _, code in (*MISTAKES, *WHOLE)} | READING | OTHERS
    assert codes_of(root) == tested


def test_every_fault_code_is_explained_to_authors(root: Path) -> None:
    text = (root / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert codes_of(root) <= set(re.findall(r"`(\w+)`", text))
