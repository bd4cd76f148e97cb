"""Records as a Parquet file: `python benchmarks/frame_input.py RECORDS.jsonl TARGET.parquet`."""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

from records import QUESTIONNAIRE


def schema() -> dict[str, Any]:
    """The type of each column: whole numbers, text, or lists of text."""
    types: dict[str, Any] = dict.fromkeys(("number", "scale"), pl.Int64())
    types["many"] = pl.List(pl.String())
    questions = QUESTIONNAIRE.questions
    return {"id": pl.String()} | {q.id: types.get(q.kind, pl.String()) for q in questions}


if __name__ == "__main__":
    source, target = sys.argv[1:]
    pl.scan_ndjson(source, schema=schema()).sink_parquet(target)
