"""The lists and text fields of questionary in a layout of our own.

The question is part of the widget, so that both are erased together. It wraps at words and follows
the size of the terminal. Help and messages appear in place and keep what was ticked. A list that
does not fit has a scroll bar.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples, to_formatted_text
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    ConditionalMargin,
    HSplit,
    Layout,
    ScrollbarMargin,
    ScrollOffsets,
    Window,
)
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.controls import FormattedTextControl
from questionary.prompts.common import InquirerControl
from questionary.styles import merge_styles_default

from ..core.questions import NONE
from ..report.text import readable
from .prompter import BACK, REVIEW

INDENT = " " * 7  # of the second line of a label


class Frame:
    """The text around a widget: heading, question, help on request, a message, and the keys."""

    def __init__(
        self, question: str, keys: str, heading: str = "", why: str = "", message: str = ""
    ):
        self.question, self.keys, self.heading = question, keys, heading
        self.why, self.message = why, message
        self.help_shown = False

    def help(self) -> None:
        """Show or hide why the question is asked."""
        self.help_shown = not self.help_shown

    def above(self) -> StyleAndTextTuples:
        parts = [("class:heading", self.heading), ("class:question", self.question)]
        parts += [("class:help", self.why)] if self.help_shown else []
        parts += [("class:message", self.message)]
        return _joined([(style, line) for style, text in parts for line in _wrapped(text)])

    def below(self) -> StyleAndTextTuples:
        return _joined([("class:keys", line) for line in _wrapped(f"({self.keys})")])

    def around(self, inner: AnyContainer, focus: Window) -> Layout:
        above = Window(FormattedTextControl(self.above), dont_extend_height=True)
        below = Window(FormattedTextControl(self.below), dont_extend_height=True)
        return Layout(HSplit([above, inner, below]), focused_element=focus)

    def height(self) -> int:
        """The number of lines above and below, at the current width."""
        return sum(text.count("\n") + 1 for text in map(_plain, (self.above(), self.below())))


def _wrapped(text: str) -> list[str]:
    width = readable(get_app().output.get_size().columns)
    return [line for part in text.split("\n") if part for line in textwrap.wrap(part, width - 1)]


def _joined(lines: list[tuple[str, str]]) -> StyleAndTextTuples:
    ends = ["\n"] * (len(lines) - 1) + [""]
    return [(style, line + end) for (style, line), end in zip(lines, ends, strict=False)]


def _plain(text: StyleAndTextTuples) -> str:
    return "".join(part[1] for part in text)


NOWHERE = -1  # where the pointer is before the person moves it


def choose_one(
    frame: Frame,
    choices: list[questionary.Choice],
    default: questionary.Choice | None,
    one_key: bool,
    empty_message: str = "",
    **options: Any,
) -> questionary.Question:
    """A list from which one line is chosen.

    Args:
        default: the line at which the pointer starts.
        one_key: the key of a line confirms it, without Enter.
        empty_message: shown if Enter is pressed while the pointer is nowhere. If it is given and
            there is no default, the pointer starts nowhere: a stray Enter must not give an answer.
    """
    shortcuts = all(choice.shortcut_key or choice.auto_shortcut for choice in choices)
    control = InquirerControl(
        choices, default, use_indicator=False, use_shortcuts=shortcuts, initial_choice=default
    )
    widget = _list(control, frame, **options)
    keys = KeyBindings()
    for index, line in enumerate(control.choices):
        if shortcuts and line.shortcut_key:
            handler = _exit_with(line.value) if one_key else _point_at(control, index)
            bind(keys, str(line.shortcut_key), handler)
    if empty_message and default is None:
        _start_nowhere(control, keys)

        @keys.add(Keys.ControlM, eager=True)
        def _enter(event: KeyPressEvent) -> None:
            if control.pointed_at == NOWHERE:
                frame.message = empty_message
            else:
                event.app.exit(result=control.get_pointed_at().value)

    return with_keys(widget, keys, frame)


def _start_nowhere(control: InquirerControl, keys: KeyBindings) -> None:
    """Point at no line at first; Down moves to the first line and Up to the last."""
    control.pointed_at = NOWHERE

    def up() -> None:
        control.pointed_at = (max(control.pointed_at, 0) - 1) % control.choice_count

    bind(keys, Keys.Up, lambda _event: up())


def choose_many(
    frame: Frame,
    choices: list[questionary.Choice],
    empty_message: str,
    **options: Any,
) -> questionary.Question:
    """A list to tick. `empty_message` is shown if Enter is pressed while nothing is ticked."""
    control = InquirerControl(choices)
    widget = _list(control, frame, **options)
    control.use_shortcuts = True
    keys = KeyBindings()
    _start_nowhere(control, keys)

    def tick(index: int) -> None:
        control.pointed_at = index
        value, ticked = control.choices[index].value, control.selected_options
        frame.message = ""
        if value in ticked:
            ticked.remove(value)
        else:
            # Ticking a sign unticks "none", but "none" never unticks a sign.
            control.selected_options = [v for v in ticked if v != NONE] + [value]

    def space() -> None:
        if control.pointed_at == NOWHERE:
            frame.message = empty_message
        else:
            tick(control.pointed_at)

    bind(keys, " ", lambda _event: space())

    @keys.add(Keys.ControlM, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        chosen = [line.value for line in control.get_selected_values()]
        if chosen:
            event.app.exit(result=chosen)
        else:
            frame.message = empty_message

    for key in ("a", "i"):  # questionary would tick every danger sign at once
        bind(keys, key, lambda _event: None)
    for index, line in enumerate(control.choices):
        bind(keys, str(line.shortcut_key), lambda _event, index=index: tick(index))
    return with_keys(widget, keys, frame)


def text_field(frame: Frame, **options: Any) -> questionary.Question:
    """A field for a line of text."""
    widget = questionary.text("", **options)
    layout = widget.application.layout
    widget.application.layout = frame.around(layout.container, layout.current_window)
    return with_keys(widget, KeyBindings(), frame)


def _list(control: InquirerControl, frame: Frame, **options: Any) -> questionary.Question:
    """A list in our layout, with the keys that move the pointer.

    `questionary.select` builds two prompts for a layout that we do not show, which takes as long
    as everything else about a question.
    """
    keys = KeyBindings()
    for step, names in (
        (control.select_next, (Keys.Down, Keys.ControlN)),
        (control.select_previous, (Keys.Up, Keys.ControlP)),
    ):
        for name in names:
            bind(keys, name, _move(control, step))
    bind(keys, Keys.ControlM, lambda event: event.app.exit(result=control.get_pointed_at().value))
    bind(keys, Keys.ControlQ, lambda event: event.app.exit(exception=KeyboardInterrupt()))
    keys.add(Keys.Any)(lambda _event: None)  # ignore all other keys
    style = merge_styles_default([options.pop("style", None)])
    layout = _list_layout(control, frame)
    app: Application[Any] = Application(layout, style, key_bindings=keys, **options)
    return questionary.Question(app)


def _move(control: InquirerControl, step: Callable[[], None]) -> Any:
    def move(_event: KeyPressEvent) -> None:
        step()
        while not control.is_selection_valid():
            step()

    return move


def _point_at(control: InquirerControl, index: int) -> Any:
    def point(_event: KeyPressEvent) -> None:
        control.pointed_at = index

    return point


def _list_layout(control: InquirerControl, frame: Frame) -> Layout:
    """Wraps the labels, and adds a scroll bar to a list that does not fit."""
    original = control.text

    def wrapped_labels() -> StyleAndTextTuples:
        assert callable(original)
        width = get_app().output.get_size().columns - len(INDENT) - 1
        return [(part[0], _wrap_label(part[1], width)) for part in to_formatted_text(original())]

    def overflows() -> bool:
        lines = 1 + _plain(wrapped_labels()).count("\n")
        return lines + frame.height() > get_app().output.get_size().rows

    def lines_below() -> int:
        """How many lines of the longest label follow its first, at which the cursor is."""
        return max(part[1].count(f"\n{INDENT}") for part in wrapped_labels())

    control.text = wrapped_labels
    bar = ScrollbarMargin(display_arrows=True)
    margin = ConditionalMargin(bar, Condition(overflows))
    offsets = ScrollOffsets(bottom=lines_below)  # or the end of a label stays out of sight
    list_window = Window(
        control, right_margins=[margin], scroll_offsets=offsets, dont_extend_height=True
    )
    return frame.around(list_window, list_window)


def _wrap_label(label: str, width: int) -> str:
    """A label wrapped at words; short parts of the list, such as spaces, stay unchanged."""
    if len(label) <= width:
        return label
    return f"\n{INDENT}".join(textwrap.wrap(label, max(width, 1)))


def with_keys(
    widget: questionary.Question, keys: KeyBindings, frame: Frame
) -> questionary.Question:
    """Add the keys that every widget has: back, review, help, leave."""
    bind(keys, Keys.BackTab, _exit_with(BACK))
    bind(keys, Keys.ControlR, _exit_with(REVIEW))
    bind(keys, "?", lambda _event: frame.help())

    @keys.add(Keys.ControlC, eager=True)
    def _stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    @keys.add(Keys.ControlD, eager=True)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError())

    own = widget.application.key_bindings
    widget.application.key_bindings = merge_key_bindings([own, keys] if own else [keys])
    return widget


def bind(keys: KeyBindings, key: str, handler: Any) -> None:
    keys.add(key, eager=True)(handler)


def _exit_with(result: object) -> Any:
    return lambda event: event.app.exit(result=result)
