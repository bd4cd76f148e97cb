"""What must hold whatever the input is."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch
from zlib import crc32

from sciatica_cli import exits, pipe
from sciatica_cli.bank.loader import load
from sciatica_cli.cli import run_cli
from sciatica_cli.core.answers import Answers
from sciatica_cli.core.care import assess_care
from sciatica_cli.core.conditions import questions_of
from sciatica_cli.core.faults import Fault
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.questions import ManyQuestion, Question
from sciatica_cli.output import MAX_FAULT_LINES

SHIPPED = load()
STATUSES = {
    status
    for name, status in vars(exits).items()
    if isinstance(status, int) and name.isupper() and name != "INTERNAL"
}
WORDS_AT_MOST = 30_000  # characters on standard error
HIDING = {*map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x7F, 0xA0)))}
ALLOWED = "\n"
EMERGENCY_WORDS = ("Already certain from these answers: ", "would be an emergency: ")


class CommandResult(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


def require(holds: object, what: str) -> None:
    """Fail unless something holds; unlike `assert` with and without -O."""
    if not holds:
        raise AssertionError(what)


def command(*arguments: str) -> CommandResult:
    """Run a command in this process, and check what it writes."""
    return capture(lambda: run_cli(list(arguments)))


def capture(run: Callable[[], int]) -> CommandResult:
    """Capture what is written meanwhile. The questions are not read again for each input."""
    out, err = io.StringIO(), io.StringIO()
    loaded = patch.object(pipe, "load", lambda path=None: load(path) if path else SHIPPED)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), loaded:
        status = run()
    result = CommandResult(status, out.getvalue(), err.getvalue())
    check_result(result)
    return result


def check_result(result: CommandResult) -> None:
    """A documented status, few words, and nothing that moves the cursor or hides other text."""
    require(result.status in STATUSES, f"status {result.status} is not documented")
    for text in (result.out, result.err):
        check_harmless(text)
    # The first line is about an emergency, the last two about missing answers and a region.
    lines = result.err.splitlines()
    require(len(lines) <= MAX_FAULT_LINES + 4, f"{len(lines)} lines of faults")
    require(len(result.err) <= WORDS_AT_MOST, f"{len(result.err)} characters of faults")
    require("[internal]" not in result.err, "an internal error")


def check_harmless(text: str) -> None:
    bad = {char for char in text if (char < " " and char not in ALLOWED) or char in HIDING}
    require(not bad, f"control characters in the output: {sorted(map(ascii, bad))}")


def pick(data: bytes, options: list[Any]) -> Any:
    """One of several, always the same for an input."""
    return options[crc32(data) % len(options)]


# ------------------------------------------------ emergencies


@cache
def emergencies() -> dict[str, bytes]:
    """Answers that are an emergency by themselves, as the beginning of a record."""
    found = {}
    rules = [rule for rule in SHIPPED.rules if rule.level == EMERGENCY]
    names = {name for rule in rules for name in questions_of(rule.when)}
    for question in (q for q in SHIPPED.questions if q.id in names):
        for value in question.values:
            given: object = [value] if isinstance(question, ManyQuestion) else value
            if level_of(SHIPPED, accepted(SHIPPED, {question.id: given})) == EMERGENCY:
                found[f"{question.id}:{value}"] = json.dumps({question.id: given})[:-1].encode()
    return found


def accepted(questionnaire: Questionnaire, record: dict[str, object]) -> Answers:
    """The answers of a record that are valid by themselves."""
    answers: Answers = {}
    for question in questionnaire.questions:
        answer = _answer(question, record)
        if answer is not None and not isinstance(answer, Fault):
            answers[question.id] = answer
    return answers


def _answer(question: Question, record: dict[str, object]) -> Any:
    given = record.get(question.id)
    return None if given is None else question.accept(given)


def level_of(questionnaire: Questionnaire, answers: Answers) -> object:
    return assess_care(questionnaire, resolve(questionnaire, answers).state).level


def has_emergency(data: bytes) -> bool:
    """Whether somebody who reads the text leniently finds an emergency in it.

    Much simpler than what the program does, so that it can be wrong in other ways only.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if any(data.startswith((start + b",", start + b"}")) for start in emergencies().values()):
        return True
    text = data.decode("utf-8", "replace")
    for first in (False, True):

        def record_of(pairs: list[tuple[str, object]], first: bool = first) -> dict[str, object]:
            return dict(reversed(pairs) if first else pairs)

        try:
            record = json.loads(text, object_pairs_hook=record_of, strict=False)
        except (ValueError, RecursionError):
            return False
        if isinstance(record, dict):
            answers = accepted(SHIPPED, record)
            if level_of(SHIPPED, answers) == EMERGENCY:
                return True
    return False


def reports_emergency(result: CommandResult) -> bool:
    """Whether a result in JSON, or the first line of the faults, speaks of an emergency."""
    if result.out:
        found = json.loads(result.out)
        return bool(found["level"] == EMERGENCY)
    first = result.err.split("\n", 1)[0]
    title = SHIPPED.level(EMERGENCY).title
    return EMERGENCY_WORDS[1] in first or f"{EMERGENCY_WORDS[0]}{title}" in first


def shorter(data: bytes, fails: Callable[[bytes], bool], tries: int) -> bytes:
    """A shorter input that fails in the same way: pieces are left out as long as it does.

    Args:
        tries: how often it may be tried.
    """
    size = len(data) // 2
    while size:
        place = 0
        while place < len(data):
            less = data[:place] + data[place + size :]
            tries -= 1
            if tries < 0:
                return data
            if fails(less):
                data = less
            else:
                place += size
        size //= 2
    return data
