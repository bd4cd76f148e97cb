"""The result of some records, ready to be written, as plain values that can be sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from ..core.faults import Fault
from ..core.frozen import Frozen
from ..judge.judge import Refusal
from .assessor import AssessedRows
from .plan import Plan
from .summary import Counts


class Refusals(Frozen):
    """An account of the records that were refused.

    `count` is how many there are, `urgent` how many of them need help the same day or may need it,
    and `codes` how many have each kind of fault. `first` is the number of the first one, or 0. If
    the run is to stop there, `stop` has its faults, and it is not counted.
    """

    count: int
    urgent: int
    codes: Counter[str]
    first: int
    stop: tuple[Fault, ...]

    def __add__(self, later: Refusals) -> Refusals:
        return Refusals(
            self.count + later.count,
            self.urgent + later.urgent,
            self.codes + later.codes,
            self.first or later.first,
            self.stop or later.stop,
        )


NO_REFUSALS = Refusals(0, 0, Counter(), 0, ())


class BlockResult(Frozen):
    """The result of a block of records.

    `text` and `errors` are to be written; `good` is how many records were assessed. `read`: the
    bytes of the input up to the end of the block.
    """

    read: int
    text: bytes
    errors: bytes
    good: int
    refused: Refusals
    counts: Counts


def account_for(refused: Mapping[int, Refusal], first: int, fail_fast: bool) -> Refusals:
    """An account of refused records, by their place; `first` is the number of place 0."""
    if not refused:
        return NO_REFUSALS
    place = min(refused)
    if fail_fast:
        return Refusals(0, 0, Counter(), first + place, refused[place].faults)
    codes = Counter(chain(*({f.code for f in refusal.faults} for refusal in refused.values())))
    urgent = sum(refusal.urgent is not None for refusal in refused.values())
    return Refusals(len(refused), urgent, codes, first + place, ())


def text_result(plan: Plan, assessed: AssessedRows, read: int) -> BlockResult:
    """The result of records with a row of text for each."""
    rows, bad = assessed.rows, assessed.refused
    account = account_for(bad, assessed.first, plan.fail_fast)
    if account.stop:
        last = account.first - assessed.first
        rows, bad = {place: row for place, row in rows.items() if place < last}, {}
    good = len(rows) - len(bad)
    errors = "".join([rows.pop(place) for place in sorted(bad)]) if plan.errors_apart else ""
    text = "".join([rows[place] for place in sorted(rows)])
    return BlockResult(read, text.encode(), errors.encode(), good, account, assessed.counts)
