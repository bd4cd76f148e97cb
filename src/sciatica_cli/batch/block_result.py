"""The result of some records, ready to be written, as plain values that can be sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from ..core.faults import Fault
from ..core.frozen import Frozen
from .assessor import AssessedLines
from .plan import Plan
from .summary import Counts


class Refused(Frozen):
    """The records that were refused.

    `bad` counts them, `urgent` those among them that need help the same day or may, and `codes`
    those with each kind of fault; `first` is the number of the first, or 0. `stop` has its faults
    where the run is to stop at it: then it counts for nothing else.
    """

    bad: int
    urgent: int
    codes: Counter[str]
    first: int
    stop: tuple[Fault, ...]


class BlockResult(Frozen):
    """What came of some records: `text` and `errors` are to be written, `good` were assessed.

    `read`: bytes of the input, with all that came before.
    """

    read: int
    text: bytes
    errors: bytes
    good: int
    refused: Refused
    counts: Counts


def refused(
    first: int, faults: Mapping[int, Sequence[Fault]], urgent: Collection[int], fail_fast: bool
) -> Refused:
    """The account of some refused records, by their place; `first` is the number of place 0."""
    if not faults:
        return Refused(0, 0, Counter(), 0, ())
    place = min(faults)
    if fail_fast:
        return Refused(0, 0, Counter(), first + place, tuple(faults[place]))
    codes = Counter(code for found in faults.values() for code in {f.code for f in found})
    return Refused(len(faults), len(urgent), codes, first + place, ())


def text_result(plan: Plan, assessed: AssessedLines, read: int) -> BlockResult:
    """The result of records with a row of text for each."""
    rows, bad = assessed.rows, assessed.faults
    account = refused(assessed.first, bad, assessed.urgent, plan.fail_fast)
    if account.stop:
        last = account.first - assessed.first
        rows, bad = {place: row for place, row in rows.items() if place < last}, {}
    good = len(rows) - len(bad)
    errors = "".join([rows.pop(place) for place in sorted(bad)]) if plan.apart else ""
    text = "".join([rows[place] for place in sorted(rows)])
    return BlockResult(read, text.encode(), errors.encode(), good, account, assessed.counts)
