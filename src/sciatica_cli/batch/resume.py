"""Continues unfinished work, so that no record is assessed twice and none is lost.

Each line of the input that is not blank gave one row: a result, or its faults, which may have gone
to an output of their own. There the faults of a block are written before its results, so that of
whatever result was written, all faults before it were written too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ..core.faults import Fault, UsageError, shown_path
from .line_worker import LineWorker
from .rows import RowWriter
from .sink import PART_SUFFIX, Sink
from .source import Block


class Resumed(NamedTuple):
    """An unfinished run, and where to continue it.

    `done`: the records whose rows were written; `refused`: those of them that were refused;
    `size`: the bytes of their results; `remaining`: the blocks that are still to be assessed.
    """

    done: int
    refused: int
    size: int
    remaining: Iterator[Block]


class MismatchError(Exception):
    """What was written was not made from this input in this way."""


def resume(
    blocks: Iterator[Block], worker: LineWorker, results: Sink, faults: Sink | None
) -> Resumed:
    """Read what an unfinished run wrote, and cut it off where its work continues.

    Raises:
        FaultError: it was not made from this input in this way.
    """
    try:
        resumed, faults_size = _match(blocks, worker, results, faults)
    except MismatchError:
        message = "this unfinished work was not made from this input with these options"
        hint = "use those of the first run, or start again with --force"
        place = shown_path(str(results.part_path))
        raise UsageError((Fault("other_run", place, message, hint),)) from None
    results.truncate(resumed.size)
    if faults is not None:
        faults.truncate(faults_size)
    return resumed


def _match(
    blocks: Iterator[Block], worker: LineWorker, results: Sink, faults: Sink | None
) -> tuple[Resumed, int]:
    """Go through the input as far as rows were written for it; also returns the size of the faults.

    The last record that has a result, and the last one that was refused, are assessed again.
    """
    rows, refused, size, last_row = _read_results(results, worker.writer)
    fault_rows = _read_faults(faults)
    next_refused, fault_row = next(fault_rows)
    done = rows_done = faults_size = 0
    last: Block | None = None
    last_refused: tuple[Block, bytes] | None = None
    remaining: Iterator[Block] = iter(())
    for line, block, start in _lines(blocks):
        if line.first == next_refused:
            refused += 1
            faults_size += len(fault_row)
            last_refused = line, fault_row
            next_refused, fault_row = next(fault_rows)
        elif line.first > next_refused >= 0:
            raise MismatchError
        elif rows_done < rows:
            rows_done += 1
            last = line
        else:
            remaining = chain([Block(line.first, block.data[start:], block.read)], blocks)
            break
        done += 1
    if rows_done != rows or (last is not None and worker.assess(last).text != last_row):
        raise MismatchError
    if last_refused is not None and worker.assess(last_refused[0]).errors != last_refused[1]:
        raise MismatchError
    return Resumed(done, refused, size, remaining), faults_size


def _read_results(results: Sink, writer: RowWriter) -> tuple[int, int, int, bytes]:
    """How many rows and how many refusals there are, their size with the header, the last row."""
    header = writer.header.encode()
    count, refused, size, last = 0, 0, 0, header
    for line in results.whole_lines():
        if header and not size:
            if line != header:
                raise MismatchError
        else:
            count += 1
            refused += writer.is_refusal(line)
        size += len(line)
        last = line
    return count, refused, size, last


def _read_faults(faults: Sink | None) -> Iterator[tuple[int, bytes]]:
    """The number and the row of each line whose faults were written apart; -1 at the end."""
    for line in faults.whole_lines() if faults else ():
        try:
            yield int(json.loads(line)["line"]), line
        except (ValueError, TypeError, KeyError):
            raise MismatchError from None
    yield -1, b""


def _lines(blocks: Iterator[Block]) -> Iterator[tuple[Block, Block, int]]:
    """Each line that is not blank as a block of its own, its whole block, and its start in that."""
    for block in blocks:
        start = 0
        for number, line in enumerate(block.data.split(b"\n"), start=block.first):
            if line.strip():
                yield Block(number, line, block.read), block, start
            start += len(line) + 1


def undo_rename(errors: str, output: str) -> None:
    """Take back the first of two renames, if the run ended between them."""
    errors, output = os.path.realpath(errors), os.path.realpath(output)
    renamed = os.path.exists(errors) and not os.path.exists(errors + PART_SUFFIX)
    if renamed and os.path.exists(output + PART_SUFFIX):
        os.rename(errors, errors + PART_SUFFIX)
