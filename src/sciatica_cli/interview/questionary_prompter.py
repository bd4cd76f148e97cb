"""Questions as widgets: lists, scales and text fields, on the terminal of this process.

The session checks every answer, because some keys make questionary return an empty text or the
first line of a list.
"""

from __future__ import annotations

import os
from typing import Any

# Querying the cursor position stalls inside tmux and over ssh.
os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

import questionary
from prompt_toolkit.output import ColorDepth, create_output

from ..core.faults import clean
from ..core.questions import NumberQuestion, Question, ScaleQuestion
from ..report.blocks import Block, Bullet, Paragraph
from ..report.text import write_text
from ..report.write import Look, choose_look, draw
from . import strings, widgets
from .prompter import MenuItem, Navigation, Prompt, scale_ends, visible_answer
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


class QuestionaryPrompter:
    def __init__(self, no_color: bool = False) -> None:
        """Raises an exception of prompt_toolkit if it cannot drive this terminal."""
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
            # Plain sentences do not need rich, and importing it would delay the first question.
            for line in write_text(blocks, look.width).splitlines():
                print(clean(line))
        else:
            print(draw(blocks, look), end="")

    def ask(self, prompt: Prompt) -> object:
        question = prompt.question
        if isinstance(question, ScaleQuestion):
            return self._ask_scale(prompt, question)
        if isinstance(question, NumberQuestion):
            return self._ask_number(prompt, question)
        return self._ask_many(prompt) if question.several else self._ask_one(prompt)

    def show_answer(self, question: Question, text: str) -> None:
        self.show((Bullet(visible_answer(question, text)),))

    def menu(self, title: str, items: tuple[MenuItem, ...], confirm: bool = False) -> str:
        with_letters = all(item.key for item in items)
        one_key = with_letters and not confirm
        keys = strings.KEYS_MENU
        if with_letters:
            keys = strings.KEYS_CONFIRM_LETTER if confirm else strings.KEYS_LETTER
        ids = [item.id for item in items]
        while True:
            chosen = widgets.choose_one(
                widgets.Frame(title, keys),
                _menu_choices(items),
                None,
                one_key,
                strings.CHOOSE_A_KEY if one_key else "",
                **self.options,
            ).unsafe_ask()
            if chosen in ids:
                return str(chosen)

    def read_line(self, text: str) -> str:
        typed = questionary.text(text, qmark="", **self.options).unsafe_ask()
        return typed if isinstance(typed, str) else ""

    def _ask_one(self, prompt: Prompt) -> object:
        question = prompt.question
        yes_no = bool(question.letters)
        choices = [
            questionary.Choice(
                question.label(value), value, shortcut_key=question.letters.get(value, True)
            )
            for value in question.values
        ]
        default = next((choice for choice in choices if choice.value == prompt.default), None)
        if question.danger:  # a slip of a key must not raise or hide an alarm
            keys = strings.KEYS_CONFIRM_YES_NO if yes_no else strings.KEYS_CONFIRM
        else:
            keys = strings.KEYS_YES_NO if yes_no else strings.KEYS_CHOICE
        return widgets.choose_one(
            _frame(prompt, keys),
            choices,
            default,
            not question.danger,
            strings.CHOOSE_A_LINE,
            **self.options,
        ).unsafe_ask()

    def _ask_many(self, prompt: Prompt) -> object:
        question = prompt.question
        ticked = prompt.default if isinstance(prompt.default, tuple) else ()
        choices = [
            questionary.Choice(question.label(value), value, checked=value in ticked)
            for value in question.values
        ]
        frame = _frame(prompt, strings.KEYS_MANY)
        return widgets.choose_many(
            frame, choices, strings.NOTHING_TICKED, **self.options
        ).unsafe_ask()

    def _ask_scale(self, prompt: Prompt, question: ScaleQuestion) -> object:
        default = prompt.default if isinstance(prompt.default, int) else None
        scale = Scale(question.minimum, question.maximum, default, scale_ends(question))
        return ask_scale(_frame(prompt, strings.KEYS_CONFIRM), scale, **self.options).unsafe_ask()

    def _ask_number(self, prompt: Prompt, question: NumberQuestion) -> object:
        limits = strings.number_range(question.minimum, question.maximum, question.unit)
        default = "" if prompt.default is None else f"{strings.ENTER_KEEPS} {prompt.default}; "
        frame = _frame(prompt, f"{limits}; {default}{strings.KEYS_NUMBER}")
        given = widgets.text_field(frame, qmark="", **self.options).unsafe_ask()
        if isinstance(given, Navigation):
            return given
        typed = given.strip() if isinstance(given, str) else ""
        if not typed and prompt.default is not None:
            return prompt.default
        is_number = typed.isascii() and typed.isdigit() and len(typed) < 5
        return int(typed) if is_number else typed


def _frame(prompt: Prompt, keys: str) -> widgets.Frame:
    why = f"{prompt.why}\n{strings.KEYS_MORE}"
    return widgets.Frame(prompt.question.ask, keys, prompt.heading, why, prompt.message)


def _menu_choices(items: tuple[MenuItem, ...]) -> list[questionary.Choice]:
    """The lines of a menu, with a heading at the start of each group."""
    lines: list[questionary.Choice] = []
    group = ""
    for item in items:
        if item.group != group:
            group = item.group
            lines.append(questionary.Separator(f"-- {group}"))
        lines.append(questionary.Choice(item.label, item.id, shortcut_key=item.key or False))
    return lines
