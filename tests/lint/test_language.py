"""The language of texts: for each rule, what must pass and what must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sciatica_cli.bank.shape import ListOf
from sciatica_cli.bank.shape_file import FILE
from sciatica_cli.bank.shape_texts import Text
from sciatica_cli.bank.yaml_source import read_yaml
from sciatica_cli.lint.diagnostics import WARNING, read_questions
from sciatica_cli.lint.language import check_language, texts
from sciatica_cli.lint.verbs import has_finite_verb
from small import SMALL

ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "questions.yaml").read_text(encoding="utf-8")

# The small file, with what the real one asks.
FILE_TEXT = (
    SMALL.replace("    ask: Is it numb?", "    ask: What is it like in both legs?")
    .replace("    ask: How does it feel?", "    ask: What does the pain feel like?")
    .replace("    short: Numb\n", "    short: Numb\n    sheet: numbness\n")
)
WHY = "    why: It matters.\n"
DO = "    do: Go today.\n"
LABEL = "      dull: Dull\n"
THAT_LABEL = "      since: Since it began\n"  # its question names nothing
PHRASE = "    title: A nerve\n"
REFERENCE = "    sheet: numbness\n"


def found(old: str, text: str) -> list[str]:
    """The codes that come on top if the value of the line `old` is replaced by `text`."""
    assert FILE_TEXT.count(old) == 1
    key = old.split(":", 1)[0]
    changed = FILE_TEXT.replace(old, f"{key}: >-\n        {text}\n")
    line = FILE_TEXT[: FILE_TEXT.index(old)].count("\n") + 1
    file = read_questions(changed.encode(), "q.yaml")
    codes = []
    for issue in check_language(file):
        assert (issue.severity, bool(issue.hint)) == (WARNING, True)
        if file.nodes[issue.path].node.start_mark.line + 1 == line:
            codes.append(issue.code)
    return codes


def test_the_shipped_questions_keep_the_rules() -> None:
    assert list(check_language(read_questions(SHIPPED.encode(), "q.yaml"))) == []


@pytest.mark.parametrize(
    ("old", "text", "code"),
    [
        (WHY, "the leg hurts more.", "no_capital"),
        (WHY, "The leg hurts more", "no_full_stop"),
        (WHY, "The leg hurts more, as", "no_full_stop"),
        (WHY, "The leg hurts more. More likely after 60.", "no_verb"),
        (WHY, "The leg hurts, and so does the back (+1).", "cut_short"),
        (WHY, "The leg hurts, the back and 2 more.", "cut_short"),
        (WHY, "The leg, the back and two more hurt.", None),
        (LABEL, "Dull, deep and 3 more", "cut_short"),
        (WHY, "The leg hurts and 2 more times the back.", None),
        (WHY, "The risk is <1 in 100.", "symbol"),
        (PHRASE, "[ ] Narrow spine", "symbol"),
        (WHY, "The leg hurts (more than the back).", None),
        (WHY, "If several fit, choose the last that fits.", "choose_last"),
        (WHY, "Pick the lowest one.", "choose_last"),
        (WHY, "When was the last one?", None),
        (DO, "See a doctor within 2 to 7 days.", "deadline_range"),
        (DO, "See a doctor in one or two weeks.", "deadline_range"),
        (DO, "See a doctor in 2-7 days.", "deadline_range"),
        (DO, "See a doctor within 7 days, from 8 to 18 on weekdays.", None),
        (WHY, "Most pain eases in 2 to 6 weeks.", None),  # not a deadline
        (WHY, "It may be a stenosis.", "jargon"),
        (WHY, "Clinicians ask this.", "jargon"),
        (LABEL, "A spell of pain", "jargon"),
        (WHY, "A narrow spine is called stenosis.", None),
        (REFERENCE, "spinal stenosis <1 year (+1)", None),
        (LABEL, "The same", "no_noun"),
        (LABEL, "About the same as before", "no_noun"),
        (LABEL, "Yes, the same but worse", "no_noun"),
        (LABEL, "Such pain at night", "no_noun"),
        (LABEL, "The same leg as before", None),
        (LABEL, "Both hurt about the same", None),
        (LABEL, "It burns", None),  # the question names the pain
        (THAT_LABEL, "It comes when I walk", "no_noun"),
        (THAT_LABEL, "It hurts to walk", None),
        (THAT_LABEL, "It is hard to walk", None),
        (THAT_LABEL, "Yes, it began today", None),
        (THAT_LABEL, "Items that are hard to lift", None),
        (PHRASE, "It and such", None),  # not a label
    ],
)
def test_each_rule_finds_what_it_should_and_nothing_else(
    old: str, text: str, code: str | None
) -> None:
    assert found(old, text) == ([code] if code else [])


@pytest.mark.parametrize(
    "text",
    [
        "7 in 10 get better.",
        '"Not sure" is no answer to this.',
        "Is it numb?",
        'Say: "My leg is numb."',
        "(This is rare.)",
    ],
)
def test_a_whole_sentence_passes(text: str) -> None:
    assert found(WHY, text) == []


def test_a_sentence_may_begin_with_a_place_that_is_filled_in() -> None:
    assert found(DO, "{emergency} is the number to call.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The pain is in the leg.",
        "You can’t pee.",
        "It's new.",
        "We've no numbers for this.",
        "They swell.",
        "A pharmacy sells them.",
        "This helps.",
        "After a year this gave more.",
        "Each of these makes a clot more likely.",
        "Be gentle.",
        "Under 18, see a doctor.",
        "Tonight, be careful.",
        "Carry nothing heavy.",
        "The nurse carries it, and the doctor carried it.",
        "The pain reaches the foot.",
        "Heat eased the pain.",
        "The disc shrank (by itself).",
    ],
)
def test_a_sentence_has_a_finite_verb(sentence: str) -> None:
    assert has_finite_verb(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Clots.",
        "Worse symptoms (the article says so).",
        "Light pressure, which helps.",
        "No early scan without a danger sign.",
        "These visits in the morning.",
        "This help at home.",
        "A doctor's letter.",
        "Not to be a burden.",
        "A walk after a rest.",
    ],
)
def test_a_fragment_has_none(sentence: str) -> None:
    assert not has_finite_verb(sentence)


def test_the_texts_of_a_list_have_paths_of_their_own() -> None:
    field = ListOf(Text("A text."), "Texts.")
    several, one = (read_yaml(data, "q.yaml") for data in (b"[A., B.]\n", b"C.\n"))
    assert [(path, text) for path, _, text in texts(field, several)] == [
        (("0",), "A."),
        (("1",), "B."),
    ]
    assert [(path, text) for path, _, text in texts(field, one)] == [((), "C.")]


def test_every_text_of_the_file_is_visited() -> None:
    file = read_questions(SHIPPED.encode(), "q.yaml")
    visited = {path for path, _, _ in texts(FILE, file.nodes[()])}
    spoken = {path for path in file.nodes if path and path[-1] in ("say", "why", "effect")}
    assert spoken <= visited


def test_every_code_is_tested_and_explained_to_authors() -> None:
    source = (ROOT / "src" / "sciatica_cli" / "lint" / "language.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'(?:yield |append\(\()"(\w+)", ', source))
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert len(codes) == 9
    assert codes <= set(re.findall(r"`(\w+)`", text))
    own = Path(__file__).read_text(encoding="utf-8")
    assert all(f', "{code}")' in own for code in codes)
