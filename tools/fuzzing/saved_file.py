"""Files of saved answers, of these questions, of older and of newer ones."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from newer import NEWER, SAVED
from sciatica_cli.bank.build import build
from sciatica_cli.core.answers import as_record, read_answers
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.flow import resolve
from sciatica_cli.core.levels import EMERGENCY
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.interview.answers_file import AnswersFile
from sciatica_cli.interview.saved import read_saved

from .oracles import SHIPPED, check_harmless, has_emergency, level_of, pick, require
from .records import RESERVED_VALUES, UNUSUAL_VALUES, make_record, mix, spoil, valid_record

MOMENTS = ["1795700000", "0", "-5", "99999999999999999999", "1e400", "1.5", '"now"', "true", "null"]
ABOUT = ("id", "purpose", "region", "answered_by", "schema", "questionnaire", "answered_at")


@cache
def newer() -> Questionnaire:
    """Questions in which some are renamed, gone or asked in other steps."""
    return build(NEWER.encode(), "newer.yaml")


class SavedFiles:
    """What is read from a file of answers is sound, and is the same after it is saved again."""

    name = "saved"

    def make(self, random: Random, corpus: Sequence[bytes]) -> bytes:
        roll = random.random()
        if corpus and roll < 0.2:
            return mix(random.choice(corpus), random.choice(corpus), random)
        if roll < 0.4:
            return make_record(random)
        record = json.loads(SAVED.read_bytes()) if roll < 0.7 else valid_record(random)
        pairs = [(key, json.dumps(value)) for key, value in record.items() if key not in ABOUT]
        pairs.insert(0, ("answered_at", random.choice(MOMENTS)))
        for key in random.sample(ABOUT[:-1], random.randrange(4)):
            pairs.insert(0, (key, random.choice([*RESERVED_VALUES, *UNUSUAL_VALUES])))
        for _ in range(random.randrange(6)):
            del pairs[random.randrange(len(pairs))]
            if not pairs:
                break
        return spoil(written(pairs), random)

    def check(self, data: bytes) -> str:
        features = []
        for questionnaire in (SHIPPED, newer()):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "saved.json"
                path.write_bytes(data)
                moment = pick(data, [None, 0, 2**33])  # of the file
                if moment is not None:
                    os.utime(path, (moment, moment))
                features.append(check_file(questionnaire, path, data))
        return " / ".join(features)


def written(pairs: list[tuple[str, str]]) -> bytes:
    text = ",\n".join(f"  {json.dumps(key)}: {value}" for key, value in pairs)
    return f"{{\n{text}\n}}\n".encode("utf-8", "replace")


def check_file(questionnaire: Questionnaire, path: Path, data: bytes) -> str:
    try:
        saved = read_saved(questionnaire, str(path))
    except FaultError as error:
        urgent = error.urgent
        if questionnaire is SHIPPED and has_emergency(data):
            found = urgent and EMERGENCY in (urgent.level, urgent.could_be)
            require(found, "an emergency is not reported")
        return " ".join(sorted({fault.code for fault in error.faults}))
    read, faults = read_answers(questionnaire, as_record(saved.answers))
    require(not faults and read == saved.answers, "answers that are not valid are taken over")
    require(not resolve(questionnaire, read).faults, "answers that contradict each other")
    check_harmless(" ".join((saved.version, *saved.unknown)))
    file = AnswersFile(str(path), str(path))
    file.about, file.answered_at = saved.about, saved.answered_at
    file.save(questionnaire, saved.answers)
    again = read_saved(questionnaire, str(path))
    require(again.answers == saved.answers, "saving changes the answers")
    require(again.about == saved.about, "saving changes for whom and for what they are")
    level = level_of(questionnaire, saved.answers)
    left_out = f"{len(saved.to_ask_again)} {bool(saved.unknown)}"
    return f"{level} {left_out} {saved.stale} {bool(saved.version)}"
