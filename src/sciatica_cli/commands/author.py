"""The commands for whoever writes the questions, or asks them in a program of their own."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from ..core.faults import usage_error
from ..output import emit
from .options import Questions

QUESTIONS_HELP = "List the questions and the answers they allow."

LINT_HELP = """Check a questions file.

It reports every fault with its line, and everything that looks like a mistake."""

QuestionsJson = Annotated[bool, typer.Option("--json", help="Print the questions as JSON data.")]
Template = Annotated[bool, typer.Option("--template", help="Print a blank answers file.")]
AnswersSchema = Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of answers.")]
FileSchema = Annotated[
    bool,
    typer.Option("--file-schema", help="Print the JSON Schema of a questions file, for an editor."),
]

ReportFormat = Annotated[
    Literal["text", "json", "github"],
    typer.Option("--format", help="Choose the format of the report."),
]
Prove = Annotated[
    bool,
    typer.Option(
        "--prove", help="Also prove the laws and the promises for every set of answers. Needs Z3."
    ),
]
Promises = Annotated[
    str | None,
    typer.Option(
        "--promises",
        metavar="FILE",
        help="Prove these promises. Default: tests/safety/promises.yaml beside FILE.",
    ),
]
Examples = Annotated[
    str | None,
    typer.Option(
        "--examples",
        metavar="FOLDER",
        help="For each rule, write a file of answers that fire it. Needs Z3.",
    ),
]


def list_questions(
    context: typer.Context,
    as_json: QuestionsJson = False,
    template: Template = False,
    schema: AnswersSchema = False,
    of_file: FileSchema = False,
    questions: Questions = None,
) -> None:
    from ..bank.loader import load
    from ..report.questions import answers_schema, blank_answers, listing, questions_data
    from ..report.text import write_text

    if as_json + template + schema + of_file > 1:
        forms = "--json, --template, --schema and --file-schema"
        raise usage_error(f"{forms} cannot be combined", "choose one of them")
    if of_file:  # does not depend on the questions
        from ..lint.file_schema import file_schema

        emit(_as_json(file_schema()))
        return
    questionnaire = load(questions or context.obj.input.questions)
    if as_json or template or schema:
        make = questions_data if as_json else blank_answers if template else answers_schema
        emit(_as_json(make(questionnaire)))
    else:
        emit(write_text(listing(questionnaire)))


def _as_json(data: dict[str, object]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def lint(
    file: Annotated[str, typer.Argument(metavar="[FILE]")] = "questions.yaml",
    format_: ReportFormat = "text",
    prove: Prove = False,
    promises: Promises = None,
    examples: Examples = None,
) -> None:
    from ..lint.command import LintRequest, run_lint

    request = LintRequest(
        path=file, format=format_, prove=prove, promises=promises, examples=examples
    )
    raise typer.Exit(run_lint(request))
