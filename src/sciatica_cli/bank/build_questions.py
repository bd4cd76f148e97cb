"""Builds the questions."""

from __future__ import annotations

from ..core.faults import shown
from ..core.questions import KINDS, Choice, Question
from .build_conditions import KnownNames
from .shape_questions import RESERVED
from .values import Values


def build_questions(
    questions: Values, sections: tuple[str, ...], names: KnownNames
) -> tuple[Question, ...]:
    """Read the questions in order; a condition can use only earlier ones."""
    names.all_questions = tuple(questions)
    _check_earlier_names(questions)
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
        for key in ("lasts_for", "renamed_choices", "sheet_words"):
            del given[key]  # each choice has its own
    elif values["minimum"] >= values["maximum"]:
        values.fault("out_of_range", "minimum must be below maximum")
    return kind(id=name, **given)


def _choices(question: Values) -> tuple[Choice, ...]:
    labels = question["choices"] or {"no": "No", "yes": "Yes"}
    renamed: dict[str, str] = question["renamed_choices"]
    earlier: dict[str, list[str]] = {}
    for old, new in renamed.items():
        earlier.setdefault(new, []).append(old)
    for key in ("harmless", "noted", "lasts_for", "renamed_choices", "sheet_words"):
        used = renamed.values() if key == "renamed_choices" else question[key]
        for unknown in set(used).difference(labels):
            message = f'{key}: there is no choice "{shown(unknown)}"'
            question.nodes[key].unknown("unknown_choice", message, unknown, labels)
    for current in renamed.keys() & labels.keys():
        message = f'"{shown(current)}" is still a choice'
        question.fault("name_taken", message, "name only what was a choice", "renamed_choices")
    lasts: dict[str, str] = question["lasts_for"]
    words: dict[str, str] = question["sheet_words"]
    return tuple(
        Choice(
            id=name,
            label=label,
            lasts=lasts.get(name, ""),
            was=tuple(earlier.get(name, ())),
            sheet=words.get(name, ""),
        )
        for name, label in labels.items()
    )


def _check_earlier_names(questions: Values) -> None:
    """An earlier name must stand for one question only."""
    taken = {*questions, *RESERVED}
    for values in questions.values():
        for old in values["was"]:
            if old in taken:
                message = f'"{shown(old)}" is the name of something else'
                values.fault("name_taken", message, "name only what it alone was called", "was")
            taken.add(old)
