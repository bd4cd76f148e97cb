from __future__ import annotations

from pathlib import Path

import pytest

from sciatica_cli.bank.find import load
from sciatica_cli.core.model import Questionnaire

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def questionnaire() -> Questionnaire:
    return load()


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture(autouse=True)
def calm_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the terminal, the country or the colours of whoever runs it."""
    for name in ("SCIATICA_REGION", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
