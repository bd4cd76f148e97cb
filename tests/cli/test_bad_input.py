"""Bad input gives one clear line, the right exit status, and nothing on standard output."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios import NEWLY_WEAK
from sciatica_cli.bank.loader import load
from sciatica_cli.record import find_urgent_in
from small import SMALL

SHIPPED = load()

SCIATICA = [sys.executable, "-m", "sciatica_cli"]
EXAMPLES = Path(__file__).parents[2] / "examples"
ORDINARY = json.loads((EXAMPLES / "ordinary.json").read_text())


def run(
    *arguments: str, stdin: bytes | None = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*SCIATICA, *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
    )


def with_answer(**changes: object) -> bytes:
    return json.dumps(ORDINARY | changes).encode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"hello", "not_json"),
        (b'{"saddle": "no"', "not_json"),
        (b"[]", "not_an_object"),
        (b'"saddle"', "not_an_object"),
        (b"null", "not_an_object"),
        (b'{"age": NaN}', "not_a_number"),
        (b'{"age": -Infinity}', "not_a_number"),
        (b'{"age": 1e400}', "out_of_range"),
        (b'{"age": ' + b"9" * 6000 + b"}", "out_of_range"),
        (b'{"saddle": "no", "saddle": "before"}', "duplicate_key"),
        (b'{"saddle": "\xff"}', "not_utf8"),
        ('{"saddle": "no"}'.encode("utf-16"), "not_utf8"),
        (gzip.compress(b'{"saddle": "no"}', mtime=0), "not_utf8"),
        (b"[" * 5_000_000, "too_large"),
        (b"[" * 1_000_000, "too_deep"),
        (b'{"age": 40} {"age": 41}', "several_records"),
        (with_answer(sadle="no"), "unknown_key"),
        (with_answer(saddle=["no"]), "wrong_type"),
        (with_answer(saddle="maybe"), "not_a_choice"),
        (with_answer(age=400), "out_of_range"),
        (with_answer(age=40.5), "wrong_type"),
        (with_answer(hip=["none"]), "contradiction"),
        (with_answer(id="[red]x[/red]\x1b[2J"), "bad_id"),
        (b"{}", "missing"),
    ],
)
def test_bad_answers_are_one_clear_line(text: bytes, code: str) -> None:
    done = run("--json", stdin=text)
    assert done.returncode == 65
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("sciatica: ")
    assert line.endswith(f"[{code}]")
    assert len(line) < 900


def test_a_misspelt_name_gets_the_nearest_as_a_suggestion() -> None:
    assert b"did you mean saddle?" in run(stdin=with_answer(sadle="no")).stderr


def test_control_characters_and_markup_are_shown_as_plain_text() -> None:
    done = run(stdin=with_answer(**{"[red]\x1b[31mno": "no"}))
    assert b"sciatica: [red][31mno: there is no such question" in done.stderr
    assert b"\x1b" not in done.stderr


def test_several_faults_are_reported_at_once() -> None:
    done = run(stdin=with_answer(sadle="no", age=400, saddle="maybe"))
    assert len(done.stderr.splitlines()) == 3


def test_an_emergency_is_reported_even_if_answers_are_missing() -> None:
    done = run("--json", stdin=b'{"saddle": "recent"}')
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert (result["level"], result["complete"]) == ("emergency_now", False)


def test_faults_never_hide_what_is_already_certain() -> None:
    urgent = run(stdin=b'{"weakness": "yes", "weak_what": ["drop"], "weak_when": "since"}')
    assert urgent.returncode == 65
    first, second = urgent.stderr.decode().splitlines()
    assert first.startswith("Already certain from these answers: Get medical advice today (today).")
    assert second.endswith("[missing]")
    emergency = run(stdin=b'{"saddle": "recent", "age": "old"}')
    assert emergency.returncode == 65
    assert emergency.stderr.startswith(
        b"Already certain from these answers: This may be an emergency"
    )


CHEST = '"right_now": ["chest"]'
SPOILT = [  # an emergency that can be read in spite of what is wrong, and is it certain?
    (f'{{{CHEST}, "age": NaN}}', "not_a_number", True),
    (f'{{{CHEST}, "age": 1e999}}', "out_of_range", True),
    (f'{{{CHEST}, "age": {"9" * 5000}}}', "out_of_range", True),
    (f'{{{CHEST}, "age": 400}}', "out_of_range", True),
    (f'{{{CHEST}, "age": 44, "age": 45}}', "duplicate_key", True),
    ('{"right_now": ["chest", "nonsense"]}', "not_a_choice", True),
    ('{"right_now": ["chest", "chest"]}', "repeated", True),
    ('{"right_now": ["chest", "none"]}', "none_not_alone", False),
    ('{"right_now": ["none"], "right_now": ["chest"]}', "duplicate_key", False),
    (f'{{{CHEST}, "zebra": 1}}', "unknown_key", True),
    (f'{{{CHEST}, "id": "\\u202e"}}', "bad_id", True),
    (f'{{{CHEST}, "deep": {"[" * 9000}', "too_deep", True),
    (f'{{{CHEST}, "age": 4', "not_json", True),  # cut off
    (f'{{{CHEST}, "age": 44, }}', "not_json", True),
    ('{"right_now": "chest"}', "wrong_type", True),
    (f"[{{{CHEST}}}]", "not_an_object", True),
    (f'{{{CHEST}}} {{"right_now": ["none"]}}', "several_records", False),
    (f"\0\0{{{CHEST}}}", "not_json", True),  # what a loss of power leaves in a log
    (json.dumps(f"{{{CHEST}}}"), "not_an_object", True),  # JSON within JSON
    (f"{{{CHEST}}}".replace('"', "\u201d"), "not_json", True),
    (f"{CHEST}}}", "several_records", True),  # the beginning is missing
    ('{"Right_Now": ["chest"]}', "unknown_key", False),
    ('{"right_now": ["Chest "]}', "not_a_choice", False),
    (f'{{"answers": {{{CHEST}}}}}', "unknown_key", False),
    ('{"sex": "male", "pregnancy": "from_20", "right_now": ["chest"]}', "contradiction", True),
]


@pytest.mark.parametrize(("text", "code", "certain"), SPOILT)
def test_no_fault_hides_an_emergency(text: str, code: str, certain: bool) -> None:
    done = run(stdin=text.encode())
    first, *faults = done.stderr.decode().splitlines()
    assert first.startswith("Already certain" if certain else "One of these answers would be an em")
    assert ("right_now" in first) is not certain
    assert all(line.endswith(f"[{code}]") for line in faults)
    assert (done.returncode, done.stdout, len(faults)) == (65, b"", 1)


def test_no_fault_of_a_line_hides_an_emergency() -> None:
    lines = [text for text, _, _ in SPOILT]
    rows = map(json.loads, run("batch", stdin="\n".join(lines).encode()).stdout.splitlines())
    for row, (text, code, certain) in zip(rows, SPOILT, strict=True):
        assert [fault["code"] for fault in row["faults"]] == [code], text
        level, could_be = row.get("level"), row.get("could_be")
        expected = ("emergency_now", None) if certain else (None, "emergency_now")
        assert (level, could_be) == expected, text


def test_an_emergency_is_reported_wherever_the_text_is_cut_off() -> None:
    """Behind it or before it, or with a hole behind it."""
    before, after = b'{"age": 44, "sex": "male", ', b', "pain_where": ["calf"], "id": "x"}\n'
    emergency = CHEST.encode()
    pieces = [before + emergency + after[:place] for place in range(len(after))]
    pieces += [before + emergency + after[place:] for place in range(len(after))]
    pieces += [before[place:] + emergency + after for place in range(len(before) + 1)]
    for piece in pieces:
        urgent = find_urgent_in(SHIPPED, piece)
        assert urgent is not None, piece
        assert "emergency_now" in (urgent.level, urgent.could_be), piece


@pytest.mark.parametrize(
    "encoding", [f"utf-{n}{end}" for n in (16, 32) for end in ("", "-le", "-be")]
)
def test_an_emergency_in_another_encoding_is_reported_and_the_encoding_named(encoding: str) -> None:
    done = run(stdin=f"{{{CHEST}}}".encode(encoding))
    first, second = done.stderr.decode().splitlines()
    assert first.startswith("Already certain")
    assert encoding[:6].upper() in second
    rows = run("batch", stdin=f"{{{CHEST}}}\n".encode(encoding) * 2).stdout
    assert rows.count(b"emergency_now") == 2


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(b"{}", mtime=0), "gzip"),
        (b"\x28\xb5\x2f\xfd\x00", "zstd"),
        (lzma.compress(b"{}"), "xz"),
        (bz2.compress(b"{}"), "bzip2"),
        (b"PK\x03\x04\x14\x00\x00\x00\xff\xff", "zip"),
    ],
)
def test_a_packed_file_is_named_for_what_it_is(packed: bytes, name: str, tmp_path: Path) -> None:
    assert f"packed with {name} (unpack it first: ".encode() in run(stdin=packed).stderr
    (tmp_path / "packed").write_bytes(packed)
    assert f"packed with {name} (".encode() in run("lint", str(tmp_path / "packed")).stdout


@pytest.mark.parametrize(
    "arguments", [("--questions", "nowhere.yaml"), ("-o", "x.pdf"), ("-o", "nowhere/x.txt")]
)
def test_no_bad_option_hides_an_emergency(arguments: tuple[str, ...]) -> None:
    done = run("check", *arguments, stdin=f"{{{CHEST}}}".encode())
    assert done.returncode != 0
    assert done.stderr.startswith(b"Already certain from these answers: This may be an emergency")


def test_a_byte_order_mark_is_skipped_at_the_start_of_every_record() -> None:
    text = b'\xef\xbb\xbf{"right_now": ["chest"]}'
    assert json.loads(run("--json", stdin=text).stdout)["level"] == "emergency_now"
    rows = run("batch", stdin=text + b"\n" + text).stdout.splitlines()
    assert [json.loads(row)["level"] for row in rows] == ["emergency_now", "emergency_now"]
    assert b"[empty]" in run(stdin=b"\xef\xbb\xbf").stderr


def test_an_interview_that_is_not_finished_says_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "my answers.json"
    answers = json.loads((EXAMPLES / "partial.json").read_text())
    for purpose, code in (("level", "other_purpose"), ("all", "missing")):
        path.write_text(json.dumps(answers | {"answered_at": 1, "purpose": purpose}))
        *_, missing, last = run("check", str(path)).stderr.decode().splitlines()
        assert missing.endswith(f"[{code}]")
        command = f"sciatica --resume '{path}'"
        assert last == f"sciatica: to go on with these answers in the terminal, write: {command}"
    for quiet in (run("check", "-q", str(path)), run("check", stdin=path.read_bytes())):
        assert quiet.stderr.decode().splitlines()[-1] == missing
    path.write_text(json.dumps(answers))  # which no interview has written
    assert run("check", str(path)).stderr.decode().splitlines()[-1] == missing


def test_partial_answers_are_assessed_on_request() -> None:
    done = run("check", "--partial", "--json", str(EXAMPLES / "partial.json"))
    result = json.loads(done.stdout)
    assert (result["level"], result["at_most"]) == ("self_care", "emergency_now")
    assert result["massage"]["verdict"] == "unknown"


# ------------------------------------------------ files


def test_a_missing_file_or_a_directory_is_reported_in_one_line(tmp_path: Path) -> None:
    for path, words in [(tmp_path / "none.json", b"no such file"), (tmp_path, b"this is a folder")]:
        done = run("check", str(path))
        assert (done.returncode, done.stdout) == (66, b"")
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "locked.json"
    path.write_text("{}")
    path.chmod(0)
    done = run("check", str(path))
    assert done.returncode == 66
    assert b"you have no permission" in done.stderr


def test_an_output_file_is_private_and_replaced_only_with_force(tmp_path: Path) -> None:
    out = tmp_path / "page.txt"
    source = str(EXAMPLES / "ordinary.json")
    assert run("check", source, "-o", str(out)).returncode == 0
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_text()
    again = run("check", source, "-o", str(out))
    assert again.returncode == 73
    assert b"a file with that name already exists" in again.stderr
    assert out.read_text() == before
    assert run("check", source, "-o", str(out), "--force", "--json").returncode == 0
    assert json.loads(out.read_text())["level"] == "self_care"
    assert os.listdir(tmp_path) == ["page.txt"]


@pytest.mark.parametrize("name", ["a.json", "link.json", "hard.json"])
@pytest.mark.parametrize("arguments", [("a.json",), ("-",), ("b.json", "--questions", "a.json")])
def test_an_input_is_never_written_over(
    arguments: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    """Neither the answers nor the questions, also with --force: they would be lost."""
    questions = "--questions" in arguments
    before = SMALL.encode() if questions else with_answer()
    (tmp_path / "a.json").write_bytes(before)
    (tmp_path / "b.json").write_bytes(b'{"numb": "no", "age": 40}')
    (tmp_path / "link.json").symlink_to("a.json")
    os.link(tmp_path / "a.json", tmp_path / "hard.json")
    with open(tmp_path / "a.json", "rb") as answers:
        done = subprocess.run(
            [*SCIATICA, "check", *arguments, "--partial", "-o", name, "--force"],
            stdin=answers,
            capture_output=True,
            cwd=tmp_path,
            check=False,
        )
    assert b"an input and an output are the same file" in done.stderr
    assert (done.returncode, (tmp_path / "a.json").read_bytes()) == (2, before)


def test_an_output_that_cannot_be_written_leaves_no_file(tmp_path: Path) -> None:
    for target in (tmp_path / "no" / "such" / "folder.txt", tmp_path):
        done = run("check", str(EXAMPLES / "ordinary.json"), "-o", str(target), "--force")
        assert (done.returncode, done.stdout) == (73, b"")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    done = run("check", str(EXAMPLES / "emergency.json"), "-o", str(path), "--force")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert b"GET HELP NOW" in os.read(reader, 10_000)
    assert path.is_fifo()
    os.close(reader)


def test_bad_answers_leave_no_output_file(tmp_path: Path) -> None:
    out = tmp_path / "page.txt"
    assert run("check", "-o", str(out), stdin=b"{}").returncode == 65
    assert not out.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_reported_in_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*SCIATICA, "--json"],
            input=with_answer(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 73
    assert (
        done.stderr == b"sciatica: output: cannot be written: the disk is full "
        b"(free some space, or choose another place) [cannot_write]\n"
    )


def test_a_closed_pipe_ends_silently() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(EXAMPLES / "ordinary.json", "rb") as answers:
        done = subprocess.run(
            [*SCIATICA, "--json"],
            stdin=answers,
            stdout=write_end,
            stderr=subprocess.PIPE,
            check=False,
        )
    os.close(write_end)
    assert done.returncode in (-13, 141)
    assert done.stderr == b""


def test_no_terminal_and_no_input_is_a_usage_error() -> None:
    with open(os.devnull, "rb") as nothing:
        done = subprocess.run(SCIATICA, stdin=nothing, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"no terminal to ask in, and no answers came in" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pipe that can be watched")
@pytest.mark.parametrize(
    "arguments", [["batch"], *(pytest.param(a, marks=pytest.mark.slow) for a in ([], ["check"]))]
)
def test_a_pipe_that_stays_silent_is_told_what_the_program_waits_for(arguments: list[str]) -> None:
    started = subprocess.Popen(
        [*SCIATICA, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with started as program:
        assert program.stderr is not None
        assert b"waiting for answers" in program.stderr.readline()
        out, more = program.communicate(b'{"right_now": ["chest"]}')
        assert program.returncode == 0
    assert b"EMERGENCY" in out.upper()
    assert more == (b"sciatica: 1 record assessed\n" if "batch" in arguments else b"")


@pytest.mark.parametrize("arguments", ["", f"again {EXAMPLES / 'ordinary.json'}"])
def test_a_closed_standard_input_is_a_usage_error(arguments: str) -> None:
    program = f"{sys.executable} -m sciatica_cli {arguments} <&-"
    done = subprocess.run(["sh", "-c", program], capture_output=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_without_standard_error_nothing_else_goes_to_standard_output() -> None:
    program = f"{sys.executable} -m sciatica_cli check nosuch.json 2>&-"
    done = subprocess.run(["sh", "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (66, b"")


def test_a_closed_standard_output_is_reported_in_one_line() -> None:
    source = EXAMPLES / "ordinary.json"
    for arguments in (f"check {source}", f"check {source} --json", "questions"):
        program = f"{sys.executable} -m sciatica_cli {arguments} >&-"
        done = subprocess.run(["sh", "-c", program], capture_output=True, check=False)
        assert done.returncode == 73
        assert done.stderr.startswith(b"sciatica: output: cannot be written: it is closed (")


# ------------------------------------------------ questions files


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"[" * 200_000, "too_deep"),
        (b"a: &x 1\nb: *x\n", "alias"),
        (b"title: [", "not_yaml"),
        (b"", "empty"),
        (b"\xff", "not_utf8"),
    ],
)
def test_a_bad_questions_file_is_reported_with_its_name(
    tmp_path: Path, text: bytes, code: str
) -> None:
    path = tmp_path / "q.yaml"
    path.write_bytes(text)
    done = run("--questions", str(path), "--json", stdin=b"{}")
    assert (done.returncode, done.stdout) == (78, b"")
    assert f"[{code}]" in done.stderr.decode()
    assert all(b"q.yaml" in line for line in done.stderr.splitlines())


def test_a_missing_questions_file_is_reported(tmp_path: Path) -> None:
    done = run("check", "--questions", str(tmp_path / "none.yaml"), stdin=b"{}")
    assert done.returncode == 66


# ------------------------------------------------ regions and usage


def test_a_region_is_never_guessed_and_an_unknown_one_gets_general_advice() -> None:
    emergency = b'{"saddle": "recent"}'
    assert b"works across Europe" in run(stdin=emergency, env={"LANG": "en_GB.UTF-8"}).stdout
    assert b"999 (or 112) (United Kingdom)" in run("--region", "UK", stdin=emergency).stdout
    assert b"(United States)" in run(stdin=emergency, env={"SCIATICA_REGION": "us"}).stdout
    unknown = run("--region", "ng", stdin=emergency)
    assert unknown.returncode == 0
    assert b"we have no phone numbers for NG" in unknown.stderr
    assert b"no numbers" not in run("--region", "ng", "--quiet", stdin=emergency).stderr
    invented = run("--region", "Narnia", stdin=emergency)
    assert (invented.returncode, b"works across Europe" in invented.stdout) == (0, True)


@pytest.mark.parametrize(
    "arguments", [("--nonsense",), ("chekc",), ("check", "a", "b"), ("--format", "pdf")]
)
def test_a_wrong_command_line_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, stdin=with_answer())
    assert (done.returncode, done.stdout) == (2, b"")


def test_the_level_is_the_exit_status_only_on_request() -> None:
    assert run(stdin=b'{"saddle": "recent"}').returncode == 0
    assert run("--exit-level", stdin=b'{"saddle": "recent"}').returncode == 30
    assert run("--exit-level", stdin=with_answer(**NEWLY_WEAK)).returncode == 20
    assert (
        run("--exit-level", stdin=with_answer(**NEWLY_WEAK | {"weak_when": "since"})).returncode
        == 10
    )
    assert run("--exit-level", stdin=with_answer()).returncode == 0
