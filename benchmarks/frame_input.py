"""Records as data frames: the types of the columns, and conversion to a Parquet file."""

from __future__ import annotations

import sys
from typing import Any

from records import QUESTIONNAIRE


def kinds() -> dict[str, str]:
    """Map each column to its type: text, number or list."""
    types = {"id": "text"}
    for question in QUESTIONNAIRE.questions:
        number = question.kind in ("number", "scale")
        types[question.id] = "number" if number else "list" if question.kind == "many" else "text"
    return types


def polars_schema() -> dict[str, Any]:
    import polars as pl

    types = {"text": pl.String(), "number": pl.Int64(), "list": pl.List(pl.String())}
    return {name: types[kind] for name, kind in kinds().items()}


def write_parquet(source: str, target: str) -> None:
    import polars as pl

    pl.scan_ndjson(source, schema=polars_schema()).sink_parquet(target)


if __name__ == "__main__":
    write_parquet(sys.argv[1], sys.argv[2])
