"""The columns of a result: their names, their order, and what each says."""

from __future__ import annotations

from itertools import chain, product
from typing import Any

import pytest

from assessed import assess_answers
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.conditions import AllOf, AnswerState, In
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Band, Cause, Caution, Massage, Point, Score, Treatment
from sciatica_cli.core.outcomes import ALWAYS, OutcomeExpressions
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.result_columns import (
    FlagColumn,
    NamesColumn,
    ResultColumn,
    TotalColumn,
    WordColumn,
    result_table,
)
from tiny import choice, rule, tiny, value_of

QUESTIONS = tuple(choice(name, "no", "yes") for name in ("leg", "numb", "young"))
LEG, NUMB, YOUNG = (In(question.id, ("yes",)) for question in QUESTIONS)
BANK = tiny(
    QUESTIONS,
    (
        rule("new", "emergency_now", NUMB, "same_day"),
        rule("child", "within_days", YOUNG, scope=True),
        rule("mild", "routine", LEG),
    ),
    scores=(
        Score(
            "pattern",
            "",
            (Point("leg", LEG, 2, ""), Point("numb", NUMB, -2, "")),
            (Band("little", "", AllOf(())), Band("much", "", LEG)),
            maximum=2,
        ),
    ),
    causes=(Cause("nerve", "", LEG, None, ""), Cause("other", "", NUMB, LEG, "")),
    massage=Massage(
        Treatment(
            *("massage", "", "yes"),
            cautions=(Caution("leg", "caution", LEG, "", ask="cancer_team"),),
        ),
        *((),) * 6,
    ),
    options=(
        Treatment("heat", "", "try", cautions=(Caution("leg", "discuss", LEG, ""),)),
        Treatment("pillow", "", "try", comfort=True),
    ),
)
HIGHEST_FIRST = ["emergency_now", "same_day", "within_days", "routine"]


Columns = dict[str, ResultColumn]


def columns_for(purpose: Purpose) -> Columns:
    """The columns of the questionnaire by their flat names."""
    table = result_table(OutcomeExpressions(BANK), purpose)
    return {column.name: column for column in chain(*table.values())}


@pytest.fixture
def columns() -> Columns:
    return columns_for(Purpose.ALL)


def row_of(columns: Columns, answers: Answers) -> dict[str, Any]:
    """What the columns say about these answers."""
    state = assess_answers(BANK, answers).state
    return {name: read(column, state) for name, column in columns.items()}


def read(column: ResultColumn, state: AnswerState) -> Any:
    """The value of a column, as every writer must read it."""
    if not value_of(column.applies, state):
        return None
    if isinstance(column, FlagColumn):
        return value_of(column.when, state)
    if isinstance(column, WordColumn):
        words = [word for word, when in column.words if value_of(when, state)]
        assert len(words) <= 1
        return words[0] if words else column.other
    if isinstance(column, TotalColumn):
        return column.least + sum(value_of(when, state) for when in column.reached)
    assert isinstance(column, NamesColumn)
    return [name for name, when in column.names if value_of(when, state)]


def assessed_row(found: Assessment) -> dict[str, Any]:
    """The same row from the assessment itself."""
    scores = {result.score.id: result for result in found.scores}
    fits = {result.cause.id: result.fit for result in found.causes}
    certain = [reason.rule for reason in found.reasons if reason.certain]
    row: dict[str, Any] = {
        "purpose": found.purpose,
        "status": found.status,
        "level": found.level,
        "at_most": found.at_most,
        "complete": found.complete,
        "rules": [rule.id for rule in BANK.rules if rule in certain],
        "open": [rule.id for rule in found.open_rules],
    }
    for score in BANK.scores:
        result = scores.get(score.id)
        row[f"scores__{score.id}__value"] = result.value if result else None
        row[f"scores__{score.id}__band"] = result.band.id if result and result.band else None
    row |= {f"causes__{cause.id}": fits.get(cause.id) for cause in BANK.causes}
    row["massage"] = found.massage.verdict
    row |= {f"options__{option.treatment.id}": option.verdict for option in found.options}
    return row | {"ask__massage": found.massage.ask}


def test_the_columns_come_in_the_order_of_the_contract(columns: Columns) -> None:
    assert list(result_table(OutcomeExpressions(BANK))) == [
        *("purpose", "status", "level", "at_most", "complete", "rules", "open"),
        *("scores", "causes", "massage", "options", "ask"),
    ]
    assert tuple(columns) == (
        *("purpose", "status", "level", "at_most", "complete", "rules", "open"),
        *("scores__pattern__value", "scores__pattern__band", "causes__nerve", "causes__other"),
        *("massage", "options__heat", "options__pillow", "ask__massage"),
    )


def test_a_column_has_a_place_in_an_object_and_a_flat_name() -> None:
    (value, band) = result_table(OutcomeExpressions(BANK))["scores"]
    assert value.path == ("scores", "pattern", "value")
    assert band.path == ("scores", "pattern", "band")
    assert band.name == "scores__pattern__band"


def test_a_questionnaire_without_scores_causes_and_options_has_no_columns_for_them() -> None:
    table = result_table(OutcomeExpressions(tiny(QUESTIONS, ())))
    assert table["scores"] == table["causes"] == table["options"] == ()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"leg": "no", "numb": "no", "young": "no"},
            {
                "purpose": "all",
                "status": "assessed",
                "level": "self_care",
                "at_most": "self_care",
                "complete": True,
                "rules": [],
                "open": [],
                "scores__pattern__value": 0,
                "scores__pattern__band": "little",
                "causes__nerve": "less_like",
                "causes__other": "less_like",
                "massage": "yes",
                "options__heat": "try",
                "options__pillow": "try",
                "ask__massage": "nobody",
            },
        ),
        (
            {"leg": "yes", "numb": "unsure", "young": "no"},
            {
                "purpose": "all",
                "status": "assessed",
                "level": "same_day",
                "at_most": "same_day",
                "complete": True,
                "rules": ["mild"],
                "open": ["new"],
                "scores__pattern__value": 2,
                "scores__pattern__band": "much",
                "causes__nerve": "resembles",
                "causes__other": "partly",
                "massage": "no",
                "options__heat": "not_now",
                "options__pillow": "try",
                "ask__massage": "nobody",
            },
        ),
        (
            {"numb": "no"},
            {
                "purpose": "all",
                "status": "assessed",
                "level": "self_care",
                "at_most": "within_days",
                "complete": False,
                "rules": [],
                "open": [],
                "scores__pattern__value": 0,
                "scores__pattern__band": None,
                "causes__nerve": "unknown",
                "causes__other": "unknown",
                "massage": "unknown",
                "options__heat": "unknown",
                "options__pillow": "try",
                "ask__massage": "nobody",
            },
        ),
        (
            {"leg": "yes", "numb": "yes", "young": "yes"},
            {
                "purpose": "all",
                "status": "out_of_scope",
                "level": "emergency_now",
                "at_most": "emergency_now",
                "complete": True,
                "rules": ["new", "child", "mild"],
                "open": [],
                "scores__pattern__value": None,
                "scores__pattern__band": None,
                "causes__nerve": None,
                "causes__other": None,
                "massage": "not_assessed",
                "options__heat": "not_assessed",
                "options__pillow": "not_assessed",
                "ask__massage": "nobody",
            },
        ),
    ],
)
def test_the_columns_say_what_a_person_is_told(
    columns: Columns, answers: Answers, said: dict[str, Any]
) -> None:
    assert row_of(columns, answers) == said


@pytest.mark.parametrize("purpose", Purpose)
def test_the_columns_say_what_the_assessment_says_for_every_set_of_answers(
    purpose: Purpose,
) -> None:
    columns = columns_for(purpose)
    for row in product(("no", "yes", "unsure", None), repeat=len(QUESTIONS)):
        given = zip(QUESTIONS, row, strict=True)
        answers: Answers = {question.id: answer for question, answer in given if answer}
        found = assess(resolve(BANK, answers), purpose)
        assert row_of(columns, answers) == assessed_row(found), answers


def test_a_column_of_words_lists_all_it_may_say_and_what_is_left_last(columns: Columns) -> None:
    words = {name: c.values for name, c in columns.items() if isinstance(c, WordColumn)}
    verdicts = ("try", "discuss", "ask_first", "not_now", "unknown", "not_assessed")
    fits = ("resembles", "partly", "less_like", "unknown", None)
    assert words == {
        "purpose": ("all",),
        "status": ("assessed", "out_of_scope"),
        "level": (*HIGHEST_FIRST, "self_care"),
        "at_most": (*HIGHEST_FIRST, "self_care"),
        "scores__pattern__band": ("little", "much", None),
        "causes__nerve": fits,
        "causes__other": fits,
        "massage": ("yes", "caution", "no", "unknown", "not_assessed"),
        "options__heat": verdicts,
        "options__pillow": verdicts,
        "ask__massage": ("cancer_team", "midwife", "doctor", "pharmacist", "nobody"),
    }


def test_what_a_purpose_does_not_cover_has_one_word() -> None:
    def uncovered(purpose: Purpose) -> list[str]:
        words = {n: c.values for n, c in columns_for(purpose).items() if isinstance(c, WordColumn)}
        return [
            name for name, values in words.items() if values in (("not_assessed",), ("nobody",))
        ]

    options = ["options__heat", "options__pillow"]
    assert uncovered(Purpose.LEVEL) == ["massage", *options, "ask__massage"]
    assert uncovered(Purpose.MASSAGE) == options


def test_a_sum_has_an_expression_for_each_value_above_its_least(columns: Columns) -> None:
    total = columns["scores__pattern__value"]
    assert isinstance(total, TotalColumn)
    assert (total.least, len(total.reached)) == (-2, 4)  # the values -1, 0, 1 and 2


def test_only_scores_and_causes_have_no_value_out_of_scope(columns: Columns) -> None:
    in_scope = OutcomeExpressions(BANK).in_scope()
    applies = {name: column.applies for name, column in columns.items()}
    assert {name for name, when in applies.items() if when == in_scope} == {
        *("scores__pattern__value", "scores__pattern__band", "causes__nerve", "causes__other"),
    }
    assert all(when in (in_scope, ALWAYS) for when in applies.values())
