"""The batch command: recorded answers in, a row for each out, and an account of the run."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

from ..core.faults import AnswersError, Fault, FaultError, shown_path
from ..core.signs import clean
from ..exits import BAD_ANSWERS, CLOSED_PIPE, INTERRUPTED, OK, status_of
from ..judge.bits import ROWS
from ..output import emit, fault_lines, print_faults
from ..record import no_input
from ..report.strings import WAITING_FOR_LINES
from ..report.style import COLOUR, PLAIN
from ..report.write import choose_look
from ..streams import is_terminal, say, stdin_is_silent
from .block_result import BlockResult
from .column_source import TEXT_ROWS, ColumnSource, require_columns
from .line_worker import LineWorker
from .packed import ending
from .plan import COLUMN_FORMS
from .progress import progress
from .request import BatchRequest, check, check_paths, usage
from .resume import Resumed
from .sink import PART, Sink
from .source import LINES, Source
from .summary import Counts, summary
from .workers import Worker, assessed, worker_of

if TYPE_CHECKING:
    from .column_sink import ColumnSink

LINES_IN_FULL = 100  # of a block: whole assessments take a hundred times as long


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
        self.records = self._bad = 0  # with those of an earlier run that this one goes on from
        self._before = self._first_bad = self._urgent = 0
        self._codes: Counter[str] = Counter()
        self._counts: Counts = Counter()
        self._results: Sink | ColumnSink | None = None
        self._faults: Sink | None = None
        self._stop: tuple[Fault, ...] = ()
        self._can_be_read_again = False
        self._place = "row" if request.plan.columnar else "line"

    def execute(self, files: ExitStack) -> int:
        """Do all of it; returns the exit status. What is opened is closed with `files`.

        Raises:
            FaultError: anything but a bad record.
        """
        request = self._request
        check(request)
        if request.plan.columnar:
            require_columns()
        worker = worker_of(request.plan)
        source = files.enter_context(closing(_source(request)))
        check_paths(request, source)
        self._can_be_read_again = source.size is not None
        if request.resume and not self._can_be_read_again:
            raise usage(
                "--resume needs input that can be read again", "name a file instead of a pipe"
            )
        files.callback(self._close)
        if request.errors is not None:
            if request.resume:
                _undo_rename(request.errors, str(request.output))
            self._faults = Sink(request.errors, request.resume, request.force)
        if request.output is not None or not request.summary:
            self._results = self._opened(Sink(request.output, request.resume, request.force))
        if source.path is None and not request.quiet and stdin_is_silent():
            self.say(WAITING_FOR_LINES)
        work: Iterator[Any] = source.blocks()
        file = None
        if isinstance(source, Source) and request.jobs > 1 and not request.resume:
            file = source.file
            work = work if file is None else source.parts()
        work = self._start(work, worker)
        terminal = is_terminal(sys.stderr) and not (
            request.output is None and is_terminal(sys.stdout)
        )
        look = choose_look(terminal, request.terminal.plain, request.terminal.no_color)
        enabled = terminal and look.style != PLAIN and not request.quiet
        with progress(source.size, enabled, look.style == COLOUR) as show:
            for result in assessed(work, request.plan, worker, request.jobs, file):
                self._take(result)
                show(result.read, self.records - self._before, self._bad)
                if self._stop:
                    break
        return self._finish(source, worker)

    def _opened(self, sink: Sink) -> Sink | ColumnSink:
        form = self._request.plan.form
        if form not in COLUMN_FORMS:
            return sink
        from .column_sink import ColumnSink

        return ColumnSink(sink, form)

    def _start(self, blocks: Iterator[Any], worker: Worker) -> Iterator[Any]:
        kept = 0
        if self._request.resume and isinstance(self._results, Sink):
            assert isinstance(worker, LineWorker)
            resumed = Resumed(blocks, worker, self._results, self._faults)
            blocks, kept = resumed.left, resumed.size
            self.records = self._before = resumed.done
            self._bad = resumed.bad
            if self._before:
                self.say(f"{_records(self._before)} had been assessed before")
        if self._results is not None and worker.header and not kept:
            self._results.write(worker.header)
        return blocks

    def _take(self, result: BlockResult) -> None:
        """Count the result of a block, and write it: faults first, see `resume`.

        Counted before, so that a part with something in it is never taken for an empty one.
        """
        refused = result.refused
        self.records += result.good + refused.bad
        self._bad += refused.bad
        self._urgent += refused.urgent
        self._first_bad = self._first_bad or refused.first
        self._codes += refused.codes
        self._counts.update(result.counts)
        self._stop = refused.stop
        if self._faults is not None:
            self._faults.write(result.errors)
        if self._results is not None:
            self._results.write(result.text)

    def _finish(self, source: Source | ColumnSource, worker: Worker) -> int:
        request = self._request
        if self._stop:
            for line in fault_lines(self._stop):
                self.say(f"{self._place} {self._first_bad}: {line}", needed=True)
            self.say_what_is_saved()
            return BAD_ANSWERS
        if not self.records and source.is_device:
            raise no_input()
        if not self.records:
            hint = (
                "give a row for each record"
                if request.plan.columnar
                else "give one JSON object per line"
            )
            raise AnswersError((Fault("empty", "answers", "the input is empty", hint),))
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.finish()
        if request.summary:
            options = request.terminal
            look = choose_look(is_terminal(sys.stdout), options.plain, options.no_color)
            emit(summary(worker.table, self._counts, self.records - self._bad, look))
        self._account()
        return BAD_ANSWERS if self._bad else OK

    def _close(self) -> None:
        """Parts stay only if something is in them that this run or one before it has done."""
        keep = bool(self.records) or self._request.resume
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.close(keep)

    def _account(self) -> None:
        if not self._bad:
            self.say(f"{_records(self.records)} assessed")
            return
        text = f"{self._bad:,} of {self.records:,} records refused"
        if not self._before:  # else the first may be one of those
            text += f", the first in {self._place} {self._first_bad}"
        counts = sorted(self._codes.items(), key=lambda pair: (-pair[1], pair[0]))
        codes = ", ".join(f"{code} {count:,}" for code, count in counts) or "none"
        since = "since then " if self._before else ""
        urgent = f"; {self._urgent:,} of them may need help the same day" if self._urgent else ""
        self.say(f"{text} ({since}{codes}){urgent}", needed=True)

    def say_what_is_saved(self) -> None:
        results = self._results
        if not self.records or results is None or results.part is None:
            return
        request = self._request
        lines = self._can_be_read_again and not request.plan.columnar
        again = lines and not ending(request.output)
        hint = "; continue with --resume" if again else ""
        self.say(f"the results so far are in {shown_path(results.part)}{hint}")

    def say(self, text: str, needed: bool = False) -> None:
        """A line on standard error."""
        if needed or not self._request.quiet:
            say(f"sciatica: {clean(text)}")


def _source(request: BatchRequest) -> Source | ColumnSource:
    if request.plan.columnar:
        rows = ROWS if request.plan.form in COLUMN_FORMS else TEXT_ROWS
        return ColumnSource(str(request.source), rows)
    return Source(request.source, LINES_IN_FULL if request.plan.full else LINES)


def _undo_rename(errors: str, output: str) -> None:
    """A run that ended between its two renames has given the faults their name already."""
    errors, output = os.path.realpath(errors), os.path.realpath(output)
    renamed = os.path.exists(errors) and not os.path.exists(errors + PART)
    if renamed and os.path.exists(output + PART):
        os.rename(errors, errors + PART)


def _records(count: int) -> str:
    return f"{count:,} record{'s' * (count != 1)}"
