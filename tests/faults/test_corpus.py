"""The corpus keeps the rules that `tools/fuzz.py` tries on random inputs, which notices if not.

The files named `failed-...` once broke a rule; the others stand for all kinds of results.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from fuzz import CORPUS, FAILED, TARGETS, corpus_of, make
from fuzzing.answers import Answers
from fuzzing.oracles import check_harmless, shorter

CASES = [
    pytest.param(
        target,
        path,
        id=f"{target.name}-{path.name}",
        marks=[] if path.name.startswith(FAILED) else pytest.mark.slow,
    )
    for target in TARGETS
    for path in corpus_of(target.name)
]


@pytest.mark.parametrize(("target", "path"), CASES)
def test_an_input_of_the_corpus(target: Any, path: Path) -> None:
    target.check(path.read_bytes())


@pytest.mark.slow
def test_the_records_of_the_corpus_in_a_frame() -> None:
    Answers().check_together([path.read_bytes() for path in corpus_of("answers")])


def test_the_corpus_has_inputs_of_every_kind() -> None:
    assert {path.name for path in CORPUS.iterdir()} == {target.name for target in TARGETS}


@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_an_input_follows_from_its_number(target: Any) -> None:
    first, again, other = (make(target, 1, number, 1, [b"{}"]) for number in (7, 7, 8))
    assert first == again != other


def test_a_hidden_emergency_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    urgent = b'{"right_now": ["chest"], "age": NaN}'
    monkeypatch.setattr("sciatica_cli.pipe.find_urgent_in", lambda *_: None)
    with pytest.raises(AssertionError, match="an emergency is not reported"):
        Answers().check(urgent)


@pytest.mark.parametrize("text", ["\x1b[2J", "a\rb", "\u202egnp", "\x9b31m"])
def test_a_sign_that_moves_the_cursor_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError, match="control characters"):
        check_harmless(text)


def test_what_fails_is_made_shorter() -> None:
    assert shorter(b"one two three four", lambda data: b"three" in data, 100) == b"three"
