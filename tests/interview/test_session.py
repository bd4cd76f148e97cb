"""A scripted interview: which questions it asks, when it stops, and how going back works."""

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
from sciatica_cli.core.assess import Assessment, assess
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.purposes import Purpose
from sciatica_cli.core.routes import Region
from sciatica_cli.interview import strings
from sciatica_cli.interview.answers_file import AnswersFile
from sciatica_cli.interview.frame import Frame
from sciatica_cli.interview.prompter import BACK, DONE, REVIEW, SAVE, Prompt
from sciatica_cli.interview.review import SHOW_PRIVATE
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.report.json_writer import assessment_data
from tiny import any_answer, examples

SHIPPED = load()
REGION = SHIPPED.region("gb") or Region("", "", "")
ORDINARY: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "examples" / "ordinary.json").read_text()
)


def as_data(assessment: Assessment) -> dict[str, object]:
    return assessment_data(assessment, "1")


def session_with(
    answers: Any, choices: list[str] | None = None
) -> tuple[Session, ScriptedPrompter]:
    prompter = ScriptedPrompter(answers, choices)
    return Session(prompter, REGION, make_state(SHIPPED, {})), prompter


def test_an_ordinary_interview_asks_the_danger_signs_first_and_ends_in_a_result() -> None:
    session, prompter = session_with(ORDINARY)
    result = session.run()
    assert prompter.asked[:7] == [
        "right_now", "age", "saddle", "bladder", "bowel", "legs", "weakness",
    ]  # fmt: skip
    assert (result.level, result.complete, session.left_early) == ("self_care", True, False)
    assert len(prompter.asked) == len(set(prompter.asked))


def test_an_interview_for_a_purpose_asks_only_what_can_still_matter() -> None:
    asked = {}
    for purpose in Purpose:
        prompter = ScriptedPrompter(ORDINARY)
        result = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=purpose)).run()
        assert (result.level, result.complete, result.purpose) == ("self_care", True, purpose)
        asked[purpose] = prompter.asked
        done = [prompt.progress for prompt in prompter.prompts]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, max(done))
        assert max(done) < 1
        bars = [bar(part) for part in done]
        assert len(set(bars)) == len(bars), "each answer moves the bar"
    assert len(asked[Purpose.LEVEL]) < len(asked[Purpose.MASSAGE]) < len(asked[Purpose.ALL])
    assert set(asked[Purpose.LEVEL]) < set(asked[Purpose.MASSAGE]) < set(asked[Purpose.ALL])


def bar(done: float) -> str:
    """The line with the bar, as it is drawn."""
    ((_, line),) = Frame("?", "", "Danger signs", progress=done).head(80)[0]
    return line


def test_going_back_does_not_shrink_the_bar_and_answering_again_does_not_move_it() -> None:
    prompter = ScriptedPrompter(ORDINARY | {"bowel": InTurn(BACK, "no")})
    Session(prompter, REGION, make_state(SHIPPED, {})).run()
    done = [prompt.progress for prompt in prompter.prompts]
    assert prompter.asked[3:7] == ["bladder", "bowel", "bladder", "bowel"]
    assert done[4] == done[5] == done[6] < done[7]


def test_the_rest_of_the_questions_begins_with_what_is_answered_of_all() -> None:
    prompter = ScriptedPrompter(ORDINARY)
    session = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=Purpose.LEVEL))
    session.run()
    answered = len(prompter.prompts)
    session.widen()
    session.run()
    rest = prompter.prompts[answered:]
    assert rest[0].progress == pytest.approx(answered / (answered + len(rest)), abs=0.02)
    assert len({bar(prompt.progress) for prompt in rest}) == len(rest)


def test_an_interview_has_the_result_of_assessing_its_answers() -> None:
    session, _ = session_with(ORDINARY)
    assert as_data(session.run()) == as_data(assess_answers(SHIPPED, session.state.answers))


@given(st.data())
@examples(25)
def test_any_interview_has_the_result_of_assessing_its_answers(data: st.DataObject) -> None:
    def answer(prompt: Prompt) -> Any:
        drawn = data.draw(any_answer(prompt.question))
        return list(drawn) if isinstance(drawn, tuple) else drawn

    session, prompter = session_with(answer)
    result = session.run()
    assert as_data(result) == as_data(
        assess(resolve(SHIPPED, session.state.answers), result.purpose)
    )
    assert session.left_early == (result.level == "emergency_now")
    assert prompter.prompts


# ------------------------------------------------ emergency


def test_an_emergency_stops_the_interview_at_once() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["leave"])
    result = session.run()
    assert prompter.asked == ["right_now", "age", "saddle"]
    assert session.left_early
    assert result.level == "emergency_now"
    (screen,) = [" ".join(text.split()) for text in prompter.shown if "EMERGENCY" in text]
    assert prompter.titles[0].startswith("Please stop here. This may be an emergency.")
    assert "You answered: Skin between the legs: Yes, it began or got worse" in screen
    assert "emergency number 999 (or 112) (United Kingdom)" in screen
    assert "SAY THIS" in screen
    assert [item.key for item in prompter.menus[0]] == ["l", "b", "f"]
    assert prompter.confirmed == [True]  # a single key must not leave or go on


def test_a_slip_can_be_corrected_at_the_stop_screen() -> None:
    answers = ORDINARY | {"saddle": InTurn("recent", "no")}
    session, prompter = session_with(answers, ["back"])
    result = session.run()
    assert result.level == "self_care"
    assert prompter.asked[1:4] == ["age", "saddle", "saddle"]
    assert prompter.prompts[3].default == "recent"


def test_the_same_sign_does_not_stop_an_interview_that_goes_on() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["go_on"])
    result = session.run()
    assert result.complete
    assert result.level == "emergency_now"
    assert len(prompter.menus) == 2  # the stop screen and the review


def test_a_new_sign_stops_again_with_a_screen_about_it() -> None:
    answers = ORDINARY | {"right_now": ["chest"], "saddle": "recent"}
    session, prompter = session_with(answers, ["go_on", "leave"])
    session.run()
    assert prompter.asked == ["right_now", "age", "saddle"]
    first, second = (" ".join(t.split()) for t in prompter.shown if "EMERGENCY" in t)
    assert "Chest pain or trouble breathing" in first
    assert "New numbness between the legs" in second
    assert "I have back or leg pain, and new numbness between my legs." in second
    assert "--full" not in first + second


def test_after_going_on_every_question_repeats_the_emergency_reminder() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "recent"}, ["go_on"])
    session.run()
    reminded = [p.heading.startswith(strings.EMERGENCY_REMINDER) for p in prompter.prompts]
    assert reminded == [False] * 3 + [True] * (len(reminded) - 3)


def test_somebody_out_of_scope_is_told_at_once_and_only_once() -> None:
    session, prompter = session_with(ORDINARY | {"age": 15})
    session.run()
    announcements = [text for text in prompter.shown if "made for adults" in " ".join(text.split())]
    assert len(announcements) == 1
    assert prompter.shown.index(announcements[0]) < prompter.shown.index("cord: None of these")


OUT_OF_SCOPE = {
    "no_pain": ({"pain_where": ["none"], "feels": ["none"]}, 1),
    "elsewhere": ({"pain_where": ["elsewhere"], "belly": ["none"]}, 14),
    "under_18": ({"age": 15}, 19),
}


@pytest.mark.parametrize("who", OUT_OF_SCOPE)
def test_somebody_out_of_scope_is_then_asked_only_what_can_still_raise_the_level(who: str) -> None:
    """Whatever they wanted to know: nothing else is assessed."""
    answers, most = OUT_OF_SCOPE[who]
    asked = {}
    for purpose in Purpose:
        prompter = ScriptedPrompter(ORDINARY | {"legs": "neither", "leg_back": "back"} | answers)
        session = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=purpose))
        result = session.run()
        assert (result.status, result.complete, result.purpose) == (
            "out_of_scope", True, Purpose.LEVEL,
        )  # fmt: skip
        announced = [
            text for text in prompter.shown if strings.SCOPE_NOTE in " ".join(text.split())
        ]
        after = prompter.shown[prompter.shown.index(announced[0]) :]
        asked[purpose] = [
            name for name in prompter.asked if any(t.startswith(f"{name}: ") for t in after)
        ]
        assert len(asked[purpose]) <= most
    assert asked[Purpose.ALL] == asked[Purpose.MASSAGE] == asked[Purpose.LEVEL]
    assert not {"tried", "medicines", "health_pills", "health_massage"} & {*asked[Purpose.ALL]}


def test_whoever_corrects_what_put_them_out_of_scope_is_asked_everything() -> None:
    session, _ = session_with(ORDINARY | {"age": InTurn(15, 44)}, ["age", DONE])
    result = session.run()
    assert (result.status, result.complete, result.purpose) == ("assessed", True, Purpose.ALL)
    assert "medicines" in session.state.answers


# ------------------------------------------------ answers to save


def saved_at(name: str) -> Any:
    """The answers to save when the person leaves at a question."""

    def leave(prompt: Prompt) -> Any:
        if prompt.question.id == name:
            raise KeyboardInterrupt
        return ORDINARY[prompt.question.id]

    session, _ = session_with(leave)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    return session.state.to_save()


def test_the_answers_so_far_can_be_saved() -> None:
    assert list(saved_at("bowel")) == ["right_now", "age", "saddle", "bladder"]


def test_an_answer_is_saved_even_after_going_back_before_it() -> None:
    def leave(prompt: Prompt) -> Any:
        if len(prompter.prompts) > 5:
            raise KeyboardInterrupt
        return BACK if len(prompter.prompts) > 3 else ORDINARY[prompt.question.id]

    session, prompter = session_with(leave)
    with pytest.raises(KeyboardInterrupt):
        session.run()
    assert list(session.state.answers) == ["right_now"]
    assert list(session.state.to_save()) == ["right_now", "age", "saddle"]


def test_a_danger_sign_being_corrected_is_still_saved() -> None:
    session, prompter = session_with(lambda prompt: leave(prompt), ["back"])

    def leave(prompt: Prompt) -> Any:
        if len(prompter.prompts) == 4:
            raise KeyboardInterrupt
        return {"right_now": ["none"], "age": 42, "saddle": "recent"}[prompt.question.id]

    with pytest.raises(KeyboardInterrupt):
        session.run()
    assert session.state.to_save() == {"right_now": ("none",), "age": 42, "saddle": "recent"}


def test_an_answer_that_is_not_applicable_is_not_saved() -> None:
    answers = ORDINARY | {"feels": InTurn(["shooting", "tingle"], ["ache"])}
    session, _ = session_with(answers, ["feels", DONE])
    session.run()
    assert "numb_where" in session.state.earlier_answers
    assert "numb_where" not in session.state.to_save()


# ------------------------------------------------ not sure


def test_not_sure_about_a_danger_sign_is_asked_once_more_after_a_check() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": "unsure"})
    result = session.run()
    assert prompter.asked[2:4] == ["saddle", "saddle"]
    again = prompter.prompts[3]
    assert "Touch that skin with a tissue" in again.message
    assert again.default == "unsure"
    assert result.level == "same_day"


def test_the_answer_can_change_after_the_check() -> None:
    session, _ = session_with(ORDINARY | {"saddle": InTurn("unsure", "no")})
    assert session.run().level == "self_care"


def test_prefer_not_to_say_is_accepted_at_once() -> None:
    session, prompter = session_with(ORDINARY | {"genital": "unsure"})
    session.run()
    assert prompter.asked.count("genital") == 1


# ------------------------------------------------ back and review


def test_back_asks_the_previous_question_with_its_answer_preselected() -> None:
    answers = ORDINARY | {"bladder": InTurn(BACK, "no"), "saddle": InTurn("before", "no")}
    session, prompter = session_with(answers)
    session.run()
    assert prompter.asked[2:6] == ["saddle", "bladder", "saddle", "bladder"]
    assert prompter.prompts[4].default == "before"
    assert session.state.answers["saddle"] == "no"


def test_back_at_the_first_question_asks_for_the_country_again() -> None:
    session, prompter = session_with(ORDINARY | {"right_now": InTurn(BACK, ["none"])})
    prompter.typed = ["nz"]
    session.run()
    assert prompter.asked[:3] == ["right_now", "right_now", "age"]
    assert session.region.id == "nz"
    assert session.autosave.file.about["region"] == "nz"


def test_back_from_the_first_question_can_correct_the_whole_opening() -> None:
    session, prompter = session_with(ORDINARY | {"right_now": InTurn(BACK, ["none"])})
    prompter.typed = [None, "nz"]
    prompter.choices = ["esc", "helper", "level"]
    result = session.run()
    assert (session.answered_by, session.region.id, result.purpose) == ("helper", "nz", "level")
    assert session.autosave.file.about == {
        "answered_by": "helper", "purpose": "level", "region": "nz",
    }  # fmt: skip
    first, again = prompter.prompts[:2]
    assert (first.text, again.text) == (first.question.ask, first.question.ask_them)


def test_back_from_the_review_at_the_end_asks_the_last_question_again() -> None:
    session, prompter = session_with(ORDINARY)
    prompter.choices = ["esc"]
    session.run()
    assert prompter.asked[-1] == prompter.asked[-2]
    assert prompter.prompts[-1].default == session.state.answers[prompter.asked[-1]]
    assert prompter.titles == [strings.REVIEW, strings.REVIEW]


def test_back_from_the_review_loses_no_saved_answer_that_nobody_would_ask_for() -> None:
    finished, _ = session_with(ORDINARY)
    finished.run()
    answers = finished.state.answers
    prompter = ScriptedPrompter(lambda _prompt: BACK, choices=["esc"])
    session = Session(prompter, REGION, make_state(SHIPPED, answers, purpose=Purpose.LEVEL))
    session.run()
    assert len(prompter.asked) == 1
    assert session.state.answers == answers


def test_back_from_the_answers_so_far_goes_on_with_the_question() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": InTurn(REVIEW, "no")})
    prompter.choices = ["esc"]
    session.run()
    assert prompter.asked[2:5] == ["saddle", "saddle", "bladder"]


def test_the_review_lists_every_answer_and_hides_private_ones() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    lines = [item.label for item in prompter.menus[0]]
    assert lines[0] == "All right: show my result"
    assert len(lines) == 2 + len(session.state.answers)
    assert "Bladder: no warning sign" in lines
    assert "Which leg: My left leg" in lines


def test_private_answers_are_shown_on_request_and_hidden_again() -> None:
    session, prompter = session_with(ORDINARY, [SHOW_PRIVATE, "legs", DONE])
    session.run()
    hidden, shown, again = ([item.label for item in menu] for menu in prompter.menus)
    assert "Bladder: no warning sign" in hidden
    assert "Bladder: No, peeing is normal for me" in shown
    assert show_private_items(hidden) == show_private_items(again) == 1
    assert show_private_items(shown) == 0
    assert "Bladder: no warning sign" in again


def show_private_items(labels: list[str]) -> int:
    return labels.count("Show the private answers too")


def test_the_review_groups_answers_by_section() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    groups = list(dict.fromkeys(item.group for item in prompter.menus[0]))
    assert groups == ["", *(section.title for section in SHIPPED.sections)]


def test_every_answer_can_be_changed_during_any_question() -> None:
    answers = ORDINARY | {"duration": InTurn(REVIEW, "weeks_2_6"), "legs": InTurn("right", "left")}
    session, prompter = session_with(answers, ["legs", DONE])
    session.run()
    place = prompter.asked.index("duration")
    assert prompter.asked[place : place + 3] == ["duration", "legs", "duration"]
    assert "duration" not in [item.id for item in prompter.menus[0]]
    assert session.state.answers["legs"] == "left"


def test_looking_at_the_answers_changes_nothing() -> None:
    session, prompter = session_with(ORDINARY | {"saddle": InTurn(REVIEW, "no")}, [DONE])
    session.run()
    assert prompter.asked[1:4] == ["age", "saddle", "saddle"]
    assert prompter.titles[0] != prompter.titles[1]


def test_a_section_is_introduced_once() -> None:
    session, prompter = session_with(ORDINARY | {"bladder": InTurn(BACK, "no")})
    session.run()
    for section in SHIPPED.sections:
        times = sum(section.intro in text.replace("\n", " ") for text in prompter.shown)
        assert times == 1 or not section.intro


# ------------------------------------------------ answers that were saved


def resumed(
    answers: dict[str, Any], earlier: dict[str, Any], choices: list[str] | None = None
) -> tuple[Session, ScriptedPrompter]:
    prompter = ScriptedPrompter(ORDINARY, choices)
    state = make_state(SHIPPED, answers, earlier)
    return Session(prompter, REGION, state), prompter


def test_saved_answers_are_not_asked_again() -> None:
    session, prompter = resumed({"right_now": ("none",), "age": 42, "saddle": "no"}, {})
    assert session.run().level == "self_care"
    assert prompter.asked[0] == "bladder"


def test_earlier_answers_are_preselected() -> None:
    session, prompter = resumed({"age": 42}, {"saddle": "before"})
    session.run()
    assert "age" not in prompter.asked
    assert prompter.prompts[1].question.id == "saddle"
    assert prompter.prompts[1].default == "before"


def test_an_emergency_among_saved_answers_stops_before_the_first_question() -> None:
    session, prompter = resumed({"right_now": ("none",), "saddle": "recent"}, {}, ["leave"])
    assert session.run().level == "emergency_now"
    assert prompter.asked == []


def test_a_sign_among_saved_answers_can_be_corrected() -> None:
    session, prompter = resumed(
        {"right_now": ("none",), "age": 42, "saddle": "recent"}, {}, ["back"]
    )
    session.run()
    assert prompter.asked[0] == "saddle"
    assert prompter.prompts[0].default == "recent"


def test_every_sign_among_saved_answers_can_be_corrected_in_turn() -> None:
    given = {
        "right_now": ("none",),
        "age": 42,
        "saddle": "recent",
        "bladder": "no",
        "bowel": "recent",
    }
    session, prompter = resumed(given, {}, ["back", "back"])
    assert session.run().level == "self_care"
    assert prompter.asked[:2] == ["bowel", "saddle"]


def test_a_corrected_sign_stops_again_if_it_returns() -> None:
    answers = ORDINARY | {"saddle": InTurn("recent", "no", "recent")}
    session, prompter = session_with(answers, ["go_on", "saddle", "saddle", "leave"])
    session.run()
    assert session.left_early
    assert sum(title.startswith("Please stop here") for title in prompter.titles) == 2


def test_the_review_can_be_reopened_while_changing_an_answer() -> None:
    answers = ORDINARY | {"legs": InTurn("left", REVIEW), "bowel": InTurn("no", "before")}
    session, prompter = session_with(answers, ["legs", "bowel", DONE])
    session.run()
    assert (session.state.answers["legs"], session.state.answers["bowel"]) == ("left", "before")
    assert len(prompter.menus) == 3
    assert not session.state.earlier_answers


# ------------------------------------------------ why we ask


def test_every_question_can_explain_why_it_is_asked_and_cite_sources() -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    for prompt in prompter.prompts:
        assert prompt.why.startswith(f"Why we ask: {prompt.question.why}\nFrom: ")


def test_a_changed_answer_asks_only_what_depends_on_it() -> None:
    answers = ORDINARY | {"feels": InTurn(["shooting", "tingle"], ["ache"])}
    session, prompter = session_with(answers, ["feels", DONE])
    result = session.run()
    assert prompter.asked[-1] == "feels"
    assert "numb_where" not in session.state.answers
    assert session.state.earlier_answers["numb_where"] == ("outer_shin",)
    assert "numb_where" not in dict(result.flow.state.values)


def test_back_while_changing_an_answer_keeps_it() -> None:
    answers = ORDINARY | {"legs": InTurn("left", BACK)}
    session, prompter = session_with(answers, ["legs", DONE])
    session.run()
    assert session.state.answers["legs"] == "left"
    assert prompter.asked[-1] == "legs"
    assert prompter.prompts[-1].heading == "Changing an answer"
    assert len(prompter.menus) == 2


def test_an_earlier_answer_is_preselected_when_its_question_is_asked_again() -> None:
    feels = InTurn(["tingle"], ["ache"], ["tingle"])
    session, prompter = session_with(ORDINARY | {"feels": feels}, ["feels", "feels", DONE])
    session.run()
    returned = [p for p in prompter.prompts if p.question.id == "numb_where"]
    assert [prompt.default for prompt in returned] == [None, ("outer_shin",)]


def test_an_answer_changed_in_the_review_can_still_stop_the_interview() -> None:
    answers = ORDINARY | {"bowel": InTurn("no", "recent")}
    session, prompter = session_with(answers, ["bowel", "leave"])
    assert session.run().level == "emergency_now"
    assert session.left_early
    assert prompter.asked[-1] == "bowel"


# ------------------------------------------------ wrong answers from a prompt library


@pytest.mark.parametrize("wrong", ["", "nonsense", None, 7, ["no"]])
def test_an_invalid_answer_from_a_widget_is_asked_again(wrong: object) -> None:
    session, prompter = session_with(ORDINARY | {"saddle": InTurn(wrong, "no")})
    session.run()
    assert prompter.asked[1:4] == ["age", "saddle", "saddle"]
    assert prompter.prompts[3].message


def test_each_question_shows_its_place(questionnaire: Questionnaire) -> None:
    session, prompter = session_with(ORDINARY)
    session.run()
    sections = questionnaire.sections
    assert prompter.prompts[0].heading == f"{sections[0].title} (part 1 of {len(sections)})"


# ------------------------------------------------ whom it addresses, and keeping the answers


def test_a_helper_is_asked_about_the_other_person() -> None:
    prompter = ScriptedPrompter(ORDINARY)
    Session(prompter, REGION, make_state(SHIPPED, {}), answered_by="helper").run()
    for prompt in prompter.prompts:
        assert prompt.text == (prompt.question.ask_them or prompt.question.ask)
    assert any(prompt.question.ask_them for prompt in prompter.prompts)
    session, prompter = session_with(ORDINARY)
    session.run()
    assert all(prompt.text == prompt.question.ask for prompt in prompter.prompts)


def test_after_the_page_the_interview_goes_on_where_it_stopped() -> None:
    prompter = ScriptedPrompter(ORDINARY)
    session = Session(prompter, REGION, make_state(SHIPPED, {}, purpose=Purpose.LEVEL))
    first = session.run()
    asked = len(prompter.asked)
    session.widen()
    result = session.run()
    assert first.purpose == Purpose.LEVEL
    assert (result.purpose, result.complete) == (Purpose.ALL, True)
    assert len(prompter.asked) == len(set(prompter.asked)) > asked
    assert as_data(result) == as_data(assess_answers(SHIPPED, session.state.answers))


def test_each_answer_is_saved_before_the_next_question(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    given: list[str] = []

    def answer(prompt: Prompt) -> Any:
        if given:
            assert list(json.loads(path.read_text()))[-len(given) :] == given
        given.append(prompt.question.id)
        return ORDINARY[prompt.question.id]

    prompter = ScriptedPrompter(answer)
    file = AnswersFile(str(path))
    Session(prompter, REGION, make_state(SHIPPED, {}), file).run()
    assert len(given) > 20
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_answers_can_be_saved_at_any_question(tmp_path: Path) -> None:
    answers = ORDINARY | {"age": InTurn(SAVE, 42)}
    session, prompter = session_with(answers)
    prompter.typed = [str(tmp_path / "mine.json")]
    session.run()
    assert prompter.asked.count("age") == 2
    assert session.state.answers.keys() <= json.loads((tmp_path / "mine.json").read_text()).keys()


def test_nothing_is_saved_if_no_name_is_given() -> None:
    session, prompter = session_with(ORDINARY | {"age": InTurn(SAVE, 42)})
    session.run()
    (text,) = prompter.lines_read
    assert "Where shall we keep your answers?" in text
    assert session.autosave.file.path is None
