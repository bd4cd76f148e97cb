"""What the documents say about the program is true."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from rows import table_of
from sciatica_cli import assess, load
from sciatica_cli.core.model import Questionnaire

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sciatica_cli"
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
CONTENT = (ROOT / "questions.yaml").read_text(encoding="utf-8")
PROMISES = (ROOT / "tests" / "safety" / "promises.yaml").read_text(encoding="utf-8")


def fault_codes() -> set[str]:
    """Return all fault codes in the source: the first arguments of functions that make a fault."""
    codes = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in ("Fault", "UnusableError", "_bad", "_fault", "fault"):
                    codes.add(str(node.args[0].value))
    return codes


def test_every_fault_code_is_documented() -> None:
    text = DOCS["json.md"] + DOCS["authoring.md"]
    assert {code for code in fault_codes() if f"`{code}`" not in text} == set()


def test_every_key_of_an_assessment_is_documented() -> None:
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
def test_the_commands_of_the_readme_work(command: str, tmp_path: Path) -> None:
    if "mine.json" in command or command.startswith("again"):
        pytest.skip("for a terminal, see tests/interview")
    program = f"{sys.executable} -m sciatica_cli"
    kept = f"{program} check examples/ordinary.json --store -q" if "history" in command else "true"
    done = subprocess.run(
        ["sh", "-c", f"{kept} >/dev/null && {kept} >/dev/null && {program} {command}"],
        cwd=ROOT,
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode in ((65,) if command.endswith("partial.json") else (0,)), done.stderr


def test_the_pipe_in_the_readme_prints_the_output_shown() -> None:
    block = README.split("$ sciatica --region GB < examples/emergency.json\n")[1].split("\n\n|")[0]
    with open(ROOT / "examples" / "emergency.json", "rb") as answers:
        command = [sys.executable, "-m", "sciatica_cli", "--region", "GB"]
        done = subprocess.run(command, stdin=answers, capture_output=True, check=True)
    shown = done.stdout.decode()
    for line in block.splitlines():
        assert line.strip() in ("", "...") or line.strip() in shown, line


def test_the_batch_in_the_readme_prints_the_output_shown(tmp_path: Path) -> None:
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


def test_the_readme_is_short_and_says_how_to_install() -> None:
    for words in (
        "pip install . && sciatica",
        "pip install -e '.[dev]' && pytest",
        "docs/page.svg",
    ):
        assert words in README
    assert len(README.splitlines()) < 165
    assert (ROOT / "docs" / "page.svg").exists()


def indented_blocks(text: str) -> list[str]:
    """Return blocks of code: indented by four columns, or by seven inside a numbered list."""
    blocks = re.finditer(r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", text, re.MULTILINE)
    return [dedent(block.group()) for block in blocks]


@cache
def yaml_of(text: str) -> Any:
    """Parse text as the reader of questions files does: `yes` and `50` stay text."""
    return yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def mappings(tree: Any) -> list[dict[str, Any]]:
    if isinstance(tree, list):
        return [found for part in tree for found in mappings(part)]
    if isinstance(tree, dict):
        return [tree, *(found for part in tree.values() for found in mappings(part))]
    return []


def shows(shown: Any, actual: Any) -> bool:
    """Whether a snippet shows part of the content; `...` and `{...}` stand for what is left out."""
    if shown == "..." or (isinstance(shown, dict) and "..." in shown):
        return True
    if isinstance(shown, dict) and isinstance(actual, dict):
        return all(key in actual and shows(shown[key], actual[key]) for key in shown)
    if isinstance(shown, str) and isinstance(actual, str) and shown.endswith("..."):
        return actual.startswith(shown.removesuffix("...").strip())
    return bool(shown == actual)


AUTHORING = DOCS["authoring.md"]
BEFORE_THE_EXAMPLE, EXAMPLE = AUTHORING.split("## A worked example", 1)
SNIPPETS = [
    block
    for block in indented_blocks(BEFORE_THE_EXAMPLE + EXAMPLE.split("## Promises")[1])
    if re.match(r"[a-z_]+:\n", block) and not block.startswith("body:")  # that drawing is made up
]
ALL_CONTENT = mappings([yaml_of(CONTENT), yaml_of(PROMISES)])


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: str(snippet.split(":")[0]))
def test_a_snippet_matches_the_content(snippet: str) -> None:
    for name, shown in yaml_of(snippet).items():
        assert any(name in block and shows(shown, block[name]) for block in ALL_CONTENT), name


def test_every_expected_snippet_is_found() -> None:
    names = [
        "saddle", "findings", "weakness_fast", "scores", "measures", "numb", "driving", "promises",
    ]  # fmt: skip
    found = [snippet.split(":")[0] for snippet in SNIPPETS]
    assert len(found) == len(names)
    assert found == [name if name in found else found[at] for at, name in enumerate(names)]


def conditions_of(text: str) -> list[str]:
    table = text.split("## Conditions")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    return [row.replace("{...}", "{fever: yes}") for row in rows]


def load_changed(tmp_path: Path, **inserted: str) -> Questionnaire:
    """Load the shipped questions with entries added at the start of some parts."""
    text = CONTENT
    for part, entries in inserted.items():
        assert f"\n{part}:\n" in text
        lines = "".join(f"  {line}\n" for line in entries.splitlines())
        text = text.replace(f"\n{part}:\n", f"\n{part}:\n{lines}", 1)
    (tmp_path / "questions.yaml").write_text(text, encoding="utf-8")
    return load(str(tmp_path / "questions.yaml"))


def test_the_conditions_in_the_documents_are_valid(tmp_path: Path) -> None:
    entries = []
    for number, condition in enumerate(conditions_of(AUTHORING)):
        when = f"when: {condition}" if condition.startswith("{") else f"when:\n    {condition}"
        entries.append(f"shown_{number}:\n  {when}\n  say: An example.\n  sources: [unchecked]")
    advice = load_changed(tmp_path, what_now="\n".join(entries)).what_now
    assert len(entries) > 10
    assert [one.id for one in advice[: len(entries)]] == [entry.split(":")[0] for entry in entries]


def test_the_worked_example_works(tmp_path: Path) -> None:
    blocks = indented_blocks(EXAMPLE.split("### The format of a case")[0])
    question, rule, cases = (block for block in blocks if re.match(r"[a-z_]+:\n", block))
    questionnaire = load_changed(tmp_path, questions=question, care_rules=rule)
    bases = yaml.safe_load((ROOT / "tests" / "cases" / "bases.yaml").read_text(encoding="utf-8"))
    for case in yaml_of(cases).values():
        assert case["base"] in (bases.get("bases") or bases)
        result: Any = assess(questionnaire, {"right_now": ["none"], **case["set"]}, partial=True)
        fired = {reason["rule"] for reason in result["reasons"]}
        assert fired == set(case["expect"].get("rules", ()))
        assert result["level"] == case["expect"]["level"]


def names_in(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree).union(*map(names_in, tree.values()))
    return set().union(*map(names_in, tree)) if isinstance(tree, list) else {str(tree)}


@pytest.mark.parametrize("document", ["safety.md", "article.md"])
def test_every_name_in_backticks_is_in_the_content(document: str) -> None:
    known = names_in(yaml_of(CONTENT)) | names_in(yaml_of(PROMISES))
    known |= set(re.findall(r"`(\w+)`", AUTHORING)) | {"this"}
    known |= {path.stem for path in (ROOT / "tests" / "cases").glob("*.yaml")}
    named = set(re.findall(r"`([a-z][a-z0-9_]*)`", DOCS[document]))
    assert named - known == set()
    prefixes = set(re.findall(r"`([a-z_]+_)\.\.\.`", DOCS[document]))
    assert {p for p in prefixes if not any(name.startswith(p) for name in known)} == set()


EVERYTHING = {
    "README.md": README,
    "CONTRIBUTING.md": CONTRIBUTING,
    "CHANGELOG.md": CHANGELOG,
    **{f"docs/{name}": text for name, text in DOCS.items()},
}
FOLDERS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
PATHS = rf"(?:src|tests|docs|tools|examples|benchmarks|completions|{'|'.join(FOLDERS)})/[\w./*-]*"
SOURCES = [ROOT / folder for folder in ("src", "tests", "tools", "benchmarks")]
FILES = {path.name for folder in SOURCES for path in folder.rglob("*")}


def missing_paths(text: str) -> set[str]:
    """Return the paths and file names in backticks that do not exist."""
    missing = set()
    for code in re.findall(r"`([^`\n]+)`", text):
        for path in re.findall(rf"(?<![\w/.]){PATHS}", code):
            if not any([*ROOT.glob(path), *PACKAGE.glob(path)]):
                missing.add(path)
        if re.fullmatch(r"\w+\.(?:py|yaml)", code) and not (ROOT / code).exists():
            missing |= {code} - FILES
    return missing


def slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def missing_links(document: str, text: str) -> set[str]:
    missing = set()
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        if "://" in name:
            continue
        file = (ROOT / document).parent / name if name else ROOT / document
        if not file.exists():
            missing.add(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            missing |= {target} - {target for heading in headings if slug(heading) == anchor}
    return missing


@pytest.mark.parametrize("document", EVERYTHING)
def test_every_path_and_link_exists(document: str) -> None:
    text = EVERYTHING[document]
    assert missing_paths(text) | missing_links(document, text) == set()


def test_a_stale_name_is_found() -> None:
    assert missing_paths("see `src/sciatica_cli/proof/` and `core/told.py`, `wording.py`") == {
        "src/sciatica_cli/proof/",
        "core/told.py",
        "wording.py",
    }
    assert missing_links("README.md", "[a](docs/none.md) [b](docs/json.md#no-such-part)") == {
        "docs/none.md",
        "docs/json.md#no-such-part",
    }
    rules = yaml_of(CONTENT)["care_rules"]
    assert shows({"level": "emergency_now", "say": "..."}, rules["weakness_fast"])
    assert not shows({"level": "routine"}, rules["weakness_fast"])
    assert not shows({"lvl": "..."}, rules["weakness_fast"])


COMMANDS = sorted(
    {
        line
        for name, text in DOCS.items()
        for block in indented_blocks(text)
        for line in block.splitlines()
        if line.startswith("sciatica ")
    }
)


def write_columns(folder: Path) -> None:
    """The examples as files of columns."""
    lines = (folder / "study.jsonl").read_text(encoding="utf-8").splitlines()
    table = table_of(load(), list(map(json.loads, lines)))
    (folder / "study-parts").mkdir()
    for target in ("study.parquet", "study-parts/1.parquet"):
        table.write_parquet(folder / target)
    table.write_ipc(folder / "study.arrow")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_documents_work(command: str, tmp_path: Path) -> None:
    if "--prove" in command:
        pytest.skip("takes long, see tests/lint/test_command.py")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "questions.yaml").symlink_to(ROOT / "questions.yaml")
    shutil.copy(ROOT / "examples" / "study.jsonl", tmp_path)
    write_columns(tmp_path)
    program = tmp_path / "bin" / "sciatica"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sciatica_cli "$@"\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["sh", "-c", f"PATH='{program.parent}':$PATH; {command}"],
        cwd=tmp_path,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode in ((0, 65) if "study" in command else (0,)), done.stderr


def keys_in_table(text: str) -> set[str]:
    cells = re.findall(r"^\| (`.+?) \|", text.split("\n\n|", 1)[1].split("\n\n")[0], re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_every_documented_key_of_an_assessment_exists() -> None:
    text = DOCS["json.md"].split("## Assessment: ")[1].split("###")[0]
    assert keys_in_table(text) == set(assess(load(), {"saddle": "recent"}))


def test_every_documented_key_of_a_line_of_batch_exists() -> None:
    command = [sys.executable, "-m", "sciatica_cli", "batch", "examples/study.jsonl"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    lines: dict[str, Any] = {}
    for line in done.stdout.splitlines():
        lines[json.loads(line)["schema"]] = json.loads(line)
    text = DOCS["json.md"].split("## Many records")[1].split("\n## ")[0]
    result = text.split("A result is a short form")[1]
    assert {"schema"} | keys_in_table(result) == set(lines["sciatica.result/2"])
    shown = [
        json.loads(line.replace(", ...", "")) for line in indented_blocks(text)[0].splitlines()
    ]
    assert {line["schema"] for line in shown} == set(lines)
    for line in shown:
        assert set(line) <= set(lines[line["schema"]])
    fault = lines["sciatica.faults/1"]["faults"][0]
    assert set(shown[1]["faults"][0]) <= set(fault)


def test_the_answers_shown_are_assessed() -> None:
    text = DOCS["json.md"].split("## Answers: ")[1].split("\n## ")[0]
    shown = json.loads(indented_blocks(text)[0])
    assert assess(load(), shown)["level"] == "emergency_now"


def test_python_in_the_contract_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = DOCS["json.md"].split("## From Python")[1]
    exec("\n".join(block for block in indented_blocks(text)), {})
    assert capsys.readouterr().out.startswith("emergency_now hospital\n")
