"""The text around everything the screen shows: where we are, the question, help, and the keys."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    ConditionalContainer,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.layout.containers import AnyContainer, to_container
from prompt_toolkit.layout.dimension import AnyDimension

from ..report.text import readable
from . import strings
from .prompter import BACK, REVIEW, SAVE

BAR_CELLS = 12
FIRMLY = 30  # how many rows of what must be seen come before one of the widget; each costs time
KEEPS_TOGETHER = "\N{NO-BREAK SPACE}"


class Frame:
    """The text around a widget: where we are, what was shown, the question, help, the keys."""

    def __init__(
        self,
        question: str,
        keys: str,
        heading: str = "",
        why: str = "",
        message: str = "",
        done: float | None = None,
        shown: Callable[[int], StyleAndTextTuples] | None = None,
    ) -> None:
        self.question, self.keys, self.heading = question, keys, heading
        self.why, self.message, self.done, self.shown = why, message, done, shown
        self.help_shown = False
        self.ignored = 0  # keys that were typed before this was drawn

    def help(self) -> None:
        """Show or hide why the question is asked."""
        self.help_shown = not self.help_shown

    def above(self) -> StyleAndTextTuples:
        """Everything above the widget."""
        parts = [part for part in (self.head(), self.told(), self.text()) if part]
        breaks: list[StyleAndTextTuples] = [[("", "\n")]] * len(parts)
        pairs = zip(parts, breaks, strict=True)
        return [run for pair in pairs for part in pair for run in part][:-1]

    def head(self) -> StyleAndTextTuples:
        """Where we are, and how much is done."""
        bar = ""
        if self.done is not None:
            full = round(self.done * BAR_CELLS)
            bar = f"  {'█' * full}{'░' * (BAR_CELLS - full)}"
        return joined([("class:heading", line) for line in wrapped(f"{self.heading}{bar}")])

    def told(self) -> StyleAndTextTuples:
        """What was shown; of all parts this gives way first."""
        return self.shown(columns()) if self.shown is not None else []

    def text(self) -> StyleAndTextTuples:
        """The question, why it is asked, and messages."""
        parts = [("class:question", self.question)]
        parts += [("class:help", self.why)] if self.help_shown else []
        parts += [("class:message", self.message)]
        parts += [("class:notice", strings.ignored_keys(self.ignored))] if self.ignored else []
        return joined([(style, line) for style, text in parts for line in wrapped(text)])

    def below(self) -> StyleAndTextTuples:
        # Two spaces stand between keys, and a line ends only there.
        keys = [key.replace(" ", KEEPS_TOGETHER) for key in self.keys.split("  ")]
        return joined([("class:keys", line) for line in wrapped("  ".join(keys))])

    def height(self) -> int:
        """The number of lines above and below, at the current width."""
        return _lines(self.above()) + _lines(self.below())


class View:
    """A widget in its frame. `finish` gives the result to the screen."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.finish: Callable[[object], None] = lambda _result: None
        self.layout: Layout

    def arrange(self, focus: Window, inner: AnyContainer | None = None) -> None:
        """Where there is too little room, what was shown gives way first, and then the widget."""
        frame, widget = self.frame, to_container(inner or focus)

        def left() -> Dimension:
            """The rows that are left for what was shown."""
            size = get_app().output.get_size()
            wanted = widget.preferred_height(size.columns, size.rows).preferred
            firm = sum(_lines(text()) for text in (frame.head, frame.text, frame.below))
            return Dimension(max=max(size.rows - firm - wanted, 0), weight=FIRMLY)

        firm = Dimension(min=1, weight=FIRMLY)
        windows = (
            _part(frame.head, firm),
            _part(frame.told, left),
            _part(frame.text, firm),
            widget,
            Window(height=Dimension(weight=FIRMLY)),  # keeps the keys at the bottom
            _part(frame.below, firm),
        )
        self.layout = Layout(HSplit(windows), focused_element=focus)

    def bindings(self, navigation: bool = True) -> KeyBindings:
        """The keys that every view has."""
        keys = KeyBindings()
        if navigation:
            for key in (Keys.BackTab, Keys.Escape):
                bind(keys, key, lambda: self.finish(BACK))
            bind(keys, Keys.ControlR, lambda: self.finish(REVIEW))
            bind(keys, Keys.ControlS, lambda: self.finish(SAVE))
        bind(keys, "?", self.frame.help)
        return keys


def _part(text: Callable[[], StyleAndTextTuples], height: AnyDimension) -> ConditionalContainer:
    window = Window(FormattedTextControl(text), height=height, dont_extend_height=True)
    return ConditionalContainer(window, Condition(lambda: bool(text())))


def _lines(text: StyleAndTextTuples) -> int:
    return plain(text).count("\n") + 1 if text else 0


def columns() -> int:
    """The width of the terminal."""
    return get_app().output.get_size().columns


def wrapped(text: str) -> list[str]:
    width = readable(columns())
    return [line for part in text.split("\n") if part for line in textwrap.wrap(part, width - 1)]


def joined(lines: list[tuple[str, str]]) -> StyleAndTextTuples:
    ends = ["\n"] * (len(lines) - 1) + [""]
    return [(style, line + end) for (style, line), end in zip(lines, ends, strict=False)]


def plain(text: StyleAndTextTuples) -> str:
    return "".join(part[1] for part in text)


def bind(keys: KeyBindings, key: str, handler: Callable[..., Any]) -> None:
    keys.add(key, eager=True)(lambda _event: handler())
