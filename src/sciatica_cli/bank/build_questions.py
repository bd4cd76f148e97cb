"""Questions of the file, in order."""

from __future__ import annotations

from ..core.faults import nearest, shown
from ..core.model import Choice, Question
from .build_conditions import Names
from .shape import Values

YES_NO = (Choice("no", "No"), Choice("yes", "Yes"))


def build_questions(
    questions: Values, sections: tuple[str, ...], names: Names
) -> tuple[Question, ...]:
    """Read the questions in order; conditions may speak of earlier ones only."""
    names.all_questions = tuple(questions)
    reached = 0
    for name, read in questions.items():
        names.questions[name] = _build_question(name, read, names)
        section: str = read["section"]
        if section not in sections:
            message = f'there is no section "{shown(section)}"'
            read.fault("unknown_section", message, nearest(section, sections))
        elif sections.index(section) < reached:
            message = f'this question stands outside the block of its section "{section}"'
            read.fault("outside_section", message)
        else:
            reached = sections.index(section)
    return tuple(names.questions.values())


def _build_question(name: str, read: Values, names: Names) -> Question:
    values = read | {"ask_if": names.optional(read["ask_if"])}
    if "choices" in read:
        values["choices"] = _choices(read)
    elif read["minimum"] >= read["maximum"]:
        read.fault("out_of_range", "minimum must be below maximum")
    return Question(id=name, **values)


def _choices(question: Values) -> tuple[Choice, ...]:
    kind, named = question["kind"], question["choices"]
    if named is None and kind != "yes_no":
        question.fault("missing_key", "`choices` is missing")
    elif named == {}:
        question.fault("missing_key", "there is nothing to choose", key="choices")
    elif named is not None and kind == "yes_no" and list(named) != ["no", "yes"]:
        message = "a yes_no question has the choices no and yes, in this order"
        question.fault("bad_choices", message, key="choices")
    choices = tuple(Choice(name, label) for name, label in named.items()) if named else YES_NO
    ids = tuple(choice.id for choice in choices)
    for key in ("harmless", "noted"):
        for stranger in set(question[key]).difference(ids):
            message = f'{key}: there is no choice "{shown(stranger)}"'
            question.fault("unknown_choice", message, nearest(stranger, ids))
    return choices
