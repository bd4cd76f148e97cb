"""What a line of output says: a result, which is a short projection of an assessment, or faults."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.faults import Fault

RESULT, FAULTS = "sciatica.result/1", "sciatica.faults/1"


def faults_data(faults: Sequence[Fault], ident: object, line: int) -> dict[str, object]:
    """A record that was refused, with every fault in it."""
    return {
        "schema": FAULTS,
        "id": ident,
        "line": line,
        "faults": [
            {"code": f.code, "path": f.path, "message": f.message, "hint": f.hint} for f in faults
        ],
    }
