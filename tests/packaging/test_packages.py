"""The wheel, the sdist and the editable install, each used outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from conftest import pip
from sciatica_cli.bank.build import build
from sciatica_cli.bank.compiled import load

COPY = "sciatica_cli/bank/questions.compiled.json"
EMERGENCY = b'{"saddle": "recent"}'


def level_with(python: str, folder: Path, **env: str) -> str:
    """The level that the program gives, run in an empty folder."""
    code = (
        "import json, sys; from sciatica_cli import assess, load; "
        "print(assess(load(), json.load(sys.stdin))['level'])"
    )
    done = subprocess.run(
        [python, "-c", code],
        input=EMERGENCY,
        capture_output=True,
        cwd=folder,
        env={**os.environ, **env},
        check=True,
    )
    return done.stdout.decode().strip()


def test_the_installed_wheel_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert level_with(sys.executable, tmp_path, PYTHONPATH=str(installed)) == "emergency_now"


def test_the_wheel_holds_the_questions_compiled_and_nothing_it_should_not(
    installed: Path, root: Path
) -> None:
    copy = load((installed / COPY).read_text(encoding="utf-8"))
    assert copy == build((root / "questions.yaml").read_bytes(), "questions.yaml", shipped=True)
    names = {path.name for path in installed.iterdir()}
    assert "sciatica_cli" in names
    assert not {"tests", "questions.yaml", "hatch_build.py"} & names
    assert (installed / "sciatica_cli" / "py.typed").exists()
    assert list((installed / "sciatica_cli" / "report" / "templates").iterdir())


def test_an_sdist_builds_the_same_wheel(source_copy: Path, installed: Path, tmp_path: Path) -> None:
    build_sdist = (
        "import sys; from hatchling.build import build_sdist; print(build_sdist(sys.argv[1]))"
    )
    command = [sys.executable, "-c", build_sdist, str(tmp_path)]
    subprocess.run(command, cwd=source_copy, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        assert any(name.endswith("/questions.yaml") for name in files.getnames())
        assert not any(name.endswith(".compiled.json") for name in files.getnames())
    pip("wheel", "--wheel-dir", str(tmp_path), str(archive))
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        text = files.read(COPY).decode()
        shared = {name.split(".data/data/")[1] for name in files.namelist() if ".data/" in name}
    assert shared == {
        "share/man/man1/sciatica.1",
        "share/bash-completion/completions/sciatica",
        "share/zsh/site-functions/_sciatica",
        "share/fish/vendor_completions.d/sciatica.fish",
    }
    assert load(text) == load((installed / COPY).read_text(encoding="utf-8"))


def test_an_editable_install_sees_a_change_of_the_questions(
    source_copy: Path, tmp_path: Path
) -> None:
    python = sys.executable
    editable = tmp_path / "editable"
    subprocess.run(["cp", "-r", str(source_copy), str(editable)], check=True)
    pip("install", "--target", str(tmp_path / "site"), "--editable", str(editable))
    env = {"PYTHONPATH": str(editable / "src")}
    assert (editable / "src" / COPY).exists()
    assert level_with(python, tmp_path, **env) == "emergency_now"
    questions = editable / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    before, after = text.split("  saddle_recent:\n    level: emergency_now", 1)
    changed = f"{before}  saddle_recent:\n    level: same_day{after}"
    questions.write_text(changed, encoding="utf-8")
    partial = "assess(load(), {'saddle': 'recent'}, partial=True)['level']"
    code = f"from sciatica_cli import assess, load; print({partial})"
    done = subprocess.run(
        [python, "-c", code],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **env},
        check=True,
    )
    assert done.stdout.decode().strip() == "same_day"


def test_a_faulty_questions_file_cannot_be_packaged(source_copy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    subprocess.run(["cp", "-r", str(source_copy), str(broken)], check=True)
    with open(broken / "questions.yaml", "a", encoding="utf-8") as file:
        file.write("surprise: yes\n")
    with pytest.raises(subprocess.CalledProcessError):
        pip("wheel", "--wheel-dir", str(tmp_path), str(broken))
    assert not list(tmp_path.glob("*.whl"))
