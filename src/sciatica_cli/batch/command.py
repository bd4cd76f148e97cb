"""The batch command: recorded answers in, a row for each out, and an account of the run."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing

from ..core.faults import AnswersError, Fault, FaultError, UsageError, clean, shown
from ..core.frozen import Frozen
from ..exits import BAD_ANSWERS, CLOSED_PIPE, INTERRUPTED, OK, status_of
from ..output import emit, fault_lines, print_faults
from ..record import no_input
from ..report.style import COLOUR, PLAIN
from ..report.write import choose_look
from ..request import Terminal
from .packed import ending
from .plan import CSV, BlockResult, Plan, Worker
from .progress import progress
from .resume import Resumed
from .sink import PART, Sink
from .source import LINES, Block, Source
from .summary import Counts, summary
from .workers import assessed

LINES_IN_FULL = 100  # of a block: whole assessments take a hundred times as long


class Order(Frozen):
    """What the command line asks for. Construct by keyword.

    Standard input and output where no file is named.
    """

    plan: Plan
    source: str | None = None
    output: str | None = None
    errors: str | None = None
    jobs: int = 1
    resume: bool = False
    force: bool = False
    summary: bool = False
    quiet: bool = False
    terminal: Terminal = Terminal()


def run_batch(order: Order) -> int:
    """Read, judge, write; returns the exit status."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a closed pipe is told of, in one line
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (until the end)
    run = Run(order)
    try:
        return run.whole()
    except FaultError as error:
        print_faults(error)
        run.say_what_is_kept()
        return status_of(error)
    except KeyboardInterrupt:
        run.say(f"stopped after {run.records:,} records")
        run.say_what_is_kept()
        return INTERRUPTED
    except BrokenPipeError:
        run.say(f"nobody reads the output any more: stopped after {run.records:,} records")
        sys.stdout = None  # nothing left to flush at exit
        return CLOSED_PIPE


class Run:
    """One run over an input, and what it has come to so far."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self.records = self._bad = 0  # with those of an earlier run that this one goes on from
        self._before = self._first_bad = 0
        self._codes: Counter[str] = Counter()
        self._counts: Counts = Counter()
        self._results: Sink | None = None
        self._faults: Sink | None = None
        self._stop: tuple[Fault, ...] = ()
        self._can_be_read_again = False

    def whole(self) -> int:
        """Do it; returns the exit status.

        Raises:
            FaultError: anything but a bad record.
        """
        check(self._order)
        worker = Worker(self._order.plan)
        with ExitStack() as files:
            return self._through(worker, files)

    def _through(self, worker: Worker, files: ExitStack) -> int:
        order = self._order
        lines = LINES_IN_FULL if order.plan.full else LINES
        source = files.enter_context(closing(Source(order.source, lines)))
        check_paths(order, source)
        self._can_be_read_again = source.size is not None
        if order.resume and not self._can_be_read_again:
            raise usage("--resume is for input that can be read again", "name a file")
        files.callback(self._close)
        if order.errors is not None:
            if order.resume:
                _undo_rename(order.errors, str(order.output))
            self._faults = Sink(order.errors, order.resume, order.force)
        if order.output is not None or not order.summary:
            self._results = Sink(order.output, order.resume, order.force)
        blocks = self._start(source.blocks(), worker)
        terminal = sys.stderr.isatty() and not (order.output is None and sys.stdout.isatty())
        look = choose_look(terminal, order.terminal.plain, order.terminal.no_color)
        wanted = terminal and look.style != PLAIN and not order.quiet
        with progress(source.size, wanted, look.style == COLOUR) as show:
            for result in assessed(blocks, order.plan, worker, order.jobs):
                self._take(result)
                show(result.read, self.records - self._before, self._bad)
                if self._stop:
                    break
        return self._finish(source, worker)

    def _start(self, blocks: Iterator[Block], worker: Worker) -> Iterator[Block]:
        kept = 0
        if self._order.resume and self._results is not None:
            resumed = Resumed(blocks, worker, self._results, self._faults)
            blocks, kept = resumed.left, resumed.size
            self.records = self._before = resumed.done
            self._bad = resumed.bad
            if self._before:
                self.say(f"{self._before:,} records were done before")
        if self._results is not None and not kept:
            self._results.write(worker.writer.header.encode())
        return blocks

    def _take(self, result: BlockResult) -> None:
        """Count the result of a block, and write it: faults first, see `resume`.

        Counted before, so that a part with something in it is never taken for an empty one.
        """
        self.records += result.good + result.bad
        self._bad += result.bad
        self._first_bad = self._first_bad or result.first_bad
        self._codes += result.codes
        self._counts.update(result.counts)
        self._stop = result.stop
        if self._faults is not None:
            self._faults.write(result.errors)
        if self._results is not None:
            self._results.write(result.text)

    def _finish(self, source: Source, worker: Worker) -> int:
        order = self._order
        if self._stop:
            for line in fault_lines(self._stop):
                self.say(f"line {self._first_bad}: {line}", needed=True)
            self.say_what_is_kept()
            return BAD_ANSWERS
        if not self.records and source.is_device:
            raise no_input()
        if not self.records:
            hint = "give one JSON object a line"
            raise AnswersError((Fault("empty", "answers", "the input is empty", hint),))
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.finish()
        if order.summary:
            look = choose_look(sys.stdout.isatty(), order.terminal.plain, order.terminal.no_color)
            emit(summary(worker.table, self._counts, self.records - self._bad, look))
        self._account()
        return BAD_ANSWERS if self._bad else OK

    def _close(self) -> None:
        """Parts stay only if something is in them that this run or one before it has done."""
        keep = bool(self.records) or self._order.resume
        for sink in (self._faults, self._results):
            if sink is not None:
                sink.close(keep)

    def _account(self) -> None:
        if not self._bad:
            self.say(f"{self.records:,} records assessed")
            return
        told = f"{self._bad:,} of {self.records:,} records refused"
        if not self._before:  # else the first may be one of those
            told += f", the first in line {self._first_bad}"
        counts = sorted(self._codes.items(), key=lambda pair: (-pair[1], pair[0]))
        codes = ", ".join(f"{code} {count:,}" for code, count in counts) or "none"
        since = "since then " if self._before else ""
        self.say(f"{told} ({since}{codes})", needed=True)

    def say_what_is_kept(self) -> None:
        results = self._results
        if not self.records or results is None or results.part is None:
            return
        again = self._can_be_read_again and not ending(self._order.output)
        hint = ": go on with --resume" if again else ""
        self.say(f"{shown(results.part)} keeps what was done{hint}")

    def say(self, text: str, needed: bool = False) -> None:
        """A line on standard error."""
        if needed or not self._order.quiet:
            print(f"sciatica: {clean(text)}", file=sys.stderr)


def check(order: Order) -> None:
    """Refuse what does not go together.

    Raises:
        FaultError: it does not.
    """
    plan = order.plan
    if plan.full and (plan.columns or plan.form == CSV):
        raise usage("--full writes whole assessments", "leave out --fields and --format csv")
    if plan.columns == ():
        raise usage("--fields names no field", "name some: id,level")
    if order.resume and order.output is None:
        raise usage("--resume goes on with an output file", "name it with -o")
    if order.resume and order.summary:
        raise usage("--summary counts a whole run", "leave it out, or begin anew: --force")
    if order.resume and (ending(order.output) or ending(order.errors)):
        raise usage("a packed output cannot be gone on with", "leave out .gz or .zst, or --resume")


def check_paths(order: Order, source: Source) -> None:
    """Refuse what would write over the input, or one output over the other.

    Raises:
        FaultError: it would.
    """
    named = [path for path in (order.output, order.errors) if path not in (None, "-")]
    paths = [path for name in named for path in (str(name), f"{name}{PART}")]
    if len({os.path.realpath(path) for path in paths}) < len(paths):
        raise usage("-o and --errors name the same file", "choose another name for one")
    for path in paths:
        if os.path.exists(path) and os.path.samestat(os.stat(path), source.status):
            raise usage("the input cannot be an output, too", "choose another name")


def _undo_rename(errors: str, output: str) -> None:
    """A run that ended between its two renames has given the faults their name already."""
    renamed = os.path.exists(errors) and not os.path.exists(errors + PART)
    if renamed and os.path.exists(output + PART):
        os.rename(errors, errors + PART)


def usage(message: str, hint: str) -> FaultError:
    return UsageError((Fault("usage", "", message, hint),))
