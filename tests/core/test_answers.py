"""The validation of answers: what is valid, and which fault is reported otherwise."""

from __future__ import annotations

import pytest

from sciatica_cli.core.answers import (
    ALL_NAMES,
    MAX_UNKNOWN,
    SCHEMA,
    Answers,
    as_record,
    limit_unknown_keys,
    read_answers,
)
from sciatica_cli.core.faults import (
    AnswersError,
    Fault,
    Urgent,
    clean,
    nearest,
    shown,
)
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.questions import Choice, ScaleQuestion, YesNoQuestion
from sciatica_cli.exits import BAD_ANSWERS, status_of
from sciatica_cli.output import fault_lines
from tiny import choice, many, number, tiny

BANK = tiny(
    (
        choice("legs", "none_of_them", "left", "both"),
        many("signs", "hot", "cold"),
        number("age", 0, 120),
        YesNoQuestion("alone", "s", "?", "?", choices=choice("q", "no", "yes").choices),
        ScaleQuestion("pain", "s", "?", "?", minimum=0, maximum=10, was=("ache", "soreness")),
    ),
    (),
)


RENAMED = tiny(
    (
        choice("legs", "none_of_them", "left", earlier={"left": ("sinister", "l")}),
        many("signs", "hot", "cold", earlier={"hot": ("warm", "fever"), "none": ("nothing",)}),
        YesNoQuestion(
            *("alone", "s", "?", "?"),
            choices=(Choice("no", "No"), Choice("yes", "Yes", "", ("y",))),
        ),
    ),
    (),
)


@pytest.mark.parametrize(
    ("record", "counted", "codes"),
    [
        ({"legs": "sinister"}, {"legs": "left"}, []),
        ({"legs": "l"}, {"legs": "left"}, []),
        ({"legs": "left"}, {"legs": "left"}, []),
        ({"alone": "y"}, {"alone": "yes"}, []),
        ({"signs": ["cold", "warm"]}, {"signs": ("hot", "cold")}, []),
        ({"signs": ["fever", "hot", "warm"]}, {"signs": ("hot",)}, []),
        ({"signs": ["nothing"]}, {"signs": ("none",)}, []),
        ({"signs": ["nothing", "none"]}, {"signs": ("none",)}, []),
        ({"signs": ["warm", "warm"]}, {}, ["repeated"]),
        ({"signs": ["nothing", "warm"]}, {}, ["none_not_alone"]),
        ({"signs": ["warm", "dry"]}, {}, ["not_a_choice"]),
        ({"signs": ["sinister"]}, {}, ["not_a_choice"]),
        ({"alone": "l"}, {}, ["not_a_choice"]),
    ],
)
def test_an_earlier_name_of_a_choice_counts_as_the_choice(
    record: dict[str, object], counted: Answers, codes: list[str]
) -> None:
    answers, faults = read_answers(RENAMED, record)
    assert (answers, [fault.code for fault in faults]) == (counted, codes)


def read(record: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    answers, faults = read_answers(BANK, record)
    return dict(answers), [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("record", "counted"),
    [
        ({"legs": "left"}, {"legs": "left"}),
        ({"legs": "unsure"}, {"legs": "unsure"}),
        ({"legs": None}, {}),
        ({"signs": ["cold", "hot"]}, {"signs": ("hot", "cold")}),
        ({"signs": ["unsure", "hot"]}, {"signs": ("hot", "unsure")}),
        ({"signs": ["none"]}, {"signs": ("none",)}),
        ({"age": 0}, {"age": 0}),
        ({"age": 42.0, "pain": -0.0}, {"age": 42, "pain": 0}),
        ({"age": 120}, {"age": 120}),
        ({"pain": 10}, {"pain": 10}),
        ({"soreness": 3}, {"pain": 3}),
        ({"alone": "no", "ache": 3}, {"alone": "no", "pain": 3}),
        ({"alone": True}, {"alone": "yes"}),
        ({"alone": False}, {"alone": "no"}),
        ({"id": "p-7", "schema": "sciatica.answers/1", "questionnaire": "2026.11"}, {}),
        ({"id": 7, "schema": None}, {}),
        ({"id": "x" * 200, "answered_at": 0}, {}),
        ({"id": 44.0, "answered_at": 1e9}, {}),
    ],
)
def test_valid_answers_count_in_the_order_of_the_questions(
    record: dict[str, object], counted: dict[str, object]
) -> None:
    assert read(record) == (counted, [])


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"lges": "left"}, "unknown_key"),
        ({"legs": "lefd"}, "not_a_choice"),
        ({"legs": ["left"]}, "wrong_type"),
        ({"legs": True}, "wrong_type"),
        ({"legs": 1}, "wrong_type"),
        ({"legs": {}}, "wrong_type"),
        ({"alone": "unsure"}, "not_a_choice"),
        ({"signs": "hot"}, "wrong_type"),
        ({"signs": [1]}, "wrong_type"),
        ({"signs": []}, "empty_list"),
        ({"signs": ["hot", "hot"]}, "repeated"),
        ({"signs": ["none", "hot"]}, "none_not_alone"),
        ({"signs": ["none", "unsure"]}, "none_not_alone"),
        ({"signs": ["warm"]}, "not_a_choice"),
        ({"age": 121}, "out_of_range"),
        ({"age": -1}, "out_of_range"),
        ({"age": True}, "wrong_type"),
        ({"age": 42.5}, "wrong_type"),
        ({"age": "42"}, "wrong_type"),
        ({"age": "unsure"}, "wrong_type"),
        ({"id": ["x"]}, "bad_id"),
        ({"id": True}, "bad_id"),
        ({"id": "x" * 201}, "bad_id"),
        ({"id": "a\nb"}, "bad_id"),
        ({"id": "a\x1b[31mb"}, "bad_id"),
        ({"schema": "other/1"}, "bad_schema"),
        ({"questionnaire": 3}, "bad_version"),
        ({"answered_at": "today"}, "bad_time"),
        ({"answered_at": True}, "bad_time"),
    ],
)
def test_a_bad_answer_is_one_fault_and_does_not_count(record: dict[str, object], code: str) -> None:
    assert read(record) == ({}, [code])


def test_a_fault_says_where_it_is_what_is_wrong_and_how_to_fix_it() -> None:
    _, faults = read_answers(BANK, {"lges": "left", "legs": "lefd", "age": 121})
    assert [fault.line() for fault in faults] == [
        "lges: there is no such question (did you mean legs?) [unknown_key]",
        'legs: "lefd" is not one of the choices (did you mean left?) [not_a_choice]',
        f"age: this number is too low or too high ({AGE_WANTED}) [out_of_range]",
    ]


NAME_WANTED = "give the name of one choice, as text"
LIST_WANTED = 'give a list of choices, for example ["none"]'
LIST_FILLED = 'write ["none"] if none of them applies, or leave the question out'
SIGNS = "choose from: hot, cold, none, unsure"
AGE_WANTED = "give a whole number from 0 to 120"
DIGITS_WANTED = f"{AGE_WANTED}, in the digits 0 to 9 and without quotes"
OTHER_DIGITS = "this is text, with digits of another script"
ID_WANTED = "give one line of text of up to 200 characters, or a whole number"
NO_CHOICE = '"x" is not one of the choices'
NOT_ALONE = '"none" is in a list with other choices'
ALONE_WANTED = 'leave out "none" or the others'
OTHER_SCHEMA = "these answers are in a format that this program does not know"
SCHEMA_WANTED = 'leave it out, or write "sciatica.answers/2"'
VERSION_WANTED = "leave it out, or give the version as text"
REGION_WANTED = 'leave it out, or give a code as text, for example "GB"'
ANSWERED_BY_WANTED = "leave it out, or write self or helper"
OTHER_PURPOSE = "these answers were given for another purpose than all"
TIME_WANTED = "leave it out, or give the seconds since 1970 as a whole number"


@pytest.mark.parametrize(
    ("name", "given", "code", "message", "hint"),
    [
        ("legs", True, "wrong_type", "this is true or false", NAME_WANTED),
        ("legs", 1, "wrong_type", "this is a number", NAME_WANTED),
        ("legs", 1.5, "wrong_type", "this is the number 1.5", NAME_WANTED),
        ("legs", ["left"], "wrong_type", "this is a list", NAME_WANTED),
        ("legs", {}, "wrong_type", "this is an object", NAME_WANTED),
        ("signs", "hot", "wrong_type", "this is text", LIST_WANTED),
        ("age", "old", "wrong_type", "this is text", AGE_WANTED),
        ("age", "42", "wrong_type", "this is text", DIGITS_WANTED),
        ("age", "\uff14\uff12", "wrong_type", OTHER_DIGITS, DIGITS_WANTED),
        ("age", " \u0664\u0662", "wrong_type", OTHER_DIGITS, DIGITS_WANTED),
        ("age", "\u00b2", "wrong_type", OTHER_DIGITS, DIGITS_WANTED),
        ("age", 1e300, "out_of_range", "this number is too low or too high", f"{AGE_WANTED}"),
        ("id", "a\u202eb", "bad_id", "there is a right-to-left override (U+202E) in it", ID_WANTED),
        ("id", "a\x07", "bad_id", "there is a control character (U+0007) in it", ID_WANTED),
        ("id", "\ud800", "bad_id", "there is half of a sign (U+D800) in it", ID_WANTED),
        ("id", "x" * 1201, "bad_id", "it has 1,201 characters", ID_WANTED),
        ("id", 1.5, "bad_id", "this cannot be an id", ID_WANTED),
        ("id", 1e200, "bad_id", "this cannot be an id", ID_WANTED),
        ("signs", [], "empty_list", "the list is empty", LIST_FILLED),
        ("signs", ["x"], "not_a_choice", NO_CHOICE, SIGNS),
        (
            "signs",
            ["hot"] * 2,
            "repeated",
            "a choice is in the list twice",
            "give each choice once",
        ),
        ("signs", ["none", "hot"], "none_not_alone", NOT_ALONE, ALONE_WANTED),
        ("id", True, "bad_id", "this cannot be an id", ID_WANTED),
        ("schema", "b/1", "bad_schema", OTHER_SCHEMA, SCHEMA_WANTED),
        (
            "questionnaire",
            3,
            "bad_version",
            "this is not the version of a questionnaire",
            VERSION_WANTED,
        ),
        ("answered_at", "today", "bad_time", "this is not a time in seconds", TIME_WANTED),
        ("region", 44, "bad_region", "this is not a country code", REGION_WANTED),
        (
            "answered_by",
            "me",
            "bad_answered_by",
            "this does not say who answered",
            ANSWERED_BY_WANTED,
        ),
        ("purpose", "level", "other_purpose", OTHER_PURPOSE, "use --purpose level"),
        ("purpose", "fun", "other_purpose", OTHER_PURPOSE, "leave it out, or write all"),
        ("purpose", ["all"], "other_purpose", OTHER_PURPOSE, "leave it out, or write all"),
    ],
)
def test_each_kind_of_fault_has_its_own_message(
    name: str, given: object, code: str, message: str, hint: str
) -> None:
    _, (fault,) = read_answers(BANK, {name: given})
    told = (fault.code, fault.path, fault.message, fault.hint)
    assert told == (code, name, message, hint)


def test_a_record_may_name_the_purpose_it_is_assessed_for() -> None:
    record = {"purpose": "level", "region": "GB", "answered_by": "helper"}
    assert read_answers(BANK, dict(record), Purpose.LEVEL) == ({}, ())
    _, (fault,) = read_answers(BANK, dict(record), Purpose.MASSAGE)
    assert fault.message == "these answers were given for another purpose than massage"


@pytest.mark.parametrize("schema", ["sciatica.answers/1", "sciatica.answers/2"])
def test_records_of_the_first_version_are_still_read(schema: str) -> None:
    assert read_answers(BANK, {"schema": schema, "legs": "left"}) == ({"legs": "left"}, ())


def test_a_fault_without_a_similar_name_lists_the_choices() -> None:
    _, (fault,) = read_answers(BANK, {"legs": "qqqqqqq"})
    assert fault.hint == "choose from: none_of_them, left, both, unsure"


def test_bad_values_are_shown_sanitised_and_truncated() -> None:
    assert shown("a\x1b[31m\nb") == "a[31m b"
    assert shown("x" * 50) == "x" * 39 + "…"
    assert shown("x" * 40) == "x" * 40
    assert shown(4.25) == "4.25"
    assert clean("X\tY\rZ") == "X Y Z"
    assert clean("5\xa0mg\u2028 a\x00day\u202e") == "5 mg  aday"
    _, (fault,) = read_answers(BANK, {"legs": "[red]" + "x" * 90})
    assert '"[red]xxx' in fault.message
    assert len(fault.message) < 80


def test_a_fault_without_a_hint_is_short() -> None:
    assert Fault("empty", "", "the input is empty").line() == "the input is empty [empty]"
    assert nearest("zzz", ("legs",)) == ""


def test_the_most_similar_name_is_suggested() -> None:
    assert nearest("sadle", ("sale", "saddle", "ladle")) == "did you mean saddle?"


def test_only_the_first_hundred_characters_of_a_name_are_compared() -> None:
    known = ("x" * 43,)
    assert nearest(known[0] + "-" * 57, known) == f"did you mean {known[0]}?"
    assert nearest(known[0] + "-" * 500, known) == f"did you mean {known[0]}?"


def test_a_fault_error_carries_its_faults_but_shows_only_their_codes() -> None:
    faults = tuple(Fault(code, "saddle", "recent") for code in ("repeated", "bad_id", "repeated"))
    error = AnswersError(faults)
    assert str(error) == "bad_id, repeated"
    assert (error.faults, status_of(error), error.first_line) == (faults, BAD_ANSWERS, "")
    assert AnswersError(faults, Urgent(EMERGENCY, None, "Go.")).first_line == "Go."


def test_missing_answers_are_reported_on_one_line() -> None:
    faults = tuple(Fault("missing", name, "has no answer") for name in ("a", "b"))
    assert fault_lines((Fault("x", "c", "bad"), *faults)) == (
        "c: bad [x]",
        "2 answers are missing: a, b (add them, or assess without them: --partial) [missing]",
    )
    (line,) = fault_lines(faults[:1])
    assert line.startswith("1 answer is missing: a")
    assert fault_lines((Fault("x", "c", "bad"),)) == ("c: bad [x]",)


def test_answers_survive_a_round_trip_through_a_record() -> None:
    answers: Answers = {"a": "x", "n": 2}
    questions = tiny((choice("a", "x", "y"), number("n")), ())
    assert as_record(answers) == {"schema": SCHEMA, "a": "x", "n": 2}
    assert read_answers(questions, as_record(answers)) == (answers, ())


def test_answering_a_question_under_two_of_its_names_is_a_fault() -> None:
    questions = tiny((choice("a", "x", "y", was=("old", "older")), number("n")), ())
    for record in ({"a": "x", "old": "y"}, {"old": "y", "a": "x"}):
        _, (fault,) = read_answers(questions, record)
        assert (fault.code, fault.path) == ("duplicate_key", "old")
        assert fault.message == "this is an older name of a, which has an answer too"
        assert fault.hint == "keep one of them"
    _, (fault,) = read_answers(questions, {"old": "x", "older": "x"})
    assert (fault.code, fault.path) == ("duplicate_key", "older")
    assert read_answers(questions, {"older": "x"}) == ({"a": "x"}, ())


def test_of_many_unknown_keys_only_the_first_get_a_suggestion_and_a_line() -> None:
    record: dict[str, object] = {f"lges{n}": "left" for n in range(MAX_UNKNOWN)}
    _, faults = read_answers(BANK, record)
    assert {fault.hint for fault in faults} == {"did you mean legs?"}
    assert limit_unknown_keys(faults) == faults
    more, other = {"lges": "left", "lges_too": "left"}, {"legs": 1}
    _, faults = read_answers(BANK, record | more | other)
    *first, left, last, wrong = faults
    assert [fault.hint for fault in (*first, left)][-2:] == ["did you mean legs?", ALL_NAMES]
    assert last == Fault("unknown_key", "lges_too", "there is no such question", ALL_NAMES)
    rest = Fault("unknown_key", "", "and 2 more keys without a question", ALL_NAMES)
    assert limit_unknown_keys(faults) == (*first, rest, wrong)
