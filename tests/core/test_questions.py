"""The kinds of question: their names, their values, and the answer that suggests least."""

from __future__ import annotations

import pytest

from sciatica_cli.core.conditions import Answer, is_unsure
from sciatica_cli.core.questions import (
    KINDS,
    Choice,
    ChoiceQuestion,
    ManyQuestion,
    NumberQuestion,
    Question,
    ScaleQuestion,
    YesNoQuestion,
)
from tiny import choice, many, number

YES_NO = YesNoQuestion("alone", "s", "?", choices=(Choice("no", "No"), Choice("yes", "Yes")))
HIP = ChoiceQuestion(
    *("hip", "s", "?"),
    choices=(Choice("own", "No"), Choice("replaced", "Yes", "life")),
    unsure="Not sure",
    lasts="until_told",
)
SCALE = ScaleQuestion("pain", "s", "?", minimum=0, maximum=10)


def test_each_kind_has_its_name_in_the_questions_file() -> None:
    assert {
        "yes_no": YesNoQuestion,
        "choice": ChoiceQuestion,
        "many": ManyQuestion,
        "number": NumberQuestion,
        "scale": ScaleQuestion,
    } == KINDS


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (choice("leg", "no", "left"), ("no", "left", "unsure")),
        (choice("leg", "no", "left", unsure=""), ("no", "left")),
        (many("signs", "hot", "cold"), ("hot", "cold", "none", "unsure")),
        (YES_NO, ("no", "yes")),
        (number("age", 18, 120), ()),
        (SCALE, ()),
    ],
)
def test_the_values_of_a_question_end_with_not_sure_where_it_is_offered(
    question: Question, values: tuple[str, ...]
) -> None:
    assert question.values == values


def test_a_value_has_its_name_and_the_earlier_ones_of_its_choice() -> None:
    leg = choice("leg", "no", "left", earlier={"left": ("sinister", "l")})
    assert leg.names("left") == ("left", "sinister", "l")
    assert leg.names("unsure") == ("unsure",)
    assert number("age").names("3") == ("3",)


@pytest.mark.parametrize(
    ("question", "least"),
    [
        (choice("leg", "no", "left"), "no"),
        (many("signs", "hot", "cold"), ("none",)),
        (
            ManyQuestion("signs", "s", "?", choices=(Choice("hot", "H"), Choice("sore", "S"))),
            ("hot",),
        ),
        (YES_NO, "no"),
        (number("age", 18, 120), 18),
        (SCALE, 0),
    ],
)
def test_the_least_severe_answer_comes_first_unless_nothing_applies(
    question: Question, least: Answer
) -> None:
    assert question.least_severe == least
    assert question.accept(least) == least


def test_a_list_counts_nothing_of_these_among_its_harmless_choices() -> None:
    assert choice("leg", "no", "old", "left", harmless=("no", "old")).harmless_values == (
        "no",
        "old",
    )
    assert many("signs", "hot", "dull", harmless=("dull",)).harmless_values == ("dull", "none")


def test_an_answer_holds_as_long_as_its_choice_says_and_otherwise_as_the_question_says() -> None:
    assert [HIP.how_long(value) for value in HIP.values] == ["until_told", "life", "until_told"]
    assert number("age", lasts="now").how_long(44) == "now"
    assert {number("age").how_long(44), YES_NO.how_long("yes")} == {""}


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        (choice("leg", "no", "left"), "no | left | unsure"),
        (many("signs", "hot", "cold"), "a list of: hot | cold | none | unsure"),
        (YES_NO, "no | yes"),
        (number("age", 18, 120), "a whole number from 18 to 120"),
    ],
)
def test_the_allowed_answers_are_put_in_words(question: Question, allowed: str) -> None:
    assert question.allowed == allowed


def test_only_yes_and_no_can_be_typed_as_letters() -> None:
    assert list(YES_NO.letters.items()) == [("yes", "y"), ("no", "n")]
    unsure = YesNoQuestion("alone", "s", "?", choices=YES_NO.choices, unsure="Not sure")
    assert list(unsure.letters.values()) == ["y", "n", "u"]
    assert not choice("leg", "no", "left").letters
    assert not SCALE.letters


def test_a_number_has_no_harmless_values() -> None:
    assert SCALE.harmless_values == ()


@pytest.mark.parametrize(
    ("question", "schema"),
    [
        (choice("leg", "no", "left"), {"enum": ["no", "left", "unsure", None]}),
        (YES_NO, {"enum": ["no", "yes", True, False, None]}),
        (SCALE, {"type": ["integer", "null"], "minimum": 0, "maximum": 10}),
        (
            ManyQuestion("signs", "s", "?", choices=(Choice("hot", "H"),)),
            {
                "type": ["array", "null"],
                "items": {"enum": ["hot"]},
                "minItems": 1,
                "uniqueItems": True,
            },
        ),
    ],
)
def test_each_kind_describes_its_answers_in_json_schema(
    question: Question, schema: dict[str, object]
) -> None:
    assert question.json_schema() == schema


def test_a_list_with_none_and_something_else_does_not_fit_its_json_schema() -> None:
    schema = many("signs", "hot", "cold").json_schema()
    assert schema["not"] == {"type": "array", "contains": {"const": "none"}, "minItems": 2}


def test_clinicians_have_words_of_their_own_for_an_answer() -> None:
    leg = ChoiceQuestion("leg", "s", "?", choices=(Choice("drop", "I trip", sheet="foot drop"),))
    assert (leg.shorthand("drop"), leg.shorthand("other")) == ("foot drop", "")
    years = {"minimum": 0, "maximum": 120, "unit": "years"}
    assert NumberQuestion("age", "s", "?", sheet="Age", **years).shorthand(42) == "Age 42 years"
    assert NumberQuestion("age", "s", "?", **years).shorthand(42) == "42 years"
    assert number("age").shorthand(42) == ""
    assert SCALE.shorthand(5) == ""
    pain = ScaleQuestion("pain", "s", "?", sheet="worst pain", minimum=0, maximum=10)
    assert pain.shorthand(5) == "worst pain 5/10"


def test_the_allowed_answers_are_also_data() -> None:
    question = choice("leg", "no", "left", harmless=("no",))
    assert question.allowed_data() == {
        "answers": [{"value": value, "label": question.label(value)} for value in question.values],
        "harmless": ["no"],
    }
    assert HIP.allowed_data()["lasts_for"] == {"replaced": "life"}
    assert SCALE.allowed_data() == {"minimum": 0, "maximum": 10}


@pytest.mark.parametrize(
    ("answer", "unsure"),
    [("unsure", True), (("hot", "unsure"), True), (("hot",), False), ("no", False), (3, False)],
)
def test_not_sure_may_stand_beside_choices(answer: Answer, unsure: bool) -> None:
    assert is_unsure(answer) is unsure
    assert not is_unsure(None)
