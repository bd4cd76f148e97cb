"""Questions files that are wrong in one or several places."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from sciatica_cli.bank.compiled import dump
from sciatica_cli.bank.compiled import load as load_copy
from sciatica_cli.bank.loader import load
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.purposes import Purpose
from small import SMALL

from . import ROOT
from .oracles import check_harmless, command, pick, require

SHIPPED_FILE = ROOT / "questions.yaml"
LINE = re.compile(r"^( *)([^\s:#-][^:]*)(:)(.*)$")
SCALARS = [
    "", "~", "null", "yes", "no", "0", "-1", "1.5", "1e999", "9" * 5000, ".inf", ".nan", "0o7",
    "2026-02-30", '"\\x1b[2J"', '"\\0"', '"\u202egnp"', "'", '"', "[", "{", "[]", "{}", "- a",
    "&a x", "*a", "!!python/object:os.system x", "!x y", "|", ">", "? a", "<<: {a: b}", "none",
    "unsure", "x" * 5000, "\u200b", "\ufeff", "# nothing", "a: b", "[a, a]", "{a: 1, a: 2}", "%",
    "@x", "`x`", "same_day", "emergency_now", "{not: {numb: recent}}", "{any: []}", "{all: {}}",
    "{some: {at_least: 0, of: []}}", "{score: {pattern: much}}", "{finding: odd_skin}", "\t",
    "{level: {at_least: same_day}}", "{age: {at_least: 5, below: 3}}", "[numb, age]", "Doctor.",
]  # fmt: skip
EXAMPLES = [
    {}, {"numb": "recent"}, {"numb": "no", "age": 44, "feels": ["sharp"], "better": "no"},
    {"age": 7}, {"numb": "unsure", "age": 120, "feels": ["none"], "better": "yes"}, {"x": [{}]},
]  # fmt: skip


class QuestionsFiles:
    """A file is refused in few lines, or everything can be done with it."""

    name = "questions"

    def make(self, random: Random, corpus: Sequence[bytes]) -> bytes:
        text = SMALL
        if random.random() < 0.02:
            text = SHIPPED_FILE.read_text("utf-8")
        elif corpus and random.random() < 0.3:
            text = random.choice(corpus).decode("utf-8", "replace")
        lines = text.split("\n")
        for _ in range(random.choice([1, 1, 1, 2, 5])):
            change_lines(lines, random)
        return spoil("\n".join(lines), random)

    def check(self, data: bytes) -> str:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "questions.yaml"
            path.write_bytes(data)
            form = pick(data, ["text", "json", "github"])
            found = command("lint", str(path), "--format", form)
            try:
                questionnaire = load(str(path))
            except FaultError as error:
                require(found.status != 0, "lint passes a file that cannot be loaded")
                for fault in error.faults:
                    check_harmless(fault.line())
                refused = command("check", str(examples()[0]), "--questions", str(path))
                require(refused.status not in (0, 1, 2), "a faulty file is used")
                return f"refused {sorted({fault.code for fault in error.faults})[:3]}"
            if len(data) < 2 * len(SMALL):  # of a long file one page is enough
                for arguments in ([], ["--json"], ["--template"], ["--schema"]):
                    result = command("questions", "--questions", str(path), *arguments)
                    require(result.status == 0, "a good file cannot be listed")
            page = command("check", str(pick(data, examples())), "--questions", str(path))
            require(page.status in (0, 65), "a good file cannot be used")
        for record in EXAMPLES:
            for purpose in Purpose:
                try:
                    assess_record(questionnaire, dict(record), True, purpose)
                except FaultError as error:
                    require(error.faults, "an error without a fault")
        require(load_copy(dump(questionnaire, 1, 1)) == questionnaire, "the copy differs")
        return f"{found.status} {page.status}"


@cache
def examples() -> list[Path]:
    """Files of answers to the small questionnaire."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for number, record in enumerate(EXAMPLES):
        (folder / f"{number}.json").write_text(json.dumps(record), "utf-8")
    return sorted(folder.iterdir())


def change_lines(lines: list[str], random: Random) -> None:
    """One change of a key, a value, a line or a block."""
    place = random.randrange(len(lines)) if lines else 0
    if not lines:
        return
    block = block_at(lines, place)
    roll, found = random.random(), LINE.match(lines[place])
    if roll < 0.15:
        del lines[place : place + block]
    elif roll < 0.25:
        lines[place:place] = lines[place : place + block]
    elif roll < 0.35:  # moved elsewhere
        moved = lines[place : place + block]
        del lines[place : place + block]
        lines[random.randint(0, len(lines)) :][:0] = moved
        target = random.randint(0, len(lines))
        lines[target:target] = moved
    elif roll < 0.4:
        lines[place] = random.choice([" ", "  ", "\t"]) + lines[place]
    elif roll < 0.45:
        lines[place] = lines[place][1:]
    elif found and roll < 0.6:
        other = LINE.match(random.choice(lines))
        key = random.choice(["", found[2][:-1], found[2] + "_x", "unsure", "not", "\u00e4", "a b"])
        key = other[2] if other and random.random() < 0.5 else key
        lines[place] = f"{found[1]}{key}:{found[4]}"
    elif found:
        other = LINE.match(random.choice(lines))
        value = other[4].strip() if other and random.random() < 0.4 else random.choice(SCALARS)
        lines[place] = f"{found[1]}{found[2]}: {value}"


def block_at(lines: list[str], place: int) -> int:
    """How many lines belong to the one at this place: those that are further in."""
    depth = len(lines[place]) - len(lines[place].lstrip())
    end = place + 1
    while end < len(lines) and lines[end].startswith(" " * (depth + 1)):
        end += 1
    return end - place


def spoil(text: str, random: Random) -> bytes:
    """Now and then break the text itself."""
    data = text.encode("utf-8", "replace")
    place, roll = random.randint(0, len(data)), random.random()
    if roll < 0.9:
        return data
    if roll < 0.92:
        return data[:place]
    if roll < 0.96:
        signs = [b"\x00", b"\x1b", b"\xff", b"\t", b"\r", b"---\n", b"...\n", b"%YAML"]
        return data[:place] + random.choice(signs) + data[place:]
    return random.choice(
        [text.encode("utf-16"), text.encode("utf-8-sig"), data.replace(b"\n", b"\r\n"), b""]
    )
