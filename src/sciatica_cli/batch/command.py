"""The batch command: recorded answers in, a row for each out, and an account of the run."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from typing import TYPE_CHECKING, Any

from ..core.control_characters import clean
from ..core.faults import AnswersError, Fault, FaultError, shown_path
from ..exits import BAD_ANSWERS, CLOSED_PIPE, INTERRUPTED, OK, status_of
from ..judge.bits import ROWS
from ..output import emit, fault_lines, print_faults
from ..record import no_input
from ..report.strings import WAITING_FOR_LINES
from ..report.style import COLOUR, PLAIN
from ..report.write import Look, choose_look
from ..streams import is_terminal, say, stdin_is_silent
from .block_result import NO_REFUSALS, BlockResult, Refusals
from .column_source import TEXT_ROWS, ColumnSource, require_columns
from .compressed import compression
from .line_worker import LineWorker
from .progress import Show, progress
from .request import BatchRequest, check, check_paths, usage
from .resume import resume, undo_rename
from .sink import Sink
from .source import LINES, Source
from .summary import Counts, summary
from .workers import Worker, assessed, worker_of

if TYPE_CHECKING:
    from .column_sink import ColumnSink

LINES_IN_FULL = 100  # in a block, as whole assessments take a hundred times as long


def run_batch(request: BatchRequest) -> int:
    """Read, assess, write; returns the exit status."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a closed pipe is reported in one line
    run = Run(request)
    try:
        with ExitStack() as files:
            return run.execute(files)
    except FaultError as error:
        print_faults(error)
        run.say_what_is_saved()
        return status_of(error)
    except KeyboardInterrupt:
        run.say(f"stopped after {_records(run.records)}")
        run.say_what_is_saved()
        return INTERRUPTED
    except BrokenPipeError:
        run.say(f"the reader closed the output: stopped after {_records(run.records)}")
        sys.stdout = None  # nothing left to flush at exit
        return CLOSED_PIPE


class Run:
    """One run over an input, and its totals so far."""

    def __init__(self, request: BatchRequest) -> None:
        self._request = request
        self.records = 0  # including those of an earlier run that this one continues
        self._before = 0  # of the earlier run alone
        self._refused = NO_REFUSALS
        self._counts: Counts = Counter()
        self._results: Sink | ColumnSink | None = None
        self._faults: Sink | None = None
        self._can_be_read_again = False
        self._place = "row" if request.plan.columnar else "line"

    def execute(self, files: ExitStack) -> int:
        """Do all of the work; returns the exit status. `files` closes what is opened.

        Raises:
            FaultError: for anything but a bad record.
        """
        request = self._request
        check(request)
        if request.plan.columnar:
            require_columns()
        worker = worker_of(request.plan)
        source = files.enter_context(closing(_source(request)))
        check_paths(request, source)
        self._can_be_read_again = source.size is not None
        files.callback(self._close_outputs)
        self._open_outputs()
        if source.path is None and not request.quiet and stdin_is_silent():
            self.say(WAITING_FOR_LINES)
        work: Iterator[Any] = source.blocks()
        shared = None
        if isinstance(source, Source) and request.jobs > 1 and not request.resume:
            shared = source.shared_descriptor()
            work = work if shared is None else source.ranges()
        work = self._start(work, worker)
        with self._progress(source.size) as show:
            for result in assessed(work, worker, request.plan, jobs=request.jobs, shared=shared):
                self._take(result)
                show(result.read, self.records - self._before, self._refused.count)
                if self._refused.stop:
                    break
        return self._finish(source, worker)

    def _open_outputs(self) -> None:
        request = self._request
        if request.resume and not self._can_be_read_again:
            raise usage(
                "--resume needs input that can be read again", "name a file instead of a pipe"
            )
        if request.errors is not None:
            if request.resume:
                undo_rename(request.errors, str(request.output))
            self._faults = Sink(request.errors, request.resume, request.force)
        if request.output is None and request.plan.summary:
            return
        sink = Sink(request.output, request.resume, request.force)
        self._results = sink
        if request.plan.writes_columns:
            from .column_sink import ColumnSink

            self._results = ColumnSink(sink, request.plan.format)

    def _close_outputs(self) -> None:
        """Keep the part files only if this run, or the one it continues, has written to them."""
        keep = bool(self.records) or self._request.resume
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.close(keep)

    def _start(self, blocks: Iterator[Any], worker: Worker) -> Iterator[Any]:
        """Write the header, or continue an earlier run; returns the blocks that are left."""
        size = 0
        if self._request.resume and isinstance(self._results, Sink):
            assert isinstance(worker, LineWorker)
            resumed = resume(blocks, worker, self._results, self._faults)
            blocks, size = resumed.remaining, resumed.size
            self.records = self._before = resumed.done
            self._refused = Refusals(resumed.refused, 0, Counter(), 0, ())
            if self._before:
                self.say(f"{_records(self._before)} had been assessed before")
        if self._results is not None and worker.header and not size:
            self._results.write(worker.header)
        return blocks

    def _progress(self, size: int | None) -> AbstractContextManager[Show]:
        is_shown = is_terminal(sys.stderr) and not (
            self._request.output is None and is_terminal(sys.stdout)
        )
        look = self._look(is_shown)
        enabled = is_shown and look.style != PLAIN and not self._request.quiet
        return progress(size, enabled, look.style == COLOUR)

    def _look(self, terminal: bool) -> Look:
        options = self._request.terminal
        return choose_look(terminal, options.plain, options.no_color)

    def _take(self, result: BlockResult) -> None:
        """Count the result of a block, then write it: the faults first, see `resume`.

        It is counted first, so that a part file with content is never mistaken for an empty one.
        """
        self.records += result.good + result.refused.count
        self._refused += result.refused
        self._counts.update(result.counts)
        if self._faults is not None:
            self._faults.write(result.errors)
        if self._results is not None:
            self._results.write(result.text)

    def _finish(self, source: Source | ColumnSource, worker: Worker) -> int:
        refused = self._refused
        if refused.stop:
            for line in fault_lines(refused.stop):
                self.say(f"{self._place} {refused.first}: {line}", needed=True)
            self.say_what_is_saved()
            return BAD_ANSWERS
        if not self.records:
            if source.is_device:
                raise no_input()
            columnar = self._request.plan.columnar
            hint = "give a row for each record" if columnar else "give one JSON object per line"
            raise AnswersError((Fault("empty", "answers", "the input is empty", hint),))
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.finish()
        if self._request.plan.summary:
            look = self._look(is_terminal(sys.stdout))
            emit(summary(worker.table, self._counts, self.records - refused.count, look))
        self._account()
        return BAD_ANSWERS if refused.count else OK

    def _account(self) -> None:
        refused = self._refused
        if not refused.count:
            self.say(f"{_records(self.records)} assessed")
            return
        text = f"{refused.count:,} of {self.records:,} records refused"
        if not self._before:  # else the first may be one of those
            text += f", the first in {self._place} {refused.first}"
        counts = sorted(refused.codes.items(), key=lambda pair: (-pair[1], pair[0]))
        codes = ", ".join(f"{code} {count:,}" for code, count in counts) or "none"
        since = "since then " if self._before else ""
        urgent = refused.urgent
        note = f"; {urgent:,} of them may need help the same day" if urgent else ""
        self.say(f"{text} ({since}{codes}){note}", needed=True)

    def say_what_is_saved(self) -> None:
        results = self._results
        if not self.records or results is None or results.part_path is None:
            return
        request = self._request
        lines = self._can_be_read_again and not request.plan.columnar
        again = lines and not compression(request.output)
        hint = "; continue with --resume" if again else ""
        self.say(f"the results so far are in {shown_path(results.part_path)}{hint}")

    def say(self, text: str, needed: bool = False) -> None:
        """Write a line to standard error; with --quiet only if it is needed."""
        if needed or not self._request.quiet:
            say(f"sciatica: {clean(text)}")


def _source(request: BatchRequest) -> Source | ColumnSource:
    if request.plan.columnar:
        rows = ROWS if request.plan.writes_columns else TEXT_ROWS
        return ColumnSource(str(request.source), rows)
    return Source(request.source, LINES_IN_FULL if request.plan.full else LINES)


def _records(count: int) -> str:
    return f"{count:,} record{'s' * (count != 1)}"
