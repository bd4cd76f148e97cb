"""The questions: as a list for people, as data, as a blank answers file, as a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator

from ..core import ids
from ..core.answers import ANSWERED_BY, SCHEMA, SCHEMAS
from ..core.conditions import questions_of
from ..core.control_characters import CONTROL
from ..core.model import Questionnaire
from ..core.purposes import Purpose
from ..core.questions import Question
from .blocks import Block, Entry, Paragraph, Section


def listing(questionnaire: Questionnaire) -> tuple[Block, ...]:
    """Every question in the order it is asked, with its allowed answers."""
    return tuple(
        Section(section.title, tuple(_listed(questionnaire, section.id)))
        for section in questionnaire.sections
    )


def _listed(questionnaire: Questionnaire, section: str) -> Iterator[Block]:
    for question in questionnaire.questions:
        if question.section == section:
            yield Entry(question.id, question.ask)
            yield Paragraph(_answers(question))


def _answers(question: Question) -> str:
    depends = " and ".join(questions_of(question.asked_when))
    return f"  {question.allowed}" + (
        f" (asked only after some answers to {depends})" if depends else ""
    )


def questions_data(questionnaire: Questionnaire) -> dict[str, object]:
    """The questions as data: names, texts, kinds, allowed answers and dependencies."""
    return {
        "schema": "sciatica.questions/1",
        "questionnaire": {"version": questionnaire.version, "sha256": questionnaire.sha256},
        "questions": [_question(question) for question in questionnaire.questions],
    }


def _question(question: Question) -> dict[str, object]:
    data = {
        "id": question.id,
        "section": question.section,
        "kind": question.kind,
        "ask": question.ask,
        "why": question.why,
        "danger": question.danger,
        "asked_depending_on": list(questions_of(question.asked_when)),
        **question.allowed_data(),
    }
    return data | {key: text for key in ("ask_them", "lasts") if (text := getattr(question, key))}


def blank_answers(questionnaire: Questionnaire) -> dict[str, object]:
    """A blank answers file: every question with null, which means not answered."""
    metadata: dict[str, object] = {"schema": SCHEMA, "questionnaire": questionnaire.version}
    return metadata | {question.id: None for question in questionnaire.questions}


def answers_schema(questionnaire: Questionnaire) -> dict[str, object]:
    """JSON Schema (2020-12) of one record of answers; it cannot express contradictions."""
    metadata = {
        "id": {
            "type": ["string", "integer", "null"],
            "maxLength": ids.LENGTH,
            "not": {"type": "string", "pattern": CONTROL},
            "exclusiveMinimum": ids.LOWEST,
            "exclusiveMaximum": ids.HIGHEST,
        },
        "schema": {"enum": [*SCHEMAS, None]},
        "questionnaire": {"type": ["string", "null"]},
        "answered_at": {"type": ["integer", "null"]},
        "purpose": {"enum": [*Purpose, None]},
        "region": {"type": ["string", "null"]},
        "answered_by": {"enum": [*ANSWERED_BY, None]},
    }
    answers = {
        question.id: {"description": question.ask, **question.json_schema()}
        for question in questionnaire.questions
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Answers to: {questionnaire.title}, {questionnaire.version}",
        "type": "object",
        "additionalProperties": False,
        "properties": metadata | answers,
    }
