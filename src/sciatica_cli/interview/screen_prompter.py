"""Asks on one screen that is drawn anew for each question.

The session checks every answer, so nothing here has to be trusted.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import questionary
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text

from ..core.conditions import Answer
from ..core.questions import NumberQuestion, Question, ScaleQuestion
from ..report.blocks import Banner, Block, Bullet, Paragraph, Section
from ..report.write import Look, choose_look, draw
from . import strings
from .frame import Frame, Shown, View, joined
from .lists import ListView
from .pane import KEY_GAP, Line, wrap
from .picture import Picture
from .prompter import REVIEW, SAVE, MenuItem, Prompt, keys_of, read_number, scale_ends
from .screen import Screen
from .widgets import PageView, ScaleView, TextView


class ScreenPrompter:
    redraws = True

    def __init__(self, no_color: bool = False, **streams: Any) -> None:
        """Raises an exception of prompt_toolkit if it cannot drive this terminal."""
        self.no_color = no_color
        self.screen = Screen(no_color or bool(os.environ.get("NO_COLOR")), **streams)
        self._shown: tuple[Block, ...] = ()
        self._unfinished: tuple[str, View] | None = None  # a question that is not answered yet

    @property
    def look(self) -> Look:
        return choose_look(True, no_color=self.no_color)

    def show(self, blocks: tuple[Block, ...]) -> None:
        """Show blocks above whatever is asked next."""
        self._shown += blocks

    def ask(self, prompt: Prompt) -> object:
        """Ask, with what was ticked or typed before the person went to save or to the review."""
        question, view = prompt.question, self._view(prompt)
        if self._unfinished is not None and self._unfinished[0] == question.id:
            new, view = view, self._unfinished[1]
            view.show_again(new)
        given = self.screen.ask(view)
        if given is SAVE or (given is REVIEW and prompt.default is None):
            self._unfinished = question.id, view
        elif self._unfinished is not None and self._unfinished[0] == question.id:
            self._unfinished = None
        if isinstance(question, NumberQuestion) and isinstance(given, str):
            keeps = not given.strip() and prompt.default is not None
            return prompt.default if keeps else read_number(given)
        return given

    def _view(self, prompt: Prompt) -> View:
        question = prompt.question
        if isinstance(question, ScaleQuestion):
            default = prompt.default if isinstance(prompt.default, int) else None
            frame, ends = self._frame(prompt, strings.KEYS_SCALE), scale_ends(question)
            return ScaleView(frame, question.minimum, question.maximum, default, ends)
        if isinstance(question, NumberQuestion):
            limits = strings.number_range(question.minimum, question.maximum, question.unit)
            keeps = "" if prompt.default is None else f", {strings.ENTER_KEEPS} {prompt.default}"
            return TextView(self._frame(prompt, strings.KEYS_NUMBER), f"{limits}{keeps}: ")
        return self._list(prompt)

    def show_answer(self, question: Question, answer: Answer) -> None:
        """Nothing: no answer stays on the screen."""

    def menu(
        self, title: str, items: tuple[MenuItem, ...], confirm: bool = False, back: str = ""
    ) -> str:
        by_letter = all(item.key for item in items)
        if by_letter and not confirm:
            return self._page_menu(items, back)
        keys = strings.menu_keys(by_letter, bool(back))
        below = _without_banner(self._shown)
        frame = Frame(title, keys, shown=self._take_shown(), shown_below=self._drawn(below))
        default = None if by_letter else items[0].id
        view = ListView(frame, _menu_choices(items), default, navigation=False, back=back or None)
        return str(self.screen.ask(view))

    def read_line(self, text: str, proposal: str = "", typed: str = "") -> str | None:
        label, _, hint = text.partition("\n")
        keys = strings.KEYS_NAME if proposal else strings.KEYS_TEXT
        frame = Frame(hint, keys, shown=self._take_shown())
        given = self.screen.ask(TextView(frame, f"{label} ", navigation=False, typed=typed))
        return given.strip() or proposal if isinstance(given, str) else None

    def close(self) -> bool:
        self.screen.close()
        return True

    def _page_menu(self, items: tuple[MenuItem, ...], back: str) -> str:
        """A page, with what can be chosen in the key line."""
        keys = KEY_GAP.join((strings.KEYS_SCROLL, *(f"{item.key} {item.label}" for item in items)))
        page = self._take_shown() or (lambda _width: [])
        chosen = {item.key: item.id for item in items}
        view = PageView(Frame("", keys), page, chosen, back or None)
        return str(self.screen.ask(view))

    def _list(self, prompt: Prompt) -> ListView:
        question = prompt.question
        keys = keys_of(question)
        choices = [
            questionary.Choice(question.label(value), value, shortcut_key=keys[value] or False)
            for value in question.values
        ]
        letters = {letter: value for value, letter in question.letters.items()}
        aliases = {key: value for key, value in letters.items() if key not in keys.values()}
        if not question.several:
            return ListView(
                self._frame(prompt, strings.KEYS_ONE), choices, prompt.default, aliases=aliases
            )
        ticked = prompt.default if isinstance(prompt.default, tuple) else ()
        picture = Picture(prompt.drawing) if prompt.drawing else None
        frame = self._frame(prompt, strings.KEYS_MANY)
        return ListView(frame, choices, ticked=ticked, picture=picture)

    def _frame(self, prompt: Prompt, keys: str) -> Frame:
        return Frame(
            prompt.text,
            keys,
            heading=prompt.heading,
            why=prompt.why,
            message=prompt.message,
            progress=prompt.progress,
            shown=self._take_shown(),
        )

    def _take_shown(self) -> Shown | None:
        """What is shown above the next view, at any width."""
        blocks, self._shown = self._shown, ()
        return self._drawn(blocks)

    def _drawn(self, blocks: tuple[Block, ...]) -> Shown | None:
        if not blocks:
            return None

        @cache
        def drawn(width: int) -> StyleAndTextTuples:
            if all(isinstance(block, Paragraph | Bullet) for block in blocks):
                # Plain sentences do not need rich, and importing it would delay the first question.
                return joined([line for block in blocks for line in _sentence(block, width)])
            look = self.look
            text = draw(blocks, Look(look.style, width - 1, look.utf8))
            return to_formatted_text(ANSI(text.rstrip("\n")))

        return drawn


def _sentence(block: Block, width: int) -> list[Line]:
    assert isinstance(block, Paragraph | Bullet)
    mark = " - " if isinstance(block, Bullet) else ""
    return [[("", line)] for line in wrap(mark + block.text, width - 1, " " * len(mark))]


def _without_banner(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """For a small window: what to do first, then why. The question repeats what a banner says."""
    if not any(isinstance(block, Banner) for block in blocks):
        return ()
    rest = (block for block in blocks if not isinstance(block, Banner))
    return tuple(sorted(rest, key=lambda block: not isinstance(block, Section)))


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
