"""`sciatica history`, and keeping a check from a file or a pipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sciatica_cli.cli import run_cli
from sciatica_cli.core.answers import SCHEMA
from sciatica_cli.exits import OK, USAGE
from sciatica_cli.history.store import Store
from sciatica_cli.report import course_strings as strings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DAY = 24 * 60 * 60
Ran = tuple[int, str, str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        status = run_cli([*arguments, "--store-file", str(tmp_path / "checks")])
        told = capsys.readouterr()
        return status, told.out, " ".join(told.err.split())

    return run


Run = Callable[..., Ran]


def keep(run: Run, example: str, *more: str) -> None:
    assert run("check", str(EXAMPLES / f"{example}.json"), "--store", "-q", *more)[0] == OK


def rewrite(folder: Path, days: int = 0, **questionnaire: str) -> None:
    """Make all checks so much older, or of other questions."""
    store = Store(str(folder / "checks"))
    stored = store.checks()
    store.erase_all()
    for check in stored:
        data = json.loads(check.assessment)
        data["questionnaire"] |= questionnaire
        about = check.region, check.answered_by, json.dumps(data)
        store.add(check.person, check.taken_at - days * DAY, *about)


# ------------------------------------------------ keeping from a file or a pipe


def test_from_a_file_nothing_is_kept_without_store(run: Run, tmp_path: Path) -> None:
    status, out, err = run("check", str(EXAMPLES / "ordinary.json"))
    assert (status, out) == (USAGE, "")
    assert "add --store" in err
    assert not (tmp_path / "checks").exists()


def test_a_name_alone_does_not_keep_a_check_either(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["check", str(EXAMPLES / "ordinary.json"), "--person", "Anna"]) == USAGE
    assert "add --store" in capsys.readouterr().err


def test_with_store_it_is_kept_and_the_output_says_so(run: Run) -> None:
    status, out, err = run("check", str(EXAMPLES / "ordinary.json"), "--store", "--json")
    assert status == OK
    assert json.loads(out)["level"] == "self_care"
    assert err == f"sciatica: {strings.kept_as(1, '')}"


def test_a_second_one_is_compared_with_the_first(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better", "--person", "Anna")
    rewrite(tmp_path, days=14)
    status, out, _ = run(
        "check", str(EXAMPLES / "ordinary.json"), "--store", "--person", "anna", "--region", "GB"
    )
    assert status == OK
    assert "(14 DAYS AGO)" in out
    assert '"Book an ordinary appointment."' in out.replace("\n", " ")
    exported = run("history", "--export", "-")[1].splitlines()
    assert [json.loads(line)["id"] for line in exported] == ["Anna 1", "Anna 2"]


def test_an_old_record_is_not_compared_with_what_came_after_it(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better")
    record = json.loads((EXAMPLES / "ordinary.json").read_text()) | {"answered_at": 10 * DAY}
    (tmp_path / "old.json").write_text(json.dumps(record))
    _, out, _ = run("check", str(tmp_path / "old.json"), "--store")
    assert "since your check" not in out.lower()


def test_people_are_not_compared_with_each_other(run: Run) -> None:
    keep(run, "not_better", "--person", "Anna")
    _, out, _ = run("check", str(EXAMPLES / "ordinary.json"), "--store", "--person", "Bob")
    assert "since your check" not in out.lower()


def test_what_cannot_be_kept_is_reported_after_the_page(run: Run, tmp_path: Path) -> None:
    (tmp_path / "checks").write_text("something else")
    status, out, err = run("check", str(EXAMPLES / "ordinary.json"), "--store")
    assert out.startswith("Your result")
    assert status != OK
    assert len(err.splitlines()) == 1
    assert "damaged" in err or "no file of kept checks" in err


def test_batch_keeps_nothing(run: Run) -> None:
    status, _, err = run("--store", "batch", str(EXAMPLES / "study.jsonl"))
    assert status == USAGE
    assert "--store" in err


def test_the_time_of_saved_answers_is_the_time_of_the_check(run: Run, tmp_path: Path) -> None:
    record = json.loads((EXAMPLES / "ordinary.json").read_text()) | {"answered_at": 10 * DAY}
    (tmp_path / "old.json").write_text(json.dumps(record))
    assert run("check", str(tmp_path / "old.json"), "--store", "-q")[0] == OK
    (line,) = run("history", "--export", "-")[1].splitlines()
    assert json.loads(line)["answered_at"] == 10 * DAY


# ------------------------------------------------ the list


def test_where_nothing_is_kept_it_says_how_to_keep_something(run: Run) -> None:
    status, out, err = run("history")
    assert (status, " ".join(out.split()), err) == (OK, strings.NOTHING_KEPT, "")


def test_checks_are_listed_by_person_with_how_it_went(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better")
    keep(run, "ordinary", "--person", "Anna")
    keep(run, "ordinary")
    status, out, _ = run("history")
    assert status == OK
    anna, nobody = out.index("CHECKS OF ANNA"), out.index("CHECKS\n")
    assert anna < nobody  # who was checked last comes last, near the prompt
    assert "1: " in out[nobody:]
    assert "book an ordinary appointment." in out[nobody:]
    assert strings.COURSE in out
    assert str(tmp_path / "checks") in out.replace("\n", "")


def test_the_list_of_one_person(run: Run) -> None:
    keep(run, "not_better")
    keep(run, "ordinary", "--person", "Anna")
    out = run("history", "--person", "ANNA")[1]
    assert "CHECKS OF ANNA" in out
    assert "book an ordinary" not in out
    status, _, err = run("history", "--person", "Ana")
    assert (status, "did you mean Anna?" in err) == (USAGE, True)


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_the_list_can_be_written_to_a_file(run: Run, ending: str, tmp_path: Path) -> None:
    keep(run, "ordinary")
    path = tmp_path / f"list{ending}"
    assert run("history", "-o", str(path))[0] == OK
    assert "Worst pain" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_list_is_no_json(run: Run) -> None:
    status, _, err = run("history", "--json")
    assert (status, "cannot be written as JSON" in err) == (USAGE, True)


# ------------------------------------------------ one check


def test_a_check_is_shown_as_it_was_and_says_that_it_is_old(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better", "--region", "GB")
    rewrite(tmp_path, days=7)
    keep(run, "ordinary", "--region", "GB")
    rewrite(tmp_path, days=7)
    status, out, _ = run("history", "--show", "2")
    assert status == OK
    words = " ".join(out.split())
    assert words.startswith("This is check 2, of ")
    assert "(7 days ago). It says what was true on that day, and nothing about today." in words
    assert "CALL 999" in out  # the country of then
    assert "SINCE YOUR CHECK ON" in out
    assert "since your check" not in run("history", "1")[1].lower()


@pytest.mark.parametrize(
    ("option", "begins"),
    [("--handover", "This is check 1"), ("--json", "{"), ("--format=html", "<!doctype html>")],
)
def test_a_check_is_shown_in_every_format(run: Run, option: str, begins: str) -> None:
    keep(run, "ordinary")
    status, out, _ = run("history", "--show", "1", option)
    assert status == OK
    assert out.lower().startswith(begins.lower())


def test_of_a_check_by_other_questions_it_shows_what_was_recorded(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better")
    rewrite(tmp_path, version="1999", sha256="other")
    status, out, _ = run("history", "--show", "1")
    assert status == OK
    assert "version 1999 then" in " ".join(out.split())
    assert "BOOK AN ORDINARY APPOINTMENT" in out
    assert "Worst pain: 5 of 10" in out
    assert "DO THESE THINGS" not in out  # no advice that may be out of date
    assert json.loads(run("history", "--show", "1", "--json")[1])["level"] == "routine"


def test_a_check_that_is_not_there_is_one_line(run: Run) -> None:
    for arguments in (["--show", "7"], ["--erase", "7"]):
        status, out, err = run("history", *arguments)
        assert (status, out) == (USAGE, "")
        assert "there is no check 7" in err


# ------------------------------------------------ exporting


def test_what_is_exported_is_read_by_batch(run: Run, tmp_path: Path) -> None:
    keep(run, "not_better", "--person", "Anna")
    keep(run, "emergency")
    keep(run, "ordinary")
    path = tmp_path / "mine.jsonl"
    status, out, err = run("history", "--export", str(path))
    assert (status, out) == (OK, "")
    assert err.startswith("sciatica: 3 checks are in ")
    assert strings.EXPORTED_PARTLY in err
    assert path.stat().st_mode & 0o777 == 0o600
    assert {json.loads(line)["schema"] for line in path.read_text().splitlines()} == {SCHEMA}
    results = tmp_path / "results.jsonl"
    assert run_cli(["batch", str(path), "--partial", "-q", "-o", str(results)]) == OK
    lines = [json.loads(line) for line in results.read_text().splitlines()]
    assert {(line["id"], line["level"]) for line in lines} == {
        ("Anna 1", "routine"), ("2", "emergency_now"), ("3", "self_care"),
    }  # fmt: skip


def test_a_file_is_not_replaced_by_an_export_without_force(run: Run, tmp_path: Path) -> None:
    keep(run, "ordinary")
    path = tmp_path / "mine.jsonl"
    path.write_text("mine")
    status, _, err = run("history", "--export", str(path))
    assert (status, "[exists]" in err, path.read_text()) == (73, True, "mine")
    assert run("history", "--export", str(path), "--force")[0] == OK


# ------------------------------------------------ erasing


def test_one_check_is_erased_and_what_cannot_be_reached_is_reported(run: Run) -> None:
    keep(run, "ordinary")
    keep(run, "not_better")
    status, out, _ = run("history", "--erase", "1")
    assert status == OK
    assert " ".join(out.split()) == f"{strings.erased(1)} {strings.CANNOT_ERASE}"
    assert [json.loads(x)["id"] for x in run("history", "--export", "-")[1].splitlines()] == ["2"]
    keep(run, "ordinary")
    assert "3: " in run("history")[1]  # no number is given twice


def test_everything_is_erased_only_after_a_question(run: Run, tmp_path: Path) -> None:
    keep(run, "ordinary")
    status, _, err = run("history", "--erase")
    assert (status, "add --force" in err) == (USAGE, True)
    assert (tmp_path / "checks").exists()
    status, out, _ = run("history", "--erase", "--force")
    assert (status, out.startswith("1 check is erased.")) == (OK, True)
    assert list(tmp_path.iterdir()) == []
    assert run("history", "--erase", "--force")[:2] == (OK, f"{strings.NOTHING_KEPT}\n")


def test_the_checks_of_one_person_are_erased(run: Run, tmp_path: Path) -> None:
    keep(run, "ordinary", "--person", "Anna")
    keep(run, "ordinary")
    assert run("history", "--erase", "--person", "Anna", "--force")[0] == OK
    assert "ANNA" not in run("history")[1]
    assert (tmp_path / "checks").exists()
    keep(run, "ordinary", "--person", "Bob")
    assert run("history", "--erase", "2")[0] == OK
    assert run("history", "--erase", "--person", "Bob", "--force")[0] == OK
    assert list(tmp_path.iterdir()) == []  # nothing else was left


# ------------------------------------------------ requests that make no sense


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--show", "1", "--erase"], "choose one of them"),
        (["--export", "-", "--erase"], "choose one of them"),
        (["--show", "0"], "give a whole number"),
        (["--show", "x"], "give a whole number"),
        (["--json", "--format", "html"], "choose one of them"),
        (["--person", "x" * 41], "give up to 40 characters"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    run: Run, arguments: list[str], hint: str
) -> None:
    status, out, err = run("history", *arguments)
    assert (status, out) == (USAGE, "")
    assert hint in err
