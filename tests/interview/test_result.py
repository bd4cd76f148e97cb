"""What the keys after the page show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fakes import ScriptedPrompter
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.checks import Check, check_from
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.exits import OK
from sciatica_cli.interview import strings
from sciatica_cli.interview.browser import BrowserPages
from sciatica_cli.interview.prompter import DONE
from sciatica_cli.interview.result import ResultMenu
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.report import strings as report_strings
from sciatica_cli.report.json_writer import assessment_data
from sciatica_cli.request import Request, Saving, View
from terminal import ORDINARY, SHIPPED

REGION = SHIPPED.region("gb")
assert REGION is not None
EMERGENCY = {"right_now": ["no_urine"]}


def after(
    *choices: str,
    answers: Any = ORDINARY,
    redraws: bool = True,
    view: View | None = None,
    earlier: tuple[Check, ...] = (),
) -> ScriptedPrompter:
    """What is shown, and in which menus, if these keys are pressed."""
    prompter = ScriptedPrompter({}, choices=[*choices, "quit"])
    prompter.redraws = redraws  # type: ignore[misc]
    given = {
        question.id: question.accept(answers[question.id])
        for question in SHIPPED.questions
        if question.id in answers
    }
    session = Session(prompter, REGION, make_state(SHIPPED, given))
    session.left_early, session.earlier_checks = answers is EMERGENCY, earlier
    assert ResultMenu(Request(view=view or View()), prompter, session).show()
    if prompter.titles[-1] == strings.KEEP:
        prompter.menus.pop()  # the question on leaving, see test_check_saver.py
    assert len(prompter.menus) == len(choices) + 1
    return prompter


def offered(prompter: ScriptedPrompter, menu: int = -1) -> list[str]:
    return [item.id for item in prompter.menus[menu]]


DETAILS = ["massage", "treatments", "why", "expect"]
EVERY = [*DETAILS, "sheet", "page", "save", "keep", "open", "full", "change", "quit"]


@pytest.mark.parametrize("choice", ["massage", "treatments", "why", "expect", "sheet", "full"])
def test_a_key_that_would_show_the_same_again_is_not_offered(choice: str) -> None:
    prompter = after(choice, "page")
    on_page, on_choice, again = (offered(prompter, menu) for menu in range(3))
    assert on_page == again == [name for name in EVERY if name != "page"]
    assert on_choice == [name for name in EVERY if name != choice]
    assert prompter.shown[0] == prompter.shown[2] != prompter.shown[1]


@pytest.mark.parametrize(
    ("changes", "is_offered"),
    [({}, True), ({"mood": ["harm"], "harm_now": "no"}, False), ({"saddle": "recent"}, False)],
)
def test_the_last_time_is_offered_unless_the_page_is_only_about_help(
    changes: dict[str, Any], is_offered: bool
) -> None:
    before = check_from(assessment_data(assess_record(SHIPPED, ORDINARY), "1.0"), 0)
    assert ("since" in offered(after(answers=ORDINARY | changes, earlier=(before,)))) is is_offered


def test_the_sheet_is_not_offered_where_it_is_the_page() -> None:
    assert not {"page", "sheet"} & {*offered(after(view=View(handover=True)))}


def test_after_an_emergency_the_words_to_say_can_be_read_again() -> None:
    prompter = after("page", "sheet", answers=EMERGENCY)
    assert [offered(prompter, menu) for menu in range(3)] == [
        [shows, "save", "keep", "open", "quit"] for shows in ("page", "sheet", "page")
    ]
    sheet, page, again = prompter.shown
    assert sheet == again
    assert sheet.startswith("This may be an emergency. Get help now. Call: 999")
    assert report_strings.WHAT_TO_SAY.upper() in page
    assert report_strings.WHAT_TO_SAY.upper() not in sheet


def test_where_nothing_is_redrawn_everything_can_be_read_again() -> None:
    prompter = after("massage", "massage", redraws=False)
    assert offered(prompter, 0) == offered(prompter) == EVERY
    assert prompter.shown[1] == prompter.shown[2]


def test_everything_begins_with_a_line_that_says_so() -> None:
    """Else the first screen would be that of the page, and the key seem dead."""
    page, full = after("full").shown
    assert strings.EVERYTHING not in page
    assert full.startswith(strings.EVERYTHING)
    assert report_strings.SOURCES.upper() in full


def test_massage_is_answered_without_the_answers_behind_a_score() -> None:
    shown = after("massage").shown[1]
    assert shown.startswith(report_strings.MASSAGE.upper())
    assert report_strings.BECAUSE not in shown
    assert report_strings.MORE_MASSAGE.upper() in shown


def test_what_is_said_about_one_key_is_gone_after_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BrowserPages, "open", lambda *_: False)
    page, opened, again, sheet = after("open", "open", "sheet").shown
    assert " ".join(opened.split()).startswith(strings.NOT_OPENED)
    assert opened == again
    assert opened.endswith(page)
    assert strings.NOT_OPENED not in " ".join(sheet.split())


def test_back_returns_from_the_details_to_the_page() -> None:
    prompter = after("massage", "esc")
    assert prompter.shown[0] == prompter.shown[2] != prompter.shown[1]


def finished(
    *choices: str, saving: Saving | None = None, purpose: Purpose = Purpose.ALL
) -> tuple[ResultMenu, Session]:
    """The result of an ordinary interview in which these lines of menus were chosen, in turn."""
    prompter = ScriptedPrompter(ORDINARY, choices=list(choices))
    session = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=purpose))
    session.run()
    return ResultMenu(Request(saving=saving or Saving()), prompter, session), session


def test_an_answer_can_be_changed_after_the_page() -> None:
    result, session = finished(DONE, "change", "age", DONE, "quit")
    assert not result.show()
    assert isinstance(session.prompter, ScriptedPrompter)
    session.prompter.answers = ORDINARY | {"age": 70}
    session.run()
    assert result.show()
    assert session.state.answers["age"] == 70
    assert session.prompter.shown[-1].startswith("Your result")


def test_the_file_of_the_page_is_written_anew_if_the_interview_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    saving = Saving(output=str(path))
    result, session = finished(DONE, "rest", DONE, "quit", saving=saving, purpose=Purpose.LEVEL)
    assert not result.show()
    short = path.read_text()
    session.run()
    assert result.show()
    assert result.status == OK
    assert report_strings.MASSAGE.upper() not in short
    assert report_strings.MASSAGE.upper() in path.read_text()


def test_a_file_of_somebody_else_is_never_replaced_by_the_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("mine")
    result, session = finished(DONE, "change", DONE, "quit", saving=Saving(output=str(path)))
    assert not result.show()
    session.run()
    assert result.show()
    assert result.status != OK
    assert path.read_text() == "mine"


def test_a_dash_means_standard_output_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session(ScriptedPrompter({}, choices=["quit"]), REGION, make_state(SHIPPED, {}))
    menu = ResultMenu(Request(saving=Saving(output="-")), session.prompter, session)
    assert menu.show()
    assert not list(tmp_path.iterdir())
