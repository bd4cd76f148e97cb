"""Recorded answers as lines, and the command that assesses them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MAIN = "import sys; from sciatica_cli.__main__ import main; sys.exit(main())"
Rows = list[dict[str, Any]]
Batch = Callable[..., int]


def line(record: object) -> bytes:
    return json.dumps(record).encode()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", MAIN, "batch", *arguments]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command(*arguments), input=stdin, capture_output=True, check=False)


def rows_of(path: Path) -> Rows:
    return [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
