"""The questions as a list, as data, as a blank answers file and as a JSON Schema."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reading import headings
from scenarios import all_cases, answers_of
from sciatica_cli.bank.build import build
from sciatica_cli.core.answers import SCHEMA, read_answers
from sciatica_cli.core.faults import Fault
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.questions import NumberQuestion
from sciatica_cli.report.blocks import Entry, Paragraph, walk
from sciatica_cli.report.questions import answers_schema, blank_answers, listing, questions_data

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


@pytest.fixture(scope="module")
def validator(questionnaire: Questionnaire) -> Draft202012Validator:
    return Draft202012Validator(answers_schema(questionnaire))


# ------------------------------------------------ list and data


def test_the_list_has_every_question_once_in_its_section(
    questionnaire: Questionnaire,
) -> None:
    blocks = listing(questionnaire)
    assert headings(blocks) == [section.title for section in questionnaire.sections]
    asked = [(block.label, block.text) for block in walk(blocks) if isinstance(block, Entry)]
    assert asked == [(question.id, question.ask) for question in questionnaire.questions]


def test_the_list_gives_allowed_answers_and_dependencies(
    questionnaire: Questionnaire,
) -> None:
    blocks = listing(questionnaire)
    answers = {
        entry.label: after.text.strip()
        for entry, after in pairwise(walk(blocks))
        if isinstance(entry, Entry) and isinstance(after, Paragraph)
    }
    assert answers["age"] == "a whole number from 0 to 120"
    assert answers["fever"] == " | ".join(questionnaire.question("fever").values)
    assert answers["background"].startswith("a list of: ")
    assert answers["harm_now"].endswith("(asked only after some answers to mood)")


def test_the_questions_as_data_have_every_text_and_allowed_answer(
    questionnaire: Questionnaire,
) -> None:
    data = json.loads(json.dumps(questions_data(questionnaire)))
    assert data["schema"] == "sciatica.questions/1"
    assert data["questionnaire"]["sha256"] == questionnaire.sha256
    assert len(data["questions"]) == len(questionnaire.questions)
    for entry, question in zip(data["questions"], questionnaire.questions, strict=True):
        assert (entry["id"], entry["ask"], entry["danger"]) == (
            question.id,
            question.ask,
            question.danger,
        )
        if question.kind in ("number", "scale"):
            assert (entry["minimum"], entry["maximum"]) == (question.minimum, question.maximum)
        else:
            labels = {answer["value"]: answer["label"] for answer in entry["answers"]}
            assert tuple(labels) == question.values
            assert all(labels.values())
            assert set(entry["harmless"]) <= set(labels)


def test_every_question_names_the_questions_it_depends_on(questionnaire: Questionnaire) -> None:
    order = [question.id for question in questionnaire.questions]
    data = questions_data(questionnaire)["questions"]
    assert isinstance(data, list)
    for place, entry in enumerate(data):
        assert set(entry["asked_depending_on"]) <= set(order[:place])
        assert bool(entry["asked_depending_on"]) == (
            questionnaire.questions[place].asked_when is not None
        )


NEW_KEYS = {"ask_them", "lasts", "lasts_for"}


def test_the_data_say_how_long_answers_hold_and_how_to_ask_about_somebody_else(small: str) -> None:
    given = "ask_them: Are they better?\n    lasts: now\n    lasts_for: {yes: life}\n    "
    text = small.replace("kind: yes_no", f"{given}kind: yes_no")
    data = questions_data(build(text.encode(), "small.yaml"))["questions"]
    assert isinstance(data, list)
    *others, better = ({key: entry[key] for key in entry if key in NEW_KEYS} for entry in data)
    assert better == {"ask_them": "Are they better?", "lasts": "now", "lasts_for": {"yes": "life"}}
    assert others == [{}, {}, {}]


# ------------------------------------------------ the blank file


def test_a_blank_answers_file_is_valid_and_contains_no_answer(questionnaire: Questionnaire) -> None:
    blank = blank_answers(questionnaire)
    assert read_answers(questionnaire, blank) == ({}, ())
    head = {"schema": SCHEMA, "questionnaire": questionnaire.version}
    assert blank == head | {question.id: None for question in questionnaire.questions}


# ------------------------------------------------ the schema


def test_the_answers_schema_is_a_valid_schema(questionnaire: Questionnaire) -> None:
    schema = answers_schema(questionnaire)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_valid_for_the_schema_and_the_program(
    questionnaire: Questionnaire, validator: Draft202012Validator, path: Path
) -> None:
    record = json.loads(path.read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(record)] == []
    assert read_answers(questionnaire, record)[1] == ()


def test_every_scenario_is_valid_for_the_schema(
    questionnaire: Questionnaire, validator: Draft202012Validator
) -> None:
    for name, case in all_cases()[::10]:
        answers = json.loads(json.dumps(answers_of(questionnaire, case)))
        assert validator.is_valid(answers), name


@pytest.mark.parametrize(
    "record",
    [
        {"sadle": "no"},
        {"saddle": "maybe"},
        {"saddle": ["no"]},
        {"saddle": True},
        {"saddle": 0},
        {"fever": ""},
        {"age": "42"},
        {"age": 42.5},
        {"age": True},
        {"age": -1},
        {"age": 121},
        {"age": "unsure"},
        {"background": []},
        {"background": "cancer"},
        {"background": ["nonsense"]},
        {"background": ["cancer", "cancer"]},
        {"background": ["none", "cancer"]},
        {"background": ["none", "unsure"]},
        {"background": [None]},
        {"schema": "sciatica.answers/3"},
        {"questionnaire": 2026},
        {"id": ["x"]},
        {"id": 1.5},
        {"id": "x" * 201},
    ],
    ids=str,
)
def test_a_bad_record_is_invalid_for_both_schema_and_program(
    questionnaire: Questionnaire, validator: Draft202012Validator, record: dict[str, object]
) -> None:
    assert not validator.is_valid(record)
    assert read_answers(questionnaire, record)[1]


@pytest.mark.parametrize("record", [[], "saddle", None, 3])
def test_a_record_is_an_object(validator: Draft202012Validator, record: object) -> None:
    assert not validator.is_valid(record)


def test_schema_and_program_agree_on_every_kind_of_answer(questionnaire: Questionnaire) -> None:
    other_values: list[object] = [
        True,
        False,
        "",
        "yes",
        "none",
        [],
        ["none"],
        ["x"],
        {},
        0,
        -1,
        121,
        3.5,
        3.0,
        1e2,
        -0.0,
        1e300,
    ]
    properties = answers_schema(questionnaire)["properties"]
    assert isinstance(properties, dict)
    for question in questionnaire.questions:
        values = list(question.values)
        lists = [[value] for value in values] + [[a, b] for a in values for b in values]
        ends = [-1, 0, 1]
        if isinstance(question, NumberQuestion):
            low, high = question.minimum, question.maximum
            ends = [low - 1, low, high, high + 1]
        one = Draft202012Validator(properties[question.id])
        for given in [*other_values, *values, *lists, *ends]:
            accepted = not isinstance(question.accept(given), Fault)
            assert one.is_valid(given) == accepted, (question.id, given)


IDS: list[tuple[object, bool]] = [
    ("p-7", True),
    ("", True),
    ("two words", True),
    ("no\N{NO-BREAK SPACE}break", True),
    ("\u65e5\u672c\N{IDEOGRAPHIC SPACE}7", True),
    ("\U0001f469\N{ZERO WIDTH JOINER}\U0001f4bb", True),
    ("\u0645\u06cc\N{ZERO WIDTH NON-JOINER}\u0634", True),
    ("\U0001f3f4\U000e0067\U000e007f", True),  # of signs that are joined into a flag
    ("e\u0301", True),
    ("x" * 200, True),
    ("x" * 201, False),
    ("a\n", False),
    ("\n", False),
    ("a\tb", False),
    ("\x00", False),
    ("\x7f", False),
    ("\x85", False),
    ("\u2028", False),
    *[(f"a{chr(sign)}b", False) for sign in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))],
    ("\ud800", False),
    (44.0, True),
    (-3, True),
    (10**199, True),
    (-(10**198), True),
    (10**201, False),
    (-(10**200), False),
    (1.5, False),
    (True, False),
    ([], False),
]


@pytest.mark.parametrize(("ident", "accepted"), IDS, ids=lambda value: ascii(value)[:30])
def test_schema_and_program_agree_on_ids(
    questionnaire: Questionnaire, validator: Draft202012Validator, ident: object, accepted: bool
) -> None:
    assert validator.is_valid({"id": ident}) == accepted
    assert (not read_answers(questionnaire, {"id": ident})[1]) == accepted
