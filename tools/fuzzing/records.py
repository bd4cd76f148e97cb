"""Records of answers as text, right and wrong in every way that JSON allows and forbids."""

from __future__ import annotations

import gzip
import json
from random import Random

from sciatica_cli.core.answers import RESERVED, Answers
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.questions import ManyQuestion, NumberQuestion, Question

from .oracles import SHIPPED, emergencies

QUESTIONS = SHIPPED.questions
Pair = tuple[str, str]  # a key and its value, both as JSON, or as what somebody takes for it

# What may stand for a value. Quotes and brackets are balanced, so that the rest can be read.
UNUSUAL_VALUES = [
    "NaN", "-Infinity", "1e999", "-0", "44.0", "44.5", "1e2", "9" * 30, "9" * 5000, "0x1F", "01",
    "true", "false", "null", "True", "None", "undefined", "yes", "{}", "[]", "[[]]", '[["none"]]',
    '{"a": {"b": [1, {"c": null}]}}', '""', '" "', '"none"', '["none"]', '["none", "none"]',
    '"unsure"', '["unsure"]', '"Yes"', '"yes "', '"\\u0000"', '"\\ud800"', '"\\u001b[2J"',
    '"\u202egnp"', '"\u200d"', '"\U0001f468\u200d\U0001f469"', '"\uff14\uff14"', '"\x1b[31m"',
    '"' + "x" * 300 + '"', "[" * 40 + "]" * 40, "[" * 3000 + "]" * 3000, "'no'", "44,", "",
    "[1, 2, 3]", '["none", 1, null]', "-1", "999", "1 2", '"a" "b"', "// no\n1", "/* no */ 1",
]  # fmt: skip
RESERVED_VALUES = [
    '"A1"', "7", '"sciatica.answers/1"', '"sciatica.answers/2"', '"2026.11"', '"GB"', '"self"',
    '"helper"', '"level"', '"massage"', '"all"', "1795700000", "-1", '"\u00a0x"', '"x\\ny"', "1.0",
]  # fmt: skip
CUTS = ['"', "{", "}", "[", "]", ",", ":", "\\", "\x00", "\x1b", "\r\n", "\ufeff", "#", "'", " "]
ENCODINGS = ("utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32", "latin-1", "cp1252")


def valid_answer(question: Question, random: Random) -> object:
    """A valid answer, mostly the least severe one."""
    if isinstance(question, NumberQuestion):
        return random.randint(question.minimum, question.maximum)
    if random.random() < 0.7:
        least = question.least_severe
        return list(least) if isinstance(least, tuple) else least
    if isinstance(question, ManyQuestion):
        values = [value for value in question.values if value != "none"]
        return random.sample(values, min(len(values), random.choice([1, 1, 2, 4])))
    return random.choice(question.values)


def valid_record(random: Random) -> dict[str, object]:
    """Answers to the questions that are asked; sometimes to all, sometimes to few of them."""
    answers: Answers = {}
    asked = random.choice([1.0, 1.0, 0.9, 0.1])
    for question in QUESTIONS:
        if random.random() < asked:
            answers[question.id] = question.accept(valid_answer(question, random))  # type: ignore[assignment]
    if random.random() < 0.9:
        answers = dict(resolve(SHIPPED, answers).state.values)
    return {name: list(a) if isinstance(a, tuple) else a for name, a in answers.items()}


def unusual_pair(random: Random) -> Pair:
    """A key, perhaps misspelt, with a value that may be of another question or none at all."""
    question = random.choice(QUESTIONS)
    key = question.id
    roll = random.random()
    if roll < 0.15:
        key = random.choice([key.upper(), key[:-1], key + "_", "", " " + key, key + "\\u0000"])
    elif roll < 0.25:
        key = random.choice([*question.was, f"{key}_{random.randrange(9)}", "\x1b]0;x\x07"])
    elif roll < 0.4:
        return f'"{random.choice(RESERVED)}"', random.choice([*RESERVED_VALUES, *UNUSUAL_VALUES])
    values = [json.dumps(value) for value in (*question.values, valid_answer(question, random))]
    value = random.choice(UNUSUAL_VALUES) if random.random() < 0.6 else random.choice(values)
    return f'"{key}"', value if random.random() < 0.9 else f"[{value}, {value}]"


def make_record(random: Random) -> bytes:
    """A record as text, with anything from nothing to everything wrong with it."""
    pairs = [(json.dumps(k), json.dumps(v)) for k, v in valid_record(random).items()]
    if random.random() < 0.2:
        random.shuffle(pairs)
    for _ in range(random.choice([0, 1, 1, 1, 2, 3, 30])):
        place = random.randint(0, len(pairs))
        roll = random.random()
        if roll < 0.3 and pairs:
            pairs[place - 1] = (pairs[place - 1][0], unusual_pair(random)[1])
        elif roll < 0.4 and pairs:
            del pairs[place - 1]
        elif roll < 0.5 and pairs:
            pairs.insert(place, random.choice(pairs))
        else:
            pairs.insert(place, unusual_pair(random))
    inside = ", ".join(f"{key}: {value}" for key, value in pairs)
    start = "{"
    if random.random() < 0.4:  # an emergency that can be read, whatever follows
        start = random.choice(list(emergencies().values())).decode() + ", "
    return spoil((start + inside + "}").encode("utf-8", "replace"), random)


def spoil(text: bytes, random: Random) -> bytes:
    """Now and then break the text itself."""
    roll = random.random()
    if roll < 0.6:
        return text
    place = random.randint(0, len(text))
    if roll < 0.7:
        return text[:place]
    if roll < 0.85:
        return text[:place] + random.choice(CUTS).encode() + text[place + random.randrange(2) :]
    if roll < 0.88:
        return text[:place] + random.randbytes(random.choice([1, 1, 5])) + text[place:]
    if roll < 0.91:
        return random.choice([b"\xef\xbb\xbf", b" \n", b"\x0b", b"[", b"\xef\xbb\xbf" * 2]) + text
    if roll < 0.94:
        return text + random.choice([b"{}", text, b"]", b"\x00", b"x", b" \r\n"])
    if roll < 0.96:
        return text.replace(b'"', random.choice([b"'", b"", b"\xe2\x80\x9c"]))
    if roll < 0.98:
        return text.decode("utf-8", "replace").encode(random.choice(ENCODINGS), "replace")
    return random.choice([gzip.compress(text, mtime=0), b"[" + text + b"]", text[::-1], b""])


def mix(one: bytes, other: bytes, random: Random) -> bytes:
    """The beginning of one input and the end of another."""
    return one[: random.randint(0, len(one))] + other[random.randint(0, len(other)) :]


def make_stream(random: Random) -> bytes:
    """Several records, blank lines, and lines that end in other ways."""
    lines = []
    for _ in range(random.choice([1, 2, 5, 12])):
        line = make_record(random) if random.random() < 0.8 else random.choice([b"", b" ", b"\r"])
        lines.append(line if random.random() < 0.9 else line + b"\r")
    end = random.choice([b"\n", b"\n", b"", b"\n\n", b"\r\n", b"\x00"])
    return random.choice([b"", b"", b"\xef\xbb\xbf"]) + b"\n".join(lines) + end
