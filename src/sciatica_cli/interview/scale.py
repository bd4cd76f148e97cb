"""A scale widget: numbers in a row, with the chosen one in brackets."""

from __future__ import annotations

from typing import Any

import questionary
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Window
from prompt_toolkit.layout.controls import FormattedTextControl

from .widgets import Frame, bind, with_keys

MAX_CELLS = 12  # the most numbers in a row
CELL_WIDTH = 4  # columns


class Scale:
    """The chosen number, None without a default, so that Enter alone chooses nothing."""

    def __init__(self, minimum: int, maximum: int, value: int | None, labels: str) -> None:
        self.minimum, self.maximum, self.value, self.labels = minimum, maximum, value, labels
        self.typing = False

    def move(self, number: int) -> None:
        self.value = max(self.minimum, min(self.maximum, number))
        self.typing = False

    def step(self, by: int) -> None:
        outside = self.minimum - 1 if by > 0 else self.maximum + 1
        self.move((outside if self.value is None else self.value) + by)

    def digit(self, number: int) -> None:
        """Choose a number by its digit; further digits make it longer, as in 10."""
        longer = (self.value or 0) * 10 + number
        if not (self.typing and longer <= self.maximum):
            longer = number
        self.value = max(self.minimum, min(self.maximum, longer))
        self.typing = True

    def render(self) -> str:
        numbers = range(self.minimum, self.maximum + 1)
        if len(numbers) > MAX_CELLS or get_app().output.get_size().columns < CELL_WIDTH * MAX_CELLS:
            return f"  < {'?' if self.value is None else self.value} >\n  {self.labels}"
        cells = (f"[{number}]" if number == self.value else f" {number} " for number in numbers)
        return f" {' '.join(cells)}\n  {self.labels}"


def ask_scale(frame: Frame, scale: Scale, **options: Any) -> questionary.Question:
    """A scale: arrows move, digits choose a number, Enter confirms."""
    keys = KeyBindings()
    for key, by in (("left", -1), ("down", -1), ("right", 1), ("up", 1)):
        bind(keys, key, lambda _event, by=by: scale.step(by))
    bind(keys, "home", lambda _event: scale.move(scale.minimum))
    bind(keys, "end", lambda _event: scale.move(scale.maximum))
    for number in range(10):
        bind(keys, str(number), lambda _event, number=number: scale.digit(number))

    @keys.add(Keys.ControlM, eager=True)
    def _enter(event: KeyPressEvent) -> None:
        if scale.value is not None:
            event.app.exit(result=scale.value)

    window = Window(FormattedTextControl(scale.render, focusable=True), dont_extend_height=True)
    app: Application[Any] = Application(layout=frame.around(window, window), **options)
    return with_keys(questionary.Question(app), keys, frame)
