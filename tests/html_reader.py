"""Reads HTML as a person does: its words in order, its headings and its elements."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sciatica_cli.report import strings

VOID = {"meta", "br", "hr", "img", "link", "input"}
MARKS = str.maketrans("", "", ':-()•|·=;"')
NOT_IN_TEXT = {"figure", "style", "title"}  # elements whose words the plain text lacks


class Reader(HTMLParser):
    """Collects the words of a page as a person would read them, and its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        hidden = NOT_IN_TEXT & set(self.open)
        if not hidden or ("figcaption" in self.open and "figure" in self.open):
            for label in (
                strings.HELPS,
                strings.SURE,
            ):  # the titles of columns, where no columns are
                data = data.removeprefix(f"{label}: ")
            self.words += data.casefold().translate(MARKS).split()

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]
