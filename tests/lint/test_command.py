"""sciatica lint --prove: proofs, promises and examples from the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli.cli import run_cli
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.exits import status_of
from sciatica_cli.lint import command
from sciatica_cli.lint.promises import read_promises
from small import SMALL

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "questions.yaml"
BROKEN = """
promises:
  too_much:
    promise: Not being sure is an emergency.
    sources: unchecked
    given: {saddle: unsure}
    level: {at_least: emergency_now}
"""


@pytest.fixture
def promises_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip laws and unreachable content: they take seconds, and test_laws.py proves them."""
    for proof in ("laws", "unreachable", "equivalent_choices"):
        monkeypatch.setattr(f"sciatica_cli.lint.prove.{proof}", lambda search: ())


@pytest.mark.usefixtures("promises_only")
def test_promises_beside_the_file_are_found_by_default(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "questions.yaml").write_bytes(QUESTIONS.read_bytes())
    (tmp_path / "tests" / "safety").mkdir(parents=True)
    held = BROKEN.replace("emergency_now", "same_day")
    (tmp_path / "tests" / "safety" / "promises.yaml").write_text(held, encoding="utf-8")
    assert run_cli(["lint", str(tmp_path / "questions.yaml"), "--prove"]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert err == "sciatica: 0 errors, 0 warnings; 1 of 1 promise holds for all answers\n"


@pytest.mark.usefixtures("promises_only")
def test_a_broken_promise_exits_with_78_and_prints_answers_to_pipe(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    promises = tmp_path / "promises.yaml"
    promises.write_text(BROKEN, encoding="utf-8")
    arguments = ["lint", str(QUESTIONS), "--prove", "--promises", str(promises)]
    assert run_cli(arguments) == 78
    out, err = capfd.readouterr()
    line, example = out.splitlines()
    assert line.startswith(f"{promises}:4:5: error broken_promise: too_much is broken")
    assert err.endswith("0 of 1 promise holds for all answers\n")
    program = [sys.executable, "-m", "sciatica_cli", "--json"]
    done = subprocess.run(program, input=example, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["level"] == "same_day"


def test_examples_writes_one_answers_file_for_each_rule(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"collapse": {"right_now": ("collapse",)}}
    monkeypatch.setattr("sciatica_cli.lint.prove.rule_examples", lambda q: answers.items())
    monkeypatch.setattr("sciatica_cli.lint.prove.prove", lambda file, promises: ())
    folder = tmp_path / "examples"
    assert run_cli(["lint", str(QUESTIONS), "--examples", str(folder)]) == 0
    assert json.loads((folder / "collapse.json").read_text())["right_now"] == ["collapse"]
    assert "1 example written to" in capfd.readouterr().err


def test_a_folder_that_cannot_be_written_is_reported(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sciatica_cli.lint.prove.prove", lambda file, promises: ())
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run_cli(["lint", str(QUESTIONS), "--examples", str(tmp_path / "file")]) == 73
    assert "cannot be written" in capfd.readouterr().err


def test_without_the_solver_one_line_says_how_to_install_it(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "has_solver", lambda: False)
    assert run_cli(["lint", str(QUESTIONS), "--prove"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "sciatica: 0 errors, 0 warnings",
        "sciatica: proofs need the solver Z3 (pip install 'sciatica-cli[lint]') [no_solver]",
    ]


def test_faults_in_the_promises_are_reported_with_their_lines(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    promises = tmp_path / "promises.yaml"
    promises.write_text(BROKEN.replace("saddle", "sadle"), encoding="utf-8")
    assert run_cli(["lint", str(QUESTIONS), "--prove", "--promises", str(promises)]) == 78
    out, err = capfd.readouterr()
    assert out.startswith(f"{promises}:6:13: error unknown_question: there is no question")
    assert err == "sciatica: 1 error, 0 warnings; nothing is proved\n"


def test_the_solver_runs_in_spite_of_lint_errors(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sciatica_cli.lint.prove.prove", lambda file, promises: ())
    unsourced = tmp_path / "questions.yaml"
    text = QUESTIONS.read_text(encoding="utf-8")
    unsourced.write_text(text.replace("    sources: [nice_ng59]\n", "", 1), encoding="utf-8")
    assert run_cli(["lint", str(unsourced), "--prove"]) == 78
    out, err = capfd.readouterr()
    assert "no_source" in out
    assert err == (
        "sciatica: 1 error, 0 warnings; no promises found, name a file with --promises\n"
    )


def test_nothing_is_proved_about_a_faulty_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "questions.yaml"
    broken.write_text("title: none\n", encoding="utf-8")
    assert run_cli(["lint", str(broken), "--prove"]) == 78
    out, err = capfd.readouterr()
    assert "missing_key" in out
    assert err.endswith("; a file with faults is not proved\n")


def test_a_mistake_in_a_value_that_is_a_default_is_placed_where_it_would_stand(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert run_cli(["lint", str(path), "--prove"]) == 78
    line = SMALL[: SMALL.index("    section: pain\n    kind: yes_no")].count("\n") + 1
    assert f"{path}:{line}:5: error no_difference: " in capfd.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("emergency_now", "\0", "bad_sign"),
        ("emergency_now", "\u202e", "bad_sign"),
        ("emergency_now", "\\xff", "not_utf8"),
        ("saddle: unsure", f"age: {{at_least: {'9' * 5000}}}", "out_of_range"),
        ("given:", f"no_worse_than: {{age: {'9' * 5000}}}\n    given:", "out_of_range"),
        ("given:", f"only: {{age: {{below: -{'9' * 5000}}}}}\n    given:", "out_of_range"),
        ("promises:", "%TAG ! tag:x\npromises:", "directive"),
        ("too_much:", f"too_much: {{}}\n{'  - a' * 2000}", "not_yaml"),
    ],
)
def test_a_mistake_in_the_yaml_of_the_promises_has_a_line(
    old: str, new: str, code: str, questionnaire: Questionnaire
) -> None:
    data = BROKEN.replace(old, new).encode().replace(b"\\xff", b"\xff")
    with pytest.raises(FaultError) as caught:
        read_promises(data, "p.yaml", questionnaire)
    assert status_of(caught.value) == 78
    for fault in caught.value.faults:
        assert fault.code == code
        assert re.match(r"p.yaml:[1-9]\d*:[1-9]\d*: .+ \(.+\) \[", fault.line())
