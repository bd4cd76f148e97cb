"""Text fields, scales and pages, each with its own keys, at every size of the terminal."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, VSplit, Window
from prompt_toolkit.utils import get_cwidth

from ..core.control_characters import clean
from . import strings
from .frame import POINTER, QUESTION, Frame, Shown, View, bind, lines_of, size
from .pane import Line, wrap

MAX_CELLS = 12  # the most numbers in a row
CELL_WIDTH = 4  # columns
FIELD_MARK, FIELD_CELLS = "> ", 12  # before a field on a line of its own; room to type


class TextView(View):
    """A field for a line of text. A paste goes into it, but for what is no text.

    Args:
        typed: what is in it at first.
    """

    def __init__(self, frame: Frame, prompt: str, navigation: bool = True, typed: str = "") -> None:
        super().__init__(frame)
        self.focus = QUESTION
        self.prompt = prompt.strip()
        self.buffer = Buffer(document=Document(typed), multiline=False)
        keys = self.bindings(navigation)
        bind(keys, Keys.ControlM, lambda: self.finish(self.buffer.text))

        @keys.add(Keys.BracketedPaste, eager=True)
        def _paste(event: KeyPressEvent) -> None:
            self.buffer.insert_text(clean(event.data).strip())

        window = Window(BufferControl(self.buffer, key_bindings=keys), height=1)
        label = Window(
            FormattedTextControl(self._label), width=lambda: get_cwidth(self._label()), height=1
        )
        self.lay_out(window, VSplit([label, window]))

    def body(self, width: int) -> tuple[list[Line], range]:
        """What the field is for, if there is no room for that on its line."""
        return lines_of("", "" if self._on_one_line() else self.prompt, width), range(0)

    def _label(self) -> str:
        return f"{self.prompt} " if self._on_one_line() else FIELD_MARK

    def _on_one_line(self) -> bool:
        return get_cwidth(self.prompt) + FIELD_CELLS <= size().columns

    def _rows(self) -> int:
        return max(super()._rows() - 1, 1)  # without that of the field


class ScaleView(View):
    """The chosen number, None without a default, so that Enter alone chooses nothing."""

    def __init__(
        self, frame: Frame, minimum: int, maximum: int, value: int | None, labels: str
    ) -> None:
        super().__init__(frame)
        self.minimum, self.maximum, self.value, self.labels = minimum, maximum, value, labels
        self.typing = False
        keys = self.bindings()
        for key, by in (("left", -1), ("down", -1), ("right", 1), ("up", 1)):
            bind(keys, key, lambda by=by: self.step(by))
        bind(keys, "home", lambda: self.move(minimum))
        bind(keys, "end", lambda: self.move(maximum))
        for number in range(10):
            bind(keys, str(number), lambda number=number: self.digit(number))
        bind(keys, Keys.ControlM, self._confirm)
        control = FormattedTextControl(self.text, focusable=True, key_bindings=keys)
        self.lay_out(Window(control, dont_extend_height=True))

    def move(self, number: int) -> None:
        self.value = max(self.minimum, min(self.maximum, number))
        self.typing = False
        self.focus = POINTER

    def step(self, by: int) -> None:
        outside = self.minimum - 1 if by > 0 else self.maximum + 1
        self.move((outside if self.value is None else self.value) + by)

    def digit(self, number: int) -> None:
        """Choose a number by its digit; further digits make it longer, as in 10."""
        longer = (self.value or 0) * 10 + number
        if not (self.typing and longer <= self.maximum):
            longer = number
        self.move(longer)
        self.typing = True

    def body(self, width: int) -> tuple[list[Line], range]:
        numbers = range(self.minimum, self.maximum + 1)
        if len(numbers) > MAX_CELLS or width < CELL_WIDTH * MAX_CELLS:
            row = f"  < {'?' if self.value is None else self.value} >"
        else:
            cells = (f"[{n}]" if n == self.value else f" {n} " for n in numbers)
            row = f" {' '.join(cells)}"
        labels = wrap(f"  {self.labels}", width - 1, "  ")
        lines: list[Line] = [[("", line)] for line in (row, *labels)]
        return lines, range(0 if self.value is None else len(lines))

    def _confirm(self) -> None:
        if self.value is None:
            self.say(strings.CHOOSE_A_NUMBER)
        else:
            self.finish(self.value)


class PageView(View):
    """A page to read, with keys below it; a page that does not fit scrolls.

    Args:
        page: the page at a width in columns.
        items: key and value of what can be chosen.
        back: the result of going back; None if there is nothing before.
    """

    keeps_question = False

    def __init__(
        self, frame: Frame, page: Shown, items: dict[str, str], back: object = None
    ) -> None:
        super().__init__(frame)
        self.page = page
        keys = self.bindings(navigation=False, back=back)
        for key, value in items.items():
            bind(keys, key, lambda value=value: self.finish(value))
        bind(keys, " ", lambda: self.scroll(1))
        bind(keys, Keys.Down, lambda: self.scroll(0, 1))
        bind(keys, Keys.Up, lambda: self.scroll(0, -1))
        control = FormattedTextControl(self.text, focusable=True, key_bindings=keys)
        self.lay_out(Window(control, dont_extend_height=True))

    def body(self, width: int) -> tuple[list[Line], range]:
        return list(split_lines(self.page(width))), range(0)
