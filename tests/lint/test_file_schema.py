"""The JSON Schema of a questions file agrees with the reader, as far as the form goes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from sciatica_cli.bank.build import build
from sciatica_cli.bank.shape_conditions import OPERATORS
from sciatica_cli.bank.yaml_source import read_yaml
from sciatica_cli.core.faults import FaultError
from sciatica_cli.lint.file_schema import file_schema

Schema = dict[str, Any]
Path_ = tuple[str | int, ...]

SCHEMA: Schema = file_schema()
VALIDATOR = Draft7Validator(SCHEMA)

MORE = {  # what the small file leaves out
    "  child:\n": """\
  old:
    level: same_day
    when: {some: {at_least: 1, of: [{numb: since}, {not: {numb: no}}]}}
    say: This is for others.
    unsure: none
    unsure_because: Everybody knows their age.
    go: hospital
    tell: I am old.
    explains: true
    checked: 2026-01-01
  child:
""",
    "    say: It may be a nerve.\n": """\
    some: {any: [{age: {at_least: 60, below: 80}}, {all: [{better: no}]}]}
    say: It may be a nerve.
    pointer: true
    because:
      sharp:
        when: {feels: [sharp, none]}
        because: sharp
""",
    "  verdicts:\n": """\
  how:
    slow:
      slot: speed
      when: {level: {at_least: routine}}
      if_unsure: true
      urgent: true
      say: Slowly.
      sources: [book]
  choose:
    near: Somebody near.
  risks:
    sore:
      say: You may be sore.
  verdicts:
""",
    "  better:\n": """\
  pain:
    section: pain
    kind: scale
    ask: How bad is it?
    short: Pain
    minimum: 0
    maximum: 10
    low_label: none
    high_label: the worst
    was: [ache]
  better:
""",
    "    ask: How does it feel?\n": """\
    ask: How does it feel?
    ask_them: How does it feel to them?
    lasts: now
    lasts_for: {sharp: until_told}
    renamed_choices: {stabbing: sharp, neither: none}
""",
    "      verdict: caution\n": "      verdict: caution\n      ask: midwife\n",
    "    also: [uk]\n": "    also: [uk]\n    uncertain: [emergency]\n",
    "    number: emergency\n": "    number: emergency\n    own_page: true\n",
    "    verdict: try\n": "    verdict: try\n    same_as: massage\n    comfort: true\n",
}


@pytest.fixture
def full(small: str) -> str:
    """Return the small file with every optional part added."""
    for old, new in MORE.items():
        small = changed(small, old, new)
    return small


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def faults(text: str) -> set[str]:
    """Return the codes of the faults that the reader finds."""
    try:
        build(text.encode(), "small.yaml")
    except FaultError as error:
        return {fault.code for fault in error.faults}
    return set()


def marks(text: str) -> list[str]:
    """Return what an editor would mark."""
    data = read_yaml(text.encode(), "small.yaml").plain()
    return [error.message for error in VALIDATOR.iter_errors(data)]


# ------------------------------------------------ the schema and the shipped file


def test_the_schema_is_valid() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_the_shipped_file_is_valid_and_names_the_stored_copy(root: Path) -> None:
    data = (root / "questions.yaml").read_bytes()
    assert [error.message for error in VALIDATOR.iter_errors(read_yaml(data, "").plain())] == []
    key, _, copy_of = data.decode().split("\n", 1)[0].partition("$schema=")
    assert key == "# yaml-language-server: "
    stored = json.loads((root / copy_of).read_text(encoding="utf-8"))
    assert stored == SCHEMA, "run tools/manual.py"


def parts(schema: Any) -> Iterator[Schema]:
    """Yield every schema within a schema."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            yield from parts(inner)


def test_every_key_is_described_and_every_example_valid() -> None:
    for part in parts(SCHEMA):
        if part.get("additionalProperties") is False:
            silent = [
                key for key, value in part["properties"].items() if "description" not in value
            ]
            assert silent == []
        for example in part.get("examples", []):
            whole = part | {"definitions": SCHEMA["definitions"]}
            assert [error.message for error in Draft7Validator(whole).iter_errors(example)] == []


def test_the_schema_of_conditions_has_every_operator() -> None:
    for condition in SCHEMA["definitions"].values():
        assert set(condition["properties"]) == set(OPERATORS)


# ------------------------------------------------ the same keys as the reader


def applied(schema: Any) -> Iterator[Schema]:
    """Yield a schema and all others that apply to the same value."""
    if not isinstance(schema, dict):
        return
    yield schema
    if "$ref" in schema:
        yield from applied(SCHEMA["definitions"][schema["$ref"].rsplit("/", 1)[1]])
    for key in ("then", "else"):
        yield from applied(schema.get(key))
    for key in ("allOf", "anyOf"):
        for inner in schema.get(key, []):
            yield from applied(inner)


def below(schemas: list[Schema], key: str | int) -> list[Schema]:
    """Return the schemas of the value at a key or index."""
    found = []
    for schema in schemas:
        if isinstance(key, int):
            found += applied(schema.get("items"))
        else:
            known = schema.get("properties", {})
            found += applied(known[key] if key in known else schema.get("additionalProperties"))
    return found


def place_of(path: Path_) -> list[Schema]:
    schemas = list(applied(SCHEMA))
    for key in path:
        schemas = below(schemas, key)
    return schemas


# ------------------------------------------------ what both accept

LEVEL = "{level: {at_least: same_day}}"
WORDED = "kind: yes_no\n    choices:\n      no: Never\n      yes: Ever"

ACCEPTED = [
    ("a number where words belong", 'emergency: "999"', "emergency: 999"),
    ("a version without quotes", 'version: "7"', "version: 2026.11"),
    ("a year without quotes", 'year: "2020"', "year: 2020"),
    ("no version", 'version: "7"\n', ""),
    ("one name where a list may stand", "sources: [book]\n\nscores", "sources: book\n\nscores"),
    ("no names at all", "was: [ache]", "was: []"),
    ("yes and no as choices", "{better: no}", "{better: [no, yes]}"),
    ("quotes round a choice", "{better: no}", '{better: "no"}'),
    ("one condition where a list belongs", "{all: [{better: no}]}", "{all: {better: no}}"),
    ("both ends of a range", "{age: {at_least: 18}}", "{age: {at_least: 18, below: 20}}"),
    ("points that are left out", "        add: 2\n", ""),
    ("points below zero", "add: 2", "add: -100"),
    ("a first band with a sum", "label: little of it", "label: little of it\n        from: 1"),
    ("a label of 74 characters", "none: Neither", f"none: {'x' * 74}"),
    ("yes and no in other words", "kind: yes_no", WORDED),
    ("not sure for yes_no", "kind: yes_no", "kind: yes_no\n    unsure: Not sure"),
    ("a lower level for not sure", "unsure: none", "unsure: routine"),
    ("no level for not sure", "within_days\n    when", "within_days\n    unsure: none\n    when"),
    ("the level in a late condition", LEVEL, f"{{not: {LEVEL}}}"),
    ("an unusual certainty", "certainty: high\n    checked", "certainty: fair\n    checked"),
    ("a verdict of its own", "yes: You can try it.", "maybe: Perhaps."),
    ("no body", "body:", None),
]  # fmt: skip


def without_part(text: str, part: str) -> str:
    """Return the file without one of its parts."""
    start = text.index(f"\n{part}") + 1
    return text[:start] + text[text.index("\n\n", start) + 2 :]


@pytest.mark.parametrize(
    ("old", "new"), [row[1:] for row in ACCEPTED], ids=[r[0] for r in ACCEPTED]
)
def test_both_accept(full: str, old: str, new: str | None) -> None:
    text = without_part(full, old) if new is None else changed(full, old, new)
    assert (faults(text), marks(text)) == (set(), [])


# ------------------------------------------------ what both refuse

AGE = "kind: number\n    ask: How old are you?\n    short: Age\n    minimum: 0\n    maximum: 120"
NUMB = "kind: choice\n    danger: true"
SOME = "{some: {at_least: 1, of: [{numb: since}, {not: {numb: no}}]}}"
EMERGENCY = "    go: hospital\n    tell: I am newly numb.\n"
OUTLINE = "outline: [[0, 0], [40, 0], [40, 200], [0, 200]]"

STRONG = "strong: {score: {pattern: much}}"
REFUSED = [
    ("kind: yes_no", "kind: yes_no\n    unit: years", "a unit without a number"),
    ("kind: number", "kind: number\n    harmless: []", "a list about a number"),
    ("title: Small", "title: [Small]", "a list where words belong"),
    ("title: Small", 'title: " "', "no words"),
    ("title: Small", "title:", "nothing after the colon"),
    ("title: Small\n", "", "no title"),
    ("  adults: For adults.", "  Adults: For adults.", "a name with a capital"),
    ("  until_seen: Wait until you have been seen.\n", "", "the page without a sentence"),
    ("headline_score: pattern", "headline_score: The pattern", "words where a name belongs"),
    ("  routine:\n", "  rutine:\n", "an unknown level"),
    ("    deadline: in weeks\n", "", "a level without a deadline"),
    ("number: emergency", "number: emergencies", "no number of a region"),
    ("own_page: true", "own_page: yes", "yes where true belongs"),
    ("  other:\n", "  elsewhere:\n", "no region for an unknown country"),
    ("    certainty: moderate\n", "", "a region without a certainty"),
    ("    link: none kept\n", "", "a source without a link"),
    # questions
    (NUMB, "kind: choose\n    danger: true", "an unknown kind"),
    (NUMB, "danger: true", "no kind"),
    ("  better:\n", "  finding:\n", "a word with a meaning as a name"),
    ("kind: yes_no", "kind: choice", "a choice without choices"),
    ("kind: yes_no", "kind: choice\n    choices: {}", "nothing to choose"),
    (STRONG, "strong: {score: {pattern: []}}", "a score in no band"),
    (STRONG, "strong: {score: {}}", "no score"),
    ("same_as: massage", "same_as: heat", "the verdict of something else"),
    ("uncertain: [emergency]", "uncertain: [police]", "a number that no region has"),
    ("kind: yes_no", "kind: many", "a list without choices"),
    ("kind: yes_no", "kind: number", "a number without ends"),
    ("kind: yes_no", "kind: yes_no\n    minimum: 0", "an end without a number"),
    ("kind: yes_no", WORDED.replace("yes: Ever", "maybe: Maybe"), "neither no nor yes"),
    ("kind: yes_no", f"{WORDED}\n      maybe: Maybe", "more than no and yes"),
    (AGE, AGE.replace("minimum: 0\n    ", ""), "a number without its lower end"),
    (AGE, AGE.replace("\n    maximum: 120", ""), "a number without its upper end"),
    (AGE, AGE.replace("120", "old"), "an end that is no number"),
    (AGE, AGE.replace("120", '"120"'), "an end in quotes"),
    (AGE, AGE + "\n    unsure: Not sure", "not sure of a number"),
    (AGE, AGE + "\n    choices:\n      young: Young\n      old: Old", "a number with choices"),
    (AGE, AGE + "\n    harmless: [young]", "a number with harmless choices"),
    (AGE, AGE + "\n    lasts_for: {young: now}", "a number with choices that last longer"),
    ("lasts: now", "lasts: forever", "an unknown time that an answer holds"),
    ("{sharp: until_told}", "{sharp: forever}", "an unknown time that a choice holds"),
    ("{sharp: until_told}", "[sharp]", "a list of choices that last longer"),
    ("ask: midwife", "ask: nurse", "an unknown person to ask"),
    ("none: Neither", f"none: {'x' * 75}", "a long label"),
    ("none: Neither", "unsure: Who knows", "unsure as a choice"),
    ("danger: true", "danger: often", "neither true nor false"),
    # conditions
    (SOME, "{}", "nothing to hold"),
    (SOME, "numb", "a word"),
    (SOME, "[{numb: since}]", "a list"),
    (SOME, "{numb: []}", "no choice"),
    (SOME, "{age: 18}", "a number that is not compared"),
    (SOME, "{age: {above: 18}}", "an unknown end"),
    (SOME, "{age: {at_least: 18.5}}", "half a year"),
    (SOME, "{any: []}", "any of nothing"),
    (SOME, "{all: [numb]}", "a word in a list of conditions"),
    (SOME, "{not: [{numb: since}]}", "a list that does not hold"),
    (SOME, "{some: {of: [{numb: since}]}}", "some without a count"),
    (SOME, "{some: {at_least: 1}}", "some of nothing"),
    (SOME, "{some: {at_least: 1, from: 1, of: [{numb: since}]}}", "some with an unknown key"),
    (SOME, "{finding: [odd_skin]}", "a list of findings"),
    (SOME, "{any: [{not: {finding: {numb: since}}}]}", "a condition for a name, deep inside"),
    (SOME, "{level: {at_least: routine}}", "the level before it is known"),
    (LEVEL, "{level: same_day}", "a level without at_least"),
    (LEVEL, "{level: {at_least: soon}}", "an unknown level to compare with"),
    (LEVEL, "{level: {below: same_day}}", "under a level"),
    # rules
    ("level: emergency_now\n", "level: emergency\n", "a rule with an unknown level"),
    (EMERGENCY, EMERGENCY + "    unsure: maybe\n", "not sure at an unknown level"),
    ("    say: This is for adults.\n", "", "a rule without words"),
    # scores and causes
    ("        label: much of it\n", "", "a band without a label"),
    ("from: 1", "from: one", "a sum in words"),
    ("add: 2", "add: 101", "too many points"),
    ("        band: some_of_it\n", "", "a cap without a band"),
    ("    strong: {score: {pattern: much}}\n", "", "a cause without a strong form"),
    # the body
    ("  caveat: Only a hint.\n", "", "nerves without a caveat"),
    (OUTLINE, "outline: [[0, 0], [40, 0]]", "a shape of two corners"),
    (OUTLINE, "outline: [[0, 0], [40, 0], [51, 200]]", "a corner outside the canvas"),
    (OUTLINE, "outline: [[0, 0], [40, 0], [40]]", "a corner without a height"),
    # verdicts
    ("verdict: caution", "verdict: ask_first", "a verdict of options on massage"),
    ("verdict: not_now", "verdict: no", "a verdict of massage on an option"),
    ("    verdict: try\n", "", "an option without a verdict"),
    ("evidence: low", "evidence: weak", "an unknown grade"),
    ("      say: Slowly.\n", "", "advice without words"),
    ("same_day\n    say: numbness", "tomorrow\n    say: numbness", "a sign of no level"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [row[:2] for row in REFUSED], ids=[r[2] for r in REFUSED])
def test_both_refuse(full: str, old: str, new: str) -> None:
    text = changed(full, old, new)
    assert faults(text)
    assert marks(text)


# Faults for which a value must be compared with another place of the file, or with how it is
# written; no schema can find them.
COMPARED = {
    *("unknown_section", "unknown_choice", "unknown_question", "unknown_finding", "unknown_score"),
    *("unknown_band", "unknown_route", "unknown_source"),
    *("unknown_zone", "unused_zone", "not_drawn", "zone_off_body"),
    *("asked_later", "outside_section", "out_of_range", "out_of_reach", "bad_count", "name_taken"),
}
NEW = "colour"  # an unknown key


def changes(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, list[object]]]:
    """Yield each place of a file that can be changed, and other values for it."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key), [[], 3]
        if isinstance(value, dict | list):
            yield from changes(value, (*path, key))
    if isinstance(data, dict):
        yield (*path, NEW), ["red"]


def with_change(data: Any, path: Path_, *value: object) -> Any:
    """Return the file with a different value in one place, or without that value."""
    data = copy.deepcopy(data)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    if value:
        inner[path[-1]] = value[0]
    else:
        del inner[path[-1]]
    return data


def dumped(data: Any) -> str:
    return str(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False))


COMPARED |= {"bad_measure", "unknown_number"}  # what a measure is, and the question it names


@pytest.mark.slow
def test_both_agree_on_every_single_change(full: str) -> None:
    data = read_yaml(full.encode(), "small.yaml").plain()
    written = {name: dumped({name: part}) for name, part in data.items()}
    one_part = Draft7Validator({key: SCHEMA[key] for key in SCHEMA if key != "required"})
    seen, disputed = set(), []
    for path, values in changes(data):
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        name = path[0]
        part = {name: data.get(name)}  # writing and validating only this is twice as fast
        trials = [with_change(part, path, value) for value in values]
        if path[-1] != NEW:
            trials.append(with_change(part, path))
        for trial in trials:
            reported = faults("".join((written | {name: dumped(trial) if trial else ""}).values()))
            accepted = one_part.is_valid(trial) if trial else name not in SCHEMA["required"]
            if (accepted and reported - COMPARED) or not (accepted or reported):
                disputed.append((path, accepted))
    assert len(seen) > 200
    assert [path for path, accepted in disputed if accepted] == [  # as listed below
        ("questions", "feels", "ask_if", "age", "at_least"),
        ("scope_rules", "old", "unsure_because"),
        ("scope_rules", "child", "when", "age", "below"),
        ("care_rules", "numb_now", "go"),
        ("care_rules", "numb_now", "tell"),
        ("scores", "pattern", "bands", "some_of_it", "from"),
        ("scores", "pattern", "bands", "much", "when"),
    ]
    assert all(accepted for _, accepted in disputed)


def kind_of(path: Path_) -> tuple[int, str | int]:
    """Return the block of the schema and its key; all names chosen by the author count as one."""
    schemas, key = place_of(path[:-1]), path[-1]
    known = any(key in schema.get("properties", ()) for schema in schemas)
    return id(schemas[-1]), key if known or key == NEW else ""


# ------------------------------------------------ where they differ

LEFT_TO_THE_READER = [
    ("section: pain\n    kind: yes_no", "section: pian\n    kind: yes_no", "unknown_section"),
    ("{age: {at_least: 18}}", "{aeg: {at_least: 18}}", "unknown_question"),
    ("{age: {at_least: 18}}", "{age: adult}", "wrong_type"),
    ("{age: {at_least: 18}}", "{better: yes}", "asked_later"),
    ("{age: {at_least: 18}}", "{age: {at_least: 122}}", "out_of_range"),
    ("{numb: [since, recent]}", "{numb: true}", "unknown_choice"),
    (SOME, "{some: {at_least: 2, of: [{numb: since}]}}", "bad_count"),
    (SOME, "{not: {feels: sharp}}", "not_over_hidden"),
    ("findings:\n", "findings:\n  age: {numb: recent}\n", "name_taken"),
    ("  child:\n", "  numb_now:\n", "name_taken"),
    ("        from: 1\n", "", "missing_key"),
    ("from: 1", "from: 9", "out_of_reach"),
    ("verdict: caution", "verdict: true", "unknown_verdict"),
    ("{sharp: until_told}", "{blunt: until_told}", "unknown_choice"),
    (SOME, "{age: {}}", "empty_condition"),
    (SOME, "{some: {at_least: 0, of: [{numb: since}]}}", "bad_count"),
    (EMERGENCY, "    go: hospital\n", "missing_key"),
    (EMERGENCY, "    tell: I am newly numb.\n", "missing_key"),
    (EMERGENCY, EMERGENCY + "    unsure: emergency_now\n", "unsure_level"),
    ("    unsure_because: Everybody knows their age.\n", "", "missing_key"),
    ("choose:\n    near: Somebody near.", "choose: {near: Somebody near.}", "text_in_braces"),
    ("cite: A book", "cite: A book # the first", "lost_text"),
    ("zones: left_leg", "zones: left_log", "unknown_zone"),
    ("zones: left_leg", "zones: left_leg\n      not_drawn_because: No.", "not_drawn"),
    ("[[2, 110], [30, 110], [30, 190], [2, 190]]", "[[41, 9], [49, 9], [45, 20]]", "zone_off_body"),
]


@pytest.mark.parametrize(("old", "new", "code"), LEFT_TO_THE_READER)
def test_only_the_reader_finds_what_the_form_does_not_show(
    full: str, old: str, new: str, code: str
) -> None:
    text = changed(full, old, new)
    assert code in faults(text)
    assert marks(text) == []


STRICTER = [
    ("true in quotes", "own_page: true", 'own_page: "true"'),
    ("null as a word", "title: Small", "title: null"),
    ("true as a sentence", "title: Small", "title: true"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"), [row[1:] for row in STRICTER], ids=[r[0] for r in STRICTER]
)
def test_an_editor_marks_what_the_reader_accepts_but_nobody_intends(
    full: str, old: str, new: str
) -> None:
    text = changed(full, old, new)
    assert not faults(text)
    assert marks(text)
