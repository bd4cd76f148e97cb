"""The text around everything the screen shows: where we are, the question, help, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.utils import get_cwidth

from ..report.text import readable_width
from . import strings
from .pane import KEY_GAP, Line, Pane, fit_keys, join_keys, shifted, without_empty, wrap
from .prompter import BACK, REVIEW, SAVE

MAX_BAR_CELLS, MIN_BAR_CELLS = 20, 12  # of the bar that shows how much is done
EIGHTHS = " ▏▎▍▌▋▊▉"  # of a cell, so that each answer moves the bar
ROWS_PER_KEY_LINE = 5  # at most a fifth of a window shows keys
QUESTION, MESSAGE, POINTER = "question", "message", "pointer"  # what has to be in sight

Shown = Callable[[int], StyleAndTextTuples]  # at a width in columns


class Frame:
    """The text around a widget: where we are, what was shown, the question, help, the keys.

    Args:
        shown_below: takes the place of `shown`, and stands below the question, where there is too
            little room for everything.
    """

    def __init__(
        self,
        question: str,
        keys: str,
        heading: str = "",
        why: str = "",
        message: str = "",
        progress: float | None = None,
        shown: Shown | None = None,
        shown_below: Shown | None = None,
    ) -> None:
        self.question, self.heading = question, heading
        self.keys = keys.split(KEY_GAP)
        self.why, self.message, self.progress, self.shown = why, message, progress, shown
        self.shown_below = shown_below
        self.help_shown = False
        self.ignored = 0  # keys that were typed before this was drawn

    def head(self, width: int) -> list[Line]:
        """Where we are, and how much of the interview is done."""
        lines = [line for part in self.heading.split("\n") for line in wrap(part, width - 1)]
        if self.progress is not None:
            room = width - 1 - get_cwidth(f"{lines[-1]}{KEY_GAP}")
            if room >= MIN_BAR_CELLS:
                lines[-1] += f"{KEY_GAP}{_bar(self.progress, min(room, MAX_BAR_CELLS))}"
            else:
                lines.append(_bar(self.progress, min(width - 1, MAX_BAR_CELLS)))
        return [[("class:heading", line)] for line in lines if line]

    def question_lines(self, width: int, rows: int) -> list[Line]:
        """The question and, on request, why it is asked and what does not fit into the key line."""
        lines = lines_of("class:question", self.question, width)
        if self.help_shown:
            lines += lines_of("class:help", self.why, width)
            if self._fit_keys(width, rows)[1]:
                lines += [[("class:help", line)] for line in join_keys(self.keys, width - 1)]
        return lines

    def message_lines(self, width: int) -> list[Line]:
        """A message about what was typed."""
        lines = lines_of("class:message", self.message, width)
        if self.ignored:
            lines += lines_of("class:notice", strings.ignored_keys(self.ignored), width)
        return lines

    def key_lines(self, width: int, rows: int) -> list[Line]:
        """The keys."""
        return [[("class:keys", line)] for line in self._fit_keys(width, rows)[0]]

    def _fit_keys(self, width: int, rows: int) -> tuple[list[str], bool]:
        return fit_keys(self.keys, width - 1, max(rows // ROWS_PER_KEY_LINE, 1))


class View:
    """A widget in its frame. `finish` gives the result to the screen."""

    keeps_question = True  # in sight, while the rest scrolls

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.finish: Callable[[object], None] = lambda _result: None
        self.layout: Layout
        self.top = 0  # lines hidden above
        self.focus = MESSAGE if frame.message else POINTER
        self._top_before_help = 0

    def show_again(self, new: View) -> None:
        """Take over what surrounds a new view of the same question, from its first line on."""
        self.frame, self.top, self.focus = new.frame, 0, MESSAGE if new.frame.message else ""

    def body(self, width: int) -> tuple[list[Line], range]:
        """The lines of the widget, and at which of them the pointer is."""
        del width
        return [], range(0)

    def width(self) -> int:
        """The width of the text in columns."""
        return readable_width(size().columns)

    def pane(self, width: int = 0) -> Pane:
        """Everything above the keys, by default at the width of the window."""
        width = width or self.width()
        frame, rows = self.frame, self._rows()
        head, question = frame.head(width), frame.question_lines(width, size().rows)
        message, (body, pointer) = frame.message_lines(width), self.body(width)
        shown = list(split_lines(frame.shown(width))) if frame.shown is not None else []
        pane = Pane([*head, *shown], question, message, body, rows, pointer, self.keeps_question)
        if pane.overflows and frame.shown_below is not None:
            shown = without_empty(split_lines(frame.shown_below(width)))
            pointer = shifted(pointer, len(shown))
            return Pane(head, question, message, [*shown, *body], rows, pointer)
        return pane

    def drawn(self) -> list[Line]:
        """The lines above the keys, as far as they are seen."""
        pane = self.pane()
        self.top = pane.scrolled(self.top, self._focus(pane))
        return pane.visible(self.top)

    def scroll(self, pages: int, lines: int = 0) -> None:
        """Move the text without moving the pointer."""
        pane = self.pane()
        self.top = pane.scrolled(self.top + pages * pane.page + lines)
        self.focus = ""

    def say(self, message: str) -> None:
        self.frame.message, self.focus = message, MESSAGE

    def help(self) -> None:
        """Show or hide why the question is asked."""
        self.frame.help_shown = not self.frame.help_shown
        if self.frame.help_shown:
            self._top_before_help, self.focus = self.top, QUESTION
        else:
            self.top, self.focus = self._top_before_help, POINTER

    def lay_out(self, focus: Window, field: AnyContainer | None = None) -> None:
        """Put the text above the keys, which stand at the bottom; a field has its own line."""
        keys = Window(FormattedTextControl(self._keys), dont_extend_height=True)
        windows = [focus] if field is None else [_window(self.text), field]
        self.layout = Layout(HSplit([*windows, Window(), keys]), focused_element=focus)

    def text(self) -> StyleAndTextTuples:
        """The same as `drawn`, in one piece."""
        return joined(self.drawn())

    def bindings(self, navigation: bool = True, back: object = BACK) -> KeyBindings:
        """The keys that every view has.

        Args:
            navigation: whether the person can go to the review, and save.
            back: the result of going back; None if there is nothing before.
        """
        keys = KeyBindings()
        if back is not None:
            for key in (Keys.BackTab, Keys.Escape):
                bind(keys, key, lambda: self.finish(back))
        if navigation:
            bind(keys, Keys.ControlR, lambda: self.finish(REVIEW))
            bind(keys, Keys.ControlS, lambda: self.finish(SAVE))
        bind(keys, "?", self.help)
        bind(keys, Keys.PageDown, lambda: self.scroll(1))
        bind(keys, Keys.PageUp, lambda: self.scroll(-1))
        return keys

    def _rows(self) -> int:
        rows, columns = size().rows, readable_width(size().columns)
        return max(rows - len(self.frame.key_lines(columns, rows)), 1)

    def _focus(self, pane: Pane) -> range:
        lines = {QUESTION: pane.question, MESSAGE: pane.message, POINTER: pane.pointer}
        return lines.get(self.focus, range(0))

    def _keys(self) -> StyleAndTextTuples:
        return joined(self.frame.key_lines(readable_width(size().columns), size().rows))


def _bar(progress: float, cells: int) -> str:
    full, eighths = divmod(int(progress * cells * len(EIGHTHS)), len(EIGHTHS))
    bar = "█" * full + EIGHTHS[eighths].strip()
    return bar + "░" * (cells - len(bar))


def _window(text: Callable[[], StyleAndTextTuples]) -> Window:
    return Window(FormattedTextControl(text), dont_extend_height=True)


def size() -> Size:
    """The size of the terminal."""
    return get_app().output.get_size()


def lines_of(style: str, text: str, width: int) -> list[Line]:
    """A text in lines; the last column stays empty."""
    parts = [part for part in text.split("\n") if part.strip()]
    return [[(style, line)] for part in parts for line in wrap(part, width - 1)]


def joined(lines: list[Line]) -> StyleAndTextTuples:
    """Lines as one text."""
    text: StyleAndTextTuples = []
    for number, line in enumerate(lines):
        text += [("", "\n"), *line] if number else line
    return text


def bind(keys: KeyBindings, key: str, handler: Callable[..., Any]) -> None:
    keys.add(key, eager=True)(lambda _event: handler())
