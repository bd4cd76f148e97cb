"""Reads what it can of a text that is not quite JSON, so that no fault hides an emergency."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Given = dict[str, list[object]]

# A text in quotation marks (perhaps cut off), a mark of JSON, or anything else without a blank.
# Possessive, as going back would only cost memory.
TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[{}\[\],:]|[^\s"{}\[\],:]++|\\', re.DOTALL)
OPENING, CLOSING, MARKS = "{[", "}]", "{}[],:"
BLANKS = " \t\r\n,"  # and a comma, after a value
WORD = re.compile(r"[a-z][a-z0-9_]*")
CONSTANTS = {"true": True, "false": False, "null": None}
AROUND = " \t\r\n'\u2018\u2019"  # a value or a word
CURLY = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f", '"'))  # as word processors write
CUT = "\\"  # ends a text that is cut off: its last value may be, too, unless something follows it
ENDS = '"', "]"  # of values that are certainly whole
UNREADABLE = object()


def readable_objects(text: str) -> tuple[Given, ...]:
    """Every value of each key that can be read, for each object at the top of the text.

    A text that is cut off counts as far as it goes: an object with its whole keys, a list with its
    whole items. A value that cannot be read is left out. Names may lack quotation marks, or have
    the wrong ones. The text may itself be a JSON string, and its beginning may be missing.
    """
    if text.startswith('"'):
        whole = _read(text)
        text = whole if isinstance(whole, str) else text
    if '"' not in text:
        text = text.translate(CURLY)
    bodies = tuple(_objects(text)) or (text + CUT, f'"{text}{CUT}')  # cut off within a text or not
    return tuple(map(_values_by_key, bodies))


def _objects(text: str) -> Iterator[str]:
    """The inside of the braces of each object, be it alone, after others, or in a list."""
    depth = start = 0
    outer = 1 if text.lstrip().startswith("[") else 0
    for token in TOKEN.finditer(text):
        mark = token[0]
        if mark in OPENING:
            depth += 1
            if mark == "{" and depth == outer + 1:
                start = token.end()
        elif mark in CLOSING:
            if depth == outer + 1 and mark == "}" and start:
                yield text[start : token.start()]
                start = 0
            depth = max(0, depth - 1)
    if start:
        yield text[start:] + CUT


def _values_by_key(body: str) -> Given:
    """Whatever comes before a colon is a key, so that a missing or extra comma does no harm."""
    values: Given = {}
    if ":" not in body:
        return values
    name, start, depth = "", 0, 0
    before: re.Match[str] | None = None  # the text or name before this token
    for token in TOKEN.finditer(body):
        mark = token[0]
        if mark == ":" and depth == 0 and before is not None:
            values.setdefault(name, []).append(_read_value(body[start : before.start()]))
            name, start = str(_read(before[0])), token.end()
        depth += (mark in OPENING) - (mark in CLOSING)
        before = None if mark in MARKS or depth else token
    values.setdefault(name, []).append(_read_value(body[start:]))
    values.pop("")
    return values


def _read_value(text: str) -> object:
    """A value, or what can be read of the items of a list, whose brackets may be missing."""
    text = text.rstrip(BLANKS)
    is_cut = text.endswith(CUT)
    whole = text.removesuffix(CUT).rstrip(BLANKS)
    if whole.endswith(ENDS) or text != whole + CUT:
        text = whole
    value = _read(text)
    if value is not UNREADABLE:
        return value
    text = text.strip()
    if text.startswith("["):
        return [_read(item) for item in _items(text.removesuffix(CUT)[1:])]
    parts = list(_items(text))[: 1 if is_cut else None]  # what is behind it may be the next key
    items = [item for item in map(_read, parts) if item is not UNREADABLE] or [UNREADABLE]
    return items if len(items) > 1 else items[0]


def _items(text: str) -> Iterator[str]:
    """The parts of a list between its own commas, up to its end."""
    depth = start = end = 0
    for token in TOKEN.finditer(text):
        mark, end = token[0], token.start()
        depth += (mark in OPENING) - (mark in CLOSING)
        if depth < 0:
            break
        if mark == "," and depth == 0:
            yield text[start:end]
            start = token.end()
    else:
        end = len(text)
    yield text[start:end]


def _read(text: str) -> object:
    word = text.strip(AROUND)
    if not word or WORD.fullmatch(word):  # before the rest, as it costs little
        return CONSTANTS.get(word, word) if word else UNREADABLE
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return UNREADABLE
    return value
