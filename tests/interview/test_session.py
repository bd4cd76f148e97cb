"""The interview, driven by a script: what is asked, when it stops, what going back does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessed import assess_answers
from fakes import InTurn, ScriptedPrompter
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import Assessment
from sciatica_cli.core.model import Questionnaire, Region
from sciatica_cli.interview.prompter import BACK, REVIEW
from sciatica_cli.interview.session import DONE, SHOW_PRIVATE, Session
from sciatica_cli.report.json_writer import assessment_data
from tiny import any_answer, examples

SHIPPED = load()
REGION = SHIPPED.region("gb") or Region("", "", "")
ORDINARY: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "examples" / "ordinary.json").read_text()
)


def as_data(assessment: Assessment) -> dict[str, object]:
    return assessment_data(assessment, "1")


def session_with(answers: Any, picks: list[str] | None = None) -> tuple[Session, ScriptedPrompter]:
    prompter = ScriptedPrompter(answers, picks)
    return Session(SHIPPED, prompter, REGION), prompter


def test_an_ordinary_interview_asks_the_danger_signs_first_and_ends_in_a_result() -> None:
    session, prompter = session_with(ORDINARY)
    result = session.run()
    assert prompter.asked[:7] == [
        "right_now", "saddle", "bladder", "bowel", "legs", "weakness", "genital",
    ]  # fmt: skip
    assert (result.level, result.complete, session.left_early) == ("self_care", True, False)
    assert len(prompter.asked) == len(set(prompter.asked))


def test_the_result_is_what_assessing_the_same_answers_gives() -> None:
    session, _ = session_with(ORDINARY)
    assert as_data(session.run()) == as_data(assess_answers(SHIPPED, session.state.answers))


@given(st.data())
@examples(25)
def test_any_interview_ends_in_what_its_answers_give(data: st.DataObject) -> None:
    def answer(ask: Any) -> Any:
        drawn = data.draw(any_answer(ask.question))
        return list(drawn) if isinstance(drawn, tuple) else drawn

    session, prompter = session_with(answer)
    result = session.run()
    assert as_data(result) == as_data(assess_answers(SHIPPED, session.state.answers))
    assert session.left_early == (result.level == "emergency_now")
    assert prompter.prompts


# ------------------------------------------------ emergency


def test_an_emergency_stops_at_once_with_its_screen() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["leave"])
    result = session.run()
    assert prompter.asked == ["right_now", "saddle"]
    assert session.left_early
    assert result.level == "emergency_now"
    (screen,) = [text for text in prompter.shown if "EMERGENCY" in text]
    assert prompter.titles[0].startswith("Please stop here. This may be an emergency.")
    assert "You answered: Skin between the legs: Yes, it began or got worse" in screen
    assert "emergency number 999 (or 112) (United Kingdom)" in " ".join(screen.split())
    assert "WHAT TO SAY THERE" in screen
    assert [pick.key for pick in prompter.menus[0]] == ["l", "b", "f"]
    assert prompter.confirmed == [True]  # no single key leaves or goes on


def test_a_slip_is_corrected_with_one_key() -> None:
    answers = ORDINARY | {"saddle": InTurn("recent", "no")}
    session, prompter = session_with(answers, ["back"])
    result = session.run()
    assert result.level == "self_care"
    assert prompter.asked[:3] == ["right_now", "saddle", "saddle"]
    assert prompter.prompts[2].default == "recent"


def test_who_goes_on_is_not_stopped_again_for_the_same_sign() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["go_on"])
    result = session.run()
    assert result.complete
    assert result.level == "emergency_now"
    assert len(prompter.menus) == 2  # the stop and the review


def test_a_new_sign_stops_again_and_is_what_the_screen_speaks_of() -> None:
    answers = ORDINARY | {"right_now": ["chest"], "saddle": "recent"}
    session, prompter = session_with(answers, ["go_on", "leave"])
    session.run()
    assert prompter.asked == ["right_now", "saddle"]
    first, second = (" ".join(t.split()) for t in prompter.shown if "EMERGENCY" in t)
    assert "Chest pain or trouble breathing" in first
    assert "New numbness between the legs" in second
    assert "I have back or leg pain and new numbness between my legs." in second
    assert "--full" not in first + second


def test_after_going_on_every_question_says_that_an_alarm_stands() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["go_on"])
    session.run()
    told = [ask.heading.startswith("An emergency sign stands") for ask in prompter.prompts]
    assert told == [False, False] + [True] * (len(told) - 2)


def test_who_is_outside_of_what_it_is_made_for_is_told_at_once() -> None:
    session, prompter = session_with(ORDINARY | {"age": 15})
    session.run()
    told = [text for text in prompter.shown if "made for adults" in " ".join(text.split())]
    assert len(told) == 1
    assert prompter.shown.index(told[0]) < prompter.shown.index("cord: None of these")


# ------------------------------------------------ what is kept


def kept_after(answers: dict[str, Any], until: str, picks: list[str] | None = None) -> Any:
    def leave(ask: Any) -> Any:
        if ask.question.id == until:
            raise KeyboardInterrupt
        given = answers[ask.question.id]
        return given.next() if isinstance(given, InTurn) else given

    session, _ = session_with(leave, picks)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    return session.state.to_save()


def test_what_was_answered_is_kept() -> None:
    assert list(kept_after(ORDINARY, "bowel")) == ["right_now", "saddle", "bladder"]


def test_an_answer_gone_back_from_is_kept_too() -> None:
    def leave(ask: Any) -> Any:
        if len(prompter.prompts) > 5:
            raise KeyboardInterrupt
        return BACK if len(prompter.prompts) > 3 else ORDINARY[ask.question.id]

    session, prompter = session_with(leave)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    assert list(session.state.answers) == ["right_now"]
    assert list(session.state.to_save()) == ["right_now", "saddle", "bladder"]


def test_a_sign_taken_back_and_not_answered_anew_is_kept() -> None:
    session, prompter = session_with(lambda ask: stop(ask), ["back"])

    def stop(ask: Any) -> Any:
        if len(prompter.prompts) == 3:
            raise KeyboardInterrupt
        return {"right_now": ["none"], "saddle": "recent"}[ask.question.id]

    with pytest.raises(KeyboardInterrupt):
        session.run()
    assert session.state.to_save() == {"right_now": ("none",), "saddle": "recent"}


def test_what_became_pointless_is_not_kept() -> None:
    answers = ORDINARY | {"feels": InTurn(["shooting", "tingle"], ["dull"])}
    session, _ = session_with(answers, ["feels", DONE])
    session.run()
    assert "numb_where" in session.state.earlier
    assert "numb_where" not in session.state.to_save()


# ------------------------------------------------ not sure


def test_not_sure_to_a_danger_sign_is_asked_once_more_after_a_check() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "unsure"})
    result = session.run()
    assert prompter.asked[1:3] == ["saddle", "saddle"]
    again = prompter.prompts[2]
    assert "Touch that skin with a tissue" in again.message
    assert again.default == "unsure"
    assert result.level == "same_day"


def test_after_the_check_the_answer_may_be_another() -> None:
    session, _ = session_with(ORDINARY | {"saddle": InTurn("unsure", "no")})
    assert session.run().level == "self_care"


def test_prefer_not_to_say_is_taken_at_once() -> None:
    session, prompter = session_with(ORDINARY | {"genital": "unsure"})
    session.run()
    assert prompter.asked.count("genital") == 1


# ------------------------------------------------ back and review


def test_back_asks_the_question_before_with_its_answer_preselected() -> None:
    answers = ORDINARY | {"bladder": InTurn(BACK, "no"), "saddle": InTurn("before", "no")}
    session, prompter = session_with(answers)
    session.run()
    assert prompter.asked[:5] == ["right_now", "saddle", "bladder", "saddle", "bladder"]
    assert prompter.prompts[3].default == "before"
    assert session.state.answers["saddle"] == "no"


def test_back_at_the_first_question_stays_there() -> None:
    session, prompter = session_with(ORDINARY | {"right_now": InTurn(BACK, ["none"])})
    session.run()
    assert prompter.asked[:3] == ["right_now", "right_now", "saddle"]


def test_the_review_lists_every_answer_and_hides_private_ones() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    lines = [pick.label for pick in prompter.menus[0]]
    assert lines[0] == "All right: show my result"
    assert len(lines) == 2 + len(session.state.answers)
    assert "Bladder: answered" in lines
    assert "Which leg: Left leg only" in lines


def test_private_answers_are_shown_when_wanted_and_hidden_again() -> None:
    session, prompter = session_with(ORDINARY, [SHOW_PRIVATE, "legs", DONE])
    session.run()
    hidden, shown, again = ([pick.label for pick in menu] for menu in prompter.menus)
    assert "Bladder: answered" in hidden
    assert "Bladder: No change" in shown
    assert lines_to_reveal(hidden) == lines_to_reveal(again) == 1
    assert lines_to_reveal(shown) == 0
    assert "Bladder: answered" in again


def lines_to_reveal(labels: list[str]) -> int:
    return labels.count("Show the private answers too")


def test_the_review_stands_under_the_titles_of_the_sections() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    groups = list(dict.fromkeys(pick.group for pick in prompter.menus[0]))
    assert groups == ["", *(section.title for section in SHIPPED.sections)]


def test_all_answers_can_be_looked_at_and_changed_at_any_question() -> None:
    answers = ORDINARY | {"duration": InTurn(REVIEW, "weeks_2_6"), "legs": InTurn("right", "left")}
    session, prompter = session_with(answers, ["legs", DONE])
    session.run()
    place = prompter.asked.index("duration")
    assert prompter.asked[place : place + 3] == ["duration", "legs", "duration"]
    assert "duration" not in [pick.id for pick in prompter.menus[0]]
    assert session.state.answers["legs"] == "left"


def test_looking_at_the_answers_changes_nothing_by_itself() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": InTurn(REVIEW, "no")}, [DONE])
    session.run()
    assert prompter.asked[:3] == ["right_now", "saddle", "saddle"]
    assert prompter.titles[0] != prompter.titles[1]


def test_a_section_is_introduced_once() -> None:
    session, prompter = session_with(ORDINARY | {"bladder": InTurn(BACK, "no")})
    session.run()
    for section in SHIPPED.sections:
        told = sum(section.intro in text.replace("\n", " ") for text in prompter.shown)
        assert told == 1 or not section.intro


# ------------------------------------------------ answers that were saved


def resumed(
    answers: dict[str, Any], aside: dict[str, Any], picks: list[str] | None = None
) -> tuple[Session, ScriptedPrompter]:
    prompter = ScriptedPrompter(ORDINARY, picks)
    session = Session(SHIPPED, prompter, REGION, answers)
    session.state.earlier.update(aside)
    return session, prompter


def test_saved_answers_are_not_asked_again() -> None:
    session, prompter = resumed({"right_now": ("none",), "saddle": "no"}, {})
    assert session.run().level == "self_care"
    assert prompter.asked[0] == "bladder"


def test_answers_to_be_given_again_stand_preselected() -> None:
    session, prompter = resumed({"age": 42}, {"saddle": "before"})
    session.run()
    assert "age" not in prompter.asked
    assert prompter.prompts[1].question.id == "saddle"
    assert prompter.prompts[1].default == "before"


def test_saved_answers_that_show_an_emergency_stop_before_anything_is_asked() -> None:
    session, prompter = resumed({"right_now": ("none",), "saddle": "recent"}, {}, ["leave"])
    assert session.run().level == "emergency_now"
    assert prompter.asked == []


def test_a_slip_among_saved_answers_can_be_corrected() -> None:
    session, prompter = resumed({"right_now": ("none",), "saddle": "recent"}, {}, ["back"])
    session.run()
    assert prompter.asked[0] == "saddle"
    assert prompter.prompts[0].default == "recent"


def test_every_sign_among_saved_answers_can_be_corrected_in_turn() -> None:
    given = {"right_now": ("none",), "saddle": "recent", "bladder": "recent"}
    session, prompter = resumed(given, {}, ["back", "back"])
    assert session.run().level == "self_care"
    assert prompter.asked[:2] == ["bladder", "saddle"]


def test_a_sign_that_was_corrected_stops_again_when_it_comes_back() -> None:
    answers = ORDINARY | {"saddle": InTurn("recent", "no", "recent")}
    session, prompter = session_with(answers, ["go_on", "saddle", "saddle", "leave"])
    session.run()
    assert session.left_early
    assert sum(title.startswith("Please stop here") for title in prompter.titles) == 2


def test_from_an_answer_being_changed_the_list_can_be_reached_again() -> None:
    answers = ORDINARY | {"legs": InTurn("left", REVIEW), "bowel": InTurn("no", "before")}
    session, prompter = session_with(answers, ["legs", "bowel", DONE])
    session.run()
    assert (session.state.answers["legs"], session.state.answers["bowel"]) == ("left", "before")
    assert len(prompter.menus) == 3
    assert not session.state.earlier


# ------------------------------------------------ why we ask


def test_every_question_says_why_it_is_asked_and_where_that_comes_from() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    for ask in prompter.prompts:
        assert ask.why.startswith(f"Why we ask: {ask.question.why}\nFrom: ")


def test_a_changed_answer_asks_only_what_depends_on_it() -> None:
    answers = ORDINARY | {"feels": InTurn(["shooting", "tingle"], ["dull"])}
    session, prompter = session_with(answers, ["feels", DONE])
    result = session.run()
    assert prompter.asked[-1] == "feels"
    assert "numb_where" not in session.state.answers
    assert session.state.earlier["numb_where"] == ("outer_shin",)
    assert "numb_where" not in dict(result.flow.state.values)


def test_back_from_a_question_of_the_review_keeps_its_answer() -> None:
    answers = ORDINARY | {"legs": InTurn("left", BACK)}
    session, prompter = session_with(answers, ["legs", DONE])
    session.run()
    assert session.state.answers["legs"] == "left"
    assert prompter.asked[-1] == "legs"
    assert prompter.prompts[-1].heading == "Changing an answer"
    assert len(prompter.menus) == 2


def test_an_answer_put_aside_is_preselected_when_its_question_returns() -> None:
    feels = InTurn(["tingle"], ["dull"], ["tingle"])
    session, prompter = session_with(ORDINARY | {"feels": feels}, ["feels", "feels", DONE])
    session.run()
    returned = [ask for ask in prompter.prompts if ask.question.id == "numb_where"]
    assert [ask.default for ask in returned] == [None, ("outer_shin",)]


def test_a_changed_answer_in_the_review_may_still_stop() -> None:
    answers = ORDINARY | {"bowel": InTurn("no", "recent")}
    session, prompter = session_with(answers, ["bowel", "leave"])
    assert session.run().level == "emergency_now"
    assert session.left_early
    assert prompter.asked[-1] == "bowel"


# ------------------------------------------------ what a prompt library may do wrong


@pytest.mark.parametrize("wrong", ["", "nonsense", None, 7, ["no"]])
def test_an_answer_that_nobody_gave_is_asked_again(wrong: object) -> None:
    session, prompter = session_with(ORDINARY | {"saddle": InTurn(wrong, "no")})
    session.run()
    assert prompter.asked[:3] == ["right_now", "saddle", "saddle"]
    assert prompter.prompts[2].message


def test_progress_never_passes_the_whole(questionnaire: Questionnaire) -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    for ask in prompter.prompts:
        place, whole = (
            int(word) for word in ask.heading.replace(",", "").split() if word.isdigit()
        )
        assert place <= whole
    assert questionnaire.sections[0].title in prompter.prompts[0].heading
