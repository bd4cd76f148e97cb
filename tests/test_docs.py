"""The documents tell the truth about the program."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli.core.model import Questionnaire

ROOT = Path(__file__).parent.parent
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fault_codes() -> set[str]:
    """Every code in the source: the first text given to a function that makes a fault."""
    codes = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in ("Fault", "_bad", "_fault", "fault"):
                    codes.add(str(node.args[0].value))
    return codes


def test_every_fault_code_is_documented() -> None:
    text = DOCS["json.md"] + DOCS["authoring.md"]
    assert {code for code in fault_codes() if f"`{code}`" not in text} == set()


def test_every_key_of_an_assessment_is_documented() -> None:
    from sciatica_cli import assess, load

    keys = assess(load(), {"saddle": "recent"}).keys()
    assert {key for key in keys if f"`{key}`" not in DOCS["json.md"]} == set()


def test_the_list_of_weak_sources_is_up_to_date(questionnaire: Questionnaire) -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from weak_sources import weak_claims
    finally:
        sys.path.pop(0)
    assert weak_claims(questionnaire) in DOCS["safety.md"]


def test_every_statement_of_the_article_has_a_row() -> None:
    rows = re.findall(r"^\| (\d+) \|", DOCS["article.md"], re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) >= 40


def test_names_in_the_documents_exist(questionnaire: Questionnaire) -> None:
    known = {
        item.id
        for items in (
            questionnaire.questions,
            questionnaire.rules,
            questionnaire.scores,
            questionnaire.causes,
            questionnaire.options,
            questionnaire.sources,
        )
        for item in items
    }
    named = set(re.findall(r"`([a-z]+_[a-z0-9_]+)`", DOCS["article.md"] + DOCS["safety.md"]))
    content = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    content += (ROOT / "tests" / "safety" / "promises.yaml").read_text(encoding="utf-8")
    known |= set(re.findall(r"^\| `(\w+)`", DOCS["authoring.md"], re.MULTILINE))  # codes of lint
    unknown = {name for name in named - known if f"{name}:" not in content}
    assert unknown <= {"emergency_now", "same_day", "within_days", "self_care"}


@pytest.mark.parametrize("command", re.findall(r"`sciatica ([^`]+)`", README))
def test_the_commands_of_the_readme_work(command: str) -> None:
    if "mine.json" in command:
        pytest.skip("for a terminal, see tests/interview")
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m sciatica_cli {command}"],
        cwd=ROOT,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode in ((65,) if command.endswith("partial.json") else (0,)), done.stderr


def test_the_pipe_in_the_readme_prints_what_it_says() -> None:
    block = README.split("$ sciatica --region GB < examples/emergency.json\n")[1].split("\n\n|")[0]
    with open(ROOT / "examples" / "emergency.json", "rb") as answers:
        command = [sys.executable, "-m", "sciatica_cli", "--region", "GB"]
        done = subprocess.run(command, stdin=answers, capture_output=True, check=True)
    shown = done.stdout.decode()
    for line in block.splitlines():
        assert line.strip() in ("", "...") or line.strip() in shown, line


def test_the_batch_in_the_readme_prints_what_it_says(tmp_path: Path) -> None:
    command, *block = README.split("$ sciatica ")[2].split("\n\n")[0].splitlines()
    words = [str(ROOT / word) if "examples/" in word else word for word in command.split()]
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        check=False,
    )
    assert done.stdout.decode().splitlines() == [line.strip() for line in block]
    assert done.returncode == 65


def test_the_readme_is_a_readme() -> None:
    for words in (
        "pip install . && sciatica",
        "pip install -e '.[dev]' && pytest",
        "docs/page.svg",
    ):
        assert words in README
    assert len(README.splitlines()) < 155
    assert (ROOT / "docs" / "page.svg").exists()
