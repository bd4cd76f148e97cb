"""Many records as columns, assessed where they are: see `score`."""

from .scoring import score, score_table

__all__ = ["score", "score_table"]
