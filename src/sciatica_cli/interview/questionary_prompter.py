"""The interview with arrows and boxes to tick: questionary, used only here and only on a terminal.

What it returns is never trusted: the session checks every answer (some keys make it return an
empty text, others the first line).
"""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import Any

# Asking the terminal for its cursor stalls inside tmux or over ssh.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth

from ..core.answers import allowed_values
from ..core.conditions import Answer
from ..core.model import NONE, Question
from ..report import wording
from ..report.blocks import Block, Paragraph
from ..report.text import readable, write_text
from ..report.write import for_stream
from .prompter import BACK, Ask, Pick, trace

HELP = object()
STYLE = questionary.Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", ""),
        ("instruction", ""),
    ]
)


class QuestionaryPrompter:
    """Asks with questionary on the terminal of this process."""

    def __init__(self, no_color: bool = False) -> None:
        self.no_color = no_color
        self.options: dict[str, Any] = {"style": STYLE, "qmark": "", "erase_when_done": True}
        if no_color or os.environ.get("NO_COLOR"):
            self.options["color_depth"] = ColorDepth.MONOCHROME

    def show(self, blocks: tuple[Block, ...]) -> None:
        if all(isinstance(block, Paragraph) for block in blocks):
            # Plain sentences need no rich, whose import would delay the first question.
            print(write_text(blocks, shutil.get_terminal_size().columns), end="")
        else:
            print(for_stream(blocks, True, no_color=self.no_color), end="")

    def ask(self, ask: Ask) -> object:
        question = ask.question
        if ask.message:
            self.show((Paragraph(ask.message),))
        while True:
            widget = self._widget(question, ask.progress, ask.default)
            given = self._run(widget, question.kind == "many")
            if given is HELP:
                self.show((Paragraph(f"{wording.WHY}: {question.why}"),))
            elif question.kind in ("number", "scale"):
                return _as_number(given)
            elif given == []:
                # Enter alone is the likeliest slip: say what is missing, and stay.
                self.show((Paragraph(wording.NOTHING_TICKED),))
            else:
                return given

    def note(self, question: Question, text: str) -> None:
        self.show((Paragraph(f"  {trace(question, text)}"),))

    def pick(self, title: str, picks: tuple[Pick, ...]) -> str:
        while True:
            given = self._run(self._menu(title, picks))
            if given in [pick.id for pick in picks]:
                return str(given)

    def _menu(self, title: str, picks: tuple[Pick, ...]) -> questionary.Question:
        lettered = all(pick.key for pick in picks)
        choices = [
            questionary.Choice(pick.label, value=pick.id, shortcut_key=pick.key or None)
            for pick in picks
        ]
        return questionary.select(
            title,
            choices=choices,
            use_shortcuts=lettered,
            instruction=f"({wording.KEYS_LETTERS if lettered else wording.KEYS_MENU})",
            **self.options,
        )

    def line(self, prompt: str) -> str:
        given = self._run(questionary.text(prompt, **self.options))
        return given if isinstance(given, str) else ""

    def _widget(
        self, question: Question, progress: str, default: Answer | None
    ) -> questionary.Question:
        """The words of the question stand inside the widget, so that they are wiped with it."""
        width = readable(shutil.get_terminal_size().columns)
        words = [progress, *textwrap.wrap(question.ask, width - 1)]
        if question.kind in ("number", "scale"):
            words.append(_limits(question))
            typed = "" if default is None else str(default)
            return questionary.text("\n".join(words), default=typed, **self.options)
        many = question.kind == "many"
        message = "\n".join([*words, f"({wording.KEYS_MANY if many else wording.KEYS_CHOICE})"])
        chosen = default if isinstance(default, tuple) else (default,)
        values = allowed_values(question)
        choices = [
            questionary.Choice(question.label(v), value=v, checked=many and v in chosen)
            for v in values
        ]
        if many:
            start = next((c for c in choices if c.value in (chosen if default else (NONE,))), None)
            return questionary.checkbox(
                message,
                choices=choices,
                initial_choice=start,
                instruction=" ",
                **self.options,
            )
        return questionary.select(
            message,
            choices=choices,
            default=next((c for c in choices if c.value in chosen), None),
            use_shortcuts=True,
            instruction=" ",
            **self.options,
        )

    def _run(self, widget: questionary.Question, many: bool = False) -> object:
        """Run a widget with our keys: Shift+Tab goes back, ? explains, Ctrl-D leaves."""
        keys = KeyBindings()

        @keys.add(Keys.BackTab, eager=True)
        def _back(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        @keys.add("?", eager=True)
        def _help(event: KeyPressEvent) -> None:
            event.app.exit(result=HELP)

        @keys.add(Keys.ControlD, eager=True)
        def _leave(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError())

        if many:
            # One key must never tick every danger sign at once, as questionary lets it.
            for key in ("a", "i"):
                keys.add(key, eager=True)(lambda _event: None)

        own = widget.application.key_bindings
        widget.application.key_bindings = merge_key_bindings([own, keys] if own else [keys])
        return widget.unsafe_ask()


def _as_number(given: object) -> object:
    """Typed digits as a number; anything else is for the session to refuse."""
    typed = given.strip() if isinstance(given, str) else ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else given


def _limits(question: Question) -> str:
    low, high = (
        f"{n} {label}".rstrip()
        for n, label in (
            (question.minimum, question.low_label),
            (question.maximum, question.high_label),
        )
    )
    return f"({low} to {high} {question.unit}".rstrip() + ")"
