"""Building blocks of the JSON Schema of a questions file.

They use only keywords of draft-07, which all editors know. `patternErrorMessage` is an extension
of one editor; others ignore it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..bank.yaml_source import NAME
from ..core.levels import LEVELS

Schema = dict[str, object]
NAME_FORM: Schema = {
    "pattern": "^" + NAME.pattern.replace(r"\Z", "$"),
    "patternErrorMessage": "A name has small letters, digits and _, a letter first.",
}
# Editors that read YAML 1.1 take the names yes and no for true and false.
CHOICE: Schema = {"type": ["string", "boolean"]} | NAME_FORM


def text(description: str, *examples: object, **limits: object) -> Schema:
    """Text for people. Numbers are allowed, since the reader takes every value as written."""
    written: Schema = {
        "type": ["string", "number"],
        "pattern": r"\S",
        "patternErrorMessage": "The text is missing.",
    }
    return described(description, examples) | written | limits


def name(description: str, *examples: object) -> Schema:
    return described(description, examples) | {"type": "string"} | NAME_FORM


def names(description: str, *examples: object) -> Schema:
    """A list of names, or a single one."""
    return described(description, examples) | one_or_more({"type": "string"} | NAME_FORM)


def flag(description: str) -> Schema:
    return {"description": description, "type": "boolean"}


def whole(description: str, *examples: object, **limits: object) -> Schema:
    return described(description, examples) | {"type": "integer"} | limits


def one_of(values: Collection[str], description: str) -> Schema:
    if {"yes", "no"} & set(values):
        either = {"type": ["string", "boolean"], "enum": [*values, True, False]}
        return described(description) | either
    return described(description) | {"type": "string", "enum": list(values)}


def described(description: str, examples: tuple[object, ...] = ()) -> Schema:
    return {"description": description} | ({"examples": list(examples)} if examples else {})


def one_or_more(item: Schema, least: int = 0) -> Schema:
    """A list, or a single value, which counts as a list of one."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": least}]}


def block(description: str, keys: Mapping[str, object]) -> Schema:
    """A mapping with these keys only; optional ones end in `?`."""
    return {
        "description": description,
        "type": "object",
        "required": [key for key in keys if not key.endswith("?")],
        "properties": {key.removesuffix("?"): schema for key, schema in keys.items()},
        "additionalProperties": False,
    }


def entries(description: str, entry: Schema, least: int = 0, **more: object) -> Schema:
    """A mapping whose keys are names that the author chooses."""
    limits: Schema = {"minProperties": least} if least else {}
    return {
        "description": description,
        "type": "object",
        "propertyNames": NAME_FORM,
        "additionalProperties": entry,
        **limits,
        **more,
    }


def texts(description: str, sentence: str) -> Schema:
    return entries(description, text(sentence))


def when_key(key: str, values: Iterable[str], then: Mapping[str, object]) -> Schema:
    """Apply `then` to a mapping whose `key` has one of these values."""
    having = {"properties": {key: {"enum": list(values)}}, "required": [key]}
    return {"if": having, "then": then}


SOURCES = names("Names from the list of sources; unchecked is general knowledge.", ["unchecked"])
DATE: Schema = {"format": "date", "patternErrorMessage": "A date such as 2026-11-22 belongs here."}
DATES: Schema = {
    "checked?": text("When this was last checked.", "2026-11-22") | DATE,
    "review_by?": text("When this must be checked again.", "2027-05-22") | DATE,
}

# ------------------------------------------------ conditions

# In the description, since editors cannot suggest nested mappings.
EXAMPLES = """
Several lines mean all of them. For example
{sweats: most_nights}
{sweats: [some_nights, most_nights], fever_now: yes}
{weeks: {at_least: 2, below: 6}}
{any: [{finding: feverish}, {score: {illness: likely}}]}"""


def condition(description: str, late: bool = False) -> Schema:
    """A condition; a late one may use the care level, which is known by then."""
    inner = _ref("late_condition" if late else "condition")
    return {"description": description + EXAMPLES, "type": "object", "allOf": [inner]}


def conditions() -> Schema:
    """The definitions of conditions, which are recursive."""
    level = block(
        "The care level found is at least this.",
        {"at_least": one_of(LEVELS, "The lowest level for which it holds.")},
    )
    return {
        "condition": _condition(_ref("condition"), False),
        "late_condition": _condition(_ref("late_condition"), level),
    }


def _ref(definition: str) -> Schema:
    return {"$ref": f"#/definitions/{definition}"}


def _condition(inner: Schema, level: Schema | bool) -> Schema:
    parts = one_or_more(inner, least=1)
    bands = one_or_more({"type": "string"} | NAME_FORM, least=1)
    some = {
        "at_least": whole("How many of the list must hold.", 2, minimum=1),
        "of": described("The list of conditions.") | parts,
    }
    no = described("The inner condition does not hold; name no question that is not always asked.")
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": NAME_FORM,
        "properties": {
            "all": described("All of the list hold.") | parts,
            "any": described("At least one of the list holds.") | parts,
            "not": no | {"type": "object", "allOf": [inner]},
            "some": block("At least so many of the list hold.", some),
            "finding": name("The condition of this name under findings holds.", "feverish"),
            "score": entries("The score is in this band, or in one of these.", bands, least=1),
            "level": level,
        },
        "additionalProperties": _answer(),
    }


def _answer() -> Schema:
    """What an answer is compared with; the right form depends on the kind of question."""
    ends = {"at_least?": whole("This number or more.", 50), "below?": whole("Under this.", 60)}
    choices = {"type": "array", "items": CHOICE, "minItems": 1}
    return {
        **described(
            "The answer is this choice, one of a list such as [some_nights, most_nights], "
            "or a number in a range such as {at_least: 2, below: 6}."
        ),
        "anyOf": [CHOICE, choices, block("A number in this range.", ends) | {"minProperties": 1}],
    }
