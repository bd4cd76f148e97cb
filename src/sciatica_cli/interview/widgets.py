"""Lists, text fields and pages, each with its own keys, at every size of the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples, to_formatted_text
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    ConditionalMargin,
    Dimension,
    FormattedTextControl,
    ScrollbarMargin,
    ScrollOffsets,
    VSplit,
    Window,
)
from prompt_toolkit.layout.containers import AnyContainer
from questionary.prompts.common import InquirerControl

from ..core.questions import NONE
from ..core.signs import clean
from . import strings
from .frame import Frame, View, bind, columns, plain
from .picture import GAP, HEIGHT, Picture
from .prompter import BACK

INDENT = " " * 8  # of the second line of a label
LEAST_LINES = 3  # of a list that scrolls
NOWHERE = -1  # where the pointer is before the person moves it
BAR_CELLS = 12


class Lines(InquirerControl):
    """The list of questionary, with boxes or circles, keys, and labels that wrap."""

    several = False
    room: Callable[[], int] = staticmethod(lambda: columns())  # columns for the labels

    def _get_choice_tokens(self) -> StyleAndTextTuples:
        tokens: StyleAndTextTuples = []
        for index, line in enumerate(self.choices):
            if index:
                tokens.append(("", "\n"))
            if isinstance(line, questionary.Separator):
                tokens.append(("class:separator", str(line.title)))
                continue
            here = index == self.pointed_at
            if here:
                tokens.append(("[SetCursorPosition]", ""))
            style = "class:highlighted" if here else ""
            tokens.append((style, self._label(line, here)))
        return tokens

    def _label(self, line: questionary.Choice, here: bool) -> str:
        if self.several:
            mark = "[x] " if line.value in self.selected_options else "[ ] "
        else:
            mark = "● " if here else "○ "
        key = f"{line.shortcut_key}) " if line.shortcut_key else ""
        label = f" {'»' if here else ' '} {mark}{key}{line.title}"
        return f"\n{INDENT}".join(textwrap.wrap(label, self.room() - 2)) or label

    def step(self, step: Callable[[], None]) -> None:
        step()
        while not self.is_selection_valid():
            step()

    def up(self) -> None:
        self.pointed_at = max(self.pointed_at, 0)
        self.select_previous()


class ListView(View):
    """A list from which one line is chosen, or several are ticked; Enter confirms.

    Args:
        default: the line at which the pointer starts; without it the pointer is nowhere, so that
            Enter alone gives no answer.
        ticked: the values ticked at first, if several may be.
        aliases: further keys of lines.
    """

    def __init__(
        self,
        frame: Frame,
        choices: Sequence[questionary.Choice],
        default: object = None,
        ticked: Sequence[str] | None = None,
        aliases: dict[str, str] | None = None,
        navigation: bool = True,
        picture: Picture | None = None,
    ) -> None:
        super().__init__(frame)
        self.lines = Lines(list(choices))
        self.lines.several = ticked is not None
        self.lines.selected_options = list(ticked or ())
        values = [line.value for line in self.lines.choices]
        self.lines.pointed_at = values.index(default) if default in values else NOWHERE
        keys = self.bindings(navigation)
        for key in (Keys.Down, Keys.ControlN):
            bind(keys, key, lambda: self.lines.step(self.lines.select_next))
        for key in (Keys.Up, Keys.ControlP):
            bind(keys, key, lambda: self.lines.step(self.lines.up))
        bind(keys, Keys.ControlM, self._confirm)
        if self.lines.several:
            bind(keys, " ", self._tick_here)
        own = {str(c.shortcut_key): c.value for c in self.lines.choices if c.shortcut_key}
        for name, value in (own | (aliases or {})).items():
            place = values.index(value)
            bind(keys, name, lambda place=place: self._choose(place))
        self.lines.key_bindings = keys
        bar = ConditionalMargin(ScrollbarMargin(display_arrows=True), Condition(self._overflows))
        offsets = ScrollOffsets(bottom=self._lines_below)  # or the end of a label is out of sight
        window = Window(
            self.lines,
            right_margins=[bar],
            scroll_offsets=offsets,
            height=Dimension(min=LEAST_LINES),
            dont_extend_height=True,
        )
        self.lines.focusable = Condition(lambda: True)
        self.picture = picture
        self.arrange(window, self._beside_picture(window) if picture else None)

    def _beside_picture(self, window: Window) -> AnyContainer:
        """The list, with the picture to the right of it while there is room."""
        self.lines.room = lambda: columns() - self._picture_width() - GAP
        drawn = Window(
            FormattedTextControl(self._picture_rows),
            width=self._picture_width,
            dont_extend_height=True,
        )
        shown = ConditionalContainer(drawn, Condition(lambda: bool(self._picture_width())))
        return VSplit([window, shown], padding=1)

    def _picture_width(self) -> int:
        assert self.picture is not None
        if self.frame.height() + HEIGHT > get_app().output.get_size().rows:
            return 0
        longest = max(len(str(line.title)) for line in self.lines.choices)
        return self.picture.width(columns() - longest - len(INDENT) - 3)

    def _picture_rows(self) -> StyleAndTextTuples:
        assert self.picture is not None
        return self.picture.rows(tuple(self.lines.selected_options), self._picture_width())

    def _choose(self, index: int) -> None:
        self.lines.pointed_at = index
        self.frame.message = ""
        if self.lines.several:
            self._tick(str(self.lines.choices[index].value))

    def _tick_here(self) -> None:
        if self.lines.pointed_at == NOWHERE:
            self.frame.message = strings.NOTHING_TICKED
        else:
            self._choose(self.lines.pointed_at)

    def _tick(self, value: str) -> None:
        ticked = self.lines.selected_options
        if value in ticked:
            ticked.remove(value)
        else:  # ticking a sign unticks "none", but "none" never unticks a sign
            self.lines.selected_options = [v for v in ticked if v != NONE] + [value]

    def _confirm(self) -> None:
        if self.lines.several:
            chosen = self.lines.selected_options
            values = [line.value for line in self.lines.choices if line.value in chosen]
            if values:
                self.finish(values)
            else:
                self.frame.message = strings.NOTHING_TICKED
        elif self.lines.pointed_at == NOWHERE:
            self.frame.message = strings.CHOOSE_A_LINE
        else:
            self.finish(self.lines.choices[self.lines.pointed_at].value)

    def _overflows(self) -> bool:
        lines = 1 + plain(to_formatted_text(self.lines.text)).count("\n")
        return lines + self.frame.height() > get_app().output.get_size().rows

    def _lines_below(self) -> int:
        """How many lines of the longest label follow its first, at which the cursor is."""
        return max(part[1].count(f"\n{INDENT}") for part in to_formatted_text(self.lines.text))


class TextView(View):
    """A field for a line of text. A paste goes into it, but for what is no text."""

    def __init__(self, frame: Frame, prompt: str, navigation: bool = True) -> None:
        super().__init__(frame)
        self.buffer = Buffer(multiline=False)
        keys = self.bindings(navigation)
        if not navigation:
            bind(keys, Keys.Escape, lambda: self.finish(BACK))
        bind(keys, Keys.ControlM, lambda: self.finish(self.buffer.text))

        @keys.add(Keys.BracketedPaste, eager=True)
        def _paste(event: KeyPressEvent) -> None:
            self.buffer.insert_text(clean(event.data).strip())

        window = Window(BufferControl(self.buffer, key_bindings=keys), height=1)
        label = Window(FormattedTextControl(prompt), width=len(prompt), height=1)
        self.arrange(window, VSplit([label, window]))


class PageView(View):
    """A page to read, with keys below it; a page that does not fit scrolls.

    Args:
        page: the page at a width in columns.
        items: key and value of what can be chosen.
    """

    def __init__(
        self,
        frame: Frame,
        page: Callable[[int], StyleAndTextTuples],
        items: dict[str, str],
    ) -> None:
        super().__init__(frame)
        self.page, self.top = page, 0
        keys = self.bindings(navigation=False)
        for key, value in items.items():
            bind(keys, key, lambda value=value: self.finish(value))
        for key, pages, lines in (
            (" ", 1, 0),
            (Keys.PageDown, 1, 0),
            (Keys.PageUp, -1, 0),
            (Keys.Down, 0, 1),
            (Keys.Up, 0, -1),
        ):
            bind(keys, key, lambda pages=pages, lines=lines: self._scroll(pages, lines))
        control = FormattedTextControl(self._text, focusable=True, key_bindings=keys)
        bar = ConditionalMargin(ScrollbarMargin(display_arrows=True), Condition(self._overflows))
        self.window = Window(
            control,
            right_margins=[bar],
            get_vertical_scroll=lambda _window: self.top,
            height=Dimension(min=1),
            dont_extend_height=True,
        )
        self.arrange(self.window)

    def _text(self) -> StyleAndTextTuples:
        return self.page(columns())

    def _rows(self) -> int:
        return max(get_app().output.get_size().rows - self.frame.height(), 1)

    def _lines(self) -> int:
        return plain(self._text()).count("\n") + 1

    def _overflows(self) -> bool:
        return self._lines() > self._rows()

    def _scroll(self, pages: int, lines: int) -> None:
        by = pages * (self._rows() - 1) + lines
        self.top = max(0, min(self.top + by, self._lines() - self._rows()))
