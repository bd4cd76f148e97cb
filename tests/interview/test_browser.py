"""The page in the browser: a private file that does not stay."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.interview import strings
from sciatica_cli.interview.browser import BrowserPages, remove_left_pages
from sciatica_cli.interview.result import ResultMenu
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.request import Request
from terminal import SHIPPED

REGION = SHIPPED.region("gb")
assert REGION is not None


class Browser:
    """A browser that opens pages or fails to."""

    name = ""

    def __init__(self, opens: bool, folder: Path) -> None:
        self.opens, self.folder = opens, folder
        self.seen: list[str] = []

    def open(self, address: str) -> bool:
        path = Path(address.removeprefix("file://"))
        assert path.parent == self.folder
        assert path.stat().st_mode & 0o777 == 0o600
        self.seen.append(path.read_text(encoding="utf-8"))
        return self.opens


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def result(*choices: str, answered_by: str = "") -> tuple[ResultMenu, ScriptedPrompter]:
    prompter = ScriptedPrompter({}, choices=[*choices, "quit"])
    state = make_state(SHIPPED, {"right_now": ("none",), "age": 42})
    session = Session(prompter, REGION, state, answered_by=answered_by)
    return ResultMenu(Request(), prompter, session), prompter


def test_the_page_is_there_while_it_is_read_and_gone_afterwards(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(True, folder)
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    shown, prompter = result("open")
    assert shown.show()
    assert "<!doctype html>" in browser.seen[0]
    assert strings.OPENED in " ".join(" ".join(prompter.shown).split())
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("why", ["none", "none that opens", "text only", "no room"])
def test_without_a_browser_one_line_says_what_to_do_and_no_file_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def get() -> Any:
        if why == "none":
            raise webbrowser.Error
        browser = Browser(why == "no room", folder)
        browser.name = "w3m" if why == "text only" else ""
        return browser

    monkeypatch.setattr(webbrowser, "get", get)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if why == "no room":
        monkeypatch.setattr(tempfile, "tempdir", str(folder / "none"))
    shown, prompter = result("open")
    assert shown.show()
    assert strings.NOT_OPENED in " ".join(" ".join(prompter.shown).split())
    assert list(folder.iterdir()) == []


def test_the_next_run_removes_what_a_killed_one_left(folder: Path) -> None:
    code = (
        "import os, signal, webbrowser\n"
        "from types import SimpleNamespace\n"
        "from sciatica_cli.interview.browser import BrowserPages\n"
        "webbrowser.get = lambda: SimpleNamespace(name='', open=lambda address: True)\n"
        "assert BrowserPages().open('<p>private</p>')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    env = os.environ | {"TMPDIR": str(folder)}
    subprocess.run([sys.executable, "-c", code], env=env, check=False)
    others = [folder / "sciatica-page-notes.txt", folder / "sciatica.html"]
    for path in others:
        path.touch()
    assert len(list(folder.iterdir())) == 3
    remove_left_pages()
    assert sorted(folder.iterdir()) == others


def test_a_page_that_is_being_read_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: Browser(True, folder))
    pages = BrowserPages()
    assert pages.open("<p>")
    remove_left_pages()
    assert len(list(folder.iterdir())) == 1
    pages.close()
    assert list(folder.iterdir()) == []


def test_a_link_in_the_temporary_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    target.touch()
    link = folder / "sciatica-page-abc.html"
    link.symlink_to(target)
    remove_left_pages()
    assert target.exists()


def test_the_sheet_says_that_a_helper_filled_it_in() -> None:
    shown, prompter = result("sheet", answered_by="helper")
    assert shown.show()
    assert "Filled in by: somebody helping the patient" in "".join(prompter.shown)
