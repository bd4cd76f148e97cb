"""Lists and lines to type: questionary's, in a layout of our own.

The question stands inside the widget, so that it is wiped with it; it wraps at words and follows a
terminal whose size changes; help and messages appear in place and lose nothing that was ticked; a
list that does not fit scrolls and says so.
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
from prompt_toolkit.layout import ConditionalMargin, HSplit, Layout, ScrollbarMargin, Window
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.controls import FormattedTextControl
from questionary.prompts.common import InquirerControl
from questionary.styles import merge_styles_default

from ..core.questions import NONE
from ..report.text import readable
from .prompter import BACK, REVIEW

HANG = " " * 7  # below the first word of a label


class Frame:
    """The words around a widget: heading, question, help when asked for, a message, the keys."""

    def __init__(self, ask: str, keys: str, heading: str = "", why: str = "", message: str = ""):
        self.ask, self.keys, self.heading, self.why = ask, keys, heading, why
        self.message = message
        self.helped = False

    def help(self) -> None:
        """Show or hide why the question is asked."""
        self.helped = not self.helped

    def above(self) -> StyleAndTextTuples:
        parts = [("class:heading", self.heading), ("class:question", self.ask)]
        parts += [("class:help", self.why)] if self.helped else []
        parts += [("class:message", self.message)]
        return _joined([(style, line) for style, text in parts for line in _wrapped(text)])

    def below(self) -> StyleAndTextTuples:
        return _joined([("class:keys", line) for line in _wrapped(f"({self.keys})")])

    def around(self, inner: AnyContainer, focus: Window) -> Layout:
        above = Window(FormattedTextControl(self.above), dont_extend_height=True)
        below = Window(FormattedTextControl(self.below), dont_extend_height=True)
        return Layout(HSplit([above, inner, below]), focused_element=focus)

    def height(self) -> int:
        """Lines above and below, at the present width."""
        return sum(text.count("\n") + 1 for text in map(_plain, (self.above(), self.below())))


def _wrapped(text: str) -> list[str]:
    width = readable(get_app().output.get_size().columns)
    return [line for part in text.split("\n") if part for line in textwrap.wrap(part, width - 1)]


def _joined(lines: list[tuple[str, str]]) -> StyleAndTextTuples:
    ends = ["\n"] * (len(lines) - 1) + [""]
    return [(style, line + end) for (style, line), end in zip(lines, ends, strict=False)]


def _plain(text: StyleAndTextTuples) -> str:
    return "".join(part[1] for part in text)


NOWHERE = -1  # where the pointer is until the person moves it


def choose_one(
    frame: Frame,
    choices: list[questionary.Choice],
    default: questionary.Choice | None,
    at_once: bool,
    empty: str = "",
    **options: Any,
) -> questionary.Question:
    """A list to choose one line of.

    Args:
        default: the line that the pointer starts at.
        at_once: the key of a line needs no Enter.
        empty: when given, and there is no default, the pointer starts nowhere, and this is said
            when Enter comes before any line: an Enter too many must not answer anything.
    """
    shortcuts = all(choice.shortcut_key or choice.auto_shortcut for choice in choices)
    control = InquirerControl(
        choices, default, use_indicator=False, use_shortcuts=shortcuts, initial_choice=default
    )
    widget = _list(control, frame, **options)
    keys = KeyBindings()
    for place, line in enumerate(control.choices):
        if shortcuts and line.shortcut_key:
            points = _points(control, place)
            bind(keys, str(line.shortcut_key), _answers(line.value) if at_once else points)
    if empty and default is None:
        _start_nowhere(control, keys)

        @keys.add(Keys.ControlM, eager=True)
        def _enter(event: KeyPressEvent) -> None:
            if control.pointed_at == NOWHERE:
                frame.message = empty
            else:
                event.app.exit(result=control.get_pointed_at().value)

    return with_keys(widget, keys, frame)


def _start_nowhere(control: InquirerControl, keys: KeyBindings) -> None:
    """No line is pointed at before the person moves: down to the first, or up to the last."""
    control.pointed_at = NOWHERE

    def up() -> None:
        control.pointed_at = (max(control.pointed_at, 0) - 1) % control.choice_count

    bind(keys, Keys.Up, lambda _event: up())


def tick_some(
    frame: Frame,
    choices: list[questionary.Choice],
    empty: str,
    **options: Any,
) -> questionary.Question:
    """A list to tick; the pointer starts nowhere, `empty` is said when Enter ticks nothing."""
    control = InquirerControl(choices)
    widget = _list(control, frame, **options)
    control.use_shortcuts = True
    keys = KeyBindings()
    _start_nowhere(control, keys)

    def tick(place: int) -> None:
        control.pointed_at = place
        value, ticked = control.choices[place].value, control.selected_options
        frame.message = ""
        if value in ticked:
            ticked.remove(value)
        else:
            # A sign outweighs "none", which was ticked before it; never the other way round.
            control.selected_options = [v for v in ticked if v != NONE] + [value]

    def space() -> None:
        if control.pointed_at == NOWHERE:
            frame.message = empty
        else:
            tick(control.pointed_at)

    bind(keys, " ", lambda _event: space())

    @keys.add(Keys.ControlM, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        chosen = [line.value for line in control.get_selected_values()]
        if chosen:
            event.app.exit(result=chosen)
        else:
            frame.message = empty

    for key in ("a", "i"):  # one key must never tick every danger sign, as questionary lets it
        bind(keys, key, lambda _event: None)
    for place, line in enumerate(control.choices):
        bind(keys, str(line.shortcut_key), lambda _event, place=place: tick(place))
    return with_keys(widget, keys, frame)


def typed(frame: Frame, **options: Any) -> questionary.Question:
    """A line to type."""
    widget = questionary.text("", **options)
    layout = widget.application.layout
    widget.application.layout = frame.around(layout.container, layout.current_window)
    return with_keys(widget, KeyBindings(), frame)


def _list(control: InquirerControl, frame: Frame, **options: Any) -> questionary.Question:
    """A list in our layout, with the keys that move.

    `questionary.select` makes two prompts for a layout that we do not show; they take as long as
    all the rest of a question.
    """
    keys = KeyBindings()
    for step, names in (
        (control.select_next, (Keys.Down, Keys.ControlN)),
        (control.select_previous, (Keys.Up, Keys.ControlP)),
    ):
        for name in names:
            bind(keys, name, _moves(control, step))
    bind(keys, Keys.ControlM, lambda event: event.app.exit(result=control.get_pointed_at().value))
    bind(keys, Keys.ControlQ, lambda event: event.app.exit(exception=KeyboardInterrupt()))
    keys.add(Keys.Any)(lambda _event: None)  # no other key does anything
    style = merge_styles_default([options.pop("style", None)])
    layout = _list_layout(control, frame)
    app: Application[Any] = Application(layout, style, key_bindings=keys, **options)
    return questionary.Question(app)


def _moves(control: InquirerControl, step: Callable[[], None]) -> Any:
    def move(_event: KeyPressEvent) -> None:
        step()
        while not control.is_selection_valid():
            step()

    return move


def _points(control: InquirerControl, place: int) -> Any:
    def point(_event: KeyPressEvent) -> None:
        control.pointed_at = place

    return point


def _list_layout(control: InquirerControl, frame: Frame) -> Layout:
    """Labels hang, and a list that does not fit gets a bar."""
    drawn = control.text

    def hung() -> StyleAndTextTuples:
        assert callable(drawn)
        width = get_app().output.get_size().columns - len(HANG) - 1
        return [(part[0], _hung(part[1], width)) for part in to_formatted_text(drawn())]

    def overflows() -> bool:
        lines = 1 + _plain(hung()).count("\n")
        return lines + frame.height() > get_app().output.get_size().rows

    control.text = hung
    bar = ScrollbarMargin(display_arrows=True)
    margin = ConditionalMargin(bar, Condition(overflows))
    list_window = Window(control, right_margins=[margin], dont_extend_height=True)
    return frame.around(list_window, list_window)


def _hung(label: str, width: int) -> str:
    """A label wrapped at words; what belongs to the list itself, as blanks, stays as it is."""
    if len(label) <= width:
        return label
    return f"\n{HANG}".join(textwrap.wrap(label, max(width, 1)))


def with_keys(
    widget: questionary.Question, keys: KeyBindings, frame: Frame
) -> questionary.Question:
    """The keys that every widget has: back, review, help, leave."""
    bind(keys, Keys.BackTab, _answers(BACK))
    bind(keys, Keys.ControlR, _answers(REVIEW))

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


def _answers(result: object) -> Any:
    return lambda event: event.app.exit(result=result)
