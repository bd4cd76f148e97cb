"""One application for the whole interview: the terminal stays in one mode from start to end.

`Screen.ask` draws a view and waits for its result. Between two views the application goes on
running, so no key is echoed, lost, or answered by the shell.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

# Querying the cursor position stalls inside tmux and over ssh.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

from prompt_toolkit.application import Application, in_terminal
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style

from .frame import View
from .gate import DRAWING, OPEN, STATUS_REQUEST, Gate
from .signals import Terminated
from .strings import TOO_SMALL

LONE_ESCAPE = 0.5  # seconds of silence after Escape: a sequence would have gone on
LAST_REPLIES = 20  # times to look for them, within a second
LEAVING = ("SIGINT", "SIGTERM", "SIGHUP")
SUSPENDING = "SIGTSTP"
MIN_COLUMNS, MIN_ROWS = 24, 6  # below that no answer can be seen together with its key
STYLE = Style(
    [
        ("question", "bold"),
        ("message", "bold"),
        ("notice", "bold"),
        ("highlighted", "bold"),
        ("separator", "bold"),
        ("keys", "reverse"),
        ("more", "bold"),
    ]
)


class Screen:
    """Owns the terminal between `ask` for the first time and `close`."""

    def __init__(
        self,
        no_color: bool = False,
        input_: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """Raises an exception of prompt_toolkit if it cannot drive this terminal."""
        self.gate = Gate(lambda: self._app.invalidate())
        self._input, self._output = input_ or _guarded_input(self.gate), output or _output()
        self._app: Application[None] = Application(
            full_screen=True,
            style=STYLE,
            key_bindings=self._keys(),
            input=self._input,
            output=self._output,
            color_depth=ColorDepth.MONOCHROME if no_color else None,
        )
        self._app.ttimeoutlen = LONE_ESCAPE
        self._app.before_render += lambda _app: self._before_drawing()
        self._app.after_render += lambda _app: self._after_drawing()
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._fail)
        self._running: asyncio.Task[None] | None = None
        self._result: asyncio.Future[object] | None = None
        self._drawing = False
        self._stopped = False
        self._leaving = False  # with Ctrl-C, behind the key that gave the last result
        self._timer = self._loop.call_later(0, lambda: None)
        # Without keys: what is not seen must not be answered.
        self._too_small = Layout(Window(FormattedTextControl(TOO_SMALL), wrap_lines=True))

    def ask(self, view: View) -> object:
        """Show a view; returns its result.

        Raises:
            KeyboardInterrupt: the person leaves, or the window was closed.
            EOFError: there will be no more keys.
        """
        if self._leaving:
            raise KeyboardInterrupt
        view.finish = self._finish
        self._view = view
        self._result = self._loop.create_future()
        self.gate.close()
        self._lay_out()
        if self._running is None:
            self._running = self._loop.create_task(
                self._app.run_async(handle_sigint=False, set_exception_handler=False)
            )
            self._watch_signals()
        self._app.invalidate()
        self._loop.run_until_complete(_first_of(self._result, self._running))
        if self._running.done():  # the terminal is gone
            self._running.exception()
            raise EOFError
        return self._result.result()

    def close(self) -> None:
        """Give the terminal back."""
        running, self._running = self._running, None
        if running is not None:
            for name in (*LEAVING, SUSPENDING, "SIGCONT"):
                if hasattr(signal, name):
                    self._loop.remove_signal_handler(getattr(signal, name))
            if not running.done():
                self._loop.run_until_complete(self._last_replies())
                self.gate.state = OPEN  # nothing more is asked of the terminal
                future = self._app.future
                if future is not None and not future.done():  # or the terminal went meanwhile
                    self._app.exit()
            # A terminal that is gone cannot be given back.
            self._loop.run_until_complete(asyncio.gather(running, return_exceptions=True))
        self._loop.close()

    async def _last_replies(self) -> None:
        """Wait a moment for replies, or the shell would take them for typed text."""
        for _ in range(LAST_REPLIES):
            if self.gate.replies is False or not self.gate.expected:
                break
            await asyncio.sleep(1 / LAST_REPLIES)

    def _finish(self, result: object) -> None:
        """The view has a result. Keys that came together with the last one answer nothing."""
        if self._result is None or self._result.done():
            return
        if isinstance(result, BaseException):
            self._result.set_exception(result)
        else:
            self._result.set_result(result)
        queue = self._app.key_processor.input_queue
        keys = [key for key in queue if key.data != "_Flush"]
        queue.clear()
        self._leaving = any(key.key == Keys.ControlC for key in keys)
        self.gate.ignored = len(keys)
        self.gate.close()

    def _fail(self, _loop: object, context: dict[str, Any]) -> None:
        """Something failed while a key was handled or the screen was drawn."""
        error = context.get("exception")
        gone = isinstance(error, OSError)  # the terminal cannot be written to
        self._finish(EOFError() if gone or error is None else error)

    def _leave(self, name: str = "SIGINT") -> None:
        self._finish(KeyboardInterrupt() if name == "SIGINT" else Terminated())

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()

        @keys.add(Keys.ControlC, eager=True)
        def _ctrl_c(_event: KeyPressEvent) -> None:
            self._leave()

        @keys.add(Keys.ControlD, eager=True)
        def _ctrl_d(_event: KeyPressEvent) -> None:
            self._finish(EOFError())

        @keys.add(Keys.ControlZ, eager=True)
        def _ctrl_z(_event: KeyPressEvent) -> None:
            self._suspend()

        return keys

    # ------------------------------------------------ drawing

    def _lay_out(self) -> None:
        size = self._output.get_size()
        roomy = size.columns >= MIN_COLUMNS and size.rows >= MIN_ROWS
        self._app.layout = self._view.layout if roomy else self._too_small

    def _before_drawing(self) -> None:
        self._lay_out()
        self._drawing = self.gate.state == DRAWING
        self._view.frame.ignored = self.gate.ignored
        if hasattr(self._output, "before_drawing"):
            self._output.before_drawing = self._fence if self._drawing else None

    def _fence(self) -> str:
        """What is written behind the drawing of a new view."""
        drain = getattr(self._input, "drain", list)  # another input has nothing to drain
        self._feed(drain())
        patience = self.gate.drawn()
        self._timer.cancel()
        self._timer = self._loop.call_later(patience, self._lose_patience)
        self._output.before_drawing = None  # type: ignore[attr-defined]
        return STATUS_REQUEST

    def _after_drawing(self) -> None:
        if self._drawing and not hasattr(self._output, "before_drawing"):
            self.gate.state = OPEN  # an output that is not a terminal of our own
        self._drawing = False
        if self.gate.ignored != self._view.frame.ignored:
            self._app.invalidate()

    def _lose_patience(self) -> None:
        self._feed(self.gate.lost_patience())
        self._app.invalidate()

    def _feed(self, keys: list[Any]) -> None:
        if keys:
            self._app.key_processor.feed_multiple(keys)
            self._loop.call_soon(self._app.key_processor.process_keys)

    # ------------------------------------------------ signals

    def _watch_signals(self) -> None:
        if sys.platform == "win32":
            return
        for name in LEAVING:
            self._loop.add_signal_handler(getattr(signal, name), self._leave, name)
        self._loop.add_signal_handler(signal.SIGTSTP, self._suspend)
        self._loop.add_signal_handler(signal.SIGCONT, self._resume)

    def _suspend(self) -> None:
        """Give the terminal to the shell until the program is called back with `fg`."""
        if sys.platform != "win32" and self._running is not None:
            self._loop.create_task(self._stop())

    async def _stop(self) -> None:
        async with in_terminal():
            self._loop.remove_signal_handler(signal.SIGTSTP)
            self._stopped = True
            os.kill(os.getpid(), signal.SIGTSTP)
            self._loop.add_signal_handler(signal.SIGTSTP, self._suspend)

    def _resume(self) -> None:
        """Take the terminal back, whatever the shell has done to it."""
        if self._stopped:  # it was given away and is taken back in `_stop`
            self._stopped = False
            return
        self._input.raw_mode().__enter__()
        self._app.renderer.reset()
        self._app.invalidate()


async def _first_of(*futures: asyncio.Future[Any]) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


def _guarded_input(gate: Gate) -> Input:
    if sys.platform == "win32":
        return create_input()
    from .gate import GuardedInput

    guarded = GuardedInput(sys.stdin)
    guarded.guard(gate)
    return guarded


def _output() -> Output:
    if sys.platform == "win32":
        return create_output()
    from .gate import FencedOutput

    output = FencedOutput.from_pty(sys.stdout, term=os.environ.get("TERM"))
    assert isinstance(output, FencedOutput)
    return output
