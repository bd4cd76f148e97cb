from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sciatica_cli.bank.loader import load
from sciatica_cli.core.model import Questionnaire
from small import SMALL

ROOT = Path(__file__).parent.parent

# Random examples are the same in every run, and no property test fails because a machine is slow.
# The number of examples is a percentage of what a test asks for: see `examples` in tiny.py.
for profile, percent in (("quick", 20), ("full", 100)):
    settings.register_profile(
        profile,
        max_examples=percent,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
settings.load_profile("quick")


def pytest_configure(config: pytest.Config) -> None:
    """Let the programs that tests start keep their bytecode, and notice Ctrl-C.

    To compile the program takes several times as long as to run it, so its bytecode is kept, if
    need be away from the sources. In the background a shell has Ctrl-C ignored, and what ignores
    it passes that on.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    cache = getattr(config, "cache", None)  # a person may have turned it off
    if cache is not None and os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = str(cache.mkdir("bytecode"))


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load()


@pytest.fixture
def small() -> str:
    """Return a small questions file with one of everything."""
    return SMALL


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def source_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project's files, without what builds and tools have left there."""
    target = tmp_path_factory.mktemp("source") / "sciatica"
    ignore = shutil.ignore_patterns(
        ".*", "__pycache__", "*.compiled.json", "dist", "build", "mutants"
    )
    shutil.copytree(ROOT, target, ignore=ignore)
    return target


@pytest.fixture(scope="session")
def installed(source_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel of the project, without its dependencies, into a folder."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--target", str(target), str(source_copy))
    return target


def pip(*arguments: str) -> None:
    """Run pip offline; the build requirements are already installed."""
    quiet = [
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--disable-pip-version-check",
    ]
    subprocess.run([sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:]], check=True)


@pytest.fixture(scope="session")
def data_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield names of folders that are not there yet."""
    folder = tmp_path_factory.mktemp("data")
    return (str(folder / str(number)) for number in itertools.count())


@pytest.fixture(autouse=True)
def neutral_environment(monkeypatch: pytest.MonkeyPatch, data_folders: Iterator[str]) -> None:
    """Keep the terminal, country and colours of whoever runs the tests out of them.

    And the checks that they keep: those of a test are in a folder of its own.
    """
    monkeypatch.setenv("XDG_DATA_HOME", next(data_folders))
    if sys.platform == "darwin":  # has no such variable
        monkeypatch.setenv("HOME", next(data_folders))
    for name in ("SCIATICA_REGION", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
