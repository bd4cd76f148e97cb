"""Many records as a data frame: what each row comes down to, computed by the frame's own engine.

    from sciatica_cli.frames import score
    results = score(polars.scan_parquet("answers.parquet"))
"""

from __future__ import annotations

from functools import cache
from typing import Any

try:
    import narwhals.stable.v2 as nw
except ImportError:
    message = "data frames need one more package: pip install 'sciatica-cli[frames]'"
    raise ImportError(message) from None

from .bank.find import load
from .compile.column_answers import Columns
from .compile.column_plan import Plan, Planner
from .core.model import Questionnaire

_shipped = cache(load)


def score(frame: Any, questionnaire: Questionnaire | None = None, *, partial: bool = False, keep: tuple[str, ...] = ("id",)) -> Any:
    given = nw.from_native(frame)
    schema = dict(given.collect_schema())
    questionnaire = questionnaire or _shipped()
    kept = tuple(name for name in keep if name in schema)
    columns = Columns(questionnaire, schema, kept)
    in_memory = given.implementation.is_polars() or given.implementation.is_pyarrow() or given.implementation.is_pandas()
    plan = Planner(questionnaire, columns, kept, partial, in_memory).plan(tuple(schema))
    return plan.run(given).to_native()
