"""A hostile questions file takes bounded work and few words. Work is counted; no clock is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sciatica_cli.bank import build_conditions, score_bounds, source, yaml_scan
from sciatica_cli.bank.build import build
from sciatica_cli.bank.source import MAX_FAULTS
from sciatica_cli.cli import run_cli
from sciatica_cli.core import conditions, faults
from sciatica_cli.core.faults import FaultError, nearest, pairs
from sciatica_cli.output import MAX_FAULT_LINES
from small import SMALL

MOST = yaml_scan.MAX_ENTRIES


def stopped(text: str) -> FaultError:
    with pytest.raises(FaultError) as caught:
        build(text.encode(), "q.yaml")
    return caught.value


def codes(text: str) -> set[str]:
    return {fault.code for fault in stopped(text).faults}


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many pairs of characters are compared in the search for similar names."""
    faults._nearest.cache_clear()
    done: list[int] = []
    search = faults._nearest.__wrapped__

    def count(name: str, known: tuple[str, ...]) -> str:
        done.append(pairs(name, known))
        return search(name, known)

    monkeypatch.setattr(faults, "_nearest", count)
    return lambda: sum(done)


# ------------------------------------------------ how much is read


@pytest.mark.parametrize(
    "text",
    [
        "questions:\n" + "".join(f"  q{n}:\n" for n in range(16_000)),
        "sources:\n" + "".join(f"  s{n}: {{cite: A}}\n" for n in range(2_000)),
        "a: [" + "b, " * 100_000 + "]",
        "- a\n" * 200_000,
    ],
)
def test_a_list_is_read_up_to_a_number_of_entries(text: str) -> None:
    (fault,) = stopped(text).faults
    assert (fault.code, fault.message) == (
        "too_large",
        f"there are more than {MOST:,} entries here",
    )


def test_as_many_entries_as_are_allowed_are_read() -> None:
    for number, code in ((MOST, "unknown_key"), (MOST + 1, "too_large")):
        assert code in codes("a: b\n" + "".join(f"k{n}: 1\n" for n in range(number - 1)))


def test_directives_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "parse", lambda *_, **__: pytest.fail("it was parsed"))
    lines = "".join(f"%TAG !a{n}! tag:a\n" for n in range(2_000))
    for text in (lines, f"# a remark\n\n{lines}---\na: b\n", f"a: b\n...\n{lines}"):
        error = stopped(text)
        assert {fault.code for fault in error.faults} == {"directive"}
        assert len(error.faults) + error.more == 2_000
        line = text[: text.index("%")].count("\n") + 1
        assert error.faults[0].path == f"q.yaml:{line}:1"


# ------------------------------------------------ suggestions


@pytest.mark.slow
def test_unknown_sources_near_many_others_are_compared_with_few(
    compared: Callable[[], int],
) -> None:
    cited = "".join(f"  - sources: [name_of_a_sauce_{n}]\n" for n in range(900))
    whole = "cite: A\n    link: B\n    certainty: low\n"  # or its own faults come first
    sources = "".join(f"  name_of_a_source_{n}:\n    {whole}" for n in range(600))
    text = changed("    why: It matters.\n", "    why: It matters.\n    sources: [sauce]\n")
    text = text[: text.index("sources:\n  book")] + f"sources:\n  book: {{}}\n{sources}"
    error = stopped(f"{text}extra:\n{cited}")
    assert len(error.faults) + error.more > 900
    assert 0 < compared() <= source.MAX_PAIRS


def test_among_very_many_or_very_long_names_none_is_suggested(
    compared: Callable[[], int],
) -> None:
    assert nearest("naem", ("name",)) == "did you mean name?"
    before = compared()
    for known in ((*(f"n{n}" for n in range(100_000)), "name"), ("name", "n" * 1_000_000)):
        assert nearest("naem", known) == ""
    assert compared() == before


# ------------------------------------------------ what faults say


LEVELS = "".join(f"  L{n}: x\n" for n in range(150))
MANY = "".join(f"k{n}: 1\n" for n in range(800)) + f"levels:\n{LEVELS}"
ALL = len(stopped(MANY).faults) + stopped(MANY).more


def test_of_very_many_faults_only_the_first_are_kept_and_the_others_counted() -> None:
    error = stopped(MANY)
    assert len(error.faults) == source.MAX_FAULTS
    assert error.more > 800


def test_a_person_is_told_few_of_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(MANY, encoding="utf-8")
    assert run_cli(["questions", "--questions", str(path)]) == 78
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == MAX_FAULT_LINES + 1
    assert lines[-1] == f"sciatica: and {ALL - MAX_FAULT_LINES:,} more"


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_lint_lists_few_of_them_and_counts_all(
    form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(MANY, encoding="utf-8")
    assert run_cli(["lint", str(path), "--format", form]) == 78
    out, err = capfd.readouterr()
    told = json.loads(out) if form == "json" else out.splitlines()
    assert len(told) == MAX_FAULTS + 1
    last = told[-1]["message"] if form == "json" else told[-1]
    assert last.endswith(f"and {ALL - MAX_FAULTS:,} more")
    assert err == f"sciatica: {ALL:,} errors, 0 warnings\n"


@pytest.mark.slow
def test_of_very_many_warnings_lint_lists_few_and_no_error_is_left_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    unused = "".join(
        f'  u{n}:\n    cite: A\n    link: B\n    year: "1"\n    certainty: low\n'
        for n in range(300)
    )
    text = SMALL.replace("sources:\n  book:", f"sources:\n{unused}  book:")
    path = tmp_path / "q.yaml"
    path.write_text(text, encoding="utf-8")
    assert run_cli(["lint", str(path)]) == 78
    out, err = capfd.readouterr()
    lines = out.splitlines()
    assert len(lines) == MAX_FAULTS + 1
    errors = sum(": error " in line for line in lines)
    assert err.startswith(f"sciatica: {errors} errors, ")


# ------------------------------------------------ conditions and scores

ODD = "  odd_skin: {numb: [since, recent]}\n"


def doubled(levels: int) -> str:
    """Return findings of which each names the one before twice."""
    each = "  f{}: {{all: [{{finding: f{}}}, {{finding: f{}}}, {{feels: sharp}}]}}\n"
    more = "".join(each.format(n, n - 1, n - 1) for n in range(1, levels))
    return changed(ODD, f"{ODD}  f0: {{numb: recent}}\n{more}")


def test_findings_that_double_each_other_are_refused_before_they_are_written_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = 0
    real = conditions.children

    def count(condition: conditions.Condition) -> tuple[conditions.Condition, ...]:
        nonlocal calls
        calls += 1
        return real(condition)

    monkeypatch.setattr(conditions, "children", count)
    monkeypatch.setattr(build_conditions, "children", count)
    build(doubled(5).encode(), "q.yaml")
    for levels in (60, 300):
        calls = 0
        assert codes(doubled(levels)) == {"too_large"}
        assert calls < 50_000


def test_findings_that_are_nested_too_deep_are_refused() -> None:
    chain = "".join(f"  f{n}: {{not: {{finding: f{n - 1}}}}}\n" for n in range(1, 300))
    assert codes(changed(ODD, f"{ODD}  f0: {{numb: recent}}\n{chain}")) == {"too_large"}


def test_long_findings_cannot_be_used_without_end() -> None:
    rule = "  r{}:\n    level: routine\n    say: A.\n    when: {{finding: f7}}\n"
    rules = "".join(map(rule.format, range(600)))
    text = doubled(8).replace("care_rules:\n", f"care_rules:\n{rules}")
    assert codes(text) == {"too_large"}


def test_the_highest_sum_is_sought_with_a_limited_number_of_tries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = 0
    real = score_bounds.AnswerState

    def count(answers: Any) -> conditions.AnswerState:
        nonlocal tries
        tries += 1
        return real(answers)

    monkeypatch.setattr(score_bounds, "AnswerState", count)
    choices = "".join(f"      c{n}: Choice {n}\n" for n in range(100))
    points = "".join(
        f"      p{n}:\n        when: {{feels: c{n}}}\n        add: 1\n        because: x\n"
        for n in range(100)
    )
    text = changed("      dull: Dull\n", f"      dull: Dull\n{choices}")
    text = text.replace("    points:\n", f"    points:\n{points}")
    assert build(text.encode(), "q.yaml").scores[0].maximum == 103  # all of them
    assert tries < score_bounds.MAX_TRIES


def test_points_have_a_limit_in_all() -> None:
    points = "".join(
        f"      p{n}:\n        when: {{feels: dull}}\n        add: 100\n        because: x\n"
        for n in range(6)
    )
    assert "out_of_range" in codes(changed("    points:\n", f"    points:\n{points}"))
