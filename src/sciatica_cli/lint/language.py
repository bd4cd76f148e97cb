"""Checks the language of each text by the part it plays, which is the class of its field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..bank.shape_texts import Label, Phrase, Reference
from ..core.faults import shown
from .diagnostics import WARNING, Issue, QuestionsFile
from .texts import texts_of
from .verbs import has_finite_verb

BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])[\"”)]*\s+(?=[\"“(]?[A-Z0-9{])")
CAPITAL = re.compile(r"[\"“(]?(?:[^\W_a-z]|\{)")  # or a digit, or a place that is filled in
STOP = re.compile(r"[.?!][\"”)]*\Z")
CUT_SHORT = re.compile(  # "and 3 more times" leaves nothing out
    r"\(\+ ?\d+\)|\band (?:\d+|one|two|three|some|several) more(?=[.,;:)]|\Z)", re.IGNORECASE
)
SYMBOL = re.compile(r"[<>≤≥]|\[[ xX]?\]")
CHOOSE_LAST = re.compile(r"\b(?:choose|pick|take|tick) the (?:last|lowest)\b", re.IGNORECASE)
NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|ten|twelve)"
UNIT = r"(?:minute|hour|day|night|week|month|year)s?"
RANGE = re.compile(
    rf"\b{NUMBER}(?: ?[-–] ?| to | or | and ){NUMBER} {UNIT}\b",
    re.IGNORECASE,
)
# "Yes, it began ..." repeats what was asked; "it hurts" and "it is hard to ..." need no noun.
IT = re.compile(r"it\b(?! (?:hurts|is (?:hard|easy|difficult|not easy) to)\b)", re.IGNORECASE)
NAMES_SOMETHING = re.compile(r"\b(?:the|this|that|your|their|an?) ", re.IGNORECASE)
NO_NOUN_FOLLOWS = r"(?:\Z|[,.;]| (?:as|at|but|for|in|now|or|since)\b)"
SAME_OR_SUCH = re.compile(
    rf"(?:(?:yes|no),? )?(?:(?:(?:about|much) )?the same{NO_NOUN_FOLLOWS}|such\b)", re.IGNORECASE
)
# A plain word for each, which may also explain it by coming first: "a narrow spine (stenosis)".
JARGON = {
    "analgesic": "painkiller",
    "clinician": "doctor",
    "faeces": "poo",
    "spell": "attack",
    "stenosis": "narrow",
    "urinate": "pee",
    "urine": "pee",
}


def check_language(file: QuestionsFile) -> Iterator[Issue]:
    """Texts for people that are cut short, or that are not in the words people say."""
    asked: dict[str, str] = {}  # by the name of the question
    for path, field, text in texts_of(file):
        if isinstance(field, Reference):
            continue
        if path[-1] == "ask":
            asked[path[1]] = text
        found = [*_anywhere(text)]
        if isinstance(field, Label):
            found += _label(text, asked[path[1]])
        if not isinstance(field, Phrase):
            found += _sentences(text)
        if field.deadline and (span := RANGE.search(text)):
            hint = "give one deadline, and a date where the page knows it"
            found.append(("deadline_range", f'"{span[0]}" is a range', hint))
        for code, message, hint in found:
            yield Issue(path, WARNING, code, message, hint)


Found = Iterator[tuple[str, str, str]]  # code, message, hint


def _anywhere(text: str) -> Found:
    if match := CUT_SHORT.search(text):
        yield "cut_short", f'"{match[0]}" hides something', "name everything, or leave it out"
    if match := SYMBOL.search(text):
        yield "symbol", f'"{match[0]}" in a text for people', "say it in words"
    if match := CHOOSE_LAST.search(text):
        hint = "split the question; the last line may be the one for not sure"
        yield "choose_last", f'"{match[0]}" depends on the order of a list', hint
    for word, plain in JARGON.items():
        match = re.search(rf"\b{word}s?\b", text, re.IGNORECASE)
        if match and plain not in text[: match.start()].lower():
            yield "jargon", f'"{match[0]}" is not a word that people use', f'say "{plain}"'


def _label(text: str, asked: str) -> Found:
    hint = "name what is meant: on the page the label stands alone"
    if SAME_OR_SUCH.match(text) or (IT.match(text) and not NAMES_SOMETHING.search(asked)):
        yield "no_noun", "nothing before this label says what it means", hint


def _sentences(text: str) -> Found:
    if not CAPITAL.match(text):
        yield "no_capital", "a sentence that begins with a small letter", "begin with a capital"
    if not STOP.search(text):
        hint = "end it with a full stop or a question mark"
        yield "no_full_stop", "a sentence without an end", hint
    for sentence in BETWEEN_SENTENCES.split(text):
        if not has_finite_verb(sentence):
            message = f'no verb in "{shown(sentence)}"'
            yield "no_verb", message, "write a whole sentence, such as a colleague would say"
