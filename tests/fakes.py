"""A prompter that answers from a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sciatica_cli.core.conditions import Answer
from sciatica_cli.core.questions import Question
from sciatica_cli.interview.prompter import MenuItem, Prompt
from sciatica_cli.report.blocks import Block
from sciatica_cli.report.formatting import answer_text
from sciatica_cli.report.text import write_text
from sciatica_cli.report.write import Look


class ScriptedPrompter:
    """Answers questions by name and menus from a list, and records everything it is asked.

    When the list of menu choices is used up, it chooses the first item.
    """

    redraws = False

    def __init__(
        self, answers: dict[str, Any] | Callable[[Prompt], Any], choices: list[str] | None = None
    ) -> None:
        self.answers = answers
        self.choices = choices or []
        self.prompts: list[Prompt] = []
        self.menus: list[tuple[MenuItem, ...]] = []
        self.titles: list[str] = []
        self.confirmed: list[bool] = []
        self.shown: list[str] = []
        self.lines_read: list[str] = []
        self.typed: list[str | None] = []
        self.look = Look()

    def ask(self, prompt: Prompt) -> Any:
        self.prompts.append(prompt)
        if callable(self.answers):
            return self.answers(prompt)
        answer = self.answers[prompt.question.id]
        return answer.next() if isinstance(answer, InTurn) else answer

    def show(self, blocks: tuple[Block, ...]) -> None:
        self.shown.append(write_text(blocks))

    def show_answer(self, question: Question, answer: Answer) -> None:
        self.shown.append(f"{question.id}: {answer_text(question, answer)}")

    def menu(
        self, title: str, items: tuple[MenuItem, ...], confirm: bool = False, back: str = ""
    ) -> str:
        self.titles.append(title)
        self.confirmed.append(confirm)
        self.menus.append(items)
        chosen = self.choices.pop(0) if self.choices else items[0].id
        return back or chosen if chosen == "esc" else chosen

    def read_line(self, text: str, proposal: str = "", typed: str = "") -> str | None:
        self.lines_read.append(text)
        return self.typed.pop(0) if self.typed else ""

    def close(self) -> bool:
        return False

    @property
    def asked(self) -> list[str]:
        """The names of the questions, in the order asked."""
        return [prompt.question.id for prompt in self.prompts]


class InTurn:
    """A different answer each time the question is asked; the last one is repeated."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def next(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
