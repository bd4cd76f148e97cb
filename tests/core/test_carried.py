"""Which answers of an earlier check still hold, once they are confirmed."""

from __future__ import annotations

from typing import Any

import pytest

from sciatica_cli.core.answers import Answers
from sciatica_cli.core.carried import Carried, carry
from sciatica_cli.core.checks import Check
from sciatica_cli.core.conditions import In, Not
from sciatica_cli.core.levels import Level
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import Choice, ManyQuestion
from tiny import choice, many, number, tiny


def mixed(name: str, **lasting: str) -> ManyQuestion:
    """A list whose items hold for different times."""
    choices = (*(Choice(item, item, lasts) for item, lasts in lasting.items()), Choice("none", "-"))
    return ManyQuestion(
        name, "s", name, name, choices=choices, unsure="Not sure", lasts="until_told"
    )


WORLD = tiny(
    (
        number("age", maximum=120, lasts="until_told"),
        choice("sex", "female", "male", lasts="life"),
        choice("course", "better", "worse", lasts="now"),
        choice("unmarked", "x", "y"),
        choice("hip", "own", "replaced", lasts="until_told", harmless=("own",)),
        many("illness", "ulcer", "asthma", lasts="until_told"),
        mixed("mixed", ulcer="until_told", shingles="now"),
        many("danger", "cancer", "clot", lasts="life", danger=True),
        choice("onset", "slow", "sudden", lasts="until_told", danger=True, harmless=("slow",)),
        choice("periods", "yes", "no", lasts="until_told", ask_if=Not(In("sex", ("male",)))),
    ),
    (),
)


def carried(questionnaire: Questionnaire = WORLD, sha256: str = WORLD.sha256, **a: Any) -> Carried:
    check = Check(
        taken_at=0, purpose=Purpose.ALL, level=Level("self_care"), complete=True, version="1",
        sha256=sha256, record=a, measures={},
    )  # fmt: skip
    return carry(questionnaire, check)


@pytest.mark.parametrize(
    ("answer", "to_confirm"),
    [
        ({"age": 42}, {"age": 42}),
        ({"sex": "female"}, {"sex": "female"}),
        ({"hip": "own"}, {"hip": "own"}),
        ({"illness": ["ulcer"]}, {"illness": ("ulcer",)}),
        ({"illness": ["ulcer", "asthma"]}, {"illness": ("ulcer", "asthma")}),
        ({"course": "better", "illness": ["ulcer"]}, {"illness": ("ulcer",)}),
    ],
)
def test_what_lasts_is_confirmed_and_not_asked(answer: Answers, to_confirm: Answers) -> None:
    assert carried(**answer) == Carried(to_confirm, {})


@pytest.mark.parametrize(
    "answer",
    [
        {"course": "better"},  # has a time in it
        {"unmarked": "x"},  # nobody has said how long it lasts
        {"sex": "unsure"},
        {"illness": ["none"]},
        {"illness": ["unsure"]},
        {"danger": ["none"]},
        {"danger": ["unsure"]},
        {"danger": ["cancer", "unsure"]},  # Enter alone would drop the doubt
        {"illness": ["ulcer", "unsure"]},
        {"mixed": ["shingles"]},
        {"periods": "no"},
        {"onset": "slow"},  # harmless, of a danger question
    ],
)
def test_none_not_sure_and_everything_with_a_time_is_asked_anew(answer: Answers) -> None:
    assert carried(**answer) == Carried({}, {})


@pytest.mark.parametrize(
    ("answer", "chosen"),
    [
        ({"danger": ["cancer"]}, {"danger": ("cancer",)}),
        ({"onset": "sudden"}, {"onset": "sudden"}),
        # What is not ticked may be there today.
        ({"mixed": ["ulcer"]}, {"mixed": ("ulcer",)}),
        ({"mixed": ["ulcer", "shingles"]}, {"mixed": ("ulcer",)}),
    ],
)
def test_every_danger_question_is_asked_anew_with_what_lasts_chosen(
    answer: Answers, chosen: Answers
) -> None:
    assert carried(**answer) == Carried({}, chosen)


def test_a_list_of_other_questions_is_asked_anew_because_it_may_have_more_items() -> None:
    found = carried(sha256="other", illness=["ulcer"], age=42)
    assert found == Carried({"age": 42}, {"illness": ("ulcer",)})


def test_what_is_no_answer_any_more_or_contradicts_another_is_left_out() -> None:
    found = carried(age=4200, illness=["gone"], unknown="x", sex="male", periods="yes")
    assert found == Carried({"sex": "male"}, {})
