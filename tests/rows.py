"""Records as the rows of a data frame, and the expected result of each row."""

from __future__ import annotations

from itertools import chain
from typing import Any

import polars as pl

from compact import flat, project
from sciatica_cli.core.assess import assess_record
from sciatica_cli.core.faults import FaultError
from sciatica_cli.core.model import Questionnaire
from sciatica_cli.core.outcomes import OutcomeExpressions
from sciatica_cli.core.questions import Question
from sciatica_cli.core.result_columns import result_table
from sciatica_cli.report.json_writer import assessment_data

Record = dict[str, Any]


def table_of(
    questionnaire: Questionnaire, records: list[Record], lists: bool = False
) -> pl.DataFrame:
    """Make a column for each question; `many` questions as lists or as one column per choice."""
    columns = [pl.Series("id", range(len(records)), pl.Int64)]
    for question in questionnaire.questions:
        answers = [record.get(question.id) for record in records]
        columns += _columns(question, answers, lists)
    return pl.DataFrame(columns)


def _columns(question: Question, answers: list[Any], lists: bool) -> list[pl.Series]:
    if question.kind in ("number", "scale"):
        return [pl.Series(question.id, answers, pl.Int64)]
    if question.kind != "many":
        return [pl.Series(question.id, answers, pl.String)]
    if lists:
        given = [None if answer is None else list(answer) for answer in answers]
        return [pl.Series(question.id, given, pl.List(pl.String))]
    return [
        pl.Series(
            f"{question.id}__{value}",
            [None if answer is None else value in answer for answer in answers],
            pl.Boolean,
        )
        for value in question.values
    ]


def result_columns(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The flat names of all columns of a result, without what names the record."""
    table = result_table(OutcomeExpressions(questionnaire))
    return tuple(column.name for column in chain(*table.values()))


# The latest questionnaire and its columns; naming them takes as long as assessing many records.
_latest: list[tuple[Questionnaire, tuple[str, ...]]] = []


def _names(questionnaire: Questionnaire) -> tuple[str, ...]:
    if not _latest or _latest[0][0] is not questionnaire:
        _latest[:] = [(questionnaire, result_columns(questionnaire))]
    return _latest[0][1]


def expected(questionnaire: Questionnaire, record: Record, partial: bool = False) -> Record:
    """Return the expected row of results, from the evaluator of single records."""
    names = (*_names(questionnaire), "problems")
    try:
        assessment = assess_record(questionnaire, record, partial)
    except FaultError as error:
        named = [f"{fault.code}:{fault.path}" for fault in error.faults]
        for key in ("level", "could_be"):
            level = getattr(error.urgent, key, None)
            named += [f"{key}:{level}"] if level else []
        problems = " ".join(named)
        return dict.fromkeys(names) | {"problems": problems}
    found = flat(project(questionnaire, assessment_data(assessment, "0")))
    texts = {name: " ".join(found[name]) for name in ("rules", "open")}
    return {name: texts.get(name, found.get(name)) for name in names}
