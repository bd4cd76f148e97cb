"""The promises to people hold for every set of answers, and a broken one is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessed import assess_answers
from sciatica_cli.bank.loader import load
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.levels import Level
from sciatica_cli.lint.check_promises import check_promises
from sciatica_cli.lint.diagnostics import Diagnostic
from sciatica_cli.lint.promises import Promise, read_promises
from sciatica_cli.lint.search import Search

SHIPPED = load()
FILE = Path(__file__).parents[1] / "safety" / "promises.yaml"
PROMISES = read_promises(FILE.read_bytes(), "promises.yaml", SHIPPED)


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(SHIPPED)


@pytest.mark.parametrize("promise", [pytest.param(p, id=p.id) for p in PROMISES])
def test_promise(search: Search, promise: Promise) -> None:
    assert [diagnostic.fault.line() for diagnostic in check_promises(search, (promise,))] == []


def test_there_are_enough_of_each_kind() -> None:
    assert sum(bool(p.at_least or p.never) for p in PROMISES) >= 60
    assert sum(bool(p.at_most or p.no_worse_than) for p in PROMISES) >= 30
    assert sum(bool(p.at_most) for p in PROMISES) >= 20


def test_the_readme_has_the_right_number_of_promises() -> None:
    readme = (FILE.parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"{len(PROMISES)} [promises]" in readme


def broken(search: Search, promise: str) -> list[Diagnostic]:
    """Return what is reported about one promise, given as in a file."""
    lines = "".join(f"    {line}\n" for line in promise.strip().splitlines())
    text = f"promises:\n  p:\n    promise: Words.\n    sources: unchecked\n{lines}"
    return list(check_promises(search, read_promises(text.encode(), "p.yaml", SHIPPED)))


def test_a_broken_promise_comes_with_the_least_severe_answers_that_break_it(search: Search) -> None:
    (found,) = broken(search, "given: {saddle: unsure}\nlevel: {at_least: emergency_now}")
    assert found.fault.code == "broken_promise"
    assert found.fault.path == "p.yaml:3:5"
    message = r"p is broken: the level is below emergency_now \(same_day\) with "
    answers = r"(\w+: \w+, )*saddle: unsure(, \w+: \w+)*"
    assert re.fullmatch(message + answers, found.fault.message)
    assert found.answers is not None
    shown = assess_answers(SHIPPED, found.answers)
    assert (shown.level, shown.complete, shown.status) == ("same_day", True, "assessed")
    unlike = [name for name, answer in found.answers.items() if answer == "unsure"]
    assert unlike == ["saddle"]


BROKEN = {
    "given: {saddle: before}\nlevel: {at_most: self_care}": "the level is above self_care",
    "given: {bowel: since}\nno_worse_than: {bowel: no}": (
        "the level is higher than with bowel: no"
    ),
    "given: {background: other_anticoagulant}\nnever: {massage: caution}": (
        "p is broken: massage is caution"
    ),
    "given: {medicines: aspirin}\nnever: {options: {nsaid: ask_first}}": (
        "p is broken: nsaid in options is ask_first"
    ),
    "given: {legs: left}\nnever: {scores: {sciatica_pattern: [possible, likely]}}": (
        "p is broken: sciatica_pattern in scores is possible"
    ),
    "given: {age: {below: 60}}\nnever: {causes: {disc: resembles}}": "disc in causes is resembles",
    "given: {preg_signs: bleeding}\nno_worse_than: {pregnancy: no}": (
        "the level is higher than with pregnancy: no (emergency_now)"
    ),
    "given: {harm_now: yes}\nno_worse_than: {mood: none}": "higher than with mood: none",
}


@pytest.mark.parametrize("promise", BROKEN)
def test_every_kind_of_promise_can_be_broken(search: Search, promise: str) -> None:
    messages = [diagnostic.fault.message for diagnostic in broken(search, promise)]
    assert BROKEN[promise] in messages[0]


def test_at_most_assumes_that_all_other_danger_signs_are_harmless(search: Search) -> None:
    """All other questions may have any answer, unless `only` names the allowed ones."""
    promise = "given: {saddle: before}\nlevel: {at_most: within_days}"
    (found,) = broken(search, promise)
    assert found.answers is not None
    for question in SHIPPED.questions:
        if question.danger and question.choices and question.id in found.answers:
            answer = found.answers[question.id]
            chosen = answer if isinstance(answer, tuple) else (answer,)
            assert set(chosen) <= {*question.harmless, "none", "before"}
    only = """
only:
  mood: [none, fear, low]
  belly: [none]
  age: {at_least: 18, below: 50}
  pain_where: [back, foot]
  feels: [ache, tingle]
"""
    assert [found.fault.message for found in broken(search, promise + only)] == []


NOBODY = {
    "given: {pregnancy: from_20, age: {at_least: 60}}": "no answers match it",
    "given: {background: [bones, unsure], not: {background: clot}}": (
        "no answers match background: unsure as well"
    ),
    "given: {any: [{saddle: no}, {all: [{age: {at_least: 60}}, {pregnancy: from_20}]}]}": (
        "no answers match one of its branches as well"
    ),
}


@pytest.mark.parametrize("given", NOBODY)
def test_a_promise_about_nobody_is_reported(search: Search, given: str) -> None:
    """The same is true if a branch, or one of several answers, applies to nobody."""
    found = broken(search, f"{given}\nno_worse_than: {{earlier: [none]}}")
    assert found[0].fault.code == "empty_promise"
    assert NOBODY[given] in found[0].fault.message


def test_a_promise_holds_for_unfinished_answers_too(search: Search) -> None:
    """A promise that depends on a later question is broken by leaving it out."""
    late = "given: {both_kind: walk, not: {weakness: no}}\nlevel: {at_least: same_day}"
    (found,) = broken(search, late)
    assert found.answers is not None
    assert assess_answers(SHIPPED, found.answers).level < Level("same_day")


FAULTS = [
    ("given: {saddel: recent}\nlevel: {at_least: routine}", "unknown_question"),
    ("given: {saddle: new}\nlevel: {at_least: routine}", "unknown_choice"),
    ("given: {finding: numb}\nlevel: {at_least: routine}", "unknown_finding"),
    ("given: {saddle: recent}\nlevel: {at_least: now}", "unknown_level"),
    (
        "given: {saddle: recent}\nonly: {context: calm}\nlevel: {at_most: routine}",
        "unknown_context",
    ),
    ("given: {saddle: recent}\nonly: {saddel: no}\nlevel: {at_most: routine}", "unknown_question"),
    ("given: {saddle: recent}\nnever: {massage: try}", "unknown_result"),
    ("given: {saddle: recent}\nnever: {options: {aspirin: try}}", "unknown_option"),
    ("given: {saddle: recent}\nnever: {scores: {impact: huge}}", "unknown_result"),
    ("given: {saddle: recent}\nnever: {causes: {spine: partly}}", "unknown_cause"),
    ("given: {saddle: recent}\nno_worse_than: {saddle: calm}", "not_a_choice"),
    ("given: {saddle: recent}\nno_worse_than: {sadle: no}", "unknown_question"),
    ("given: {saddle: recent}", "missing_key"),
    ("given: {saddle: recent}\nlevel: {at_least: self_care}", "no_promise"),
    ("given: {saddle: recent}\nlevel: {at_most: emergency_now}", "no_promise"),
    ("level: {at_least: routine}", "missing_key"),
    ("given: {saddle: recent}\nlevle: {at_least: routine}", "unknown_key"),
]


@pytest.mark.parametrize(("promise", "code"), FAULTS, ids=[code for _, code in FAULTS])
def test_a_faulty_promise_is_refused_with_its_line(search: Search, promise: str, code: str) -> None:
    with pytest.raises(FaultError) as caught:
        broken(search, promise)
    assert code in [fault.code for fault in caught.value.faults]
    assert all(fault.path.startswith("p.yaml:") for fault in caught.value.faults)


def test_what_is_allowed_is_written_only_once(search: Search) -> None:
    text = """
contexts: {young: {age: {below: 30}}, old: {age: {at_least: 60}}}
promises:
  p:
    promise: Words.
    sources: unchecked
    given: {saddle: no}
    only: {age: {below: 20}, context: [young, old]}
    level: {at_most: routine}
"""
    with pytest.raises(FaultError) as caught:
        read_promises(text.encode(), "p.yaml", SHIPPED)
    assert [fault.code for fault in caught.value.faults] == ["duplicate_key"]


def test_the_sources_of_a_promise_must_be_listed(search: Search) -> None:
    text = (
        "promises: {p: {sources: [hearsay], given: {saddle: recent}, level: {at_least: routine}}}"
    )
    with pytest.raises(FaultError) as caught:
        read_promises(text.encode(), "p.yaml", SHIPPED)
    assert {fault.code for fault in caught.value.faults} == {"unknown_source", "missing_key"}
