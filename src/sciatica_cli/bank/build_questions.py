"""Builds the sections and questions."""

from __future__ import annotations

from typing import Any

from ..core import answers
from ..core.conditions import UNSURE
from ..core.faults import nearest, shown
from ..core.model import Section
from ..core.questions import (
    KINDS,
    NONE,
    Choice,
    ChoiceQuestion,
    NumberQuestion,
    Question,
    YesNoQuestion,
)
from .build_conditions import OPERATORS, Names
from .yaml_source import Fields, Node

RESERVED = (*OPERATORS, NONE, UNSURE, *answers.RESERVED)  # not allowed as question names
YES_NO = (Choice("no", "No"), Choice("yes", "Yes"))
MAX_LABEL = 59  # longer ones wrap and double on redraw in a narrow terminal


def build_sections(entries: list[tuple[str, Node]]) -> tuple[Section, ...]:
    sections = []
    for name, node in entries:
        fields = node.fields()
        sections.append(Section(name, fields.text("title"), fields.text("intro", "")))
        fields.done()
    return tuple(sections)


def build_questions(
    entries: list[tuple[str, Node]], sections: tuple[Section, ...], names: Names
) -> tuple[Question, ...]:
    """Read the questions in order; a condition can use only earlier ones."""
    names.all_questions = tuple(name for name, _ in entries)
    order = [section.id for section in sections]
    reached = 0
    for name, node in entries:
        question = _build_question(name, node, names)
        if name in RESERVED:
            node.fault("reserved_name", f'"{name}" is a reserved word')
        if question.section not in order:
            node.fault(
                "unknown_section",
                f'there is no section "{shown(question.section)}"',
                nearest(question.section, tuple(order)),
            )
        elif order.index(question.section) < reached:
            node.fault(
                "outside_section",
                f'this question is outside the block of its section "{question.section}"',
            )
        else:
            reached = order.index(question.section)
        names.questions[name] = question
    return tuple(names.questions.values())


def _build_question(name: str, node: Node, names: Names) -> Question:
    fields = node.fields()
    kinds = {kind.kind: kind for kind in KINDS}
    word = fields.name("kind")
    if word not in kinds:
        node.fault("unknown_kind", f'there is no kind "{shown(word)}"', nearest(word, (*kinds,)))
    kind = kinds.get(word, ChoiceQuestion)
    own = (
        _number_fields(fields, node)
        if issubclass(kind, NumberQuestion)
        else _choice_fields(kind, fields, node)
    )
    question = kind(
        id=name,
        section=fields.name("section"),
        ask=fields.text("ask"),
        short=fields.text("short"),
        why=fields.text("why", ""),
        check=fields.text("check", ""),
        ask_if=names.optional(fields.get("ask_if")),
        danger=fields.flag("danger"),
        hidden_because=fields.text("hidden_because", ""),
        private=fields.flag("private"),
        was=fields.names("was"),
        sources=fields.names("sources"),
        **own,
    )
    fields.done()
    return question


def _number_fields(fields: Fields, node: Node) -> dict[str, Any]:
    minimum, maximum = fields.integer("minimum"), fields.integer("maximum")
    if minimum >= maximum:
        node.fault("out_of_range", "minimum must be below maximum")
    words = {key: fields.text(key, "") for key in ("low_label", "high_label", "unit")}
    return {"minimum": minimum, "maximum": maximum, **words}


def _choice_fields(kind: type[Question], fields: Fields, node: Node) -> dict[str, Any]:
    choices = _choices(kind is YesNoQuestion, fields.get("choices"), node)
    ids = tuple(choice.id for choice in choices)
    named = {key: fields.names(key) for key in ("harmless", "noted")}
    for key, values in named.items():
        for unknown in set(values).difference(ids):
            message = f'{key}: there is no choice "{shown(unknown)}"'
            node.fault("unknown_choice", message, nearest(unknown, ids))
    return {"choices": choices, **named, "unsure": fields.text("unsure", "")}


def _choices(yes_no: bool, value: Node | None, question: Node) -> tuple[Choice, ...]:
    if value is None:
        if not yes_no:
            question.fault("missing_key", "`choices` is missing")
        return YES_NO
    choices = []
    for name, label in value.named():
        choices.append(Choice(name, label.text()))
        if name == UNSURE:
            label.fault("reserved_name", "use the key `unsure` of the question for this")
        if len(choices[-1].label) > MAX_LABEL:
            label.fault("long_label", f"a label has at most {MAX_LABEL} characters")
    if not choices:
        value.fault("missing_key", "there is nothing to choose")
    if yes_no and [choice.id for choice in choices] != ["no", "yes"]:
        value.fault("bad_choices", "a yes_no question has the choices no and yes, in this order")
    return tuple(choices)
