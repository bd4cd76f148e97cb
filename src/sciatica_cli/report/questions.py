"""The questions: as a list for people, as data, as a blank answers file, as a JSON Schema."""

from __future__ import annotations

from ..core.answers import ID_LENGTH, SCHEMA
from ..core.conditions import questions_of
from ..core.model import Questionnaire
from ..core.questions import (
    NONE,
    ChoiceQuestion,
    ManyQuestion,
    NumberQuestion,
    Question,
    YesNoQuestion,
)
from .blocks import Block, Entry, Heading, Paragraph


def listing(questionnaire: Questionnaire) -> tuple[Block, ...]:
    """Every question in the order it is asked, with its allowed answers."""
    blocks: list[Block] = []
    for section in questionnaire.sections:
        blocks.append(Heading(section.title))
        for question in questionnaire.questions:
            if question.section == section.id:
                blocks += [Entry(question.id, question.ask), Paragraph(_answers(question))]
    return tuple(blocks)


def _answers(question: Question) -> str:
    if isinstance(question, NumberQuestion):
        text = f"a whole number from {question.minimum} to {question.maximum}"
    else:
        text = " | ".join(question.values)
    several = "a list of: " if isinstance(question, ManyQuestion) else ""
    depends = ", ".join(questions_of(question.asked_when))
    return f"  {several}{text}" + (f" (asked depending on {depends})" if depends else "")


def questions_data(questionnaire: Questionnaire) -> dict[str, object]:
    """The questions as data: names, texts, kinds, allowed answers and dependencies."""
    return {
        "schema": "sciatica.questions/1",
        "questionnaire": {"version": questionnaire.version, "sha256": questionnaire.sha256},
        "questions": [_question(question) for question in questionnaire.questions],
    }


def _question(question: Question) -> dict[str, object]:
    data: dict[str, object] = {
        "id": question.id,
        "section": question.section,
        "kind": question.kind,
        "ask": question.ask,
        "why": question.why,
        "danger": question.danger,
        "asked_depending_on": list(questions_of(question.asked_when)),
    }
    data |= {key: text for key in ("ask_them", "lasts") if (text := getattr(question, key))}
    if isinstance(question, NumberQuestion):
        return data | {"minimum": question.minimum, "maximum": question.maximum}
    assert isinstance(question, ChoiceQuestion)
    answers = [{"value": v, "label": question.label(v)} for v in question.values]
    data |= {"answers": answers, "harmless": list(question.harmless)}
    lasts_for = {choice.id: choice.lasts for choice in question.choices if choice.lasts}
    return data | ({"lasts_for": lasts_for} if lasts_for else {})


def blank_answers(questionnaire: Questionnaire) -> dict[str, object]:
    """A blank answers file: every question with null, which means not answered."""
    metadata: dict[str, object] = {"schema": SCHEMA, "questionnaire": questionnaire.version}
    return metadata | {question.id: None for question in questionnaire.questions}


def answers_schema(questionnaire: Questionnaire) -> dict[str, object]:
    """JSON Schema (2020-12) of one record of answers; it cannot express contradictions."""
    metadata = {
        "id": {"type": ["string", "integer", "null"], "maxLength": ID_LENGTH},
        "schema": {"enum": [SCHEMA, None]},
        "questionnaire": {"type": ["string", "null"]},
        "answered_at": {"type": ["integer", "null"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Answers to: {questionnaire.title}, {questionnaire.version}",
        "type": "object",
        "additionalProperties": False,
        "properties": metadata | {q.id: _property(q) for q in questionnaire.questions},
    }


def _property(question: Question) -> dict[str, object]:
    description: dict[str, object] = {"description": question.ask}
    if isinstance(question, NumberQuestion):
        limits = {"minimum": question.minimum, "maximum": question.maximum}
        return description | {"type": ["integer", "null"]} | limits
    values = list(question.values)
    if not isinstance(question, ManyQuestion):
        booleans = [True, False] if isinstance(question, YesNoQuestion) else []
        return description | {"enum": [*values, *booleans, None]}
    array: dict[str, object] = {"type": ["array", "null"], "items": {"enum": values}}
    array |= {"minItems": 1, "uniqueItems": True}
    if NONE in values:
        array["not"] = {"type": "array", "contains": {"const": NONE}, "minItems": 2}
    return description | array
