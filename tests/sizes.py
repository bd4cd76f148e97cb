"""Views in a window of any size, drawn without a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prompt_toolkit.application.current import set_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import DummyInput
from prompt_toolkit.output import DummyOutput

from sciatica_cli.interview.screen_prompter import ScreenPrompter


class Window(DummyOutput):
    """An output of any size."""

    columns, rows = 80, 24

    def get_size(self) -> Size:
        return Size(self.rows, self.columns)


class Drawn:
    """Takes the views that a prompter would show, and draws them as a terminal would."""

    def __init__(self) -> None:
        self.window = Window()
        self.prompter = ScreenPrompter(input_=DummyInput(), output=self.window)
        self.app = self.prompter.screen._app
        self.views: list[Any] = []
        self.prompter.screen.ask = self.views.append  # type: ignore[method-assign]

    def resize(self, columns: int, rows: int) -> None:
        self.window.columns, self.window.rows = columns, rows

    def lines(self) -> list[str]:
        """The whole window, as the layout of the last view fills it."""
        self.prompter.screen._loop.run_until_complete(self._render())  # which a field needs
        drawn = self.app.renderer.last_rendered_screen
        assert drawn is not None
        rows = (drawn.data_buffer[row] for row in range(self.window.rows))
        return ["".join(row[x].char for x in range(self.window.columns)).rstrip() for row in rows]

    async def _render(self) -> None:
        screen = self.prompter.screen
        screen._view = self.views[-1]
        screen._lay_out()
        self.app.render_counter += 1  # or what was drawn before is drawn again
        self.app.renderer.render(self.app, self.app.layout)
        await asyncio.sleep(0)


@contextmanager
def drawing() -> Iterator[Drawn]:
    drawn = Drawn()
    try:
        with set_app(drawn.app):
            yield drawn
    finally:
        drawn.prompter.close()
