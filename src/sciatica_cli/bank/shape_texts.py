"""Field types for texts. The class of a field is the role of its text, by which lint checks it."""

from __future__ import annotations

from typing import Any

from ..core.faults import shown
from ..core.placeholders import WORDS, unknown_placeholders
from .shape import REQUIRED, Field
from .yaml_source import Node

MAX_LABEL = 74  # characters; lint warns of those over 59 that name no time


class Text(Field):
    """Whole sentences for people; a `deadline` one says how soon to act."""

    def __init__(
        self,
        description: str,
        *examples: object,
        default: Any = REQUIRED,
        deadline: bool = False,
        max_length: int = 0,
    ) -> None:
        super().__init__(description, *examples, default=default)
        self.deadline = deadline
        self.max_length = max_length

    def read(self, node: Node) -> str:
        text = node.text()
        if self.max_length and len(text) > self.max_length:
            node.fault("long_label", f"a label has at most {self.max_length} characters")
        return text


class Filled(Text):
    """Whole sentences with placeholders such as `{doctor}`, which the page fills in."""

    def read(self, node: Node) -> str:
        text = super().read(node)
        for name in unknown_placeholders(text):
            message = f'nothing is filled in for "{{{shown(name)}}}"'
            node.unknown("unknown_place", message, name, (*WORDS, "in_14_days"))
        return text


class Phrase(Text):
    """A few words for people: a title, a name or a part of a sentence."""


class Label(Phrase):
    """What a choice is called. The page and the ear meet it without the other choices."""

    def __init__(self, description: str, *examples: object, default: Any = REQUIRED) -> None:
        super().__init__(description, *examples, default=default, max_length=MAX_LABEL)


class Reference(Text):
    """A text for clinicians and reviewers, or a number; it need not be plain language."""
