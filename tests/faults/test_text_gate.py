"""No text from a file controls a terminal: through every field, every command and every format.

A questions file with a control character is refused where it stands, before anything is read of it.
What a record says is refused or cleaned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from sciatica_cli.bank.shape import Block, Entries, Field, ListOf, Variants
from sciatica_cli.bank.shape_file import FILE
from sciatica_cli.bank.yaml_source import read_yaml
from sciatica_cli.cli import run_cli
from sciatica_cli.core.control_characters import CONTROL
from sciatica_cli.core.faults import Fault, FaultError
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.interview.saved import read_saved
from sciatica_cli.lint import promises

CONTROL_CHARACTER = re.compile(rf"(?![\t\n\r]){CONTROL}")
CONTROLS = [chr(n) for n in (*range(9), 11, 12, *range(14, 32), *range(127, 160))]
ORDERS = [chr(n) for n in (*range(0x2028, 0x202F), *range(0x2066, 0x206A))]
SIGNS = [*CONTROLS, *ORDERS, "\ufeff"]
NAME, HERE = "some_name", "HERE"  # NAME: a key that the author chooses

Way = tuple[str | int, ...]  # keys and numbers from the top of the file down to a value


def ways(field: Field, way: Way = ()) -> Iterator[Way]:
    """The way to every value and every chosen name that a field may hold."""
    match field:
        case Block():
            for key, inner in field.fields.items():
                yield from ways(inner, (*way, key))
        case Variants():
            for block in field.blocks.values():
                yield from ways(block, way)
        case Entries():
            yield (*way, HERE)
            yield from ways(field.entry, (*way, NAME))
        case ListOf():
            yield from ways(field.item, way)
            yield from ways(field.item, (*way, 0))
        case _:
            yield way


def document(way: Way, text: str) -> object:
    """Return plain data with a text at the end of the way, or as its last key."""
    value: object = "x" if way[-1:] == (HERE,) else text
    for step in reversed(way):
        value = [value] if step == 0 else {text if step == HERE else step: value}
    return value


EVERY = sorted({*ways(FILE), *(("promises", *w) for w in ways(promises.FILE))}, key=str)


def refused(text: str) -> Fault:
    with pytest.raises(FaultError) as caught:
        read_yaml(text.encode(), "q.yaml")
    (fault,) = caught.value.faults
    return fault


def test_the_walk_reaches_every_kind_of_value() -> None:
    known = {
        ("version",),
        ("sources", NAME, "year"),
        ("sources", HERE),
        ("questions", NAME, "choices", HERE),
        ("questions", NAME, "ask_if"),
        ("care_rules", NAME, "sources", 0),
        ("body", "front", "zones", NAME),
        ("promises", "promises", NAME, "promise"),
    }
    assert known <= set(EVERY)


def test_in_every_field_of_the_file_a_control_character_is_refused() -> None:
    for way, sign in zip(EVERY, cycle(SIGNS)):
        text = f"a{sign}b"
        coded = json.dumps(document(way, text))
        fault = refused(coded)
        keys = [step for step in way if isinstance(step, str)]
        where = "this key" if keys[-1] == HERE else f"`{keys[-1]}`"
        column = coded.index(json.dumps(text)) + 1
        assert (fault.code, fault.path) == ("bad_sign", f"q.yaml:1:{column}"), way
        assert fault.message.endswith(f"(U+{ord(sign):04X}) in {where}")

        written = json.dumps(document(way, HERE + HERE)).replace(HERE + HERE, text)
        fault = refused(f"# a file\n\n{written}")
        column = written.index(text) + 2
        assert (fault.code, fault.path) == ("bad_sign", f"q.yaml:3:{column}"), way


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: f"{ord(sign):04X}")
def test_every_control_character_is_refused_wherever_it_is(sign: str) -> None:
    for text in (f"a: b{sign}", f"{sign}a: b" if sign != "\ufeff" else "a\ufeff: b", f"# {sign}"):
        fault = refused(text)
        assert (fault.code, fault.path) == ("bad_sign", f"q.yaml:1:{text.index(sign) + 1}")
        assert not CONTROL_CHARACTER.search(fault.line())
    assert refused(f'a: "\\u{ord(sign):04x}"').code == "bad_sign"


def test_a_byte_order_mark_at_the_start_is_skipped() -> None:
    assert read_yaml("\ufeffa: b".encode(), "q.yaml").plain() == {"a": "b"}


# ------------------------------------------------ commands

HOSTILE = "\x1b[2J\x07\x7f\x9b31m\u202e\u2066\u2028"


@pytest.mark.parametrize("field", ['version: "{}"', "title: {}", 'sources: {{a: {{year: "{}"}}}}'])
@pytest.mark.parametrize("coded", [True, False])
def test_no_command_shows_a_sign_of_a_questions_file(
    field: str, coded: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = json.dumps(HOSTILE)[1:-1] if coded and '"' in field else HOSTILE
    path = tmp_path / "q.yaml"
    path.write_text(field.format(text), encoding="utf-8")
    record = tmp_path / "r.json"
    record.write_text("{}")
    commands = [["lint", str(path), "--format", form] for form in ("text", "json", "github")]
    commands += [["questions", "--questions", str(path), *more] for more in ([], ["--json"])]
    commands.append(["check", str(record), "--questions", str(path)])
    for command in commands:
        assert run_cli(command) == 78
        told = capfd.readouterr()
        assert "bad_sign" in told.out + told.err
        assert not CONTROL_CHARACTER.search(told.out + told.err)


FIELDS = ["id", "schema", "questionnaire", "answered_at", "purpose", "region", "answered_by"]
FIELDS += [HOSTILE, "saddle", "age", "right_now"]  # an unknown name, and answers


def records() -> Iterator[dict[str, object]]:
    for field in FIELDS:
        yield {field: HOSTILE}
        yield {field: [HOSTILE]}
        yield {field: {HOSTILE: HOSTILE}}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_no_row_of_a_batch_has_a_sign_of_a_record(
    form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    study, bad = tmp_path / "in.jsonl", tmp_path / f"bad.{form}"
    study.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records()))
    arguments = ["batch", str(study), "--format", form]
    for more in ([], ["--errors", str(bad)]):
        assert run_cli([*arguments, *more]) == 65
        told = capfd.readouterr()
        assert not CONTROL_CHARACTER.search(told.out + told.err)
    assert bad.stat().st_size
    assert not CONTROL_CHARACTER.search(bad.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("form", [["--json"], ["--full"], ["--format", "html"], ["--handover"]])
def test_no_page_has_a_sign_of_a_record(
    form: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.json"
    for record in records():
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        run_cli(["check", str(path), "--partial", *form])
        told = capfd.readouterr()
        assert told.out + told.err
        assert not CONTROL_CHARACTER.search(told.out + told.err), record


def test_nothing_of_a_saved_file_controls_a_terminal(
    questionnaire: Questionnaire, tmp_path: Path
) -> None:
    path = tmp_path / "saved.json"
    for record in records():
        path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        saved = read_saved(questionnaire, str(path))
        said = [*saved.unknown, saved.version, *(question.short for question in saved.to_ask_again)]
        assert not CONTROL_CHARACTER.search(" ".join(said))
