"""A file that is no store, damaged or hostile is refused in one line, and left as it is.

Whatever is in it: no row is believed that was not written, nothing crashes or waits for ever, and
no content of the file is in what is said about it.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from broken_stores import (
    BROKEN,
    UNREADABLE_CHECKS,
    Breaking,
    change,
    with_a_hole_behind,
    with_a_journal_of_noise,
)
from sciatica_cli import exits
from sciatica_cli.cli import run_cli
from sciatica_cli.core.faults import FaultError
from sciatica_cli.history.store import Store, StoredCheck

ORDINARY = Path(__file__).parents[2] / "examples" / "ordinary.json"
CODES = {
    "newer": "store_newer",
    "newest": "store_newer",
    **dict.fromkeys(
        [
            *("text", "one byte", "head alone", "zeros", "JSON", "another program"),
            *("another program with a log", "a log", "no mark", "another mark", "version 0"),
            *("version -1", "no table", "table of another", "index", "trigger", "view"),
            *("view for a table", "statistics", "column", "schema that is strict"),
            *("schema with a default", "sparse zeros", "a log by its head", "an unknown format"),
        ],
        "not_a_store",
    ),
}
SECRETS = ("Dear diary", "mine", "SECRET", "xxx", "saddle")


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, of huge files the beginning."""
    found = {}
    for path in folder.iterdir():
        with open(path, "rb") as file:
            found[path.name] = file.read(1 << 23)
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with three checks, as the command makes it."""
    path = tmp_path_factory.mktemp("sound") / "checks.sqlite"
    for _ in range(3):
        keep = ["check", str(ORDINARY), "--store", "--store-file", str(path), "--person", "SECRET"]
        assert run_cli([*keep, "--quiet"]) == exits.OK
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path))


def uses(store: Store) -> list[Callable[[], object]]:
    reading = [store.checks, store.people, lambda: store.check(1)]
    adding = [lambda: store.add("Ann", 5, "GB", "", "{}")]
    return [*reading, *adding, lambda: store.erase(1), store.erase_all]


def check_line(line: str, path: Path) -> None:
    assert str(path)[-40:] in line
    assert "\n" not in line
    assert "(" in line  # what to do about it
    assert not any(secret in line.replace(str(path), "") for secret in SECRETS)
    assert line.isprintable()


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_sound_store_is_refused_and_left_as_it_is(kind: str, path: Path) -> None:
    BROKEN[kind](path)
    before = files(path.parent)
    for use in uses(Store(str(path)))[:3]:
        with pytest.raises(FaultError) as caught:
            use()
        (fault,) = caught.value.faults
        assert fault.code == CODES.get(kind, "store_damaged")
        check_line(fault.line(), path)
        assert files(path.parent) == before
    if CODES.get(kind):
        for use in uses(Store(str(path))):
            with pytest.raises(FaultError):
                use()
            assert files(path.parent) == before


QUICK = ("text", "a log", "newer", "trigger", "another letter", "no JSON", "deep")


def some_at_once(kinds: dict[str, Breaking]) -> list[object]:
    """All kinds; most of them for the slow tests only."""
    return [k if k in QUICK else pytest.param(k, marks=pytest.mark.slow) for k in kinds]


FEW = {  # a run of all commands for each is long, and the store itself is tried with every kind
    kind: breaking
    for number, (kind, breaking) in enumerate((BROKEN | UNREADABLE_CHECKS).items())
    if kind in QUICK or number % 3 == 0
}
COMMANDS = [
    ["history"],
    ["history", "--json"],
    ["history", "--person", "SECRET"],
    ["history", "--show", "1"],
    ["history", "--show", "1", "--json"],
    ["history", "--export", "-"],
    ["history", "--erase", "1"],
    ["history", "--erase", "--force"],
    ["again"],
    ["check", str(ORDINARY), "--store"],
]


@pytest.mark.parametrize("kind", some_at_once(FEW))
def test_every_command_says_so_in_one_line(
    kind: str, path: Path, sound: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(["check", str(ORDINARY), "--quiet"]) == exits.OK
    page = capfd.readouterr().out
    for arguments in COMMANDS:
        for left in path.parent.iterdir():
            left.unlink()
        shutil.copy(sound, path)
        (BROKEN | UNREADABLE_CHECKS)[kind](path)
        status = run_cli([*arguments, "--store-file", str(path), "--quiet"])
        out, err = capfd.readouterr()
        if arguments[0] == "check":
            assert out == page or (status == exits.OK and out), "the result comes first"
        if status == exits.OK:
            assert kind in UNREADABLE_CHECKS or "--erase" in arguments or "check" in arguments
            assert not err
            continue
        assert status in (exits.NO_INPUT, exits.CANNOT_WRITE, exits.USAGE), arguments
        assert out == (page if arguments[0] == "check" else "")
        (line,) = err.splitlines()
        assert "internal" not in line
        check_line(line, path) if kind in BROKEN else None


def test_a_check_that_cannot_be_read_can_be_erased(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    UNREADABLE_CHECKS["no JSON"](path)
    kept = ["--store-file", str(path)]
    assert run_cli(["history", *kept]) == exits.NO_INPUT
    assert capfd.readouterr().err.count("--erase 1 removes it") == 1
    for number in "123":
        assert run_cli(["history", "--erase", number, *kept]) == exits.OK
    assert run_cli(["history", *kept]) == exits.OK


def test_one_damaged_check_is_named_and_can_be_erased(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(path, "UPDATE checks SET person = 'x' WHERE number = 2")
    assert run_cli(["history", "--store-file", str(path)]) == exits.NO_INPUT
    assert capfd.readouterr().err.endswith(
        ": check 2 in this file is damaged (sciatica history --erase 2 removes it) "
        "[store_damaged]\n"
    )
    assert run_cli(["history", "--erase", "2", "--store-file", str(path)]) == exits.OK
    assert [check.number for check in Store(str(path)).checks()] == [1, 3]


# Damage at random: a row is what was written, or nothing is believed.


def read_damaged(path: Path) -> tuple[StoredCheck, ...] | None:
    store = Store(str(path))
    checks = None
    for use in uses(store):
        try:
            result = use()
        except FaultError as error:
            (fault,) = error.faults
            check_line(fault.line(), path)
        else:
            checks = result if use == store.checks else checks
    return checks  # type: ignore[return-value]


@pytest.mark.parametrize("step", [1000, pytest.param(100, marks=pytest.mark.slow)])
def test_a_file_that_is_cut_off_anywhere_is_never_believed(
    path: Path, sound: Path, step: int
) -> None:
    data = sound.read_bytes()
    whole = Store(str(sound)).checks()
    read = []
    for size in range(0, len(data), step):
        path.write_bytes(data[:size])
        checks = read_damaged(path)
        read += [size] if checks else []
        assert not checks or checks == whole
    assert not read
    assert len(data) > 5000


def test_no_single_bit_gives_a_check_another_number(path: Path) -> None:
    store = Store(str(path))
    for moment in range(4):
        store.add("Ann", 1_700_000_000 + moment, "GB", "self", "{}")
    store.erase(2)
    data, whole = path.read_bytes(), store.checks()
    numbers = {check.number for check in whole}
    page = data.index(b"Ann") // 4096 * 4096
    damaged_numbers = 0
    for place in range(page, len(data)):
        for bit in range(8) if data[place] in numbers else ():
            damaged_numbers += 1
            path.write_bytes(data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :])
            try:
                read = store.checks()
            except FaultError:
                continue
            assert read == whole
    assert damaged_numbers > 8 * len(numbers)


@pytest.mark.parametrize("rounds", [60, pytest.param(800, marks=pytest.mark.slow)])
def test_a_file_with_other_bytes_anywhere_is_never_believed(
    path: Path, sound: Path, rounds: int
) -> None:
    data = sound.read_bytes()
    whole = set(Store(str(sound)).checks())
    seeded = random.Random(7)
    refused = 0
    for _ in range(rounds):
        damaged = bytearray(data)
        places = [16, 100, 4096, len(data)]
        for _ in range(seeded.choice([1, 1, 2, 10, 200])):
            damaged[seeded.randrange(seeded.choice(places))] = seeded.choice([0, 1, 127, 128, 255])
        for left in path.parent.iterdir():
            left.unlink()
        path.write_bytes(damaged)
        checks = read_damaged(path)
        refused += checks is None
        assert set(checks or ()) <= whole
    assert refused > rounds // 4


def test_what_is_behind_the_end_of_a_store_does_not_matter(path: Path) -> None:
    whole = Store(str(path)).checks()
    with_a_hole_behind(path)
    assert Store(str(path)).checks() == whole
    assert Store(str(path)).erase(1)
    assert path.stat().st_size < 1 << 20
    assert Store(str(path)).checks() == whole[1:]


def test_a_journal_of_noise_changes_nothing(path: Path) -> None:
    whole = Store(str(path)).checks()
    with_a_journal_of_noise(path)
    assert Store(str(path)).checks() == whole
    assert Store(str(path)).add("Ann", 5, "GB", "", "{}") == 4
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_all_kinds_are_named() -> None:
    assert set(CODES) <= set(BROKEN)
    assert json.loads(ORDINARY.read_text(encoding="utf-8"))
