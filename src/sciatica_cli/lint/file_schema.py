"""JSON Schema of a questions file, for editors: it completes keys, explains them, marks mistakes.

It follows from the description in `bank.shape_file` and covers the form only: `sciatica lint` may
reject what it accepts. It uses only keywords of draft-07, which all editors know;
`patternErrorMessage` is an extension of one editor, which others ignore.
"""

from __future__ import annotations

from ..bank.shape import (
    Block,
    Condition,
    Date,
    Entries,
    Field,
    Flag,
    Integer,
    ListOf,
    Name,
    OneOf,
    Variants,
    Word,
)
from ..bank.shape_body import Corners
from ..bank.shape_conditions import OPERATORS, RANGE
from ..bank.shape_file import FILE
from ..bank.shape_texts import MAX_LABEL, Label, Text
from ..bank.yaml_source import NAME

Schema = dict[str, object]
NAME_FORM: Schema = {
    "pattern": "^" + NAME.pattern.replace(r"\Z", "$"),
    "patternErrorMessage": "A name has small letters, digits and _, a letter first.",
}
# Numbers are allowed, since the reader takes every value as it is written.
WRITTEN: Schema = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "patternErrorMessage": "The text is missing.",
}
DATE: Schema = {"format": "date", "patternErrorMessage": "A date such as 2026-11-22 belongs here."}
# Editors that read YAML 1.1 take the names yes and no for true and false.
YES_OR_NO: Schema = {"type": ["string", "boolean"]}
# In the description, since editors cannot suggest nested mappings.
EXAMPLES = """
Several lines mean all of them. For example
{sweats: most_nights}
{sweats: [some_nights, most_nights], fever_now: yes}
{weeks: {at_least: 2, below: 6}}
{any: [{finding: feverish}, {score: {illness: likely}}]}"""


def file_schema() -> Schema:
    """The schema as plain data."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **schema_of(FILE),
        "definitions": {
            "condition": _condition(late=False),
            "late_condition": _condition(late=True),
        },
    }


def schema_of(field: Field, late: bool = False) -> Schema:
    """The schema of one field; `late` inside conditions that may use the care level."""
    schema: Schema = {"description": field.description}
    if field.examples:
        schema["examples"] = list(field.examples)
    return schema | _form(field, late)


def _form(field: Field, late: bool) -> Schema:
    match field:
        case Block():
            return {
                "type": "object",
                "required": [key for key, inner in field.fields.items() if inner.required],
                "properties": {k: schema_of(inner, late) for k, inner in field.fields.items()},
                "additionalProperties": False,
            }
        case Variants():
            return _variants(field, late)
        case Entries():
            return _entries(field, late)
        case ListOf():
            item, least = schema_of(field.item, late), int(field.required)
            return {"anyOf": [item, {"type": "array", "items": item, "minItems": least}]}
        case Condition():
            name = "late_condition" if late or field.late else "condition"
            description = {"description": field.description + EXAMPLES}
            return description | {"type": "object", "allOf": [{"$ref": f"#/definitions/{name}"}]}
    return _scalar(field)


def _scalar(field: Field) -> Schema:
    match field:
        case Label():
            return WRITTEN | {"maxLength": MAX_LABEL}
        case Date():
            return WRITTEN | DATE
        case Text() | Word():
            return WRITTEN
        case OneOf() if {"yes", "no"} & set(field.values):
            return YES_OR_NO | {"enum": [*field.values, True, False]}
        case OneOf():
            return {"type": "string", "enum": list(field.values)}
        case Name():
            return YES_OR_NO | NAME_FORM
        case Flag():
            return {"type": "boolean"}
        case Integer() if field.limit:
            return {"type": "integer", "minimum": -field.limit, "maximum": field.limit}
        case Integer():
            return {"type": "integer"}
    assert isinstance(field, Corners)
    x, y = ({"type": "integer", "minimum": 0, "maximum": n} for n in (field.width, field.height))
    corner = {"type": "array", "items": [x, y], "minItems": 2, "maxItems": 2}
    return {"type": "array", "items": corner, "minItems": 3}


def _entries(field: Entries, late: bool) -> Schema:
    names, entry = dict(NAME_FORM), schema_of(field.entry, late)
    if field.reserved:
        names["not"] = {"enum": list(field.reserved)}
    schema: Schema = {"type": "object", "propertyNames": names, "additionalProperties": entry}
    if field.required:
        schema["minProperties"] = 1
    if field.required_names:
        schema["required"] = list(field.required_names)
    if field.offered or field.required_names:
        known = (*field.required_names, *field.offered)
        schema["properties"] = dict.fromkeys(known, entry)
    return schema


def _variants(field: Variants, late: bool) -> Schema:
    """One of several blocks, so that an editor offers only the keys that go with the value."""
    schema = schema_of(field.first, late)
    for block in dict.fromkeys(field.blocks.values()):
        if block is field.first:
            continue
        values = [value for value, of in field.blocks.items() if of is block]
        has = {"properties": {field.key: {"enum": values}}, "required": [field.key]}
        schema = {"if": has, "then": schema_of(block, late), "else": schema}
    return {"type": "object"} | schema


def _condition(late: bool) -> Schema:
    operators: Schema = {key: schema_of(field, late) for key, field in OPERATORS.items()}
    if not late:
        operators["level"] = False
    choice = YES_OR_NO | NAME_FORM
    answer: Schema = {
        "description": "The answer is this choice, one of a list such as "
        "[some_nights, most_nights], or a number in a range such as {at_least: 2, below: 6}.",
        "anyOf": [choice, {"type": "array", "items": choice, "minItems": 1}, schema_of(RANGE)],
    }
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": NAME_FORM,
        "properties": operators,
        "additionalProperties": answer,
    }
