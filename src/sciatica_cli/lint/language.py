"""Checks the language of each text by its role, which is the class of its field."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator

from ..bank.shape import Block, Entries, Field, ListOf, Variants
from ..bank.shape_file import FILE
from ..bank.shape_texts import Label, Phrase, Reference, Text
from ..bank.yaml_source import Node
from ..core.faults import shown
from .diagnostics import NOTE, WARNING, Issue, Path, QuestionsFile
from .verbs import has_finite_verb

HARDEST = 9  # school grade: about 15 years of age
SHORTEST = 10  # words; the formula for the grade is meaningless for fewer

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


# ------------------------------------------------ reading level


def check_readability(file: QuestionsFile) -> Iterator[Issue]:
    """Texts for people that are hard to read."""
    if not can_grade():
        message = "the reading level of the texts was not checked"
        yield Issue((), NOTE, "not_graded", message, "pip install 'sciatica-cli[lint]'")
        return
    for path, field, text in texts_of(file):
        if not isinstance(field, Reference) and (level := grade(text)) > HARDEST:
            message = f"hard to read: school grade {level:.1f}, should be {HARDEST} at most"
            yield Issue(path, WARNING, "hard_text", message, "shorter sentences and words")


def can_grade() -> bool:
    """Whether the optional library is installed."""
    return importlib.util.find_spec("textstat") is not None


def grade(text: str) -> float:
    """The Flesch-Kincaid school grade of an English text; 0 for very short texts."""
    if len(text.split()) < SHORTEST:
        return 0
    import textstat  # slow to import

    return float(textstat.flesch_kincaid_grade(text))


# ------------------------------------------------ the texts of a file


def texts_of(file: QuestionsFile) -> Iterator[tuple[Path, Text, str]]:
    """Path, field and words of every text in a file without faults."""
    root = file.nodes.get(())
    return texts(FILE, root) if root is not None else iter(())  # one that was made by code


def texts(field: Field, node: Node, path: Path = ()) -> Iterator[tuple[Path, Text, str]]:
    """Path, field and words of every text in a value.

    Args:
        field: describes the value.
        node: the value.
        path: where it is in the file.
    """
    match field:
        case Text():
            yield path, field, words_of(node)
        case ListOf():
            for number, item in enumerate(node.items()):
                # a single value counts as a list of one, at its own path
                inner = (*path, str(number)) if node.is_sequence() else path
                yield from texts(field.item, item, inner)
        case Block() | Entries() | Variants():
            for key, value in node.pairs():
                yield from texts(_field_of(field, node, key.word()), value, (*path, key.word()))


def _field_of(field: Block | Entries | Variants, node: Node, key: str) -> Field:
    match field:
        case Entries():
            return field.entry
        case Variants():
            return _field_of(field.block_of(node), node, key)
    return field.fields[key]


def words_of(node: Node) -> str:
    """A text as written, on one line."""
    return " ".join(str(node.node.value).split())
