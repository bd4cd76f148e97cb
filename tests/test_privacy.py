"""The program works offline, stores nothing unasked, and shows no answer when it crashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
NO_NETWORK = (
    "import socket, sys\n"
    "def refuse(*a, **k): raise AssertionError('network')\n"
    "socket.socket = socket.create_connection = socket.getaddrinfo = refuse\n"
    "from sciatica_cli.__main__ import main\n"
    "sys.exit(main())\n"
)
CRASH = (
    "import sys\n"
    "from sciatica_cli.core import assess as module\n"
    "def crash(flow, purpose): raise ValueError(f'secret {flow.state.values}')\n"
    "module.assess = crash\n"
    "from sciatica_cli.__main__ import main\n"
    "sys.exit(main())\n"
)


def run(code: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    with open(EXAMPLES / "ordinary.json", "rb") as answers:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            stdin=answers,
            capture_output=True,
            cwd=folder,
            env={
                **os.environ,
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            check=False,
        )


def test_an_assessment_opens_no_connection_and_leaves_no_file(tmp_path: Path) -> None:
    for arguments in ((), ("--json",), ("check", "-", "--full")):
        done = run(NO_NETWORK, tmp_path, *arguments)
        assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_crash_names_the_place_but_never_an_answer(tmp_path: Path) -> None:
    done = run(CRASH, tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(
        "sciatica: the program itself failed; please report this line: ValueError in "
    )
    assert "secret" not in line
    assert "saddle" not in line
