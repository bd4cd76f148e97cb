"""The interview with arrows, digits and boxes to tick, on the terminal of this process.

What the widgets return is never trusted: the session checks every answer (some keys make
questionary return an empty text, others the first line).
"""

from __future__ import annotations

import os
from typing import Any

# Asking the terminal for its cursor stalls inside tmux or over ssh.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

import questionary
from prompt_toolkit.output import ColorDepth, create_output

from ..core.faults import clean
from ..core.questions import ManyQuestion, NumberQuestion, Question, ScaleQuestion, YesNoQuestion
from ..report import strings
from ..report.blocks import Block, Bullet, Paragraph
from ..report.text import write_text
from ..report.write import Look, choose_look, draw
from . import widgets
from .prompter import Ask, Navigation, Pick, scale_ends, trace
from .scale import Scale, ask_scale

STYLE = questionary.Style(
    [
        ("question", "bold"),
        ("message", "bold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("separator", "bold"),
        ("selected", ""),
        ("scrollbar.background", "noreverse"),
        ("scrollbar.button", "reverse"),
    ]
)
YES_NO_KEYS = {"yes": "y", "no": "n", "unsure": "u"}


class QuestionaryPrompter:
    """Asks with widgets."""

    def __init__(self, no_color: bool = False) -> None:
        """Look at the terminal; raises what prompt_toolkit raises where it cannot drive one."""
        create_output()
        self.no_color = no_color
        self.options: dict[str, Any] = {"style": STYLE, "erase_when_done": True}
        if no_color or os.environ.get("NO_COLOR"):
            self.options["color_depth"] = ColorDepth.MONOCHROME

    @property
    def look(self) -> Look:
        return choose_look(True, no_color=self.no_color)

    def show(self, blocks: tuple[Block, ...]) -> None:
        look = self.look
        if all(isinstance(block, Paragraph | Bullet) for block in blocks):
            # Plain sentences need no rich, whose import would delay the first question.
            for line in write_text(blocks, look.width).splitlines():
                print(clean(line))
        else:
            print(draw(blocks, look), end="")

    def ask(self, ask: Ask) -> object:
        question = ask.question
        if isinstance(question, ScaleQuestion):
            return self._scale(ask, question)
        if isinstance(question, NumberQuestion):
            return self._number(ask, question)
        return self._tick(ask) if isinstance(question, ManyQuestion) else self._choose(ask)

    def note(self, question: Question, text: str) -> None:
        self.show((Bullet(trace(question, text)),))

    def pick(self, title: str, picks: tuple[Pick, ...], confirm: bool = False) -> str:
        lettered = all(pick.key for pick in picks)
        keys = strings.KEYS_MENU
        if lettered:
            keys = strings.KEYS_LETTERS if confirm else strings.KEYS_LETTER
        ids = [pick.id for pick in picks]
        while True:
            frame = widgets.Frame(title, keys)
            given = widgets.choose_one(
                frame,
                _lines(picks),
                None,
                lettered and not confirm,
                strings.CHOOSE_A_KEY if lettered and not confirm else "",
                **self.options,
            ).unsafe_ask()
            if given in ids:
                return str(given)

    def line(self, prompt: str) -> str:
        given = questionary.text(prompt, qmark="", **self.options).unsafe_ask()
        return given if isinstance(given, str) else ""

    def _choose(self, ask: Ask) -> object:
        question = ask.question
        yes_no = isinstance(question, YesNoQuestion)
        choices = [
            questionary.Choice(
                question.label(value), value, shortcut_key=YES_NO_KEYS[value] if yes_no else True
            )
            for value in question.values
        ]
        default = next((choice for choice in choices if choice.value == ask.default), None)
        if question.danger:  # one slip must neither raise nor hide an alarm
            keys = strings.KEYS_CONFIRM_YES_NO if yes_no else strings.KEYS_CONFIRM
        else:
            keys = strings.KEYS_YES_NO if yes_no else strings.KEYS_CHOICE
        return widgets.choose_one(
            _frame(ask, keys),
            choices,
            default,
            not question.danger,
            strings.CHOOSE_A_LINE,
            **self.options,
        ).unsafe_ask()

    def _tick(self, ask: Ask) -> object:
        ticked = ask.default if isinstance(ask.default, tuple) else ()
        choices = [
            questionary.Choice(ask.question.label(value), value, checked=value in ticked)
            for value in ask.question.values
        ]
        frame = _frame(ask, strings.KEYS_MANY)
        return widgets.tick_some(
            frame, choices, strings.NOTHING_TICKED, **self.options
        ).unsafe_ask()

    def _scale(self, ask: Ask, question: ScaleQuestion) -> object:
        default = ask.default if isinstance(ask.default, int) else None
        scale = Scale(question.minimum, question.maximum, default, scale_ends(question))
        return ask_scale(_frame(ask, strings.KEYS_SCALE), scale, **self.options).unsafe_ask()

    def _number(self, ask: Ask, question: NumberQuestion) -> object:
        limits = strings.limits(question.minimum, question.maximum, question.unit)
        keeps = "" if ask.default is None else f"{strings.ENTER_KEEPS} {ask.default}; "
        frame = _frame(ask, f"{limits}; {keeps}{strings.KEYS_NUMBER}")
        given = widgets.typed(frame, qmark="", **self.options).unsafe_ask()
        if isinstance(given, Navigation):
            return given
        typed = given.strip() if isinstance(given, str) else ""
        if not typed and ask.default is not None:
            return ask.default
        is_number = typed.isascii() and typed.isdigit() and len(typed) < 5
        return int(typed) if is_number else typed


def _frame(ask: Ask, keys: str) -> widgets.Frame:
    why = f"{ask.why}\n{strings.KEYS_MORE}"
    return widgets.Frame(ask.question.ask, keys, ask.heading, why, ask.message)


def _lines(picks: tuple[Pick, ...]) -> list[questionary.Choice]:
    """The lines of a menu, with a heading where a new group starts."""
    lines: list[questionary.Choice] = []
    group = ""
    for pick in picks:
        if pick.group != group:
            group = pick.group
            lines.append(questionary.Separator(f"-- {group}"))
        lines.append(questionary.Choice(pick.label, pick.id, shortcut_key=pick.key or False))
    return lines
