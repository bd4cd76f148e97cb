"""The compiled copy of the questions, and which source of questions is used."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newer import NEWER
from sciatica_cli.bank import compiled, loader
from sciatica_cli.bank.build import build
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.exits import BAD_QUESTIONS, NO_INPUT, status_of

WriteCopy = Callable[..., None]


def made(text: str) -> Questionnaire:
    return build(text.encode(), "small.yaml", shipped=True)


# ------------------------------------------------ round trip


def test_a_copy_loads_as_the_same_questionnaire(small: str, root: Path) -> None:
    shipped = build((root / "questions.yaml").read_bytes(), "questions.yaml", shipped=True)
    for questionnaire in (made(small), made(NEWER), shipped):
        copy = compiled.load(compiled.dump(questionnaire, 1, 2))
        assert copy == questionnaire
        assert hash(copy) == hash(questionnaire)


def test_a_copy_that_differs_in_one_value_is_not_equal(small: str) -> None:
    copy = compiled.dump(made(small), 1, 2)
    assert compiled.load(copy.replace('"Walk a little."', '"Walk."')) != made(small)


def test_the_first_line_of_a_copy_identifies_its_source(small: str) -> None:
    bank = made(small)
    head, body, end = compiled.dump(bank, 12, 345).split("\n")
    assert head == f"{compiled.format_number()} 12 345 {bank.sha256} 7"
    assert body.startswith('{"Questionnaire":["Small","7",')
    assert end == ""


# ------------------------------------------------ which questions are used


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: str) -> Path:
    """Make a folder that looks like a checkout without a compiled copy."""
    (tmp_path / "hatch_build.py").touch()
    (tmp_path / "questions.yaml").write_text(small, encoding="utf-8", newline="\n")
    monkeypatch.setattr(loader, "CHECKOUT", str(tmp_path))
    monkeypatch.setattr(loader, "COMPILED", str(tmp_path / "copy.json"))
    return tmp_path


@pytest.fixture
def write_copy(checkout: Path, small: str) -> WriteCopy:
    """Return a function that writes a copy of the small file with a different title."""

    def write(size: int = 0, mtime: int = 0) -> None:
        copy = compiled.dump(made(small), size, mtime).replace('"Small"', '"Copy"')
        (checkout / "copy.json").write_text(copy, encoding="utf-8", newline="\n")

    return write


def stamp(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_size, found.st_mtime_ns


def test_a_checkout_without_a_copy_reads_its_file(checkout: Path) -> None:
    bank = loader.load()
    assert (bank.title, bank.shipped) == ("Small", True)


def test_a_copy_with_the_size_and_time_of_the_file_is_used(
    checkout: Path, write_copy: WriteCopy
) -> None:
    write_copy(*stamp(checkout / "questions.yaml"))
    assert loader.load().title == "Copy"


def test_a_copy_with_a_different_time_is_used_if_the_bytes_are_the_same(
    checkout: Path, write_copy: WriteCopy
) -> None:
    write_copy()
    assert loader.load().title == "Copy"


def test_a_copy_is_ignored_when_the_file_has_changed(
    checkout: Path, write_copy: WriteCopy, small: str
) -> None:
    write_copy(*stamp(checkout / "questions.yaml"))
    changed = small.replace("title: Small", "title: Smell")
    (checkout / "questions.yaml").write_text(changed, encoding="utf-8", newline="\n")
    os.utime(checkout / "questions.yaml", ns=(1, 1))
    assert loader.load().title == "Smell"


def test_a_copy_in_a_different_format_is_ignored(
    checkout: Path, write_copy: WriteCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_copy(*stamp(checkout / "questions.yaml"))
    other = compiled.format_number() + 1
    monkeypatch.setattr(compiled, "format_number", lambda: other)
    assert loader.load().title == "Small"


def test_an_installed_program_uses_its_copy(checkout: Path, write_copy: WriteCopy) -> None:
    write_copy()
    (checkout / "hatch_build.py").unlink()
    (checkout / "questions.yaml").unlink()
    assert loader.load().title == "Copy"


def test_a_file_named_by_the_user_takes_precedence(
    checkout: Path, write_copy: WriteCopy, small: str
) -> None:
    write_copy(*stamp(checkout / "questions.yaml"))
    path = checkout / "mine.yaml"
    path.write_text(small.replace("title: Small", "title: Mine"), encoding="utf-8")
    bank = loader.load(str(path))
    assert (bank.title, bank.shipped) == ("Mine", False)


@pytest.mark.parametrize("name", ["missing.yaml", ".", "questions.yaml/x"])
def test_a_named_file_that_cannot_be_read_is_reported(checkout: Path, name: str) -> None:
    with pytest.raises(FaultError) as caught:
        loader.load(str(checkout / name))
    assert status_of(caught.value) == NO_INPUT
    assert [fault.code for fault in caught.value.faults] == ["no_questions"]


def test_a_program_without_questions_says_so(checkout: Path) -> None:
    (checkout / "hatch_build.py").unlink()
    with pytest.raises(FaultError) as caught:
        loader.load()
    assert status_of(caught.value) == BAD_QUESTIONS
    (fault,) = caught.value.faults
    assert (fault.code, fault.hint) == ("no_questions", "install the program again")


@pytest.mark.parametrize("named", [True, False])
def test_faults_show_the_file_name_as_given(checkout: Path, small: str, named: bool) -> None:
    path = checkout / "questions.yaml"
    path.write_text(small.replace("title: Small", "title: Small # or not"), encoding="utf-8")
    with pytest.raises(FaultError) as caught:
        loader.load(str(path) if named else None)
    assert status_of(caught.value) == BAD_QUESTIONS
    name = str(path) if named else "questions.yaml"
    assert [fault.path for fault in caught.value.faults] == [f"{name}:1:8"]
