"""The batch command: recorded answers in, a row for each out, and an account of the run."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing

from ..core.faults import AnswersError, Fault, FaultError, UsageError, shown_path
from ..core.frozen import Frozen
from ..core.signs import clean
from ..exits import BAD_ANSWERS, CLOSED_PIPE, INTERRUPTED, OK, status_of
from ..files import SAME_FILE
from ..output import emit, fault_lines, print_faults
from ..record import no_input
from ..report.strings import WAITING_FOR_LINES
from ..report.style import COLOUR, PLAIN
from ..report.write import choose_look
from ..request import Terminal
from ..streams import is_open, is_terminal, nothing_comes, say
from ..targets import find_target
from .packed import ending
from .plan import CSV, BlockResult, Plan, Worker
from .progress import progress
from .resume import Resumed
from .sink import PART, Sink
from .source import LINES, Block, Source
from .summary import Counts, summary
from .workers import assessed

LINES_IN_FULL = 100  # of a block: whole assessments take a hundred times as long


class BatchRequest(Frozen):
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
        self._results: Sink | None = None
        self._faults: Sink | None = None
        self._stop: tuple[Fault, ...] = ()
        self._can_be_read_again = False

    def execute(self, files: ExitStack) -> int:
        """Do all of it; returns the exit status. What is opened is closed with `files`.

        Raises:
            FaultError: anything but a bad record.
        """
        request = self._request
        check(request)
        worker = Worker(request.plan)
        lines = LINES_IN_FULL if request.plan.full else LINES
        source = files.enter_context(closing(Source(request.source, lines)))
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
            self._results = Sink(request.output, request.resume, request.force)
        if source.path is None and not request.quiet and nothing_comes():
            self.say(WAITING_FOR_LINES)
        blocks = self._start(source.blocks(), worker)
        terminal = is_terminal(sys.stderr) and not (
            request.output is None and is_terminal(sys.stdout)
        )
        look = choose_look(terminal, request.terminal.plain, request.terminal.no_color)
        enabled = terminal and look.style != PLAIN and not request.quiet
        with progress(source.size, enabled, look.style == COLOUR) as show:
            for result in assessed(blocks, request.plan, worker, request.jobs):
                self._take(result)
                show(result.read, self.records - self._before, self._bad)
                if self._stop:
                    break
        return self._finish(source, worker)

    def _start(self, blocks: Iterator[Block], worker: Worker) -> Iterator[Block]:
        kept = 0
        if self._request.resume and self._results is not None:
            resumed = Resumed(blocks, worker, self._results, self._faults)
            blocks, kept = resumed.left, resumed.size
            self.records = self._before = resumed.done
            self._bad = resumed.bad
            if self._before:
                self.say(f"{_records(self._before)} had been assessed before")
        if self._results is not None and not kept:
            self._results.write(worker.writer.header.encode())
        return blocks

    def _take(self, result: BlockResult) -> None:
        """Count the result of a block, and write it: faults first, see `resume`.

        Counted before, so that a part with something in it is never taken for an empty one.
        """
        self.records += result.good + result.bad
        self._bad += result.bad
        self._urgent += result.urgent
        self._first_bad = self._first_bad or result.first_bad
        self._codes += result.codes
        self._counts.update(result.counts)
        self._stop = result.stop
        if self._faults is not None:
            self._faults.write(result.errors)
        if self._results is not None:
            self._results.write(result.text)

    def _finish(self, source: Source, worker: Worker) -> int:
        request = self._request
        if self._stop:
            for line in fault_lines(self._stop):
                self.say(f"line {self._first_bad}: {line}", needed=True)
            self.say_what_is_saved()
            return BAD_ANSWERS
        if not self.records and source.is_device:
            raise no_input()
        if not self.records:
            hint = "give one JSON object per line"
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
            text += f", the first in line {self._first_bad}"
        counts = sorted(self._codes.items(), key=lambda pair: (-pair[1], pair[0]))
        codes = ", ".join(f"{code} {count:,}" for code, count in counts) or "none"
        since = "since then " if self._before else ""
        urgent = f"; {self._urgent:,} of them may need help the same day" if self._urgent else ""
        self.say(f"{text} ({since}{codes}){urgent}", needed=True)

    def say_what_is_saved(self) -> None:
        results = self._results
        if not self.records or results is None or results.part is None:
            return
        again = self._can_be_read_again and not ending(self._request.output)
        hint = "; continue with --resume" if again else ""
        self.say(f"the results so far are in {shown_path(results.part)}{hint}")

    def say(self, text: str, needed: bool = False) -> None:
        """A line on standard error."""
        if needed or not self._request.quiet:
            say(f"sciatica: {clean(text)}")


def check(request: BatchRequest) -> None:
    """Refuse options that contradict each other.

    Raises:
        FaultError: they do.
    """
    plan = request.plan
    if plan.full and (plan.columns or plan.form == CSV):
        raise usage("--full cannot be combined with --fields or CSV", "leave out one of them")
    if plan.csv_safe and plan.form != CSV:
        raise usage("--csv-safe works for CSV only", "leave it out, or add --format csv")
    if plan.columns == ():
        raise usage("--fields names no field", "name some, for example --fields id,level")
    if request.resume and request.output is None:
        raise usage("--resume needs the output file of the first run", "name it with -o")
    if request.resume and request.summary:
        raise usage(
            "--summary cannot be combined with --resume",
            "leave it out, or start again with --force",
        )
    if request.resume and (ending(request.output) or ending(request.errors)):
        raise usage(
            "a compressed output cannot be resumed", "start again with --force instead of --resume"
        )


def check_paths(request: BatchRequest, source: Source) -> None:
    """Refuse what would write over an input, or one output over the other.

    Raises:
        FaultError: it would.
    """
    named = [path for path in (request.output, request.errors) if path not in (None, "-")]
    targets = [find_target(str(path)) for path in named]
    files = [target.path for target in targets if not target.is_open_ended]
    paths = [path for name in files for path in (name, f"{name}{PART}")]
    if len({os.path.realpath(path) for path in paths}) < len(paths):
        raise usage("-o and --errors name the same file", "choose another name for one of them")
    written = [os.stat(path) for path in paths if os.path.exists(path)]
    written += [os.fstat(target.number) for target in targets if target.number is not None]
    if request.output is None and is_open(sys.stdout):
        written.append(os.fstat(sys.stdout.fileno()))
    read = [source.status] if source.size is not None else []
    if request.plan.questions is not None and os.path.isfile(request.plan.questions):
        read.append(os.stat(request.plan.questions))
    if any(os.path.samestat(w, r) for w in written for r in read):
        raise usage(*SAME_FILE)


def _undo_rename(errors: str, output: str) -> None:
    """A run that ended between its two renames has given the faults their name already."""
    errors, output = os.path.realpath(errors), os.path.realpath(output)
    renamed = os.path.exists(errors) and not os.path.exists(errors + PART)
    if renamed and os.path.exists(output + PART):
        os.rename(errors, errors + PART)


def _records(count: int) -> str:
    return f"{count:,} record{'s' * (count != 1)}"


def usage(message: str, hint: str) -> FaultError:
    return UsageError((Fault("usage", "", message, hint),))
