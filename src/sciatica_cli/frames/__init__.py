"""Many records as a data frame, assessed by the frame's own engine: see `score`."""

from .scoring import score, score_table

__all__ = ["score", "score_table"]
