"""Sections and questions of the file."""

from __future__ import annotations

from ..core import answers
from ..core.faults import nearest, shown
from ..core.model import KINDS, NONE, UNSURE, Choice, Question, Section
from .build_conditions import OPERATORS, Names
from .yaml_source import Node

RESERVED = (*OPERATORS, NONE, UNSURE, *answers.RESERVED)  # no names of questions
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
    """Read the questions in order; conditions may speak of earlier ones only."""
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
                f'this question stands outside the block of its section "{question.section}"',
            )
        else:
            reached = order.index(question.section)
        names.questions[name] = question
    return tuple(names.questions.values())


def _build_question(name: str, node: Node, names: Names) -> Question:
    fields = node.fields()
    kind = fields.name("kind")
    if kind not in KINDS:
        node.fault("unknown_kind", f'there is no kind "{shown(kind)}"', nearest(kind, KINDS))
    numeric = kind in ("number", "scale")
    question = Question(
        id=name,
        section=fields.name("section"),
        kind=kind,
        ask=fields.text("ask"),
        short=fields.text("short"),
        why=fields.text("why", ""),
        check=fields.text("check", ""),
        choices=() if numeric else _choices(kind, fields.get("choices"), node),
        harmless=fields.names("harmless"),
        noted=fields.names("noted"),
        unsure="" if numeric else fields.text("unsure", ""),
        minimum=fields.integer("minimum") if numeric else 0,
        maximum=fields.integer("maximum") if numeric else 0,
        low_label=fields.text("low_label", ""),
        high_label=fields.text("high_label", ""),
        unit=fields.text("unit", ""),
        ask_if=names.optional(fields.get("ask_if")),
        danger=fields.flag("danger"),
        hidden_because=fields.text("hidden_because", ""),
        private=fields.flag("private"),
        was=fields.names("was"),
        sources=fields.names("sources"),
    )
    fields.done()
    ids = tuple(choice.id for choice in question.choices)
    for key, named in (("harmless", question.harmless), ("noted", question.noted)):
        for unknown in set(named).difference(ids):
            message = f'{key}: there is no choice "{shown(unknown)}"'
            node.fault("unknown_choice", message, nearest(unknown, ids))
    if numeric and question.minimum >= question.maximum:
        node.fault("out_of_range", "minimum must be below maximum")
    return question


def _choices(kind: str, value: Node | None, question: Node) -> tuple[Choice, ...]:
    if value is None:
        if kind != "yes_no":
            question.fault("missing_key", "`choices` is missing")
        return YES_NO
    choices = []
    for name, label in value.named():
        choices.append(Choice(name, label.text()))
        if name == UNSURE:
            label.fault("reserved_name", "use `unsure:` beside `choices` for this")
        if len(choices[-1].label) > MAX_LABEL:
            label.fault("long_label", f"a label has at most {MAX_LABEL} characters")
    if not choices:
        value.fault("missing_key", "there is nothing to choose")
    if kind == "yes_no" and [choice.id for choice in choices] != ["no", "yes"]:
        value.fault("bad_choices", "a yes_no question has the choices no and yes, in this order")
    return tuple(choices)
