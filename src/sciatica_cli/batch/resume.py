"""Finds where unfinished work goes on, so that no record is done twice and none is lost.

Each line of the input that is not blank gave one row: a result, or its faults, which may have gone
to an output of their own. There the faults of a block are written before its results, so that of
whatever result was written, all faults before it were written too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import chain

from ..core.faults import Fault, FaultError, UsageError, shown_path
from .line_worker import LineWorker
from .rows import RowWriter
from .sink import PART_SUFFIX, Sink
from .source import Block


class Resumed:
    """An unfinished run, and where its work goes on.

    `done`: the records whose rows were written; `refused`: those of them that were refused;
    `size`: the bytes of their results; `remaining`: the blocks that are still to be assessed.

    Raises:
        FaultError: what was written was not made from this input in this way.
    """

    def __init__(
        self, blocks: Iterator[Block], worker: LineWorker, results: Sink, faults: Sink | None
    ) -> None:
        self._part = str(results.part_path)
        self.refused = 0
        rows, self.size, last_row = self._read_results(results, worker.writer)
        fault_rows = self._read_faults(faults)
        next_refused, fault_row = next(fault_rows)
        rows_done = refused_size = self.done = 0
        last: Block | None = None
        last_refused: tuple[Block, bytes] | None = None
        self.remaining: Iterator[Block] = iter(())
        for line, block, start in _lines(blocks):
            if line.first == next_refused:
                self.refused += 1
                refused_size += len(fault_row)
                last_refused = line, fault_row
                next_refused, fault_row = next(fault_rows)
            elif line.first > next_refused >= 0:
                raise self._other_run()
            elif rows_done < rows:
                rows_done += 1
                last = line
            else:
                rest = Block(line.first, block.data[start:], block.read)
                self.remaining = chain([rest], blocks)
                break
            self.done += 1
        same = rows_done == rows and (last is None or worker.assess(last).text == last_row)
        if last_refused is not None:
            same = same and worker.assess(last_refused[0]).errors == last_refused[1]
        if not same:
            raise self._other_run()
        results.truncate(self.size)
        if faults is not None:
            faults.truncate(refused_size)

    def _read_results(self, results: Sink, writer: RowWriter) -> tuple[int, int, bytes]:
        """How many rows were written, their size in bytes with the header, and the last of them."""
        header = writer.header.encode()
        count, size, last = 0, 0, header
        for line in results.whole_lines():
            count, size, last = count + 1, size + len(line), line
            if header and count == 1:
                if line != header:
                    raise self._other_run()
            else:
                self.refused += writer.is_refusal(line)
        return count - bool(header and count), size, last

    def _read_faults(self, faults: Sink | None) -> Iterator[tuple[int, bytes]]:
        """The lines whose faults were written apart: number and row of each; in the end -1."""
        for line in faults.whole_lines() if faults else ():
            try:
                yield int(json.loads(line)["line"]), line
            except (ValueError, TypeError, KeyError):
                raise self._other_run() from None
        yield -1, b""

    def _other_run(self) -> FaultError:
        message = "this unfinished work was not made from this input with these options"
        hint = "use those of the first run, or start again with --force"
        return UsageError((Fault("other_run", shown_path(self._part), message, hint),))


def _lines(blocks: Iterator[Block]) -> Iterator[tuple[Block, Block, int]]:
    """Each line that is not blank, as a block of its own, its whole block, and where it starts."""
    for block in blocks:
        start = 0
        for number, line in enumerate(block.data.split(b"\n"), start=block.first):
            if line.strip():
                yield Block(number, line, block.read), block, start
            start += len(line) + 1


def undo_rename(errors: str, output: str) -> None:
    """A run that ended between its two renames has given the faults their name already."""
    errors, output = os.path.realpath(errors), os.path.realpath(output)
    renamed = os.path.exists(errors) and not os.path.exists(errors + PART_SUFFIX)
    if renamed and os.path.exists(output + PART_SUFFIX):
        os.rename(errors, errors + PART_SUFFIX)
