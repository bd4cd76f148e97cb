"""Builds the questions."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.questions import KINDS, Choice, Question
from .build_conditions import KnownNames
from .values import Values


def build_questions(
    questions: Values, sections: tuple[str, ...], names: KnownNames
) -> tuple[Question, ...]:
    """Read the questions in order; a condition can use only earlier ones."""
    names.all_questions = tuple(questions)
    reached = 0
    for name, values in questions.items():
        names.questions[name] = _build_question(name, values, names)
        values.check("section", "section", sections)
        section: str = values["section"]
        if section not in sections:
            continue
        if sections.index(section) < reached:
            message = f'this question is outside the block of its section "{section}"'
            values.fault("outside_section", message)
        reached = max(reached, sections.index(section))
    return tuple(names.questions.values())


def _build_question(name: str, values: Values, names: KnownNames) -> Question:
    given = values | {key: names.optional(values[key]) for key in ("ask_if", "follows")}
    if values["ask_if"] and values["follows"]:
        values.fault("two_conditions", "give `ask_if` or `follows`, not both", key="follows")
    kind = KINDS[given.pop("kind")]
    if "choices" in values:
        given["choices"] = _choices(values)
        del given["lasts_for"]  # each choice has it
    elif values["minimum"] >= values["maximum"]:
        values.fault("out_of_range", "minimum must be below maximum")
    return kind(id=name, **given)


def _choices(question: Values) -> tuple[Choice, ...]:
    labels = question["choices"] or {"no": "No", "yes": "Yes"}
    for key in ("harmless", "noted", "lasts_for"):
        for unknown in set(question[key]).difference(labels):
            message = f'{key}: there is no choice "{shown(unknown)}"'
            question.fault("unknown_choice", message, nearest(unknown, tuple(labels)), key)
    lasts: dict[str, str] = question["lasts_for"]
    return tuple(Choice(name, label, lasts.get(name, "")) for name, label in labels.items())
