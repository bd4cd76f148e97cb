"""A scale: numbers in a row, with the chosen one in brackets."""

from __future__ import annotations

from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Window

from . import strings
from .frame import POINTED, Frame, View, bind
from .pane import Line, wrap

MAX_CELLS = 12  # the most numbers in a row
CELL_WIDTH = 4  # columns


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
        self.arrange(Window(control, dont_extend_height=True))

    def move(self, number: int) -> None:
        self.value = max(self.minimum, min(self.maximum, number))
        self.typing = False
        self.in_sight = POINTED

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
