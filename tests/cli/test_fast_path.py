"""The fast path without a parser has the same output as the parser, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_cli.__main__ import PIPED

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAVY = {
    "typer", "click", "rich", "questionary", "prompt_toolkit", "yaml", "pydantic", "asyncio",
    "dataclasses", "inspect", "typing", "pathlib", "datetime", "importlib.metadata",
    "importlib.resources", "difflib", "tempfile", "hashlib", "sciatica_cli.cli",
}  # fmt: skip

INPUTS = {
    "ordinary": (EXAMPLES / "ordinary.json").read_bytes(),
    "emergency": (EXAMPLES / "emergency.json").read_bytes(),
    "missing": b'{"saddle": "since"}',
    "bad": b'{"sadle": "no"}',
    "not json": b"{",
    "empty": b"",
}


def run_with(code: str, *arguments: str, stdin: bytes) -> tuple[bytes, bytes, int]:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    return done.stdout, done.stderr, done.returncode


MAIN = "import sys; from sciatica_cli.__main__ import main; sys.exit(main())"
PARSER = (
    "import sys; import sciatica_cli.__main__ as m; m.PIPED = {}; "
    "sys.exit(m._run((*sys.argv[1:], '--no-color')))"
)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [(arguments, name) for arguments in PIPED for name in ("ordinary", "missing", "bad")]
    + [((), name) for name in ("emergency", "not json", "empty")],
)
def test_the_fast_path_gives_the_output_of_the_parser(
    arguments: tuple[str, ...], name: str
) -> None:
    fast = run_with(MAIN, *arguments, stdin=INPUTS[name])
    assert fast == run_with(PARSER, *arguments, stdin=INPUTS[name])


def test_the_fast_path_gives_the_version_of_the_parser() -> None:
    fast = run_with(MAIN, "--version", stdin=b"")
    assert fast == run_with(PARSER, "--version", stdin=b"")
    assert fast[0].startswith(b"sciatica 0.")


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_the_fast_path_imports_no_slow_modules(installed: Path, arguments: tuple[str, ...]) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); "
        f"sys.argv = ['sciatica', *{arguments!r}]; "
        "from sciatica_cli.__main__ import main; main(); "
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, input=INPUTS["ordinary"], capture_output=True, check=True)
    loaded = set(eval(done.stderr.decode()))
    allowed = set() if arguments else {"textwrap", "datetime"}  # a page wraps lines and has dates
    assert loaded & (HEAVY - allowed) == set()


def test_the_same_answers_in_any_order_give_the_same_bytes() -> None:
    record = json.loads(INPUTS["ordinary"])
    reversed_record = json.dumps(dict(reversed(record.items()))).encode()
    assert run_with(MAIN, "--json", stdin=reversed_record) == run_with(
        MAIN, "--json", stdin=INPUTS["ordinary"]
    )


def test_help_starts_with_examples_and_names_the_commands() -> None:
    out, _, status = run_with(MAIN, "--help", stdin=b"")
    assert status == 0
    text = out.decode()
    assert text.index("Examples:") < text.index("Options")
    assert all(word in text for word in ("check", "questions", "--region", "not a diagnosis"))


@pytest.mark.parametrize("flag", ["--template", "--json", "--schema", "--file-schema"])
def test_the_questions_are_json_on_request(flag: str) -> None:
    out, _, status = run_with(MAIN, "questions", flag, stdin=b"")
    assert status == 0
    assert json.loads(out)


def test_the_questions_are_a_list_by_default_and_have_one_form_at_a_time() -> None:
    out, _, _ = run_with(MAIN, "questions", stdin=b"")
    assert b"DANGER SIGNS" in out
    assert run_with(MAIN, "questions", "--json", "--schema", stdin=b"")[2] == 2
    assert run_with(MAIN, "questions", "--schema", "--file-schema", stdin=b"")[2] == 2


def test_shared_options_can_come_before_or_after_the_command() -> None:
    source = str(EXAMPLES / "emergency.json")
    before = run_with(MAIN, "--region", "gb", "check", source, stdin=b"")
    after = run_with(MAIN, "check", source, "--region", "gb", stdin=b"")
    assert before == after
    assert b"United Kingdom" in after[0]
