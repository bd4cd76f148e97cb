"""The names of the columns of results, flat: one list for a file of columns and for data frames."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .model import Questionnaire


def result_columns(questionnaire: Questionnaire) -> tuple[str, ...]:
    """One name for each thing that is told of a record, in order, without what names the record."""
    return (
        *("status", "level", "at_most", "complete", "rules", "open"),
        *(f"scores__{s.id}__{part}" for s in questionnaire.scores for part in ("value", "band")),
        *(f"causes__{cause.id}" for cause in questionnaire.causes),
        "massage",
        *(f"options__{option.id}" for option in questionnaire.options),
    )
