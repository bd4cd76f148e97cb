"""How much of an assessment the page shows."""

from __future__ import annotations

import sys

from ..core.frozen import Frozen


class Detail(Frozen):
    """A detail level: everything if `full`, otherwise at most `limit` items of a kind."""

    limit: int
    full: bool = False


FULL = Detail(sys.maxsize, full=True)
