"""A prompter that answers from a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sciatica_cli.core.questions import Question
from sciatica_cli.interview.prompter import Ask, Pick
from sciatica_cli.report.blocks import Block
from sciatica_cli.report.text import write_text
from sciatica_cli.report.write import Look


class Scripted:
    """Answers by question name; menus and lines from queues; remembers all that was said."""

    def __init__(
        self,
        answers: dict[str, Any] | Callable[[Ask], Any],
        picks: list[str] | None = None,
        lines: list[str] | None = None,
    ) -> None:
        self.answers = answers
        self.picks = picks or []
        self.lines = lines or []
        self.asked: list[Ask] = []
        self.menus: list[tuple[Pick, ...]] = []
        self.titles: list[str] = []
        self.confirmed: list[bool] = []
        self.said: list[str] = []
        self.look = Look()

    def ask(self, ask: Ask) -> Any:
        self.asked.append(ask)
        if callable(self.answers):
            return self.answers(ask)
        given = self.answers[ask.question.id]
        if isinstance(given, Script):
            return given.next()
        return given

    def show(self, blocks: tuple[Block, ...]) -> None:
        self.said.append(write_text(blocks))

    def note(self, question: Question, text: str) -> None:
        self.said.append(f"{question.id}: {text}")

    def pick(self, title: str, picks: tuple[Pick, ...], confirm: bool = False) -> str:
        self.titles.append(title)
        self.confirmed.append(confirm)
        self.menus.append(picks)
        return self.picks.pop(0) if self.picks else picks[0].id

    def line(self, prompt: str) -> str:
        return self.lines.pop(0) if self.lines else ""

    @property
    def names(self) -> list[str]:
        return [ask.question.id for ask in self.asked]


class Script:
    """One answer after another for the same question; the last one stays."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def next(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
