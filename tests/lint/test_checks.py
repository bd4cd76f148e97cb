"""Lint: what is well formed but wrong or suspicious, each with its position."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from sciatica_cli.core.faults import Fault, FaultError
from sciatica_cli.lint.checks import lint
from sciatica_cli.lint.diagnostics import (
    ERROR,
    NOTE,
    WARNING,
    Diagnostic,
    as_diagnostics,
    read_questions,
)
from sciatica_cli.lint.language import grade
from sciatica_cli.lint.output import summary, write_diagnostics

TODAY = "2026-11-26"
ROOT = Path(__file__).parents[2]
SHIPPED = (ROOT / "questions.yaml").read_text(encoding="utf-8")


once = cache(grade)


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the checks of language, which have tests of their own; grade each text once."""
    monkeypatch.setattr("sciatica_cli.lint.checks.check_language", lambda file: iter(()))
    monkeypatch.setattr("sciatica_cli.lint.language.grade", once)


def found(text: str, today: str = TODAY) -> list[tuple[str, str, str]]:
    """Return the severity and code of each diagnostic, and the text at its position."""
    reported = []
    for diagnostic in lint(read_questions(text.encode(), "q.yaml"), today):
        _, line, column = diagnostic.fault.path.split(":")
        there = text.splitlines()[int(line) - 1][int(column) - 1 :]
        reported.append((diagnostic.severity, diagnostic.fault.code, there))
    return reported


def test_the_shipped_questions_have_no_diagnostics() -> None:
    assert found(SHIPPED) == []


HARMLESS = "    harmless: [no, before]\n    noted: [came_and_went]\n"
CHECK = "    check: Touch that skin with a tissue, on both sides."
LASTS_FOR = "    lasts_for: {pox: now, dried_out: now}\n"
WHY_HIDDEN = "    hidden_because: Over 55, or for a man, a pregnancy is hardly possible.\n"
BOTH_WEAK = "for cauda equina syndrome too.\n    sources: [girft_2023, nhs_sciatica, nice_ng127]\n"
LATER = "  health_pills:\n    section: before\n"
SPARE_SOURCE = "  spare:\n    cite: X\n    link: none kept\n    certainty: low\n"
SPARE_QUESTION = """\
  spare:
    section: before
    short: Spare
    kind: yes_no
    ask: Is it spare?
    sources: [unchecked]
"""
FINDING, SOURCE = "  leg_pain: {pain", "  verwoerd_2016:\n"
HARD = (
    "    why: Radicular symptomatology predominantly manifests inferior to the gluteal musculature "
    "in the majority of individuals."
)
HOW = """\
      say: Keep off varicose veins.
      sources: [macmillan_massage]
"""
SORE = "    say: A sore calf can be a sign of a blood clot, even without swelling.\n"
DULL = "      ache: A deep, dull ache"
CHECKED, REVIEW = "checked: 2026-11-22\nreview_by", "review_by: 2027-05-22\n\npage"
MISTAKES = [
    (FINDING, f"  spare: {{age: {{below: 9}}}}\n{FINDING}", WARNING, "unused_finding"),
    (SOURCE, SPARE_SOURCE + SOURCE, WARNING, "unused_source"),
    (LATER, SPARE_QUESTION + LATER, WARNING, "unused_question"),
    (HARMLESS, HARMLESS.split("\n", 1)[1], ERROR, "no_harmless"),
    (CHECK, "    was: [skin] #", ERROR, "no_check"),
    (WHY_HIDDEN, "", ERROR, "hidden_danger"),
    (f"    lasts: until_told\n{LASTS_FOR}", LASTS_FOR, ERROR, "no_lasts"),
    (BOTH_WEAK, "for cauda equina syndrome too.\n", ERROR, "no_source"),
    (CHECKED, "checked: yesterday\nreview_by", ERROR, "bad_date"),
    (CHECKED, "checked: 2027-01-01\nreview_by", ERROR, "bad_date"),
    (REVIEW, "review_by: 2026-11-21\n\npage", WARNING, "past_review"),
    (
        "    ask: Do you notice any of these?",
        "    ask: Are any of these true for your hip, groin or thigh?",
        WARNING,
        "twin_text",
    ),
    (DULL, "      ache: Burning", WARNING, "twin_text"),
    ("    why: In sciatica the leg is usually worse than the back.", HARD, WARNING, "hard_text"),
    (HOW, HOW.split("      sources", 1)[0], ERROR, "no_source"),
    (SORE, SORE[:-1] + " It is checked today.\n", WARNING, "dated_reason"),
    (DULL, f"      ache: {'Dull and wide and ' * 3}so on.", WARNING, "long_label"),
]


def test_a_reason_may_say_how_soon_if_it_gets_worse() -> None:
    assert found(SHIPPED.replace(SORE, SORE[:-1] + " If it swells, call a doctor today.\n")) == []


@pytest.mark.parametrize(("old", "new", "severity", "code"), MISTAKES)
def test_each_mistake_is_reported_once(old: str, new: str, severity: str, code: str) -> None:
    assert SHIPPED.count(old) == 1
    reported = found(SHIPPED.replace(old, new))
    assert [(s, c) for s, c, _ in reported] == [(severity, code)]


@pytest.mark.parametrize(
    "label",
    [  # of 74, 69 and 59 characters
        "Dull and wide, and it has been hard to point to for many weeks now, I mean",
        "Dull and wide, hard to point to, and it was no different back in 2019",
        "Dull and wide, and about as hard to point to as it ever was",
    ],
)
def test_a_label_may_be_long_if_it_names_a_time(label: str) -> None:
    assert found(SHIPPED.replace(DULL, f"      ache: {label}")) == []


def test_lasts_alone_and_with_lasts_for_is_no_mistake() -> None:
    assert SHIPPED.count(LASTS_FOR) == 1
    assert found(SHIPPED.replace(LASTS_FOR, "")) == []


FOLLOW_UP = SPARE_QUESTION.replace("    kind", "    follows: {saddle: recent}\n    kind")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("kind: yes_no\n    unsure: Not sure", "unsure_follow_up"),
        ("kind: number\n    minimum: 0\n    maximum: 9", "follow_up_number"),
    ],
)
def test_a_follow_up_of_a_danger_sign_has_choices_and_no_not_sure(kind: str, code: str) -> None:
    planted = FOLLOW_UP.replace("kind: yes_no", kind)
    reported = [(s, c) for s, c, _ in found(SHIPPED.replace(LATER, planted + LATER))]
    assert sorted(reported) == sorted([(ERROR, code), (WARNING, "unused_question")])
    assert code not in {c for _, c, _ in found(SHIPPED.replace(LATER, FOLLOW_UP + LATER))}


def test_without_the_library_lint_says_that_texts_were_not_graded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sciatica_cli.lint.language.can_grade", lambda: False)
    assert [(s, c) for s, c, _ in found(SHIPPED)] == [(NOTE, "not_graded")]


def test_a_short_text_has_no_grade() -> None:
    assert grade("Ibuprofen, naproxen, acetaminophen") == 0
    assert 0 < grade("The back hurts more than the leg does on most days.") < 5


def test_the_position_is_that_of_the_value() -> None:
    ((_, _, there),) = found(
        SHIPPED.replace("checked: 2026-11-22\nreview_by", "checked: soon\nreview_by")
    )
    assert there == "soon"


def test_dates_are_compared_with_the_given_day() -> None:
    codes = {code for _, code, _ in found(SHIPPED, today="2040-01-01")}
    assert codes == {"past_review"}


def test_the_faults_of_a_faulty_file_are_reported() -> None:
    with pytest.raises(FaultError) as caught:
        read_questions(b"surprise: yes\n", "q.yaml")
    reported = as_diagnostics(caught.value)
    assert {diagnostic.severity for diagnostic in reported} == {ERROR}
    assert "missing_key" in {diagnostic.fault.code for diagnostic in reported}


def test_every_code_is_tested_and_explained_to_authors() -> None:
    folder = ROOT / "src" / "sciatica_cli" / "lint"
    sources = [(folder / name).read_text("utf-8") for name in ("checks.py", "language.py")]
    calls = [
        node.args[2]
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Issue"
    ]
    codes = {str(code.value) for code in calls if isinstance(code, ast.Constant)}
    codes |= {"unused_finding", "unused_source", "unused_question"}
    follow_ups = {"unsure_follow_up", "follow_up_number"}
    assert codes == {code for *_, code in MISTAKES} | follow_ups | {"not_graded"}
    text = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert codes <= set(re.findall(r"`(\w+)`", text))


# ------------------------------------------------ output formats

ONE = Diagnostic(WARNING, Fault("twin_text", "a,b.yaml:3:7", "the same 100%", "say it anew"))
WHOLE = Diagnostic(ERROR, Fault("not_utf8", "q.yaml", "byte 3 is not UTF-8"))


def test_a_line_has_position_severity_code_and_message() -> None:
    assert write_diagnostics((ONE, WHOLE), "text").splitlines() == [
        "a,b.yaml:3:7: warning twin_text: the same 100% (say it anew)",
        "q.yaml: error not_utf8: byte 3 is not UTF-8",
    ]
    assert summary((ONE, WHOLE, WHOLE)) == "2 errors, 1 warning"


def test_an_example_is_on_a_line_of_its_own() -> None:
    found = Diagnostic(ERROR, Fault("broken_promise", "p.yaml:1:1", "it is"), {"look": ("none",)})
    line, example = write_diagnostics((found,), "text").splitlines()
    assert line == "p.yaml:1:1: error broken_promise: it is"
    assert json.loads(example) == {"schema": "sciatica.answers/2", "look": ["none"]}
    (reported,) = json.loads(write_diagnostics((found,), "json"))
    assert reported["example"] == json.loads(example)


def test_notes_are_counted_separately_and_are_notices_on_github() -> None:
    note = Diagnostic(NOTE, Fault("covered", "q.yaml:2:3", "one covers it"))
    assert summary((ONE, note)) == "0 errors, 1 warning, 1 note"
    assert write_diagnostics((note,), "github").startswith("::notice file=q.yaml,line=2,")


def test_annotations_are_escaped() -> None:
    assert write_diagnostics((ONE,), "github") == (
        "::warning file=a%2Cb.yaml,line=3,col=7,title=twin_text::the same 100%25. say it anew\n"
    )


def test_json_has_every_detail() -> None:
    first, second = json.loads(write_diagnostics((ONE, WHOLE), "json"))
    assert (first["file"], first["line"], first["column"]) == ("a,b.yaml", 3, 7)
    assert (second["file"], second["line"], second["severity"]) == ("q.yaml", 0, "error")


@pytest.mark.parametrize(
    ("text", "status"),
    [(SHIPPED, 0), (SHIPPED.replace("hidden_because: Over", "check: Over"), 78), ("{}", 78)],
)
def test_errors_have_an_exit_status_of_their_own(tmp_path: Path, text: str, status: int) -> None:
    (tmp_path / "questions.yaml").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sciatica_cli", "lint"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert done.stderr.startswith("sciatica: ")
    assert (": error " in done.stdout) == (status != 0)


def test_a_file_that_does_not_exist(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sciatica_cli", "lint", "nowhere.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (66, "")
