"""Text fields and pages, each with its own keys, at every size of the terminal."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text.utils import split_lines
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, VSplit, Window
from prompt_toolkit.utils import get_cwidth

from ..core.control_characters import clean
from .frame import ASKED, Frame, Shown, View, bind, lines_of, size
from .pane import Line

FIELD_MARK, FIELD_CELLS = "> ", 12  # before a field on a line of its own; room to type


class TextView(View):
    """A field for a line of text. A paste goes into it, but for what is no text.

    Args:
        typed: what is in it at first.
    """

    def __init__(self, frame: Frame, prompt: str, navigation: bool = True, typed: str = "") -> None:
        super().__init__(frame)
        self.in_sight = ASKED
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
        self.arrange(window, VSplit([label, window]))

    def body(self, width: int) -> tuple[list[Line], range]:
        """What the field is for, if there is no room for that on its line."""
        return lines_of("", "" if self._on_one_line() else self.prompt, width), range(0)

    def _label(self) -> str:
        return f"{self.prompt} " if self._on_one_line() else FIELD_MARK

    def _on_one_line(self) -> bool:
        return get_cwidth(self.prompt) + FIELD_CELLS <= size().columns

    def _rows(self) -> int:
        return max(super()._rows() - 1, 1)  # without that of the field


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
        self.arrange(Window(control, dont_extend_height=True))

    def body(self, width: int) -> tuple[list[Line], range]:
        return list(split_lines(self.page(width))), range(0)
