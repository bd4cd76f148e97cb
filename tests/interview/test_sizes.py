"""What is seen of every view in a window of every size."""

from __future__ import annotations

from itertools import product

import pytest
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.utils import get_cwidth

from sciatica_cli.core.conditions import Answer
from sciatica_cli.core.questions import Question
from sciatica_cli.interview import strings
from sciatica_cli.interview.lists import NOWHERE, ListView
from sciatica_cli.interview.pane import Pane, fit_keys, join_keys, wrap
from sciatica_cli.interview.prompter import REVIEW, MenuItem, Prompt
from sciatica_cli.interview.session import Session
from sciatica_cli.interview.state import make_state
from sciatica_cli.report.blocks import Bullet, Paragraph
from sizes import Drawn, drawing
from terminal import SHIPPED
from tiny import choice, number

WIDTHS, HEIGHTS = (30, 35, 40, 50, 66, 80, 100, 120), (10, 12, 15, 20, 24, 30, 40)
SIZES = list(product(WIDTHS, HEIGHTS))
QUESTIONS = SHIPPED.questions
CJK = "腰が痛くて、左の脚に広がる。" * 3


def ask(drawn: Drawn, question: Question, default: Answer | None = None) -> None:
    """Take the view of a question with everything around it."""
    picture = make_state(SHIPPED, {}).drawing_for(question)
    heading = "Danger signs (part 1 of 5)"
    drawn.prompter.show((Paragraph("First, signs that need help fast."),))
    why = "Why we ask: because."
    prompt = Prompt(question, default, heading, why, progress=0.5, drawing=picture)
    drawn.prompter.ask(prompt)


def words(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def check_reading(drawn: Drawn) -> None:
    """Nothing is wider than the window, and paging down shows everything in its order."""
    view = drawn.views[-1]
    view.top, view.focus = 0, ""
    everything = view.pane().lines
    read = 0
    while read < len(everything):
        lines = [fragment_list_to_text(line) for line in view.drawn()]
        assert max(map(get_cwidth, lines)) <= drawn.window.columns
        assert len(lines) <= view._rows()
        pane = view.pane()
        fixed = len(pane.fixed) if view.top > pane.fixed.start else 0
        assert view.top + fixed <= read  # no line is skipped
        read = view.top + pane.rows
        if pane.overflows:
            assert lines[-1] == strings.more_lines(view.top, len(everything) - read)
        view.scroll(1)


def check_list(drawn: Drawn) -> None:
    """At each step of the arrows the pointer and its whole label are seen."""
    view = drawn.views[-1]
    assert isinstance(view, ListView)
    view.top, view.focus = 0, ""
    reached = []
    labels = [str(line.title) for line in view.lines.choices]
    for _ in range(300):
        before = view.lines.pointed_at
        view._step(1)
        lines = [fragment_list_to_text(line) for line in view.drawn()]
        if view.lines.pointed_at == before:
            assert before == NOWHERE  # the text is read first
            continue
        at = next(i for i, line in enumerate(lines) if "»" in line)
        text = [line[: view.width()] for line in lines[at:]]
        assert " ".join(labels[view.lines.pointed_at].split()) in words(text)
        reached.append(view.lines.pointed_at)
        if len(reached) > len(labels) or reached[-1] < before:
            break
    assert set(reached) >= set(range(len(labels)))


def check(drawn: Drawn, question: Question, columns: int, rows: int) -> None:
    drawn.resize(columns, rows)
    ask(drawn, question)
    check_reading(drawn)
    if question.values:
        check_list(drawn)
    lines = drawn.lines()
    assert len(lines) == rows
    assert any(keys in lines[-1] for keys in ("Ctrl-C leave", strings.ALL_KEYS))


def test_questions_are_complete_in_windows_of_all_sizes() -> None:
    with drawing() as drawn:
        for place, question in enumerate(QUESTIONS[::3]):
            check(drawn, question, *SIZES[place * 11 % len(SIZES)])


@pytest.mark.slow
def test_every_question_is_complete_in_many_windows() -> None:
    with drawing() as drawn:
        for place, question in enumerate(QUESTIONS):
            for size in SIZES[place % 3 :: 3]:
                check(drawn, question, *size)


@pytest.mark.parametrize("size", [(40, 15), (30, 10)])
def test_the_stop_screen_begins_with_the_route_and_the_number(size: tuple[int, int]) -> None:
    region = SHIPPED.region("GB")
    assert region is not None
    with drawing() as drawn:
        drawn.resize(*size)
        drawn.prompter.screen.ask = lambda view: drawn.views.append(view) or "leave"  # type: ignore[func-returns-value, method-assign]
        state = make_state(SHIPPED, {"right_now": ("chest",)})
        Session(drawn.prompter, region, state).run()
        seen = words(drawn.lines())
        assert "Please stop here." in seen
        assert "999" in seen
        check_list(drawn)


def test_a_question_stays_in_sight_above_a_long_list() -> None:
    with drawing() as drawn:
        drawn.resize(80, 14)
        ask(drawn, SHIPPED.question("right_now"))
        view = drawn.views[-1]
        view._press(11)
        assert SHIPPED.question("right_now").ask in words(drawn.lines())
        assert "» [x] u) Not sure" in words(drawn.lines())


def test_a_message_comes_into_sight_and_the_pointer_after_it() -> None:
    with drawing() as drawn:
        drawn.resize(30, 10)
        ask(drawn, SHIPPED.question("saddle"))
        view = drawn.views[-1]
        view.scroll(1)
        view._confirm()
        assert strings.CHOOSE_A_LINE in words(drawn.lines())
        view._press(5)
        assert "» ● u) Not sure" in words(drawn.lines())


def test_space_without_a_pointer_does_not_deny_what_is_ticked() -> None:
    with drawing() as drawn:
        drawn.resize(80, 24)
        ask(drawn, SHIPPED.question("background"), ("warfarin",))
        view = drawn.views[-1]
        assert isinstance(view, ListView)
        view._space()
        assert strings.POINT_FIRST in words(drawn.lines())
        assert "[x] 6) I take warfarin" in words(drawn.lines())


def test_the_pages_of_a_list_move_its_pointer_and_stop_at_its_ends() -> None:
    with drawing() as drawn:
        drawn.resize(60, 12)
        ask(drawn, SHIPPED.question("right_now"))
        view = drawn.views[-1]
        view._press(0)
        places = []
        for by in (1, 1, 1, 1, -1, -1, -1, -1):
            view._page(by)
            places.append(view.lines.pointed_at)
            assert "»" in words(drawn.lines())
        assert places[3] == 11
        assert places[-1] == 0
        assert 0 < places[0] < places[1]


@pytest.mark.parametrize("size", [(40, 24), (40, 15), (60, 12)])
def test_a_line_that_is_ticked_already_stays_in_sight(size: tuple[int, int]) -> None:
    with drawing() as drawn:
        drawn.resize(*size)
        ask(drawn, SHIPPED.question("right_now"))
        view = drawn.views[-1]
        view._press(5)
        view._press(5)
        assert "» [x] 6)" in words(drawn.lines())
        view._space()
        assert "» [ ] 6)" in words(drawn.lines())


def test_help_shows_the_keys_for_which_there_is_no_room() -> None:
    with drawing() as drawn:
        drawn.resize(30, 12)
        ask(drawn, choice("side", "left", "right"))
        assert "Ctrl-S save" not in words(drawn.lines())
        drawn.views[-1].help()
        drawn.views[-1].scroll(1)
        assert "Ctrl-S save" in words(drawn.lines())


def test_a_field_keeps_room_to_type() -> None:
    with drawing() as drawn:
        drawn.resize(30, 10)
        drawn.prompter.ask(Prompt(number("age", 0, 120, unit="years"), 44, "place"))
        assert "0 to 120 years, Enter keeps 44:" in words(drawn.lines())
        assert ">" in drawn.lines()
        drawn.resize(80, 24)
        assert "0 to 120 years, Enter keeps 44:" in drawn.lines()


def test_a_page_scrolls_to_its_end_with_its_help_and_notices() -> None:
    items = (MenuItem("save", "save", "s"), MenuItem("quit", "quit", "q"))
    with drawing() as drawn:
        drawn.resize(30, 10)
        drawn.prompter.show(tuple(Bullet(f"line {number}") for number in range(30)))
        drawn.prompter.menu("?", items)
        view = drawn.views[-1]
        view.frame.ignored = 1
        assert strings.ignored_keys(1) in words(drawn.lines())
        check_reading(drawn)
        assert "line 29" in words(drawn.lines())
        assert "ignored" not in words(drawn.lines())


@pytest.mark.parametrize("size", [(23, 24), (80, 5), (1, 1)])
def test_a_window_that_is_too_small_says_so_until_it_grows(size: tuple[int, int]) -> None:
    with drawing() as drawn:
        ask(drawn, SHIPPED.question("saddle"))
        drawn.resize(*size)
        lines = "".join(drawn.lines())
        assert lines.replace(" ", "") in strings.TOO_SMALL.replace(" ", "")
        assert "leg" not in lines
        drawn.resize(80, 24)
        assert SHIPPED.question("saddle").ask in words(drawn.lines())


@pytest.mark.parametrize(("columns", "rows", "views"), [(66, 24, 1), (80, 24, 1), (100, 24, 2)])
def test_the_body_has_room_beside_its_list(columns: int, rows: int, views: int) -> None:
    with drawing() as drawn:
        drawn.resize(columns, rows)
        drawn.prompter.ask(
            Prompt(
                SHIPPED.question("pain_where"),
                None,
                "place",
                drawing=make_state(SHIPPED, {}).drawing_for(SHIPPED.question("pain_where")),
            )
        )
        lines = drawn.lines()
        assert "From behind" in lines[0]
        assert ("From the front" in lines[0]) == (views == 2)
        assert "right" in lines[21]
        drawn.resize(columns, 23)
        assert "From behind" not in words(drawn.lines())


def test_the_body_follows_an_answer_that_is_changed_in_the_review() -> None:
    with drawing() as drawn:
        question = SHIPPED.question("pain_where")
        shaded = []
        for side in ("left", "right"):
            picture = make_state(SHIPPED, {"legs": side}).drawing_for(question)
            drawn.prompter.screen.ask = lambda view: drawn.views.append(view) or REVIEW
            drawn.prompter.ask(Prompt(question, None, "place", drawing=picture))
            drawn.views[-1].lines.selected_options = ["calf"]
            shaded.append(drawn.lines())
        left, right = shaded
        assert any("[x] 6)" in line for line in right), "what was ticked stays"
        assert left != right


# ------------------------------------------------ lines


@pytest.mark.parametrize(
    "text", [CJK, "가" * 50, f"a {CJK} b", "e\u0301" * 60, "x" * 90, "so " * 40]
)
@pytest.mark.parametrize("width", [10, 29, 39, 79])
def test_lines_are_never_wider_than_the_window(text: str, width: int) -> None:
    lines = wrap(text, width, "    ")
    assert max(map(get_cwidth, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert (
        min(map(get_cwidth, lines[1:-1]), default=width)
        >= width - max(map(get_cwidth, text.split()))
        or " " not in text
    )


def test_a_character_that_joins_the_one_before_takes_no_room() -> None:
    assert wrap("e\u0301" * 10, 10) == ["e\u0301" * 10]
    assert wrap("痛" * 6, 10, "  ") == ["痛" * 5, "  痛"]


def test_words_are_not_split_and_further_lines_are_indented() -> None:
    assert wrap("one two three", 8, "  ") == ["one two", "  three"]
    assert wrap("", 8) == [""]


def test_keys_break_only_between_each_other() -> None:
    assert join_keys(["a one", "b two", "c three"], 12) == ["a one  b two", "c three"]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (40, "a one  ? why  b two  c three  q quit"),
        (35, "a one  b two  ? all keys  q quit"),
        (31, "a one  b two  ? all keys"),
        (18, "a one  ? all keys"),
        (12, "? all keys"),
    ],
)
def test_the_keys_for_which_there_is_no_room_are_in_the_help(width: int, expected: str) -> None:
    keys = ["a one", "? why", "b two", "c three", "q quit"]
    assert fit_keys(keys, width, 1) == ([expected], "all keys" in expected)


def test_empty_lines_go_before_anything_scrolls() -> None:
    lines = [[("", text)] for text in ("one", "", "two")]
    assert not Pane(lines, [], [], [], 2).overflows
    assert len(Pane(lines, [], [], [], 3).lines) == 3


def test_the_lines_out_of_sight_are_counted() -> None:
    assert strings.more_lines(0, 1) == "↓ 1 more line below"
    assert strings.more_lines(2, 0) == "↑ 2 more lines above"
    assert strings.more_lines(1, 3) == "↑ 1 line above  ↓ 3 below"
